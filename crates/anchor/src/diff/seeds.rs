//! Anchors within what paragraphs left open: runs of characters that stand once on each side.

use std::ops::Range;

use super::chain::{Run, heaviest};
use super::{align, pairs};
use crate::parallel;

/// How long the runs are, in graphemes, from the first attempt to the last. With 15 % of the characters edited a run of
/// 12 survives once in seven, one of 6 every third time; runs of 32 settle texts that are nearly the same at little cost.
const LENGTHS: [usize; 3] = [32, 12, 6];

/// Of the longest runs only every so many-th (by its content) is looked at, which takes an eighth of the time and leaves
/// more than enough where most is the same.
const SAMPLED: u64 = 8;

/// Parts with no more pairs of tokens than this are aligned at once, which is cheaper than looking for anchors.
const SMALL: usize = 40_000;

const LINE: u32 = '\n' as u32;

/// What is to be compared: tokens of both sides with the places they have in the texts.
pub(super) struct Part {
    old: Vec<u32>,
    new: Vec<u32>,
    old_places: Vec<u32>,
    new_places: Vec<u32>,
}

impl Part {
    pub(super) fn new(
        old: &[u32],
        old_ranges: &[Range<usize>],
        new: &[u32],
        new_ranges: &[Range<usize>],
    ) -> Self {
        let ids = |ids: &[u32], ranges: &[Range<usize>]| -> Vec<u32> {
            ranges.iter().flat_map(|range| ids[range.clone()].iter().copied()).collect()
        };
        let places = |ranges: &[Range<usize>]| -> Vec<u32> {
            ranges.iter().flat_map(|range| range.clone().map(|at| at as u32)).collect()
        };
        Self {
            old: ids(old, old_ranges),
            new: ids(new, new_ranges),
            old_places: places(old_ranges),
            new_places: places(new_ranges),
        }
    }
}

/// Aligns parts of two texts and enters what answers to what into `partners`.
pub(super) fn align(parts: &[Part], partners: &mut [u32]) {
    let mut large: Vec<Open> = parts.iter().map(Open::whole).collect();
    let mut small: Vec<Open> = Vec::new();
    let mut work = Work::default();
    // What one processor would be busy with while the others wait is divided first.
    while let Some(open) = large.pop() {
        if open.len() <= LARGE || open.level == LENGTHS.len() {
            small.push(open);
        } else {
            let part = open.part;
            work.step(open);
            large.append(&mut work.open);
            enter(part, work.runs.drain(..), partners);
        }
    }
    let shares = shares(small);
    let found = parallel::map_with(&shares, 1, Work::default, |work, share| {
        let aligned = share.iter().map(|open| {
            work.open.push(open.clone());
            while let Some(open) = work.open.pop() {
                work.step(open);
            }
            std::mem::take(&mut work.runs)
        });
        aligned.collect::<Vec<_>>()
    });
    for (open, runs) in shares.iter().flatten().zip(found.into_iter().flatten()) {
        enter(open.part, runs, partners);
    }
}

/// Windows of more tokens than this are divided before they are shared out.
const LARGE: usize = 1 << 15;
/// How many tokens are handed out at a time: of texts that were edited everywhere they take about half a millisecond.
const SHARE: usize = 1 << 13;

/// Windows in shares of at least so many tokens.
fn shares(windows: Vec<Open>) -> Vec<Vec<Open>> {
    let mut shares: Vec<Vec<Open>> = Vec::new();
    let mut room = 0;
    for open in windows {
        let length = open.len();
        match shares.last_mut().filter(|_| room > 0) {
            Some(share) => share.push(open),
            None => {
                shares.push(vec![open]);
                room = SHARE;
            }
        }
        room = room.saturating_sub(length);
    }
    shares
}

/// Enters runs of tokens that are the same.
fn enter(part: &Part, runs: impl IntoIterator<Item = Run>, partners: &mut [u32]) {
    for run in runs {
        for step in 0..run.length {
            let old = part.old_places[(run.old + step) as usize] as usize;
            partners[old] = part.new_places[(run.new + step) as usize];
        }
    }
}

/// What is still to be aligned.
#[derive(Clone)]
struct Open<'p> {
    part: &'p Part,
    window: Window,
    /// How many lengths of runs have been looked for.
    level: usize,
}

impl<'p> Open<'p> {
    fn whole(part: &'p Part) -> Self {
        Self { part, window: Window { old: 0..part.old.len(), new: 0..part.new.len() }, level: 0 }
    }

    fn len(&self) -> usize {
        self.window.old.len() + self.window.new.len()
    }
}

/// What one processor is at.
#[derive(Default)]
struct Work<'p> {
    open: Vec<Open<'p>>,
    runs: Vec<Run>,
    table: Table,
}

