//! Reading: connections that cannot write, and the one consistent state each sees.

use super::{
    Counts, Library,
    access::{self, Access},
};
use crate::{
    error::Result,
    ids::{DocumentId, RevisionId},
    revisions::Lineage,
    tables::annotation,
    texts::{Text, Texts},
};
use rusqlite::Connection;
use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Connections kept open between reads. More may be open at one moment; the surplus is closed after use.
const KEPT: usize = 4;

/// The connections that read.
pub(super) struct Readers {
    path: PathBuf,
    access: Access,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(path: &Path, access: Access) -> Self {
        Self { path: path.to_owned(), access, idle: Mutex::new(Vec::with_capacity(KEPT)) }
    }

    /// Whether they read a copy in memory.
    pub(super) fn is_in_memory(&self) -> bool {
        self.access == Access::Memory
    }

    /// Whether they take away again what SQLite puts beside the file.
    pub(super) fn is_passing(&self) -> bool {
        self.access == Access::Passing
    }

    fn take(&self) -> Option<Connection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(connection);
        }
    }
}

/// One consistent state of the library: what others commit meanwhile does not show.
pub struct Snapshot<'library> {
    pub(crate) connection: &'library Connection,
    texts: &'library Texts,
    counts: Option<&'library RefCell<Counts>>,
}

impl Snapshot<'_> {
    pub(crate) fn text(&self, revision: RevisionId) -> Result<Arc<Text>> {
        self.texts.get(self.connection, revision)
    }

    pub(crate) fn texts(&self) -> &Texts {
        self.texts
    }

    /// The revisions of a document and how they came from each other.
    pub(crate) fn lineage(&self, document: DocumentId) -> Result<Arc<Lineage>> {
        self.texts.lineage(self.connection, document)
    }

    /// How many annotations a document has, how many of them have a note, and how many are orphans.
    pub(crate) fn count_annotations(&self, document: DocumentId) -> Result<(u32, u32, u32)> {
        match self.counts {
            Some(counts) => counts.borrow_mut().of(self.connection, document),
            None => annotation::count(self.connection, document),
        }
    }
}

impl Library {
    /// A connection of its own that cannot write: for what takes long and is to hold up nobody.
    pub(crate) fn lone_reader(&self) -> Result<Connection> {
        self.check_in_place()?;
        Ok(access::connect(&self.readers.path, self.readers.access)?)
    }

    /// Reads one consistent state. Never waits for an action that is under way.
    ///
    /// # Errors
    /// Those of the closure, or when the file cannot be read.
    pub fn read<T>(&self, closure: impl FnOnce(&Snapshot<'_>) -> Result<T>) -> Result<T> {
        let read = || {
            let connection = self.readers.take().map_or_else(|| self.lone_reader(), Ok)?;
            let transaction = connection.unchecked_transaction()?;
            let value = closure(&Snapshot { connection: &transaction, texts: &self.texts, counts: None });
            transaction.finish()?;
            self.readers.give_back(connection);
            value
        };
        self.noticing(read())
    }

    /// Reads one consistent state as [`Library::read`] does, on the connection that writes: for what an action has just
    /// changed. A connection that reads has to forget its pages after every commit of another, which on a large library
    /// makes the first look after an action several times as slow. Waits for an action that is under way.
    ///
    /// # Errors
    /// Those of the closure, or when the file cannot be read.
    pub fn read_back<T>(&self, closure: impl FnOnce(&Snapshot<'_>) -> Result<T>) -> Result<T> {
        let writer = self.writer();
        let transaction = writer.connection.unchecked_transaction()?;
        let value =
            closure(&Snapshot { connection: &transaction, texts: &self.texts, counts: Some(&writer.counts) });
        transaction.finish()?;
        self.noticing(value)
    }
}
