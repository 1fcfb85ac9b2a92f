//! The structure of a document in memory: loaded, edited, and stored again where it differs.

use crate::{
    documents,
    error::{Error, Result},
    ids::{DocumentId, RevisionId, SpeakerId},
    library::Act,
    revisions::Lineage,
    speakers::{COLOURS, colour_at},
    structure::is_cover,
    tables::{
        block::{self, StoredBlock},
        memo,
        speaker::{self, SpeakerRow},
    },
    texts::{Text, Texts, shift},
};
use rusqlite::Connection;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::{Block, BlockKind, LabelAt, Role, label_at_line};

/// Blocks and speakers of a document's current revision.
pub(crate) struct Structure {
    pub(crate) document: DocumentId,
    /// The current revision: what is written counts in its text.
    pub(crate) revision: RevisionId,
    pub(crate) text: Arc<Text>,
    /// What is stored, in the order of the text.
    pub(crate) stored_blocks: Vec<PlacedBlock>,
    stored_speakers: Vec<SpeakerRow>,
    /// Back to back over the text; a turn's speaker is an index into `speakers`.
    pub(crate) blocks: Vec<Block>,
    /// In their order.
    pub(crate) speakers: Vec<SpeakerRow>,
}

/// A stored block with its place in the current text.
#[derive(Clone, Debug)]
pub(crate) struct PlacedBlock {
    /// The revision that wrote it.
    pub(crate) revision: RevisionId,
    /// Where it starts there.
    pub(crate) start: CodePoint,
    /// The block in the current text; `None` where the text it was about is no longer as it was.
    pub(crate) block: Option<Block>,
}

/// The blocks of a document that hold in the revision at `to`, as they are stored and as they stand there, in the order
/// of that text.
pub(crate) fn place_blocks(lineage: &Lineage, to: usize, stored: Vec<StoredBlock>) -> Vec<PlacedBlock> {
    let places: Vec<(RevisionId, Span)> = stored.iter().map(|one| (one.revision, one.block.span)).collect();
    let mut placed: Vec<PlacedBlock> = stored
        .into_iter()
        .zip(lineage.carry_all(to, &places))
        .map(|(StoredBlock { revision, block, .. }, span)| PlacedBlock {
            revision,
            start: block.span.start,
            block: span.map(|span| {
                let from = block.span.start;
                block::shifted(block, from, span.start)
            }),
        })
        .collect();
    placed.sort_by_key(|one| one.block.as_ref().map(|block| block.span.start));
    placed
}

/// The blocks of a document's current revision. A turn's speaker is an index into `speakers`.
pub(crate) fn blocks_of(
    connection: &Connection,
    texts: &Texts,
    document: DocumentId,
    speakers: &[SpeakerRow],
) -> Result<Vec<Block>> {
    let lineage = texts.lineage(connection, document)?;
    let stored = block::of_document(connection, document, speakers, false)?;
    let placed = place_blocks(&lineage, lineage.newest(), stored);
    Ok(placed.into_iter().filter_map(|one| one.block).collect())
}

impl Structure {
    pub(crate) fn load(act: &Act<'_>, document: DocumentId) -> Result<Self> {
        let revision = documents::find(act.connection, document)?.revision;
        let text = act.text(revision)?;
        let speakers = speaker::of_document(act.connection, document)?;
        let stored = block::of_document(act.connection, document, &speakers, false)?;
        let lineage = act.lineage(document)?;
        let stored_blocks = place_blocks(&lineage, lineage.newest(), stored);
        Ok(Self {
            document,
            revision,
            text,
            blocks: stored_blocks.iter().filter_map(|one| one.block.clone()).collect(),
            stored_blocks,
            stored_speakers: speakers.clone(),
            speakers,
        })
    }