impl<'p> Work<'p> {
    /// Aligns a window, or divides it.
    fn step(&mut self, Open { part, window, level }: Open<'p>) {
        let window = part.strip(window, &mut self.runs);
        let (rows, columns) = (window.old.len(), window.new.len());
        if rows == 0 || columns == 0 {
            return;
        }
        let area = rows.saturating_mul(columns);
        if area <= SMALL || level == LENGTHS.len() {
            align::align(&part.old, &part.new, &window.old, &window.new, &mut self.runs);
            return;
        }
        // Six characters are the same by chance now and then: they say something within a line, but not which line it is.
        if level == LENGTHS.len() - 1 && part.has_lines(&window) {
            if let Some(windows) = part.lines(&window, area) {
                self.open.extend(windows.into_iter().map(|window| Open { part, window, level }));
                return;
            }
            if area <= align::MOST {
                self.open.push(Open { part, window, level: LENGTHS.len() });
                return;
            }
        }
        let anchors = part.anchors(&window, level, &mut self.table);
        let (mut old_from, mut new_from) = (window.old.start, window.new.start);
        let mut open = |old: Range<usize>, new: Range<usize>| {
            // Where one side has nothing there is nothing to align.
            if !old.is_empty() && !new.is_empty() {
                self.open.push(Open { part, window: Window { old, new }, level: level + 1 });
            }
        };
        for run in &anchors {
            open(old_from..run.old as usize, new_from..run.new as usize);
            (old_from, new_from) = ((run.old + run.length) as usize, (run.new + run.length) as usize);
        }
        open(old_from..window.old.end, new_from..window.new.end);
        self.runs.extend(anchors);
    }
}

/// Ranges of a part's tokens.
#[derive(Clone)]
struct Window {
    old: Range<usize>,
    new: Range<usize>,
}

impl Part {
    /// Enters what both sides of the window begin and end with, and leaves the rest. Where there is more than one line it
    /// is whole lines: of a paragraph and its near copy both ends would otherwise be taken from different ones.
    fn strip(&self, mut window: Window, runs: &mut Vec<Run>) -> Window {
        let (old, new) = (&self.old[window.old.clone()], &self.new[window.new.clone()]);
        let is_one_line = !self.has_lines(&window);
        let mut head = old.iter().zip(new).take_while(|(one, other)| one == other).count();
        if !is_one_line && head < old.len().min(new.len()) {
            head = old[..head].iter().rposition(|&token| token == LINE).map_or(0, |at| at + 1);
        }
        if head > 0 {
            runs.push(Run {
                old: window.old.start as u32,
                new: window.new.start as u32,
                length: head as u32,
            });
        }
        let (old, new) = (&old[head..], &new[head..]);
        let mut tail = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
        if !is_one_line && tail < old.len().min(new.len()) {
            let from = old.len() - tail;
            tail -= old[from..].iter().position(|&token| token == LINE).map_or(tail, |at| at + 1);
        }
        window.old = window.old.start + head..window.old.end - tail;
        window.new = window.new.start + head..window.new.end - tail;
        if tail > 0 {
            runs.push(Run { old: window.old.end as u32, new: window.new.end as u32, length: tail as u32 });
        }
        window
    }

    /// Whether there is more than one line on either side.
    fn has_lines(&self, window: &Window) -> bool {
        let is_many = |tokens: &[u32]| tokens.split_last().is_some_and(|(_, rest)| rest.contains(&LINE));
        is_many(&self.old[window.old.clone()]) || is_many(&self.new[window.new.clone()])
    }

    /// A window without anchors, by its lines: those that it begins and ends within, and, where what is left is too large to
    /// be aligned by characters, pairs of lines that are alike. None where that makes nothing smaller.
    fn lines(&self, window: &Window, area: usize) -> Option<Vec<Window>> {
        let (old, new) = (&self.old[window.old.clone()], &self.new[window.new.clone()]);
        let is_line = |tokens: &[u32], at: usize| at == 0 || at == tokens.len() || tokens[at - 1] == LINE;
        let is_start = is_line(&self.old, window.old.start) && is_line(&self.new, window.new.start);
        let is_end = is_line(&self.old, window.old.end) && is_line(&self.new, window.new.end);
        let parts = pairs::split(old, new, is_start, is_end).or_else(|| {
            let pairs = if area > align::MOST { pairs::pair(old, new) } else { Vec::new() };
            (!pairs.is_empty()).then_some(pairs)
        })?;
        let within = |(one, other): (Range<usize>, Range<usize>)| Window {
            old: window.old.start + one.start..window.old.start + one.end,
            new: window.new.start + other.start..window.new.start + other.end,
        };
        let is_less = |part: &Window| part.old != window.old || part.new != window.new;
        let windows: Vec<Window> = parts.into_iter().map(within).collect();
        windows.iter().all(is_less).then_some(windows)
    }

