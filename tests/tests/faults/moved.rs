//! A library whose file is moved away, by hand or by a program that keeps folders in step.

use crate::TestResult;
use crate::desk::{Desk, work_on};
use crate::terminal::{Terminal, program};
use std::fs;
use std::process::Command;
use vermilion_tests::fixtures;
use vermilion_tests::torture::audit;
use vermilion_tests::torture::operation::Operation;
use vermilion_tests::torture::texts;
use vermilion_tests::torture::worker::Undone;

#[test]
fn what_was_written_last_stays_when_a_new_library_is_made_where_one_was_moved_away() -> TestResult {
    let folder = tempfile::tempdir()?;
    let library = folder.path().join("library.vermilion");
    let mut desk = Desk::with(&library, &mut work_on(&library))?;
    let annotation = desk.annotation();
    desk.attempt(&Operation::Note { annotation, note: "寫在最後".to_owned() })?;
    let expected = desk.model.content();
    // A program that is killed leaves its log.
    drop(desk);
    let away = folder.path().join("away");
    fs::rename(&library, &away)?;

    let refused = Terminal::on(&library).error(&["list"]);
    assert_eq!(refused["code"], "no-library");
    assert!(refused["message"].to_string().contains("written last"), "{refused}");

    let file = folder.path().join("interview.txt");
    fs::write(&file, texts::write(7))?;
    let imported =
        Command::new(program()).arg("--library").arg(&library).arg("import").arg(&file).output()?;
    let said = String::from_utf8(imported.stderr)?;
    assert!(imported.status.success() && said.contains("what was written to it last is kept as"), "{said}");
    let mut names = fs::read_dir(folder.path())?.flatten().map(|entry| entry.path());
    let log = names.find(|path| path.to_string_lossy().contains("library-log.")).expect("the log is kept");
    assert!(said.contains(&*log.to_string_lossy()), "{said}");

    let again = log.with_extension("vermilion");
    fs::rename(&away, &again)?;
    let found = audit::read(&mut &fixtures::open_library(&again)?)?;
    assert!(found == expected, "{}", audit::difference(&expected, &found));
    Ok(())
}

#[test]
fn nothing_is_acknowledged_of_what_is_written_to_a_library_that_another_took_the_place_of() -> TestResult {
    let folder = tempfile::tempdir()?;
    let library = folder.path().join("library.vermilion");
    let mut desk = Desk::with(&library, &mut work_on(&library))?;
    let annotation = desk.annotation();
    let older = folder.path().join("older");
    fs::copy(&library, &older)?;
    desk.attempt(&Operation::Note { annotation: annotation.clone(), note: "寫在最後".to_owned() })?;
    let expected = desk.model.content();
    fs::rename(&older, &library)?;
    let before = fs::read(&library)?;

    let (command, payload) = Operation::Note { annotation, note: "不見了".to_owned() }.request(&[]);
    match desk.worker.call(command, payload) {
        Err(Undone::Refused(error)) => assert_eq!(error.code, "library-moved", "{error:?}"),
        other => panic!("writing to what was replaced gave {other:?}"),
    }
    desk.worker.close()?;
    assert!(fs::read(&library)? == before, "the other file was not touched");
    let mut names = fs::read_dir(folder.path())?.flatten().map(|entry| entry.path());
    let kept = names.find(|path| path.to_string_lossy().contains("library-kept.")).expect("it is kept");
    let found = audit::read(&mut &fixtures::open_library(&kept)?)?;
    assert!(found == expected, "{}", audit::difference(&expected, &found));
    Ok(())
}
