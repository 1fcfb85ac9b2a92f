//! A document as it was in one of its revisions.

use super::{Lineage, Revision, list, matched::name_as_in};
use crate::{
    annotations::{Annotation, State, locate},
    documents,
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId},
    library::Library,
    speakers::{self, Speaker},
    structure::{self, place_blocks},
    tables::{
        annotation,
        block::{self, StoredBlock},
        former_place::{self, FormerPlace},
        speaker::{self, SpeakerRow},
    },
    texts::{Text, Texts},
};
use rusqlite::Connection;
use std::{collections::HashMap, sync::Arc};
use vermilion_anchor::Span;
use vermilion_formats::interview::Block;

/// A document as it was in one of its revisions. Notes, styles and the names that somebody gave to
/// speakers are those of today.
#[derive(Clone, Debug, PartialEq)]
pub struct OldDocument {
    /// The revision.
    pub revision: Revision,
    /// The text of it.
    pub text: Arc<str>,
    /// Whether the text is not the one that was stored: something else has changed the file, or damaged it.
    pub is_damaged: bool,
    /// Back to back over the text; a turn's speaker is an index into `speakers`.
    pub blocks: Vec<Block>,
    /// The participants, in their order.
    pub speakers: Vec<Speaker>,
    /// Those that were there and stood in the text, where they stood: by start, then end, then id.
    pub annotations: Vec<Annotation>,
    /// Those whose passage was not in the text.
    pub orphans: Vec<Annotation>,
}

/// Opens a document as it was in one of its revisions.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchRevision`], or when the library cannot be read.
pub fn open(library: &Library, document: DocumentId, revision: RevisionId) -> Result<OldDocument> {
    library.read(|snapshot| {
        let connection = snapshot.connection;
        documents::find(connection, document)?;
        let lineage = snapshot.lineage(document)?;
        let missing = || Error::NoSuchRevision { reference: revision.to_string() };
        let at = lineage.number(revision).ok_or_else(missing)?;
        let all = list::of_document(connection, document)?;
        let revision = all.into_iter().find(|other| other.id == revision).ok_or_else(missing)?;
        let text = snapshot.text(revision.id)?;
        let mut participants = speaker::of_document(connection, document)?;
        let blocks = blocks_at(connection, &lineage, document, at, &participants)?;
        let today = snapshot.text(lineage.current())?;
        let blocks_today = structure::blocks_of(connection, snapshot.texts(), document, &participants)?;
        name_as_in(&mut participants, (&text.text, &blocks), (&today.text, &blocks_today));
        let (annotations, orphans) =
            annotations_at(connection, snapshot.texts(), &lineage, document, at, &text)?;
        let speakers = speakers::count(participants, &blocks);
        Ok(OldDocument {
            revision,
            text: Arc::clone(&text.text),
            is_damaged: !text.is_sound,
            blocks,
            speakers,
            annotations,
            orphans,
        })
    })
}

/// The blocks that held in the revision at `at`.
pub(crate) fn blocks_at(
    connection: &Connection,
    lineage: &Lineage,
    document: DocumentId,
    at: usize,
    speakers: &[SpeakerRow],
) -> Result<Vec<Block>> {
    let mut stored = block::of_document(connection, document, speakers, true)?;
    let held = |one: &StoredBlock| {
        let is_written = lineage.number(one.revision).is_some_and(|from| from <= at);
        let is_ended = one.until.and_then(|until| lineage.number(until)).is_some_and(|until| until <= at);
        is_written && !is_ended
    };
    stored.retain(held);
    Ok(place_blocks(lineage, at, stored).into_iter().filter_map(|one| one.block).collect())
}

/// The annotations as they were in the revision at `at`: those that stood in its text, and those that did not.
pub(super) fn annotations_at(
    connection: &Connection,
    texts: &Texts,
    lineage: &Lineage,
    document: DocumentId,
    at: usize,
    text: &Text,
) -> Result<(Vec<Annotation>, Vec<Annotation>)> {
    let mut former: HashMap<AnnotationId, Vec<FormerPlace>> = HashMap::new();
    for place in former_place::of_document(connection, document)? {
        former.entry(place.annotation).or_default().push(place);
    }
    let held = |revision: RevisionId, state: &State| {
        let is_orphan = matches!(state, State::Orphan { .. });
        lineage.number(revision).is_some_and(|from| from + usize::from(is_orphan) <= at)
    };
    let mut found = Vec::new();
    for mut one in annotation::of_document(connection, document)? {
        if !held(one.revision, &one.state) {
            let places = former.remove(&one.id).unwrap_or_default();
            let is_later = |place: &FormerPlace| lineage.number(place.until).is_some_and(|until| until > at);
            let place = places
                .into_iter()
                .filter(|place| is_later(place) && held(place.revision, &place.state))
                .max_by_key(|place| lineage.number(place.revision));
            let Some(FormerPlace { revision, span, state, .. }) = place else { continue };
            (one.revision, one.span, one.state) = (revision, span, state);
        }
        found.push(one);
    }
    let places: Vec<(RevisionId, Span)> = found.iter().map(|one| (one.revision, one.span)).collect();
    let carried = lineage.carry_all(at, &places);
    let (mut standing, mut orphans) = (Vec::new(), Vec::new());
    for (mut one, span) in found.into_iter().zip(carried) {
        match span {
            Some(span) if one.stands() => {
                if one.revision != lineage.ids()[at] || one.span != span {
                    (one.revision, one.span) = (lineage.ids()[at], span);
                }
                one.quote = text.slice(span).map_or(one.quote, str::to_owned);
                standing.push(one);
            }
            _ => {
                // Its last words, where they are at hand.
                if let Ok(passage) =
                    texts.get(connection, one.revision).and_then(|text| locate(&text, one.span))
                {
                    one.quote = passage.selector.exact;
                }
                orphans.push(one);
            }
        }
    }
    standing.sort_by_key(|one| (one.span.start, one.span.end, one.id));
    orphans.sort_by_key(|one| (one.span.start, one.span.end, one.id));
    Ok((standing, orphans))
}
