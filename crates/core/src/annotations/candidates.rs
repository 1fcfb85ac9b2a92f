//! Places that may be an annotation's, for whoever has to say where it is.

use super::Annotation;
use crate::{
    annotations,
    error::{Error, Result},
    ids::{AnnotationId, RevisionId},
    library::Library,
    revisions::{Names, Stood, blocks_at},
    structure,
    tables::{annotation, speaker},
};
use std::sync::Arc;
use vermilion_anchor::{
    Span, TextIndex,
    reanchor::{self, Candidate, Side},
};
use vermilion_formats::interview::Block;

/// Places named at most.
const MOST: usize = 8;

/// Places that may be an annotation's.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidates {
    /// The current revision, in whose text the places count.
    pub revision: RevisionId,
    /// The current text.
    pub text: Arc<str>,
    /// Its blocks; a turn's speaker is an index into `speakers`.
    pub blocks: Vec<Block>,
    /// The names of the speakers.
    pub speakers: Vec<String>,
    /// Where the annotation stood last.
    pub was: Found,
    /// The likeliest first.
    pub candidates: Vec<Candidate>,
}

/// A passage in some revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The text of that revision.
    pub text: Arc<str>,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The passage.
    pub span: Span,
}

/// Looks for places that may be an annotation's, orphan or not.
///
/// # Errors
/// [`Error::NoSuchAnnotation`], or when the library cannot be read.
pub fn candidates(library: &Library, id: AnnotationId) -> Result<Candidates> {
    library.read(|snapshot| {
        let connection = snapshot.connection;
        let missing = || Error::NoSuchAnnotation { reference: id.to_string() };
        let annotation: Annotation = snapshot.annotations_of([id])?.pop().ok_or_else(missing)?;
        let selector = annotation::selector(connection, id)?;
        let lineage = snapshot.lineage(annotation.document)?;
        let revision = lineage.current();
        let (text, was) = (snapshot.text(revision)?, snapshot.text(annotation.revision)?);
        let speakers = speaker::of_document(connection, annotation.document)?;
        let blocks = structure::blocks_of(connection, snapshot.texts(), annotation.document, &speakers)?;
        let old_blocks = match lineage.number(annotation.revision) {
            Some(at) => blocks_at(connection, &lineage, annotation.document, at, &speakers)?,
            None => Vec::new(),
        };
        let names = Names::default();
        let index = TextIndex::new(&text.text);
        let zones = names.zones(&index, &blocks, Some);
        let stood = Stood::of(
            connection,
            snapshot.texts(),
            annotation.document,
            &speakers,
            std::slice::from_ref(&annotation),
        )?;
        let (speaker, section) = stood.first().map_or((None, None), |stood| names.stood(stood));
        let side = Side { text: &index, zones: &zones };
        let candidates = reanchor::candidates(&selector, speaker, section, None, &side, MOST);
        // One that would not be stored as it is shown is shown as it would be stored.
        let candidates = candidates
            .into_iter()
            .filter_map(|one| {
                let span = annotations::locate(&text, one.span).ok()?.span;
                Some(Candidate { span, ..one })
            })
            .collect();
        Ok(Candidates {
            revision,
            text: Arc::clone(&text.text),
            blocks,
            speakers: speakers.into_iter().map(|row| row.name).collect(),
            was: Found { text: Arc::clone(&was.text), blocks: old_blocks, span: annotation.span },
            candidates,
        })
    })
}
