//! The library as a file, through the api: backups, the doctor, what is open for reading only.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test binary uses its part of what is shared")]
mod support;

use serde_json::{Value, json};
use std::fs;
use support::{Fixture, INTERVIEW, surroundings};
use vermilion_api::wire::*;
use vermilion_api::{Api, Occasion, Recovery};

fn call(fixture: &Fixture, command: &str, payload: Value) -> Value {
    fixture.api.call(command, payload, "test").unwrap()
}

#[test]
fn a_backup_is_made_compared_and_brought_back_and_every_view_is_told() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "慢慢讀");
    let backup = call(&fixture, "backup_make", json!({ "path": null }));
    assert_eq!(backup["reason"], "manual");
    let chosen = json!({ "path": backup["path"] });
    assert_eq!(
        call(&fixture, "backup_compare", chosen.clone()),
        json!({ "same": 1, "documents": [], "codebook": false })
    );
    let counts = json!({ "documents": 1, "annotations": 1, "notes": 0, "tags": 0, "memos": 0 });
    assert_eq!(call(&fixture, "backup_count", chosen.clone()), counts);
    fixture.highlight(&document, "硃筆");
    let comparison = call(&fixture, "backup_compare", chosen.clone());
    assert_eq!(comparison["documents"][0]["annotations"], json!({ "added": 0, "removed": 1, "changed": 0 }));
    let events = fixture.listen();
    let restored = call(&fixture, "backup_restore", chosen);
    assert_eq!(restored["safety"]["reason"], "restore");
    let heard = events.lock().unwrap().clone();
    assert_eq!(heard.len(), 1);
    assert!(heard[0].reload && heard[0].action == "restore" && heard[0].origin == "test");
    assert_eq!(heard[0].history.undo.as_ref().unwrap().action, "annotation-create");
    assert_eq!(fixture.view(&document).annotations.len(), 1);
    let list = fixture.api.backup_list(Nothing {}).unwrap();
    assert!(list.is_default && list.failure.is_none());
    assert_eq!(list.backups.len(), 2);
}

#[test]
fn what_takes_long_says_how_far_it_is_and_can_be_called_off() {
    let fixture = Fixture::new();
    fixture.import(INTERVIEW);
    let heard = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let events = std::sync::Arc::clone(&heard);
    fixture.api.on_progress(move |event| events.lock().unwrap().push(*event));
    fixture.api.backup_make(BackupMake { path: None }).unwrap();
    let last = *heard.lock().unwrap().last().unwrap();
    assert!(last.task == Task::Backup && last.done == last.total && last.total > 0);

    // From the listener, as a window does while the task is under way.
    let api = std::sync::Arc::new(fixture.another());
    let weak = std::sync::Arc::downgrade(&api);
    api.on_progress(move |_| {
        weak.upgrade().unwrap().task_cancel(Nothing {}).unwrap();
    });
    assert_eq!(api.backup_make(BackupMake { path: None }).unwrap_err().code, "cancelled");
    assert_eq!(fixture.api.backup_list(Nothing {}).unwrap().backups.len(), 1);
}

