//! Emphasis in Chinese and Japanese notes.
//!
//! CommonMark decides by the characters beside `**` whether it opens or closes, and takes for granted that words are
//! parted by spaces. In `**「重點」**很清楚` the second `**` stands between a bracket and a letter, so it closes nothing and
//! the reader sees asterisks. A mark that is neither letter, space nor punctuation, put between the bracket and the
//! asterisks, makes the rule come out as anybody would read it; [`forget`] takes the marks out again.

use std::borrow::Cow;

/// A noncharacter: by Unicode's promise never part of a text that is passed on.
const HINT: char = '\u{fdd0}';

/// The note with a hint wherever two or more asterisks stand between punctuation and a letter of which one is East
/// Asian. A single one is left alone: between Chinese words it is more often a sign of multiplication.
pub(crate) fn hint(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains('*') {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len() + 16);
    let (mut before, mut rest) = (None, markdown);
    while let Some(at) = rest.find('*') {
        let (text, run) = rest.split_at(at);
        let (run, after) = run.split_at(run.find(|c| c != '*').unwrap_or(run.len()));
        out.push_str(text);
        before = text.chars().next_back().or(before);
        match (before, after.chars().next()) {
            (Some(left), Some(right))
                if run.len() > 1 && left != '\\' && (is_east_asian(left) || is_east_asian(right)) =>
            {
                if is_punctuation(left) && is_letter(right) {
                    out.push(HINT);
                }
                out.push_str(run);
                if is_letter(left) && is_punctuation(right) {
                    out.push(HINT);
                }
            }
            _ => out.push_str(run),
        }
        (before, rest) = (Some('*'), after);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The rendered note without hints.
pub(crate) fn forget(html: String) -> String {
    if html.contains(HINT) { html.replace(HINT, "") } else { html }
}

fn is_letter(c: char) -> bool {
    !c.is_whitespace() && !is_punctuation(c)
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control()
}

/// Ideographs, kana, hangul, and the punctuation that is set with them.
const fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '—' | '…' | '‘'..='”')
}
