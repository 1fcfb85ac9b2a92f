//! `import` of what is no single interview: whole libraries, and annotations whose text is elsewhere.

use crate::support::{INTERVIEW, list, with_interview};
use serde_json::json;
use std::fs;

#[test]
fn a_whole_library_is_imported_and_stays_as_it_was() {
    let (terminal, id) = with_interview();
    terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--note", "**記**", "--tag", "讀/慢"]);
    terminal.json(&["memo", "set", "全部"]);
    let library = terminal.path("library.vermilion");
    let before = fs::read(&library).unwrap();
    let imported = terminal.json(&["--library", "into.vermilion", "import", "library.vermilion"]);
    assert_eq!((&imported["format"], &imported["annotations"]), (&"vermilion".into(), &1.into()));
    assert_eq!((&imported["tags"], &imported["orphans"]), (&2.into(), &0.into()));
    assert_eq!(fs::read(&library).unwrap(), before);
    let into = |arguments: &[&str]| terminal.json(&[&["--library", "into.vermilion"], arguments].concat());
    let document = imported["id"].as_str().unwrap();
    assert_eq!(into(&["text", document])["text"], INTERVIEW);
    assert_eq!(list(&into(&["annotations", document]))[0]["note"], "**記**");
    assert_eq!(list(&into(&["memo", "list"]))[0]["text"], "全部");
    // Taken in again it is there already.
    assert_eq!(into(&["import", "library.vermilion"])["annotations"], 0);
    terminal.file("broken.vermilion", &before[..4_096]);
    let error = terminal.error(1, &["--library", "into.vermilion", "import", "broken.vermilion"]);
    assert!(error["code"].as_str().unwrap().starts_with("library-"), "{error}");
}

/// An export of Hypothesis of two pages.
fn export() -> String {
    let row = |uri: &str, exact: &str, prefix: &str, tags: &[&str]| {
        json!({
            "uri": uri, "user": "acct:ada@hypothes.is", "text": "記", "tags": tags,
            "created": "2026-01-02T03:04:05Z",
            "target": [{ "selector": [{ "type": "TextQuoteSelector", "exact": exact, "prefix": prefix }] }],
        })
    };
    json!([
        row("https://example.org/a", "慢慢讀。 讀完再讀", "", &["讀"]),
        row("https://example.org/a", "讀", "怎麼", &[]),
        row("https://example.org/b", "讀", "", &[]),
        row("https://example.org/b", "不在的話", "", &[]),
    ])
    .to_string()
}

#[test]
fn annotations_without_a_text_are_put_on_the_document_that_is_named() {
    let (terminal, id) = with_interview();
    terminal.file("notes.json", export());
    let error = terminal.error(1, &["import", "notes.json"]);
    assert_eq!(
        (&error["code"], &error["params"]["annotations"]),
        (&"no-text-for-annotations".into(), &"4".into())
    );
    assert!(error["hint"].as_str().unwrap().contains("--onto"));
    assert_eq!(list(&terminal.json(&["list"])["documents"]).len(), 1, "nothing was made");

    let imported = terminal.json(&["import", "notes.json", "--onto", &id[..13]]);
    assert_eq!((&imported["annotations"], &imported["orphans"]), (&2.into(), &2.into()), "{imported}");
    let found = terminal.json(&["annotations", &id]);
    let quotes: Vec<&str> = list(&found).iter().filter_map(|one| one["quote"].as_str()).collect();
    assert!(quotes.contains(&"慢慢讀。讀完再讀") && quotes.contains(&"讀"), "{found}");
    terminal.json(&["undo"]);
    assert!(list(&terminal.json(&["annotations", &id])).is_empty(), "it was one step");

    let error = terminal.error(1, &["import", "interview.txt", "--onto", &id]);
    assert_eq!(error["code"], "has-its-text");
    assert_eq!(terminal.error(1, &["import", "notes.json", "--onto", "none"])["code"], "no-such-document");
}

#[test]
fn of_a_folder_everything_is_imported_that_can_be_and_the_rest_is_told() {
    let (terminal, id) = with_interview();
    fs::create_dir_all(terminal.path("talks/spring")).unwrap();
    for (name, text) in [
        ("talks/b.txt", "Ada: Who reads?\nBen: I do.\n"),
        ("talks/again.txt", INTERVIEW),
        ("talks/broken.txt", "\u{1}PNG\0\0\0\0"),
        ("talks/picture.png", "no text"),
        ("talks/spring/c.md", "# C\n\nAda: And then?\nBen: Then I read again.\n"),
    ] {
        terminal.file(name, text);
    }
    let ran = terminal.run(&["--json", "import", "talks", "--report", "report.json"]);
    assert_eq!(ran.status, 1, "one was refused: {}", ran.stderr);
    let imported: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let news: Vec<bool> = list(&imported["documents"]).iter().map(|one| one["is_new"] == true).collect();
    assert_eq!(news, [false, true, true], "what is there word for word is told by its content");
    assert_eq!(imported["documents"][0]["id"], id);
    let report = fs::read_to_string(terminal.path("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let told = |at: usize, what: &str| list(&report)[at][what].clone();
    let files: Vec<_> = (0..4).map(|at| told(at, "file").as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(files, ["talks/again.txt", "talks/b.txt", "talks/broken.txt", "talks/spring/c.md"]);
    assert!(told(2, "refused").is_string() && told(1, "is_new") == true, "{report}");
    assert_eq!(terminal.run(&["import", "talks", "--title", "T"]).status, 1);
    let said = terminal.run(&["import", "talks/spring", "talks/picture.png"]).stderr;
    assert!(!said.contains("left alone"), "what is named is read: {said}");
}
