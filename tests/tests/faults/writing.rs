//! Writes that fail: a full disk, a broken one, a write that is cut short. Whatever was asked for is done, or is
//! refused in words and changes nothing; and once the disk is whole again, so is everything.

use crate::disk::{Disk, EIO, ENOSPC, How, SYNC, TRUNCATE, WRITE};
use crate::terminal::Terminal;
use crate::{CLEAR, Desk, TestResult, is_clear};
use std::fs;
use vermilion_api::wire::ExportFormat;
use vermilion_formats::interview::{self, BlockKind};
use vermilion_tests::torture::operation::{About, MARK, Operation, STYLES};
use vermilion_tests::torture::worker::Undone;

/// The ways in which a disk fails, and what they are called when a test does.
const FAULTS: [(&str, i64, How); 6] = [
    ("the disk is full", WRITE, How::Error(ENOSPC)),
    ("a write is cut short by the full disk", WRITE, How::Torn(ENOSPC)),
    ("writing is an input/output error", WRITE, How::Error(EIO)),
    ("a write is torn by an input/output error", WRITE, How::Torn(EIO)),
    ("syncing is an input/output error", SYNC, How::Error(EIO)),
    ("truncating is an input/output error", TRUNCATE, How::Error(EIO)),
];

/// No command writes as often as this.
const MOST_CALLS: i64 = 400;

/// One of everything that changes a library.
fn one_of_each(desk: &Desk) -> Vec<Operation> {
    let (document, annotation) = (desk.document(), desk.annotation());
    let text = desk.model.state().documents[&document].text();
    let found = interview::parse(&text);
    let turns: Vec<_> =
        found.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Turn { .. })).collect();
    let (first, third) = (turns[0], turns[2]);
    let at = first.body.start.0 + 2;
    let words = |from: u32, to: u32| text.chars().skip(from as usize).take((to - from) as usize);
    let until = |end: u32| words(0, at).chain(MARK.chars()).chain(words(at, end));
    let body = until(first.body.end.0).skip(first.body.start.0 as usize).collect();
    let version = until(u32::MAX).collect::<String>() + "林：又說了一句。\n";
    vec![
        Operation::Import { number: 2 },
        Operation::Annotate {
            document: document.clone(),
            start: 30,
            end: 33,
            style: STYLES[1],
            note: "霧".to_owned(),
            tags: vec!["/夜".to_owned()],
        },
        Operation::GiveTags { annotations: vec![annotation.clone()], tags: vec!["/夜/霧".to_owned()] },
        Operation::BeginMemo { about: About::Library, text: "備忘".to_owned() },
        Operation::Note { annotation: annotation.clone(), note: "一段批註".repeat(2_000) },
        Operation::Restyle { annotation: annotation.clone(), style: STYLES[2] },
        Operation::Resize { annotation: annotation.clone(), start: 31, end: 36 },
        Operation::Retitle { document: document.clone(), title: "改過的標題".to_owned() },
        Operation::Undo,
        Operation::Redo,
        Operation::Insert { document: document.clone(), start: first.span.start.0, at, text: body },
        Operation::Update { document: document.clone(), text: version, orphan: Some(annotation.clone()) },
        Operation::Relink {
            annotation: annotation.clone(),
            document: document.clone(),
            start: third.body.start.0 + 1,
            end: third.body.start.0 + 3,
        },
        Operation::Remove {
            document: document.clone(),
            start: third.span.start.0 + 1,
            end: third.span.end.0 + 1,
        },
        Operation::Undo,
        Operation::Split { document: document.clone(), at: third.body.start.0 + 4 },
        Operation::RejectLabel { document: document.clone(), speaker: 0, label: "林".to_owned() },
        Operation::Restore { document: document.clone(), revision: 1 },
        Operation::Delete { annotations: vec![annotation] },
        Operation::Panel { name: "outline".to_owned(), is_open: true },
        Operation::DeleteDocument { document },
        Operation::Undo,
        Operation::Sample,
    ]
}

#[test]
fn a_change_that_cannot_be_written_is_refused_in_words_and_not_made() -> TestResult {
    for (fault, calls, how) in FAULTS {
        let disk = Disk::new()?;
        let mut desk = Desk::on(&disk)?;
        let mut refused = 0;
        for operation in one_of_each(&desk) {
            for pass in 0.. {
                assert!(pass < MOST_CALLS, "{fault}: {} never ends", operation.name());
                disk.fail(calls, pass, 2, how)?;
                let outcome = desk.attempt(&operation);
                let failed = disk.failed()?;
                disk.mend()?;
                desk.check()
                    .map_err(|loss| format!("{fault}, {pass} calls into {}: {loss}", operation.name()))?;
                match outcome {
                    Ok(()) => break,
                    Err(Undone::Refused(error)) => {
                        assert!(failed > 0, "{fault}: {} is refused without a reason", operation.name());
                        assert!(is_clear(&error), "{fault}: {} is refused with {error:?}", operation.name());
                        refused += 1;
                    }
                    Err(Undone::Gone) => panic!("{fault}: the process ended during {}", operation.name()),
                }
            }
        }
        assert!(refused > 0 || calls == TRUNCATE, "{fault}: it never came to that");
        desk.close_and_check()?;
    }
    Ok(())
}

