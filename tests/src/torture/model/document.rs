//! A document as somebody has it before them on paper: lines, each with what stands before what is read of it. Corrections
//! are made in the lines, and every offset is counted anew from them.

use super::speech::{Speaker, further_paragraph, release};
use super::splice::{Carried, Place, Splice, back, carry, count, joined};
use crate::torture::operation::MARK;
use crate::torture::texts::Origin;
use std::collections::BTreeMap;
use std::sync::Arc;
use vermilion_api::wire::RevisionOrigin;
use vermilion_formats::interview::{self, Block, BlockKind, Interview};

/// What tells a participant from the others of the document, whatever becomes of them.
pub(in crate::torture) type Who = u32;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::torture) enum Kind {
    Title,
    Metadata,
    Heading {
        level: u8,
        number: Option<u32>,
    },
    /// Said; a further paragraph where the line has no label.
    Turn {
        who: Who,
        time: Option<u32>,
    },
    /// Said by nobody.
    Paragraph,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::torture) struct Line {
    pub(in crate::torture) kind: Kind,
    /// What stands before what is read: a label, a number.
    pub(in crate::torture) before: String,
    /// The characters of `before` that are a speaker's label.
    pub(in crate::torture) label: Option<Place>,
    /// What is read.
    pub(in crate::torture) said: String,
    /// Line ends.
    pub(in crate::torture) after: String,
}

/// A text that the document has had, or has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) origin: RevisionOrigin,
    pub(super) lines: Arc<Vec<Line>>,
    /// What made it of the one before it.
    pub(super) splices: Arc<Vec<Splice>>,
    /// The annotations that stood in it when it was corrected; of the one that is there today none.
    pub(super) stood: BTreeMap<String, Stood>,
}

/// Where an annotation stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stood {
    pub(super) place: Place,
    pub(super) original: Option<String>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What was imported.
    pub(super) origin: Origin,
    /// Its title.
    pub(super) title: String,
    /// The participants, in their order.
    pub(super) speakers: Vec<Speaker>,
    /// How many there have ever been.
    pub(super) came: Who,
    /// The texts it has had, the first one first; the last is that of today. Never empty.
    versions: Vec<Arc<Version>>,
}

impl Line {
    fn of(block: &Block, text: &[char]) -> Self {
        let slice = |from: u32, to: u32| -> String { text[from as usize..to as usize].iter().collect() };
        let (span, body) = (block.span, block.body);
        let (kind, label) = match block.kind {
            BlockKind::Title => (Kind::Title, None),
            BlockKind::Metadata => (Kind::Metadata, None),
            BlockKind::Heading { level, number } => (Kind::Heading { level, number }, None),
            BlockKind::Paragraph => (Kind::Paragraph, None),
            BlockKind::Turn { speaker, label, time } => {
                let label = label.map(|label| (label.start.0 - span.start.0, label.end.0 - span.start.0));
                (Kind::Turn { who: Who::try_from(speaker).unwrap_or(Who::MAX), time }, label)
            }
        };
        Self {
            kind,
            before: slice(span.start.0, body.start.0),
            label,
            said: slice(body.start.0, body.end.0),
            after: slice(body.end.0, span.end.0),
        }
    }

    /// All of it.
    pub(in crate::torture) fn text(&self) -> String {
        [self.before.as_str(), &self.said, &self.after].concat()
    }

    pub(in crate::torture) fn length(&self) -> u32 {
        count(&self.before) + count(&self.said) + count(&self.after)
    }

    /// Who says it, where somebody does.
    fn who(&self) -> Option<Who> {
        match self.kind {
            Kind::Turn { who, .. } => Some(who),
            _ => None,
        }
    }

    /// The label, where it opens a turn.
    pub(super) fn label(&self) -> Option<String> {
        let (from, to) = self.label?;
        Some(self.before.chars().skip(from as usize).take((to - from) as usize).collect())
    }
}

impl Document {
    /// As it is imported.
    pub(super) fn new(origin: Origin) -> Self {
        let found = interview::parse(&origin.text());
        let version = Version {
            origin: RevisionOrigin::Import,
            lines: Arc::new(lines_of(&found)),
            splices: Arc::default(),
            stood: BTreeMap::new(),
        };
        let speakers = Speaker::of(&found);
        Self {
            origin,
            title: found.title.unwrap_or_default(),
            came: Who::try_from(speakers.len()).unwrap_or(Who::MAX),
            speakers,
            versions: vec![Arc::new(version)],
        }
    }

    /// What was imported.
    pub(in crate::torture) fn origin(&self) -> Origin {
        self.origin
    }

