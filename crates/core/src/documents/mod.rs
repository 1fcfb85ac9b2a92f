//! Documents: bringing an interview in, finding it, opening it, changing what is known about it, taking it out.

mod annotated;
mod bring;
mod delete;
mod import;
mod open;
mod resolve;
mod similar;
mod summary;
#[cfg(test)]
mod tests;
mod update;

pub use annotated::{annotated, annotated_from};
pub use bring::{Bring, BringDocument, Brought, BroughtDocument, bring};
pub use delete::delete;
pub(crate) use import::participants_of;
pub use import::{Imported, NewDocument, add, digest, find_by_digest, import, title_of};
pub use open::{OpenDocument, open};
pub use resolve::resolve;
pub use similar::find_similar;
pub use summary::{SpeakerSummary, Summary, summaries, summary};
pub use update::update;

use crate::{
    error::{Error, Result},
    ids::DocumentId,
    tables::document::{self, DocumentRow},
};
use rusqlite::Connection;

/// What a user can say about a document. `None` leaves a field as it is (at import: as found in the file); an empty
/// text clears it, where it may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFields {
    /// The title. Must not be empty.
    pub title: Option<String>,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// BCP 47 tag; `und` when not known. Must not be empty.
    pub language: Option<String>,
}

impl DocumentFields {
    fn apply(&self, row: &mut DocumentRow) -> Result<()> {
        put(&mut row.title, self.title.as_deref(), "title")?;
        put(&mut row.language, self.language.as_deref(), "language")?;
        put_optional(&mut row.source, self.source.as_deref());
        put_optional(&mut row.published, self.published.as_deref());
        Ok(())
    }
}

fn put(field: &mut String, value: Option<&str>, name: &'static str) -> Result<()> {
    match value.map(str::trim) {
        None => Ok(()),
        Some("") => Err(Error::Empty { field: name }),
        Some(value) => {
            value.clone_into(field);
            Ok(())
        }
    }
}

fn put_optional(field: &mut Option<String>, value: Option<&str>) {
    if let Some(value) = value.map(str::trim) {
        *field = (!value.is_empty()).then(|| value.to_owned());
    }
}

pub(crate) fn find(connection: &Connection, id: DocumentId) -> Result<DocumentRow> {
    document::find(connection, id)?.ok_or_else(|| Error::NoSuchDocument { reference: id.to_string() })
}
