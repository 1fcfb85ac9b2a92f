//! Documents as a file each, in one folder.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test binary uses its part of what is shared")]
mod support;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use support::Fixture;
use vermilion_api::wire::*;
use vermilion_api::{Api, ApiError};

/// Three interviews, of which two have the same title but for case and what no file name can have.
fn interviews(fixture: &Fixture) -> [String; 3] {
    ["Ri:ver", "Mountain", "ri ver"].map(|title| {
        let document = fixture.import(&format!("{title}\n\nAda: Up the {title}?\n\nBen: Red, then blue.\n"));
        fixture.highlight(&document, "blue");
        document
    })
}

fn each(api: &Api, folder: &Path, more: &Value) -> Result<ExportedEach, ApiError> {
    let mut request = json!({ "format": "docx", "documents": null, "folder": folder, "overwrite": false });
    for (name, value) in more.as_object().unwrap() {
        request[name] = value.clone();
    }
    api.call("export_each", request, "test").map(|answer| serde_json::from_value(answer).unwrap())
}

/// What is in a folder, by name.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    content(folder).into_keys().collect()
}

#[test]
fn each_document_is_written_as_it_is_alone_under_a_name_of_its_own() {
    let fixture = Fixture::new();
    let documents = interviews(&fixture);
    for format in ["docx", "html", "md", "txt"] {
        // It is made where there is none.
        let folder = fixture.folder.path().join("out").join(format);
        let done = each(&fixture.api, &folder, &json!({ "format": format })).unwrap();
        assert_eq!((done.files.len(), done.refused.len(), done.left), (3, 0, 0));
        let expected = ["Mountain", "Ri ver", "ri ver (2)"].map(|stem| format!("{stem}.{format}"));
        assert_eq!(names(&folder), expected);
        let known: ExportFormat = serde_json::from_value(json!(format)).unwrap();
        for file in done.files {
            let alone = fixture.api.export_bytes(&file.document, known, None, None).unwrap();
            // Some say when they were written.
            let is_dated = matches!(format, "docx" | "html");
            assert!(is_dated || content(&folder)[&file.name] == alone, "{}", file.name);
            assert_eq!(Path::new(&file.saved.path), folder.join(&file.name));
        }
        // Which others are asked for changes no name.
        let chosen = json!([{ "document": documents[2], "annotations": null }]);
        let alone = fixture.folder.path().join("alone").join(format);
        each(&fixture.api, &alone, &json!({ "format": format, "documents": chosen })).unwrap();
        assert_eq!(names(&alone), [format!("ri ver (2).{format}")]);
    }
}

#[test]
fn nothing_is_replaced_unless_that_is_asked_for_and_then_nothing_is_written_at_all() {
    let fixture = Fixture::new();
    interviews(&fixture);
    let folder = fixture.folder.path().join("out");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("Mountain.docx"), "mine").unwrap();
    fs::write(folder.join("other.docx"), "other").unwrap();
    let error = each(&fixture.api, &folder, &json!({})).unwrap_err();
    assert_eq!(error.code, "files-exist");
    assert_eq!((error.params["count"].as_str(), error.params["all"].as_str()), ("1", "3"));
    assert_eq!(error.params["file"], "Mountain.docx");
    assert_eq!(names(&folder), ["Mountain.docx", "other.docx"]);
    assert_eq!(content(&folder)["Mountain.docx"], b"mine");
    each(&fixture.api, &folder, &json!({ "overwrite": true })).unwrap();
    assert!(content(&folder)["Mountain.docx"].starts_with(b"PK"));
    assert_eq!(content(&folder)["other.docx"], b"other");
}

#[test]
fn markdown_is_brought_up_to_date_and_only_what_cannot_be_is_replaced() {
    let fixture = Fixture::new();
    let documents = interviews(&fixture);
    let folder = fixture.folder.path().join("vault");
    let export =
        |overwrite: bool| each(&fixture.api, &folder, &json!({ "format": "md", "overwrite": overwrite }));
    export(false).unwrap();
    let write = |name: &str, change: &dyn Fn(String) -> String| {
        let path = folder.join(name);
        fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
    };
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    write("Mountain.md", &|text| text + "\nmy own words\n");
    fixture.highlight(&documents[1], "Red");
    let done = export(false).unwrap();
    let updates: Vec<bool> = done.files.iter().map(|file| file.saved.update.unwrap().is_current).collect();
    assert_eq!(updates.iter().filter(|is_current| !**is_current).count(), 1, "{updates:?}");
    assert!(text("Mountain.md").contains("my own words") && text("Mountain.md").contains("Red"));

    write("Ri ver.md", &|text| text.replace("blue", "green"));
    assert_eq!(export(false).unwrap_err().code, "files-exist");
    export(true).unwrap();
    assert!(text("Ri ver.md").contains("blue") && !text("Ri ver.md").contains("green"));
    assert!(text("Mountain.md").contains("my own words"), "this one could be brought up to date");
}

#[test]
fn what_is_called_off_keeps_the_files_that_are_whole_and_tells_which() {
    let fixture = Fixture::new();
    interviews(&fixture);
    let api = Arc::new(fixture.another());
    let (weak, limit, last) =
        (Arc::downgrade(&api), Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let (most, told) = (Arc::clone(&limit), Arc::clone(&last));
    api.on_progress(move |event| {
        assert_eq!(event.task, Task::Export);
        assert!(told.swap(event.done, Ordering::Relaxed) <= event.done, "it does not go back");
        if event.done >= most.load(Ordering::Relaxed) {
            weak.upgrade().unwrap().task_cancel(Nothing {}).unwrap();
        }
    });
    let folder = fixture.folder.path().join("out");
    assert_eq!(each(&api, &folder, &json!({})).unwrap_err().code, "cancelled");
    assert!(names(&folder).is_empty(), "nothing was written");

    last.store(0, Ordering::Relaxed);
    limit.store(50, Ordering::Relaxed);
    let done = each(&api, &folder, &json!({})).unwrap();
    assert_eq!((done.files.len(), done.refused.len(), done.left), (1, 0, 2));
    assert_eq!(names(&folder), [done.files[0].name.clone()]);
}

#[test]
fn one_that_is_refused_does_not_keep_the_others_out() {
    let fixture = Fixture::new();
    let documents = interviews(&fixture);
    let folder = fixture.folder.path().join("out");
    fs::create_dir_all(folder.join("Mountain.docx")).unwrap();
    let done = each(&fixture.api, &folder, &json!({ "overwrite": true })).unwrap();
    assert_eq!(done.files.len(), 2);
    assert_eq!(
        (done.refused[0].document.as_str(), done.refused[0].error.code.as_str()),
        (documents[1].as_str(), "not-a-file")
    );
    // Where nothing was written, that is the answer.
    let only = json!([{ "document": documents[1], "annotations": null }]);
    let error = each(&fixture.api, &folder, &json!({ "documents": only, "overwrite": true })).unwrap_err();
    assert_eq!(error.code, "not-a-file");

    let file = fixture.folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(each(&fixture.api, &file, &json!({})).unwrap_err().code, "not-a-folder");
    let unknown = json!([{ "document": "01930000-0000-7000-8000-000000000000", "annotations": null }]);
    let error = each(&fixture.api, &folder, &json!({ "documents": unknown })).unwrap_err();
    assert_eq!(error.code, "no-such-document");
    let none = fixture.folder.path().join("none");
    assert!(each(&fixture.api, &none, &json!({ "documents": [] })).unwrap().files.is_empty());
    assert!(!none.exists(), "no folder is made for nothing");
}
