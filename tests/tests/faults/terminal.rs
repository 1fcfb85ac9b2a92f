//! The command line, asked for JSON.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The command line on a library.
pub(crate) struct Terminal {
    library: PathBuf,
}

impl Terminal {
    pub(crate) fn on(library: &Path) -> Self {
        Self { library: library.to_owned() }
    }

    /// The command, not yet run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.arg("--library").arg(&self.library).arg("--json").args(arguments).stdin(Stdio::null());
        command
    }

    /// The answer of a command that must succeed.
    pub(crate) fn answer(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).output().expect("the command line can be run");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        serde_json::from_slice(&output.stdout).expect("it answers in JSON")
    }

    /// The error of a command that must be refused.
    pub(crate) fn error(&self, arguments: &[&str]) -> Value {
        refusal(&mut self.command(arguments))
    }
}

/// The error of a command that must be refused: with status 1, and in JSON.
pub(crate) fn refusal(command: &mut Command) -> Value {
    let output = command.output().expect("the command line can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let mut refusal: Value = serde_json::from_str(&said).expect("it refuses in JSON");
    refusal["error"].take()
}

/// Where cargo has put it: beside this test's own folder.
pub(crate) fn program() -> PathBuf {
    let own = std::env::current_exe().expect("this test is a file");
    let folder = own.ancestors().nth(2).expect("cargo puts tests into PROFILE/deps");
    let program = folder.join("vermilion");
    assert!(
        program.is_file(),
        "`cargo xtask test`, or `cargo build -p vermilion-cli`, makes the command line"
    );
    program
}
