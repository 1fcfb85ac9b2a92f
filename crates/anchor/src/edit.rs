//! What turned one text into another: splices, and what becomes of a range when they are applied.
//!
//! Owns the arithmetic of edits: applying them, taking them back, running two after each other, and carrying places
//! across them. It is exact and knows no words: finding out *which* edits lead from one text to another is
//! [`diff`](crate::diff)'s matter, and looking for words that went elsewhere is [`reanchor`](crate::reanchor)'s.

mod carry;
mod compose;

use serde::{Deserialize, Serialize};

use crate::units::{CodePoint, count};
pub use carry::{Bias, Carried, Mapper};

/// One replacement: at `start` of the old text `removed` stood, and `inserted` stands in its place now.
///
/// Either of the two may be empty: nothing inserted is a deletion, nothing removed an insertion.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Splice {
    /// Where it happens, counted in the text before any of the edits.
    pub start: CodePoint,
    /// What stood there.
    pub removed: String,
    /// What stands there now.
    pub inserted: String,
}

impl Splice {
    /// A splice.
    #[must_use]
    pub fn new(start: CodePoint, removed: impl Into<String>, inserted: impl Into<String>) -> Self {
        Self { start, removed: removed.into(), inserted: inserted.into() }
    }
}

/// Splices in the order of the text, all counted in the text before any of them, with at least one untouched code point
/// between two neighbours.
///
/// Since each holds what it removed, they lead back as well as forth, and notice a text that they were not made for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Splice>", into = "Vec<Splice>")]
pub struct Edits(Vec<Splice>);

/// Why splices are no edits, or no edits of this text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two splices touch the same characters, or stand in the wrong order.
    #[error("the change at character {} lies within or before the one before it", .at.0)]
    OutOfOrder {
        /// The start of the later of the two.
        at: CodePoint,
    },
    /// The text has other words where a splice would remove some.
    #[error("the text at character {} is not the one that was changed", .at.0)]
    OtherText {
        /// The start of the splice.
        at: CodePoint,
    },
    /// A splice ends behind the end of the longest text there can be.
    #[error("the change at character {} reaches beyond any text", .at.0)]
    TooLong {
        /// The start of the splice.
        at: CodePoint,
    },
}

impl Edits {
    /// Edits made of splices in the order of the text. Those that touch are joined, and those that change nothing are
    /// left out.
    ///
    /// # Errors
    /// When a splice begins before the one before it ends, or the offsets exceed what a text can have.
    pub fn new(splices: impl IntoIterator<Item = Splice>) -> Result<Self, EditError> {
        let mut kept: Vec<Splice> = Vec::new();
        let mut end = 0;
        for splice in splices {
            let at = splice.start;
            if at.0 < end && !kept.is_empty() {
                return Err(EditError::OutOfOrder { at });
            }
            if splice.removed.is_empty() && splice.inserted.is_empty() {
                continue;
            }
            let too_long = EditError::TooLong { at };
            let after = at.0.checked_add(count(&splice.removed)).ok_or(too_long)?;
            after.checked_add(count(&splice.inserted)).ok_or(too_long)?;
            match kept.last_mut() {
                Some(before) if end == at.0 => {
                    before.removed.push_str(&splice.removed);
                    before.inserted.push_str(&splice.inserted);
                }
                _ => kept.push(splice),
            }
            end = after;
        }
        // Only now: neighbours that undo each other are told after they are joined.
        kept.retain(|splice| splice.removed != splice.inserted);
        Ok(Self(kept))
    }

    /// The splices.
    #[must_use]
    pub fn splices(&self) -> &[Splice] {
        &self.0
    }

    /// Whether they change nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many code points they take away and how many they put in.
    #[must_use]
    pub fn size(&self) -> (u64, u64) {
        let sum =
            |part: fn(&Splice) -> &str| self.0.iter().map(|splice| u64::from(count(part(splice)))).sum();
        (sum(|splice| &splice.removed), sum(|splice| &splice.inserted))
    }

    /// The text that they make of `old`.
    ///
    /// # Errors
    /// When `old` is not the text they were made for, as far as what they remove tells.
    pub fn apply(&self, old: &str) -> Result<String, EditError> {
        let mut new = String::with_capacity(old.len());
        let (mut byte, mut at) = (0, 0);
        for splice in &self.0 {
            let other_text = EditError::OtherText { at: splice.start };
            let start = byte + length_of(&old[byte..], splice.start.0 - at).ok_or(other_text)?;
            if !old[start..].starts_with(&splice.removed) {
                return Err(other_text);
            }
            new.push_str(&old[byte..start]);
            new.push_str(&splice.inserted);
            byte = start + splice.removed.len();
            at = splice.start.0 + count(&splice.removed);
        }
        new.push_str(&old[byte..]);
        Ok(new)
    }

