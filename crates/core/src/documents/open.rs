//! Opening a document: everything a reading view shows, in one snapshot.

use super::{
    find,
    summary::{self, Summary},
};
use crate::{
    annotations::{self, Annotation},
    error::Result,
    ids::{DocumentId, RevisionId},
    library::Library,
    speakers::{self, Speaker},
    structure,
    tables::speaker,
    tags::Codebook,
};
use std::sync::Arc;
use vermilion_anchor::CodePoint;
use vermilion_formats::interview::Block;

/// A document as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDocument {
    /// What a list shows of it.
    pub summary: Summary,
    /// The revision to which all offsets belong.
    pub revision: RevisionId,
    /// The text of that revision.
    pub text: Arc<str>,
    /// Whether the text is not the one that was stored: something else has changed the file, or damaged it.
    pub is_damaged: bool,
    /// Back to back over the text; a turn's speaker is an index into `speakers`.
    pub blocks: Vec<Block>,
    /// The participants, in their order.
    pub speakers: Vec<Speaker>,
    /// Those that stand in the text: by start, then end, then id.
    pub annotations: Vec<Annotation>,
    /// Those whose passage is not in the text, in the order in which they stood.
    pub orphans: Vec<Annotation>,
    /// All tags there are, for what those of the annotations are called.
    pub codebook: Codebook,
    /// The code point at the top of the view when it was last read.
    pub position: CodePoint,
}

/// Opens a document.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), or when the library cannot be read.
pub fn open(library: &Library, id: DocumentId) -> Result<OpenDocument> {
    library.read(|snapshot| {
        let connection = snapshot.connection;
        let row = find(connection, id)?;
        let revision = row.revision;
        let stored = snapshot.text(revision)?;
        let (text, is_damaged) = (Arc::clone(&stored.text), !stored.is_sound);
        let participants = speaker::of_document(connection, id)?;
        let blocks = structure::blocks_of(connection, snapshot.texts(), id, &participants)?;
        let speakers = speakers::count(participants, &blocks);
        let (annotations, orphans) = annotations::shown_of_document(connection, snapshot.texts(), id)?;
        let summary = summary::of(snapshot, row)?;
        let codebook = Codebook::load(connection)?;
        let position = summary.position;
        Ok(OpenDocument {
            summary,
            revision,
            text,
            is_damaged,
            blocks,
            speakers,
            annotations,
            orphans,
            codebook,
            position,
        })
    })
}
