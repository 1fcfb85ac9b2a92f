//! Runs the real binary on a library in a temporary folder.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub(crate) const INTERVIEW: &str = "慢讀\n\n來源：閱讀月刊\n\n01.開始\n\n林墨：你怎麼讀一篇訪談？\n\n許白：慢慢讀。讀完再讀一次。\n\n\
                         第二次讀得更慢。\n\n02.批註\n\n林墨：為什麼用硃筆？\n\n許白：因為紅色不會和原文混在一起。\n";

pub(crate) struct Terminal {
    folder: TempDir,
}

/// What a command did.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Terminal {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and gives its name.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), content).unwrap();
        name.to_owned()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vermilion"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("VERMILION_LIBRARY", self.path("library.vermilion"))
            .env("TZ", "UTC")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        Ran {
            status: status.code().expect("the command ended by itself"),
            stdout,
            stderr: String::from_utf8(stderr).unwrap(),
        }
    }

    /// What a command that must succeed says to people.
    pub(crate) fn text(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.stderr);
        String::from_utf8(ran.stdout).unwrap()
    }

    /// What a command that must succeed says to programs.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let mut with_json = vec!["--json"];
        with_json.extend(arguments);
        let ran = self.run(&with_json);
        assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.stderr);
        serde_json::from_slice(&ran.stdout).unwrap()
    }

    /// The error of a command that must be refused, or with status 2 misunderstood.
    pub(crate) fn error(&self, status: i32, arguments: &[&str]) -> Value {
        let mut with_json = vec!["--json"];
        with_json.extend(arguments);
        let ran = self.run(&with_json);
        assert_eq!(ran.status, status, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stdout.is_empty(), "{arguments:?} answered all the same");
        let mut error: Value = serde_json::from_str(&ran.stderr).unwrap();
        error["error"].take()
    }
}

/// A file of the shared test data; `None`, with the reason printed, where there is none.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    let path = path.exists().then_some(path);
    if path.is_none() {
        eprintln!("skipped: there is no ../shared/data/{name} beside the repository");
    }
    path
}

/// A terminal whose library has the interview, and its id.
pub(crate) fn with_interview() -> (Terminal, String) {
    let terminal = Terminal::new();
    terminal.file("interview.txt", INTERVIEW);
    let id = terminal.json(&["import", "interview.txt"])["id"].as_str().unwrap().to_owned();
    (terminal, id)
}

pub(crate) fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}
