//! Transcripts of machines and of those who correct them: Whisper's JSON and that of its kin, `oTranscribe`'s `.otr` and
//! `noScribe`'s HTML. Which it is, is told by what is in the file.

mod markup;
mod segments;

use super::cues::{self, Cue};
use super::{Import, ImportError, Limits, Report};
use crate::decode::decode;

/// A kind of transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// JSON with segments: Whisper, faster-whisper, `WhisperX`, whisper.cpp.
    Segments,
    /// JSON with HTML in it: `oTranscribe`.
    OTranscribe,
    /// HTML whose anchors are times: `noScribe`.
    NoScribe,
}

/// What a file was read into.
#[derive(Debug, Default)]
struct Transcript {
    cues: Vec<Cue>,
    language: Option<String>,
    title: Option<String>,
}

/// Whether these bytes are those of such a transcript.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    kind(bytes).is_some()
}

/// The interview of a transcript.
///
/// # Errors
/// When it is none of these transcripts or nothing is said in it, it is no text, or holds more than the limits allow.
pub fn read(bytes: &[u8], _name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    cues::check(bytes, limits)?;
    let text = decode(bytes, None)?.text;
    let Some(kind) = kind(text.as_bytes()) else {
        return Err(ImportError::malformed(
            "transcript",
            "it has neither segments nor time stamps of a program that is known",
        ));
    };
    let (format, mut report) = match kind {
        Kind::Segments => ("Whisper", Report::of("whisper")),
        Kind::OTranscribe => ("oTranscribe", Report::of("otranscribe")),
        Kind::NoScribe => ("noScribe", Report::of("noscribe")),
    };
    let transcript = match kind {
        Kind::Segments => segments::read(&text, limits, &mut report)?,
        Kind::OTranscribe => markup::read_otr(&text, &mut report)?,
        Kind::NoScribe => markup::read_noscribe(&text, &mut report),
    };
    let language = transcript.language.as_deref();
    let mut document = cues::document(transcript.cues, format, language, limits, &mut report)?;
    document.name = transcript.title;
    Ok(Import { documents: vec![document], report, ..Import::default() })
}

/// Which transcript it is, by words that stand in it: JSON may have its keys in any order.
fn kind(bytes: &[u8]) -> Option<Kind> {
    let has = |words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
    let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    match start.first()? {
        b'{' | b'[' => {
            let has_times = has("\"start\"") && has("\"end\"") && has("\"text\"");
            if has("\"text\"") && (has("\"media-time\"") || has("\"media\"")) && !has_times {
                Some(Kind::OTranscribe)
            } else if has("\"transcription\"") && has("\"offsets\"")
                || has_times && (has("\"segments\"") || start.first() == Some(&b'['))
            {
                Some(Kind::Segments)
            } else {
                None
            }
        }
        b'<' if has("name=\"ts_") && has("</a>") => Some(Kind::NoScribe),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_is_told_by_its_words() {
        for (file, expected) in [
            (r#"{"segments":[{"start":0,"end":1,"text":"a"}]}"#, Some(Kind::Segments)),
            (r#"[{"start":0,"end":1,"text":"a"}]"#, Some(Kind::Segments)),
            (r#"{"transcription":[{"offsets":{"from":0,"to":1},"text":"a"}]}"#, Some(Kind::Segments)),
            (r#"{"text":"<p>a</p>","media":"a.mp3","media-time":1}"#, Some(Kind::OTranscribe)),
            (r#"<html><p><a name="ts_0_1_S00" >a</a></p></html>"#, Some(Kind::NoScribe)),
            (r#"{"text":"a"}"#, None),
            ("<html><p>a</p></html>", None),
            ("", None),
        ] {
            assert_eq!(kind(file.as_bytes()), expected, "{file}");
        }
    }
}
