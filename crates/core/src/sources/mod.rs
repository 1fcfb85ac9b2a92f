//! Databases of others and other libraries as sources of an import: opened so that nothing is written to them and nothing
//! in them runs, and read into what [`vermilion_formats::import`] makes an import of.
//!
//! A file may come from anywhere. It is read in memory, on a connection that is set as that of a library is (see
//! `library/open.rs`): defensive, its schema not trusted, without triggers and views, within limits; and only stored columns of
//! ordinary tables are asked for.

mod library;
mod taguette;

pub use library::{library, library_of_bytes};
pub use taguette::taguette;

use crate::{
    error::{Error, LibraryError, StorageError},
    library::{header::MAGIC, open},
};
use rusqlite::{Connection, MAIN_DB};
use vermilion_formats::import::ImportError;

/// Why such a source could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// It is no library, or one that cannot be read.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// What it holds cannot be read.
    #[error(transparent)]
    Content(#[from] Error),
    /// It is no database of its format, or holds too much.
    #[error(transparent)]
    Import(#[from] ImportError),
}

/// Where in the header of an SQLite file stands how it is written and read: 1 with a journal, 2 with a log.
const WAYS_AT: [usize; 2] = [18, 19];

/// The database that these bytes are, in memory.
fn in_memory(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut bytes = bytes.to_vec();
    if bytes.starts_with(MAGIC) {
        // There is no log in memory, and no use for one: nothing is written.
        for at in WAYS_AT {
            if let Some(way) = bytes.get_mut(at) {
                *way = 1;
            }
        }
    }
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), true)?;
    open::configure(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

impl From<rusqlite::Error> for SourceError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Content(StorageError(error).into())
    }
}
