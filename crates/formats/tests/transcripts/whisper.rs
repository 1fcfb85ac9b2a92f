use vermilion_formats::import::{Limits, whisper};

use crate::shown;

fn read(file: &str) -> String {
    shown(&whisper::read(file.as_bytes(), None, Limits::default()).unwrap())
}

#[test]
fn segments_are_paragraphs() {
    let file = r#"{"text": " 霧。", "segments": [
        {"id": 0, "seek": 0, "start": 0.0, "end": 2.5, "text": " 我小時候住在河邊。", "tokens": [1, 2], "temperature": 0.0, "avg_logprob": -0.2},
        {"id": 1, "seek": 0, "start": 2.5, "end": 4.0, "text": "霧很大，", "words": [{"word": "霧", "start": 2.5, "end": 2.6, "probability": 0.9}]},
        {"id": 2, "seek": 0, "start": 4.0, "end": 5.0, "text": "船都停了。"},
        {"id": 3, "seek": 0, "start": 9.25, "end": 10.0, "text": "後來就沒有船了。"},
        {"id": 4, "seek": 0, "start": null, "end": null, "text": "謝謝。"}
    ], "language": "zh"}"#;
    insta::assert_snapshot!(read(file));
}

#[test]
fn segments_with_speakers_are_turns() {
    let file = r#"{"segments": [
        {"start": 0.03, "end": 2.0, "text": " Where did you grow up?", "speaker": "SPEAKER_00"},
        {"start": 2.5, "end": 4.0, "text": " By the river,", "speaker": "SPEAKER_01", "words": [{"word": "By", "score": 0.9, "speaker": "SPEAKER_01"}]},
        {"start": 4.1, "end": 5.0, "text": " in the fog."},
        {"start": 4.5, "end": 6.0, "text": " And then?", "speaker": "SPEAKER_00"}
    ], "word_segments": [], "language": "en"}"#;
    insta::assert_snapshot!(read(file));
}

#[test]
fn whisper_cpp_counts_in_milliseconds() {
    let file = r#"{"systeminfo": "x", "params": {"language": "auto"}, "result": {"language": "de"}, "transcription": [
        {"timestamps": {"from": "00:00:00,000", "to": "00:00:02,000"}, "offsets": {"from": 0, "to": 2000}, "text": " Am Fluss."},
        {"timestamps": {"from": "00:00:05,000", "to": "00:00:06,000"}, "offsets": {"from": 5000, "to": 6000}, "text": " Im Nebel."}
    ]}"#;
    insta::assert_snapshot!(read(file));
}

#[test]
fn what_was_typed_beside_the_recording_keeps_its_paragraphs() {
    let file = r#"{"text":"<p><span class=\"timestamp\" data-timestamp=\"1.52\">0:01</span>Q: Where <i>did</i> you live?</p><p><span class=\"timestamp\" data-timestamp=\"4\">0:04</span>A: By the river.</p><p>In a house. <span class=\"timestamp\" data-timestamp=\"9\">0:09</span>On stilts &amp; mud.</p><p>Q: And now?<br />A: Gone.</p><script>alert(1)</script>","media":"river.mp3","media-source":"","media-time":12.2}"#;
    insta::assert_snapshot!(read(file));
}

#[test]
fn a_page_of_noscribe_is_an_interview() {
    let file = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.0//EN\">\n<html >\n<head >\n<meta charset=\"UTF-8\" />\n<style type=\"text/css\" >p { }</style>\n</head>\n<body style=\"a\" >\n<p style=\"font-weight:600;\" >fog.m4a</p><p style=\"color: #909090\" >Transcribed with noScribe vers. 0.6</p>\n<p ><a name=\"ts_0_2000_S00\" ><span style=\"color: #78909C\" >[00:00:00]</span> S00: Where did you live?</a></p>\n<p ><a name=\"ts_2500_4000_S01\" >S01: By the river,</a><a name=\"ts_4000_5000_S01\" > in the fog.</a></p>\n<p ><a name=\"ts_5000_6000_S00\" >S00: And now?</a></p><p ><a name=\"ts_6000_7000_S01\" >S01: Gone.</a></p></body>\n</html>";
    insta::assert_snapshot!(read(file));
}

#[test]
fn a_broken_file_is_refused_with_its_place() {
    let error = whisper::read(br#"{"segments":[{"start":0,"end":1,"text":"a"},"#, None, Limits::default())
        .unwrap_err();
    assert!(error.to_string().contains("line 1 column"), "{error}");
    let error = whisper::read(br#"{"segments":[{"start":0,"end":1,"text":" "}]}"#, None, Limits::default())
        .unwrap_err();
    assert_eq!(error.to_string(), "it is no Whisper file: nothing is said in it");
}
