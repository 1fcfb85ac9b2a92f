//! `doctor`, `backup`, `restore`: keeping the library.

use crate::support::{Terminal, list, with_interview};
use serde_json::{Value, json};
use std::fs;

/// Changes a note in the file, behind everybody's back.
fn spoil_a_note(terminal: &Terminal, id: &str) {
    terminal.text(&["annotate", id, "--quote", "慢慢讀", "--note", "remarkable"]);
    let path = terminal.path("library.vermilion");
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(10).position(|window| window == b"remarkable").unwrap();
    bytes[at] = b'R';
    fs::write(&path, bytes).unwrap();
}

/// What a command says to programs when it has found something wrong.
fn found_wrong(terminal: &Terminal, arguments: &[&str]) -> Value {
    let ran = terminal.run(&[&["--json"], arguments].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "{arguments:?}");
    serde_json::from_slice(&ran.stdout).unwrap()
}

#[test]
fn the_doctor_says_what_is_wrong_with_status_1_and_mends_it_when_asked() {
    let (terminal, id) = with_interview();
    assert!(terminal.text(&["doctor"]).starts_with("Nothing is wrong: 1 documents"));
    assert_eq!(terminal.json(&["doctor"])["is_sound"], true);
    spoil_a_note(&terminal, &id);
    let diagnosis = found_wrong(&terminal, &["doctor"]);
    assert_eq!(diagnosis["findings"][0]["code"], "history-conflict");
    assert_eq!(diagnosis["findings"][0]["can_repair"], true);
    let told = terminal.run(&["doctor"]);
    assert_eq!(told.status, 1);
    assert!(String::from_utf8(told.stdout).unwrap().contains("--repair"));

    let repaired = terminal.json(&["doctor", "--repair"]);
    assert_eq!(repaired["left"]["is_sound"], true);
    assert_eq!(repaired["repaired"][0]["code"], "history-conflict");
    assert_eq!(repaired["backup"]["reason"], "repair");
    assert!(fs::exists(repaired["backup"]["path"].as_str().unwrap()).unwrap());
    assert_eq!(terminal.json(&["doctor"])["is_sound"], true);
}

#[test]
fn the_doctor_looks_at_what_is_no_library() {
    let terminal = Terminal::new();
    terminal.file("notes.txt", "not a database");
    let diagnosis = found_wrong(&terminal, &["--library", "notes.txt", "doctor"]);
    assert_eq!(diagnosis["findings"][0]["code"], "not-a-library");
    assert_eq!(fs::read_to_string(terminal.path("notes.txt")).unwrap(), "not a database");
}

#[test]
fn a_backup_is_made_listed_and_brought_back() {
    let (terminal, id) = with_interview();
    let nothing = terminal.text(&["backup", "--list"]);
    assert!(nothing.starts_with("There are no backups"), "{nothing}");
    let made = terminal.json(&["backup"]);
    let path = made["backup"]["path"].as_str().unwrap();
    assert_eq!(list(&terminal.json(&["backup", "--list"])["backups"])[0], made["backup"]);
    terminal.text(&["annotate", &id, "--quote", "慢慢讀", "--note", "好"]);

    let dry = terminal.json(&["restore", path, "--dry-run"]);
    assert_eq!(dry["documents"][0]["notes"], json!({ "added": 0, "removed": 1, "changed": 0 }));
    assert!(terminal.text(&["restore", path, "--dry-run"]).contains("annotations +0 -1 ~0; notes +0 -1 ~0"));
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 1);
    let name = path.rsplit('/').next().unwrap();
    let restored = terminal.json(&["restore", name]);
    assert_eq!(restored["documents"], dry["documents"]);
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 0);
    terminal.text(&["restore", restored["safety"]["path"].as_str().unwrap()]);
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 1);
}

#[test]
fn a_backup_goes_where_it_is_told_and_replaces_nothing() {
    let (terminal, _) = with_interview();
    let made = terminal.json(&["backup", "--to", "copy.vermilion"]);
    assert_eq!(made["backup"]["path"], terminal.path("copy.vermilion").to_str().unwrap());
    assert_eq!(list(&terminal.json(&["--library", "copy.vermilion", "list"])["documents"]).len(), 1);
    assert_eq!(terminal.error(1, &["backup", "--to", "copy.vermilion"])["code"], "file-exists");
    fs::create_dir(terminal.path("folder")).unwrap();
    let named = terminal.json(&["backup", "--to", "folder"]);
    assert!(named["backup"]["path"].as_str().unwrap().contains("folder"));
    assert_eq!(terminal.error(1, &["backup", "--to", "absent/copy.vermilion"])["code"], "backup-failed");
    assert_eq!(terminal.error(1, &["restore", "absent"])["code"], "no-such-backup");
    assert_eq!(terminal.error(1, &["restore", "interview.txt"])["code"], "not-a-library");
}

#[test]
fn a_library_is_only_read_on_request() {
    let (terminal, id) = with_interview();
    assert_eq!(list(&terminal.json(&["--read-only", "list"])["documents"]).len(), 1);
    assert_eq!(
        terminal.error(1, &["--read-only", "annotate", &id, "--quote", "慢慢讀"])["code"],
        "read-only"
    );
    assert_eq!(terminal.error(1, &["undo", "--read-only"])["code"], "read-only");
}

