//! Which numbered lines head sections, and how deep each heading lies.
//!
//! `1. Speed` in an answer looks like `1. Title`. What tells them apart is the text between: sections are counted
//! through the whole interview with turns in between, the items of a list follow one another within one turn. So for
//! each kind of number the best increasing sequence is chosen whose members lie apart. Headings with Markdown's `#`
//! need no proof.

use super::headings::{Family, Heading};
use std::collections::{BTreeMap, HashMap};

/// The deepest level there is, as in Markdown and HTML.
const DEEPEST: u8 = 6;

/// A numbered line that may head a section.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    line: usize,
    number: u32,
    /// Candidates with the same place have nothing between them that would make them sections of their own.
    place: usize,
    /// Whether a turn or another heading follows at once.
    opens: bool,
    /// Whether the line before or after carries the neighbouring number: an item of a list or a table of contents.
    is_listed: bool,
}

/// The level of each line's heading, 1 for the outermost; `None` for lines that head nothing.
///
/// `headings` are the lines with the shape of one, those left out that are something else; `is_turn` says which lines a
/// speaker's label opens; `title` is how many `#` the title has.
pub(super) fn levels(headings: &[Option<Heading>], is_turn: &[bool], title: u8) -> Vec<Option<u8>> {
    let mut levels: Vec<Option<u8>> = vec![None; headings.len()];
    let marked = || {
        headings.iter().enumerate().filter_map(|(line, heading)| heading.as_ref().map(|found| (line, found)))
    };
    // The title takes `#`, so sections begin at `##`, unless they have the `#` themselves. Word processors that know no
    // title set it as a heading, and sections as those below it.
    let outermost = if marked().any(|(_, heading)| heading.hashes == 1) { 0 } else { title.max(1) };
    for (line, heading) in marked().filter(|(_, heading)| heading.hashes > 0) {
        levels[line] = Some(heading.hashes.saturating_sub(outermost).max(1));
    }
    let has_turns = is_turn.contains(&true);
    let mut accepted: Vec<(Family, Vec<usize>)> = Vec::new();
    for (family, candidates) in families(headings, is_turn) {
        let lines = sections(family, &candidates, &levels, has_turns);
        for line in &lines {
            // Until the order of the kinds is known; it already divides the kinds that follow.
            levels[*line] = Some(DEEPEST);
        }
        if !lines.is_empty() {
            accepted.push((family, lines));
        }
    }
    accepted.sort_by_key(|(family, lines)| ((*family).min(Family::Chinese), lines[0]));
    let is_marked = |line: &usize| headings[*line].as_ref().is_some_and(|heading| heading.hashes > 0);
    let first = accepted.first().map_or(0, |(_, lines)| lines[0]);
    let outer = (0..first).rev().find(is_marked).and_then(|line| levels[line]);
    for (level, (_, lines)) in (outer.unwrap_or(0).saturating_add(1)..).zip(accepted) {
        for line in lines {
            levels[line] = Some(level.min(DEEPEST));
        }
    }
    levels
}

/// The candidates of each kind of number, kinds in the order in which they first occur.
fn families(headings: &[Option<Heading>], is_turn: &[bool]) -> Vec<(Family, Vec<Candidate>)> {
    let filled: Vec<char> = headings
        .iter()
        .flatten()
        .filter_map(|heading| match heading.family {
            Some(Family::Arabic(separator, true)) if heading.hashes == 0 => Some(separator),
            _ => None,
        })
        .take(1)
        .collect();
    let mut families: Vec<(Family, Vec<Candidate>)> = Vec::new();
    let mut index: HashMap<Family, usize> = HashMap::new();
    let mut place = 0;
    let mut has_turn = false;
    for (line, heading) in headings.iter().enumerate() {
        // Before the first turn any line of text lies between; afterwards only a new turn does.
        let divides = is_turn[line] || (!has_turn && heading.is_none());
        place += usize::from(divides);
        has_turn |= is_turn[line];
        let Some(Heading { hashes: 0, family: Some(family), number: Some(number), .. }) = heading else {
            continue;
        };
        let family = match *family {
            // 10. continues 09.
            Family::Arabic(separator, false) if *number >= 10 && filled.contains(&separator) => {
                Family::Arabic(separator, true)
            }
            family => family,
        };
        let opens = line + 1 < headings.len() && (is_turn[line + 1] || headings[line + 1].is_some());
        let at = *index.entry(family).or_insert_with(|| {
            families.push((family, Vec::new()));
            families.len() - 1
        });
        let earlier = &mut families[at].1;
        let is_listed =
            earlier.last().is_some_and(|last| last.line + 1 == line && last.number + 1 == *number);
        if let Some(last) = earlier.last_mut().filter(|_| is_listed) {
            last.is_listed = true;
        }
        earlier.push(Candidate { line, number: *number, place, opens, is_listed });
    }
    families
}

