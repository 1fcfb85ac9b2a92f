//! Finding the heading of a section again.
//!
//! Where the text was only corrected elsewhere, or in the heading itself, the edits say exactly where it is. Where they say
//! that its words are gone (a version from outside may have moved the whole section), it is the one heading that has these
//! words, and otherwise none: a memo is never put on a section that only comes near.

use crate::{
    documents,
    error::Result,
    ids::{DocumentId, RevisionId},
    library::Snapshot,
    structure,
    tables::{correction, memo::Heading, speaker},
};
use vermilion_anchor::{
    CodePoint, Span, TextIndex, count,
    edit::{Carried, Edits},
};
use vermilion_formats::interview::sections;

/// The headings of a document, and how its text became what it is.
pub(super) struct Headings {
    /// The block of each, where its words start, and its words.
    all: Vec<(Span, String)>,
    /// The revisions in order, each with what the next ones did.
    revisions: Vec<RevisionId>,
    corrections: Vec<(RevisionId, Option<Edits>)>,
}

impl Headings {
    pub(super) fn load(snapshot: &Snapshot<'_>, document: DocumentId) -> Result<Self> {
        let revision = documents::find(snapshot.connection, document)?.revision;
        let participants = speaker::of_document(snapshot.connection, document)?;
        let blocks = structure::blocks_of(snapshot.connection, snapshot.texts(), document, &participants)?;
        let text = snapshot.text(revision)?;
        let mut corrections = Vec::new();
        correction::of_document(snapshot.connection, document, |id, edits| {
            corrections.push((id, correction::read(edits)));
            Ok(())
        })?;
        Ok(Self {
            all: sections(&TextIndex::new(&text.text), &blocks)
                .into_iter()
                .map(|section| (section.heading, section.title))
                .collect(),
            revisions: snapshot.lineage(document)?.ids().to_vec(),
            corrections,
        })
    }

    /// Where the block of a heading starts, with its words as they are.
    pub(super) fn find(&self, heading: &Heading) -> Option<(CodePoint, &str)> {
        let found = self.carry(heading).and_then(|span| {
            self.all.iter().find(|(block, _)| block.start <= span.start && span.start < block.end)
        });
        let found = found.or_else(|| {
            let mut same = self.all.iter().filter(|(_, words)| *words == heading.words);
            same.next().filter(|_| same.next().is_none())
        });
        found.map(|(block, words)| (block.start, words.as_str()))
    }

    /// Where its words are now; `None` where they are gone.
    fn carry(&self, heading: &Heading) -> Option<Span> {
        let at = self.revisions.iter().position(|revision| *revision == heading.revision)?;
        let later = self.revisions.get(at + 1..).unwrap_or_default();
        let mut span = Span::new(heading.start.0, heading.start.0.checked_add(count(&heading.words))?);
        for revision in later {
            let (_, edits) = self.corrections.iter().find(|(id, _)| id == revision)?;
            span = match edits.as_ref()?.carry(span) {
                Carried::Kept(span) => span,
                Carried::Changed(span) if !span.is_empty() => span,
                _ => return None,
            };
        }
        Some(span)
    }
}
