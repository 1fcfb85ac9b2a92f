//! Where the passages of one text stand in another.

use crate::diff::Difference;
use crate::edit::Carried;
use crate::selector::TextQuoteSelector;
use crate::units::{CodePoint, Span, TextIndex};

/// A stretch of a text that belongs to one speaker or section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Which stretch.
    pub span: Span,
    /// Whose words; the numbers are the caller's, and the same number means the same speaker in both texts.
    pub speaker: Option<u32>,
    /// In which section; as with the speakers.
    pub section: Option<u32>,
}

/// One of the two texts.
#[derive(Clone, Copy, Debug)]
pub struct Side<'t> {
    /// The text.
    pub text: &'t TextIndex<'t>,
    /// What is known about who speaks where, in the order of the text and apart from each other; may be empty.
    pub zones: &'t [Zone],
}

/// What became of a passage.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Its words were not touched; the map of the edits leads to them.
    Kept(Span),
    /// It stands elsewhere word for word, with its paragraph.
    Moved(Span),
    /// Some of it was edited.
    Changed {
        /// Where it stands now.
        span: Span,
        /// How much of it is as it was, 0 to 1.
        score: f32,
    },
    /// Something like it was found, but it takes a reader to tell whether it is the passage. Best first, never empty.
    ToConfirm {
        /// Where it may stand.
        candidates: Vec<Candidate>,
    },
    /// It is not in the new text as far as can be told.
    Orphaned {
        /// Why.
        reason: Reason,
        /// What is nearest to it, best first; may be empty.
        candidates: Vec<Candidate>,
    },
}

/// A place where a passage may stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The place.
    pub span: Span,
    /// How much speaks for it, 0 to 1.
    pub score: f32,
}

/// Why a passage has no place in the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was taken out, and nothing like it stands anywhere.
    Deleted,
    /// It was taken out; what is like it in the new text stood there before and is something else.
    LookAlike,
    /// Several places answer to it about equally well.
    Ambiguous,
    /// It is too short to be told by a part of its words.
    TooShort,
    /// Too little of it is left to be sure of.
    NotFound,
}

/// Where each of `spans` of the old text stands in the new one; in the order of `spans`.
#[must_use]
pub fn reanchor(_old: &Side, _new: &Side, difference: &Difference, spans: &[Span]) -> Vec<Outcome> {
    let mapper = difference.edits.mapper();
    let outcome = |span: &Span| match mapper.carry(*span) {
        Carried::Kept(span) => Outcome::Kept(span),
        Carried::Changed(span) => Outcome::Changed { span, score: 1.0 },
        Carried::Gone(_) => Outcome::Orphaned { reason: Reason::Deleted, candidates: Vec::new() },
    };
    spans.iter().map(outcome).collect()
}

/// Places for a passage that is known by its words only: an orphan that looks for its place again. Best first, at most
/// `most`.
#[must_use]
pub fn candidates(
    quote: &TextQuoteSelector,
    _speaker: Option<u32>,
    _section: Option<u32>,
    _near: Option<CodePoint>,
    side: &Side,
    most: usize,
) -> Vec<Candidate> {
    let places = crate::selector::find_quote(side.text, &quote.exact, None, None);
    places.into_iter().take(most).map(|span| Candidate { span, score: 1.0 }).collect()
}
