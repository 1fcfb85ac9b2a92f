//! Revisions, comparisons and reports on their way to the wire.

use crate::wire;
use vermilion_anchor::edit::Splice;
use vermilion_anchor::reanchor::{self, Outcome};
use vermilion_anchor::{Span, TextIndex, count};
use vermilion_core::annotations::Loss;
use vermilion_core::{TextChange, annotations, revisions};
use vermilion_formats::interview::{self, Block};

/// What is shown before and after a passage, in code points.
const CONTEXT: u32 = 32;

impl From<Loss> for wire::LossReason {
    fn from(loss: Loss) -> Self {
        match loss {
            Loss::Deleted => Self::Deleted,
            Loss::LookAlike => Self::LookAlike,
            Loss::Ambiguous => Self::Ambiguous,
            Loss::TooShort => Self::TooShort,
            Loss::Rewritten => Self::Rewritten,
            Loss::Undecided => Self::Undecided,
            Loss::Dismissed => Self::Dismissed,
            Loss::Mismatch => Self::Mismatch,
        }
    }
}

impl From<revisions::Revision> for wire::Revision {
    fn from(revision: revisions::Revision) -> Self {
        let revisions::Revision {
            id,
            document: _,
            number,
            created_at,
            origin,
            characters,
            inserted,
            removed,
            sitting,
        } = revision;
        Self {
            id: id.to_string(),
            number,
            created_at,
            origin: match origin {
                revisions::Origin::Import => wire::RevisionOrigin::Import,
                revisions::Origin::Edit => wire::RevisionOrigin::Edit,
                revisions::Origin::Replace => wire::RevisionOrigin::Replace,
                revisions::Origin::Update => wire::RevisionOrigin::Update,
                revisions::Origin::Restore => wire::RevisionOrigin::Restore,
            },
            characters,
            inserted,
            removed,
            sitting,
        }
    }
}

impl From<revisions::OldDocument> for wire::RevisionView {
    fn from(old: revisions::OldDocument) -> Self {
        let revisions::OldDocument { revision, text, is_damaged, blocks, speakers, annotations, orphans } =
            old;
        let speakers: Vec<wire::Speaker> = speakers.into_iter().map(Into::into).collect();
        Self {
            revision: revision.into(),
            sections: interview::sections(&TextIndex::new(&text), &blocks)
                .into_iter()
                .map(Into::into)
                .collect(),
            blocks: blocks.iter().map(|one| super::block(one, &speakers)).collect(),
            speakers,
            annotations: annotations.into_iter().map(Into::into).collect(),
            orphans: orphans.into_iter().map(Into::into).collect(),
            text: text.as_ref().to_owned(),
            is_damaged,
        }
    }
}

impl From<revisions::Hunk> for wire::Hunk {
    fn from(hunk: revisions::Hunk) -> Self {
        let revisions::Hunk { from, to, pieces } = hunk;
        let piece = |piece: revisions::Piece| wire::Piece {
            kind: match piece.kind {
                revisions::PieceKind::Same => wire::PieceKind::Same,
                revisions::PieceKind::Removed => wire::PieceKind::Removed,
                revisions::PieceKind::Inserted => wire::PieceKind::Inserted,
            },
            text: piece.text,
        };
        Self {
            from_start: from.start.0,
            from_end: from.end.0,
            to_start: to.start.0,
            to_end: to.end.0,
            pieces: pieces.into_iter().map(piece).collect(),
        }
    }
}

