//! What revisions there are.

use crate::{
    documents,
    error::{Error, Result},
    ids::{DocumentId, RevisionId},
    library::Library,
};
use rusqlite::Connection;
use std::str::FromStr;

/// Corrections by hand that follow each other within so many milliseconds are shown as one sitting. Each is stored.
const SITTING_MILLISECONDS: i64 = 10 * 60 * 1000;

/// What made a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The document was imported.
    Import,
    /// A paragraph was corrected, split or joined.
    Edit,
    /// Words were replaced.
    Replace,
    /// A corrected version came from outside.
    Update,
    /// An older revision was brought back.
    Restore,
}

impl Origin {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Import, Self::Edit, Self::Replace, Self::Update, Self::Restore];

    /// The name in the library and on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Edit => "edit",
            Self::Replace => "replace",
            Self::Update => "update",
            Self::Restore => "restore",
        }
    }
}

/// A name that no origin has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing that makes a revision")]
pub struct UnknownOrigin;

impl FromStr for Origin {
    type Err = UnknownOrigin;

    fn from_str(name: &str) -> Result<Self, UnknownOrigin> {
        Self::ALL.into_iter().find(|origin| origin.name() == name).ok_or(UnknownOrigin)
    }
}

/// One immutable text of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its id.
    pub id: RevisionId,
    /// The document.
    pub document: DocumentId,
    /// 1 for the text as imported; each has one more than the one before it.
    pub number: u32,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// What made it.
    pub origin: Origin,
    /// Length of the text in code points.
    pub characters: u32,
    /// How many code points it has that the one before it had not.
    pub inserted: u32,
    /// How many code points the one before it had that it has not.
    pub removed: u32,
    /// Equal for corrections by hand that follow each other within ten minutes; rises with time.
    pub sitting: u32,
}

/// The revisions of a document, the newest first.
///
/// # Errors
/// [`Error::NoSuchDocument`], or when the library cannot be read.
pub fn list(library: &Library, document: DocumentId) -> Result<Vec<Revision>> {
    library.read(|snapshot| {
        documents::find(snapshot.connection, document)?;
        let mut revisions = of_document(snapshot.connection, document)?;
        revisions.reverse();
        Ok(revisions)
    })
}

/// One revision of a document.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchRevision`], or when the library cannot be read.
pub fn find(library: &Library, document: DocumentId, revision: RevisionId) -> Result<Revision> {
    let missing = || Error::NoSuchRevision { reference: revision.to_string() };
    list(library, document)?.into_iter().find(|other| other.id == revision).ok_or_else(missing)
}

/// So many digits are a number, and never the beginning of an id: most ids begin with a digit, and whoever asks for
/// revision 0 does not mean the one whose id does.
const NUMBER_DIGITS: usize = 6;

/// The revision that a reference means: a number, an id, or the beginning of one that no other revision of the document
/// has. Up to six digits are a number.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchRevision`], also where several begin like this, or when the library cannot
/// be read.
pub fn resolve(library: &Library, document: DocumentId, reference: &str) -> Result<Revision> {
    let reference = reference.trim();
    let mut all = list(library, document)?;
    if let Some(at) = all.iter().position(|revision| revision.number.to_string() == reference) {
        return Ok(all.swap_remove(at));
    }
    if reference.len() <= NUMBER_DIGITS && reference.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::NoSuchRevision { reference: reference.to_owned() });
    }
    let prefix = reference.parse::<RevisionId>().map_or(reference.to_lowercase(), |id| id.to_string());
    all.retain(|revision| revision.id.to_string().starts_with(&prefix));
    let missing = || Error::NoSuchRevision { reference: reference.to_owned() };
    if all.len() > 1 { Err(missing()) } else { all.pop().ok_or_else(missing) }
}

/// The revisions of a document, the first one first.
pub(super) fn of_document(connection: &Connection, document: DocumentId) -> Result<Vec<Revision>> {
    let mut statement = connection.prepare_cached(
        "SELECT revision.id, number, created_at, characters, origin, inserted, removed
         FROM revision LEFT JOIN correction ON revision_id = revision.id
         WHERE document_id = ?1 ORDER BY number",
    )?;
    let mut rows = statement.query([document])?;
    let mut revisions: Vec<Revision> = Vec::new();
    while let Some(row) = rows.next()? {
        let name: Option<String> = row.get(4)?;
        let origin = name.and_then(|name| name.parse().ok()).unwrap_or(Origin::Import);
        let (created_at, characters) = (row.get(2)?, row.get(3)?);
        let is_joined = |before: &&Revision| {
            before.origin == Origin::Edit
                && origin == Origin::Edit
                && (0..=SITTING_MILLISECONDS).contains(&(created_at - before.created_at))
        };
        let before = revisions.last();
        let sitting = match before.filter(is_joined) {
            Some(before) => before.sitting,
            None => before.map_or(1, |before| before.sitting + 1),
        };
        revisions.push(Revision {
            id: row.get(0)?,
            document,
            number: row.get(1)?,
            created_at,
            origin,
            characters,
            inserted: row.get::<_, Option<u32>>(5)?.unwrap_or(characters),
            removed: row.get::<_, Option<u32>>(6)?.unwrap_or(0),
            sitting,
        });
    }
    Ok(revisions)
}
