//! `cargo xtask fuzz [TARGET] [--seconds N]`: feeds the fuzz targets with whatever libFuzzer comes up with.
//!
//! It runs on the stable toolchain: coverage is a matter of plain code generation flags, and a sanitizer, which is not,
//! has little to find where `unsafe` is forbidden. What a run finds worth keeping lies in `fuzz/corpus`, what it finds
//! broken in `fuzz/artifacts`; neither is part of the project. What was broken becomes a seed in `fuzz/seeds` and a test
//! with a name.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command;
use crate::failure::{AtPath, Failure, Result};
use crate::setup::{self, Purpose, tools};
use crate::steps::{Done, Steps};
use crate::workspace::Workspace;

/// The targets; those that read whole interviews get the samples as seeds too.
const TARGETS: &[(&str, bool)] =
    &[("decoding", true), ("structure", true), ("note", false), ("pdf", false), ("commands", false)];

/// How long each target runs when not told.
const SECONDS: u32 = 60;

/// Longer inputs find little that shorter ones do not, and more slowly.
const MAX_LENGTH: u32 = 4096;

/// An input that takes this many seconds is a finding.
const TIMEOUT: u32 = 10;

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    let usage = Failure::Usage { usage: "fuzz [decoding|structure|note|pdf|commands] [--seconds N]" };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (name, seconds) = match arguments[..] {
        [] => (None, None),
        [name] => (Some(name), None),
        ["--seconds", seconds] => (None, Some(seconds)),
        [name, "--seconds", seconds] => (Some(name), Some(seconds)),
        _ => return Err(usage),
    };
    let Ok(seconds) = seconds.map_or(Ok(SECONDS), str::parse) else { return Err(usage) };
    let chosen: Vec<_> =
        TARGETS.iter().filter(|(target, _)| name.is_none_or(|name| name == *target)).collect();
    if chosen.is_empty() {
        return Err(usage);
    }
    setup::ready(workspace, Purpose::Test)?;
    let (program, _) = tools::FUZZ.find_or_install(workspace)?;
    let mut steps = Steps::default();
    for (target, reads_interviews) in chosen {
        steps.attempt(target, || {
            let corpus = workspace.root().join("fuzz/corpus").join(target);
            fs::create_dir_all(&corpus).at(&corpus)?;
            let mut fuzz = Command::new(&program);
            fuzz.current_dir(workspace.root()).args(["run", "--sanitizer", "none", target]);
            fuzz.arg(&corpus).arg(format!("fuzz/seeds/{target}"));
            if *reads_interviews {
                fuzz.arg("samples");
            }
            fuzz.args(["--", "-print_final_stats=1"]);
            fuzz.args([
                format!("-max_total_time={seconds}"),
                format!("-max_len={MAX_LENGTH}"),
                format!("-timeout={TIMEOUT}"),
            ]);
            // Every script of commands makes a library; where there is a folder in memory, that costs no disk.
            let memory = Path::new("/dev/shm");
            if memory.is_dir() {
                fuzz.env("TMPDIR", memory);
            }
            command::run(&mut fuzz)?;
            Ok(Done::Work)
        });
    }
    steps.finish()
}
