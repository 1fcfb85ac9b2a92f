//! Which label-shaped openings are speakers' labels, decided over the whole text.
//!
//! A label counts when it recurs or stands in a clear alternation with another; words that name nobody (`注:`) never
//! count. Whether two labels mean one person is [`super::aliases`]'s business.

use super::{
    aliases,
    given::Given,
    labels::{Form, Label},
    lines::Line,
    nobody,
    parts::{self, Part},
    words,
};
use std::collections::HashMap;

/// Who opens which line.
#[derive(Debug)]
pub(super) struct Casting {
    /// The labels that count, as [`key`] folds them.
    pub(super) names: Vec<String>,
    /// For each line the index of the name whose label opens it.
    pub(super) of_line: Vec<Option<usize>>,
}

/// What is compared of a label: without brackets, and without the number of a question.
pub(super) fn key(name: &str) -> String {
    let folded = words::fold(words::without_brackets(name));
    parts::numbered_question(&folded).map_or(folded, str::to_owned)
}

/// One label as it occurs over the text.
struct Name {
    key: String,
    is_nobody: bool,
    is_person_like: bool,
    part: Option<Part>,
    closed: usize,
    bare: usize,
    in_headings: usize,
    has_time: bool,
}

/// Decides which of `labels`, one for each line, count; those that are given do.
pub(super) fn cast(text: &str, lines: &[Line], labels: &[Option<Label>], given: &[Given]) -> Casting {
    let (names, of_line) = collect(text, labels);
    let mut counts = recurring(&names);
    accept_alternating(text, lines, labels, &names, &of_line, &mut counts);
    for (name, _) in of_line.iter().zip(given).filter(|(_, given)| given.is_labelled) {
        if let Some(name) = name {
            counts[*name] = true;
        }
    }
    let is_label = |line: usize, name: usize| {
        let Some(label) = &labels[line] else { return false };
        // "## 林美：開店" heads a section unless the labels are set that way.
        let is_heading_with_title = label.form == Form::Heading && !label.is_alone();
        counts[name] && !(is_heading_with_title && names[name].in_headings * 2 < names[name].closed)
    };
    let of_line = of_line
        .into_iter()
        .enumerate()
        .map(|(line, name)| name.filter(|name| is_label(line, *name)))
        .collect();
    Casting { names: names.into_iter().map(|name| name.key).collect(), of_line }
}

fn collect(text: &str, labels: &[Option<Label>]) -> (Vec<Name>, Vec<Option<usize>>) {
    let mut names: Vec<Name> = Vec::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut of_line = Vec::with_capacity(labels.len());
    for label in labels {
        let id = label.as_ref().map(|label| {
            let spelled = &text[label.name.clone()];
            let key = key(spelled);
            let id = *ids.entry(key).or_insert_with_key(|key| {
                names.push(Name::new(key, spelled));
                names.len() - 1
            });
            let name = &mut names[id];
            // A time is as good as a colon.
            let is_closed = label.has_colon || label.time.is_some();
            name.closed += usize::from(is_closed);
            name.bare += usize::from(!is_closed);
            name.in_headings += usize::from(label.form == Form::Heading);
            name.has_time |= label.time.is_some();
            id
        });
        of_line.push(id);
    }
    (names, of_line)
}

impl Name {
    fn new(key: &str, spelled: &str) -> Self {
        Self {
            key: key.to_owned(),
            is_nobody: nobody::is_nobody(key),
            is_person_like: words::is_person_like(spelled),
            part: parts::part(key),
            closed: 0,
            bare: 0,
            in_headings: 0,
            has_time: false,
        }
    }

    const fn occurrences(&self) -> usize {
        self.closed + self.bare
    }

    /// Whether its labels are set apart by more than a colon: a heading's marks or a time.
    const fn is_set_apart(&self) -> bool {
        self.in_headings > 0 || self.has_time
    }
}

