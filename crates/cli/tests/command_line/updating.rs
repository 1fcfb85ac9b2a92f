//! Exporting into an earlier export that somebody has written in.

use crate::support::{Terminal, with_interview};
use serde_json::{Value, json};
use std::fs;

fn export(terminal: &Terminal, id: &str, more: &[&str]) -> Value {
    let arguments = ["export", id, "--format", "md", "-o", "notes.md"];
    terminal.json(&[&arguments[..], more].concat())
}

fn read(terminal: &Terminal) -> String {
    fs::read_to_string(terminal.path("notes.md")).unwrap()
}

#[test]
fn an_earlier_export_is_brought_up_to_date_and_keeps_what_was_written_in_it() {
    let (terminal, id) = with_interview();
    let first = terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--tag", "方法/慢"]);
    let written = export(&terminal, &id, &[]);
    assert_eq!(written["update"], Value::Null);
    let plain = read(&terminal);
    assert!(plain.contains(&format!("\n^{}\n", first["id"].as_str().unwrap())), "{plain}");

    let own = format!("{}\n我的想法。", plain.replace("\n---\n\n", "\nstatus: draft\n---\n\n我的開頭。\n\n"));
    terminal.file("notes.md", &own);
    terminal.json(&["annotate", &id, "--quote", "因為紅色", "--note", "硃"]);
    let told = terminal.text(&["export", &id, "--format", "md", "-o", "notes.md"]);
    assert!(told.starts_with("Updated ") && told.contains("1 added, 0 changed, 0 removed"), "{told}");
    let now = read(&terminal);
    for words in ["status: draft\n", "\n我的開頭。\n", "\n我的想法。\n", "> 因為紅色", "\n- 硃\n"]
    {
        assert!(now.contains(words), "{words:?} in {now}");
    }
    let before = fs::metadata(terminal.path("notes.md")).unwrap().modified().unwrap();
    let current = export(&terminal, &id, &[]);
    assert_eq!(
        current["update"],
        json!({ "added": 0, "changed": 0, "removed": 0, "kept": 2, "is_current": true })
    );
    assert_eq!(fs::metadata(terminal.path("notes.md")).unwrap().modified().unwrap(), before);

    let changed = export(&terminal, &id, &["--tags-as", "wikilinks"]);
    assert_eq!(changed["update"]["changed"], 1);
    assert!(read(&terminal).contains("[[方法/慢]]"));
}

#[test]
fn what_was_changed_within_a_block_is_refused_and_nothing_is_written() {
    let (terminal, id) = with_interview();
    terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--note", "記"]);
    export(&terminal, &id, &[]);
    let edited = read(&terminal).replace("- 記", "- 記，再記");
    terminal.file("notes.md", &edited);
    let line = 1 + edited.lines().position(|line| line.starts_with("<!-- vermilion:annotation:")).unwrap();

    let error = terminal.error(1, &["export", &id, "--format", "md", "-o", "notes.md"]);
    assert_eq!(error["code"], "file-altered");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("notes.md") && message.contains(&format!("line {line}:")), "{message}");
    assert!(error["hint"].as_str().unwrap().contains("--force"), "{error}");
    assert_eq!(read(&terminal), edited);
    export(&terminal, &id, &["--force"]);
    assert!(!read(&terminal).contains("再記"));
}

#[test]
fn no_other_file_is_written_into() {
    let (terminal, id) = with_interview();
    terminal.file("other.txt", "另一篇\n\n林墨：你好嗎？\n\n許白：很好，謝謝。\n");
    let other = terminal.json(&["import", "other.txt"])["id"].as_str().unwrap().to_owned();
    export(&terminal, &other, &[]);
    let theirs = read(&terminal);
    for content in [theirs.as_bytes(), b"# mine\n", b"\xff\xfe", b""] {
        fs::write(terminal.path("notes.md"), content).unwrap();
        let error = terminal.error(1, &["export", &id, "--format", "md", "-o", "notes.md"]);
        assert_eq!(error["code"], "file-exists");
        assert_eq!(fs::read(terminal.path("notes.md")).unwrap(), content);
    }
    terminal.error(2, &["export", &id, "--format", "html", "--tags-as", "words"]);
}
