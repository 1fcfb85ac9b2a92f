//! Two programs on one library at once, as the window and the command line are.

use crate::desk::Desk;
use crate::terminal::Terminal;
use crate::{TestResult, disk::Disk};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vermilion_tests::fixtures;
use vermilion_tests::torture::audit::{self, Ask};
use vermilion_tests::torture::texts;

/// How much the command line does; the window goes on until it has.
const COMMANDS: u32 = 24;

/// The first character of what is said in the text, and how much of it there is at least.
const SAID: u32 = 24;

#[test]
fn what_two_programs_write_at_once_is_all_there_and_can_all_be_undone() -> TestResult {
    let disk = Disk::new()?;
    let mut desk = Desk::on(&disk)?;
    let library = disk.folder().join("library.vermilion");
    let document = desk.document();
    let file = disk.outside().join("interview.txt");
    std::fs::write(&file, texts::write(7))?;

    let (by_window, by_command_line) = std::thread::scope(|scope| {
        let command_line =
            scope.spawn(|| type_commands(&Terminal::on(&library), &document, &file.to_string_lossy()));
        let mut notes = BTreeSet::new();
        let mut number = 0;
        while !command_line.is_finished() {
            number += 1;
            let note = format!("視窗 {number}");
            desk.worker
                .ask("annotation_create", create(&document, &note))
                .map_err(|loss| format!("the window: {loss}"))?;
            notes.insert(note);
        }
        Ok::<_, String>((notes, command_line.join()))
    })?;
    let by_command_line = by_command_line.expect("the command line's thread ended by itself");
    drop(desk);

    let api = fixtures::open_library(&library)?;
    let content = audit::read(&mut &api)?;
    let found: BTreeSet<&str> =
        content.annotations.values().map(|annotation| annotation.note.as_str()).collect();
    for note in by_window.iter().chain(&by_command_line) {
        assert!(found.contains(note.as_str()), "“{note}” was acknowledged and is not there");
    }
    assert_eq!(content.documents.len(), 2, "the interview of the desk, and the one of the command line");

    // One history, whoever wrote: every step of it goes back, and forward again to the same.
    let mut library_again = &api;
    library_again.ask("history_go", json!({ "entry": 0 }))?;
    assert!(audit::read(&mut library_again)?.documents.is_empty());
    let newest = content.history.first().expect("a history").id;
    library_again.ask("history_go", json!({ "entry": newest }))?;
    assert!(audit::read(&mut library_again)? == content, "everything is as it was");
    Ok(audit::examine(&mut library_again)?)
}

/// Annotates, imports and rewrites; gives back the notes that were acknowledged and not rewritten.
fn type_commands(terminal: &Terminal, document: &str, file: &str) -> BTreeSet<String> {
    let mut notes = BTreeSet::new();
    for number in 0..COMMANDS {
        let note = format!("命令列 {number}");
        let (start, end) = (SAID.to_string(), (SAID + 2).to_string());
        let annotate = ["annotate", document, "--start", &start, "--end", &end, "--note", &note];
        let made = terminal.answer(&annotate);
        notes.insert(note.clone());
        match number % 8 {
            0 => _ = terminal.answer(&["import", file]),
            4 => {
                let rewritten = format!("{note}，改過");
                let id = made["id"].as_str().expect("an annotation has an id");
                terminal.answer(&["note", id, &rewritten]);
                notes.remove(&note);
                notes.insert(rewritten);
            }
            _ => {}
        }
    }
    notes
}

fn create(document: &str, note: &str) -> Value {
    let style = json!({ "mark": "fill", "colour": "blue" });
    json!({ "document": document, "start": SAID, "end": SAID + 3, "style": style, "note": note })
}