/// The names that recur.
fn recurring(names: &[Name]) -> Vec<bool> {
    // Labels without colon are headings or bold lines too, unless most of them come again and again.
    let recurs_bare = |name: &Name| !name.is_nobody && name.bare >= 2;
    let bare: usize = names.iter().map(|name| name.bare).sum();
    let bare_recurring: usize = names.iter().filter(|name| recurs_bare(name)).map(|name| name.bare).sum();
    let has_bare_cast = names.iter().filter(|name| recurs_bare(name)).count() >= 2
        && bare >= 4
        && bare_recurring * 10 >= bare * 6;
    names
        .iter()
        .map(|name| {
            let is_phrase = !name.is_set_apart() && words::is_phrase(&name.key);
            let recurs = name.closed >= 2
                || (name.closed >= 1 && name.occurrences() >= 2)
                || (has_bare_cast && recurs_bare(name));
            recurs && !name.is_nobody && !is_phrase
        })
        .collect()
}

/// Adds the names that occur once and yet clearly speak.
fn accept_alternating(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
    names: &[Name],
    of_line: &[Option<usize>],
    counts: &mut [bool],
) {
    let recur = counts.to_vec();
    let any_recurs = recur.contains(&true);
    let single = |id: usize| !recur[id] && !names[id].is_nobody && names[id].closed == 1;
    let singles: Vec<usize> = (0..names.len()).filter(|id| single(*id)).collect();
    let plays = |part| singles.iter().any(|id| names[*id].part == Some(part));
    let has_both_parts = plays(Part::Asks) && plays(Part::Answers);
    let is_set_apart = (0..names.len()).any(|id| recur[id] && names[id].is_set_apart());
    let apart = singles.iter().filter(|id| names[**id].is_set_apart()).count();
    for id in singles.iter().copied() {
        let name = &names[id];
        let has_part = name.part.is_some() && (any_recurs || has_both_parts);
        let looks_like_others = name.is_set_apart() && name.is_person_like && (is_set_apart || apart >= 2);
        counts[id] = has_part || looks_like_others;
    }
    let sequence: Vec<(usize, usize)> = of_line
        .iter()
        .enumerate()
        .filter_map(|(line, name)| name.filter(|name| recur[*name] || single(*name)).map(|name| (line, name)))
        .collect();
    accept_between(names, &sequence, &recur, counts);
    let speaking = (0..names.len()).filter(|id| counts[*id]).map(|id| names[id].key.as_str());
    let relatives = aliases::Relatives::new(speaking);
    for id in singles {
        counts[id] |= relatives.has(&names[id].key);
    }
    if !counts.contains(&true) {
        accept_pair(text, lines, labels, names, &sequence, counts);
    }
}

/// A single label between two turns of one speaker, in a text where speakers otherwise alternate.
fn accept_between(names: &[Name], sequence: &[(usize, usize)], recur: &[bool], counts: &mut [bool]) {
    let speaking: Vec<usize> = (0..sequence.len()).filter(|at| recur[sequence[*at].1]).collect();
    let pairs = speaking.len().saturating_sub(1);
    let is_same = |pair: &[usize]| sequence[pair[0]].1 == sequence[pair[1]].1;
    let doubles = speaking.windows(2).filter(|pair| is_same(pair) && pair[1] == pair[0] + 1).count();
    if doubles * 5 > pairs {
        return;
    }
    for pair in speaking.windows(2) {
        if is_same(pair) && pair[1] == pair[0] + 2 {
            let between = sequence[pair[0] + 1].1;
            counts[between] |= names[between].is_person_like;
        }
    }
}

/// Two labels in the whole text, the first asking the second.
fn accept_pair(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
    names: &[Name],
    sequence: &[(usize, usize)],
    counts: &mut [bool],
) {
    let [(first_line, first), (second_line, second)] = *sequence else { return };
    let asks = |line: usize| lines[line].read(text).ends_with(['?', '？']);
    let is_last_alone = labels[second_line].as_ref().is_some_and(Label::is_alone);
    let says_nothing = is_last_alone && second_line + 1 == lines.len();
    let is_exchange =
        first_line < second_line && asks(second_line - 1) && !asks(second_line) && !says_nothing;
    if is_exchange && names[first].is_person_like && names[second].is_person_like {
        counts[first] = true;
        counts[second] = true;
    }
}
