//! Making a revision: the one way to correct a text, with all that stands off from it.
//!
//! Only what the edits touch is written. Blocks and annotations that they merely move stay as they are stored and are
//! carried when they are read.

use super::{Lineage, Origin};
use crate::{
    annotations::{self, Annotation, Loss, Passage, Place, State, locate},
    documents::digest,
    error::{Error, Result},
    ids::{AnnotationId, RevisionId},
    library::Act,
    structure::Structure,
    tables::{
        annotation, block,
        correction::{self, CorrectionRow},
        document,
        revision::{self, RevisionRow},
        text_copy,
    },
    texts::Text,
};
use std::{collections::HashMap, sync::Arc};
use vermilion_anchor::{
    CodePoint, Span,
    edit::{Bias, Carried, Edits, Mapper},
};
use vermilion_formats::interview::{Block, BlockKind};

/// Corrections between two texts that are stored whole, at most. Making a text of a million characters from that many
/// took some 30 ms; writing one, which a copy costs, some 15.
const COPY_AFTER: usize = 64;

/// What becomes of an annotation, where it is not what the edits make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stands there in the new text.
    Place(Span),
    /// It stands there in the new text, and this is what became of it.
    Stand(Span, State),
    /// It is not in the new text.
    Lost(Loss),
}

/// What becomes of annotations, where it is not what the edits make of them.
pub(crate) type Fates = HashMap<AnnotationId, Fate>;

impl Structure {
    /// Makes a revision of the edits and carries blocks and annotations into it. What the blocks are in the new text may
    /// be corrected afterwards, before they are stored.
    pub(crate) fn correct(
        &mut self,
        act: &Act<'_>,
        origin: Origin,
        edits: &Edits,
        fates: &Fates,
    ) -> Result<()> {
        if !self.text.is_sound {
            return Err(Error::DamagedText { document: self.document });
        }
        let base = self.revision;
        let before = act.lineage(self.document)?;
        let broken = |_| Error::BrokenRevision { revision: base };
        let text = Arc::new(Text::new(edits.apply(&self.text.text).map_err(broken)?.into()));
        if text.text.trim().is_empty() {
            return Err(Error::NothingLeft);
        }
        let id = self.add(act, origin, edits, &text)?;
        let after = act.lineage(self.document)?;
        copy_if_far(act, self, &after, id, &text)?;
        let old = std::mem::replace(&mut self.text, text);
        self.revision = id;
        let mapper = edits.mapper();
        Carrying {
            act,
            before: &before,
            after: &after,
            base,
            old: &old,
            new: &self.text,
            edits,
            mapper: &mapper,
        }
        .annotations(self, fates)?;
        self.carry_blocks(&mapper);
        Ok(())
    }

    fn add(&self, act: &Act<'_>, origin: Origin, edits: &Edits, text: &Text) -> Result<RevisionId> {
        let id = RevisionId(act.new_id());
        let missing = || Error::NoSuchRevision { reference: self.revision.to_string() };
        let number =
            revision::find(act.connection, self.revision)?.ok_or_else(missing)?.number.saturating_add(1);
        let row = RevisionRow {
            id,
            document: self.document,
            number,
            text: "",
            characters: text.length,
            created_at: act.now(),
        };
        revision::insert(act.connection, &row)?;
        let digest = digest(&text.text);
        correction::insert(act.connection, &CorrectionRow { revision: id, origin, digest: &digest, edits })?;
        document::set_revision(act.connection, self.document, id)?;
        Ok(id)
    }

    fn carry_blocks(&mut self, mapper: &Mapper) {
        for placed in &mut self.stored_blocks {
            placed.block = placed.block.take().and_then(|block| kept(&block, mapper));
        }
        let starts: Vec<CodePoint> =
            self.blocks.iter().map(|block| mapper.carry_point(block.span.start, Bias::Before)).collect();
        let ends = starts.iter().skip(1).copied().chain([CodePoint(self.text.length)]);
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for (at, (block, end)) in self.blocks.iter().zip(ends).enumerate() {
            // Nothing is before the first one.
            let start = if at == 0 { CodePoint(0) } else { starts[at] };
            let span = Span { start, end };
            if start < end {
                blocks.push(kept(block, mapper).filter(|kept| kept.span == span).unwrap_or_else(|| {
                    let body = within(carried(block.body, mapper), span);
                    Block { span, body: self.bare(body), kind: carried_kind(&block.kind, span, mapper) }
                }));
            }
        }
        self.blocks = blocks;
    }
}

/// A block that the edits only move.
fn kept(block: &Block, mapper: &Mapper) -> Option<Block> {
    match mapper.carry(block.span) {
        Carried::Kept(span) => Some(block::shifted(block.clone(), block.span.start, span.start)),
        _ => None,
    }
}

fn carried_kind(kind: &BlockKind, span: Span, mapper: &Mapper) -> BlockKind {
    match kind {
        BlockKind::Turn { speaker, label, time } => BlockKind::Turn {
            speaker: *speaker,
            label: label.map(|label| within(carried(label, mapper), span)).filter(|label| !label.is_empty()),
            time: *time,
        },
        other => other.clone(),
    }
}

/// A part of a block that was edited: what was put in at its edges belongs to it.
fn carried(span: Span, mapper: &Mapper) -> Span {
    Span {
        start: mapper.carry_point(span.start, Bias::Before),
        end: mapper.carry_point(span.end, Bias::After),
    }
}

fn within(span: Span, outer: Span) -> Span {
    let start = span.start.clamp(outer.start, outer.end);
    Span { start, end: span.end.clamp(start, outer.end) }
}

