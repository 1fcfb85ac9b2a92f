//! `cargo xtask setup`: brings this machine to where the app can be built, and with `--test` tested.
//!
//! Packages of the system, Node.js, packages of the UI, and for testing what cargo installs. Each first looks, then says what it is
//! going to do and why, and only then does it; with everything in place nothing is done or fetched.

pub(crate) mod node;
mod npm;
mod packages;
pub(crate) mod tools;

use std::time::Instant;

use crate::failure::{Failure, Result};
use crate::steps::{Done, seconds};
use crate::workspace::Workspace;
use node::Node;

/// What the machine is to be used for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building and opening the app.
    Run,
    /// Building the app and driving it in tests, without a screen.
    Test,
}

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    let purpose = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Purpose::Run,
        ["--test"] => Purpose::Test,
        _ => return Err(Failure::Usage { usage: "setup [--test]" }),
    };
    ready(workspace, purpose).map(|_| ())
}

/// Makes the machine ready and says on one line what that took.
pub(crate) fn ready(workspace: &Workspace, purpose: Purpose) -> Result<Node> {
    let start = Instant::now();
    let (done, node) = prepare(workspace, purpose)?;
    let took = seconds(start.elapsed());
    match done {
        Done::Nothing => println!("✓ Set-up: everything is in place, nothing to do ({took})"),
        Done::Work | Done::LeftOut(_) => println!("✓ Set-up: done ({took})"),
    }
    Ok(node)
}

/// Makes the machine ready.
pub(crate) fn prepare(workspace: &Workspace, purpose: Purpose) -> Result<(Done, Node)> {
    let mut is_work_done = packages::install(purpose)?;
    let (node, was_installed) = Node::find_or_install(workspace)?;
    is_work_done |= was_installed;
    is_work_done |= npm::install(workspace, &node)?;
    if purpose == Purpose::Test {
        is_work_done |= tools::DENY.find_or_install(workspace)?.1;
    }
    Ok((if is_work_done { Done::Work } else { Done::Nothing }, node))
}
