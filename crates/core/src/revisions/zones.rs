//! Who speaks in which section, of the texts that passages are looked for in, and of where an annotation stood.

use super::open::blocks_at;
use crate::{
    annotations::Annotation,
    error::Result,
    ids::{DocumentId, RevisionId},
    tables::speaker::SpeakerRow,
    texts::Texts,
};
use rusqlite::Connection;
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
};
use vermilion_anchor::{CodePoint, TextIndex, reanchor::Zone};
use vermilion_formats::interview::{Block, BlockKind, sections};

/// Numbers for sections: the same heading is the same section in both texts.
#[derive(Default)]
pub(crate) struct Names(RefCell<BTreeMap<String, u32>>);

/// Who spoke where an annotation stood, as an index into the speakers of today, and in which section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stood {
    pub(crate) speaker: Option<usize>,
    pub(crate) section: Option<String>,
}

impl Names {
    /// Blocks with who speaks and the section that they are in.
    pub(crate) fn zones(
        &self,
        text: &TextIndex<'_>,
        blocks: &[Block],
        speaker_of: impl Fn(usize) -> Option<usize>,
    ) -> Vec<Zone> {
        each(text, blocks)
            .map(|(block, stood)| Zone {
                span: block.span,
                speaker: stood.speaker.and_then(&speaker_of).and_then(|speaker| u32::try_from(speaker).ok()),
                section: stood.section.map(|title| self.number(&title)),
            })
            .collect()
    }

    /// The numbers that zones of the speakers of today would have.
    pub(crate) fn stood(&self, stood: &Stood) -> (Option<u32>, Option<u32>) {
        let speaker = stood.speaker.and_then(|speaker| u32::try_from(speaker).ok());
        (speaker, stood.section.as_deref().map(|title| self.number(title)))
    }

    fn number(&self, title: &str) -> u32 {
        let mut names = self.0.borrow_mut();
        let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
        *names.entry(title.to_owned()).or_insert(next)
    }
}

impl Stood {
    /// Of each of these annotations of one document, in the text of the revision that it names. What cannot be made of that
    /// any more is not known.
    pub(crate) fn of(
        connection: &Connection,
        texts: &Texts,
        document: DocumentId,
        speakers: &[SpeakerRow],
        annotations: &[Annotation],
    ) -> Result<Vec<Self>> {
        let lineage = texts.lineage(connection, document)?;
        // By where they begin.
        let mut known: HashMap<RevisionId, BTreeMap<CodePoint, Self>> = HashMap::new();
        let mut found = Vec::with_capacity(annotations.len());
        for one in annotations {
            let blocks = match known.get(&one.revision) {
                Some(blocks) => blocks,
                None => {
                    let blocks = match (lineage.number(one.revision), texts.get(connection, one.revision)) {
                        (Some(at), Ok(text)) => {
                            let blocks = blocks_at(connection, &lineage, document, at, speakers)?;
                            let index = TextIndex::new(&text.text);
                            each(&index, &blocks).map(|(block, stood)| (block.span.start, stood)).collect()
                        }
                        _ => BTreeMap::new(),
                    };
                    known.entry(one.revision).or_insert(blocks)
                }
            };
            let stood = blocks.range(..=one.span.start).next_back().map(|(_, stood)| stood.clone());
            found.push(stood.unwrap_or_default());
        }
        Ok(found)
    }
}

/// Each block with who speaks and the innermost section that is open.
fn each<'b>(text: &TextIndex<'_>, blocks: &'b [Block]) -> impl Iterator<Item = (&'b Block, Stood)> {
    let sections = sections(text, blocks);
    let mut open: Vec<(CodePoint, String)> = Vec::new();
    let mut next = 0;
    blocks.iter().map(move |block| {
        while let Some(section) = sections.get(next).filter(|one| one.heading.start <= block.span.start) {
            open.push((section.span.end, section.title.clone()));
            next += 1;
        }
        open.retain(|(end, _)| *end > block.span.start);
        let speaker = match block.kind {
            BlockKind::Turn { speaker, .. } => Some(speaker),
            _ => None,
        };
        (block, Stood { speaker, section: open.last().map(|(_, title)| title.clone()) })
    })
}