    /// Writes what is different from what was loaded.
    pub(crate) fn store(self, act: &Act<'_>) -> Result<()> {
        if !is_cover(&self.blocks, self.text.length, self.speakers.len()) {
            return Err(Error::BrokenStructure);
        }
        let connection = act.connection;
        let before: BTreeMap<SpeakerId, &SpeakerRow> =
            self.stored_speakers.iter().map(|row| (row.id, row)).collect();
        let after: BTreeMap<SpeakerId, &SpeakerRow> = self.speakers.iter().map(|row| (row.id, row)).collect();
        // Labels that go, before those that come: one that changes hands is both.
        for row in &self.stored_speakers {
            for alias in &row.aliases {
                if !after.get(&row.id).is_some_and(|kept| kept.aliases.contains(alias)) {
                    speaker::delete_alias(connection, self.document, alias)?;
                }
            }
        }
        for row in &self.speakers {
            match before.get(&row.id) {
                None => speaker::insert(connection, self.document, row)?,
                Some(stored) => {
                    if *stored != row {
                        speaker::update(connection, row)?;
                    }
                    for alias in row.aliases.difference(&stored.aliases) {
                        speaker::insert_alias(connection, self.document, row.id, alias)?;
                    }
                }
            }
        }
        self.store_blocks(act)?;
        for row in &self.stored_speakers {
            if !after.contains_key(&row.id) {
                block::give(connection, row.id, None)?;
                memo::give_speaker(connection, row.id, None)?;
                speaker::delete(connection, row.id)?;
            }
        }
        Ok(())
    }

    fn store_blocks(&self, act: &Act<'_>) -> Result<()> {
        // Indices into two lists of speakers do not compare; ids do.
        let said_by = |block: &Block, speakers: &[SpeakerRow]| match block.kind {
            BlockKind::Turn { speaker, .. } => speakers.get(speaker).map(|row| row.id),
            _ => None,
        };
        let before: BTreeMap<CodePoint, (&PlacedBlock, &Block)> = self
            .stored_blocks
            .iter()
            .filter_map(|one| one.block.as_ref().map(|block| (block.span.start, (one, block))))
            .collect();
        let mut kept = BTreeSet::new();
        let mut written = Vec::new();
        for block in &self.blocks {
            match before.get(&block.span.start) {
                Some((placed, stored))
                    if said_by(stored, &self.stored_speakers) == said_by(block, &self.speakers)
                        && is_same_but_for_index(stored, block) =>
                {
                    kept.insert((placed.revision, placed.start));
                }
                _ => written.push(block),
            }
        }
        let starts: BTreeSet<CodePoint> = written.iter().map(|block| block.span.start).collect();
        // What goes, before what comes: of two blocks of this revision that start at one place, one is another's.
        for placed in &self.stored_blocks {
            if kept.contains(&(placed.revision, placed.start)) {
                continue;
            }
            if placed.revision != self.revision {
                block::end(act.connection, placed.revision, placed.start, self.revision)?;
            } else if !starts.contains(&placed.start) {
                block::delete(act.connection, placed.revision, placed.start)?;
            }
        }
        for block in written {
            block::put(act.connection, self.revision, block, &self.speakers)?;
        }
        Ok(())
    }

    /// Where the block stands that starts at this code point.
    pub(crate) fn block(&self, start: CodePoint) -> Result<usize> {
        self.blocks
            .binary_search_by_key(&start, |block| block.span.start)
            .map_err(|_| Error::NoSuchBlock { start })
    }

    /// Where the speaker with this id stands.
    pub(crate) fn speaker(&self, speaker: SpeakerId) -> Result<usize> {
        self.speakers.iter().position(|row| row.id == speaker).ok_or(Error::NoSuchSpeaker { speaker })
    }

    /// The speaker of this label or name, added to the end where there is none.
    pub(super) fn speaker_called(&mut self, act: &Act<'_>, name: &str) -> usize {
        let known = self.speakers.iter().position(|row| row.aliases.contains(name));
        let named = || self.speakers.iter().position(|row| row.name == name);
        let at = known.or_else(named).unwrap_or_else(|| {
            let position = self.speakers.iter().map(|row| row.position + 1).max().unwrap_or_default();
            let is_free = |colour: &u8| self.speakers.iter().all(|row| row.colour != *colour);
            let colour = (0..COLOURS).find(is_free).unwrap_or(colour_at(position));
            self.speakers.push(SpeakerRow {
                id: SpeakerId(act.new_id()),
                position,
                name: name.to_owned(),
                role: Role::Other,
                colour,
                aliases: BTreeSet::new(),
            });
            self.speakers.len() - 1
        });
        self.speakers[at].aliases.insert(name.to_owned());
        at
    }

