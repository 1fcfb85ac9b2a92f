//! The web UI as these tasks see it: a folder of npm scripts. Owns when it has to be built.

use std::path::PathBuf;
use std::process::Command;

use crate::command;
use crate::failure::Result;
use crate::setup::node::Node;
use crate::stamp::{Inputs, Stamp};
use crate::steps::Done;
use crate::workspace::Workspace;

/// Builds the UI into `ui/dist`, unless its sources are those of the last build.
pub(crate) fn build(workspace: &Workspace, node: &Node) -> Result<Done> {
    let folder = workspace.ui();
    let inputs = Inputs::default().folder(&folder, &["node_modules", "dist"])?;
    let stamp = Stamp::new(workspace.target().join("xtask/ui-built"), &inputs);
    if stamp.is_current() && folder.join("dist/index.html").is_file() {
        return Ok(Done::Nothing);
    }
    script(workspace, node, "build")?;
    stamp.set()?;
    Ok(Done::Work)
}

/// Runs one of the scripts of `ui/package.json`.
pub(crate) fn script(workspace: &Workspace, node: &Node, name: &str) -> Result {
    command::run(node.npm(["run", "--silent", name]).current_dir(workspace.ui()))
}

/// The Tauri command line, which comes with the UI's packages; it runs in the root of the project.
pub(crate) fn tauri(workspace: &Workspace, node: &Node) -> Command {
    let script: PathBuf = workspace.ui().join("node_modules/@tauri-apps/cli/tauri.js");
    let mut command = node.node();
    command.arg(script).current_dir(workspace.root());
    command
}
