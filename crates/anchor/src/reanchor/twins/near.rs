//! What is said twice in nearly the same words, one of which is gone, where the other was edited as well.
//!
//! As long as what is left was not touched, its words and where sentences end say which of the two it is. Once it was, the
//! comparison may find it cheaper to take out the end of the one and the beginning of the other. That nobody deletes: where a
//! whole sentence may be gone at hardly more cost, it may be either of the two.
//!
//! Where whole sentences or lines went and the one that is left was edited in the very characters that tell the two apart,
//! the map may still have taken the wrong one. With characters edited in what is left as everywhere else, 26 and 43 of 32,000
//! were wrong at 5 and 15 % (8 seeds), and none at 1 %; with typos alone 5 and 3. To ask there wherever the other one was not
//! dearer than the edits that the map says made that 3 and 12, and 1 and 3, but for each that was no longer wrong twenty
//! or more that were right were asked about; and where one of two paragraphs that are alike was deleted, which the comparison
//! of whole paragraphs tells, right fell from 99.96, 99.92 and 98.99 to 99.78, 99.47 and 98.00 %. So it is not asked.

use super::{BESIDE, Replaced, TOLD_BY, ends_sentence};
use crate::units::{Span, TextIndex};

/// Of more than this, in code points, it is not asked what is nearly like it: paragraphs are compared as a whole.
/// At 400 and 40000 every figure was the same.
const MOST: u32 = 4_000;
/// An edit that puts in or takes away more than this is not one in what is left, but where that ends.
/// At 4 and 16 every figure was the same.
const LARGE: u32 = TOLD_BY;
/// How far the offsets of the two drift apart, in code points.
/// At 4 and 16 every figure was the same.
const DRIFT: usize = 8;
/// Two that differ in more than one of so many characters are not nearly alike.
/// At 3 and 8 every figure was the same.
const APART: usize = 4;
/// How many characters more may have been edited when it was a whole sentence that went.
/// At 1 and 6 every figure was the same.
const DEARER: usize = 3;

/// How far to the left and to the right of where the map says the removal of `splices[index]` may be that of whole sentences.
pub(super) fn reach(splices: &[Replaced], index: usize, old: &TextIndex, new: &TextIndex) -> (u32, u32) {
    let splice = splices[index];
    let is_removal = splice.inserted <= LARGE && 2 * splice.inserted <= splice.removed;
    if !is_removal || !(TOLD_BY..=MOST).contains(&splice.removed) {
        return (0, 0);
    }
    let (start, end) = (splice.old, splice.old + splice.removed);
    let characters = |text: &TextIndex, from: u32, to: u32| -> Vec<char> {
        text.slice(Span::new(from, to)).unwrap_or_default().chars().collect()
    };
    // What ends as a sentence or a line does went as a whole.
    let edge = characters(old, end - 2, end);
    let next = characters(old, end, (end + 1).min(old.len().0));
    if edge.iter().any(|&last| ends(last)) || next.first().is_none_or(|&next| next == '\n') {
        return (0, 0);
    }
    let most = splice.removed + BESIDE;

    let behind = &splices[index + 1..];
    let limit = behind.iter().find(|next| next.is_large()).map_or(old.len().0, |next| next.old);
    let length = most.min(limit - end);
    let edits = behind.iter().take_while(|next| next.old + next.removed <= end + length);
    let edits: Vec<Edit> = edits.map(|next| next.edit(next.old - end)).collect();
    let to = splice.new + splice.inserted + shifted(length, &edits);
    let kept = characters(old, end, end + length);
    let right = Other {
        instead: characters(old, start, start + length),
        there: characters(new, splice.new, to.min(new.len().0)),
        put_in: splice.inserted as usize,
        edits: &edits,
    };
    let right = right.furthest(&kept, |gone, kept| begins(gone.last().copied()) && ends_all(kept.last()));

    let before = &splices[..index];
    let limit = before.iter().rfind(|last| last.is_large()).map_or(0, |last| last.old + last.removed);
    let length = most.min(start - limit);
    let edits = before.iter().rev().take_while(|last| last.old >= start - length);
    let edits: Vec<Edit> = edits.map(|last| last.edit(start - last.old - last.removed)).collect();
    let from = splice.new.saturating_sub(shifted(length, &edits));
    let reversed = |from: u32, to: u32, text: &TextIndex| {
        let mut characters = characters(text, from, to);
        characters.reverse();
        characters
    };
    // One more, which says whether something ends before it.
    let instead = reversed(end - length, end, old);
    let kept = reversed((start - length).saturating_sub(1), start, old);
    let left = Other {
        instead: instead.clone(),
        there: reversed(from, splice.new + splice.inserted, new),
        put_in: splice.inserted as usize,
        edits: &edits,
    };
    let left = left.furthest(&kept[..length as usize], |gone, before| {
        ends_all(instead.get(gone.len())) && begins(kept.get(before.len()).copied())
    });
    (left, right)
}

