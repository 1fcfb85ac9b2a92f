//! Ways to find a passage again: ours, and the usual ones.

use std::collections::HashMap;

use vermilion_anchor::approximate::Pattern;
use vermilion_anchor::{Reanchoring, Side, Span, TextIndex, Zone, diff};

use super::Trial;
use super::tally::{Answer, Tally};

/// A way to find passages again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The difference first, then the search with a threshold and a lead.
    Vermilion,
    /// The same offsets in the new text.
    Offsets,
    /// The first place where the quote stands exactly.
    Quote,
    /// The quote searched approximately, up to half of its characters differing; of all matches the one whose surroundings
    /// are most alike: no threshold, no lead. So do most tools that annotate web pages.
    Best,
}

impl Way {
    /// All, ours first.
    pub const ALL: [Way; 4] = [Way::Vermilion, Way::Offsets, Way::Quote, Way::Best];

    /// Its name in the report.
    pub const fn name(self) -> &'static str {
        match self {
            Way::Vermilion => "Vermilion",
            Way::Offsets => "offsets alone",
            Way::Quote => "exact quote",
            Way::Best => "quote with context, best match",
        }
    }

    /// Answers for the first `most` annotations of a trial.
    pub fn answer(self, trial: &Trial, most: usize) -> Vec<Answer> {
        let spans = &trial.spans[..most.min(trial.spans.len())];
        match self {
            Way::Vermilion => ours(trial, spans),
            Way::Offsets => offsets(trial, spans),
            Way::Quote => exact_quotes(trial, spans),
            Way::Best => best_matches(trial, spans),
        }
    }

    /// Tries a way and judges it.
    pub fn tally(self, trial: &Trial, most: usize) -> Tally {
        let (old, new) = (TextIndex::new(&trial.old), TextIndex::new(&trial.new));
        let mut tally = Tally::default();
        for ((answer, truth), span) in
            self.answer(trial, most).into_iter().zip(&trial.truth).zip(&trial.spans)
        {
            let is_verbatim = match answer {
                Answer::Place(place) | Answer::Changed(place) => new.slice(place) == old.slice(*span),
                Answer::Asked | Answer::Orphaned => false,
            };
            tally.judge(answer, truth, is_verbatim);
        }
        tally
    }
}

fn ours(trial: &Trial, spans: &[Span]) -> Vec<Answer> {
    let mut names = HashMap::new();
    let (old_zones, new_zones) = (zones(&trial.old, &mut names), zones(&trial.new, &mut names));
    let (old, new) = (TextIndex::new(&trial.old), TextIndex::new(&trial.new));
    let difference = diff(&trial.old, &trial.new);
    let old = Side { text: &old, zones: &old_zones };
    let new = Side { text: &new, zones: &new_zones };
    let work = Reanchoring::new(old, new, &difference);
    work.outcomes(spans).iter().map(Answer::from).collect()
}

/// Who speaks where, as an import finds it in the main: a label before a colon at the beginning of a line.
fn zones(text: &str, names: &mut HashMap<String, u32>) -> Vec<Zone> {
    let mut zones = Vec::new();
    let mut at = 0;
    let mut speaker = None;
    for line in text.split_inclusive('\n') {
        let label = line.trim_start_matches(['#', ' ']).split_once(['：', ':']).map(|(label, _)| label);
        if let Some(label) = label.filter(|label| !label.is_empty() && label.chars().count() <= 12) {
            let next = names.len() as u32;
            speaker = Some(*names.entry(label.to_owned()).or_insert(next));
        }
        let end = at + line.chars().count() as u32;
        zones.push(Zone { span: Span::new(at, end), speaker, section: None });
        at = end;
    }
    zones
}

fn offsets(trial: &Trial, spans: &[Span]) -> Vec<Answer> {
    let length = trial.new.chars().count() as u32;
    let answer = |span: &Span| match span.end.0 <= length {
        true => Answer::Place(*span),
        false => Answer::Orphaned,
    };
    spans.iter().map(answer).collect()
}

fn exact_quotes(trial: &Trial, spans: &[Span]) -> Vec<Answer> {
    let (old, new) = (TextIndex::new(&trial.old), TextIndex::new(&trial.new));
    let answer = |span: &Span| {
        let quote = old.slice(*span).unwrap_or_default();
        let found = trial.new.find(quote).and_then(|at| new.span(at..at + quote.len()));
        found.map_or(Answer::Orphaned, Answer::Place)
    };
    spans.iter().map(answer).collect()
}

/// What of the context each side has to offer, and what every part of a match counts.
const CONTEXT: usize = 32;
const QUOTE: f64 = 50.0;
const SIDE: f64 = 20.0;
const PLACE: f64 = 2.0;

fn best_matches(trial: &Trial, spans: &[Span]) -> Vec<Answer> {
    let old: Vec<char> = trial.old.chars().collect();
    let new: Vec<char> = trial.new.chars().collect();
    let index = TextIndex::new(&trial.new);
    let answer = |span: &Span| {
        let (start, end) = (span.start.0 as usize, span.end.0 as usize);
        let quote = &old[start..end];
        let prefix = Pattern::new(&old[start.saturating_sub(CONTEXT)..start]);
        let suffix = Pattern::new(&old[end..(end + CONTEXT).min(old.len())]);
        let score = |from: usize, to: usize, distance: usize| {
            let before = prefix.likeness(&new[from.saturating_sub(CONTEXT)..from]);
            let after = suffix.likeness(&new[to..(to + CONTEXT).min(new.len())]);
            let quote = 1.0 - distance as f64 / quote.len() as f64;
            let away = from.abs_diff(start) as f64 / new.len() as f64;
            QUOTE * quote + SIDE * f64::from(before) + SIDE * f64::from(after) + PLACE * (1.0 - away)
        };
        let mut best: Option<(f64, usize, usize)> = None;
        let mut offer = |from: usize, to: usize, distance: usize| {
            let score = score(from, to, distance);
            if best.is_none_or(|(other, ..)| score > other) {
                best = Some((score, from, to));
            }
        };
        let words: String = quote.iter().collect();
        let mut exact = trial.new.match_indices(&words).peekable();
        if exact.peek().is_some() {
            for (byte, _) in exact {
                if let Some(found) = index.span(byte..byte + words.len()) {
                    offer(found.start.0 as usize, found.end.0 as usize, 0);
                }
            }
        } else {
            let pattern = Pattern::new(quote);
            let mut ends = Vec::new();
            let mut least = quote.len() / 2;
            // As the library for this does: only the matches with the fewest differences.
            pattern.each_end(&new, least, |end, distance| {
                if distance < least {
                    ends.clear();
                    least = distance;
                }
                if distance == least {
                    ends.push((end, distance));
                }
            });
            for (end, distance) in ends {
                offer(pattern.start_of(&new, end, distance), end, distance);
            }
        }
        match best {
            // The usual way says nothing about changes: what it finds is shown as the passage.
            Some((_, from, to)) => Answer::Place(Span::new(from as u32, to as u32)),
            None => Answer::Orphaned,
        }
    };
    spans.iter().map(answer).collect()
}
