//! Annotations: passages with a mark and, where there is one, a note.
//!
//! A row is written when its passage is touched and not when it merely moves: it names the revision in whose text it
//! counts, and [`settle`] carries it into the current one.

mod accept;
mod candidates;
mod create;
mod create_all;
mod delete;
mod list;
mod mend;
mod note;
mod passage;
mod place;
mod relink;
mod resize;
mod search;
mod state;
mod stood;
mod style;
#[cfg(test)]
mod tests;

pub use accept::accept;
pub use candidates::{Candidates, Found, candidates};
pub use create::{Created, create, create_tagged};
pub use create_all::{CreatedAll, Marked, Passages, create_all, marked};
pub use delete::delete;
pub use list::{Page, find, list, orphans, page, resolve};
pub use mend::{Mended, mend, misfits};
pub use note::set_note;
pub use relink::relink;
pub use resize::resize;
pub use search::{Filter, FoundAnnotation, FoundSection, search};
pub use state::{Loss, State, StateKind};
pub use stood::{OrphanPlace, orphan_places};
pub use style::set_style;

pub(crate) use mend::{find_again, mend_one};
pub(crate) use passage::{Passage, locate};
pub(crate) use place::{Place, doubt, put, settle};
pub(crate) use search::speakers_in;

use crate::{
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId, TagId},
    library::{Act, Snapshot},
    tables::annotation,
    texts::Texts,
};
use rusqlite::Connection;
use std::collections::BTreeSet;
use vermilion_anchor::Span;
use vermilion_formats::annotated::Style;

/// An annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its id.
    pub id: AnnotationId,
    /// The document it is in.
    pub document: DocumentId,
    /// The revision in whose text the span counts: the current one; of an orphan, the last in which it stood.
    pub revision: RevisionId,
    /// The passage.
    pub span: Span,
    /// The text of the passage.
    pub quote: String,
    /// What became of the passage when the text was corrected.
    pub state: State,
    /// The revision it was made on.
    pub made_on: RevisionId,
    /// How the passage is marked.
    pub style: Style,
    /// Markdown; empty where there is none.
    pub note: String,
    /// Its tags, by id.
    pub tags: Vec<TagId>,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it was last changed.
    pub modified_at: i64,
}

/// The annotation as it is stored.
pub(crate) fn existing(connection: &Connection, id: AnnotationId) -> Result<Annotation> {
    annotation::find(connection, id)?.ok_or_else(|| Error::NoSuchAnnotation { reference: id.to_string() })
}

/// Says that an annotation is changed now: it was given a tag, or one was taken from it.
pub(crate) fn touch(act: &Act<'_>, id: AnnotationId) -> Result<()> {
    annotation::touch(act.connection, id, act.now())
}

/// All of a document, carried into its current text: those that stand in it by start, then end, then id, and the
/// orphans in the order in which they stood.
pub(crate) fn of_document(
    connection: &Connection,
    texts: &Texts,
    document: DocumentId,
) -> Result<(Vec<Annotation>, Vec<Annotation>)> {
    let mut all = annotation::of_document(connection, document)?;
    settle(&*texts.lineage(connection, document)?, &mut all);
    Ok(in_order(all))
}

/// The same, but those that do not stand on the words that they quote, which no sound library has, are orphans: what a
/// reader is shown.
pub(crate) fn shown_of_document(
    connection: &Connection,
    texts: &Texts,
    document: DocumentId,
) -> Result<(Vec<Annotation>, Vec<Annotation>)> {
    let mut all = annotation::of_document(connection, document)?;
    let lineage = texts.lineage(connection, document)?;
    settle(&lineage, &mut all);
    doubt(&*texts.get(connection, lineage.current())?, &mut all);
    Ok(in_order(all))
}

fn in_order(all: Vec<Annotation>) -> (Vec<Annotation>, Vec<Annotation>) {
    let (mut standing, mut orphans): (Vec<_>, Vec<_>) = all.into_iter().partition(Annotation::stands);
    standing.sort_by_key(|one| (one.span.start, one.span.end, one.id));
    orphans.sort_by_key(|one| (one.span.start, one.span.end, one.id));
    (standing, orphans)
}

impl Annotation {
    /// Whether its passage is in the text.
    #[must_use]
    pub fn stands(&self) -> bool {
        !matches!(self.state, State::Orphan { .. })
    }
}

impl Snapshot<'_> {
    /// Those of these annotations that are in the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn annotations_of(&self, ids: impl IntoIterator<Item = AnnotationId>) -> Result<Vec<Annotation>> {
        let found = ids.into_iter().map(|id| annotation::find(self.connection, id));
        let mut found: Vec<Annotation> = found.filter_map(Result::transpose).collect::<Result<_>>()?;
        let mut rest = found.as_mut_slice();
        // By runs of the same document: an action is nearly always about one.
        while let Some(document) = rest.first().map(|first| first.document) {
            let end = rest.iter().position(|one| one.document != document).unwrap_or(rest.len());
            let (run, after) = rest.split_at_mut(end);
            let lineage = self.texts().lineage(self.connection, document)?;
            settle(&lineage, run);
            // Where the document is open its text is at hand; to read many for the sake of a few annotations takes long.
            if let Some(text) = self.texts().at_hand(lineage.current()) {
                doubt(&text, run);
            }
            rest = after;
        }
        Ok(found)
    }

    /// The documents in which these annotations are, as far as they are in the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn documents_with(
        &self,
        annotations: impl IntoIterator<Item = AnnotationId>,
    ) -> Result<BTreeSet<DocumentId>> {
        let found = annotations.into_iter().map(|id| annotation::document(self.connection, id));
        found.filter_map(Result::transpose).collect()
    }
}
