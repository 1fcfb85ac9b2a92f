//! What is said in a recording, piece by piece, made into an interview.
//!
//! Subtitles and transcripts of machines come as cues: a line or two with the time at which they are shown. Nobody wants to
//! read those. Here they become turns: what one speaker says until another one does, in paragraphs that end where a
//! sentence ends and somebody pauses, each with the time at which it begins. The formats read their files into
//! [`Cue`]s; which of them repeat what was said ([`rolling`]), whose they are ([`voices`]) and where a paragraph ends
//! ([`join`]) is decided here, over the whole file.

mod join;
pub(super) mod markup;
mod rolling;
mod voices;

use super::prose::Prose;
use super::{ImportError, ImportedDocument, Limits, Place, Report};
use crate::interview::{Given, Interview, timecode};
use crate::script;

/// A piece of what is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Cue {
    /// When it begins, in milliseconds from the start of the recording.
    pub(super) start: Option<u32>,
    /// When it ends.
    pub(super) end: Option<u32>,
    /// Who says it, where the file names somebody outside of the words.
    pub(super) speaker: Option<String>,
    /// The words, line by line, without markup.
    pub(super) lines: Vec<String>,
    /// Whether it is a paragraph of its own, because a person made it one.
    pub(super) is_paragraph: bool,
    /// Where it stands in the file.
    pub(super) place: Option<Place>,
    /// Whether something of it was altered or left out, and reported.
    pub(super) is_altered: bool,
}

impl Cue {
    /// Some of its words, for the report.
    fn words(&self) -> &str {
        self.lines.first().map_or("", String::as_str)
    }

    fn alter(&mut self, report: &mut Report, kind: &str, reason: &str) {
        report.alter(kind, self.words(), reason, self.place.clone());
        self.is_altered = true;
    }
}

/// The two times of a line such as `00:00:01,000 --> 00:00:02.5 align:start`, and what stands after them.
pub(super) fn timing(line: &str) -> Option<(u32, u32, &str)> {
    let (start, rest) = line.split_once("-->")?;
    let start = start.trim();
    let (length, start_time) = timecode::read(start)?;
    let rest = rest.trim_start();
    let (end_length, end) = timecode::read(rest)?;
    let after = &rest[end_length..];
    let is_whole = length == start.len() && (after.is_empty() || after.starts_with(char::is_whitespace));
    is_whole.then(|| (start_time, end, after.trim()))
}

/// Seconds as milliseconds; `None` for what is no time.
pub(super) fn from_seconds(seconds: f64) -> Option<u32> {
    let milliseconds = (seconds * 1000.0).round();
    // Within the range of the type, so that nothing is cut off.
    (0.0..=f64::from(u32::MAX)).contains(&milliseconds).then_some(milliseconds as u32)
}

/// Refuses a file with more in it than is read.
pub(super) fn check(bytes: &[u8], limits: Limits) -> Result<(), ImportError> {
    if bytes.len() as u64 > limits.file {
        return Err(ImportError::TooMuch { what: "bytes", most: limits.file });
    }
    Ok(())
}

/// The interview that the cues are. `language` is what the file says of it; the characters say more where they agree.
pub(super) fn document(
    mut cues: Vec<Cue>,
    format: &'static str,
    language: Option<&str>,
    limits: Limits,
    report: &mut Report,
) -> Result<ImportedDocument, ImportError> {
    if cues.len() > limits.items {
        return Err(ImportError::TooMuch { what: "cues", most: limits.items as u64 });
    }
    let mut number = 0;
    cues.retain(|cue| {
        number += 1;
        let is_said = cue.lines.iter().any(|line| !line.trim().is_empty());
        if !is_said {
            let place = cue.place.clone().or(Some(Place::Entry(number)));
            report.skip("cue", "", "empty", place);
        }
        is_said
    });
    if cues.is_empty() {
        return Err(ImportError::malformed(format, "nothing is said in it"));
    }
    if cues.iter().map(|cue| cue.lines.iter().map(String::len).sum::<usize>()).sum::<usize>() > limits.text {
        return Err(ImportError::TooMuch { what: "bytes of text", most: limits.text as u64 });
    }
    sort(&mut cues, report);
    rolling::unroll(&mut cues, report);
    note_overlaps(&mut cues, report);
    let pieces = voices::cast(&mut cues, report);
    for cue in cues.iter().filter(|cue| !cue.is_altered) {
        report.take("cue", cue.words(), cue.place.clone());
    }
    drop(cues);
    let paragraphs = join::join(pieces);
    let mut interview = write(&paragraphs);
    let is_timed = paragraphs.iter().any(|paragraph| paragraph.time.is_some());
    if is_timed && interview.speakers.is_empty() {
        // Only what somebody says has a time in the structure.
        report.skip("times", "", "nobody-named", None);
    } else if is_timed {
        report.alter("times", "", "times-of-paragraphs", None);
    }
    if let Some(language) = language.and_then(|language| better(&interview.language, language)) {
        interview.language = language;
    }
    Ok(interview.into())
}

