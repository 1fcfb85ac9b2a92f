//! Files of 200 MB, of each format that is imported: refused by their size, and nothing is stored.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test binary uses its part of what is shared")]
mod support;

use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use support::Fixture;
use vermilion_api::wire::*;

const LARGE: u64 = 200_000_000;

/// How a file of each format begins. What follows is nothing: of a sparse file only the beginning is on the disk.
const BEGINNINGS: [(&str, &[u8]); 15] = [
    ("a.txt", "甲：你好\n".as_bytes()),
    ("a.md", b"# A talk\n\nAda: yes\n"),
    ("a.html", b"<!doctype html><html><body><p>Ada: yes"),
    ("a.docx", b"PK\x03\x04"),
    ("a.odt", b"PK\x03\x04"),
    ("a.epub", b"PK\x03\x04"),
    ("a.qdpx", b"PK\x03\x04"),
    ("a.qdc", b"<?xml version=\"1.0\"?><CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\">"),
    ("a.rtf", b"{\\rtf1\\ansi yes"),
    ("a.pdf", b"%PDF-1.7\n"),
    ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nyes\n"),
    ("a.vtt", b"WEBVTT\n\n"),
    ("a.json", b"{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationCollection\""),
    ("a.csv", b"tag,description\n"),
    ("a.sqlite3", b"SQLite format 3\0"),
];

fn large(fixture: &Fixture, name: &str, beginning: &[u8]) -> Value {
    let path = fixture.folder.path().join(name);
    let mut file = File::create(&path).unwrap();
    file.write_all(beginning).unwrap();
    file.set_len(LARGE).unwrap();
    json!({ "kind": "path", "path": path })
}

fn refused(fixture: &Fixture, source: &Value, format: Option<&str>) -> String {
    let request = json!({ "source": source, "encoding": null, "format": format });
    let previewed = fixture.api.call("import_preview", request, "test").unwrap_err().code;
    let mut commit = serde_json::to_value(support::commit("")).unwrap();
    commit["source"] = source.clone();
    commit["format"] = json!(format);
    assert_eq!(fixture.api.call("import_commit", commit, "test").unwrap_err().code, previewed);
    previewed
}

#[test]
fn a_file_of_200_mb_is_refused_whatever_its_format() {
    let fixture = Fixture::new();
    for (name, beginning) in BEGINNINGS {
        let source = large(&fixture, name, beginning);
        assert_eq!(refused(&fixture, &source, None), "file-too-large", "{name}");
    }
    // Also where it is said what to read it as.
    let source = large(&fixture, "anything", b"Ada: yes");
    let formats = "text markdown taguette docx odt pdf rtf epub qdpx qdc vtt srt hypothesis jsonld whisper codebook-csv html";
    for format in formats.split(' ') {
        assert_eq!(refused(&fixture, &source, Some(format)), "file-too-large", "{format}");
    }
    assert!(fixture.api.document_list(Nothing {}).unwrap().is_empty());
}

#[test]
fn a_library_of_200_mb_that_is_none_is_refused_before_it_is_read() {
    let fixture = Fixture::new();
    // A library may be as large: SQLite reads of it what it is asked for. This one is a header and nothing.
    let mut header = b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20".to_vec();
    header.resize(68, 0);
    header.extend_from_slice(b"VRML");
    let source = large(&fixture, "a.vermilion", &header);
    let code = refused(&fixture, &source, None);
    assert!(code.contains("damaged") || code.contains("library"), "{code}");
    assert!(fixture.api.document_list(Nothing {}).unwrap().is_empty());
}
