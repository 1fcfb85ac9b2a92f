//! Exports of Hypothesis, of its client and of its API.

use serde_json::{Value, json};
use vermilion_formats::import::hypothesis::{looks_like, read};
use vermilion_formats::import::{Import, Limits};

fn rows() -> Value {
    json!([
        {
            "id": "answer", "created": "2023-05-02T00:00:00.000000+00:00", "user": "acct:lin@hypothes.is",
            "uri": "https://example.org/a", "text": "兩行\n答覆", "tags": [], "references": ["first"],
            "target": [{ "source": "https://example.org/a" }],
        },
        {
            "id": "first", "created": "2023-05-01T10:00:00.123456+00:00", "updated": "2023-05-01T11:00:00+00:00",
            "user": "acct:wu@hypothes.is", "user_info": { "display_name": "吳" }, "uri": "https://example.org/a",
            "text": "**記**", "tags": ["河", "a/b", "河", " "], "document": { "title": ["霧與河"] },
            "target": [{ "source": "https://example.org/a", "selector": [
                { "type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 0, "endOffset": 9 },
                { "type": "TextPositionSelector", "start": 1, "end": 3 },
                { "type": "TextQuoteSelector", "exact": "霧散了", "prefix": "後來", "suffix": "。" },
            ] }],
        },
        { "id": "page", "user": "acct:wu@hypothes.is", "uri": "https://example.org/a", "text": "全頁", "tags": ["河"], "target": [{ "source": "x" }] },
        { "id": "b", "uri": "https://example.org/b", "text": "", "tags": [], "target": [] },
        { "id": "lost", "uri": "https://example.org/b", "text": "?", "references": ["nowhere"] },
    ])
}

fn told(import: &Import) {
    let document = &import.documents[0];
    assert_eq!(document.name.as_deref(), Some("霧與河"));
    assert_eq!(document.interview.source.as_deref(), Some("https://example.org/a"));
    let one = &document.annotations[0];
    assert_eq!((one.span, one.quote.as_str()), (None, "霧散了"));
    assert_eq!(one.note, "**記**\n\n> lin: 兩行\n> 答覆");
    assert_eq!(one.author.as_deref(), Some("吳"));
    assert_eq!(one.created.as_deref(), Some("2023-05-01T10:00:00.123456Z"));
    let names: Vec<_> = one.tags.iter().map(|tag| import.tags[*tag].name.as_str()).collect();
    assert_eq!(names, ["河", "a·b"]);
    assert_eq!(document.memos[0].text, "全頁\n\n河");
    let reasons: Vec<_> = import.report.findings.iter().map(|finding| finding.reason.as_str()).collect();
    for reason in
        ["to-be-placed", "whole-document", "no-quote", "reply-in-note", "missing-annotation", "no-text"]
    {
        assert!(reasons.contains(&reason), "{reason} in {reasons:?}");
    }
}

#[test]
fn annotations_are_to_be_placed_by_their_words_whatever_wrote_them() {
    let of_client = json!({ "export_date": "2023-05-03", "export_userid": "wu", "client_version": "1", "annotations": rows() });
    for file in [rows(), json!({ "total": 5, "rows": rows() }), of_client] {
        let file = file.to_string();
        assert!(looks_like(file.as_bytes()));
        told(&read(file.as_bytes(), None, Limits::default()).unwrap());
    }
}

#[test]
fn what_is_no_export_is_refused_and_nothing_panics() {
    for file in ["", "{}", "[]", "[1]", "{\"rows\": 3}", "{\"rows\": [{}]}", "\u{0}"] {
        assert!(read(file.as_bytes(), None, Limits::default()).is_err(), "{file}");
    }
    let file = rows().to_string();
    for part in 0..50 {
        assert!(read(&file.as_bytes()[..file.len() * part / 50], None, Limits::default()).is_err());
    }
    assert!(
        read(
            b"[{\"uri\": 7, \"target\": \"x\", \"tags\": {}, \"references\": 1, \"text\": []}]",
            None,
            Limits::default()
        )
        .is_ok()
    );
    assert!(read(file.as_bytes(), None, Limits { items: 3, ..Limits::default() }).is_err());
}