    /// Takes a speaker out who says nothing any more.
    pub(crate) fn remove_speaker(&mut self, at: usize) {
        self.speakers.remove(at);
        for block in &mut self.blocks {
            if let BlockKind::Turn { speaker, .. } = &mut block.kind
                && *speaker > at
            {
                *speaker -= 1;
            }
        }
    }

    /// Whether any block is said by this speaker.
    pub(crate) fn speaks(&self, at: usize) -> bool {
        self.blocks.iter().any(|block| matches!(block.kind, BlockKind::Turn { speaker, .. } if speaker == at))
    }

    /// Who was speaking before this block.
    pub(crate) fn speaker_before(&self, at: usize) -> Option<usize> {
        self.blocks[..at].iter().rev().find_map(|block| match block.kind {
            BlockKind::Turn { speaker, .. } => Some(speaker),
            _ => None,
        })
    }

    /// Makes the block a further paragraph of what `speaker` says, or a paragraph that nobody says; either way all that
    /// stands in it is read.
    pub(crate) fn make_plain(&mut self, at: usize, speaker: Option<usize>) {
        let body = self.bare(self.blocks[at].span);
        let block = &mut self.blocks[at];
        block.body = body;
        block.kind = continuation(speaker);
    }

    /// Gives the further paragraphs of the turn that this block opens to whoever was speaking before it: it opens no
    /// turn any more.
    pub(crate) fn release_continuations(&mut self, at: usize) {
        let BlockKind::Turn { speaker: opener, label: Some(_), .. } = self.blocks[at].kind else { return };
        let before = self.speaker_before(at);
        for block in &mut self.blocks[at + 1..] {
            match block.kind {
                BlockKind::Turn { label: Some(_), .. } => break,
                BlockKind::Turn { speaker, .. } if speaker == opener => block.kind = continuation(before),
                _ => {}
            }
        }
    }

    /// The text of a passage; empty where the passage is not inside the text.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.slice(span).unwrap_or_default()
    }

    /// A passage without white space at its ends; where nothing is left, the empty passage at its start.
    pub(crate) fn bare(&self, span: Span) -> Span {
        let text = self.slice(span);
        let kept = text.trim();
        if kept.is_empty() {
            return Span { start: span.start, end: span.start };
        }
        let before = vermilion_anchor::count(&text[..text.len() - text.trim_start().len()]);
        shift(Span::new(before, before + vermilion_anchor::count(kept)), span.start.0)
    }

    /// The first line of a block that is not blank, without its line end.
    pub(crate) fn line(&self, at: usize) -> Span {
        let span = self.blocks[at].span;
        let mut start = span.start.0;
        for line in self.slice(span).split('\n') {
            let length = vermilion_anchor::count(line);
            if !line.trim().is_empty() {
                return Span::new(start, start + length);
            }
            start += length + 1;
        }
        Span { start: span.start, end: span.start }
    }

    /// The label with which the block's first line opens, were its name a speaker. Offsets are those of the text.
    pub(crate) fn label(&self, at: usize) -> Option<LabelAt> {
        let line = self.line(at);
        let text = self.slice(line);
        // Given the line alone: finding it in the whole text would walk over the text once for every block.
        let found = label_at_line(text, Span::new(0, line.len()))?;
        Some(LabelAt {
            label: shift(found.label, line.start.0),
            body_start: CodePoint(found.body_start.0 + line.start.0),
            ..found
        })
    }
}

/// A further paragraph of what `speaker` says, or a paragraph that nobody says.
pub(crate) fn continuation(speaker: Option<usize>) -> BlockKind {
    match speaker {
        Some(speaker) => BlockKind::Turn { speaker, label: None, time: None },
        None => BlockKind::Paragraph,
    }
}

/// Whether two blocks are the same, whatever index their speaker has.
fn is_same_but_for_index(one: &Block, other: &Block) -> bool {
    let kinds = match (&one.kind, &other.kind) {
        (
            BlockKind::Turn { label: one, time: at, .. },
            BlockKind::Turn { label: other, time: other_at, .. },
        ) => one == other && at == other_at,
        (one, other) => one == other,
    };
    kinds && one.span == other.span && one.body == other.body
}
