//! A library that may not be written to: it is read, with what was written last, and nothing of it or beside it is
//! touched.

use crate::desk::{Desk, work_on};
use crate::terminal::{Terminal, refusal};
use crate::{TestResult, namespace};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use vermilion_tests::grants;
use vermilion_tests::torture::audit::{self, Ask};
use vermilion_tests::torture::operation::Operation;
use vermilion_tests::torture::worker::{Undone, Worker};

/// Mounts a file or folder over itself, for reading only: rights alone do not keep root from writing.
fn protect(path: &Path) -> String {
    let path = path.display();
    format!("mount --bind '{path}' '{path}' && mount -o remount,bind,ro '{path}'")
}

#[test]
fn a_library_in_a_folder_that_may_not_be_written_to_is_read_whole_and_not_touched() -> TestResult {
    is_read_and_not_touched(|folder, _| protect(folder))
}

#[test]
fn a_library_that_may_not_be_written_to_is_read_whole_and_not_touched() -> TestResult {
    is_read_and_not_touched(|_, library| protect(library))
}

fn is_read_and_not_touched(protect: impl Fn(&Path, &Path) -> String) -> TestResult {
    for is_closed in [true, false] {
        let folder = tempfile::tempdir()?;
        let own = folder.path().join("own");
        let library = own.join("library.vermilion");
        let mut desk = Desk::with(&library, &mut work_on(&library))?;
        let annotation = desk.annotation();
        desk.attempt(&Operation::Note { annotation: annotation.clone(), note: "寫在最後".to_owned() })?;
        let expected = desk.model.content();
        // A program that is killed leaves its log, with what was written last, for the next one to fold in.
        if is_closed {
            desk.close_and_check()?;
        } else {
            drop(desk);
        }
        let mount = protect(&own, &library);
        if !grants::namespaces("-rm", &mount) {
            return Ok(());
        }
        let before = files(&own)?;

        let mut worker = Worker::start(&mut namespace::within(&mount, &work_on(&library)))?;
        worker.opened()?;
        assert_eq!(worker.ask("library_open", serde_json::json!({}))?["readOnly"]["reason"], "protected");
        let found = audit::read(&mut worker)?;
        assert!(found == expected, "{}", audit::difference(&expected, &found));
        audit::examine(&mut worker)?;
        let (command, payload) = Operation::Delete { annotations: vec![annotation.clone()] }.request(&[]);
        match worker.call(command, payload) {
            Err(Undone::Refused(error)) => assert_eq!(error.code, "read-only", "{error:?}"),
            other => panic!("writing to what is protected gave {other:?}"),
        }
        worker.close()?;

        let terminal = Terminal::on(&library);
        let listed = namespace::within(&mount, &terminal.command(&["list"])).output()?;
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let refused = refusal(&mut namespace::within(&mount, &terminal.command(&["delete", &annotation])));
        assert_eq!(refused["code"], "read-only", "{refused}");
        assert!(files(&own)? == before, "nothing was written");
    }
    Ok(())
}

/// The files of a folder with their content; but for what holds nothing: the index of the write-ahead log, and a log
/// that is empty. Readers put them into a folder that lets them, so that a writer would know of them.
fn files(folder: &Path) -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, content) = (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
        if !name.ends_with("-shm") && !content.is_empty() {
            files.insert(name, content);
        }
    }
    Ok(files)
}