/// Whether a sentence or a line ends with this.
const fn ends(character: char) -> bool {
    character == '\n' || ends_sentence(character)
}

fn ends_all(character: Option<&char>) -> bool {
    character.is_some_and(|&character| ends(character))
}

/// Whether a sentence may begin behind this; nothing is the beginning of the text.
fn begins(before: Option<char>) -> bool {
    before.is_none_or(|before| ends(before) || matches!(before, ':' | '：' | '」' | '』' | '”'))
}

/// An edit in what is left, counted from where that begins.
struct Edit {
    at: u32,
    removed: u32,
    inserted: u32,
}

/// How long so much of the old text is now.
fn shifted(length: u32, edits: &[Edit]) -> u32 {
    let (removed, inserted) = edits
        .iter()
        .fold((0, 0), |(removed, inserted), edit| (removed + edit.removed, inserted + edit.inserted));
    (length + inserted).saturating_sub(removed)
}

impl Replaced {
    const fn is_large(&self) -> bool {
        self.removed > LARGE || self.inserted > LARGE
    }

    const fn edit(&self, at: u32) -> Edit {
        Edit { at, removed: self.removed, inserted: self.inserted }
    }
}

/// What went, in the place of what is left beside it; from where the two meet.
struct Other<'e> {
    instead: Vec<char>,
    /// What stands there in the new text, what was put in with the removal first.
    there: Vec<char>,
    put_in: usize,
    edits: &'e [Edit],
}

impl Other<'_> {
    /// For each place of what stands there the place of what is left that it is, and how many characters were edited before
    /// it.
    fn own(&self, length: usize) -> Vec<Option<(usize, usize)>> {
        let mut own = vec![None; self.there.len() + 1];
        let mut edits = self.edits.iter().peekable();
        let (mut edited, mut ahead) = (self.put_in, self.put_in as i64);
        for steps in 1..=length {
            while let Some(edit) = edits.next_if(|edit| (edit.at + edit.removed) as usize <= steps) {
                edited += edit.removed.max(edit.inserted) as usize;
                ahead += i64::from(edit.inserted) - i64::from(edit.removed);
            }
            let is_within = edits.peek().is_some_and(|edit| (edit.at as usize) < steps);
            let place = usize::try_from(steps as i64 + ahead).ok().and_then(|at| own.get_mut(at));
            if let Some(place) = place.filter(|_| !is_within) {
                *place = Some((steps, edited));
            }
        }
        own
    }

    /// The furthest step of what is left up to which the other may as well stand there; `is_seam` says whether what went and
    /// what is left, each up to there, are whole.
    fn furthest(&self, kept: &[char], is_seam: impl Fn(&[char], &[char]) -> bool) -> u32 {
        const FAR: usize = usize::MAX / 2;
        let own = self.own(kept.len());
        let width = self.there.len();
        let mut row: Vec<usize> = (0..=width).collect();
        let mut next_row = vec![FAR; width + 1];
        let mut furthest = 0;
        for steps in 1..=self.instead.len() {
            let first = steps.saturating_sub(DRIFT);
            let last = (steps + self.put_in + DRIFT).min(width);
            let mut is_hopeful = false;
            for at in first..=last {
                let mut cost = row[at] + 1;
                if at > 0 {
                    let is_same = self.instead[steps - 1] == self.there[at - 1];
                    cost = cost.min(row[at - 1] + usize::from(!is_same));
                    if at > first {
                        cost = cost.min(next_row[at - 1] + 1);
                    }
                }
                next_row[at] = cost;
                let Some((place, edited)) = own[at] else { continue };
                // What is taken away is longer or shorter then.
                let dearer = (cost + place).saturating_sub(edited + steps);
                is_hopeful |= dearer <= DEARER + DRIFT;
                let is_alike = cost * APART <= steps && place >= TOLD_BY as usize;
                if is_alike && dearer <= DEARER && is_seam(&self.instead[..steps], &kept[..place]) {
                    furthest = furthest.max(place);
                }
            }
            if !is_hopeful && steps > DRIFT {
                break;
            }
            // Beside the band nothing is known.
            if last < width {
                next_row[last + 1] = FAR;
            }
            if first > 0 {
                next_row[first - 1] = FAR;
            }
            std::mem::swap(&mut row, &mut next_row);
        }
        furthest as u32
    }
}
