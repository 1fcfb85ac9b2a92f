//! A library of an older version whose disk is full: it is not brought up to date, and is as sound as it was.

use crate::TestResult;
use crate::disk::{Disk, ENOSPC, How, WRITE};
use crate::terminal::Terminal;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// So many writes are let through before the disk is full, one number after the other until all go through.
const MOST_WRITES: i64 = 2_000;

/// What is said then; of its index of the log SQLite says no more than that the disk failed.
const REFUSALS: [&str; 3] = ["disk-full", "disk-failed", "backup-failed"];

#[test]
fn a_library_that_could_not_be_brought_up_to_date_for_want_of_room_is_no_damaged_one() -> TestResult {
    let fixture =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/core/tests/fixtures/schema-1.vermilion");
    let mut refused = 0;
    let mut pass = 0;
    loop {
        assert!(pass < MOST_WRITES, "it is brought up to date once there is room");
        let disk = Disk::new()?;
        let library = disk.folder().join("library.vermilion");
        fs::copy(&fixture, &library)?;
        let terminal = Terminal::on(&library);
        for how in [How::Torn(ENOSPC), How::Error(ENOSPC)] {
            let before = files(&disk.folder())?;
            disk.fail(WRITE, pass, i64::MAX / 2, how)?;
            let mut command = terminal.command(&["list"]);
            disk.mount(&mut command);
            let output = command.output()?;
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            if disk.failed()? == 0 {
                assert!(output.status.success(), "{said}");
                assert!(refused > 4, "{refused}");
                return Ok(());
            }
            disk.mend()?;
            let examined = terminal.command(&["doctor"]).output()?;
            let found = String::from_utf8_lossy(&examined.stdout).into_owned();
            assert!(examined.status.success(), "after {pass} writes, {how:?}: {said} {found}");
            if !output.status.success() {
                refused += 1;
                assert!(REFUSALS.iter().any(|code| said.contains(code)), "{said}");
                let after = files(&disk.folder())?;
                assert_eq!(after, before, "after {pass} writes, {how:?}: {said}");
            }
        }
        // Every write at the beginning, and then fewer and fewer: most are pages of the backup.
        pass += 1 + pass / 8;
    }
}

/// The names of the library and of what lies beside it and holds something, but for folders and the index of the log: where
/// that could not even be made, SQLite does not take the empty log away either.
fn files(folder: &Path) -> std::io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, metadata) = (entry.file_name().to_string_lossy().into_owned(), entry.metadata()?);
        if metadata.is_file() && metadata.len() > 0 && !name.ends_with("-shm") {
            files.insert(name);
        }
    }
    Ok(files)
}
