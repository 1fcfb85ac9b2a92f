//! `cargo xtask torture`: kills a process that changes a library, a thousand times, and looks for losses.
//!
//! What is done and checked is in the tests crate; `cargo xtask test` runs a few rounds of the same.

use crate::command;
use crate::failure::Result;
use crate::setup::{self, Purpose};
use crate::workspace::Workspace;

/// Runs the task; the arguments go to the test.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    setup::ready(workspace, Purpose::Test)?;
    let torture = ["run", "--package", "vermilion-tests", "--bin", "torture"];
    command::run(workspace.cargo(torture).arg("--").args(arguments))
}