/// A part of a turn: a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Paragraph {
    /// Who begins to speak with it.
    label: Option<String>,
    time: Option<u32>,
    text: String,
}

fn write(paragraphs: &[Paragraph]) -> Interview {
    let colon =
        if is_mostly_cjk(paragraphs.iter().map(|paragraph| paragraph.text.as_str())) { "：" } else { ": " };
    let mut prose = Prose::new();
    for paragraph in paragraphs {
        if let Some(label) = &paragraph.label {
            prose.push(label, false);
            prose.push(colon, false);
        }
        prose.push(&paragraph.text, false);
        prose.end_line(Given {
            is_labelled: paragraph.label.is_some(),
            is_said: true,
            time: paragraph.time,
            ..Given::default()
        });
    }
    prose.finish()
}

/// Whether most letters are of a script that is written without spaces.
fn is_mostly_cjk<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    /// Letters that are looked at.
    const ENOUGH: usize = 4_000;
    let letters = texts.flat_map(str::chars).filter(|character| character.is_alphabetic()).take(ENOUGH);
    let (mut cjk, mut others) = (0, 0);
    for letter in letters {
        *(if script::is_cjk(letter) { &mut cjk } else { &mut others }) += 1;
    }
    // A word of Latin letters is about five of them.
    cjk * 5 > others
}

/// The language that a file names, unless what was guessed is the same and says more: `zh-Hant` rather than `zh`.
fn better(guessed: &str, named: &str) -> Option<String> {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let named = named.trim();
    let is_tag = matches!(primary(named).len(), 2 | 3)
        && named.len() <= 35
        && named.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    (is_tag && primary(named) != primary(guessed)).then(|| named.replace('_', "-"))
}

/// Cues are put in the order in which they begin; one without a time stays after the one before it.
fn sort(cues: &mut Vec<Cue>, report: &mut Report) {
    let mut latest = 0;
    let mut starts = Vec::with_capacity(cues.len());
    let mut is_sorted = true;
    for cue in cues.iter_mut() {
        if cue.start.zip(cue.end).is_some_and(|(start, end)| end < start) {
            cue.end = None;
            cue.alter(report, "cue", "ends-before-it-begins");
        }
        let start = cue.start.unwrap_or(latest);
        if start < latest {
            is_sorted = false;
            cue.alter(report, "cue", "out-of-order");
        }
        latest = if cue.start.is_some() { start.max(latest) } else { latest };
        starts.push(start);
    }
    if !is_sorted {
        let mut order: Vec<_> = std::mem::take(cues).into_iter().zip(starts).collect();
        order.sort_by_key(|(_, start)| *start);
        cues.extend(order.into_iter().map(|(cue, _)| cue));
    }
}

/// What is said at the same time stands one after the other.
fn note_overlaps(cues: &mut [Cue], report: &mut Report) {
    /// Programs round: so much is no overlap, in milliseconds.
    const TOLERANCE: u32 = 200;
    let mut latest = 0;
    for cue in cues {
        if cue.start.is_some_and(|start| start.saturating_add(TOLERANCE) < latest) {
            cue.alter(report, "cue", "overlap");
        }
        latest = latest.max(cue.end.unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timing_line_is_read_in_either_spelling() {
        for (line, expected) in [
            ("00:00:01,000 --> 00:00:02,500", Some((1_000, 2_500, ""))),
            ("00:01.000 --> 1:00:02.5  align:start line:0", Some((1_000, 3_602_500, "align:start line:0"))),
            ("  0:00:01,5-->0:00:02,25 X1:1", Some((1_500, 2_250, "X1:1"))),
            ("00:00:01,000 -> 00:00:02,500", None),
            ("He said --> 00:00:02,500", None),
            ("00:00:01,000 --> later", None),
            ("00:00:01,000x --> 00:00:02,000", None),
            ("00:00:01,000 --> 00:00:02,000x", None),
        ] {
            assert_eq!(timing(line), expected, "{line}");
        }
    }

    #[test]
    fn seconds_that_are_no_time_are_none() {
        for (seconds, expected) in
            [(0.0, Some(0)), (1.2345, Some(1_235)), (-0.1, None), (f64::NAN, None), (1e12, None)]
        {
            assert_eq!(from_seconds(seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn the_named_language_gives_way_where_the_characters_say_more() {
        for (guessed, named, expected) in [
            ("zh-Hant", "zh", None),
            ("und", "fr", Some("fr")),
            ("en", "de", Some("de")),
            ("en", "english", None),
            ("und", "pt_BR", Some("pt-BR")),
            ("und", "<b>", None),
        ] {
            assert_eq!(better(guessed, named).as_deref(), expected, "{guessed} {named}");
        }
    }
}
