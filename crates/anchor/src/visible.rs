//! Names whose invisible characters can be seen.
//!
//! A title, a speaker's name, a file's name or a link's address comes from anybody and stands in the middle of somebody
//! else's line. A right-to-left override in it turns `gpj.exe` into `exe.jpg`, and a zero-width space makes two names of
//! one. [`visible`] puts a sign in the place of every such character: `⟨RLO⟩`. The window has the same rule in
//! `ui/src/lib/text/visible.ts`; both are held to `tests/fixtures/visible.json`.
//!
//! The text of an interview is not a name: it keeps its characters, and whoever shows it keeps them within their
//! paragraph.
//!
//! # What is shown
//! Control characters but for white space; what steers the direction of text; what takes no room, or looks like a space and is none. Kept is
//! what writing needs: a zero-width joiner or non-joiner after a letter of a script that joins its letters or between
//! two pictographs, one variation selector after what it can vary, and tags after the black flag that they make into
//! another.

use std::borrow::Cow;
use std::fmt::Write as _;

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';
const BLACK_FLAG: char = '\u{1F3F4}';

/// `name` with a sign in angle brackets in the place of each character that would not be seen or that would move others.
///
/// ```
/// # use vermilion_anchor::visible;
/// assert_eq!(visible("硃批👩‍👩‍👧"), "硃批👩‍👩‍👧");
/// assert_eq!(visible("annex\u{202e}gpj.exe"), "annex⟨RLO⟩gpj.exe");
/// ```
#[must_use]
pub fn visible(name: &str) -> Cow<'_, str> {
    // Nearly every name is clean, and lists have thousands.
    if !name.chars().any(may_hide) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len() + 16);
    let mut before = None;
    let mut is_flag = false;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        is_flag = character == BLACK_FLAG || is_flag && is_tag(character);
        let is_needed = match character {
            NON_JOINER | JOINER => {
                let after = characters.peek().copied();
                before.is_some_and(joins_letters)
                    || character == JOINER
                        && before.is_some_and(is_pictograph)
                        && after.is_some_and(is_pictograph)
            }
            _ if is_variation_selector(character) => before.is_some_and(varies),
            _ if is_tag(character) => is_flag,
            _ => !may_hide(character),
        };
        if is_needed {
            out.push(character);
        } else {
            push_sign(&mut out, character);
        }
        before = Some(character);
    }
    Cow::Owned(out)
}

/// Whether a character is ever shown as a sign.
fn may_hide(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
        || is_variation_selector(character)
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}'
            | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E007F}')
}

const fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

const fn is_tag(character: char) -> bool {
    matches!(character, '\u{E0020}'..='\u{E007F}')
}

/// Letters of the scripts from Arabic to Mongolian in whose writing a joiner makes a difference.
const fn joins_letters(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{DFF}' | '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17B3}' | '\u{17B6}'..='\u{180A}'
        | '\u{1810}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Emoji and the characters that modify them.
const fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{27E5}' | '\u{27F0}'..='\u{27FF}' | '\u{2900}'..='\u{2BFF}' | '\u{FE0F}'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// What a variation selector can stand after: anything but a plain letter, a space or another invisible character.
fn varies(character: char) -> bool {
    matches!(character, '#' | '*' | '0'..='9' | '©' | '®')
        || u32::from(character) > 0x2000 && !may_hide(character)
        || joins_letters(character)
}

fn push_sign(out: &mut String, character: char) {
    let name = match character {
        '\u{AD}' => "SHY",
        '\u{61C}' => "ALM",
        '\u{200B}' => "ZWSP",
        NON_JOINER => "ZWNJ",
        JOINER => "ZWJ",
        '\u{200E}' => "LRM",
        '\u{200F}' => "RLM",
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{FEFF}' => "BOM",
        _ => {
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(character));
            return;
        }
    };
    let _ = write!(out, "⟨{name}⟩");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_in_a_name_is_shown_and_what_writing_needs_stays() {
        let table: Vec<std::collections::BTreeMap<String, String>> =
            serde_json::from_str(include_str!("../../../tests/fixtures/visible.json")).unwrap();
        assert!(table.len() > 15);
        for row in table {
            assert_eq!(visible(&row["name"]), row["shown"], "{}", row["case"]);
        }
    }

    #[test]
    fn what_is_shown_once_stays_so() {
        let shown = visible("a\u{202e}b\u{200d}").into_owned();
        assert_eq!(visible(&shown), shown);
    }
}
