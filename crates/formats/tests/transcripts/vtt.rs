use vermilion_formats::import::{Limits, vtt};

use crate::shown;

fn read(file: &str) -> String {
    shown(&vtt::read(file.as_bytes(), None, Limits::default()).unwrap())
}

#[test]
fn voices_are_speakers() {
    let file = "WEBVTT - 霧與河\nKind: captions\nLanguage: zh\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\nNOTE by hand\nsecond line\n\nintro\n00:01.000 --> 00:02.000 align:start position:0%\n<v 林默>你去過<c.loud>河邊</c>嗎？</v>\n\n00:02.100 --> 00:04.000\n<v 高𠮷>去過。&amp; 常去&nbsp;。\n\n00:04.000 --> 00:05.000\n那時有霧。\n\n00:05.000 --> 00:06.000\n<v.a @林默!>後來<00:05.500>呢？\n\nstray words\n\n1:00:00.000 --> 1:00:01.000\n<v 高𠮷>\n";
    insta::assert_snapshot!(read(file));
}

#[test]
fn captions_that_roll_are_read_once() {
    let file = "WEBVTT\nKind: captions\nLanguage: en\n\n00:00:00.000 --> 00:00:02.000 align:start position:0%\n \nso<00:00:00.500><c> the</c><00:00:01.000><c> river</c>\n\n00:00:02.000 --> 00:00:02.010 align:start position:0%\nso the river\n \n\n00:00:02.010 --> 00:00:04.000 align:start position:0%\nso the river\nwas<00:00:02.500><c> there</c>\n\n00:00:04.000 --> 00:00:04.010\nwas there\n \n\n00:00:04.010 --> 00:00:06.000\nwas there\nbefore<00:00:05.000><c> us</c>\n";
    insta::assert_snapshot!(read(file));
}

#[test]
fn a_transcript_of_noscribe_says_its_speakers_once() {
    let file = "WEBVTT interview.m4a\n\nNOTE\nTranscribed with noScribe vers. 0.6.2\n\nNOTE media: /home/x/interview.m4a\n\n1\n00:00:00.000 --> 00:00:02.000\n<v S00>S00: Where did you live?\n\n2\n00:00:02.500 --> 00:00:04.000\n<v S01>S01: By the river.\n\n3\n00:00:04.000 --> 00:00:05.000\n<v S01>All my life.\n";
    insta::assert_snapshot!(read(file));
}

#[test]
fn another_file_is_refused() {
    for file in ["WEBVT\n\n00:01.000 --> 00:02.000\na", "WEBVTT\n\nNOTE nothing"] {
        assert!(vtt::read(file.as_bytes(), None, Limits::default()).is_err(), "{file}");
    }
}
