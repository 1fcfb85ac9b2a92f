//! The head of a document: its title, and the lines that say where and when it was published and who took part.

use super::{
    dates,
    given::Given,
    headings::{self, Heading},
    keys::Field,
    labels::{Form, Label},
    lines::{Line, is_title},
    metadata::{self, Entries},
};
use std::ops::Range;

/// How many lines the head may have.
const HEAD_LINES: usize = 30;

/// How many lines front matter may have: each tag of what was exported from here has one.
const FRONT_MATTER_LINES: usize = 1_000;

/// The widest title of a document, a Chinese character counting 2.
const TITLE_WIDTH: usize = 140;

/// What the head says.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// The line of the title, and the title in it, in bytes.
    pub(super) title: Option<(usize, Range<usize>)>,
    /// The lines of metadata, in order.
    pub(super) metadata: Vec<usize>,
    /// The title, from its line or from metadata.
    pub(super) name: Option<String>,
    /// Where it was published.
    pub(super) source: Option<String>,
    /// When, as an ISO 8601 date where it is a full one.
    pub(super) published: Option<String>,
}

/// Reads the head. `speaks` says which lines a speaker's label opens; lines that turn out to name participants or to be
/// a headline (`林美：我只賣一本書`) are taken out of it.
pub(super) fn read(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
    marks: &[Option<Heading>],
    given: &[Given],
    speaks: &mut [Option<usize>],
) -> Opening {
    let mut opening = Opening::default();
    let mut link = None;
    // The head ends where something is said.
    let head = given.iter().position(|given| given.is_said).unwrap_or(lines.len());
    let front = front_matter(text, &lines[..head]);
    for (at, line) in lines.iter().enumerate().take(front) {
        opening.metadata.push(at);
        if let Some(entries) = metadata::read(text, line) {
            opening.note(text, entries, &mut link);
        }
    }
    let end = head.min(front + HEAD_LINES);
    let mut is_start = true;
    for at in front..end {
        let line = &lines[at];
        if is_comment(line.read(text)) {
            opening.metadata.push(at);
            continue;
        }
        if speaks[at].is_some() && is_participant(text, lines, speaks, at) {
            speaks[at] = None;
            opening.metadata.push(at);
            continue;
        }
        if is_start
            && !given.get(at).is_some_and(|given| given.is_section)
            && let Some(title) = title(text, lines, labels, marks, speaks, at)
        {
            speaks[at] = None;
            opening.set_title(text, at, title);
            is_start = false;
            continue;
        }
        if speaks[at].is_some() || marks[at].is_some() {
            break;
        }
        match metadata::read(text, line) {
            Some(entries) => {
                opening.metadata.push(at);
                opening.note(text, entries, &mut link);
            }
            None => is_start = false,
        }
    }
    opening.source = opening.source.or(link);
    opening
}

impl Opening {
    fn set_title(&mut self, text: &str, line: usize, title: Range<usize>) {
        let name = &text[title.clone()];
        if self.published.is_none() {
            self.published = dates::at_start(name).map(|(date, _)| date);
        }
        self.name = Some(name.to_owned());
        self.title = Some((line, title));
    }

    fn note(&mut self, text: &str, entries: Entries, link: &mut Option<String>) {
        for (field, value) in entries {
            let value = text[value].trim_matches(['"', '\'']);
            if value.is_empty() {
                continue;
            }
            let slot = match field {
                Field::Source => &mut self.source,
                Field::Link => &mut *link,
                Field::Title => &mut self.name,
                Field::Published => {
                    let date = dates::only(value).or_else(|| dates::at_start(value).map(|(date, _)| date));
                    // A date outranks what may only be a time of day, and the first of two dates the second.
                    self.published = self.published.take().or(date).or_else(|| vague_date(value));
                    continue;
                }
                Field::Other => continue,
            };
            slot.get_or_insert_with(|| value.to_owned());
        }
    }
}

