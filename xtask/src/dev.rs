//! `cargo xtask dev [FILE…]`: the app with hot reload. A change to the page shows at once; a change to Rust
//! rebuilds and restarts the app. Tauri's own command line does both, and serves the page through Vite.
//!
//! The app opens a library of its own in the target folder, unless VERMILION_LIBRARY says otherwise: what is
//! being developed does not touch what its developer has annotated.

use crate::command;
use crate::failure::{AtPath, Result};
use crate::setup::{self, Purpose};
use crate::ui;
use crate::workspace::Workspace;

/// Which library file the app opens.
const LIBRARY: &str = "VERMILION_LIBRARY";

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    let node = setup::ready(workspace, Purpose::Run)?;
    // Relative to the folder of the UI's package.json, from where Tauri starts it.
    let config = r#"{"build":{"beforeDevCommand":{"script":"npm run dev","cwd":"../ui"}}}"#;
    let mut tauri = ui::tauri(workspace, &node);
    tauri.args(["dev", "--config", config, "--", "--locked", "--"]);
    for file in arguments {
        tauri.arg(std::path::absolute(file).at(file)?);
    }
    if std::env::var_os(LIBRARY).is_none() {
        tauri.env(LIBRARY, workspace.target().join("dev/library.vermilion"));
    }
    command::run(&mut tauri)
}
