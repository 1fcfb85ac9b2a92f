//! Places for what is known by its words only.

use super::search::{Index, Place, Quote};
use super::{Candidate, Side, candidate, zone_at};
use crate::selector::TextQuoteSelector;
use crate::units::CodePoint;

/// Places for a passage that is known by its words only: an orphan that looks for its place again, or an annotation whose
/// words are not where they should be. Best first, at most `most`; `near` is where it stood, and decides between places
/// that answer equally well.
#[must_use]
pub fn candidates(
    quote: &TextQuoteSelector,
    speaker: Option<u32>,
    section: Option<u32>,
    near: Option<CodePoint>,
    side: &Side,
    most: usize,
) -> Vec<Candidate> {
    Finder::new(*side).candidates(quote, speaker, section, near, most)
}

/// A text made ready for [`candidates`] of many quotes.
pub struct Finder<'a> {
    side: Side<'a>,
    index: Index,
}

impl<'a> Finder<'a> {
    /// Makes the text ready: about 50 ms for a million characters.
    #[must_use]
    pub fn new(side: Side<'a>) -> Self {
        Self { side, index: Index::new(side.text.text()) }
    }

    /// See [`candidates`].
    #[must_use]
    pub fn candidates(
        &self,
        quote: &TextQuoteSelector,
        speaker: Option<u32>,
        section: Option<u32>,
        near: Option<CodePoint>,
        most: usize,
    ) -> Vec<Candidate> {
        let characters = |text: &str| text.chars().collect::<Vec<char>>();
        let (exact, prefix, suffix) =
            (characters(&quote.exact), characters(&quote.prefix), characters(&quote.suffix));
        let quote = Quote { exact: &exact, prefix: &prefix, suffix: &suffix, speaker, section };
        let mut places = self.index.find(&quote, &|at| zone_at(self.side.zones, at));
        if let Some(near) = near {
            let away = |place: &Place| place.span.start.0.abs_diff(near.0);
            places.sort_by(|one, other| other.score.total_cmp(&one.score).then(away(one).cmp(&away(other))));
        }
        places.truncate(most);
        let places = places.iter().map(|place| candidate(self.side.text, place));
        places.filter(|candidate| !candidate.span.is_empty()).collect()
    }
}
