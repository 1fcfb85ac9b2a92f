//! What was answered against the truth.

use vermilion_anchor::{Outcome, Span};

use super::Truth;

/// An answer, of whatever way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// A place, said to be the passage as it was.
    Place(Span),
    /// A place, said to be the passage with something changed.
    Changed(Span),
    /// Places that somebody has to choose from.
    Asked,
    /// No place.
    Orphaned,
}

impl From<&Outcome> for Answer {
    fn from(outcome: &Outcome) -> Answer {
        match outcome {
            Outcome::Kept(span) | Outcome::Moved(span) => Answer::Place(*span),
            Outcome::Changed { span, .. } => Answer::Changed(*span),
            Outcome::ToConfirm { .. } => Answer::Asked,
            Outcome::Orphaned { .. } => Answer::Orphaned,
        }
    }
}

/// An edge this many characters off is as good as exact: a replaced word and the one beside it cannot always be told.
const NEAR: u32 = 2;
/// A passage of which less is left has been deleted, as far as a reader is concerned, and to ask or to give up is right.
const LEFT: f64 = 0.5;

/// A passage of which more than a tenth was taken elsewhere has no one place, and to ask about it is right.
const WHOLE: f64 = 0.9;

/// How many answers of each kind there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All.
    pub all: u32,
    /// Both edges are where they belong.
    pub exact: u32,
    /// Both are within two characters of it.
    pub near: u32,
    /// Said to be changed, and it is where the passage is, but an edge is farther off; or it was torn apart, and what was put
    /// in between is inside.
    pub changed: u32,
    /// Asked.
    pub asked: u32,
    /// Given up.
    pub orphaned: u32,
    /// A place that is not the passage: nobody can tell where it is, there is none any more, or less than half of it and the place coincide, or an edge is
    /// off without a word that something changed.
    pub wrong: u32,
    /// Of those asked or given up, how many are still there.
    pub missed: u32,
}

impl Tally {
    /// Judges one answer; `is_verbatim` says whether the place has the words of the passage.
    pub fn judge(&mut self, answer: Answer, truth: &Truth, is_verbatim: bool) {
        self.all += 1;
        if truth.is_open {
            // To ask is the one right answer: a place that happens to be the passage is a guess.
            match answer {
                Answer::Asked => self.asked += 1,
                Answer::Orphaned => (self.orphaned, self.missed) = (self.orphaned + 1, self.missed + 1),
                Answer::Place(_) | Answer::Changed(_) => self.wrong += 1,
            }
            return;
        }
        let is_there = truth.span.is_some() && truth.left >= LEFT && truth.whole >= WHOLE;
        match answer {
            Answer::Asked => {
                self.asked += 1;
                self.missed += u32::from(is_there && !truth.is_doubtful);
            }
            Answer::Orphaned => {
                self.orphaned += 1;
                self.missed += u32::from(is_there);
            }
            // What was cut off where it stood is where its words are, in the copy.
            Answer::Place(_) | Answer::Changed(_) if truth.is_doubtful && truth.left < LEFT => {
                self.exact += 1;
            }
            Answer::Place(span) | Answer::Changed(span) => {
                let ways = || [truth.span, truth.own].into_iter().flatten();
                let off = ways()
                    .map(|right| right.start.0.abs_diff(span.start.0).max(right.end.0.abs_diff(span.end.0)))
                    .min();
                let shared = ways().map(|right| shared(right, span)).fold(0.0, f64::max);
                match off {
                    Some(0) => self.exact += 1,
                    Some(off) if off <= NEAR => self.near += 1,
                    // What was put in right at an edge, and begins or ends as the passage does, may be in or out.
                    Some(_) if is_verbatim && shared >= 0.5 => self.near += 1,
                    Some(_) if !matches!(answer, Answer::Changed(_)) => self.wrong += 1,
                    Some(_) if shared >= 0.5 || reaches(truth, span) => self.changed += 1,
                    _ => self.wrong += 1,
                }
            }
        }
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        self.all += other.all;
        self.exact += other.exact;
        self.near += other.near;
        self.changed += other.changed;
        self.asked += other.asked;
        self.orphaned += other.orphaned;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    /// The share that is exact or correctly marked: placed within two characters, placed and said to be changed, or asked
    /// or given up where the passage is gone.
    pub fn right(&self) -> f64 {
        f64::from(self.all - self.wrong - self.missed) / f64::from(self.all.max(1))
    }
}

/// Whether a place reaches from one piece of a passage that was torn apart to another and holds the largest: what was put
/// in between belongs to it. As everywhere an edge may be a little off: a place never ends with the line end that a piece
/// of a passage across paragraphs ends with.
fn reaches(truth: &Truth, span: Span) -> bool {
    let near = |one: u32, other: u32| one.abs_diff(other) <= NEAR;
    let holds = |piece: Span| span.start.0 <= piece.start.0 + NEAR && piece.end.0 <= span.end.0 + NEAR;
    truth.own.is_some_and(holds)
        && truth.pieces.iter().any(|piece| near(piece.start.0, span.start.0))
        && truth.pieces.iter().any(|piece| near(piece.end.0, span.end.0))
}

/// The characters that two spans share, by all that either has.
fn shared(one: Span, other: Span) -> f64 {
    let both = one.end.0.min(other.end.0).saturating_sub(one.start.0.max(other.start.0));
    f64::from(both) / f64::from(one.len() + other.len() - both)
}
