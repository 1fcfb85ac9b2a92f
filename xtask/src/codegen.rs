//! `cargo xtask codegen`: writes what is generated from the Rust types, that is `ui/src/lib/api/generated.ts`.

use crate::command;
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// What this task writes, from the root of the project.
pub(crate) const GENERATED: &str = "ui/src/lib/api/generated.ts";

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    if !arguments.is_empty() {
        return Err(Failure::Usage { usage: "codegen" });
    }
    command::run(&mut workspace.cargo([
        "run",
        "--quiet",
        "--package",
        "vermilion-api",
        "--example",
        "codegen",
    ]))?;
    println!("✓ {GENERATED}");
    Ok(())
}