    /// The participants, in their order.
    pub(in crate::torture) fn speakers(&self) -> std::slice::Iter<'_, Speaker> {
        self.speakers.iter()
    }

    /// Its text of today.
    pub fn text(&self) -> String {
        text_of(self.lines())
    }

    /// The number of its revision of today.
    pub fn revision(&self) -> u32 {
        u32::try_from(self.versions.len()).unwrap_or(u32::MAX)
    }

    /// What made each of its texts, the first one first.
    pub(super) fn origins(&self) -> impl Iterator<Item = RevisionOrigin> {
        self.versions.iter().map(|version| version.origin)
    }

    /// The text that it had as the revision of this number.
    pub(super) fn version(&self, number: u32) -> Option<&Arc<Version>> {
        self.versions.get((number as usize).checked_sub(1)?)
    }

    pub(super) fn versions_mut(&mut self) -> impl Iterator<Item = &mut Version> {
        self.versions.iter_mut().map(Arc::make_mut)
    }

    /// The lines of today.
    pub(in crate::torture) fn lines(&self) -> &[Line] {
        self.versions.last().map_or(&[], |version| &version.lines)
    }

    pub(super) fn lines_mut(&mut self) -> &mut Vec<Line> {
        // There is one, from the beginning on.
        let at = self.versions.len() - 1;
        Arc::make_mut(&mut Arc::make_mut(&mut self.versions[at]).lines)
    }

    /// Where each line starts.
    pub(in crate::torture) fn starts(&self) -> impl Iterator<Item = u32> {
        self.lines().iter().scan(0, |at, line| {
            let start = *at;
            *at += line.length();
            Some(start)
        })
    }

    /// The line that starts there, or in which that place lies.
    pub(super) fn line_at(&self, place: u32) -> usize {
        self.starts().take_while(|start| *start <= place).count().saturating_sub(1)
    }

    /// Where what is read of a line starts.
    pub(in crate::torture) fn said_at(&self, line: usize) -> u32 {
        self.starts().nth(line).unwrap_or_default() + count(&self.lines()[line].before)
    }

    /// What stands in a place.
    pub(super) fn quote(&self, (start, end): Place) -> String {
        self.text().chars().skip(start as usize).take((end - start) as usize).collect()
    }

    /// Makes a new text: the lines, and what made them of those of today. `stood` are the annotations that stand in those.
    fn correct(
        &mut self,
        origin: RevisionOrigin,
        lines: Vec<Line>,
        splices: Vec<Splice>,
        stood: BTreeMap<String, Stood>,
    ) {
        if let Some(today) = self.versions.last_mut() {
            Arc::make_mut(today).stood = stood;
        }
        let (lines, splices) = (Arc::new(lines), Arc::new(joined(splices)));
        self.versions.push(Arc::new(Version { origin, lines, splices, stood: BTreeMap::new() }));
    }

    /// Does a correction to the lines; gives back what it did to the text, or nothing where it did nothing.
    pub(super) fn edit(&mut self, edit: &Edit<'_>, stood: BTreeMap<String, Stood>) -> Option<Vec<Splice>> {
        let mut origin = RevisionOrigin::Edit;
        let mut lines = self.lines().to_vec();
        let splices = match *edit {
            Edit::Insert { at } => {
                let line = self.line_at(at);
                let within = (at - self.said_at(line)) as usize;
                let said = &mut lines[line].said;
                let byte = said.char_indices().nth(within).map_or(said.len(), |(byte, _)| byte);
                said.insert_str(byte, MARK);
                vec![Splice::new(at, "", MARK)]
            }
            Edit::Remove { start } => {
                let line = self.line_at(start);
                // To a further paragraph of the same turn it leaves its label.
                let is_heir = |next: &Line| {
                    let first = &lines[line];
                    first.label.is_some()
                        && next.label.is_none()
                        && first.who().is_some()
                        && first.who() == next.who()
                };
                if lines.get(line + 1).is_some_and(is_heir) {
                    let heir = lines.remove(line + 1);
                    let first = &mut lines[line];
                    let gone = [first.said.as_str(), &first.after, &heir.before].concat();
                    (first.said, first.after) = (heir.said, heir.after);
                    vec![Splice::new(self.said_at(line), &gone, "")]
                } else {
                    release(&mut lines, line);
                    let gone = lines.remove(line);
                    vec![Splice::new(start, &gone.text(), "")]
                }
            }
            Edit::Split { at } => {
                let line = self.line_at(at);
                let within = (at - self.said_at(line)) as usize;
                let further = further_paragraph(&lines, line);
                let first = &mut lines[line];
                let right: String = first.said.chars().skip(within).collect();
                first.said = first.said.chars().take(within).collect();
                let after = std::mem::replace(&mut first.after, "\n".to_owned());
                let (before, label) = (String::new(), None);
                lines.insert(line + 1, Line { kind: further, before, label, said: right, after });
                vec![Splice::new(at, "", "\n")]
            }
            Edit::Join { start } => {
                let line = self.line_at(start);
                let end = self.said_at(line) + count(&lines[line].said);
                let second = lines.remove(line + 1);
                let first = &mut lines[line];
                let joint = joint(&first.said, &second.said);
                let splice = Splice::new(end, &[first.after.as_str(), &second.before].concat(), joint);
                first.said = [first.said.as_str(), joint, &second.said].concat();
                first.after = second.after;
                vec![splice]
            }
            Edit::Replace { find, replacement, only } => {
                origin = RevisionOrigin::Replace;
                let mut splices = Vec::new();
                let starts: Vec<u32> = self.starts().collect();
                for (line, start) in lines.iter_mut().zip(starts) {
                    let start = start + count(&line.before);
                    line.said = replaced(&line.said, find, replacement, |within| {
                        let place = start + within;
                        let is_meant = only.is_none_or(|only| only.contains(&place));
                        if is_meant {
                            splices.push(Splice::new(place, find, replacement));
                        }
                        is_meant
                    });
                }
                splices
            }
            Edit::Restore { revision } => {
                origin = RevisionOrigin::Restore;
                let at = revision as usize;
                let corrections = self.versions[at..].iter().rev().map(|version| version.splices.as_slice());
                let splices = back(&self.text(), corrections);
                lines = self.versions[at - 1].lines.to_vec();
                splices
            }
            Edit::Update { text } => {
                origin = RevisionOrigin::Update;
                let old = self.text();
                let added = text.strip_prefix(&old).unwrap_or_default();
                let splice = Splice::new(count(&old), "", added);
                lines = self.adopted(text);
                vec![splice]
            }
        };
        if splices.is_empty() {
            return None;
        }
        self.correct(origin, lines, splices.clone(), stood);
        Some(splices)
    }

    /// Where a place of the revision of this number is today; none where its words are gone.
    pub(super) fn carried(&self, revision: u32, place: Place) -> Option<Place> {
        self.versions.iter().skip(revision as usize).try_fold(place, |place, version| {
            match carry(&version.splices, place) {
                Carried::Kept(place) => Some(place),
                Carried::Changed((from, to)) if from < to => Some((from, to)),
                Carried::Changed(_) | Carried::Gone => None,
            }
        })
    }
}

