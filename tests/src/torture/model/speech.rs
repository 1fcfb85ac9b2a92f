//! Who says what, and what a line is: what somebody says of the lines of a document.

use super::document::{Document, Kind, Line, Who, lines_of};
use std::collections::{BTreeMap, BTreeSet};
use vermilion_api::wire::{Role, SettableKind, SpeakerScope};
use vermilion_formats::interview::{self, Interview};

/// Colours in the palette of speaker colours.
const COLOURS: u8 = 8;

/// A participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::torture) struct Speaker {
    pub(super) who: Who,
    /// Rises in the order.
    place: u32,
    pub(super) name: String,
    pub(in crate::torture) labels: BTreeSet<String>,
    pub(super) role: Role,
    pub(super) colour: u8,
}

impl Speaker {
    /// Those that are found in an interview.
    pub(super) fn of(found: &Interview) -> Vec<Self> {
        let mut taken = BTreeSet::new();
        let speakers = (0..).zip(&found.speakers).map(|(at, speaker)| Self {
            who: at,
            place: at,
            name: speaker.name.clone(),
            labels: speaker.labels.iter().filter(|label| taken.insert(label.as_str())).cloned().collect(),
            role: role_of(speaker.role),
            colour: colour_at(at),
        });
        speakers.collect()
    }
}

fn role_of(role: interview::Role) -> Role {
    match role {
        interview::Role::Interviewer => Role::Interviewer,
        interview::Role::Interviewee => Role::Interviewee,
        interview::Role::Other => Role::Other,
    }
}

fn colour_at(place: u32) -> u8 {
    // Below 8.
    (place % u32::from(COLOURS)) as u8
}

/// Who speaks before a line.
fn who_before(lines: &[Line], at: usize) -> Option<Who> {
    lines[..at].iter().rev().find_map(|line| match line.kind {
        Kind::Turn { who, .. } => Some(who),
        _ => None,
    })
}

/// What a paragraph is that is cut off the end of a line.
pub(super) fn further_paragraph(lines: &[Line], at: usize) -> Kind {
    match lines[at].kind {
        Kind::Turn { who, .. } => further(Some(who)),
        Kind::Paragraph => Kind::Paragraph,
        _ => further(who_before(lines, at)),
    }
}

/// Gives the further paragraphs of a turn, of which the opening is about to be none, to who spoke before it.
pub(super) fn release(lines: &mut [Line], at: usize) {
    let (Kind::Turn { who: opener, .. }, Some(_)) = (lines[at].kind, lines[at].label) else { return };
    let heir = who_before(lines, at);
    for line in &mut lines[at + 1..] {
        match line.kind {
            Kind::Turn { .. } if line.label.is_some() => break,
            Kind::Turn { who, .. } if who == opener => line.kind = further(heir),
            _ => {}
        }
    }
}

impl Document {
    /// Makes a line one of which all is read, said by somebody or nobody.
    fn make_plain(&mut self, line: usize, who: Option<Who>) {
        let line = &mut self.lines_mut()[line];
        read_all(line);
        line.kind = further(who);
    }

    pub(super) fn set_kind(&mut self, line: usize, kind: SettableKind, level: Option<u8>) {
        let now = &self.lines()[line];
        let opens_nothing = matches!(now.kind, Kind::Paragraph | Kind::Turn { .. }) && now.label.is_none();
        if kind == SettableKind::Paragraph && opens_nothing {
            return;
        }
        release(self.lines_mut(), line);
        let kind = match kind {
            SettableKind::Title => Kind::Title,
            SettableKind::Metadata => Kind::Metadata,
            SettableKind::Heading => Kind::Heading { level: level.unwrap_or(1), number: None },
            SettableKind::Paragraph => further(who_before(self.lines(), line)),
        };
        let line = &mut self.lines_mut()[line];
        read_all(line);
        line.kind = kind;
    }

    pub(super) fn set_speaker(&mut self, line: usize, who: Option<Who>, scope: SpeakerScope) {
        let spoke = self.spoken_by(line);
        let lines = match (scope, spoke) {
            (SpeakerScope::Block, _) => line..line + 1,
            (SpeakerScope::Turn, Some(_)) => self.turn(line),
            (SpeakerScope::Turn, None) => {
                let is_said = |line: &Line| line.kind != Kind::Paragraph;
                line..self.lines()[line..].iter().position(is_said).map_or(self.lines().len(), |at| line + at)
            }
        };
        for line in lines {
            let is_speech = matches!(self.lines()[line].kind, Kind::Turn { .. } | Kind::Paragraph);
            if !is_speech || self.spoken_by(line) != spoke {
                continue;
            }
            match (&mut self.lines_mut()[line].kind, who) {
                (Kind::Turn { who, .. }, Some(new)) => *who = new,
                _ => self.make_plain(line, who),
            }
        }
    }

