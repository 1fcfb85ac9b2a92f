//! A library that somebody else holds.

use crate::desk::{Desk, work_on};
use crate::terminal::Terminal;
use crate::{TestResult, disk::Disk};
use rusqlite::Connection;
use serde_json::json;
use vermilion_tests::torture::audit::Ask;
use vermilion_tests::torture::operation::Operation;
use vermilion_tests::torture::worker::{Undone, Worker};

/// The one test that waits for as long as the library does, five seconds; whatever has to wait does so at once.
#[test]
fn a_library_that_another_program_holds_is_busy_in_words_and_is_not_once_it_lets_go() -> TestResult {
    let disk = Disk::new()?;
    let mut desk = Desk::on(&disk)?;
    let library = disk.folder().join("library.vermilion");
    let annotation = desk.annotation();
    let note = Operation::Note { annotation, note: "等一等".to_owned() };

    let other = Connection::open(&library)?;
    other.execute_batch("BEGIN IMMEDIATE; UPDATE document SET title = title")?;
    let (in_window, on_command_line) = std::thread::scope(|scope| {
        let command_line = scope.spawn(|| Terminal::on(&library).error(&["undo"]));
        (desk.attempt(&note), command_line.join())
    });
    match in_window {
        Err(Undone::Refused(error)) => assert_eq!(error.code, "library-busy", "{error:?}"),
        outcome => panic!("writing to a library that is held gave {outcome:?}"),
    }
    let on_command_line = on_command_line.expect("the command line was asked");
    assert_eq!(on_command_line["code"], "library-busy", "{on_command_line}");
    assert!(on_command_line["hint"].is_string());
    // Who only reads is not refused.
    desk.worker.ask("library_open", json!({}))?;
    other.execute_batch("ROLLBACK")?;
    desk.attempt(&note)?;
    desk.close_and_check()
}

#[test]
fn a_library_that_another_program_keeps_to_itself_is_busy_in_words() -> TestResult {
    let disk = Disk::new()?;
    Desk::on(&disk)?.close_and_check()?;
    let library = disk.folder().join("library.vermilion");
    let other = Connection::open(&library)?;
    other.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE document SET title = title",
    )?;
    let mut worker = Worker::start(&mut work_on(&library))?;
    match worker.opened() {
        Err(Undone::Refused(error)) => assert_eq!(error.code, "library-busy", "{error:?}"),
        outcome => panic!("opening a library that is held gave {outcome:?}"),
    }
    Ok(())
}
