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
    &[("decoding", true), ("structure", true), ("note", false), ("commands", false), ("import", false)];

/// The one that reads files, of one format after the other.
const IMPORT: &str = "import";

/// Its formats, each with seeds and a corpus of its own.
const FORMATS: &[&str] = &[
    "docx",
    "odt",
    "pdf",
    "rtf",
    "epub",
    "qdpx",
    "qdc",
    "vtt",
    "srt",
    "whisper",
    "hypothesis",
    "jsonld",
    "codebook-csv",
    "html",
];

/// How long each target runs when not told.
const SECONDS: u32 = 60;

/// Longer inputs find little that shorter ones do not, and more slowly.
const MAX_LENGTH: u32 = 4096;

/// An input that takes this many seconds is a finding.
const TIMEOUT: u32 = 10;

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    let usage = Failure::Usage {
        usage: "fuzz [decoding|structure|note|commands|import|import-FORMAT] [--seconds N]",
    };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (name, seconds) = match arguments[..] {
        [] => (None, None),
        [name] => (Some(name), None),
        ["--seconds", seconds] => (None, Some(seconds)),
        [name, "--seconds", seconds] => (Some(name), Some(seconds)),
        _ => return Err(usage),
    };
    let Ok(seconds) = seconds.map_or(Ok(SECONDS), str::parse) else { return Err(usage) };
    let runs: Vec<Run> = Run::all().filter(|run| name.is_none_or(|name| run.is_called(name))).collect();
    if runs.is_empty() {
        return Err(usage);
    }
    setup::ready(workspace, Purpose::Test)?;
    let (program, _) = tools::FUZZ.find_or_install(workspace)?;
    let mut steps = Steps::default();
    for run in runs {
        let name = run.name();
        steps.attempt(&name, || {
            let corpus = workspace.root().join("fuzz/corpus").join(&name);
            fs::create_dir_all(&corpus).at(&corpus)?;
            let mut fuzz = Command::new(&program);
            fuzz.current_dir(workspace.root()).args(["run", "--sanitizer", "none", run.target]);
            fuzz.arg(&corpus).arg(format!("fuzz/seeds/{name}"));
            if run.reads_interviews {
                fuzz.arg("samples");
            }
            if let Some(format) = run.format {
                fuzz.env("VERMILION_FUZZ_FORMAT", format);
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

/// A target, with what it is fed.
struct Run {
    target: &'static str,
    format: Option<&'static str>,
    reads_interviews: bool,
}

impl Run {
    fn all() -> impl Iterator<Item = Self> {
        TARGETS.iter().flat_map(|(target, reads_interviews)| {
            let formats: Vec<Option<&str>> =
                if *target == IMPORT { FORMATS.iter().copied().map(Some).collect() } else { vec![None] };
            let run = |format| Self { target, format, reads_interviews: *reads_interviews };
            formats.into_iter().map(run).collect::<Vec<_>>()
        })
    }

    /// With which its seeds and its corpus are found.
    fn name(&self) -> String {
        self.format.map_or_else(|| self.target.to_owned(), |format| format!("{}-{format}", self.target))
    }

    fn is_called(&self, name: &str) -> bool {
        name == self.target || name == self.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_has_seeds_and_every_seed_a_run() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds");
        let mut folders: Vec<String> = fs::read_dir(seeds)
            .unwrap()
            .map(|folder| folder.unwrap().file_name().into_string().unwrap())
            .collect();
        let mut names: Vec<String> = Run::all().map(|run| run.name()).collect();
        folders.sort();
        names.sort();
        assert_eq!(folders, names);
        assert!(Run::all().any(|run| run.is_called("import-docx") && run.is_called("import")));
    }
}