/// A correction of the text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edit<'e> {
    /// [`MARK`] comes before the character at `at`.
    Insert { at: u32 },
    /// The line that starts at `start` goes.
    Remove { start: u32 },
    /// A line is two, the second one beginning at `at`.
    Split { at: u32 },
    /// The line that starts at `start` and the one after it are one.
    Join { start: u32 },
    /// Words take the place of others.
    Replace { find: &'e str, replacement: &'e str, only: Option<&'e [u32]> },
    /// It is the text again that the revision of this number was.
    Restore { revision: u32 },
    /// It says more at its end.
    Update { text: &'e str },
}

/// The lines of a text in which this was found.
pub(super) fn lines_of(found: &Interview) -> Vec<Line> {
    let text: Vec<char> = found.text.chars().collect();
    found.blocks.iter().map(|block| Line::of(block, &text)).collect()
}

/// The text of lines.
pub(super) fn text_of(lines: &[Line]) -> String {
    lines.iter().map(Line::text).collect()
}

/// Replaces words from the left to the right, where `is_meant` says so of the place at which they start.
fn replaced(said: &str, find: &str, replacement: &str, mut is_meant: impl FnMut(u32) -> bool) -> String {
    let mut text = String::new();
    let mut rest = said;
    while let Some(at) = rest.find(find) {
        text.push_str(&rest[..at]);
        let place = count(&said[..said.len() - rest.len() + at]);
        text.push_str(if is_meant(place) { replacement } else { find });
        rest = &rest[at + find.len()..];
    }
    text + rest
}

/// What stands between two paragraphs that become one: a space where neither side is Chinese, nor the letters nearest to it.
fn joint(one: &str, other: &str) -> &'static str {
    let is_chinese = |character: &char| !character.is_ascii() && !"🙂◆".contains(*character);
    let letter = |character: &char| character.is_alphanumeric();
    let sides = [
        one.chars().next_back(),
        other.chars().next(),
        one.chars().rev().find(letter),
        other.chars().find(letter),
    ];
    let is_apart = !one.is_empty() && !other.is_empty();
    if is_apart && !sides.iter().flatten().any(is_chinese) { " " } else { "" }
}