#[test]
fn an_export_that_is_called_off_leaves_the_file_that_was_there_and_nothing_else() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    fs::write(&path, "what was there").unwrap();
    let api = std::sync::Arc::new(fixture.another());
    let weak = std::sync::Arc::downgrade(&api);
    api.on_progress(move |event| {
        assert_eq!(event.task, Task::Export);
        weak.upgrade().unwrap().task_cancel(Nothing {}).unwrap();
    });
    for format in ["md", "html", "csv", "json", "docx", "quotes", "qdpx", "xlsx", "tsv", "txt", "anki"] {
        let request = json!({ "document": document, "format": format, "annotations": null,
            "path": path, "overwrite": true });
        assert_eq!(api.call("export_save", request, "test").unwrap_err().code, "cancelled", "{format}");
    }
    let request = json!({ "format": "csv", "documents": null, "path": path, "overwrite": true });
    assert_eq!(api.call("export_library", request, "test").unwrap_err().code, "cancelled");
    assert_eq!(fs::read(&path).unwrap(), b"what was there");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_folder_of_the_backups_is_a_setting_and_its_failure_is_told() {
    let fixture = Fixture::new();
    fixture.import(INTERVIEW);
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("mine");
    let set = |value: Value| {
        fixture.api.call("setting_set", json!({ "name": "backupFolder", "value": value }), "test")
    };
    assert_eq!(set(json!("relative/folder")).unwrap_err().code, "bad-setting");
    assert_eq!(set(json!(path.to_str().unwrap())).unwrap()["backupFolder"], path.to_str().unwrap());
    let backup = fixture.api.backup_if_due(Occasion::Start).unwrap().unwrap();
    assert!(backup.path.starts_with(path.to_str().unwrap()));
    assert_eq!(fixture.api.backup_if_due(Occasion::Start).unwrap(), None);

    fs::remove_dir_all(&path).unwrap();
    fs::write(&path, "in the way").unwrap();
    let error = fixture.api.backup_if_due(Occasion::Start).unwrap_err();
    assert_eq!(error.code, "backup-failed");
    assert!(error.params["path"].contains("mine"));
    set(Value::Null).unwrap();
    assert_eq!(fixture.api.backup_list(Nothing {}).unwrap().failure, Some(error));
    assert!(fixture.api.backup_if_due(Occasion::Start).unwrap().is_some());
    assert_eq!(fixture.api.backup_list(Nothing {}).unwrap().failure, None);
}

#[test]
fn a_sound_library_is_found_sound() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "硃筆");
    let diagnosis = call(&fixture, "doctor_examine", Value::Null);
    assert_eq!(diagnosis["isSound"], true);
    assert_eq!(diagnosis["annotations"], 1);
    let report = call(&fixture, "doctor_repair", Value::Null);
    assert_eq!((&report["backup"], &report["change"]), (&Value::Null, &Value::Null));
    assert!(vermilion_api::examine(&fixture.folder.path().join("library.vermilion")).is_sound);
}

/// The library of a fixture after it was closed, with what this does to its bytes.
fn reopened(fixture: Fixture, change: impl FnOnce(&mut Vec<u8>)) -> (tempfile::TempDir, Api) {
    let Fixture { api, folder } = fixture;
    drop(api);
    let path = folder.path().join("library.vermilion");
    let mut bytes = fs::read(&path).unwrap();
    change(&mut bytes);
    fs::write(&path, bytes).unwrap();
    let api = Api::open(&path, surroundings()).unwrap();
    (folder, api)
}

#[test]
fn a_library_of_a_newer_version_is_read_and_says_why_it_is_not_written() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "硃筆");
    // `user_version`, in the header.
    let (folder, api) = reopened(fixture, |bytes| bytes[63] = 9);
    let path = folder.path().join("library.vermilion");
    let before = fs::read(&path).unwrap();
    let view = api.library_open(Nothing {}).unwrap();
    let reason = view.read_only.unwrap();
    assert_eq!((reason.reason, reason.found, reason.supported), (ReadOnlyReason::Newer, Some(9), Some(3)));
    let document = api.document_open(DocumentOpen { document }).unwrap();
    assert_eq!(document.annotations.len(), 1);
    let annotation = document.annotations[0].id.clone();
    let id = document.summary.id.clone();
    for (command, payload) in [
        ("annotation_set_note", json!({ "annotation": annotation, "note": "x", "joinKey": "" })),
        ("document_delete", json!({ "documents": [id] })),
        ("history_undo", Value::Null),
        ("history_redo", Value::Null),
        ("sample_add", Value::Null),
        ("doctor_repair", Value::Null),
        ("setting_set", json!({ "name": "theme", "value": "dark" })),
        ("backup_restore", json!({ "path": path.to_str().unwrap() })),
    ] {
        let error = api.call(command, payload, "test").unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.params["reason"].as_str()),
            ("read-only", "newer"),
            "{command}"
        );
    }
    // Reading goes on as ever, the place in the text included.
    api.call("reading_remember", json!({ "document": id, "position": 3 }), "test").unwrap();
    assert_eq!(api.backup_if_due(Occasion::Start).unwrap(), None);
    drop(api);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_whose_owner_took_the_right_to_write_away_is_read() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let Fixture { api, folder } = fixture;
    drop(api);
    let path = folder.path().join("library.vermilion");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let api = Api::open(&path, surroundings()).unwrap();
    assert_eq!(api.library_open(Nothing {}).unwrap().read_only.unwrap().reason, ReadOnlyReason::Protected);
    assert_eq!(api.document_open(DocumentOpen { document }).unwrap().summary.title, "慢讀");
}

