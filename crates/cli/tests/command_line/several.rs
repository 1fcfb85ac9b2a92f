//! `export` of several documents: into one file, or into a folder.

use crate::support::{Terminal, list, with_interview};
use serde_json::Value;
use std::fs;

/// Two interviews, each with something in red, one with something in yellow.
fn with_two() -> (Terminal, String) {
    let (terminal, id) = with_interview();
    terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--tag", "讀"]);
    terminal.json(&["annotate", &id, "--quote", "硃筆", "--color", "red"]);
    terminal.file("other.txt", "別的：事\n\n甲：一\n\n乙：二\n\n甲：三\n\n乙：四\n");
    terminal.json(&["import", "other.txt"]);
    terminal.json(&["annotate", "別的：事", "--quote", "三", "--color", "red"]);
    (terminal, id)
}

fn names(terminal: &Terminal, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(terminal.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_library_is_written_into_a_folder_where_a_file_holds_one_document() {
    let (terminal, id) = with_two();
    let done = terminal.json(&["export", "--all", "--format", "docx", "-o", "out"]);
    assert_eq!(names(&terminal, "out"), ["別的：事.docx", "慢讀.docx"]);
    assert_eq!((list(&done["files"]).len(), list(&done["refused"]).len()), (2, 0));
    for file in list(&done["files"]) {
        let (path, document) = (file["path"].as_str().unwrap(), file["document"].as_str().unwrap());
        assert_eq!(terminal.json(&["verify", path, document])["total"], 0);
    }
    let error = terminal.error(1, &["export", "--all", "--format", "docx", "-o", "out"]);
    assert_eq!((&error["code"], &error["params"]["count"]), (&"files-exist".into(), &"2".into()));
    assert!(error["hint"].as_str().unwrap().contains("--force"));
    let told = terminal.text(&["export", "--all", "--format", "docx", "-o", "out", "--force"]);
    assert_eq!(told.matches("Wrote ").count(), 2, "{told}");

    // Several that are named, and what they have in common.
    terminal.json(&["export", &id, "別的：事", &id, "--format", "html", "-o", "pages", "--color", "red"]);
    assert_eq!(names(&terminal, "pages"), ["別的：事.html", "慢讀.html"]);
    let page = fs::read_to_string(terminal.path("pages").join("慢讀.html")).unwrap();
    assert!(page.contains("data-") || page.contains("<mark"), "{page}");
    terminal.json(&["export", "--all", "--format", "md", "-o", "notes", "--tag", "讀"]);
    assert_eq!(names(&terminal, "notes"), ["慢讀.md"]);
    let told = terminal.text(&["export", "--all", "--format", "md", "-o", "nothing", "--color", "blue"]);
    assert!(told.contains("nothing was written") && !terminal.path("nothing").exists(), "{told}");
}

#[test]
fn a_format_that_holds_several_goes_into_one_file_or_into_a_folder_that_is_named() {
    let (terminal, id) = with_two();
    terminal.json(&["export", &id, "別的：事", "--format", "json", "-o", "all.json"]);
    let file: Value = serde_json::from_slice(&fs::read(terminal.path("all.json")).unwrap()).unwrap();
    assert_eq!(list(&file).len(), 2);
    for document in [id.as_str(), "別的：事"] {
        assert_eq!(terminal.json(&["verify", "all.json", document])["total"], 0);
    }
    terminal.json(&["export", "--all", "--format", "csv", "-o", "red.csv", "--color", "red"]);
    let rows = fs::read_to_string(terminal.path("red.csv")).unwrap();
    assert!(rows.contains("硃筆") && rows.contains('三') && !rows.contains("慢慢讀"), "{rows}");
    terminal.json(&["export", "--all", "--format", "txt", "-o", "texts/"]);
    assert_eq!(names(&terminal, "texts"), ["別的：事.txt", "慢讀.txt"]);
    terminal.json(&["export", &id, "--format", "csv", "-o", "texts"]);
    assert_eq!(names(&terminal, "texts"), ["別的：事.txt", "慢讀.csv", "慢讀.txt"]);
    terminal.error(2, &["export", &id, "別的：事", "--format", "docx"]);
}

#[test]
fn one_that_is_refused_is_told_with_status_1_and_the_others_are_written() {
    let (terminal, _) = with_two();
    fs::create_dir_all(terminal.path("out").join("慢讀.docx")).unwrap();
    let ran = terminal.run(&["--json", "export", "--all", "--format", "docx", "-o", "out", "--force"]);
    assert_eq!(ran.status, 1);
    let done: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!((list(&done["files"]).len(), &done["refused"][0]["code"]), (1, &"not-a-file".into()));
    assert!(ran.stderr.contains("not-a-file"));
    assert_eq!(names(&terminal, "out"), ["別的：事.docx", "慢讀.docx"]);
}