/// What says when without being a full date (`2025年10月`, `autumn 2025`): it holds a year.
fn vague_date(value: &str) -> Option<String> {
    let has_year = value.split(|character: char| !character.is_ascii_digit()).any(|digits| digits.len() == 4);
    has_year.then(|| value.to_owned())
}

/// How many lines YAML front matter takes, its fences included.
fn front_matter(text: &str, lines: &[Line]) -> usize {
    let is_fence = |line: &Line| line.read(text) == "---";
    if !lines.first().is_some_and(is_fence) {
        return 0;
    }
    let close = lines.iter().take(FRONT_MATTER_LINES).skip(1).position(is_fence);
    let inside = close.map_or(&lines[..0], |close| &lines[1..=close]);
    let is_keyed = inside.iter().all(|line| {
        let content = line.read(text);
        content.starts_with('-') || content.contains(':')
    });
    close.filter(|_| is_keyed).map_or(0, |close| close + 2)
}

/// A comment of HTML's, which Markdown hides: our own exports have one before the title.
fn is_comment(content: &str) -> bool {
    content.starts_with("<!--") && content.ends_with("-->")
}

/// A line that names a participant stands among others like it, or alone before a blank line; an exchange of two words
/// does not.
fn is_participant(text: &str, lines: &[Line], speaks: &[Option<usize>], at: usize) -> bool {
    let is_like = |other: usize| lines.get(other).is_some_and(|line| metadata::is_participant(text, line));
    let is_metadata = |other: usize| {
        speaks.get(other).is_some_and(Option::is_none)
            && lines.get(other).is_some_and(|line| metadata::read(text, line).is_some())
    };
    let has_company =
        (at > 0 && (is_like(at - 1) || is_metadata(at - 1))) || is_like(at + 1) || is_metadata(at + 1);
    let stands_apart = lines.get(at + 1).is_some_and(|line| line.is_after_blank) && !lines[at].is_after_blank;
    is_like(at) && (has_company || stands_apart)
}

/// The title, if line `at` is it: marked by Markdown, or the short first line of what is longer.
fn title(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
    marks: &[Option<Heading>],
    speaks: &[Option<usize>],
    at: usize,
) -> Option<Range<usize>> {
    let line = &lines[at];
    if let Some(mark) = &marks[at] {
        let alike = marks.iter().zip(speaks).filter(|(mark_of, speaker)| {
            speaker.is_none() && mark_of.as_ref().is_some_and(|other| other.hashes == mark.hashes)
        });
        let is_label = speaks[at].is_some() && labels[at].as_ref().is_some_and(Label::is_alone);
        let is_title = !is_label && mark.hashes > 0 && (mark.hashes == 1 || alike.count() == 1);
        // A number in a title belongs to it.
        return is_title.then(|| headings::without_marks(text, line));
    }
    let body = headings::without_marks(text, line);
    let content = &text[body.clone()];
    let has_text_after = at + 1 < lines.len();
    let is_free = speaks[at].is_none() || is_headline(text, lines, labels, speaks, at);
    let is_metadata = speaks[at].is_none() && metadata::read(text, line).is_some();
    (has_text_after && is_free && !is_metadata && is_title(content, TITLE_WIDTH)).then_some(body)
}

/// `林美：我只賣一本書` above an article in which 林美 speaks: no label follows at once, and she is not answered.
fn is_headline(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
    speaks: &[Option<usize>],
    at: usize,
) -> bool {
    let Some(label) = &labels[at] else { return false };
    let turns = speaks.iter().filter(|speaker| **speaker == speaks[at]).take(3).count();
    let is_statement = text[label.body.clone()].ends_with(['。', '.', '！', '!', '？', '?']);
    let next_speaks = speaks.get(at + 1).is_some_and(Option::is_some);
    let next_is_long = lines
        .get(at + 1)
        .is_some_and(|line| metadata::read(text, line).is_some() || !is_title(line.read(text), TITLE_WIDTH));
    label.form == Form::Plain
        && !label.is_alone()
        && !is_statement
        && turns >= 3
        && !next_speaks
        && next_is_long
}
