//! Another library as a source.

use super::{SourceError, in_memory};
use crate::{
    documents,
    library::{
        Library,
        access::{self, Access},
        header, log, open,
    },
    memos::{self, Subject},
    revisions,
    surroundings::Surroundings,
    tags,
};
use rusqlite::Connection;
use std::{fs, path::Path};
use uuid::Uuid;
use vermilion_formats::import::{
    Import,
    library::{Held, HeldDocument},
};

/// What the library at `path` brings. It is opened for reading only, as a file that nobody changes, or where there is a
/// log beside it with that, so that what was written last is not left out; nothing is put beside it that is not there.
///
/// # Errors
/// When it is no library, is a newer version's or altered, or cannot be read.
pub fn library(path: &Path) -> Result<Import, SourceError> {
    header::recognise(path)?;
    let storage = |source| open::fault(path, source);
    let has = |end| fs::metadata(log::beside(path, end)).is_ok_and(|metadata| metadata.len() > 0);
    let way =
        if has("-wal") || has("-journal") { Access::find_traceless(path) } else { Ok(Access::Immutable) };
    let connection = way.and_then(|way| access::connect(path, way)).map_err(storage)?;
    read(path, &connection)
}

/// What a library brings whose bytes these are; `name` is what it is called where something is wrong.
///
/// # Errors
/// See [`library`].
pub fn library_of_bytes(bytes: &[u8], name: &str) -> Result<Import, SourceError> {
    let path = Path::new(name);
    let connection = in_memory(bytes).map_err(|source| open::fault(path, source))?;
    read(path, &connection)
}

fn read(path: &Path, source: &Connection) -> Result<Import, SourceError> {
    // Nothing of what is read tells the time at which it is, and nothing new is made.
    let library = Library::copied(path, source, Surroundings::new(|| 0, Uuid::nil))?;
    let codebook = tags::codebook(&library)?;
    let mut held = Held { codebook: codebook.exported(), ..Held::default() };
    let has_key = |tag: &&tags::Tag| tag.shortcut.is_some();
    held.keys = count(codebook.tags().iter().filter(has_key).count());
    for summary in documents::summaries(&library)? {
        let document = documents::open(&library, summary.id)?;
        held.documents.push(HeldDocument {
            revisions: count(revisions::list(&library, summary.id)?.len()),
            is_damaged: document.is_damaged,
            annotated: documents::annotated_from(&library, document)?,
        });
    }
    for memo in memos::list(&library)? {
        match memo.subject {
            Subject::Library => held.memos.push((None, memo.text)),
            Subject::Tag(tag) => held.memos.push((codebook.place(tag), memo.text)),
            _ => {}
        }
    }
    held.steps = count(library.history(u32::MAX)?.len());
    Ok(vermilion_formats::import::library::of(held))
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
