//! `SubRip` subtitles (`.srt`), as programs and people write them.
//!
//! There is no standard. A cue is a line with two times, and what follows up to the next such line; the number before it
//! and blank lines inside or between cues may be there or not. Tags of HTML and overrides of other subtitle formats
//! (`{\an8}`) go, and with them what they say of looks and places on the screen.

use super::cues::{self, Cue, markup};
use super::{Import, ImportError, Limits, Place, Report};
use crate::decode::decode;

const FORMAT: &str = "SRT";

/// Lines at the start of a file in which the first times are looked for.
const HEAD: usize = 12;

/// Whether these bytes are those of subtitles: near their start stands a line with two times.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    /// Bytes that are looked at.
    const MOST: usize = 4_096;
    let head = &bytes[..bytes.len().min(MOST)];
    // Times are ASCII in every encoding but UTF-16.
    let text = String::from_utf8_lossy(head).replace('\0', "");
    let is_vtt = text.trim_start_matches(['\u{feff}', '\u{fffd}']).starts_with("WEBVTT");
    !is_vtt && text.lines().take(HEAD).any(|line| cues::timing(line).is_some())
}

/// The interview of a file with subtitles.
///
/// # Errors
/// When there is no cue in it, it is no text, or more than the limits allow.
pub fn read(bytes: &[u8], _name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    cues::check(bytes, limits)?;
    let text = decode(bytes, None)?.text;
    let mut report = Report::of("srt");
    let mut reader = Reader::new(&mut report);
    for (number, line) in text.lines().enumerate() {
        reader.line(u32::try_from(number + 1).unwrap_or(u32::MAX), line);
    }
    let found = reader.finish();
    if found.is_empty() {
        return Err(ImportError::malformed(
            FORMAT,
            "there is no line with two times, such as 00:00:01,000 --> 00:00:02,000",
        ));
    }
    let document = cues::document(found, FORMAT, None, limits, &mut report)?;
    Ok(Import { documents: vec![document], report, ..Import::default() })
}

struct Reader<'r> {
    report: &'r mut Report,
    cues: Vec<Cue>,
    /// A line that is nothing but a number: that of the next cue, or words.
    number: Option<(u32, String)>,
    /// Whether the first cue has a number before it, and so all of them.
    is_numbered: bool,
}

impl<'r> Reader<'r> {
    fn new(report: &'r mut Report) -> Self {
        Self { report, cues: Vec::new(), number: None, is_numbered: false }
    }

    fn line(&mut self, at: u32, line: &str) {
        let line = line.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
        if line.is_empty() {
            return;
        }
        if let Some((start, end, settings)) = cues::timing(line) {
            let number = self.number.take();
            self.is_numbered |= self.cues.is_empty() && number.is_some();
            if let Some((at, words)) = number.filter(|_| !self.is_numbered) {
                self.words(at, &words);
            }
            self.cues.push(Cue {
                start: Some(start),
                end: Some(end),
                place: Some(Place::Line(at)),
                ..Cue::default()
            });
            if !settings.is_empty() {
                self.report.skip("cue-settings", settings, "looks", Some(Place::Line(at)));
            }
            return;
        }
        if let Some((at, words)) = self.number.take() {
            self.words(at, &words);
        }
        if line.bytes().all(|byte| byte.is_ascii_digit()) {
            self.number = Some((at, line.to_owned()));
        } else {
            self.words(at, line);
        }
    }

    fn words(&mut self, at: u32, line: &str) {
        let Some(cue) = self.cues.last_mut() else {
            self.report.skip("text", line, "before-first-cue", Some(Place::Line(at)));
            return;
        };
        let (line, first) = markup::without_overrides(line);
        let mut dropped = first.map(str::to_owned);
        let mut words = String::with_capacity(line.len());
        for piece in markup::pieces(&line) {
            match piece {
                markup::Piece::Text(text) => words.push_str(&text),
                markup::Piece::Tag(tag) if tag.name == "br" => words.push(' '),
                markup::Piece::Tag(tag) => {
                    dropped.get_or_insert_with(|| format!("<{}>", tag.inside));
                }
            }
        }
        if let Some(tag) = dropped {
            self.report.alter("formatting", &tag, "looks", Some(Place::Line(at)));
            cue.is_altered = true;
        }
        if !words.trim().is_empty() {
            cue.lines.push(words.trim().to_owned());
        }
    }

    fn finish(mut self) -> Vec<Cue> {
        // Nothing follows that it could be the number of.
        if let Some((at, words)) = self.number.take() {
            self.words(at, &words);
        }
        self.cues
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(file: &str) -> String {
        read(file.as_bytes(), None, Limits::default()).unwrap().documents[0].interview.text.clone()
    }

    #[test]
    fn numbers_are_told_from_words_that_are_numbers() {
        let numbered = "1\n00:00:01,000 --> 00:00:02,000\nHow old?\n2\n00:00:02,000 --> 00:00:03,000\n42\n\n3\n00:00:03,000 --> 00:00:04,000\n7\n";
        assert_eq!(text(numbered), "How old? 42 7\n");
        let bare = "00:00:01,000 --> 00:00:02,000\nHow old?\n00:00:02,000 --> 00:00:03,000\n42\n00:00:03,000 --> 00:00:04,000\nI see.\n";
        assert_eq!(text(bare), "How old? 42 I see.\n");
    }

    #[test]
    fn subtitles_are_told_by_their_first_times() {
        assert!(looks_like("\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\n霧\r\n".as_bytes()));
        assert!(looks_like(b"0:00:01.5 --> 0:00:02\nHi"));
        assert!(!looks_like(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi"));
        assert!(!looks_like("霧 --> 河".as_bytes()));
        assert!(!looks_like(b""));
    }
}