#[test]
fn a_change_is_synced_before_it_is_acknowledged() -> TestResult {
    let disk = Disk::new()?;
    let mut desk = Desk::on(&disk)?;
    for operation in one_of_each(&desk) {
        let before = disk.seen()?;
        desk.attempt(&operation)?;
        assert!(disk.seen()? > before, "{} is seen to write", operation.name());
        assert_eq!(disk.unsynced()?, 0, "{} is on the disk when it is acknowledged", operation.name());
    }
    desk.close_and_check()
}

#[test]
fn a_library_that_cannot_be_made_or_opened_is_refused_in_words_and_opens_later() -> TestResult {
    for (at, (fault, calls, how)) in FAULTS.into_iter().enumerate() {
        let disk = Disk::new()?;
        let mut refused = 0;
        // Making a library takes a hundred calls: every one of them fails in the first way, every fifth in the others.
        let step = if at == 0 { 1 } else { 5 };
        // Made anew at each attempt that fails; then opened, with a log to be folded in at the end.
        for is_new in [true, false] {
            for pass in (0..).step_by(step) {
                assert!(pass < MOST_CALLS, "{fault}: opening never ends");
                if is_new {
                    fs::remove_dir_all(disk.folder())?;
                    fs::create_dir(disk.folder())?;
                }
                disk.fail(calls, pass, 2, how)?;
                let opened = Desk::open(&disk).map(drop);
                let failed = disk.failed()?;
                disk.mend()?;
                match opened {
                    Ok(()) => {}
                    Err(Undone::Refused(error)) => {
                        assert!(failed > 0, "{fault}: opening is refused without a reason");
                        assert!(is_clear(&error), "{fault}: opening is refused with {error:?}");
                        refused += 1;
                    }
                    Err(Undone::Gone) => panic!("{fault}: the process ended as it opened the library"),
                }
                Desk::open(&disk).map_err(|error| format!("{fault}, {pass} calls into opening: {error}"))?;
                if failed == 0 {
                    break;
                }
            }
        }
        assert!(refused > 0 || calls == TRUNCATE, "{fault}: it never came to that");
    }
    Ok(())
}

#[test]
fn an_export_that_fails_leaves_the_old_file_whole_and_nothing_beside_it() -> TestResult {
    for (fault, calls, how) in FAULTS {
        let disk = Disk::new()?;
        let mut desk = Desk::beside(&disk)?;
        let document = desk.document();
        let path = disk.folder().join("export.html");
        fs::write(&path, "the old file")?;
        for pass in 0.. {
            assert!(pass < MOST_CALLS, "{fault}: exporting never ends");
            let export = Operation::Export {
                document: document.clone(),
                format: ExportFormat::Html,
                path: path.to_string_lossy().into_owned(),
            };
            disk.fail(calls, pass, 2, how)?;
            let outcome = desk.attempt(&export);
            let failed = disk.failed()?;
            disk.mend()?;
            assert_eq!(fs::read_dir(disk.folder())?.count(), 1, "{fault}: nothing is left beside the file");
            match outcome {
                Ok(()) => break,
                Err(Undone::Refused(error)) => {
                    assert!(failed > 0 && error.code == "file-unwritable", "{fault}: {error:?}");
                    let is_old = fs::read_to_string(&path)? == "the old file";
                    assert!(is_old, "{fault}, {pass} calls in: the old file is as it was");
                }
                Err(Undone::Gone) => panic!("{fault}: the process ended during an export"),
            }
        }
        assert!(fs::read_to_string(&path)?.trim_end().ends_with("</html>"), "{fault}: at last it is written");
    }
    Ok(())
}

#[test]
fn an_export_into_a_folder_that_vanishes_meanwhile_is_refused_and_leaves_the_old_file_whole() -> TestResult {
    for calls in [WRITE, SYNC] {
        let disk = Disk::new()?;
        let mut desk = Desk::beside(&disk)?;
        let document = desk.document();
        let path = disk.folder().join("export.md");
        fs::write(&path, "the old file")?;
        let export = Operation::Export {
            document,
            format: ExportFormat::Md,
            path: path.to_string_lossy().into_owned(),
        };
        disk.fail(calls, 0, 1, How::Vanish)?;
        match desk.attempt(&export) {
            Err(Undone::Refused(error)) => assert_eq!(error.code, "file-unwritable", "{error:?}"),
            other => panic!("exporting into a folder that is gone gave {other:?}"),
        }
        let gone = disk.folder().with_extension("gone");
        assert_eq!(fs::read_to_string(gone.join("export.md"))?, "the old file");
        desk.close_and_check()?;
    }
    Ok(())
}

