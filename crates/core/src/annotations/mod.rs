//! Annotations: passages with a mark and, where there is one, a note.

mod create;
mod delete;
mod list;
mod note;
mod passage;
mod resize;
mod style;
#[cfg(test)]
mod tests;

pub use create::{Created, create};
pub use delete::delete;
pub use list::{find, list, resolve};
pub use note::set_note;
pub use resize::resize;
pub use style::set_style;

pub(crate) use passage::locate;

use crate::{
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId},
    library::Snapshot,
    tables::annotation,
};
use rusqlite::Connection;
use vermilion_anchor::Span;
use vermilion_formats::annotated::Style;

/// An annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its id.
    pub id: AnnotationId,
    /// The document it is in.
    pub document: DocumentId,
    /// The revision to which its span belongs.
    pub revision: RevisionId,
    /// The passage.
    pub span: Span,
    /// The text of the passage.
    pub quote: String,
    /// How the passage is marked.
    pub style: Style,
    /// Markdown; empty where there is none.
    pub note: String,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it was last changed.
    pub modified_at: i64,
}

fn existing(connection: &Connection, id: AnnotationId) -> Result<Annotation> {
    annotation::find(connection, id)?.ok_or_else(|| Error::NoSuchAnnotation { reference: id.to_string() })
}

impl Snapshot<'_> {
    /// Those of these annotations that are in the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn annotations_of(&self, ids: impl IntoIterator<Item = AnnotationId>) -> Result<Vec<Annotation>> {
        let found = ids.into_iter().map(|id| annotation::find(self.connection, id));
        found.filter_map(Result::transpose).collect()
    }
}
