//! Whether a paragraph is between what stood beside it.

use crate::reanchor::Reanchoring;
use crate::reanchor::map::SUPPORT;
use crate::selector::CONTEXT;
use crate::units::{CodePoint, Span, TextIndex};

impl Reanchoring<'_> {
    /// Whether what stood before an old paragraph and what stood behind it are before and behind a new one.
    pub(super) fn is_in_place(&self, old: Span, new: Span) -> bool {
        self.is_after_the_same(old, new) && self.is_before_the_same(old, new)
    }

    /// Whether either is.
    pub(super) fn is_beside(&self, old: Span, new: Span) -> bool {
        self.is_after_the_same(old, new) || self.is_before_the_same(old, new)
    }

    /// Whether what stood before an old paragraph ends where a new one begins; before the first one nothing stands.
    fn is_after_the_same(&self, old: Span, new: Span) -> bool {
        let before = before_of(old);
        if before.is_empty() {
            return new.start == CodePoint(0);
        }
        self.lead_to(before).is_some_and(|there| there.end == new.start)
            && self.is_from_old(before_of(new), before)
    }

    /// The same behind it.
    fn is_before_the_same(&self, old: Span, new: Span) -> bool {
        let behind = self.behind_of(old);
        if behind.is_empty() {
            return new.end == self.new.text.len();
        }
        self.lead_to(behind).is_some_and(|there| there.start == new.end)
            && self.is_from_old(behind_of(new, self.new.text), behind)
    }

    /// Whether what stands beside a new paragraph is what stood beside an old one. To the map its first or last words may as well
    /// be those of a paragraph that was put in between and begins or ends alike.
    fn is_from_old(&self, beside: Span, old: Span) -> bool {
        self.inserted.kept(beside) as f32 >= SUPPORT * beside.len() as f32 || self.moved(old).is_some()
    }

    /// What stands right behind an old paragraph.
    pub(super) fn behind_of(&self, old: Span) -> Span {
        behind_of(old, self.old.text)
    }

    /// Where the map leads the neighbourhood of a paragraph, if it is still there.
    pub(super) fn lead_to(&self, span: Span) -> Option<Span> {
        let is_there = !span.is_empty() && self.removed.kept(span) as f32 >= SUPPORT * span.len() as f32;
        self.mapper.carry(span).span().filter(|_| is_there).or_else(|| self.moved(span))
    }
}

/// What stands right before a paragraph.
pub(super) fn before_of(old: Span) -> Span {
    Span::new(old.start.0.saturating_sub(CONTEXT), old.start.0)
}

fn behind_of(paragraph: Span, text: &TextIndex) -> Span {
    Span::new(paragraph.end.0, paragraph.end.0.saturating_add(CONTEXT).min(text.len().0))
}
