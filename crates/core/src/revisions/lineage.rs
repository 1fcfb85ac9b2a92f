//! The revisions of a document in order, and carrying places from one of them to a later one.
//!
//! Blocks and annotations are stored where they were written and hold for as long as no revision touches them. So a
//! correction at the beginning of a text of a million characters writes a handful of rows, and not one for everything
//! that it moves. To read them is to carry them: from a revision to a later one the text that neither touches is pieces
//! that only moved, and what is stored lies inside one of them.

use crate::{
    error::{Error, Result},
    ids::{DocumentId, RevisionId},
    tables::{correction, revision},
};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};
use vermilion_anchor::{CodePoint, Span, count, edit::Edits};

/// The revisions of a document up to the current one. Never changes: another current revision has another lineage.
#[derive(Debug)]
pub(crate) struct Lineage {
    ids: Vec<RevisionId>,
    numbers: HashMap<RevisionId, usize>,
    /// What each revision did to the text before it; nothing for the first.
    changes: Vec<Vec<Change>>,
    reach: u32,
}

/// A splice without its words.
#[derive(Clone, Copy, Debug)]
struct Change {
    start: u32,
    removed: u32,
    inserted: u32,
}

/// A piece of text that stands in two revisions alike.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: u32,
    /// The first code point after it; nothing is behind the last piece.
    end: u32,
    /// Where it starts in the later of the two.
    to: u32,
}

impl Lineage {
    /// Reads the revisions of a document.
    pub(crate) fn load(connection: &Connection, document: DocumentId) -> Result<Self> {
        let heads = revision::of_document(connection, document)?;
        let ids: Vec<RevisionId> = heads.into_iter().map(|head| head.id).collect();
        let numbers: HashMap<_, _> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut changes = vec![Vec::new(); ids.len()];
        if ids.len() > 1 {
            correction::of_document(connection, document, |id, stored| {
                let edits = correction::read(stored).ok_or(Error::BrokenRevision { revision: id })?;
                if let Some(at) = numbers.get(&id) {
                    changes[*at] = changes_of(&edits);
                }
                Ok(())
            })?;
        }
        if ids.is_empty() {
            return Err(Error::NoSuchDocument { reference: document.to_string() });
        }
        // How far anything has been moved at most: every change by all that it took away and put in.
        let reach = changes
            .iter()
            .flatten()
            .fold(0u32, |reach, change| reach.saturating_add(change.inserted).saturating_add(change.removed));
        Ok(Self { ids, numbers, changes, reach })
    }

    /// The current revision.
    pub(crate) fn current(&self) -> RevisionId {
        self.ids[self.newest()]
    }

    /// The place of the current revision in the order; the first has 0.
    pub(crate) fn newest(&self) -> usize {
        self.ids.len() - 1
    }

    /// The place of a revision in the order; `None` for one of another document.
    pub(crate) fn number(&self, revision: RevisionId) -> Option<usize> {
        self.numbers.get(&revision).copied()
    }

    /// The revisions, the first one first.
    pub(crate) fn ids(&self) -> &[RevisionId] {
        &self.ids
    }

    /// How far from where it is stored anything can stand in the current text.
    pub(crate) fn reach(&self) -> u32 {
        self.reach
    }

    /// Where passages of earlier revisions stand in the revision at `to`; `None` for one that was touched on the way, that
    /// belongs to a later revision, or to none of this document.
    pub(crate) fn carry_all(&self, to: usize, places: &[(RevisionId, Span)]) -> Vec<Option<Span>> {
        let mut carried = vec![None; places.len()];
        let mut waiting: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, (revision, _)) in places.iter().enumerate() {
            if let Some(from) = self.number(*revision).filter(|from| *from <= to) {
                waiting.entry(from).or_default().push(at);
            }
        }
        let mut pieces = vec![Piece { start: 0, end: u32::MAX, to: 0 }];
        let mut stage = to;
        while let Some((from, mine)) = waiting.pop_last() {
            while stage > from {
                pieces = before(&pieces, &self.changes[stage]);
                stage -= 1;
            }
            for at in mine {
                carried[at] = find(&pieces, places[at].1);
            }
        }
        carried
    }
}

