//! Words on their way in from a command line and out to a terminal.

use crate::support::{Terminal, list, with_interview};

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

#[test]
fn nothing_that_was_imported_steers_the_terminal() {
    // Clears the screen, and the same in one character; sets the title of the window.
    const HOSTILE: &str = "\u{1b}[2J\u{9b}2J\u{1b}]0;x\u{7}";
    let terminal = Terminal::new();
    let title = format!("慢{HOSTILE}讀");
    for name in ["one", "other"] {
        // Where there is little else, control characters would make it no text.
        let long = "慢慢讀，讀完再讀一次。".repeat(100);
        let text = format!(
            "{name}\n\n來源：月刊{HOSTILE}\n\n01.開始{HOSTILE}\n\n林墨：你怎麼{HOSTILE}讀？\n\n許白：{long}\n\n\
             林墨：真的？\n\n許白：真的。\n"
        );
        terminal.file(&format!("{name}.txt"), text);
    }
    let first = terminal.run(&["import", "one.txt", "--title", &title]);
    let id = list(&terminal.json(&["list"])["documents"])[0]["id"].as_str().unwrap().to_owned();
    let quote = format!("怎麼{HOSTILE}");
    let mut ran = vec![
        first,
        terminal.run(&["annotate", &id, "--quote", &quote, "--note", HOSTILE]),
        terminal.run(&["annotations", &id]),
        terminal.run(&["annotate", &id, "--quote", HOSTILE]),
        terminal.run(&["show", &id]),
        terminal.run(&["list"]),
        terminal.run(&["history"]),
        terminal.run(&["undo"]),
        terminal.run(&["redo"]),
        terminal.run(&["import", "one.txt", "--title", "x"]),
        terminal.run(&["import", "other.txt", "--title", &title]),
        // Two have this title now: the candidates are named with it.
        terminal.run(&["show", &title]),
        terminal.run(&["delete", &id]),
    ];
    assert_eq!(ran.iter().filter(|ran| ran.status == 1).count(), 3, "all others do what they are asked");
    for ran in &mut ran {
        let told = String::from_utf8(std::mem::take(&mut ran.stdout)).unwrap() + &ran.stderr;
        assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{told:?}");
        assert!(told.contains("␛[2J"), "it is shown: {told}");
    }
    // Programs get what there is.
    assert_eq!(terminal.json(&["list"])["documents"][0]["title"], title);
}