    fn spoken_by(&self, line: usize) -> Option<Who> {
        match self.lines()[line].kind {
            Kind::Turn { who, .. } => Some(who),
            _ => None,
        }
    }

    /// The lines of the turn of which a line is part: back to the one with the label, and on to the next label, both only as
    /// long as nobody else speaks.
    fn turn(&self, line: usize) -> std::ops::Range<usize> {
        let who = self.spoken_by(line);
        let is_others = |line: usize| self.spoken_by(line).is_some_and(|other| Some(other) != who);
        let is_opening = |line: usize| self.spoken_by(line).is_some() && self.lines()[line].label.is_some();
        let mut start = line;
        while !is_opening(start) && start > 0 && !is_others(start - 1) {
            start -= 1;
        }
        let end = (line + 1..self.lines().len()).find(|line| is_opening(*line) || is_others(*line));
        start..end.unwrap_or(self.lines().len())
    }

    /// Says that a label is none. Gives back whether its speaker is gone with it.
    pub(super) fn reject_label(&mut self, who: Who, label: &str) -> bool {
        for speaker in self.speakers.iter_mut().filter(|speaker| speaker.who == who) {
            speaker.labels.remove(label);
        }
        let mut speaking = None;
        // Whose further paragraphs the lines are that lost their opening.
        let mut left_by = None;
        for at in 0..self.lines().len() {
            let Some(who) = self.spoken_by(at) else { continue };
            match self.lines()[at].label() {
                Some(opening) if opening == label => {
                    left_by = Some(who);
                    self.make_plain(at, speaking);
                }
                Some(_) => (left_by, speaking) = (None, Some(who)),
                None if left_by == Some(who) => self.lines_mut()[at].kind = further(speaking),
                None => speaking = Some(who),
            }
        }
        let is_silent =
            self.speakers.iter().any(|one| one.who == who && one.labels.is_empty()) && !self.speaks(who);
        if is_silent {
            self.forget(who);
        }
        is_silent
    }

    /// Says that the label with which a line begins is a speaker's, there and wherever a line begins so.
    pub(super) fn accept_label(&mut self, line: usize) {
        let Some(label) = label_of(&self.lines()[line].text()) else { return };
        let owner = self.speakers.iter().position(|speaker| speaker.labels.contains(&label));
        let named = || self.speakers.iter().position(|speaker| speaker.name == label);
        let at = owner.or_else(named).unwrap_or_else(|| {
            let is_free = |colour: &u8| self.speakers.iter().all(|speaker| speaker.colour != *colour);
            let colour = (0..COLOURS).find(is_free);
            self.add_speaker(&label, Role::Other, colour)
        });
        self.speakers[at].labels.insert(label.clone());
        let who = self.speakers[at].who;
        let mut is_under_label = false;
        for line in self.lines_mut() {
            if line.label.is_some() && matches!(line.kind, Kind::Turn { .. }) {
                is_under_label = false;
            } else if label_of(&line.text()).as_ref() == Some(&label) {
                read_all(line);
                let length = label.chars().count();
                let end = line.said.char_indices().nth(length + 1).map_or(line.said.len(), |(at, _)| at);
                let rest = line.said.split_off(end);
                line.before = std::mem::replace(&mut line.said, rest);
                line.label = Some((0, u32::try_from(length).unwrap_or_default()));
                line.kind = Kind::Turn { who, time: None };
                is_under_label = true;
            } else if is_under_label && matches!(line.kind, Kind::Turn { .. } | Kind::Paragraph) {
                line.kind = further(Some(who));
            }
        }
    }

    /// Gives all that one says, and ever said, to another.
    pub(super) fn merge_speakers(&mut self, from: Who, into: Who) {
        for version in self.versions_mut() {
            for line in std::sync::Arc::make_mut(&mut version.lines) {
                if let Kind::Turn { who, .. } = &mut line.kind
                    && *who == from
                {
                    *who = into;
                }
            }
        }
        let gone = self.speakers.iter().position(|speaker| speaker.who == from);
        let labels = gone.map(|at| self.speakers.remove(at).labels).unwrap_or_default();
        for speaker in self.speakers.iter_mut().filter(|speaker| speaker.who == into) {
            speaker.labels.extend(labels.iter().cloned());
        }
    }

