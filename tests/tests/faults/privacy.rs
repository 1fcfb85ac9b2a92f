//! What Vermilion keeps is its owner's alone, whatever the system would make of new files; and nothing that is logged
//! holds a word of what was read or written.

use crate::TestResult;
use crate::desk::{Desk, work_on};
use crate::terminal;
use serde_json::{Value, json};
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use vermilion_tests::fixtures;
use vermilion_tests::torture::operation::Operation;

/// A program that runs as if the system let everybody read and write everything.
fn carelessly(command: &Command) -> Command {
    let mut careless = Command::new("sh");
    careless.args(["-c", "umask 0; exec \"$@\"", "sh"]).arg(command.get_program()).args(command.get_args());
    careless
}

/// The modes of everything in a folder that others than its owner may use.
fn open_to_others(folder: &Path) -> io::Result<Vec<String>> {
    let mut open = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let mode = fs::metadata(&path)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            open.push(format!("{} is {mode:o}", path.display()));
        }
        if path.is_dir() {
            open.extend(open_to_others(&path)?);
        }
    }
    Ok(open)
}

#[test]
fn a_library_and_all_beside_it_are_its_owners_alone() -> TestResult {
    let folder = tempfile::tempdir()?;
    let library = folder.path().join("own/library.vermilion");
    let mut desk = Desk::with(&library, &mut carelessly(&work_on(&library)))?;
    desk.attempt(&Operation::Backup { path: None })?;
    assert_eq!(fs::read_dir(folder.path().join("own/backups"))?.count(), 1);
    assert!(library.with_extension("vermilion-wal").exists(), "it is being written to");
    assert_eq!(open_to_others(folder.path())?, Vec::<String>::new());
    desk.close_and_check()
}

#[test]
fn our_own_folder_is_closed_to_others_and_one_that_was_chosen_is_left_as_it_is() -> TestResult {
    let home = tempfile::tempdir()?;
    let (ours, chosen) = (home.path().join("data/vermilion"), home.path().join("chosen"));
    let file = home.path().join("interview.txt");
    fs::write(&file, "甲：早。\n乙：早。\n")?;
    for folder in [&ours, &chosen] {
        fs::create_dir_all(folder)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    }
    let import = |library: Option<&Path>| {
        let mut command = Command::new(terminal::program());
        command.arg("import").arg(&file);
        if let Some(library) = library {
            command.arg("--library").arg(library);
        }
        let mut command = carelessly(&command);
        command.env("XDG_DATA_HOME", home.path().join("data")).env_remove("VERMILION_LIBRARY").output()
    };
    assert!(import(None)?.status.success());
    assert!(import(Some(&chosen.join("library.vermilion")))?.status.success());
    let mode = |path: &Path| fs::metadata(path).map(|metadata| metadata.permissions().mode() & 0o777);
    assert_eq!((mode(&ours)?, mode(&chosen)?), (0o700, 0o755));
    for folder in [&ours, &chosen] {
        assert_eq!(open_to_others(folder)?, Vec::<String>::new());
    }
    Ok(())
}

/// Words that stand nowhere but in what is read and written here.
const TITLE: &str = "夜航";
const TEXT: &str = "夜航\n\n來源：潮汐月刊\n\n01.啟程\n\n甲乙：燈塔還亮著嗎？\n\n丙丁：一直亮到天明。\n";
const NOTE: &str = "浮標**碎浪**";
const WORDS: [&str; 9] = [TITLE, "潮汐", "啟程", "甲乙", "燈塔", "丙丁", "天明", "浮標", "碎浪"];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().map_err(|_| io::ErrorKind::Other)?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn nothing_that_is_logged_holds_a_word_of_what_was_read_or_written() -> TestResult {
    let log = Log::default();
    let writer = log.clone();
    // Everything, however minute, of every library that this program is made of.
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, || -> TestResult {
        tracing::info!("the log is written");
        use_everything()
    })?;
    let log = log.0.lock().map_err(|_| "the log is whole")?;
    let log = String::from_utf8_lossy(&log);
    assert!(log.contains("the log is written"));
    assert!(log.contains("it is not remembered"), "what goes wrong is logged: {log}");
    for word in WORDS {
        assert!(!log.contains(word), "the log holds “{word}”: {log}");
    }
    Ok(())
}

/// Does one of everything, and whatever is refused, with words that must not be logged.
fn use_everything() -> TestResult {
    let folder = tempfile::tempdir()?;
    let library = folder.path().join("library.vermilion");
    let api = fixtures::open_library(&library)?;
    api.on_change(|_| {});
    let call = |command: &str, payload: Value| api.call(command, payload, "test");
    let mut import = json!({ "source": { "kind": "text", "name": TITLE, "text": TEXT }, "again": false });
    for kept in ["encoding", "title", "publishedSource", "published", "language"] {
        import[kept] = Value::Null;
    }
    let document = call("import_commit", import)?["document"].clone();
    call("document_open", json!({ "document": document }))?;
    let style = json!({ "mark": "fill", "colour": "red" });
    let create = json!({ "document": document, "start": 22, "end": 28, "style": style, "note": NOTE });
    let annotation = call("annotation_create", create)?["annotation"]["id"].clone();
    let mut refused = 0;
    for (command, payload) in [
        (
            "annotation_set_note",
            json!({ "annotation": annotation, "note": NOTE.repeat(2), "joinKey": "浮標" }),
        ),
        ("note_render", json!({ "notes": [NOTE] })),
        ("quote_copy", json!({ "document": document, "start": 22, "end": 28 })),
        ("export_render", json!({ "document": document, "format": "html", "annotations": null })),
        ("history_list", json!({ "limit": 9 })),
        ("history_undo", json!({})),
        ("history_redo", json!({})),
        // And what is refused, each for another reason, each with words in it.
        ("document_open", json!({ "document": TITLE })),
        (
            "annotation_create",
            json!({ "document": document, "start": 22, "end": 28, "style": NOTE, "note": NOTE }),
        ),
        ("annotation_set_note", json!({ "annotation": NOTE, "note": NOTE, "joinKey": "" })),
        (
            "import_preview",
            json!({ "source": { "kind": "path", "path": "/nowhere/夜航.txt" }, "encoding": null }),
        ),
        (
            "import_preview",
            json!({ "source": { "kind": "text", "name": TITLE, "text": "" }, "encoding": null }),
        ),
        ("label_reject", json!({ "document": document, "speaker": document, "alias": "甲乙" })),
        (
            "export_save",
            json!({ "document": document, "format": "md", "annotations": null, "path": "/nowhere/夜航.md", "overwrite": false }),
        ),
        ("夜航", json!({ "note": NOTE })),
    ] {
        refused += u32::from(call(command, payload).is_err());
    }
    assert_eq!(refused, 8, "what is refused is refused");
    // A library that cannot be written to while it is read.
    let other = rusqlite::Connection::open(&library)?;
    other.execute_batch("BEGIN IMMEDIATE")?;
    call("document_open", json!({ "document": document }))?;
    other.execute_batch("ROLLBACK")?;
    Ok(())
}
