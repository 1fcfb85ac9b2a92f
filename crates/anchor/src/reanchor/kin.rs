//! Paragraphs of one text that are like paragraphs of the other.

use rustc_hash::FxHashMap;

use crate::approximate::distance_within;
use crate::parallel;
use crate::units::Span;

/// The length of the runs by which paragraphs are found at all, and how many paragraphs may share one.
/// At 3 and 5, 688 and 692 were missed and 3 and 4 wrong.
const RUN: usize = 4;
/// At 12 and 200 every figure was the same.
const MOST_SHARING: usize = 48;
/// Paragraphs, or pairs of them, that one processor takes at a time; each takes some microseconds.
const GRAIN: usize = 64;

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
    let near = near(listed, passing, shared, nearest);
    let compared = parallel::map(&near, GRAIN, |&(one, other)| {
        let (old_at, new_at) = if is_old_listed { (one, other) } else { (other, one) };
        let (before, after) = (old[old_at], new[new_at]);
        let longer = before.0.len().max(after.0.len()) as f32;
        // The longer one may have too much of its own.
        if (before.0.len().min(after.0.len()) as f32) < alike * longer {
            return None;
        }
        // One more than there may be, since it is the likeness that decides.
        let most = ((1.0 - alike) * longer) as usize + 1;
        let distance = distance_within(before.1, after.1, most)?;
        let likeness = 1.0 - distance as f32 / longer;
        (likeness >= alike).then_some(Kin { old: old_at, new: new_at, distance, alike: likeness })
    });
    compared.into_iter().flatten().collect()
}

/// The pairs of a listed and a passing paragraph, by their indices, that share runs enough.
fn near(listed: &[Paragraph], passing: &[Paragraph], shared: f32, nearest: usize) -> Vec<(usize, usize)> {
    if listed.is_empty() {
        return Vec::new();
    }
    let sharing = Sharing::new(listed);
    let passing: Vec<(usize, &str)> = passing.iter().map(|(_, text)| *text).enumerate().collect();
    // How often each of the listed ones was met with, and which have been.
    let tools = || (vec![0_u32; listed.len()], Vec::<u32>::new());
    let near = parallel::map_with(&passing, GRAIN, tools, |(counts, seen), &(index, text)| {
        let mut all = 0_u32;
        for run in runs_of(text) {
            all += 1;
            for &other in sharing.of(run) {
                if counts[other as usize] == 0 {
                    seen.push(other);
                }
                counts[other as usize] += 1;
            }
        }
        let mut near: Vec<(u32, u32)> =
            seen.drain(..).map(|other| (std::mem::take(&mut counts[other as usize]), other)).collect();
        near.retain(|&(count, other)| {
            2.0 * count as f32 >= shared * (all + listed[other as usize].0.len()) as f32
        });
        near.sort_unstable_by(|one, other| other.cmp(one));
        near.truncate(nearest);
        near.into_iter().map(|(_, other)| (other as usize, index)).collect::<Vec<_>>()
    });
    near.into_iter().flatten().collect()
}

/// Which paragraphs have a run, for those that only a few share.
struct Sharing {
    /// Of each run where its paragraphs begin and end.
    places: FxHashMap<u64, (u32, u32)>,
    paragraphs: Vec<u32>,
}

impl Sharing {
    fn new(listed: &[Paragraph]) -> Self {
        const NOBODY: u32 = u32::MAX;
        let length: usize = listed.iter().map(|(span, _)| span.len() as usize).sum();
        let mut places: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        places.reserve(length / 2);
        // What each paragraph has, each run once; and of each run how many have it and who had it last.
        let mut entries: Vec<(u32, u32)> = Vec::with_capacity(length);
        let mut known: Vec<(u32, u32)> = Vec::new();
        for (index, (_, text)) in (0_u32..).zip(listed) {
            for run in runs_of(text) {
                let &mut (number, _) = places.entry(run).or_insert_with(|| {
                    known.push((0, NOBODY));
                    (known.len() as u32 - 1, 0)
                });
                let (count, last) = &mut known[number as usize];
                if *last != index {
                    (*count, *last) = (*count + 1, index);
                    entries.push((number, index));
                }
            }
        }
        let is_few = |count: u32| count as usize <= MOST_SHARING;
        let mut end = 0;
        let mut ends: Vec<u32> = Vec::with_capacity(known.len());
        for &(count, _) in &known {
            end += if is_few(count) { count } else { 0 };
            ends.push(end);
        }
        let mut paragraphs = vec![0; end as usize];
        let mut starts = ends.clone();
        for (number, index) in entries.into_iter().rev() {
            if is_few(known[number as usize].0) {
                let place = &mut starts[number as usize];
                *place -= 1;
                paragraphs[*place as usize] = index;
            }
        }
        for place in places.values_mut() {
            let number = place.0 as usize;
            *place = (starts[number], ends[number]);
        }
        Self { places, paragraphs }
    }

    fn of(&self, run: u64) -> &[u32] {
        let (start, end) = self.places.get(&run).copied().unwrap_or_default();
        &self.paragraphs[start as usize..end as usize]
    }
}

/// The overlapping runs of a paragraph, each as a number. That two have the same one by chance happens once in 10¹⁹ times,
/// and would make two paragraphs compared that need not be.
fn runs_of(text: &str) -> impl Iterator<Item = u64> {
    const SHIFT: u32 = 21;
    let mut last: u128 = 0;
    let numbers = text.chars().map(move |character| {
        last = (last << SHIFT | u128::from(u32::from(character))) & ((1 << (SHIFT * RUN as u32)) - 1);
        let (high, low) = ((last >> 64) as u64, last as u64);
        (low ^ high.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    });
    numbers.skip(RUN - 1)
}
