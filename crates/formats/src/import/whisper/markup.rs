//! Transcripts in HTML: paragraphs with time stamps in them, corrected by a person.
//!
//! Who speaks is said by a label at the start of a paragraph. Times are attributes: of the stamps that `oTranscribe` sets,
//! and of the anchors by which `noScribe` finds the recording again. The stamps shown in the text go, being in the
//! structure.

use super::Transcript;
use crate::import::cues::{
    self, Cue,
    markup::{self, Piece, Tag},
};
use crate::import::{ImportError, Place, Report};
use crate::interview::timecode;
use serde::Deserialize;

#[derive(Deserialize)]
struct Otr {
    text: String,
    #[serde(default)]
    media: Option<String>,
}

pub(super) fn read_otr(text: &str, report: &mut Report) -> Result<Transcript, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let otr: Otr =
        serde_json::from_str(text).map_err(|error| ImportError::malformed("oTranscribe", error))?;
    if let Some(media) = otr.media.filter(|media| !media.is_empty()) {
        report.skip("recording", &media, "no-recordings", None);
    }
    let mut paragraphs = Paragraphs::new(report);
    paragraphs.read(&otr.text);
    Ok(Transcript { cues: paragraphs.cues, ..Transcript::default() })
}

pub(super) fn read_noscribe(text: &str, report: &mut Report) -> Transcript {
    let mut paragraphs = Paragraphs::new(report);
    paragraphs.read(text);
    let mut cues = paragraphs.cues;
    // The title and what the program says of itself stand before the first time.
    let first = cues.iter().position(|cue| cue.start.is_some()).unwrap_or(0);
    let mut title = None;
    for cue in cues.drain(..first) {
        let words = cue.lines.join(" ");
        if words.is_empty() {
            continue;
        }
        if title.is_none() {
            report.take("title", &words, cue.place);
            title = Some(words);
        } else {
            report.skip("note", &words, "comment-of-file", cue.place);
        }
    }
    Transcript { cues, title, language: None }
}

struct Paragraphs<'r> {
    report: &'r mut Report,
    cues: Vec<Cue>,
    cue: Cue,
    line: String,
    number: u32,
    /// An element whose words are not said: a stamp, a style sheet.
    hidden: Option<String>,
    has_formatting: bool,
}

impl<'r> Paragraphs<'r> {
    fn new(report: &'r mut Report) -> Self {
        Self {
            report,
            cues: Vec::new(),
            cue: Cue::default(),
            line: String::new(),
            number: 0,
            hidden: None,
            has_formatting: false,
        }
    }

    fn read(&mut self, html: &str) {
        for piece in markup::pieces(html) {
            match piece {
                Piece::Text(text) if self.hidden.is_none() => self.line.push_str(&text),
                Piece::Text(_) => {}
                Piece::Tag(tag) => self.tag(&tag),
            }
        }
        self.end_paragraph();
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        if let Some(hidden) = &self.hidden {
            if tag.is_end && tag.name == *hidden {
                self.hidden = None;
            }
            return;
        }
        match tag.name.as_str() {
            "p" | "br" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "body" => self.end_paragraph(),
            "head" | "style" | "script" | "title" if !tag.is_end => self.hidden = Some(tag.name.clone()),
            "span" if !tag.is_end => self.stamp(tag),
            "a" if !tag.is_end => self.anchor(tag),
            "b" | "i" | "u" | "s" | "em" | "strong" => self.has_formatting = true,
            _ => {}
        }
    }

    /// A stamp that `oTranscribe` sets: a new paragraph of what is said begins with it, if it does not stand inside of a
    /// sentence.
    fn stamp(&mut self, tag: &Tag<'_>) {
        let seconds = tag.attribute("data-timestamp");
        let is_stamp = seconds.is_some() || tag.attribute("class").as_deref() == Some("timestamp");
        if is_stamp {
            self.hidden = Some("span".to_owned());
            let time = seconds.and_then(|seconds| seconds.parse().ok()).and_then(cues::from_seconds);
            self.time(time, None);
        }
    }

    /// An anchor of `noScribe`: `ts_START_END_SPEAKER`, in milliseconds.
    fn anchor(&mut self, tag: &Tag<'_>) {
        let Some(name) = tag.attribute("name") else { return };
        let mut parts = name.splitn(4, '_');
        if parts.next() == Some("ts") {
            let mut time = || parts.next().and_then(|time| time.parse().ok());
            let (start, end) = (time(), time());
            self.time(start, end);
        }
    }

    fn time(&mut self, start: Option<u32>, end: Option<u32>) {
        let is_open = !self.line.trim().is_empty();
        if !is_open {
            self.cue.start = self.cue.start.or(start);
        }
        self.cue.end = end.or(self.cue.end);
        if is_open && start.is_some() && end.is_none() {
            let words = self.line.trim().to_owned();
            self.report.skip("time", &words, "inside-paragraph", Some(Place::Paragraph(self.number + 1)));
        }
    }

    fn end_paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = without_stamp(line.trim());
        if line.is_empty() {
            // The time of an empty paragraph is that of the next one.
            return;
        }
        let mut cue = Cue {
            is_paragraph: true,
            lines: vec![line.split_whitespace().collect::<Vec<_>>().join(" ")],
            ..std::mem::take(&mut self.cue)
        };
        self.number += 1;
        cue.place = Some(Place::Paragraph(self.number));
        if std::mem::take(&mut self.has_formatting) {
            cue.is_altered = true;
            self.report.alter("formatting", &cue.lines[0], "looks", cue.place.clone());
        }
        self.cues.push(cue);
    }
}

/// A line without the stamp in brackets that `noScribe` shows.
fn without_stamp(line: &str) -> &str {
    let Some(rest) = line.strip_prefix('[') else { return line };
    match timecode::read(rest) {
        Some((length, _)) => rest[length..].strip_prefix(']').map_or(line, str::trim_start),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_become_times_and_paragraphs_stay() {
        let otr = r#"{"text":"<p><span class=\"timestamp\" data-timestamp=\"12.5\">0:12</span>&nbsp;Anna: <b>Where</b>?</p><p>Ben: There.<br>Far.</p>","media":"a.mp3"}"#;
        let mut report = Report::default();
        let cues = read_otr(otr, &mut report).unwrap().cues;
        assert_eq!(cues.len(), 3);
        assert_eq!((cues[0].start, &cues[0].lines), (Some(12_500), &vec!["Anna: Where?".to_owned()]));
        assert_eq!((cues[1].start, cues[1].lines[0].as_str()), (None, "Ben: There."));
        assert_eq!((report.skipped, report.altered), (1, 1));
    }

    #[test]
    fn anchors_become_times_and_the_title_is_none_of_the_words() {
        let html = "<html><head><title>x</title></head><body><p style=\"a\">Fog</p><p>Transcribed with noScribe</p><p><a name=\"ts_1000_2000_S00\" >[00:00:01] S00: Where?</a><a name=\"ts_2000_3000_S00\" > And when?</a></p></body></html>";
        let mut report = Report::default();
        let transcript = read_noscribe(html, &mut report);
        assert_eq!(transcript.title.as_deref(), Some("Fog"));
        assert_eq!(transcript.cues.len(), 1);
        let cue = &transcript.cues[0];
        assert_eq!(
            (cue.start, cue.end, cue.lines[0].as_str()),
            (Some(1_000), Some(3_000), "S00: Where? And when?")
        );
    }
}
