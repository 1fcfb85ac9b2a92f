//! `template`, and `export --template`.

use crate::support::{Terminal, list, with_interview};
use std::fs;

const QUOTES: &str = "{% for d in documents %}{% for a in d.annotations %}{{ d.title }}: {{ a.quote }}\n{% endfor %}{% endfor %}";

/// A terminal with two annotations in one interview and one in another, and the id of the first.
fn with_annotations() -> (Terminal, String) {
    let (terminal, id) = with_interview();
    terminal.json(&["annotate", &id, "--quote", "慢慢讀", "--tag", "讀"]);
    terminal.json(&["annotate", &id, "--quote", "硃筆", "--color", "red"]);
    terminal.file("other.txt", "別的\n\n甲：一\n\n乙：二\n\n甲：三\n\n乙：四\n");
    terminal.json(&["import", "other.txt"]);
    terminal.json(&["annotate", "別的", "--quote", "三", "--color", "red"]);
    (terminal, id)
}

#[test]
fn templates_are_listed_shown_kept_renamed_and_deleted() {
    let (terminal, _) = with_interview();
    let names = || -> Vec<String> {
        let templates = terminal.json(&["template", "list"]);
        list(&templates).iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let built_in = names();
    assert_eq!(built_in.len(), 3);
    terminal.file("quotes.md", QUOTES);
    let added = terminal.json(&["template", "add", "引文", "quotes.md"]);
    assert_eq!((&added["kind"], &added["is_built_in"]), (&"markdown".into(), &false.into()));
    assert_eq!(terminal.text(&["template", "show", "引文"]), QUOTES);
    assert_eq!(terminal.error(1, &["template", "add", "引文", "quotes.md"])["code"], "template-exists");
    let forced = terminal.json(&["template", "add", "引文", "quotes.md", "--kind", "html", "--force"]);
    assert_eq!(forced["kind"], "html");
    terminal.text(&["template", "rename", "引文", "摘句"]);
    assert_eq!(names(), [built_in.as_slice(), &["摘句".to_owned()]].concat());
    let table = terminal.text(&["template", "list"]);
    assert!(table.contains("摘句            html      you\n"), "{table}");
    terminal.text(&["template", "delete", "摘句"]);
    assert_eq!(names(), built_in);
    assert_eq!(terminal.error(1, &["template", "show", "摘句"])["code"], "no-such-template");
    assert_eq!(terminal.error(1, &["template", "delete", "quote-list"])["code"], "template-built-in");
}

#[test]
fn what_comes_with_the_app_is_a_file_to_begin_with() {
    let (terminal, id) = with_annotations();
    let source = terminal.text(&["template", "show", "markdown-notes"]);
    terminal.file("mine.md", &source);
    let by_name = terminal.text(&["export", &id, "--template", "markdown-notes"]);
    assert!(by_name.contains("> 慢慢讀"), "{by_name}");
    assert_eq!(terminal.text(&["export", &id, "--template", "mine.md"]), by_name);
}

#[test]
fn the_variables_are_listed_where_there_is_no_library() {
    let terminal = Terminal::new();
    let variables = terminal.json(&["template", "variables"]);
    assert!(list(&variables).iter().any(|one| one["path"] == "documents[].annotations[].quote"));
    assert!(terminal.text(&["template", "variables"]).contains("documents[].words.colon"));
    assert_eq!(terminal.error(1, &["template", "list"])["code"], "no-library");
}

#[test]
fn a_template_writes_a_document_or_all_with_what_is_asked_for() {
    let (terminal, id) = with_annotations();
    terminal.file("quotes.txt", QUOTES);
    terminal.text(&["template", "add", "引文", "quotes.txt"]);
    let export = |arguments: &[&str]| terminal.text(&[&["export", "--template", "引文"], arguments].concat());
    assert_eq!(export(&[&id]), "慢讀: 慢慢讀\n慢讀: 硃筆\n");
    assert_eq!(export(&[&id, "--tag", "讀"]), "慢讀: 慢慢讀\n");
    assert_eq!(export(&[&id, "--speaker", "林墨"]), "慢讀: 硃筆\n");
    assert_eq!(export(&[&id, "--color", "blue"]), "", "nothing is, and that is no mistake");
    let all = |arguments: &[&str]| {
        export(&[&["--all", "-o", "all.txt", "--force"], arguments].concat());
        let text = fs::read_to_string(terminal.path("all.txt")).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    assert_eq!(all(&[]), ["別的: 三", "慢讀: 慢慢讀", "慢讀: 硃筆"]);
    assert_eq!(all(&["--color", "red"]), ["別的: 三", "慢讀: 硃筆"]);
    assert_eq!(all(&["--tag", "讀"]), ["慢讀: 慢慢讀"]);

    let written = terminal.json(&["export", &id, "--template", "引文", "-o", "out.txt"]);
    assert_eq!(written["bytes"], fs::read(terminal.path("out.txt")).unwrap().len());
    let again = terminal.error(1, &["export", &id, "--template", "引文", "-o", "out.txt"]);
    assert_eq!(again["code"], "file-exists");
    assert!(again["hint"].as_str().unwrap().contains("--force"));
    assert_eq!(terminal.json(&["export", &id, "--template", "引文"])["file_name"], "慢讀.txt");
}

#[test]
fn a_mistake_names_the_template_and_the_line() {
    let (terminal, id) = with_annotations();
    terminal.file("wrong.md", "# {{ title }}\n{% for a in annotations %}\n{{ a.quot }}\n{% endfor %}\n");
    let ran = terminal.run(&["export", &id, "--template", "wrong.md"]);
    assert_eq!((ran.status, ran.stderr.trim()), (1, "error: “wrong.md”, line 3: undefined value: a.quot."));
    assert!(ran.stdout.is_empty());
    terminal.text(&["template", "add", "錯", "wrong.md"]);
    let error = terminal.error(1, &["export", &id, "--template", "錯"]);
    assert_eq!((&error["params"]["template"], &error["params"]["line"]), (&"錯".into(), &"3".into()));
    terminal.file("broken.md", "a\n{% if %}");
    let error = terminal.error(1, &["template", "add", "壞", "broken.md"]);
    assert_eq!((&error["code"], &error["params"]["line"]), (&"bad-template".into(), &"2".into()));
    assert_eq!(terminal.error(1, &["export", &id, "--template", "absent"])["code"], "no-such-template");
}

#[test]
fn a_template_or_a_format_is_asked_for_and_not_both() {
    let terminal = Terminal::new();
    for wrong in [
        &["export", "x", "--template", "quote-list", "--format", "md"][..],
        &["export", "x"],
        &["export", "--all", "--template", "quote-list"],
        &["template"],
        &["template", "add", "x"],
    ] {
        assert_eq!(terminal.error(2, wrong)["code"], "usage", "{wrong:?}");
    }
}
