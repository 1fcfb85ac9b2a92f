//! Annotations of all documents that have something in common, each with where it stands.

use super::{Annotation, of_document};
use crate::{
    documents,
    error::Result,
    ids::{DocumentId, SpeakerId, TagId},
    library::{Library, Snapshot},
    structure,
    tables::{document, speaker},
    tags::Codebook,
};
use std::collections::BTreeSet;
use vermilion_anchor::{Span, TextIndex};
use vermilion_formats::{
    annotated::Colour,
    interview::{Block, BlockKind, section_at, sections},
    places::section_number,
};

/// What annotations must have to be found. Nothing at all: all are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The document that they are in.
    pub document: Option<DocumentId>,
    /// A tag that they have.
    pub tag: Option<TagId>,
    /// Whether one that is under that tag does as well.
    pub with_descendants: bool,
    /// Somebody who speaks in the passage: an id, or a name in whatever document, but for case.
    pub speaker: Option<String>,
    /// The colour of their mark.
    pub colour: Option<Colour>,
    /// Whether they have a note.
    pub has_note: Option<bool>,
}

/// An annotation with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundAnnotation {
    /// The annotation.
    pub annotation: Annotation,
    /// The title of its document.
    pub title: String,
    /// The section in which the passage begins; `None` before the first one, and of an orphan.
    pub section: Option<FoundSection>,
    /// Those who speak in the passage, with their names, in the order in which they do; of an orphan none.
    pub speakers: Vec<(SpeakerId, String)>,
}

/// The section of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSection {
    /// Its number as a reader would say it; empty where it has none.
    pub number: String,
    /// Its title.
    pub title: String,
}

/// The annotations that have all that is asked for: the newest document first, in each those that stand in the order of the
/// text and then the orphans.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), [`Error::NoSuchTag`](crate::Error::NoSuchTag), or when the
/// library cannot be read.
pub fn search(library: &Library, filter: &Filter) -> Result<Vec<FoundAnnotation>> {
    library.read(|snapshot| {
        let tags: Option<BTreeSet<TagId>> = match filter.tag {
            Some(tag) => {
                let codebook = Codebook::load(snapshot.connection)?;
                codebook.find(tag)?;
                let branch = codebook.branch(tag);
                let wanted = if filter.with_descendants { branch } else { &branch[..1] };
                Some(wanted.iter().map(|tag| tag.id).collect())
            }
            None => None,
        };
        let rows = match filter.document {
            Some(id) => vec![documents::find(snapshot.connection, id)?],
            None => document::all(snapshot.connection)?,
        };
        let mut found = Vec::new();
        for row in rows {
            let is_wanted = |one: &Annotation| {
                tags.as_ref().is_none_or(|tags| one.tags.iter().any(|tag| tags.contains(tag)))
                    && filter.colour.is_none_or(|colour| one.style.colour == colour)
                    && filter.has_note.is_none_or(|has_note| one.note.trim().is_empty() != has_note)
            };
            let (standing, orphans) = of_document(snapshot.connection, snapshot.texts(), row.id)?;
            let wanted: Vec<Annotation> = standing.into_iter().chain(orphans).filter(is_wanted).collect();
            if !wanted.is_empty() {
                found.extend(placed(snapshot, &row, wanted, filter.speaker.as_deref())?);
            }
        }
        Ok(found)
    })
}

/// Says where annotations of one document stand, and leaves out those in which `speaker` does not speak.
fn placed(
    snapshot: &Snapshot<'_>,
    row: &document::DocumentRow,
    annotations: Vec<Annotation>,
    speaker: Option<&str>,
) -> Result<Vec<FoundAnnotation>> {
    let participants = speaker::of_document(snapshot.connection, row.id)?;
    let blocks = structure::blocks_of(snapshot.connection, snapshot.texts(), row.id, &participants)?;
    let text = snapshot.text(row.revision)?;
    let sections = sections(&TextIndex::new(&text.text), &blocks);
    let lower = speaker.map(str::to_lowercase);
    let found = annotations.into_iter().filter_map(|annotation| {
        let stands = annotation.stands();
        let speakers: Vec<(SpeakerId, String)> = speakers_in(&blocks, annotation.span)
            .into_iter()
            .filter_map(|at| participants.get(at).filter(|_| stands))
            .map(|row| (row.id, row.name.clone()))
            .collect();
        let speaks = |(id, name): &(SpeakerId, String)| {
            lower.as_ref().is_none_or(|wanted| id.to_string() == *wanted || name.to_lowercase() == *wanted)
        };
        if lower.is_some() && !speakers.iter().any(speaks) {
            return None;
        }
        let section =
            section_at(&sections, annotation.span.start).filter(|_| stands).map(|at| FoundSection {
                number: section_number(&sections[at]).to_owned(),
                title: sections[at].title.clone(),
            });
        Some(FoundAnnotation { annotation, title: row.title.clone(), section, speakers })
    });
    Ok(found.collect())
}

/// Who speaks in a passage, as indices, each once, in the order in which they first do.
pub(crate) fn speakers_in(blocks: &[Block], span: Span) -> Vec<usize> {
    let first = blocks.partition_point(|block| block.span.end <= span.start);
    let mut speakers = Vec::new();
    for block in blocks[first..].iter().take_while(|block| block.span.start < span.end) {
        if let BlockKind::Turn { speaker, .. } = block.kind
            && !speakers.contains(&speaker)
        {
            speakers.push(speaker);
        }
    }
    speakers
}
