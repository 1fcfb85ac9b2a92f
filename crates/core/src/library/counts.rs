//! How many annotations documents have, known without counting them again after every action.
//!
//! Every view shows the count, so every action has to tell it. To count is to walk through all that a document has: at
//! 10,000 annotations a highlight took 1.3 ms with it and takes 0.4 ms without. What is known here was counted once and
//! then follows the changesets. Whatever else may have changed the library, another process or a commit that failed,
//! makes it be forgotten and counted again.

use crate::{error::Result, ids::DocumentId, tables::annotation};
use rusqlite::Connection;
use std::{
    collections::{BTreeMap, HashMap},
    mem,
};

/// What is known; belongs to the one who writes.
#[derive(Default)]
pub(crate) struct Counts {
    known: HashMap<DocumentId, (u32, u32, u32)>,
    /// SQLite's `data_version` of the connection that writes, when that was so: it counts the commits of all others.
    version: i64,
}

/// How many annotations more, how many of them with a note, and how many orphans, a changeset makes in each document.
#[derive(Debug, Default)]
pub(super) struct Difference(BTreeMap<DocumentId, (i64, i64, i64)>);

impl Difference {
    pub(super) fn add(&mut self, document: DocumentId, annotations: i64, notes: i64, orphans: i64) {
        let (all, noted, lost) = self.0.entry(document).or_default();
        *all += annotations;
        *noted += notes;
        *lost += orphans;
    }
}

impl Counts {
    /// Annotations of a document, those with a note, and orphans. `connection` is the one that writes, in a transaction.
    pub(crate) fn of(&mut self, connection: &Connection, document: DocumentId) -> Result<(u32, u32, u32)> {
        let version = connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if self.version != version {
            self.known.clear();
            self.version = version;
        }
        if let Some(known) = self.known.get(&document) {
            return Ok(*known);
        }
        let counted = annotation::count(connection, document)?;
        self.known.insert(document, counted);
        Ok(counted)
    }

    /// Commits, and follows what was committed; after a commit that failed nothing is known.
    pub(super) fn follow<E>(
        &mut self,
        difference: Difference,
        commit: impl FnOnce() -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut known = mem::take(&mut self.known);
        commit()?;
        let add = |count: u32, difference: i64| count.checked_add_signed(i32::try_from(difference).ok()?);
        for (document, (annotations, notes, orphans)) in difference.0 {
            let followed = known.get(&document).and_then(|(all, noted, lost)| {
                Some((add(*all, annotations)?, add(*noted, notes)?, add(*lost, orphans)?))
            });
            match followed {
                Some(counts) => known.insert(document, counts),
                None => known.remove(&document),
            };
        }
        self.known = known;
        Ok(())
    }
}