    /// The chain of runs that stand once on each side of the window, each as long as it goes.
    fn anchors(&self, window: &Window, level: usize, table: &mut Table) -> Vec<Run> {
        let length = LENGTHS[level];
        let (old, new) = (&self.old[window.old.clone()], &self.new[window.new.clone()]);
        if old.len() < length || new.len() < length {
            return Vec::new();
        }
        let sampled = if level == 0 { SAMPLED } else { 1 };
        table.clear((old.len() + new.len()) / sampled as usize);
        for (hash, at) in hashes(old, length).filter(|(hash, _)| hash % sampled == 0) {
            table.add(hash, at, Side::Old);
        }
        for (hash, at) in hashes(new, length).filter(|(hash, _)| hash % sampled == 0) {
            table.add(hash, at, Side::New);
        }
        let mut pairs = table.unique();
        pairs.retain(|&(one, other)| {
            old[one as usize..one as usize + length] == new[other as usize..other as usize + length]
        });
        pairs.sort_unstable();

        let mut runs: Vec<Run> = Vec::new();
        for (one, other) in pairs {
            // One run grows into the next on its diagonal.
            if let Some(last) = runs.last_mut()
                && one < last.old + last.length
                && i64::from(one) - i64::from(other) == i64::from(last.old) - i64::from(last.new)
            {
                last.length = one + length as u32 - last.old;
            } else {
                let end = runs.last().map_or(0, |last| last.old + last.length);
                // What the run before took is not taken again.
                let taken = end.saturating_sub(one);
                if (taken as usize) < length {
                    runs.push(Run { old: one + taken, new: other + taken, length: length as u32 - taken });
                }
            }
        }
        let chain = heaviest(&runs);
        let (old_start, new_start) = (window.old.start as u32, window.new.start as u32);
        chain
            .into_iter()
            .map(|index| runs[index])
            .map(|run| Run { old: run.old + old_start, new: run.new + new_start, length: run.length })
            .collect()
    }
}

/// The hash of each stretch of `length` tokens that lies within a line, its end included, with the place where it begins.
/// What reaches into the next line says which paragraphs are neighbours and not which they are: of two that are nearly alike
/// it would take the first, whichever is left.
fn hashes(tokens: &[u32], length: usize) -> impl Iterator<Item = (u64, u32)> {
    /// Odd, so that no factor is lost; otherwise any large number.
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let value = |token: u32| u64::from(token).wrapping_add(1).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let highest = (1..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let add = move |hash: u64, token: u32| hash.wrapping_mul(BASE).wrapping_add(value(token));
    let mut rolling = tokens[..length - 1].iter().fold(0_u64, |hash, &token| add(hash, token));
    let mut line = tokens[..length - 1].iter().rposition(|&token| token == LINE).map_or(0, |at| at + 1);
    (0..=tokens.len() - length).filter_map(move |at| {
        let last = tokens[at + length - 1];
        let hash = add(rolling, last);
        let is_within = line <= at;
        if last == LINE {
            line = at + length;
        }
        rolling = hash.wrapping_sub(value(tokens[at]).wrapping_mul(highest));
        // The high bits of the sum have seen every token; mixed down, since the table takes the low ones.
        let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        is_within.then_some((mixed ^ (mixed >> 32), at as u32))
    })
}

#[derive(Clone, Copy)]
enum Side {
    Old,
    New,
}

/// Where a hash was seen on each side.
#[derive(Clone, Copy)]
struct Slot {
    hash: u64,
    places: [u32; 2],
}

const UNSEEN: u32 = u32::MAX;
const REPEATED: u32 = u32::MAX - 1;
const EMPTY: Slot = Slot { hash: 0, places: [UNSEEN; 2] };

/// An open hash table that is used again for every window: making millions of small maps took most of the time.
#[derive(Default)]
struct Table {
    slots: Vec<Slot>,
}

impl Table {
    fn clear(&mut self, entries: usize) {
        let size = (entries * 2).next_power_of_two().max(16);
        self.slots.clear();
        self.slots.resize(size, EMPTY);
    }

    fn add(&mut self, hash: u64, at: u32, side: Side) {
        let mask = self.slots.len() - 1;
        let mut index = hash as usize & mask;
        let mut probes = 0;
        loop {
            let slot = &mut self.slots[index];
            let is_empty = slot.places == [UNSEEN; 2];
            if is_empty && matches!(side, Side::New) {
                // What the old side does not have is nobody's partner.
                return;
            }
            if is_empty || slot.hash == hash {
                slot.hash = hash;
                let place = &mut slot.places[side as usize];
                *place = if *place == UNSEEN { at } else { REPEATED };
                return;
            }
            index = (index + 1) & mask;
            probes += 1;
            if probes > mask {
                return;
            }
        }
    }

    /// The places of what was seen once on each side.
    fn unique(&self) -> Vec<(u32, u32)> {
        let is_once = |place: u32| place < REPEATED;
        self.slots
            .iter()
            .filter(|slot| is_once(slot.places[0]) && is_once(slot.places[1]))
            .map(|slot| (slot.places[0], slot.places[1]))
            .collect()
    }
}