/// Writes a copy of the text where none is near.
fn copy_if_far(
    act: &Act<'_>,
    structure: &Structure,
    lineage: &Lineage,
    id: RevisionId,
    text: &Arc<Text>,
) -> Result<()> {
    act.texts().put(id, Arc::clone(text));
    let copied = text_copy::revision(act.connection, structure.document)?;
    let whole = copied.and_then(|copied| lineage.number(copied)).unwrap_or(0);
    if lineage.newest() - whole > COPY_AFTER {
        text_copy::put(act.connection, structure.document, id, &text.text)?;
    }
    Ok(())
}

/// Carrying annotations from one text into the next.
struct Carrying<'act> {
    act: &'act Act<'act>,
    before: &'act Lineage,
    after: &'act Lineage,
    base: RevisionId,
    old: &'act Text,
    new: &'act Text,
    edits: &'act Edits,
    mapper: &'act Mapper,
}

impl Carrying<'_> {
    fn annotations(&self, structure: &Structure, fates: &Fates) -> Result<()> {
        let stored = annotation::places_of_document(self.act.connection, structure.document)?;
        let places: Vec<(RevisionId, Span)> = stored.iter().map(|one| (one.revision, one.span)).collect();
        let spans = self.before.carry_all(self.before.newest(), &places);
        let touched = Touched::by(self.edits);
        for (one, span) in stored.iter().zip(spans) {
            // One whose place is not known stays as it is, for whoever mends it.
            let Some(span) = span else { continue };
            let carried = self.mapper.carry(span);
            let fate = fates.get(&one.id);
            match fate {
                // Text that came right beside it may have made other characters of its edges.
                None if matches!(carried, Carried::Kept(kept) if !touched.reaches(span) || self.is_whole(kept)) =>
                {
                    continue;
                }
                Some(Fate::Place(_) | Fate::Stand(..)) => {}
                // Nor does one move with words that it does not quote.
                None | Some(Fate::Lost(_)) if !self.is_on_its_words(one.id, span)? => continue,
                None | Some(Fate::Lost(_)) => {}
            }
            match fate {
                None => match carried {
                    Carried::Kept(now) | Carried::Changed(now) => self.place(one.id, span, now)?,
                    Carried::Gone(_) => self.lose(one.id, span, Loss::Deleted)?,
                },
                Some(Fate::Place(now)) => match carried {
                    Carried::Kept(kept) if kept == *now && self.is_whole(kept) => {}
                    _ => self.place(one.id, span, *now)?,
                },
                Some(Fate::Stand(now, state)) => self.stand(one.id, span, *now, Some(state))?,
                Some(Fate::Lost(reason)) => self.lose(one.id, span, *reason)?,
            }
        }
        // What was an orphan may have found its passage.
        let known: std::collections::HashSet<AnnotationId> = stored.iter().map(|one| one.id).collect();
        for (id, fate) in fates.iter().filter(|(id, _)| !known.contains(id)) {
            let (now, state) = match fate {
                Fate::Place(now) => (*now, None),
                Fate::Stand(now, state) => (*now, Some(state)),
                Fate::Lost(_) => continue,
            };
            if let (Ok(passage), Some(was)) = (locate(self.new, now), self.stored(*id)?) {
                self.put(&was, passage, state)?;
            }
        }
        Ok(())
    }

    fn is_on_its_words(&self, id: AnnotationId, span: Span) -> Result<bool> {
        let stored = self.stored(id)?;
        Ok(stored.is_some_and(|one| self.old.slice(span) == Some(one.quote.as_str())))
    }

    fn is_whole(&self, span: Span) -> bool {
        locate(self.new, span).is_ok_and(|passage| passage.span == span)
    }

    fn place(&self, id: AnnotationId, was: Span, now: Span) -> Result<()> {
        self.stand(id, was, now, None)
    }

    fn stand(&self, id: AnnotationId, was: Span, now: Span, state: Option<&State>) -> Result<()> {
        match locate(self.new, now) {
            Ok(passage) => match self.stored(id)? {
                Some(stored) => self.put(&stored, passage, state),
                None => Ok(()),
            },
            // Nothing but white space is left of it.
            Err(Error::EmptySelection | Error::OutOfBounds { .. }) => self.lose(id, was, Loss::Deleted),
            Err(error) => Err(error),
        }
    }

    fn put(&self, stored: &Annotation, passage: Passage, state: Option<&State>) -> Result<()> {
        let after = stored.state.after(&stored.quote, &passage.selector.exact);
        let state = state.cloned().unwrap_or(after);
        let place = Place { revision: self.after.current(), passage, state };
        annotations::put(self.act, self.after, stored, &place, None)
    }

    fn lose(&self, id: AnnotationId, was: Span, reason: Loss) -> Result<()> {
        let Some(stored) = self.stored(id)? else { return Ok(()) };
        let passage = locate(self.old, was)?;
        let place = Place { revision: self.base, passage, state: stored.state.lost(reason) };
        annotations::put(self.act, self.after, &stored, &place, None)
    }

    fn stored(&self, id: AnnotationId) -> Result<Option<Annotation>> {
        annotation::find(self.act.connection, id)
    }
}

/// Where edits touch the text before them, their edges included.
struct Touched(Vec<(u32, u32)>);

impl Touched {
    fn by(edits: &Edits) -> Self {
        let ends = |splice: &vermilion_anchor::edit::Splice| {
            (splice.start.0, splice.start.0 + vermilion_anchor::count(&splice.removed))
        };
        Self(edits.splices().iter().map(ends).collect())
    }

    fn reaches(&self, span: Span) -> bool {
        let at = self.0.partition_point(|(_, end)| *end < span.start.0);
        self.0.get(at).is_some_and(|(start, _)| *start <= span.end.0)
    }
}
