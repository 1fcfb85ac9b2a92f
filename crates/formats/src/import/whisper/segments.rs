//! JSON with segments, as Whisper and its kin write it.

use super::Transcript;
use crate::import::cues::{self, Cue};
use crate::import::{ImportError, Limits, Place, Report};
use serde::Deserialize;

/// What is read of a file; tokens, words and probabilities are passed over without being kept.
#[derive(Default, Deserialize)]
struct Whole {
    #[serde(default)]
    segments: Vec<Segment>,
    /// whisper.cpp.
    #[serde(default)]
    transcription: Vec<Segment>,
    #[serde(default)]
    language: Option<String>,
    /// whisper.cpp.
    #[serde(default)]
    result: Option<Outcome>,
}

#[derive(Deserialize)]
struct Outcome {
    #[serde(default)]
    language: Option<String>,
}

#[derive(Deserialize)]
struct Segment {
    /// Seconds.
    #[serde(default)]
    start: Option<f64>,
    #[serde(default)]
    end: Option<f64>,
    /// whisper.cpp.
    #[serde(default)]
    offsets: Option<Offsets>,
    #[serde(default)]
    text: Option<String>,
    /// `WhisperX`, and whatever else tells voices apart.
    #[serde(default)]
    speaker: Option<Speaker>,
}

/// Milliseconds.
#[derive(Deserialize)]
struct Offsets {
    #[serde(default)]
    from: Option<u32>,
    #[serde(default)]
    to: Option<u32>,
}

/// A name, or the number of a voice.
#[derive(Deserialize)]
#[serde(untagged)]
enum Speaker {
    Name(String),
    Number(u32),
}

pub(super) fn read(text: &str, limits: Limits, report: &mut Report) -> Result<Transcript, ImportError> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let wrong = |error: serde_json::Error| ImportError::malformed("Whisper", error);
    let whole = if text.starts_with('[') {
        // Some programs write the list alone.
        Whole { segments: serde_json::from_str(text).map_err(wrong)?, ..Whole::default() }
    } else {
        serde_json::from_str(text).map_err(wrong)?
    };
    let segments = if whole.segments.is_empty() { whole.transcription } else { whole.segments };
    if segments.len() > limits.items {
        return Err(ImportError::TooMuch { what: "segments", most: limits.items as u64 });
    }
    let cues = segments.into_iter().enumerate().map(|(at, segment)| {
        let place = Some(Place::Entry(u32::try_from(at + 1).unwrap_or(u32::MAX)));
        let offsets = segment.offsets;
        let start = segment.start.and_then(cues::from_seconds);
        let end = segment.end.and_then(cues::from_seconds);
        let mut cue = Cue {
            start: start.or(offsets.as_ref().and_then(|offsets| offsets.from)),
            end: end.or(offsets.and_then(|offsets| offsets.to)),
            speaker: segment.speaker.and_then(name),
            place,
            ..Cue::default()
        };
        let words = segment.text.unwrap_or_default();
        cue.lines.extend(words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
        if cue.start.is_none() && !cue.lines.is_empty() {
            report.alter("cue", &words, "no-time-given", cue.place.clone());
            cue.is_altered = true;
        }
        cue
    });
    let cues = cues.collect();
    let language = whole.language.or(whole.result.and_then(|result| result.language));
    Ok(Transcript { cues, language, title: None })
}

fn name(speaker: Speaker) -> Option<String> {
    let name = match speaker {
        Speaker::Name(name) => name,
        Speaker::Number(number) => format!("Speaker {number}"),
    };
    Some(name).filter(|name| !name.trim().is_empty())
}
