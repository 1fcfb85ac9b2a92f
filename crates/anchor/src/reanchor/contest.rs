//! Paragraphs whose place somebody else claims with as good a right.
//!
//! When a paragraph comes twice, nearly alike, and one of the two is new or gone, the comparison lays the old one on one of
//! them; with a few typos mended besides it may be the wrong one. Where the other is as near, nobody can tell, and the
//! passages within have to be asked about.

use super::Reanchoring;
use super::kin::{self, Kin, Paragraph};
use crate::approximate::distance;
use crate::diff::diff;
use crate::edit::Mapper;
use crate::units::Span;

/// A paragraph has to be nearer to where it was laid than to any other, by one character, and by two where so many or more
/// were edited: one of those may be in the very word that makes the difference. (Three for twice as many, and so on, asked
/// about 4 % of all passages where a twentieth of long paragraphs has a copy and 15 % of the characters are edited, and found
/// nothing more.)
const NOISE: usize = 24;
/// A paragraph of which less than this is mapped may have been divided between two that are alike.
const DIVIDED: f32 = 0.7;
/// Pairs that share fewer of their runs than this are not compared; those that are less alike are no rivals.
const SHARED: f32 = 0.4;
/// How many of the nearest are compared.
const NEAREST: usize = 2;
const ALIKE: f32 = 0.6;

/// A contested paragraph of the old text.
pub(super) struct Contest {
    pub(super) from: Span,
    /// Where else it may be, and what carries there, counted from both starts; none where what contests it is another
    /// paragraph of the old text.
    pub(super) rival: Option<(Span, Mapper)>,
}

/// The contests, in the order of the old text.
pub(super) fn find(work: &Reanchoring) -> Vec<Contest> {
    let mut contests = Vec::new();
    let new_strangers = work.mapped_less(false, DIVIDED);
    if !new_strangers.is_empty() {
        let old = work.mapped_at_least(true);
        for pair in kin::find(&old, &new_strangers, SHARED, NEAREST, ALIKE) {
            let (from, to) = (old[pair.old].0, new_strangers[pair.new].0);
            let Some(image) = work.image(from) else { continue };
            // Where the image reaches over what is like the paragraph, it was divided between the two.
            let is_divided = image.0.overlaps(to) && image.0 != to;
            if is_divided || image.0 != to && is_close(&pair, old[pair.old], image) {
                let edits = diff(old[pair.old].1, new_strangers[pair.new].1).edits;
                contests.push(Contest { from, rival: Some((to, edits.mapper())) });
            }
        }
    }
    let old_strangers = work.mapped_less(true, DIVIDED);
    if !old_strangers.is_empty() {
        let new = work.mapped_at_least(false);
        for pair in kin::find(&old_strangers, &new, SHARED, NEAREST, ALIKE) {
            let stranger = old_strangers[pair.old].0;
            let Some(origin) = work.origin(new[pair.new].0) else { continue };
            let is_divided = origin.0.overlaps(stranger) && origin.0 != stranger;
            if is_divided || origin.0 != stranger && is_close(&pair, origin, new[pair.new]) {
                contests.push(Contest { from: origin.0, rival: None });
                contests.push(Contest { from: stranger, rival: None });
            }
        }
    }
    contests.sort_by_key(|contest| contest.from.start);
    contests
}

/// Whether the pair is as near as the old paragraph is to its image. One that is there unchanged is not contested.
fn is_close(pair: &Kin, old: Paragraph, image: Paragraph) -> bool {
    let own = distance(old.1, image.1);
    own > 0 && pair.distance <= own + usize::from(own >= NOISE)
}
