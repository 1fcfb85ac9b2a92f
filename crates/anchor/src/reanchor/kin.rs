//! Paragraphs of one text that are like paragraphs of the other.

use rustc_hash::FxHashMap;

use crate::approximate::distance;
use crate::units::Span;

/// The length of the runs by which paragraphs are found at all, and how many paragraphs may share one.
const RUN: usize = 4;
const MOST_SHARING: usize = 48;

/// A paragraph with its words.
pub(super) type Paragraph<'t> = (Span, &'t str);

/// Two paragraphs that are alike, by their indices.
pub(super) struct Kin {
    pub(super) old: usize,
    pub(super) new: usize,
    /// How many characters have to be touched to make one into the other.
    pub(super) distance: usize,
    /// The share of the longer one that need not be touched.
    pub(super) alike: f32,
}

/// The pairs that are at least this much `alike`; only those are compared that share a part `shared` of the
/// runs of both, of each paragraph the `nearest`.
pub(super) fn find(
    old: &[Paragraph],
    new: &[Paragraph],
    shared: f32,
    nearest: usize,
    alike: f32,
) -> Vec<Kin> {
    // The fewer are listed by their runs, the others go through: phrases that come hundreds of times in a long text come a
    // few times in what is new of it.
    let is_old_listed = old.len() < new.len();
    let (listed, passing) = if is_old_listed { (old, new) } else { (new, old) };
    let mut kin = Vec::new();
    for_near(listed, passing, shared, nearest, |one, other| {
        let (old_at, new_at) = if is_old_listed { (one, other) } else { (other, one) };
        let (before, after) = (old[old_at].1, new[new_at].1);
        let (one, two) = (old[old_at].0.len() as f32, new[new_at].0.len() as f32);
        // The longer one may have too much of its own.
        if one.min(two) >= alike * one.max(two) {
            let distance = distance(before, after);
            let likeness = 1.0 - distance as f32 / one.max(two);
            if likeness >= alike {
                kin.push(Kin { old: old_at, new: new_at, distance, alike: likeness });
            }
        }
    });
    kin
}

/// Calls `each` with the indices of a listed and a passing paragraph that share runs enough.
fn for_near(
    listed: &[Paragraph],
    passing: &[Paragraph],
    shared: f32,
    nearest: usize,
    mut each: impl FnMut(usize, usize),
) {
    let mut sharing: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for (index, (_, text)) in listed.iter().enumerate() {
        for run in runs_of(text) {
            let paragraphs = sharing.entry(run).or_default();
            if paragraphs.last() != Some(&(index as u32)) && paragraphs.len() <= MOST_SHARING {
                paragraphs.push(index as u32);
            }
        }
    }
    let sizes: Vec<u32> = listed.iter().map(|(span, _)| span.len()).collect();
    let mut counts = vec![0_u32; listed.len()];
    let mut seen: Vec<u32> = Vec::new();
    for (index, (_, text)) in passing.iter().enumerate().filter(|_| !sharing.is_empty()) {
        let mut all = 0_u32;
        for run in runs_of(text) {
            all += 1;
            for &other in
                sharing.get(run).filter(|paragraphs| paragraphs.len() <= MOST_SHARING).into_iter().flatten()
            {
                if counts[other as usize] == 0 {
                    seen.push(other);
                }
                counts[other as usize] += 1;
            }
        }
        let mut near: Vec<(u32, u32)> =
            seen.drain(..).map(|other| (std::mem::take(&mut counts[other as usize]), other)).collect();
        near.retain(|&(count, other)| 2.0 * count as f32 >= shared * (all + sizes[other as usize]) as f32);
        near.sort_unstable_by(|one, other| other.cmp(one));
        for &(_, other) in near.iter().take(nearest) {
            each(other as usize, index);
        }
    }
}

/// The overlapping runs of a paragraph.
fn runs_of(text: &str) -> impl Iterator<Item = &str> {
    let ahead = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).skip(RUN);
    text.char_indices().zip(ahead).map(|((from, _), to)| &text[from..to])
}
