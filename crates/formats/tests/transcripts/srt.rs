use vermilion_formats::import::{Limits, srt};

use crate::shown;

fn read(file: &str) -> String {
    shown(&srt::read(file.as_bytes(), None, Limits::default()).unwrap())
}

#[test]
fn subtitles_with_labels_are_an_interview() {
    let file = "\u{feff}1\r\n00:00:01,000 --> 00:00:03,000\r\n林默：你小時候住在河邊，\r\n霧大嗎？\r\n\r\n2\r\n00:00:03,200 --> 00:00:05,000\r\n高𠮷：<i>大</i>。{\\an8}\r\n\r\n3\r\n00:00:05,100 --> 00:00:07,000 X1:40 X2:600\r\n早上看不見對岸，\r\n\r\n4\r\n00:00:07,000 --> 00:00:08,000\r\n只聽得見船。👩‍👩‍👧\r\n\r\n5\r\n00:00:11,000 --> 00:00:12,000\r\n現在沒有了。\r\n6\r\n00:00:11,500 --> 00:00:13,000\r\n林默：沒有船，還是沒有霧？\r\n\r\n7\r\n00:00:13,000 --> 00:00:14,000\r\n高𠮷：都沒有。\r\n";
    insta::assert_snapshot!(read(file));
}

#[test]
fn subtitles_without_names_are_paragraphs() {
    let file = "1\n00:00:01,000 --> 00:00:02,000\nThe Fog\n\n2\n00:00:02,100 --> 00:00:04,000\nlay on the river\n\n3\n00:00:04,100 --> 00:00:05,000\nall morning.\n\n4\n00:00:09,000 --> 00:00:10,000\n- Note: did you see it?\n- I did.\n\n5\n00:00:10,000 --> 00:00:11,000\n\n\n6\n00:00:08,000 --> 00:00:09,000\nIt lifted.\n";
    insta::assert_snapshot!(read(file));
}

#[test]
fn a_file_without_times_is_refused_in_words() {
    let error = srt::read(b"1\nHello", None, Limits::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "it is no SRT file: there is no line with two times, such as 00:00:01,000 --> 00:00:02,000"
    );
    let error = srt::read(b"00:00:01,000 --> 00:00:02,000\n\n", None, Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), "it is no SRT file: nothing is said in it");
}

#[test]
fn old_encodings_are_read() {
    let file = "1\n00:00:01,000 --> 00:00:03,000\n霧散了，船就看得見了，我們那時候每天都在河邊等。\n";
    let (bytes, ..) = encoding_rs::BIG5.encode(file);
    let import = srt::read(&bytes, None, Limits::default()).unwrap();
    assert_eq!(import.documents[0].interview.text, "霧散了，船就看得見了，我們那時候每天都在河邊等。\n");
}
