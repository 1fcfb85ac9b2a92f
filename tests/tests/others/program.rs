//! Running programs of the system, within a time and with what they said where they fail.

use std::error::Error;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// How many seconds any of them may take; the slowest takes three where nothing else runs.
const SECONDS: &str = "180";

/// A program by the name it has in the path, which is ended when it takes too long, with all that it started.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=5", SECONDS, name]).stdin(Stdio::null());
    command
}

/// A script of ours for the system's own Python: its libraries are packages of the system, which another Python that
/// comes first in the path does not see.
pub(crate) fn python(script: &str) -> Command {
    let mut command = program("/usr/bin/python3");
    command.env("PYTHONIOENCODING", "utf-8").args(["-I", "-c", script]);
    command
}

/// What a program writes to its standard output.
///
/// # Errors
/// When it is missing, takes too long or fails: with what to do, or what it said.
pub(crate) fn output(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let Output { status, stdout, stderr } = command.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => "there is no `timeout`, which is part of the GNU core utilities".to_owned(),
        _ => error.to_string(),
    })?;
    let said = String::from_utf8_lossy(&stderr);
    let of = || command.get_args().nth(2).unwrap_or_default().to_string_lossy().into_owned();
    match status.code() {
        Some(0) => Ok(String::from_utf8(stdout)?),
        Some(124 | 137) => Err(format!("{} took more than {SECONDS} seconds", of()).into()),
        Some(127) => Err(format!("{} is not installed: `cargo xtask setup --test` installs it", of()).into()),
        _ => Err(format!("{} failed ({status}): {said}{}", of(), String::from_utf8_lossy(&stdout)).into()),
    }
}

/// What a script of ours answers about files, as JSON.
///
/// # Errors
/// When it fails, or answers something else.
pub(crate) fn ask<T: serde::de::DeserializeOwned>(
    script: &str,
    files: &[&Path],
) -> Result<T, Box<dyn Error>> {
    Ok(serde_json::from_str(&output(python(script).args(files))?)?)
}

#[test]
fn a_program_that_is_missing_is_named_with_what_installs_it() {
    let error = output(&mut program("vermilion-none")).expect_err("there is none");
    assert_eq!(error.to_string(), "vermilion-none is not installed: `cargo xtask setup --test` installs it");
}

#[test]
fn a_program_that_fails_fails_the_test_with_what_it_said() {
    let error =
        output(program("sh").args(["-c", "echo here; echo there >&2; exit 3"])).expect_err("it fails");
    assert!(error.to_string().contains("there\nhere"), "{error}");
}
