//! Annotations of all documents that have something in common, each with where it stands.

use super::{Annotation, StateKind, shown_of_document};
use crate::{
    documents,
    error::{Error, Result},
    ids::{DocumentId, SpeakerId, TagId},
    library::{Library, Snapshot},
    structure,
    tables::{document, speaker},
    tags::Codebook,
};
use std::collections::{BTreeSet, HashSet};
use vermilion_anchor::{CodePoint, Folding, Span, TextIndex, snap_outward};
use vermilion_formats::{
    annotated::Colour,
    interview::{Block, BlockKind, section_at, sections},
    places::section_number,
};

/// Code points of its paragraph that are given with a passage, on either side.
const CONTEXT: u32 = 48;
/// Names that are told where nobody has the one that was asked for.
const NAMES: usize = 12;

/// What annotations must have to be found. Nothing at all: all are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The document that they are in.
    pub document: Option<DocumentId>,
    /// A tag that they have.
    pub tag: Option<TagId>,
    /// Whether one that is under that tag does as well.
    pub with_descendants: bool,
    /// Somebody who speaks in the passage: an id, or a name or label in whatever document, but for what usually makes no
    /// difference ([`Folding::USUAL`]).
    pub speaker: Option<String>,
    /// The colour of their mark.
    pub colour: Option<Colour>,
    /// Whether they have a note.
    pub has_note: Option<bool>,
    /// What became of their passage when the text was corrected.
    pub state: Option<StateKind>,
}

/// An annotation with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundAnnotation {
    /// The annotation.
    pub annotation: Annotation,
    /// The title of its document.
    pub title: String,
    /// What stands before the passage in its paragraph, as much of it as a line shows; of an orphan nothing.
    pub before: String,
    /// The same after it.
    pub after: String,
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
/// [`Error::NoSuchDocument`], [`Error::NoSuchTag`], [`Error::NobodyNamed`], or when the library cannot be read.
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
        let speakers = filter.speaker.as_deref().map(|name| meant(snapshot, &rows, name)).transpose()?;
        let mut found = Vec::new();
        for row in rows {
            let is_wanted = |one: &Annotation| {
                tags.as_ref().is_none_or(|tags| one.tags.iter().any(|tag| tags.contains(tag)))
                    && filter.colour.is_none_or(|colour| one.style.colour == colour)
                    && filter.has_note.is_none_or(|has_note| one.note.trim().is_empty() != has_note)
                    && filter.state.is_none_or(|state| one.state.kind() == state)
            };
            let (standing, orphans) = shown_of_document(snapshot.connection, snapshot.texts(), row.id)?;
            let wanted: Vec<Annotation> = standing.into_iter().chain(orphans).filter(is_wanted).collect();
            if !wanted.is_empty() {
                found.extend(placed(snapshot, &row, wanted, speakers.as_ref())?);
            }
        }
        Ok(found)
    })
}

/// Those in these documents whom an id or a name means.
fn meant(snapshot: &Snapshot<'_>, rows: &[document::DocumentRow], name: &str) -> Result<HashSet<SpeakerId>> {
    let wanted = Folding::USUAL.words(name.trim());
    let id = name.trim().parse::<SpeakerId>().ok();
    let mut meant = HashSet::new();
    let mut known = BTreeSet::new();
    for row in rows {
        for speaker in speaker::of_document(snapshot.connection, row.id)? {
            let is_wanted = |name: &String| Folding::USUAL.words(name) == wanted;
            if id == Some(speaker.id) || is_wanted(&speaker.name) || speaker.aliases.iter().any(is_wanted) {
                meant.insert(speaker.id);
            }
            known.insert(speaker.name);
        }
    }
    if meant.is_empty() {
        let known = known.into_iter().take(NAMES).collect();
        return Err(Error::NobodyNamed { name: name.to_owned(), known });
    }
    Ok(meant)
}

/// Says where annotations of one document stand, and leaves out those in which none of `wanted` speaks.
fn placed(
    snapshot: &Snapshot<'_>,
    row: &document::DocumentRow,
    annotations: Vec<Annotation>,
    wanted: Option<&HashSet<SpeakerId>>,
) -> Result<Vec<FoundAnnotation>> {
    let participants = speaker::of_document(snapshot.connection, row.id)?;
    let blocks = structure::blocks_of(snapshot.connection, snapshot.texts(), row.id, &participants)?;
    let text = snapshot.text(row.revision)?;
    let index = TextIndex::new(&text.text);
    let sections = sections(&index, &blocks);
    let found = annotations.into_iter().filter_map(|annotation| {
        let stands = annotation.stands();
        let speakers: Vec<(SpeakerId, String)> = speakers_in(&blocks, annotation.span)
            .into_iter()
            .filter_map(|at| participants.get(at).filter(|_| stands))
            .map(|row| (row.id, row.name.clone()))
            .collect();
        if wanted.is_some_and(|wanted| !speakers.iter().any(|(id, _)| wanted.contains(id))) {
            return None;
        }
        let section =
            section_at(&sections, annotation.span.start).filter(|_| stands).map(|at| FoundSection {
                number: section_number(&sections[at]).to_owned(),
                title: sections[at].title.clone(),
            });
        let (before, after) =
            if stands { context(&index, &blocks, annotation.span) } else { Default::default() };
        Some(FoundAnnotation { annotation, title: row.title.clone(), before, after, section, speakers })
    });
    Ok(found.collect())
}

/// What stands before a passage and after it in the paragraphs in which it begins and ends.
fn context(index: &TextIndex<'_>, blocks: &[Block], span: Span) -> (String, String) {
    let opening = blocks.get(blocks.partition_point(|block| block.span.end <= span.start));
    let closing = blocks.get(blocks.partition_point(|block| block.span.end < span.end));
    let start = opening.map_or(0, |block| block.body.start.0).max(span.start.0.saturating_sub(CONTEXT));
    let end = closing.map_or(0, |block| block.body.end.0).min(span.end.0.saturating_add(CONTEXT));
    let whole = |start: u32, end: u32| {
        let span = snap_outward(index, Span { start: CodePoint(start), end: CodePoint(end) });
        index.slice(span).unwrap_or_default().to_owned()
    };
    let before = if start < span.start.0 { whole(start, span.start.0) } else { String::new() };
    let after = if end > span.end.0 { whole(span.end.0, end) } else { String::new() };
    (before, after)
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
