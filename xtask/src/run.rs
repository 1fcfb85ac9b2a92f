//! `cargo xtask run [--release] [FILE…]`: from a fresh clone to the open app.
//!
//! A debug build unless told otherwise: it is ready in half the time, and the core's work on an interview is
//! too small for the difference to be felt.

use std::process::Command;

use crate::command;
use crate::failure::{AtPath, Failure, Result};
use crate::setup::{self, Purpose};
use crate::steps::{Done, Steps};
use crate::ui;
use crate::workspace::Workspace;

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    let (flags, files): (Vec<&String>, Vec<&String>) = arguments
        .iter()
        .filter(|argument| *argument != "--")
        .partition(|argument| argument.starts_with("--"));
    if flags.iter().any(|flag| *flag != "--release") {
        return Err(Failure::Usage { usage: "run [--release] [FILE…]" });
    }
    let is_release = !flags.is_empty();
    // The app is told whole paths: it need not know where it was called from.
    let mut paths = Vec::new();
    for file in files {
        paths.push(std::path::absolute(file).at(file)?);
    }

    let node = setup::ready(workspace, Purpose::Run)?;
    let mut steps = Steps::default();
    steps.require("Page", || ui::build(workspace, &node).map(|done| (done, ())))?;
    let app = workspace.binary("vermilion-desktop", is_release);
    steps.require("App", || build_app(workspace, is_release))?;
    if cfg!(target_os = "linux")
        && ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none())
    {
        return Err(Failure::NoDisplay);
    }
    println!("\nOpening Vermilion");
    command::run(Command::new(app).args(paths))
}

/// Builds the app with the page inside it.
pub(crate) fn build_app(workspace: &Workspace, is_release: bool) -> Result<(Done, ())> {
    let mut cargo =
        workspace.cargo(["build", "--package", "vermilion-desktop", "--features", "custom-protocol"]);
    if is_release {
        cargo.arg("--release");
    }
    command::run(&mut cargo)?;
    Ok((Done::Work, ()))
}