impl From<revisions::Comparison> for wire::RevisionComparison {
    fn from(comparison: revisions::Comparison) -> Self {
        let revisions::Comparison { from, to, inserted, removed, hunks } = comparison;
        Self {
            from: from.into(),
            to: to.into(),
            inserted,
            removed,
            hunks: hunks.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<&TextChange> for wire::TextChange {
    fn from(change: &TextChange) -> Self {
        let TextChange { document, from, to, edits } = change;
        let splice = |splice: &Splice| wire::SpliceView {
            start: splice.start.0,
            removed: count(&splice.removed),
            inserted: splice.inserted.clone(),
        };
        Self {
            document: document.to_string(),
            from: from.to_string(),
            to: to.to_string(),
            splices: edits.splices().iter().map(splice).collect(),
        }
    }
}

/// A text in which places are shown: with what stands around them, who speaks and in which section.
pub(crate) struct Shown<'t> {
    index: TextIndex<'t>,
    blocks: &'t [Block],
    sections: Vec<interview::Section>,
    names: Vec<&'t str>,
}

impl<'t> Shown<'t> {
    /// `names` are those of the speakers whose indices the blocks have.
    pub(crate) fn new(text: &'t str, blocks: &'t [Block], names: Vec<&'t str>) -> Self {
        let index = TextIndex::new(text);
        let sections = interview::sections(&index, blocks);
        Self { index, blocks, sections, names }
    }

    pub(crate) fn place(&self, span: Span) -> wire::PlaceView {
        let length = self.index.len().0;
        let (start, end) = (span.start.0.min(length), span.end.0.min(length));
        let slice = |from: u32, to: u32| self.index.slice(Span::new(from, to)).unwrap_or_default();
        // Of what stands around it the lines are shown on which it begins and ends.
        let before = slice(start.saturating_sub(CONTEXT), start).rsplit('\n').next().unwrap_or_default();
        let after = slice(end, end.saturating_add(CONTEXT).min(length));
        let after = after.split('\n').next().unwrap_or_default();
        let at = self.blocks.partition_point(|block| block.span.start <= span.start);
        let speaker =
            at.checked_sub(1).and_then(|at| self.blocks.get(at)).and_then(|block| match block.kind {
                interview::BlockKind::Turn { speaker, .. } => self.names.get(speaker).copied(),
                _ => None,
            });
        let section = interview::section_at(&self.sections, span.start).map(|at| &self.sections[at]);
        wire::PlaceView {
            start,
            end,
            before: before.to_owned(),
            text: slice(start, end.max(start)).to_owned(),
            after: after.to_owned(),
            speaker: speaker.map(str::to_owned),
            section: section.map(|section| section.title.clone()),
        }
    }

    pub(crate) fn candidate(&self, candidate: &reanchor::Candidate) -> wire::CandidateView {
        wire::CandidateView { place: self.place(candidate.span), score: candidate.score }
    }
}

/// What would become of an annotation, shown in the text of today and in the new one.
pub(crate) fn entry(entry: &revisions::Entry, old: &Shown<'_>, new: &Shown<'_>) -> wire::UpdateEntry {
    let revisions::Entry { annotation, outcome } = entry;
    let mut shown = wire::UpdateEntry {
        annotation: annotation.clone().into(),
        outcome: wire::Outcome::Kept,
        old: old.place(annotation.span),
        proposed: None,
        score: 1.0,
        candidates: Vec::new(),
        reason: None,
    };
    let mut offer = |candidates: &[reanchor::Candidate]| {
        shown.score = candidates.first().map_or(0.0, |best| best.score);
        shown.candidates = candidates.iter().map(|one| new.candidate(one)).collect();
    };
    match outcome {
        Outcome::Kept(span) => shown.proposed = Some(new.place(*span)),
        Outcome::Moved(span) => {
            shown.outcome = wire::Outcome::Moved;
            shown.proposed = Some(new.place(*span));
        }
        Outcome::Changed { span, score } => {
            shown.outcome = wire::Outcome::Changed;
            shown.proposed = Some(new.place(*span));
            shown.score = *score;
        }
        Outcome::ToConfirm { candidates } => {
            offer(candidates);
            shown.outcome = wire::Outcome::ToConfirm;
        }
        Outcome::Orphaned { reason, candidates } => {
            offer(candidates);
            shown.outcome = wire::Outcome::Orphaned;
            let reason = match annotation.state {
                annotations::State::Orphan { reason, .. } => reason,
                _ => (*reason).into(),
            };
            shown.reason = Some(reason.into());
        }
    }
    if !annotation.stands() {
        // It stood in another text than that of today.
        shown.old = wire::PlaceView {
            start: annotation.span.start.0,
            end: annotation.span.end.0,
            before: String::new(),
            text: annotation.quote.clone(),
            after: String::new(),
            speaker: None,
            section: None,
        };
    }
    shown
}
