//! A file system that is really full.

use crate::desk::{Desk, work_on};
use crate::{TestResult, is_clear, namespace};
use std::fs;
use vermilion_api::wire::ExportFormat;
use vermilion_tests::grants;
use vermilion_tests::torture::operation::Operation;
use vermilion_tests::torture::worker::Undone;

/// The room there is, and what the ballast takes of it, in bytes: what is left is enough to make a library.
const ROOM: u64 = 2 << 20;
const BALLAST: usize = 1 << 20;

/// A note long enough to come to the end of the room soon.
const LONG: usize = 20_000;

#[test]
fn a_full_disk_refuses_what_does_not_fit_keeps_what_did_and_goes_on_once_there_is_room() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mount = format!("mount -t tmpfs -o size={ROOM} tmpfs '{}'", folder.path().display());
    if !grants::namespaces("-rm", &mount) {
        return Ok(());
    }
    let library = folder.path().join("library.vermilion");
    let mut desk = Desk::with(&library, &mut namespace::within(&mount, &work_on(&library)))?;
    // The process's own view of the folder: only it has the file system there.
    let inside = namespace::seen_by(desk.worker.id(), folder.path());
    let ballast = inside.join("ballast");
    fs::write(&ballast, vec![0; BALLAST])?;

    let annotation = desk.annotation();
    let document = desk.document();
    let path = folder.path().join("export.json").to_string_lossy().into_owned();
    let export = Operation::Export { document, format: ExportFormat::Json, path };
    desk.attempt(&export)?;
    let exported = fs::read(inside.join("export.json"))?;

    let mut full = 0;
    // Some fit; then none does, however often one tries.
    for round in 0..200 {
        let note = format!("{round} {}", "滿".repeat(LONG));
        match desk.attempt(&Operation::Note { annotation: annotation.clone(), note }) {
            Ok(()) => assert_eq!(full, 0, "what was refused for want of room fits all at once"),
            Err(Undone::Refused(error)) => {
                assert!(is_clear(&error), "{error:?}");
                full += 1;
            }
            Err(Undone::Gone) => panic!("the process ended on a full disk"),
        }
        desk.check()?;
        if full == 3 {
            break;
        }
    }
    assert_eq!(full, 3, "the disk has filled");
    // To the brim: a library leaves the end of its last page free.
    let _ = fs::write(inside.join("brim"), vec![0; BALLAST]);
    match desk.attempt(&export) {
        Err(Undone::Refused(error)) => assert_eq!(error.code, "file-unwritable", "{error:?}"),
        other => panic!("an export onto a full disk gave {other:?}"),
    }
    assert!(fs::read(inside.join("export.json"))? == exported, "the old file is whole");
    let mut names: Vec<_> = fs::read_dir(&inside)?
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, _>>()?;
    names.retain(|name| !name.starts_with("library.vermilion"));
    names.sort();
    assert_eq!(names, ["ballast", "brim", "export.json"], "nothing is left of what was refused");

    fs::remove_file(&ballast)?;
    fs::remove_file(inside.join("brim"))?;
    desk.attempt(&Operation::Note { annotation, note: "又寫得下了".to_owned() })?;
    desk.attempt(&export)?;
    desk.check()?;
    Ok(())
}