#[test]
fn a_library_that_does_not_open_is_never_the_end() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "硃筆");
    let backup = fixture.api.backup_make(BackupMake { path: None }).unwrap();
    let Fixture { api, folder } = fixture;
    drop(api);
    let path = folder.path().join("library.vermilion");
    let mut bytes = fs::read(&path).unwrap();
    bytes[..4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    let error = Api::open(&path, surroundings()).map(drop).unwrap_err();
    let recovery = Recovery::new(&path, surroundings(), error.clone());
    let call = |command: &str, payload: Value| recovery.call(command, payload);

    let state = call("recovery_state", Value::Null).unwrap();
    assert_eq!((&state["error"]["code"], &state["canRead"]), (&json!("not-a-library"), &json!(false)));
    assert_eq!(state["backups"]["backups"][0]["path"], backup.path);
    assert_eq!(call("recovery_examine", Value::Null).unwrap()["isSound"], false);
    assert_eq!(call("document_list", Value::Null).unwrap_err().code, "unknown-command");
    assert!(recovery.open().is_err() && recovery.open_read_only().is_err());

    let chosen = json!({ "path": backup.path });
    assert_eq!(call("backup_count", chosen.clone()).unwrap()["annotations"], 1);
    let told = call("recovery_compare", chosen).unwrap();
    assert_eq!(told["isAgainstLibrary"], false);
    let coming = &told["comparison"]["documents"][0];
    assert_eq!((&coming["state"], &coming["annotations"]["added"]), (&json!("only-there"), &json!(1)));

    let report = call("recovery_salvage", json!({ "into": null })).unwrap();
    assert_eq!((&report["isWhole"], &report["documents"][0]["annotations"]), (&json!(true), &json!(1)));
    let absent = call("recovery_restore", json!({ "path": folder.path().join("absent").to_str() }));
    assert_eq!(absent.unwrap_err().code, "no-such-backup");
    assert_eq!(fs::read(&path).unwrap(), bytes);

    let adopted = call("recovery_restore", json!({ "path": report["path"] })).unwrap();
    assert_eq!(fs::read(adopted["movedAside"].as_str().unwrap()).unwrap(), bytes);
    let api = recovery.open().unwrap();
    assert_eq!(api.document_view(&document).unwrap().annotations.len(), 1);
}

#[test]
fn a_backup_is_compared_with_a_library_that_can_still_be_read() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "硃筆");
    let backup = fixture.api.backup_make(BackupMake { path: None }).unwrap();
    fixture.highlight(&document, "慢慢讀");
    let Fixture { api, folder } = fixture;
    drop(api);
    let path = folder.path().join("library.vermilion");
    let strange = folder.path().join("strange");
    fs::write(&strange, "no library").unwrap();
    // Whatever it was, it is readable again.
    let error = Api::open(&strange, surroundings()).map(drop).unwrap_err();
    let recovery = Recovery::new(&path, surroundings(), error);
    let told = recovery.recovery_compare(BackupChosen { path: backup.path }).unwrap();
    assert!(told.is_against_library);
    assert_eq!(told.comparison.documents[0].state, ComparedState::Changed);
    assert_eq!(told.comparison.documents[0].annotations, Difference { added: 0, removed: 1, changed: 0 });
    let strange = BackupChosen { path: strange.display().to_string() };
    assert_eq!(recovery.backup_count(strange).unwrap_err().code, "not-a-library");
}