    /// The lines of a version from outside that says more at its end: each line of today is what it is, where somebody said
    /// so, and otherwise what is found in the new text.
    pub(super) fn adopted(&mut self, text: &str) -> Vec<Line> {
        let (old, new) = (interview::parse(&self.text()), interview::parse(text));
        let found = said_by(lines_of(&old), &self.numbers_in(&old));
        let is_corrected: Vec<bool> =
            self.lines().iter().zip(&found).map(|(now, found)| now != found).collect();
        let first_new = self.came;
        let numbers = self.numbers_in(&new);
        for (speaker, number) in Speaker::of(&new).into_iter().zip(&numbers) {
            if *number >= first_new {
                let at = self.add_speaker(&speaker.name, speaker.role, None);
                self.speakers[at].who = *number;
            }
            // A label that nobody has is theirs.
            for label in speaker.labels {
                let is_free = self.speakers.iter().all(|other| !other.labels.contains(&label));
                let owner = self.speakers.iter_mut().find(|other| other.who == *number);
                if let (true, Some(owner)) = (is_free, owner) {
                    owner.labels.insert(label);
                }
            }
        }
        let mut lines = said_by(lines_of(&new), &numbers);
        for (at, is_corrected) in is_corrected.into_iter().enumerate() {
            if is_corrected {
                lines[at] = self.lines()[at].clone();
            }
        }
        let speaks = |who: Who| {
            lines.iter().any(|line| matches!(line.kind, Kind::Turn { who: other, .. } if other == who))
        };
        self.speakers.retain(|speaker| speaker.who < first_new || speaks(speaker.who));
        lines
    }

    /// Who each speaker is that is found in a text: one of the document by a label or by the name, or somebody new, with a
    /// number that nobody has had.
    fn numbers_in(&self, found: &Interview) -> Vec<Who> {
        let mut next = self.came..;
        let numbers = found.speakers.iter().map(|speaker| {
            let by_label = |known: &&Speaker| speaker.labels.iter().any(|label| known.labels.contains(label));
            let known = self.speakers.iter().find(by_label);
            let known = known.or_else(|| self.speakers.iter().find(|known| known.name == speaker.name));
            known.map_or_else(|| next.next().unwrap_or(Who::MAX), |known| known.who)
        });
        numbers.collect()
    }

    /// Adds a participant behind all others.
    fn add_speaker(&mut self, name: &str, role: Role, colour: Option<u8>) -> usize {
        let place = self.speakers.last().map_or(0, |last| last.place + 1);
        self.speakers.push(Speaker {
            who: self.came,
            place,
            name: name.to_owned(),
            labels: BTreeSet::new(),
            role,
            colour: colour.unwrap_or_else(|| colour_at(place)),
        });
        self.came += 1;
        self.speakers.len() - 1
    }

    fn speaks(&self, who: Who) -> bool {
        (0..self.lines().len()).any(|line| self.spoken_by(line) == Some(who))
    }

    /// Forgets somebody: what they ever said nobody says.
    fn forget(&mut self, who: Who) {
        self.speakers.retain(|speaker| speaker.who != who);
        for version in self.versions_mut() {
            let lines = std::sync::Arc::make_mut(&mut version.lines);
            for line in lines
                .iter_mut()
                .filter(|line| matches!(line.kind, Kind::Turn { who: other, .. } if other == who))
            {
                (line.kind, line.label) = (Kind::Paragraph, None);
            }
        }
    }
}

/// A further paragraph of what somebody says, or a paragraph that nobody says.
fn further(who: Option<Who>) -> Kind {
    who.map_or(Kind::Paragraph, |who| Kind::Turn { who, time: None })
}

fn read_all(line: &mut Line) {
    line.said.insert_str(0, &std::mem::take(&mut line.before));
    line.label = None;
}

/// The label with which a line begins.
fn label_of(line: &str) -> Option<String> {
    line.split_once('：').map(|(label, _)| label.to_owned()).filter(|label| label.chars().count() == 1)
}

/// Lines as they were found, said by those whom these numbers name.
fn said_by(lines: Vec<Line>, numbers: &[Who]) -> Vec<Line> {
    let named: BTreeMap<Who, Who> = (0..).zip(numbers.iter().copied()).collect();
    let mut lines = lines;
    for line in &mut lines {
        if let Kind::Turn { who, .. } = &mut line.kind {
            *who = named.get(who).copied().unwrap_or(*who);
        }
    }
    lines
}