/// The lines of `candidates` that head sections: one sequence through the text, or one in each section of the levels
/// found so far, whichever explains more.
fn sections(family: Family, candidates: &[Candidate], levels: &[Option<u8>], has_turns: bool) -> Vec<usize> {
    let whole = sequence(family, candidates, has_turns);
    let mut divided = Vec::new();
    let mut rest = candidates;
    while let Some(first) = rest.first() {
        let end = (first.line + 1..levels.len()).find(|line| levels[*line].is_some()).unwrap_or(levels.len());
        let (inside, after) = rest.split_at(rest.partition_point(|candidate| candidate.line < end));
        let found = sequence(family, inside, has_turns);
        if found.first().is_some_and(|first| first.number <= 1) {
            divided.extend(found);
        }
        rest = after;
    }
    let best = if divided.len() > whole.len() { divided } else { whole };
    best.into_iter().map(|candidate| candidate.line).collect()
}

/// The best increasing sequence among `candidates` whose members lie apart; empty where there is none to believe.
fn sequence(family: Family, candidates: &[Candidate], has_turns: bool) -> Vec<Candidate> {
    let candidates: Vec<Candidate> =
        candidates.iter().copied().filter(|candidate| !candidate.is_listed).collect();
    let chain = fill_gaps(longest(&candidates), &candidates);
    let is_weak = matches!(family, Family::Arabic(_, false) | Family::ArabicBracketed);
    let opening = chain.iter().filter(|candidate| candidate.opens).count();
    let is_believable = match chain.len() {
        0 => false,
        1 => family <= Family::Section,
        length => !(is_weak && has_turns) || opening * 2 >= length,
    };
    if is_believable { chain } else { Vec::new() }
}

/// The sequence with the best score. One number may be missing between two members, but each step from one place to a
/// later one; so the best sequence ending in each number is enough to know.
fn longest(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut best: BTreeMap<u32, (i32, usize)> = BTreeMap::new();
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    let mut end: Option<(i32, usize)> = None;
    let mut at = 0;
    for group in candidates.chunk_by(|one, other| one.place == other.place) {
        let mut found = Vec::with_capacity(group.len());
        for (offset, candidate) in group.iter().enumerate() {
            // Of several in one place at most the last can head a section, and then a turn follows it.
            if group.len() > 1 && !candidate.opens {
                continue;
            }
            let own = if candidate.opens { 4 } else { 2 };
            let start = (own + if candidate.number <= 1 { 2 } else { 0 }, None);
            let step = |back: u32, cost: i32| {
                let number = candidate.number.checked_sub(back)?;
                best.get(&number).map(|(score, index)| (score + own - cost, Some(*index)))
            };
            let (score, previous) = [Some(start), step(2, 2), step(1, 0)]
                .into_iter()
                .flatten()
                .max_by_key(|(score, _)| *score)
                .unwrap_or(start);
            before[at + offset] = previous;
            found.push((candidate.number, score, at + offset));
        }
        for (number, score, index) in found {
            let entry = best.entry(number).or_insert((score, index));
            if score > entry.0 {
                *entry = (score, index);
            }
            if end.is_none_or(|(most, _)| score > most) {
                end = Some((score, index));
            }
        }
        at += group.len();
    }
    let mut chain = Vec::new();
    let mut next = end.map(|(_, index)| index);
    while let Some(index) = next {
        chain.push(candidates[index]);
        next = before[index];
    }
    chain.reverse();
    chain
}

/// A section without a turn of its own lies in one place with its neighbour and is passed over; where its number is
/// missing and one candidate between has it, it is taken.
fn fill_gaps(chain: Vec<Candidate>, candidates: &[Candidate]) -> Vec<Candidate> {
    let mut filled: Vec<Candidate> = Vec::with_capacity(chain.len());
    for candidate in chain {
        if let Some(last) = filled.last().copied()
            && candidate.number == last.number + 2
        {
            let from = candidates.partition_point(|other| other.line <= last.line);
            let to = candidates.partition_point(|other| other.line < candidate.line);
            let mut missing = candidates[from..to].iter().filter(|other| other.number == last.number + 1);
            if let (Some(one), None) = (missing.next(), missing.next()) {
                filled.push(*one);
            }
        }
        filled.push(candidate);
    }
    filled
}