/// What edits do, without their words.
fn changes_of(edits: &Edits) -> Vec<Change> {
    let change = |splice: &vermilion_anchor::edit::Splice| Change {
        start: splice.start.0,
        removed: count(&splice.removed),
        inserted: count(&splice.inserted),
    };
    edits.splices().iter().map(change).collect()
}

/// The pieces that are left where the changes come before them.
fn before(pieces: &[Piece], changes: &[Change]) -> Vec<Piece> {
    let mut found = Vec::with_capacity(pieces.len() + changes.len());
    // The next stretch that the changes leave alone: where it starts in the text before them, and after.
    let (mut old, mut new) = (0u32, 0u32);
    let mut at = 0;
    for change in changes.iter().map(Some).chain([None]) {
        let length = change.map_or(u32::MAX - old.max(new), |change| change.start.saturating_sub(old));
        let end = new.saturating_add(length);
        // What pieces have of the stretch from `new` to `end`.
        while let Some(piece) = pieces.get(at) {
            let (from, until) = (piece.start.max(new), piece.end.min(end));
            if from < until {
                let start = old + (from - new);
                found.push(Piece { start, end: start + (until - from), to: piece.to + (from - piece.start) });
            }
            if piece.end > end {
                break;
            }
            at += 1;
        }
        let Some(change) = change else { break };
        old = change.start.saturating_add(change.removed);
        new = end.saturating_add(change.inserted);
    }
    found
}

fn find(pieces: &[Piece], span: Span) -> Option<Span> {
    let after = pieces.partition_point(|piece| piece.start <= span.start.0);
    let piece = pieces.get(after.checked_sub(1)?)?;
    if span.end.0 > piece.end || span.end < span.start {
        return None;
    }
    let start = piece.to + (span.start.0 - piece.start);
    Some(Span { start: CodePoint(start), end: CodePoint(start.checked_add(span.len())?) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;
    use vermilion_anchor::edit::{Carried, Splice};

    fn lineage(all: &[Edits]) -> Lineage {
        let ids: Vec<_> = (0..=all.len() as u128).map(|at| RevisionId(Uuid::from_u128(at))).collect();
        let changes = std::iter::once(Vec::new()).chain(all.iter().map(changes_of)).collect();
        Lineage {
            numbers: ids.iter().enumerate().map(|(at, id)| (*id, at)).collect(),
            ids,
            changes,
            reach: 0,
        }
    }

    /// Edits of a text of this length, from random numbers.
    fn edits(text: &str, random: &[(u8, u8, u8)]) -> Edits {
        let characters: Vec<char> = text.chars().collect();
        let mut splices = Vec::new();
        let mut at = 0;
        for (skip, removed, inserted) in random {
            let start = at + usize::from(skip % 7);
            let end = start + usize::from(removed % 4);
            if end > characters.len() {
                break;
            }
            let removed: String = characters[start..end].iter().collect();
            splices.push(Splice::new(
                CodePoint(u32::try_from(start).unwrap()),
                removed,
                "新".repeat(usize::from(inserted % 4)),
            ));
            at = end + 1;
        }
        Edits::new(splices).unwrap()
    }

    proptest! {
        #[test]
        fn carrying_over_many_revisions_is_carrying_over_one_after_the_other(
            random in prop::collection::vec(prop::collection::vec(any::<(u8, u8, u8)>(), 0..6), 1..6),
            from in 0usize..5, start in 0u32..40, length in 1u32..9
        ) {
            let mut text = "甲乙丙丁戊己庚辛壬癸".repeat(4);
            let mut all = Vec::new();
            for random in &random {
                let next = edits(&text, random);
                text = next.apply(&text).unwrap();
                all.push(next);
            }
            let lineage = lineage(&all);
            let from = from.min(all.len());
            let span = Span::new(start, start + length);
            let mut expected = Some(span);
            for next in &all[from..] {
                expected = expected.and_then(|span| match next.carry(span) {
                    Carried::Kept(span) => Some(span),
                    _ => None,
                });
            }
            let found = lineage.carry_all(lineage.newest(), &[(lineage.ids[from], span)]);
            prop_assert_eq!(found, [expected]);
        }
    }
}
