//! `cargo xtask bench [--only PART…] [--runs N] [--seed N] [--write FILE]`: the benchmarks, in a release build and
//! in the real window.
//!
//! What is measured, and what it is measured against, is in the `bench` binary of the tests crate; this task
//! builds what it needs and gives it a screen.

use crate::bundle;
use crate::command;
use crate::failure::Result;
use crate::run::build_app;
use crate::setup::{self, Purpose};
use crate::steps::{Done, Steps};
use crate::test::on_virtual_screen;
use crate::ui;
use crate::workspace::Workspace;

/// The part that weighs the package.
const SIZE: &str = "size";
/// The part that needs neither app nor screen.
const ANCHORING: &str = "anchoring";

/// Runs the task; the arguments go to the benchmarks.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    let node = setup::ready(workspace, Purpose::Test)?;
    let bench = ["run", "--release", "--package", "vermilion-tests", "--features", "bench", "--bin", "bench"];
    let mut cargo = workspace.cargo(bench);
    cargo.arg("--").args(arguments);
    if is_only_anchoring(arguments) {
        return command::run(&mut cargo);
    }
    let mut steps = Steps::default();
    let is_size_wanted = !arguments.iter().any(|argument| argument == "--only")
        || arguments.iter().any(|argument| argument == SIZE);
    if is_size_wanted && cfg!(target_os = "linux") {
        // The package holds the app, so that it is built with it.
        bundle::run(workspace, &[])?;
    } else {
        steps.require("Page", || ui::build(workspace, &node).map(|done| (done, ())))?;
        steps.require("App", || build_app(workspace, true))?;
    }
    // A window with nothing in it: what any app of this kind costs.
    steps.require("Empty window", || {
        let build = ["build", "--release", "--package", "vermilion-desktop", "--example", "empty"];
        command::run(workspace.cargo(build).args(["--features", "custom-protocol"]))?;
        Ok((Done::Work, ()))
    })?;
    let mut bench = on_virtual_screen(cargo);
    bench.env("VERMILION_APP", workspace.binary("vermilion-desktop", true));
    bench.env("VERMILION_EMPTY_APP", workspace.binary("examples/empty", true));
    bench.env("VERMILION_PACKAGES", workspace.target().join("release/bundle/deb"));
    command::run(&mut bench)
}

fn is_only_anchoring(arguments: &[String]) -> bool {
    let after = arguments.iter().skip_while(|argument| *argument != "--only").skip(1);
    let parts: Vec<&String> = after.take_while(|argument| !argument.starts_with("--")).collect();
    !parts.is_empty() && parts.iter().all(|part| *part == ANCHORING)
}