#[test]
fn a_damaged_library_is_salvaged_and_a_backup_takes_its_place() {
    let (terminal, id) = with_interview();
    terminal.text(&["annotate", &id, "--quote", "慢慢讀", "--note", "好"]);
    let backup = terminal.json(&["backup"])["backup"]["path"].as_str().unwrap().to_owned();
    let path = terminal.path("library.vermilion");
    let mut bytes = fs::read(&path).unwrap();
    bytes[..4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    assert_eq!(terminal.error(1, &["list"])["code"], "not-a-library");

    let salvaged = terminal.json(&["salvage", "library.vermilion", "new.vermilion"]);
    assert_eq!((&salvaged["is_whole"], &salvaged["documents"][0]["annotations"]), (&json!(true), &json!(1)));
    assert_eq!(list(&terminal.json(&["--library", "new.vermilion", "annotations", &id])).len(), 1);
    assert_eq!(fs::read(&path).unwrap(), bytes, "it was not touched");
    let again = terminal.error(1, &["salvage", "library.vermilion", "new.vermilion"]);
    assert_eq!(again["code"], "file-exists");
    terminal.file("notes.txt", "not a database");
    assert_eq!(terminal.error(1, &["salvage", "notes.txt", "other.vermilion"])["code"], "salvage-nothing");

    let foreign = terminal.error(1, &["--library", "notes.txt", "restore", &backup]);
    assert_eq!(foreign["code"], "not-a-library");
    assert_eq!(fs::read_to_string(terminal.path("notes.txt")).unwrap(), "not a database");

    let restored = terminal.json(&["restore", &backup]);
    assert_eq!(fs::read(restored["moved_aside"].as_str().unwrap()).unwrap(), bytes);
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 1);
}

#[test]
fn a_damaged_library_without_a_log_is_kept_byte_for_byte_when_a_backup_takes_its_place() {
    let (terminal, id) = with_interview();
    let backup = terminal.json(&["backup"])["backup"]["path"].as_str().unwrap().to_owned();
    let path = terminal.path("library.vermilion");
    let mut bytes = fs::read(&path).unwrap();
    // As a program leaves it that has no write-ahead log: SQLite's mark for that is in the header, twice.
    bytes[18..20].fill(1);
    // Some page of many in the middle.
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle..middle + 4096].fill(0xff);
    fs::write(&path, &bytes).unwrap();
    assert_eq!(terminal.error(1, &["list"])["code"], "library-damaged");
    let restored = terminal.json(&["restore", &backup]);
    assert!(fs::read(restored["moved_aside"].as_str().unwrap()).unwrap() == bytes);
    assert_eq!(terminal.json(&["doctor"])["is_sound"], true);
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 0);
}

#[test]
fn a_library_of_a_newer_version_has_nothing_put_beside_it() {
    let (terminal, _) = with_interview();
    let path = terminal.path("library.vermilion");
    let mut bytes = fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&999u32.to_be_bytes());
    fs::write(&path, &bytes).unwrap();
    for arguments in [&["list"] as &[&str], &["--read-only", "list"], &["backup", "--list"], &["doctor"]] {
        terminal.run(arguments);
        let beside = |end: &str| terminal.path(&format!("library.vermilion-{end}")).exists();
        assert!(!beside("wal") && !beside("shm"), "{arguments:?}");
        assert!(fs::read(&path).unwrap() == bytes, "{arguments:?}");
    }
}

#[test]
fn whichever_page_of_the_library_is_lost_a_backup_is_brought_back() {
    let (terminal, id) = with_interview();
    terminal.text(&["annotate", &id, "--quote", "慢慢讀", "--note", "好"]);
    let backup = terminal.json(&["backup"])["backup"]["path"].as_str().unwrap().to_owned();
    let path = terminal.path("library.vermilion");
    let whole = fs::read(&path).unwrap();
    let mut aside = 0;
    for at in (0..whole.len()).step_by(3 * 4096) {
        let mut bytes = whole.clone();
        bytes[at..at + 4096].fill(0);
        fs::write(&path, &bytes).unwrap();
        let would = terminal.json(&["restore", &backup, "--dry-run"]);
        assert!(would["documents"].is_array(), "page at {at}: {would}");
        let restored = terminal.json(&["restore", &backup]);
        // What was there is kept as it was, or differs in nothing that is told.
        if let Some(moved) = restored["moved_aside"].as_str() {
            assert_eq!(fs::read(moved).unwrap(), bytes, "page at {at}");
            aside += 1;
        } else {
            assert!(fs::exists(restored["safety"]["path"].as_str().unwrap()).unwrap(), "page at {at}");
        }
        assert_eq!(terminal.json(&["doctor"])["is_sound"], true, "page at {at}");
        assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 1, "page at {at}");
    }
    assert!(aside > 5, "{aside}");
}

/// As a file dialog does, to find out what kind of file each in its list is.
#[cfg(target_os = "linux")]
#[test]
fn a_library_that_is_open_elsewhere_keeps_its_log_though_its_files_were_opened_and_closed_there() {
    let (terminal, id) = with_interview();
    let path = terminal.path("library.vermilion");
    let surroundings = vermilion_api::Surroundings::new(|| 0, uuid::Uuid::now_v7);
    let other = vermilion_api::Api::open(&path, surroundings).unwrap();
    let files = ["", "-wal", "-shm"].map(|end| std::path::PathBuf::from(format!("{}{end}", path.display())));
    for file in &files {
        drop(fs::File::open(file).unwrap());
    }
    terminal.text(&["annotate", &id, "--quote", "慢慢讀"]);
    assert!(files.iter().all(|file| file.exists()), "who came later took itself for the only one");
    drop(other);
    assert_eq!(list(&terminal.json(&["annotations", &id])).len(), 1);
}
