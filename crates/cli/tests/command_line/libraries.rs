//! Which library is used, and when one is made.

use crate::support::{Terminal, list, with_interview};
#[cfg(unix)]
use serde_json::Value;
#[cfg(unix)]
use std::process::Command;

/// Every command that is about a library that exists, on a document or annotation that does not.
const NEEDING_A_LIBRARY: [&[&str]; 15] = [
    &["show", "x"],
    &["annotate", "x", "--quote", "y"],
    &["annotations", "x"],
    &["note", "x", "y"],
    &["delete", "x"],
    &["export", "x", "--format", "md"],
    &["export", "x", "--template", "quote-list"],
    &["template", "list"],
    &["undo"],
    &["redo"],
    &["history"],
    &["doctor"],
    &["doctor", "--repair"],
    &["backup"],
    &["restore", "x"],
];

#[test]
fn the_library_is_where_the_option_says() {
    let (terminal, _) = with_interview();
    terminal.file("other.txt", "Another.\n");
    let other = terminal.path("folder/other.vermilion");
    let other = other.to_str().unwrap();
    terminal.json(&["--library", other, "import", "other.txt"]);
    for library in [None, Some(other)] {
        let options = library.map_or(vec![], |library| vec!["--library", library]);
        let documents = terminal.json(&[&options[..], &["list"]].concat());
        let title = &list(&documents["documents"])[0]["title"];
        assert_eq!(title, if library.is_some() { "other" } else { "慢讀" });
    }
    let error = terminal.error(1, &["--library", "other.txt", "list"]);
    assert_eq!(error["code"], "not-a-library");
}

#[test]
fn only_an_import_makes_a_library() {
    let terminal = Terminal::new();
    for command in NEEDING_A_LIBRARY {
        let error = terminal.error(1, &[&["--library", "slip/library.vermilion"], command].concat());
        assert_eq!(error["code"], "no-library", "{command:?}");
        assert!(error["message"].as_str().unwrap().contains("slip"), "the path is named");
        assert_eq!(terminal.error(1, command)["code"], "no-library", "named by the environment: {command:?}");
    }
    let listed = terminal.json(&["--library", "slip/library.vermilion", "list"]);
    assert_eq!(listed, serde_json::json!({ "documents": [] }), "nothing is there yet, and that is no error");
    assert!(!terminal.path("slip").exists() && !terminal.path("library.vermilion").exists());
}

/// A terminal's command with a data folder of its own, and no library named but by `variable`.
#[cfg(unix)]
fn at_home(terminal: &Terminal, variable: Option<&str>, arguments: &[&str]) -> Command {
    let mut command = terminal.command(arguments);
    command.env("HOME", terminal.path("home")).env("XDG_DATA_HOME", terminal.path("home/data"));
    match variable {
        Some(value) => command.env("VERMILION_LIBRARY", value),
        None => command.env_remove("VERMILION_LIBRARY"),
    };
    command
}

// The data folder of Windows is not in the environment, so that a test cannot move it.
#[cfg(unix)]
#[test]
fn on_a_fresh_machine_the_list_is_empty_and_nothing_is_made() {
    let terminal = Terminal::new();
    let listed = at_home(&terminal, None, &["list", "--json"]).output().unwrap();
    assert_eq!(listed.status.code(), Some(0));
    assert_eq!(
        serde_json::from_slice::<Value>(&listed.stdout).unwrap(),
        serde_json::json!({ "documents": [] })
    );
    let told = at_home(&terminal, None, &["list"]).output().unwrap();
    assert!(String::from_utf8(told.stdout).unwrap().contains("vermilion import"));
    for command in NEEDING_A_LIBRARY {
        let refused = at_home(&terminal, None, command).output().unwrap();
        assert_eq!(refused.status.code(), Some(1), "{command:?}");
        assert!(String::from_utf8(refused.stderr).unwrap().contains("no library yet"), "{command:?}");
    }
    assert!(!terminal.path("home").exists());
}

#[cfg(unix)]
#[test]
fn an_empty_variable_names_no_library() {
    let terminal = Terminal::new();
    let file = terminal.file("talk.txt", "A talk.\n");
    let imported = at_home(&terminal, Some(""), &["import", &file]).output().unwrap();
    assert_eq!(imported.status.code(), Some(0), "{}", String::from_utf8_lossy(&imported.stderr));
    let listed = at_home(&terminal, None, &["list", "--json"]).output().unwrap();
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(list(&listed["documents"]).len(), 1, "it is in the data folder");
    assert_eq!(terminal.error(2, &["--library", "", "list"])["code"], "usage", "an empty option is a slip");
}
