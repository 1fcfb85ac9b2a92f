//! The texts of revisions in memory, and windows onto them.
//!
//! The text of a document's first revision is stored whole, a later one as what it changed: it is made from the nearest
//! text that is in memory or stored whole. A revision never changes, so a text once read stays right for as long as the
//! program runs. A highlight in a text of
//! a million characters would otherwise read three megabytes from the file and walk over all of them; with the few
//! texts in use at hand it reads the lines around the passage.

use crate::{
    documents::digest,
    error::{Error, Result},
    ids::{DocumentId, RevisionId},
    revisions::Lineage,
    tables::{correction, document, revision, text_copy},
};
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use vermilion_anchor::{CodePoint, Span};

/// Texts kept: the one that is read, the one that it is compared with or was before it was corrected, and those of the
/// document read before.
const KEPT: usize = 4;
/// Code points between marks, at least: a text of a million characters has about a thousand marks.
const STEP: u32 = 1024;
/// Code points on each side of a passage that a window holds: what a selector quotes (32), with room for characters
/// made of many code points.
const CONTEXT: u32 = 128;

/// The text of a revision, with the places of some of its lines.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) text: Arc<str>,
    /// Length in code points.
    pub(crate) length: u32,
    /// Whether it is the text that its digest says. What is stored of one that is not (quotes, corrections) is evidence
    /// of what it was, and is not adapted to it.
    pub(crate) is_sound: bool,
    marks: Vec<Mark>,
}

/// Where a line starts.
#[derive(Clone, Copy, Debug)]
struct Mark {
    code_point: u32,
    byte: usize,
}

/// Whole lines of a text around a passage. A line start is never inside a character that a reader sees, so what is
/// found out about the window holds in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window<'text> {
    pub(crate) text: &'text str,
    /// Where it starts in the text.
    start: u32,
}

impl Text {
    pub(crate) fn new(text: Arc<str>) -> Self {
        let mut marks = vec![Mark { code_point: 0, byte: 0 }];
        let (mut code_point, mut byte, mut marked) = (0, 0, 0);
        for line in text.split_inclusive('\n') {
            if code_point - marked >= STEP {
                marks.push(Mark { code_point, byte });
                marked = code_point;
            }
            code_point += vermilion_anchor::count(line);
            byte += line.len();
        }
        Self { text, length: code_point, is_sound: true, marks }
    }

    /// The lines around a passage; `None` when the passage is not inside the text.
    pub(crate) fn window(&self, span: Span) -> Option<Window<'_>> {
        if span.start > span.end || span.end.0 > self.length {
            return None;
        }
        let first = span.start.0.saturating_sub(CONTEXT);
        let last = span.end.0.saturating_add(CONTEXT);
        let after = self.marks.partition_point(|mark| mark.code_point <= first);
        let from = self.marks[after.saturating_sub(1)];
        let to = self.marks.partition_point(|mark| mark.code_point < last);
        let end = self.marks.get(to).map_or(self.text.len(), |mark| mark.byte);
        Some(Window { text: &self.text[from.byte..end], start: from.code_point })
    }

    /// The text of a passage.
    pub(crate) fn slice(&self, span: Span) -> Option<&str> {
        let window = self.window(span)?;
        let local = window.inside(span);
        let mut bytes = window.text.char_indices().map(|(byte, _)| byte).chain([window.text.len()]);
        let start = bytes.nth(local.start.0 as usize)?;
        if local.is_empty() {
            return Some("");
        }
        let end = bytes.nth(local.len() as usize - 1)?;
        Some(&window.text[start..end])
    }
}

impl Window<'_> {
    /// A passage of the text as one of the window.
    pub(crate) fn inside(self, span: Span) -> Span {
        Span::new(span.start.0 - self.start, span.end.0 - self.start)
    }

    /// A passage of the window as one of the text.
    pub(crate) fn outside(self, span: Span) -> Span {
        shift(span, self.start)
    }
}

/// A passage of a part of a text, seen from the text, in which that part begins at `by`.
pub(crate) fn shift(span: Span, by: u32) -> Span {
    Span { start: CodePoint(span.start.0 + by), end: CodePoint(span.end.0 + by) }
}

/// The texts in use, and how they came from each other.
#[derive(Default)]
pub(crate) struct Texts {
    texts: Mutex<Vec<(RevisionId, Arc<Text>)>>,
    /// By the current revision.
    lineages: Mutex<Vec<(RevisionId, Arc<Lineage>)>>,
}