    /// The edits that lead back: from the new text to the old one.
    #[must_use]
    pub fn invert(&self) -> Self {
        let (mut removed, mut inserted) = (0, 0);
        let back = |splice: &Splice| {
            let start = CodePoint(splice.start.0 - removed + inserted);
            removed += count(&splice.removed);
            inserted += count(&splice.inserted);
            Splice { start, removed: splice.inserted.clone(), inserted: splice.removed.clone() }
        };
        Self(self.0.iter().map(back).collect())
    }

    /// The edits that do at once what these and then `later` do; `later` must have been made for the text that these
    /// lead to. What the later ones take back is no part of the result.
    #[must_use]
    pub fn then(&self, later: &Self) -> Self {
        compose::compose(self, later)
    }
}

impl TryFrom<Vec<Splice>> for Edits {
    type Error = EditError;

    fn try_from(splices: Vec<Splice>) -> Result<Self, EditError> {
        Self::new(splices)
    }
}

impl From<Edits> for Vec<Splice> {
    fn from(edits: Edits) -> Self {
        edits.0
    }
}

/// The bytes that the first `characters` code points of `text` take; `None` when it has fewer.
fn length_of(text: &str, characters: u32) -> Option<usize> {
    if characters == 0 {
        return Some(0);
    }
    text.char_indices().nth(characters as usize - 1).map(|(byte, last)| byte + last.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::{EditError, Edits, Splice};
    use crate::units::CodePoint;

    fn splice(start: u32, removed: &str, inserted: &str) -> Splice {
        Splice::new(CodePoint(start), removed, inserted)
    }

    #[test]
    fn edits_lead_forth_and_back() {
        let edits =
            Edits::new([splice(1, "字", "子"), splice(3, "", "，\u{20089}"), splice(5, "。", "")]).unwrap();
        let new = edits.apply("鉛字會老嗎。").unwrap();
        assert_eq!(new, "鉛子會，\u{20089}老嗎");
        assert_eq!(edits.invert().apply(&new).unwrap(), "鉛字會老嗎。");
        assert_eq!(edits.size(), (2, 3));
    }

    #[test]
    fn splices_that_touch_are_one_and_those_that_do_nothing_are_none() {
        let edits = Edits::new([
            splice(0, "", ""),
            splice(2, "", "a"),
            splice(2, "b", ""),
            splice(3, "", "c"),
            splice(9, "d", "d"),
        ])
        .unwrap();
        assert_eq!(edits.splices(), [splice(2, "b", "ac")]);
        assert!(Edits::new([splice(2, "b", ""), splice(3, "", "b")]).unwrap().is_empty());
    }

    #[test]
    fn what_is_out_of_order_or_overlaps_is_refused() {
        let error = Edits::new([splice(4, "ab", ""), splice(5, "", "c")]).unwrap_err();
        assert_eq!(error, EditError::OutOfOrder { at: CodePoint(5) });
        assert!(Edits::new([splice(4, "", "a"), splice(3, "b", "")]).is_err());
        assert!(Edits::new([splice(u32::MAX, "ab", "")]).is_err());
    }

    #[test]
    fn another_text_is_noticed() {
        let edits = Edits::new([splice(2, "會", "曾")]).unwrap();
        let error = EditError::OtherText { at: CodePoint(2) };
        assert_eq!(edits.apply("鉛字不老"), Err(error));
        assert_eq!(edits.apply("鉛"), Err(error));
        assert_eq!(edits.apply("鉛字"), Err(error));
    }

    #[test]
    fn edits_are_read_back_as_they_were_written_and_checked() {
        let edits = Edits::new([splice(1, "字", "子")]).unwrap();
        let json = serde_json::to_string(&edits).unwrap();
        assert_eq!(json, r#"[{"start":1,"removed":"字","inserted":"子"}]"#);
        assert_eq!(serde_json::from_str::<Edits>(&json).unwrap(), edits);
        let overlapping =
            r#"[{"start":1,"removed":"ab","inserted":""},{"start":2,"removed":"b","inserted":""}]"#;
        assert!(serde_json::from_str::<Edits>(overlapping).is_err());
    }
}
