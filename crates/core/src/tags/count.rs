//! How much each tag holds.

use super::Codebook;
use crate::{
    annotations::{self, speakers_in},
    error::Result,
    ids::TagId,
    library::{Library, Snapshot},
    structure,
    tables::{annotation_tag, speaker},
};
use std::collections::BTreeSet;
use vermilion_anchor::Span;

/// How much a tag holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Annotations, orphans included.
    pub annotations: u32,
    /// Documents that these are in.
    pub documents: u32,
    /// Participants who speak in the passages; of each document for themselves.
    pub speakers: u32,
    /// Code points that the passages cover, each once, however many passages lie on it. Orphans cover none.
    pub characters: u32,
}

/// How much a tag holds by itself, and with all that are under it: what has several of those counts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagCount {
    /// The tag.
    pub tag: TagId,
    /// What has this tag.
    pub own: Tally,
    /// What has this tag or one under it.
    pub whole: Tally,
}

/// Counts what every tag holds, in the order of the codebook.
///
/// # Errors
/// When the library cannot be read.
pub fn count(library: &Library) -> Result<Vec<TagCount>> {
    library.read(tally)
}

/// What was found of a tag in one document.
#[derive(Clone, Default)]
struct Found {
    annotations: u32,
    speakers: BTreeSet<usize>,
    spans: Vec<Span>,
}

fn tally(snapshot: &Snapshot<'_>) -> Result<Vec<TagCount>> {
    let codebook = Codebook::load(snapshot.connection)?;
    let ids: Vec<TagId> = codebook.tags().iter().map(|tag| tag.id).collect();
    let mut counts: Vec<TagCount> = ids
        .iter()
        .map(|tag| TagCount { tag: *tag, own: Tally::default(), whole: Tally::default() })
        .collect();
    // By place in the codebook, those above a tag and itself.
    let lines: Vec<Vec<usize>> =
        ids.iter().map(|id| codebook.line(*id).filter_map(|tag| codebook.place(tag.id)).collect()).collect();
    for document in annotation_tag::documents(snapshot.connection)? {
        let participants = speaker::of_document(snapshot.connection, document)?;
        let blocks = structure::blocks_of(snapshot.connection, snapshot.texts(), document, &participants)?;
        let (standing, orphans) = annotations::of_document(snapshot.connection, snapshot.texts(), document)?;
        let mut own = vec![Found::default(); ids.len()];
        let mut whole = own.clone();
        for annotation in standing.iter().chain(&orphans).filter(|one| !one.tags.is_empty()) {
            let places = annotation.tags.iter().filter_map(|tag| codebook.place(*tag));
            let mut above: BTreeSet<usize> = BTreeSet::new();
            let speakers =
                if annotation.stands() { speakers_in(&blocks, annotation.span) } else { Vec::new() };
            let span = annotation.stands().then_some(annotation.span);
            for place in places {
                own[place].add(span, &speakers);
                above.extend(&lines[place]);
            }
            above.into_iter().for_each(|place| whole[place].add(span, &speakers));
        }
        for (count, (own, whole)) in counts.iter_mut().zip(own.into_iter().zip(whole)) {
            count.own.add(own);
            count.whole.add(whole);
        }
    }
    Ok(counts)
}

impl Found {
    fn add(&mut self, span: Option<Span>, speakers: &[usize]) {
        self.annotations += 1;
        self.spans.extend(span);
        self.speakers.extend(speakers);
    }
}

impl Tally {
    fn add(&mut self, mut found: Found) {
        let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        self.annotations += found.annotations;
        self.documents += u32::from(found.annotations > 0);
        self.speakers += size(found.speakers.len());
        found.spans.sort_unstable_by_key(|span| (span.start, span.end));
        let mut end = 0;
        for span in found.spans {
            let from = span.start.0.max(end);
            self.characters = self.characters.saturating_add(span.end.0.saturating_sub(from));
            end = end.max(span.end.0);
        }
    }
}
