//! Web Video Text Tracks (`.vtt`): W3C WebVTT, and what meeting programs write under that name.
//!
//! `<v Name>` says who speaks; also several in one cue. Comments, styles, regions and what settings say of places on the
//! screen are left out and reported. Of `noScribe` a cue says its speaker twice, which is once enough.

use super::cues::{
    self, Cue,
    markup::{self, Piece},
};
use super::{Import, ImportError, Limits, Place, Report};
use crate::decode::decode;

const FORMAT: &str = "WebVTT";

/// Whether these bytes are those of a WebVTT file.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    bytes.strip_prefix(b"WEBVTT").is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace))
}

/// The interview of a WebVTT file.
///
/// # Errors
/// When it does not begin as such a file does, has no cue, is no text, or holds more than the limits allow.
pub fn read(bytes: &[u8], _name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    cues::check(bytes, limits)?;
    let text = decode(bytes, None)?.text;
    if !looks_like(text.as_bytes()) {
        return Err(ImportError::malformed(FORMAT, "its first line does not begin with WEBVTT"));
    }
    let mut reader = Reader { report: Report::of("vtt"), cues: Vec::new(), title: None, language: None };
    let mut block: Vec<(u32, &str)> = Vec::new();
    let mut is_head = true;
    for (number, line) in text.lines().map(Some).chain([None]).enumerate() {
        let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
        // A line of nothing but spaces is part of a cue.
        match line.filter(|line| !line.is_empty()) {
            Some(line) => block.push((number, line)),
            None if is_head => {
                reader.head(&block);
                is_head = false;
                block.clear();
            }
            None => {
                reader.block(&block);
                block.clear();
            }
        }
    }
    let Reader { mut report, cues: found, title, language } = reader;
    if found.is_empty() {
        return Err(ImportError::malformed(FORMAT, "there is no cue in it"));
    }
    let mut document = cues::document(found, FORMAT, language.as_deref(), limits, &mut report)?;
    document.name = title;
    Ok(Import { documents: vec![document], report, ..Import::default() })
}

struct Reader {
    report: Report,
    cues: Vec<Cue>,
    title: Option<String>,
    language: Option<String>,
}

impl Reader {
    /// What stands before the first blank line.
    fn head(&mut self, lines: &[(u32, &str)]) {
        let Some(((at, first), rest)) = lines.split_first() else { return };
        let title = first.trim_start_matches('\u{feff}').trim_start_matches("WEBVTT");
        let title =
            title.trim_matches(|character: char| character.is_whitespace() || matches!(character, '-' | '–'));
        if !title.is_empty() {
            self.report.take("title", title, Some(Place::Line(*at)));
            self.title = Some(title.to_owned());
        }
        // Some programs forget the blank line.
        let cue = rest.iter().position(|(_, line)| cues::timing(line).is_some()).unwrap_or(rest.len());
        for (at, line) in &rest[..cue] {
            match line.split_once(':') {
                Some(("Language", language)) => self.language = Some(language.trim().to_owned()),
                _ => self.report.skip("header", line, "technical", Some(Place::Line(*at))),
            }
        }
        self.block(&rest[cue..]);
    }

    /// What stands between blank lines.
    fn block(&mut self, lines: &[(u32, &str)]) {
        let Some((at, first)) = lines.first().copied() else { return };
        let place = Some(Place::Line(at));
        let is_timed = |line: &(u32, &str)| cues::timing(line.1).is_some();
        let Some(timed) = lines.iter().position(is_timed) else {
            let (kind, reason) = match first.split_whitespace().next() {
                Some("NOTE") => ("note", "comment-of-file"),
                Some("STYLE") => ("style", "looks"),
                Some("REGION") => ("region", "looks"),
                _ => ("text", "no-time"),
            };
            let what: Vec<_> = lines.iter().map(|(_, line)| line.trim()).collect();
            self.report.skip(kind, &what.join(" "), reason, place);
            return;
        };
        for (at, line) in &lines[..timed] {
            if line.trim().bytes().any(|byte| !byte.is_ascii_digit()) {
                self.report.skip("cue-identifier", line.trim(), "technical", Some(Place::Line(*at)));
            }
        }
        // A cue whose blank line is missing begins with the next times.
        let mut rest = &lines[timed..];
        while let Some((head, after)) = rest.split_first() {
            let next = after.iter().position(is_timed).unwrap_or(after.len());
            let is_number = |(_, line): &(u32, &str)| line.trim().bytes().all(|byte| byte.is_ascii_digit());
            let words = match after[..next].split_last() {
                Some((last, words)) if next < after.len() && is_number(last) => words,
                _ => &after[..next],
            };
            self.cue(head, words);
            rest = &after[next..];
        }
    }

