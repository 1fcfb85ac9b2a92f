//! Bringing a backup back into the open library, in one go.
//!
//! The backup is first copied beside the library, checked, and brought up to date; the backup itself is never changed.
//! A backup of the library as it is is made before anything is written to it. What the user set stays as it is: a
//! language or a folder is not content.

use super::{Backup, BackupError, OnProgress, Reason, make};
use crate::{
    error::LibraryError,
    exchange::INCOMING,
    library::{
        Library,
        access::{self, Access},
        header, log, open, patience,
    },
    scratch::Scratch,
};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// Pages written between two looks at whether to go on. Others cannot write meanwhile.
const STEP: i32 = 1024;

/// What bringing a backup back did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The library as it was before.
    pub safety: Backup,
    /// The number of the change, as [`Change::sequence`](crate::Change::sequence). Everything may be different.
    pub sequence: u64,
}

/// Makes the library what the backup holds. Any other library file does as well.
///
/// # Errors
/// See [`BackupError`]; the library is then as it was.
pub fn restore(library: &Library, backup: &Path, progress: OnProgress<'_>) -> Result<Restored, BackupError> {
    library.check_writable()?;
    let prepared = prepare(backup, library.path(), progress)?;
    let settings = library.read(|snapshot| Ok(settings(snapshot.connection)?))?;
    let path = prepared.path();
    let storage = BackupError::storage(library.path());
    put_settings(&path, &settings).map_err(&storage)?;
    let source = access::connect(&path, Access::Shared).map_err(&storage)?;
    let safety = make::make(library, Reason::Restore, None, progress)?;
    let sequence = library.replace_content(|connection| {
        let storage = BackupError::storage(library.path());
        // Copying waits between its steps for whoever is writing; each step would wait as long again.
        patience::wait_for_nobody(connection).map_err(&storage)?;
        let copied = rusqlite::backup::Backup::new(&source, connection)
            .map_err(&storage)
            .and_then(|backup| make::run(&backup, STEP, progress).map_err(|stopped| stopped.map(&storage)));
        patience::wait_for_others(connection).map_err(&storage)?;
        copied
    })?;
    Ok(Restored { safety, sequence })
}

/// A checked copy of a library, up to date, in a folder that goes with it.
pub(crate) struct Prepared {
    folder: Scratch,
}

impl Prepared {
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join(INCOMING)
    }

    pub(crate) fn folder(&self) -> &Scratch {
        &self.folder
    }

    /// Leaves the folder to the next program.
    pub(crate) fn abandon(self) {
        self.folder.abandon();
    }
}

/// Copies a library into a folder beside `near`, checks it and brings it up to date.
pub(crate) fn prepare(from: &Path, near: &Path, progress: OnProgress<'_>) -> Result<Prepared, BackupError> {
    let source = open_to_copy(from)?;
    let near = std::path::absolute(near).map_err(BackupError::io(near))?;
    let beside = near.parent().unwrap_or(&near);
    let folder = Scratch::make_in(beside).map_err(BackupError::io(beside))?;
    let prepared = Prepared { folder };
    // Nobody has heard of the copy.
    make::write(&source, &prepared.path(), false, progress).map_err(|error| error.at(&near))?;
    make::check(&prepared.path(), None).map_err(|error| match error {
        BackupError::Unsound { detail, .. } => BackupError::Unsound { path: from.to_owned(), detail },
        other => other,
    })?;
    // Nothing is backed up: the file that it was copied from stays.
    open::writer(&prepared.path(), || Ok(())).map(drop).map_err(|error| match error {
        LibraryError::Storage { source, .. } => BackupError::Storage { path: near.clone(), source },
        // Nobody has heard of the copy, and what is wrong with it is wrong with what it was copied from.
        LibraryError::NotALibrary { .. } => LibraryError::NotALibrary { path: from.to_owned() }.into(),
        LibraryError::Newer { found, supported, .. } => {
            LibraryError::Newer { path: from.to_owned(), found, supported }.into()
        }
        LibraryError::Altered { objects, .. } => {
            LibraryError::Altered { path: from.to_owned(), objects }.into()
        }
        other => other.into(),
    })?;
    Ok(prepared)
}

/// Opens a library file that is not to be changed. What it holds may be anything yet.
fn open_to_copy(file: &Path) -> Result<Connection, BackupError> {
    exists(file)?;
    header::recognise(file)?;
    if log::is_damaged(file) {
        return Err(LibraryError::TornLog { path: file.to_owned() }.into());
    }
    Access::find_for_long(file)
        .and_then(|access| access::connect(file, access))
        .map_err(BackupError::unsound(file))
}

/// Opens a library file to be looked into, and says which version it has. One that holds what Vermilion did not put there
/// could not be brought back either, and is not read: a view in the place of a table could compute without end.
pub(super) fn open_to_read(file: &Path) -> Result<(Connection, u32), BackupError> {
    let connection = open_to_copy(file)?;
    let version = open::check_schema(file, &connection, false)?;
    Ok((connection, version))
}

fn exists(backup: &Path) -> Result<(), BackupError> {
    if backup.is_file() { Ok(()) } else { Err(BackupError::Missing { path: backup.to_owned() }) }
}

fn settings(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement = connection.prepare("SELECT name, value FROM setting")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn put_settings(path: &Path, settings: &[(String, String)]) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    let transaction = connection.transaction()?;
    transaction.execute("DELETE FROM setting", [])?;
    for (name, value) in settings {
        transaction.execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", [name, value])?;
    }
    transaction.commit()
}
