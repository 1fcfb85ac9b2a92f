//! Names of tags as Markdown programs have them.

use super::TagForm;
use super::inline::inline;
use crate::annotated::{ExportedTag, join_paths};
use vermilion_anchor::visible;

/// The tags of an annotation on one line.
pub(super) fn line(tags: &[ExportedTag], form: TagForm, between: &str) -> String {
    let each = |write: fn(&str) -> String| tags.iter().map(move |tag| write(&tag.path));
    match form {
        TagForm::Words => inline(&visible(&join_paths(tags, between))),
        TagForm::Wikilinks => each(wikilink).collect::<Vec<_>>().join(between),
        // Of `#a、#b` Obsidian would make one tag.
        TagForm::Hashtags => each(hashtag).collect::<Vec<_>>().join(" "),
    }
}

/// A link to the note that is called as the tag is; `/` leads into a folder. What no file and no link can have in its name is
/// a hyphen in it.
pub(super) fn wikilink(path: &str) -> String {
    let replaced = |c: char| {
        c.is_control()
            || matches!(
                c,
                '[' | ']'
                    | '|'
                    | '#'
                    | '^'
                    | '\\'
                    | ':'
                    | '*'
                    | '"'
                    | '<'
                    | '>'
                    | '?'
                    | '`'
                    | '%'
                    | '$'
                    | '&'
            )
    };
    let visible = visible(path);
    let name: String = visible.chars().map(|c| if replaced(c) { '-' } else { c }).collect();
    let folders: Vec<_> = name.split('/').map(str::trim).collect();
    format!("[[{}]]", folders.join("/"))
}

/// The tag as one of the text; in words where nothing in its name may stand in one.
fn hashtag(path: &str) -> String {
    plain(path).map_or_else(|| inline(&visible(path)), |tag| format!("#{tag}"))
}

/// A tag's path as a name that a tag in Markdown programs can have: letters, digits, `_`, `-` and `/`, at least one of
/// them no digit. Everything else becomes a hyphen. `None` where nothing is left.
pub(super) fn plain(path: &str) -> Option<String> {
    let names = path.split('/').filter_map(|name| {
        let mut out = String::with_capacity(name.len());
        for c in name.chars() {
            if is_of_tag(c) {
                out.push(c);
            } else if !out.ends_with('-') {
                out.push('-');
            }
        }
        let name = out.trim_matches('-');
        (!name.is_empty()).then(|| name.to_owned())
    });
    let mut tag = names.collect::<Vec<_>>().join("/");
    if tag.is_empty() {
        return None;
    }
    if tag.chars().all(|c| c.is_numeric() || c == '/') {
        tag.push('_');
    }
    Some(tag)
}

/// Whether a character may stand in a tag. Obsidian lets everything be in one but white space, the punctuation of ASCII, and
/// the blocks U+2000 and U+2E00 of further punctuation; that of Chinese is left out because other programs end a tag there.
fn is_of_tag(c: char) -> bool {
    match c {
        '_' | '-' => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' => c.is_alphanumeric(),
        '\u{2000}'..='\u{206f}'
        | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{3030}'
        | '\u{30fb}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe10}'..='\u{fe6f}'
        | '\u{feff}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}'
        | '\u{fff0}'..='\u{ffff}'
        | '\u{e0000}'..='\u{10ffff}' => false,
        _ => !c.is_whitespace() && !c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_keeps_of_its_name_what_tags_may_have() {
        for (path, expected) in [
            ("情感/恐懼", Some("情感/恐懼")),
            ("Night & <day>", Some("Night-day")),
            ("  a  b ", Some("a-b")),
            ("「家」、國", Some("家-國")),
            ("1984", Some("1984_")),
            ("2026/05", Some("2026/05_")),
            ("v2", Some("v2")),
            ("C++/#!", Some("C")),
            ("naïve_x-y", Some("naïve_x-y")),
            ("🙂", Some("🙂")),
            ("?!/…", None),
            ("", None),
        ] {
            assert_eq!(plain(path).as_deref(), expected, "{path:?}");
        }
    }

    #[test]
    fn a_link_to_a_tag_has_a_name_that_a_file_can_have() {
        for (path, expected) in [
            ("情感/恐懼", "[[情感/恐懼]]"),
            ("Night & <day>", "[[Night - -day-]]"),
            ("a]] b|c#d^e", "[[a-- b-c-d-e]]"),
            ("a / b", "[[a/b]]"),
            ("annex\u{202e}gpj", "[[annex⟨RLO⟩gpj]]"),
        ] {
            assert_eq!(wikilink(path), expected, "{path:?}");
        }
    }
}
