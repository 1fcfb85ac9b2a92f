//! What differs between two revisions, set so that a person can read it.

use super::{Revision, list};
use crate::{
    error::Result,
    ids::{DocumentId, RevisionId},
    library::Library,
    texts::Text,
};
use vermilion_anchor::{
    Span, TextIndex, count,
    diff::diff,
    edit::{Edits, Splice},
    segment::snap_outward,
};

/// How much of what both texts have is shown before and after a change, in code points.
const CONTEXT: u32 = 32;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// It stands in both texts.
    Same,
    /// It stands only in the text started from.
    Removed,
    /// It stands only in the text arrived at.
    Inserted,
}

/// A piece of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The text.
    pub text: String,
}

/// A place where two texts differ, with some of what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Where it is in the text started from.
    pub from: Span,
    /// Where it is in the text arrived at.
    pub to: Span,
    /// What stands there: without the inserted pieces it is the one text, without the removed ones the other.
    pub pieces: Vec<Piece>,
}

/// What differs between two revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The revision started from.
    pub from: Revision,
    /// The revision arrived at.
    pub to: Revision,
    /// How many code points came.
    pub inserted: u32,
    /// How many code points went.
    pub removed: u32,
    /// In the order of the text.
    pub hunks: Vec<Hunk>,
}

/// Compares two revisions of a document; `from` need not be the older one.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), [`Error::NoSuchRevision`](crate::Error::NoSuchRevision), or
/// when the library cannot be read.
pub fn compare(
    library: &Library,
    document: DocumentId,
    from: RevisionId,
    to: RevisionId,
) -> Result<Comparison> {
    let (from, to) = (list::find(library, document, from)?, list::find(library, document, to)?);
    let (old, new) = library.read(|snapshot| Ok((snapshot.text(from.id)?, snapshot.text(to.id)?)))?;
    let difference = diff(&old.text, &new.text);
    let (removed, inserted) = size(&difference.edits);
    let hunks = hunks(&old, &difference.readable(&old.text));
    Ok(Comparison { from, to, inserted, removed, hunks })
}

/// How many code points edits take away and put in.
pub(super) fn size(edits: &Edits) -> (u32, u32) {
    let (removed, inserted) = edits.size();
    (u32::try_from(removed).unwrap_or(u32::MAX), u32::try_from(inserted).unwrap_or(u32::MAX))
}

/// The edits with what stands around them: those that are near each other together.
pub(super) fn hunks(old: &Text, edits: &Edits) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut group: Vec<&Splice> = Vec::new();
    let mut shift = 0i64;
    let end_of = |splice: &Splice| splice.start.0 + count(&splice.removed);
    for splice in edits.splices() {
        if let Some(last) = group.last()
            && splice.start.0 - end_of(last) > 2 * CONTEXT
        {
            hunks.push(hunk(old, &group, &mut shift));
            group.clear();
        }
        group.push(splice);
    }
    if !group.is_empty() {
        hunks.push(hunk(old, &group, &mut shift));
    }
    hunks
}

/// `shift` is how much longer the new text is up to here.
fn hunk(old: &Text, group: &[&Splice], shift: &mut i64) -> Hunk {
    let first = group.first().map_or(0, |splice| splice.start.0);
    let last = group.last().map_or(0, |splice| splice.start.0 + count(&splice.removed));
    let from = around(old, Span::new(first, last));
    let moved = |at: u32, shift: i64| u32::try_from(i64::from(at) + shift).unwrap_or(0);
    let start = moved(from.start.0, *shift);
    let mut pieces = Vec::new();
    let mut push = |kind: PieceKind, text: &str| {
        if !text.is_empty() {
            pieces.push(Piece { kind, text: text.to_owned() });
        }
    };
    let mut at = from.start.0;
    for splice in group {
        push(PieceKind::Same, old.slice(Span::new(at, splice.start.0)).unwrap_or_default());
        push(PieceKind::Removed, &splice.removed);
        push(PieceKind::Inserted, &splice.inserted);
        let (removed, inserted) = (count(&splice.removed), count(&splice.inserted));
        at = splice.start.0 + removed;
        *shift += i64::from(inserted) - i64::from(removed);
    }
    push(PieceKind::Same, old.slice(Span::new(at, from.end.0)).unwrap_or_default());
    Hunk { from, to: Span::new(start, moved(from.end.0, *shift)), pieces }
}

/// A passage with what stands around it: up to the ends of its lines where they are near, whole characters.
pub(super) fn around(text: &Text, span: Span) -> Span {
    let before = Span::new(span.start.0.saturating_sub(CONTEXT), span.start.0);
    let after = Span::new(span.end.0, span.end.0.saturating_add(CONTEXT).min(text.length));
    let head = text.slice(before).unwrap_or_default();
    let start = match head.rfind('\n') {
        Some(at) => before.end.0 - count(&head[at + 1..]),
        None => before.start.0,
    };
    let tail = text.slice(after).unwrap_or_default();
    let end = match tail.find('\n') {
        Some(at) => after.start.0 + count(&tail[..at]),
        None => after.end.0,
    };
    let whole = Span::new(start, end);
    match text.window(whole) {
        Some(window) if !whole.is_empty() => {
            window.outside(snap_outward(&TextIndex::new(window.text), window.inside(whole)))
        }
        _ => whole,
    }
}
