//! A library that somebody else holds.

use crate::desk::{Desk, work_on};
use crate::terminal::Terminal;
use crate::{TestResult, disk::Disk};
use rusqlite::Connection;
use serde_json::json;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use vermilion_tests::torture::audit::Ask;
use vermilion_tests::torture::operation::Operation;
use vermilion_tests::torture::worker::{Undone, Worker};

/// The one test that waits for as long as the library does, five seconds; whatever has to wait does so at once.
#[test]
fn a_library_that_another_program_holds_is_busy_in_words_and_is_not_once_it_lets_go() -> TestResult {
    let disk = Disk::new()?;
    let mut desk = Desk::on(&disk)?;
    let library = disk.folder().join("library.vermilion");
    let terminal = Terminal::on(&library);
    let backup = terminal.answer(&["backup"])["backup"]["path"].as_str().unwrap_or_default().to_owned();
    let annotation = desk.annotation();
    let note = Operation::Note { annotation, note: "等一等".to_owned() };

    let other = Connection::open(&library)?;
    other.execute_batch("BEGIN IMMEDIATE; UPDATE document SET title = title")?;
    let (in_window, on_command_line, restored) = std::thread::scope(|scope| {
        let command_line = scope.spawn(|| terminal.error(&["undo"]));
        let restored = scope.spawn(|| terminal.error(&["restore", &backup]));
        (desk.attempt(&note), command_line.join(), restored.join())
    });
    match in_window {
        Err(Undone::Refused(error)) => assert_eq!(error.code, "library-busy", "{error:?}"),
        outcome => panic!("writing to a library that is held gave {outcome:?}"),
    }
    let on_command_line = on_command_line.expect("the command line was asked");
    assert_eq!(on_command_line["code"], "library-busy", "{on_command_line}");
    assert!(on_command_line["hint"].is_string());
    let restored = restored.expect("the command line was asked");
    assert_eq!(restored["code"], "library-busy", "{restored}");
    assert!(restored["message"].as_str().unwrap_or_default().contains("library.vermilion"), "{restored}");
    // Who only reads is not refused.
    desk.worker.ask("library_open", json!({}))?;
    other.execute_batch("ROLLBACK")?;
    desk.attempt(&note)?;
    desk.close_and_check()
}

/// It is neither damaged nor to be read without locks: nothing takes its place, and what the other program writes stays.
#[test]
fn a_library_that_another_program_keeps_to_itself_is_busy_in_words_and_is_not_replaced() -> TestResult {
    let disk = Disk::new()?;
    let desk = Desk::on(&disk)?;
    let terminal = Terminal::on(desk.library());
    let backup = terminal.answer(&["backup"])["backup"]["path"].as_str().unwrap_or_default().to_owned();
    desk.close_and_check()?;
    let library = disk.folder().join("library.vermilion");
    let before = names(&disk)?;
    let other = Connection::open(&library)?;
    other.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE document SET title = 'mine'",
    )?;
    let (in_window, on_command_line) = std::thread::scope(|scope| {
        let command_line = scope.spawn(|| terminal.error(&["restore", &backup]));
        let opened = Worker::start(&mut work_on(&library)).map(|mut worker| worker.opened());
        (opened, command_line.join())
    });
    match in_window? {
        Err(Undone::Refused(error)) => assert_eq!(error.code, "library-busy", "{error:?}"),
        outcome => panic!("opening a library that is held gave {outcome:?}"),
    }
    let on_command_line = on_command_line.expect("the command line was asked");
    assert_eq!(on_command_line["code"], "library-busy", "{on_command_line}");
    other.execute_batch("COMMIT")?;
    drop(other);
    assert_eq!(names(&disk)?, before, "nothing was moved aside");
    assert_eq!(terminal.answer(&["list"])["documents"][0]["title"], "mine");
    Ok(())
}

/// A library that opens in one program stays where it is although another one finds it damaged.
#[test]
fn a_damaged_library_is_not_replaced_while_another_program_has_it_open() -> TestResult {
    let disk = Disk::new()?;
    let desk = Desk::on(&disk)?;
    let terminal = Terminal::on(desk.library());
    let backup = terminal.answer(&["backup"])["backup"]["path"].as_str().unwrap_or_default().to_owned();
    let library = disk.folder().join("library.vermilion");
    let bytes = {
        let mut bytes = fs::read(&library)?;
        bytes[..100].fill(0);
        bytes
    };
    fs::write(&library, &bytes)?;
    assert_eq!(terminal.error(&["restore", &backup])["code"], "library-busy");
    assert_eq!(fs::read(&library)?, bytes);
    drop(desk);
    let restored = terminal.answer(&["restore", &backup]);
    assert_eq!(fs::read(restored["moved_aside"].as_str().unwrap_or_default())?, bytes);
    Ok(())
}

fn names(disk: &Disk) -> std::io::Result<BTreeSet<OsString>> {
    fs::read_dir(disk.folder())?.map(|entry| Ok(entry?.file_name())).collect()
}
