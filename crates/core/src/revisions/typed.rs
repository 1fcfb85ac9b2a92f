//! How a text was typed: the splices that somebody made, which no comparison of two texts can tell.
//!
//! Of two equal sentences the first may have gone or the second; only who deleted it knows. So a field in which a
//! paragraph is corrected says what happened in it, and that is what annotations are carried by. What it says is
//! believed only where it leads from the text that there was to the text that there is to be.

use super::blocks::edits;
use vermilion_anchor::{
    CodePoint, Span, TextIndex, count,
    edit::{Edits, Splice},
};

/// Something that was typed in the place of something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// What it took the place of, counted from the beginning of the text that is corrected, before any of it was typed.
    pub span: Span,
    /// What was typed; nothing where something was deleted.
    pub text: String,
}

/// The edits that make `new`, the paragraphs of `text`, of `old`, as they were made; none where what was typed is not
/// known or does not lead from `old` to `text`.
pub(super) fn as_typed(old: &str, text: &str, new: &str, typed: &[Typed]) -> Option<Edits> {
    if typed.is_empty() {
        return None;
    }
    let index = TextIndex::new(old);
    let splices = typed
        .iter()
        .map(|one| Some(Splice::new(one.span.start, index.slice(one.span)?, one.text.as_str())))
        .collect::<Option<Vec<_>>>()?;
    let edits = Edits::new(splices).ok()?;
    let is_what_is_said = edits.apply(old).is_ok_and(|made| made == text);
    if is_what_is_said { Some(edits.then(&tidied(text, new)?)) } else { None }
}

/// What makes `new`, its paragraphs, of `text`: white space goes or becomes other white space, and every other
/// character is the same one.
fn tidied(text: &str, new: &str) -> Option<Edits> {
    let is_blank = |one: char| one.is_whitespace() || one == '\0';
    let (mut from, mut into, mut at) = (text, new, 0);
    let mut splices = Vec::new();
    loop {
        let (gap, rest) = from.split_at(from.find(|one| !is_blank(one)).unwrap_or(from.len()));
        let (made, made_rest) = into.split_at(into.find(|one| !is_blank(one)).unwrap_or(into.len()));
        splices.extend(edits(CodePoint(at), gap, made).splices().iter().cloned());
        let (word, after) = rest.split_at(rest.find(is_blank).unwrap_or(rest.len()));
        if word.is_empty() {
            return if made_rest.is_empty() { Edits::new(splices).ok() } else { None };
        }
        into = made_rest.strip_prefix(word)?;
        from = after;
        at += count(gap) + count(word);
    }
}

#[cfg(test)]
mod tests;
