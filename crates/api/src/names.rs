//! Names for exported files, made of a title. A title comes from a document and so from anybody: what is offered here
//! names a file in the chosen folder and nothing else, on every system.

use std::collections::HashSet;
use vermilion_anchor::Folding;

/// The longest name without its ending, in bytes: file systems allow 255, and some tools add to it.
const LONGEST: usize = 120;

/// What a document without a usable title is called.
const NAMELESS: &str = "annotations";

/// Names that Windows keeps for devices, whatever their ending.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// File names for documents of these titles, each another one: of two that would be called the same the second has a number.
/// On some systems a name is the same however it is cased and composed.
#[must_use]
pub(crate) fn file_names<'t>(titles: impl IntoIterator<Item = &'t str>, ending: &str) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut distinct = |title: &str| {
        let name = file_name(title, ending);
        let stem = name.strip_suffix(ending).and_then(|stem| stem.strip_suffix('.')).unwrap_or(&name);
        let numbered = (2..).map(|number: usize| format!("{stem} ({number}).{ending}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        // There are more numbers than titles.
        names.find(|name| taken.insert(alike(name))).unwrap_or(name)
    };
    titles.into_iter().map(&mut distinct).collect()
}

/// What two names have in common that some system does not keep apart.
fn alike(name: &str) -> String {
    Folding { case: true, compatibility: true, ..Folding::default() }.words(name)
}

/// A file name for a document called `title`, with this ending.
#[must_use]
pub(crate) fn file_name(title: &str, ending: &str) -> String {
    let mut stem = String::new();
    for character in title.chars() {
        let character = if is_forbidden(character) { ' ' } else { character };
        // One space for several, none at the start.
        if character.is_whitespace() && (stem.is_empty() || stem.ends_with(' ')) {
            continue;
        }
        let character = if character.is_whitespace() { ' ' } else { character };
        if stem.len() + character.len_utf8() > LONGEST {
            break;
        }
        stem.push(character);
    }
    // A dot in front hides a file on Unix, one at the end is lost on Windows.
    let stem = stem.trim_matches(|character: char| character == '.' || character == ' ');
    let device = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    match stem {
        "" => format!("{NAMELESS}.{ending}"),
        _ if RESERVED.contains(&device.as_str()) => format!("{NAMELESS} {stem}.{ending}"),
        _ => format!("{stem}.{ending}"),
    }
}

/// What no file name may hold on some system, or what would deceive whoever reads it.
fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        // Invisible characters and those that turn the direction of the text around.
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_is_safe_everywhere() {
        let cases = [
            ("硃批：讀訪談", "硃批：讀訪談.md"),
            ("../../etc/passwd", "etc passwd.md"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a b c d e f g h i j.md"),
            ("  two\n\tlines  ", "two lines.md"),
            ("...", "annotations.md"),
            ("", "annotations.md"),
            ("CON", "annotations CON.md"),
            ("com1.txt", "annotations com1.txt.md"),
            ("nul .x", "annotations nul .x.md"),
            ("console", "console.md"),
            ("hidden\u{202E}fdp", "hidden fdp.md"),
            ("👩‍👩‍👧", "👩 👩 👧.md"),
        ];
        for (title, expected) in cases {
            assert_eq!(file_name(title, "md"), expected, "{title:?}");
        }
    }

    #[test]
    fn no_two_documents_share_a_name_on_any_system() {
        let titles = ["Talk", "talk", "Talk (2)", "Ta/lk", "Ta lk", "Caf\u{e9}", "Cafe\u{301}", "", "..."];
        let names = file_names(titles, "pdf");
        assert_eq!(
            names,
            [
                "Talk.pdf",
                "talk (2).pdf",
                "Talk (2) (2).pdf",
                "Ta lk.pdf",
                "Ta lk (2).pdf",
                "Caf\u{e9}.pdf",
                "Cafe\u{301} (2).pdf",
                "annotations.pdf",
                "annotations (2).pdf",
            ]
        );
    }

    #[test]
    fn a_long_title_is_cut_between_characters() {
        let name = file_name(&"訪".repeat(300), "csv");
        assert_eq!(name, format!("{}.csv", "訪".repeat(LONGEST / 3)));
    }
}
