//! Words on their way in from a command line and out to a terminal.

use crate::support::{list, with_interview};

#[test]
fn a_note_may_begin_with_a_hyphen() {
    let (terminal, id) = with_interview();
    let made = terminal.json(&["annotate", &id, "--quote", "硃筆", "--note", "- 一\n- 二"])["id"].clone();
    let annotation = made.as_str().unwrap();
    assert_eq!(terminal.json(&["annotations", &id])[0]["note"], "- 一\n- 二");
    for note in ["- item", "-", "---\n\nrule", "-5", "--dashes", "-hello", "—"] {
        assert_eq!(terminal.json(&["note", annotation, note])["note"], note);
        assert_eq!(terminal.json(&["annotations", &id])[0]["note"], note);
    }
    let ran = terminal.run(&["note", annotation, "- item", "--json"]);
    assert_eq!((ran.status, ran.stdout.first()), (0, Some(&b'{')), "an option after the text is one");
}

#[test]
fn a_quote_and_a_title_may_begin_with_a_hyphen() {
    let (terminal, _) = with_interview();
    terminal.file("list.txt", "清單\n\n- 一 -2 --三\n");
    let imported = terminal.json(&["import", "list.txt", "--title", "--- 清單"]);
    assert_eq!(imported["title"], "--- 清單");
    let id = imported["id"].as_str().unwrap();
    for quote in ["- 一", "-2", "--三"] {
        assert_eq!(terminal.json(&["annotate", id, "--quote", quote])["quote"], quote);
    }
    terminal.json(&["annotate", id, "--quote", "一", "--prefix", "- ", "--suffix", " -2"]);
    terminal.json(&["annotate", id, "--quote", "2", "--prefix", "-", "--suffix", " --三"]);
    assert_eq!(list(&terminal.json(&["annotations", id])).len(), 5);
}