#[test]
fn a_library_that_is_whole_is_neither_replaced_nor_salvaged_whatever_kept_it_from_opening() {
    let fixture = Fixture::new();
    fixture.import(INTERVIEW);
    let backup = fixture.api.backup_make(BackupMake { path: None }).unwrap();
    let Fixture { api, folder } = fixture;
    drop(api);
    let path = folder.path().join("library.vermilion");
    let before = fs::read(&path).unwrap();
    for (code, reason, can_salvage) in [
        ("library-busy", ReadOnlyReason::Busy, false),
        ("disk-full", ReadOnlyReason::Full, false),
        ("library-read-only", ReadOnlyReason::Protected, false),
        ("library-unreachable", ReadOnlyReason::Protected, false),
        ("backup-failed", ReadOnlyReason::Unsaved, false),
        ("library-newer", ReadOnlyReason::Asked, false),
        ("disk-failed", ReadOnlyReason::Failing, true),
    ] {
        let error = ApiError {
            code: code.to_owned(),
            params: Default::default(),
            message: "It does not open.".to_owned(),
            hint: None,
        };
        let recovery = Recovery::new(&path, surroundings(), error);
        let state = recovery.recovery_state(Nothing {}).unwrap();
        assert!(state.can_read && !state.can_replace, "{code}");
        assert_eq!(state.can_salvage, can_salvage, "{code}");
        let read = recovery.open_read_only().unwrap();
        assert_eq!(read.library_open(Nothing {}).unwrap().read_only.unwrap().reason, reason);
        drop(read);
        let refused = recovery.recovery_restore(BackupChosen { path: backup.path.clone() }).unwrap_err();
        assert_eq!(refused.code, code);
        assert!(refused.message.contains("not known to be damaged"), "{}", refused.message);
        if !can_salvage {
            assert_eq!(recovery.recovery_salvage(RecoverySalvage { into: None }).unwrap_err().code, code);
        }
    }
    assert_eq!(fs::read(&path).unwrap(), before);
    for entry in fs::read_dir(folder.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with("library.vermilion") || name == "backups", "{name}");
    }
}

#[test]
fn what_keeps_a_backup_from_coming_back_names_the_file_and_leaves_the_library_as_it_is() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let backup = fixture.api.backup_make(BackupMake { path: None }).unwrap();
    fixture.highlight(&document, "慢慢讀");
    let bytes = fs::read(&backup.path).unwrap();
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = bytes.clone();
        change(&mut bytes);
        bytes
    };
    let comment = bytes.windows(7).position(|words| words == b"-- JSON").unwrap();
    let cases: [(&str, &str, Option<Vec<u8>>); 5] = [
        ("missing", "no-such-backup", None),
        ("foreign", "not-a-library", Some(b"not a library".repeat(100))),
        // The version of the schema, the text of the schema, a page of a table.
        ("newer", "library-newer", Some(with(&|bytes| bytes[60..64].copy_from_slice(&999u32.to_be_bytes())))),
        ("altered", "backup-unsound", Some(with(&|bytes| bytes[comment + 3] = b'j'))),
        ("damaged", "backup-unsound", Some(with(&|bytes| bytes[4096..8192].fill(0xaa)))),
    ];
    let expected = fixture.view(&document).annotations;
    for (name, code, bytes) in cases {
        let path = fixture.folder.path().join(format!("{name}.vermilion"));
        if let Some(bytes) = bytes {
            fs::write(&path, bytes).unwrap();
        }
        let chosen = BackupChosen { path: path.to_str().unwrap().to_owned() };
        let refused = fixture.api.backup_restore(chosen, "test").unwrap_err();
        assert_eq!(refused.code, code, "{refused:?}");
        assert_eq!(refused.params["path"], path.to_str().unwrap());
        assert!(refused.message.contains(&format!("{name}.vermilion")), "{}", refused.message);
        assert_eq!(fixture.view(&document).annotations, expected, "{name}");
    }
}
