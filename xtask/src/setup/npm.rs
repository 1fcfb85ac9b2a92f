//! The packages of the UI, exactly as its lockfile says.

use crate::command;
use crate::failure::Result;
use crate::setup::node::Node;
use crate::stamp::{Inputs, Stamp};
use crate::workspace::Workspace;

/// Installs the packages unless they are those of the lockfile already; gives back whether it did.
pub(crate) fn install(workspace: &Workspace, node: &Node) -> Result<bool> {
    let folder = workspace.ui();
    let inputs = Inputs::default().file(&folder.join("package-lock.json"))?.text(node.version());
    // Inside node_modules, so that removing the packages removes the memory of them.
    let stamp = Stamp::new(folder.join("node_modules/.vermilion-stamp"), &inputs);
    if stamp.is_current() {
        return Ok(false);
    }
    println!("Installing the UI's packages from ui/package-lock.json");
    command::run(node.npm(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder))?;
    stamp.set()?;
    Ok(true)
}
