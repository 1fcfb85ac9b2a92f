//! The developer's commands: `cargo xtask TASK`.
//!
//! This file owns the list of tasks and nothing else; each task is one module with a `run` function. The
//! crate has no dependencies, so that on a fresh machine the first words appear within seconds.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a task talks to whoever typed it")]

mod bench;
mod bundle;
mod check;
mod codegen;
mod command;
mod dev;
mod failure;
mod fuzz;
mod grants;
mod licences;
mod run;
mod setup;
mod stamp;
mod steps;
mod test;
mod torture;
mod ui;
mod workspace;

use std::process::ExitCode;

use failure::{Failure, Result};
use workspace::Workspace;

/// A task: its name, what help says about it, and what it runs.
type Task = (&'static str, &'static str, fn(&Workspace, &[String]) -> Result);

const TASKS: &[Task] = &[
    ("setup", "[--test]  install what is missing to build (and to test)", setup::run),
    ("run", "[--release] [FILE…]  build the app and open it", run::run),
    ("test", "formatting, lints, checks, and every test, in the real window too", test::run),
    ("check", "who may depend on whom, and what no file may contain", check::run),
    ("dev", "the app with hot reload", dev::run),
    ("fuzz", "[TARGET] [--seconds N]  the fuzz targets, for a minute each unless told otherwise", fuzz::run),
    ("bench", "[--only PART…] [--write FILE]  the benchmarks, in a release build", bench::run),
    ("torture", "[--rounds N] [--seed S]  kill a process that writes, and look for losses", torture::run),
    (
        "bundle",
        "[FORMAT]  a package to install (deb unless told otherwise) and the command line",
        bundle::run,
    ),
    ("codegen", "write the TypeScript types of the commands", codegen::run),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next().filter(|name| name != "help" && !name.starts_with('-')) else {
        print_help();
        return ExitCode::SUCCESS;
    };
    let Some((_, _, task)) = TASKS.iter().find(|(known, ..)| *known == name) else {
        print_help();
        eprintln!("\nThere is no task “{name}”.");
        return ExitCode::from(2);
    };
    let arguments: Vec<String> = arguments.collect();
    match Workspace::find().and_then(|workspace| task(&workspace, &arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n✗ {failure}");
            ExitCode::from(if matches!(failure, Failure::Usage { .. }) { 2 } else { 1 })
        }
    }
}

fn print_help() {
    println!("cargo xtask TASK\n");
    for (name, help, _) in TASKS {
        println!("  {name:<8} {help}");
    }
}
