//! Whatever comes in, an importer ends with an interview or a sentence.

use proptest::prelude::*;
use vermilion_formats::import::{Import, ImportError, Limits, srt, vtt, whisper};

type Read = fn(&[u8], Option<&str>, Limits) -> Result<Import, ImportError>;

const READERS: [Read; 3] = [srt::read, vtt::read, whisper::read];

const SRT: &str = "1\n00:00:01,000 --> 00:00:02,000\n<i>林默：霧</i>{\\an8} &amp; 🌫️\n\n2\n00:00:02,000 --> 00:00:03,000\n高𠮷：e\u{301}河\n";
const VTT: &str = "WEBVTT\n\nNOTE a\n\n00:01.000 --> 00:02.000 line:0\n<v 林默>霧 <ruby>河<rt>x</rt></ruby></v><v B>b\n\n00:02.000 --> 00:03.000\n<c>𠮷</c>\n";
const JSON: &str = r#"{"segments":[{"start":0.0,"end":1.5,"text":"霧𠮷","speaker":"A"},{"start":1.5,"end":2,"text":"b","speaker":1}],"language":"zh"}"#;
const OTR: &str = r#"{"text":"<p><span class=\"timestamp\" data-timestamp=\"1.5\">0:01</span>霧<br>河</p>","media":"a","media-time":1}"#;
const HTML: &str = "<html><body><p>t</p><p><a name=\"ts_0_1_S00\">S00: 霧</a></p></body></html>";

/// Reads with every reader; what comes out must hold together.
fn check(bytes: &[u8]) {
    for read in READERS {
        let Ok(import) = read(bytes, None, Limits::default()) else { continue };
        for document in &import.documents {
            let interview = &document.interview;
            let mut end = vermilion_anchor::CodePoint(0);
            for block in &interview.blocks {
                assert_eq!(block.span.start, end);
                assert!(block.span.start <= block.body.start && block.body.end <= block.span.end);
                end = block.span.end;
            }
            assert_eq!(end.0, vermilion_anchor::count(&interview.text));
        }
    }
}

#[test]
fn files_that_are_cut_off_anywhere_are_read_or_refused() {
    for file in [SRT, VTT, JSON, OTR, HTML] {
        for end in 0..file.len() {
            check(&file.as_bytes()[..end]);
        }
    }
}

#[test]
fn long_files_of_brackets_end_quickly() {
    let times = "00:00:01,000 --> 00:00:02,000\n";
    for unit in [
        "<",
        "<a",
        "<!--",
        "{",
        "{\\",
        "&",
        "&#x",
        "<v a>",
        "-",
        ">>",
        "a:",
        "霧：\n",
        "<span data-timestamp=",
        times,
    ] {
        let bomb = unit.repeat(30_000);
        for head in [times, "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<a name=\"ts_0_1_a\"></a>"] {
            check(format!("{head}{bomb}").as_bytes());
        }
    }
    check(format!("{{\"segments\":{}\"start\"\"end\"\"text\"", "[".repeat(300_000)).as_bytes());
}

#[test]
fn more_than_the_limits_allow_is_refused() {
    let limits = Limits { items: 1, ..Limits::default() };
    assert!(matches!(srt::read(SRT.as_bytes(), None, limits), Err(ImportError::TooMuch { .. })));
    assert!(matches!(whisper::read(JSON.as_bytes(), None, limits), Err(ImportError::TooMuch { .. })));
    let limits = Limits { file: 10, ..Limits::default() };
    assert!(matches!(vtt::read(VTT.as_bytes(), None, limits), Err(ImportError::TooMuch { .. })));
    let limits = Limits { text: 4, ..Limits::default() };
    assert!(matches!(srt::read(SRT.as_bytes(), None, limits), Err(ImportError::TooMuch { .. })));
}

proptest! {
    #[test]
    fn any_lines_between_times_are_read(lines in prop::collection::vec("([-<>{}&;:#a-z0-9\\\\/ 霧：]|\\PC){0,20}", 0..12)) {
        let mut file = String::new();
        for (at, line) in lines.iter().enumerate() {
            file.push_str(&format!("00:00:{at:02}.000 --> 00:00:{:02}.000\n{line}\n\n", at + 1));
        }
        check(file.as_bytes());
        check(format!("WEBVTT\n\n{file}").as_bytes());
    }
}