#[test]
fn the_command_line_refuses_in_words_what_it_cannot_write_and_leaves_files_whole() -> TestResult {
    let disk = Disk::new()?;
    let desk = Desk::on(&disk)?;
    let (library, document) = (desk.library().to_owned(), desk.document());
    desk.close_and_check()?;
    let terminal = Terminal::on(&library);
    let export = disk.folder().join("export.csv").to_string_lossy().into_owned();
    fs::write(&export, "the old file")?;
    let count = |terminal: &Terminal| {
        let listed = terminal.answer(&["annotations", &document]);
        listed["annotations"].as_array().or(listed.as_array()).map_or(0, Vec::len)
    };
    let mut annotations = count(&terminal);
    for arguments in [
        vec!["annotate", &document, "--start", "30", "--end", "33", "--note", "霧"],
        vec!["export", &document, "--format", "csv", "-o", &export, "--force"],
    ] {
        for pass in (0..).step_by(2) {
            assert!(pass < MOST_CALLS, "{} never ends", arguments[0]);
            let mut command = terminal.command(&arguments);
            disk.mount(&mut command);
            disk.fail(WRITE | SYNC, pass, 2, How::Torn(ENOSPC))?;
            let output = command.output()?;
            let failed = disk.failed()?;
            disk.mend()?;
            if output.status.success() {
                annotations += usize::from(arguments[0] == "annotate");
            } else {
                let refusal: serde_json::Value = serde_json::from_slice(&output.stderr)?;
                let code = refusal["error"]["code"].as_str().unwrap_or_default();
                assert!(failed > 0 && CLEAR.contains(&code), "{pass} calls into {}: {refusal}", arguments[0]);
                assert_eq!(output.status.code(), Some(1));
                let is_old = fs::read_to_string(&export)? == "the old file";
                assert!(is_old, "{pass} calls into {}: the old file is as it was", arguments[0]);
            }
            assert_eq!(count(&terminal), annotations, "{pass} calls into {}", arguments[0]);
            assert!(!has_litter(&disk)?, "{pass} calls into {}: nothing is left over", arguments[0]);
            if output.status.success() {
                break;
            }
        }
    }
    assert!(fs::read_to_string(&export)?.contains('霧'), "at last it is written");
    Ok(())
}

fn has_litter(disk: &Disk) -> std::io::Result<bool> {
    let mut names = fs::read_dir(disk.folder())?.flatten().map(|entry| entry.file_name());
    Ok(names.any(|name| name.to_string_lossy().ends_with(".partial")))
}

#[test]
fn a_backup_that_fails_leaves_nothing_and_one_that_does_not_holds_everything() -> TestResult {
    for (at, (fault, calls, how)) in FAULTS.into_iter().enumerate() {
        let disk = Disk::new()?;
        let mut desk = Desk::beside(&disk)?;
        let path = disk.folder().join("backup.vermilion");
        let backup = Operation::Backup { path: Some(path.to_string_lossy().into_owned()) };
        for pass in (0..).step_by(if at == 0 { 1 } else { 5 }) {
            assert!(pass < MOST_CALLS, "{fault}: backing up never ends");
            disk.fail(calls, pass, 2, how)?;
            let outcome = desk.attempt(&backup);
            let failed = disk.failed()?;
            disk.mend()?;
            match outcome {
                Ok(()) => break,
                Err(Undone::Refused(error)) => {
                    assert!(failed > 0 && is_clear(&error), "{fault}, {pass} calls in: {error:?}");
                    let left: Vec<_> = fs::read_dir(disk.folder())?.flatten().collect();
                    assert!(left.is_empty(), "{fault}, {pass} calls in, leaves {left:?}");
                }
                Err(Undone::Gone) => panic!("{fault}: the process ended during a backup"),
            }
        }
        desk.check_backup(&path)?;
        assert_eq!(fs::read_dir(disk.folder())?.count(), 1, "{fault}: the backup, and nothing beside it");
    }
    Ok(())
}

#[test]
fn a_backup_into_a_folder_that_vanishes_meanwhile_is_refused() -> TestResult {
    let disk = Disk::new()?;
    let mut desk = Desk::beside(&disk)?;
    let path = disk.folder().join("backup.vermilion");
    disk.fail(SYNC, 0, 1, How::Vanish)?;
    match desk.attempt(&Operation::Backup { path: Some(path.to_string_lossy().into_owned()) }) {
        Err(Undone::Refused(error)) => assert!(is_clear(&error), "{error:?}"),
        other => panic!("a backup into a folder that is gone gave {other:?}"),
    }
    assert!(!path.exists() && !disk.folder().with_extension("gone").join("backup.vermilion").exists());
    desk.check()?;
    desk.close_and_check()
}