impl Texts {
    /// The text of a revision, from memory where it is there. One that is read is held against its digest, once: some
    /// milliseconds for a million characters.
    pub(crate) fn get(&self, connection: &Connection, revision: RevisionId) -> Result<Arc<Text>> {
        if let Some(text) = self.at_hand(revision) {
            return Ok(text);
        }
        let mut text = Text::new(self.read(connection, revision)?.into());
        let expected = revision::digest(connection, revision)?;
        text.is_sound = expected.is_none_or(|expected| expected == digest(&text.text));
        let text = Arc::new(text);
        self.put(revision, Arc::clone(&text));
        Ok(text)
    }

    /// The text of a revision where it is in memory.
    pub(crate) fn at_hand(&self, revision: RevisionId) -> Option<Arc<Text>> {
        recall(&self.texts, revision)
    }

    /// Keeps the text of a revision that was just made.
    pub(crate) fn put(&self, revision: RevisionId, text: Arc<Text>) {
        keep(&self.texts, revision, text);
    }

    /// The revisions of a document and how they came from each other.
    pub(crate) fn lineage(&self, connection: &Connection, document: DocumentId) -> Result<Arc<Lineage>> {
        let missing = || Error::NoSuchDocument { reference: document.to_string() };
        let current = document::revision(connection, document)?.ok_or_else(missing)?;
        if let Some(lineage) = recall(&self.lineages, current) {
            return Ok(lineage);
        }
        let lineage = Arc::new(Lineage::load(connection, document)?);
        keep(&self.lineages, current, Arc::clone(&lineage));
        Ok(lineage)
    }

    /// Forgets them all.
    pub(crate) fn forget(&self) {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.lineages.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The text of a revision, which is not kept: for who goes through many.
    pub(crate) fn read(&self, connection: &Connection, revision: RevisionId) -> Result<String> {
        let missing = || Error::NoSuchRevision { reference: revision.to_string() };
        let head = revision::find(connection, revision)?.ok_or_else(missing)?;
        if head.number <= 1 {
            return revision::text(connection, revision);
        }
        let copied = text_copy::revision(connection, head.document)?;
        let mut heads = revision::of_document(connection, head.document)?;
        heads.retain(|other| other.number <= head.number);
        let mut edits = Vec::new();
        let mut base = None;
        for head in heads.iter().rev() {
            base = if let Some(text) = recall(&self.texts, head.id) {
                Some(text.text.to_string())
            } else if copied == Some(head.id) {
                Some(text_copy::text(connection, head.document)?)
            } else if head.number <= 1 {
                Some(revision::text(connection, head.id)?)
            } else {
                None
            };
            if base.is_some() {
                break;
            }
            edits.push(head.id);
        }
        let mut text = base.ok_or(Error::BrokenRevision { revision })?;
        for id in edits.into_iter().rev() {
            let broken = |_| Error::BrokenRevision { revision: id };
            text = correction::stored(connection, id)?.apply(&text).map_err(broken)?;
        }
        Ok(text)
    }
}

fn recall<T>(kept: &Mutex<Vec<(RevisionId, Arc<T>)>>, revision: RevisionId) -> Option<Arc<T>> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let at = kept.iter().position(|(other, _)| *other == revision)?;
    kept[..=at].rotate_right(1);
    Some(Arc::clone(&kept[0].1))
}

fn keep<T>(kept: &Mutex<Vec<(RevisionId, Arc<T>)>>, revision: RevisionId, value: Arc<T>) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|(other, _)| *other != revision);
    kept.insert(0, (revision, value));
    kept.truncate(KEPT);
}

impl Text {
    /// The error for a passage that is not inside.
    pub(crate) fn out_of_bounds(&self, span: Span) -> Error {
        Error::OutOfBounds { start: span.start.0, end: span.end.0, length: self.length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_slice_is_what_counting_from_the_start_gives(
            lines in prop::collection::vec("[a𠀀👨‍👩‍👧中é ]{0,700}", 0..8), start in 0u32..5000, length in 0u32..900
        ) {
            let joined = lines.join("\n");
            let text = Text::new(joined.as_str().into());
            let total = u32::try_from(joined.chars().count()).unwrap();
            prop_assert_eq!(text.length, total);
            let span = Span::new(start, start + length);
            let expected = (span.end.0 <= total)
                .then(|| joined.chars().skip(start as usize).take(length as usize).collect::<String>());
            prop_assert_eq!(text.slice(span).map(str::to_owned), expected);
            if let Some(window) = text.window(span) {
                prop_assert_eq!(window.outside(window.inside(span)), span);
            }
        }
    }
}