    fn cue(&mut self, (at, timing): &(u32, &str), words: &[(u32, &str)]) {
        let Some((start, end, settings)) = cues::timing(timing) else { return };
        let place = Some(Place::Line(*at));
        if !settings.is_empty() {
            self.report.skip("cue-settings", settings, "looks", place.clone());
        }
        let blank = Cue { start: Some(start), end: Some(end), place, ..Cue::default() };
        let payload = words.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
        // What each voice says; the first may be nobody.
        let mut voices: Vec<(Option<String>, String)> = Vec::new();
        let (mut voice, mut said) = (None, String::new());
        let mut dropped: Option<String> = None;
        let mut ruby: Option<String> = None;
        for piece in markup::pieces(&payload) {
            match piece {
                Piece::Text(text) => ruby.as_mut().unwrap_or(&mut said).push_str(&text),
                Piece::Tag(tag) if tag.name == "v" => {
                    let name = Some(tag.annotation()).filter(|name| !tag.is_end && !name.is_empty());
                    voices.push((std::mem::replace(&mut voice, name), std::mem::take(&mut said)));
                }
                Piece::Tag(tag) if tag.name == "rt" || tag.name == "ruby" => {
                    if let Some(reading) = ruby.take().filter(|reading| !reading.is_empty()) {
                        self.report.skip("ruby", &reading, "reading-aid", blank.place.clone());
                    }
                    ruby = (tag.name == "rt" && !tag.is_end).then(String::new);
                }
                Piece::Tag(tag) => {
                    dropped.get_or_insert_with(|| format!("<{}>", tag.inside));
                }
            }
        }
        voices.push((voice, said));
        if let Some(tag) = &dropped {
            self.report.alter("formatting", tag, "looks", blank.place.clone());
        }
        let lines = |said: &str| -> Vec<String> {
            said.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        voices.retain(|(_, said)| !said.trim().is_empty());
        if voices.is_empty() {
            self.cues.push(blank);
            return;
        }
        let count = voices.len();
        for (number, (speaker, said)) in voices.into_iter().enumerate() {
            self.cues.push(Cue {
                speaker,
                lines: lines(&said),
                is_altered: dropped.is_some(),
                // Only the last one ends with the cue.
                end: (number + 1 == count).then_some(end),
                ..blank.clone()
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_first_line() {
        for (file, expected) in [
            ("WEBVTT", true),
            ("\u{feff}WEBVTT - Title\n", true),
            ("WEBVTT\tx", true),
            ("WEBVTTX", false),
            ("webvtt", false),
            ("1\n00:00", false),
        ] {
            assert_eq!(looks_like(file.as_bytes()), expected, "{file}");
        }
    }

    #[test]
    fn several_voices_of_a_cue_are_several_turns() {
        let file = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Where?</v> <v.loud Ben>There.\n\n00:02.000 --> 00:03.000\n<v Ben>By the <ruby>河<rt>hé</rt></ruby>.";
        let import = read(file.as_bytes(), None, Limits::default()).unwrap();
        assert_eq!(import.documents[0].interview.text, "Anna: Where?\nBen: There. By the 河.\n");
        assert!(import.report.findings.iter().any(|finding| finding.kind == "ruby" && finding.what == "hé"));
    }
}
