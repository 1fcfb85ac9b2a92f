//! `verify`: what was exported says what the library says, and what was changed is told.

use crate::support::{list, with_interview};
use std::fs;

#[test]
fn every_format_that_is_read_back_says_what_the_library_says() {
    let (terminal, id) = with_interview();
    for (quote, more) in [
        ("慢慢讀。讀完再讀一次。", ["--tag", "讀/慢", "--note", "**慢**\n\n- 一\n- 二"].as_slice()),
        ("讀完再讀一次。\n\n第二次讀得更慢。", &["--color", "red", "--underline"]),
        ("紅色", &["--tag", "讀/紅", "--tag", "Night"]),
    ] {
        terminal.json(&[&["annotate", &id, "--quote", quote], more].concat());
    }
    terminal.json(&["memo", "set", "一篇關於*讀*的訪談。", "--document", &id]);
    for (format, file, read_as) in [
        ("json", "a.json", "jsonld"),
        ("docx", "a.docx", "docx"),
        ("qdpx", "a.qdpx", "qdpx"),
        ("qdpx-nvivo", "b.qdpx", "qdpx"),
    ] {
        terminal.json(&["export", &id, "--format", format, "-o", file]);
        let verified = terminal.json(&["verify", file, &id]);
        assert_eq!(verified["total"], 0, "{verified}");
        assert_eq!((&verified["annotations"], &verified["format"]), (&3.into(), &read_as.into()));
        assert!(terminal.text(&["verify", file, &id]).contains("3 annotations were compared"));
    }
}

#[test]
fn what_was_changed_since_is_told_with_status_1() {
    let (terminal, id) = with_interview();
    terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--note", "記"]);
    terminal.json(&["export", &id, "--format", "json", "-o", "a.json"]);
    let changed = fs::read_to_string(terminal.path("a.json")).unwrap().replace("\"記\"", "\"別的\"");
    terminal.file("b.json", changed);
    let ran = terminal.run(&["--json", "verify", "b.json", &id]);
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""));
    let verified: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let one = &list(&verified["differences"])[0];
    assert_eq!((&one["what"], &one["of"]), (&"note".into(), &"annotation".into()));
    assert_eq!((&one["library"], &one["file"]), (&"記".into(), &"別的".into()));
    let told = String::from_utf8(terminal.run(&["verify", "b.json", &id]).stdout).unwrap();
    assert!(told.contains("note: “記” in the library, “別的” in the file"), "{told}");
}

#[test]
fn what_is_not_read_back_is_refused() {
    let (terminal, id) = with_interview();
    let error = terminal.error(1, &["verify", "interview.txt", &id]);
    assert_eq!((&error["code"], &error["params"]["format"]), (&"not-read-back".into(), &"text".into()));
    assert_eq!(terminal.error(1, &["verify", "none.json", &id])["code"], "file-not-found");
}
