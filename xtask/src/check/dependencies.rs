//! Licences, bans, sources and advisories of everything we depend on, by `cargo deny`; `deny.toml` has the rules.

use std::process::Command;

use crate::command;
use crate::failure::Result;
use crate::setup::tools;
use crate::steps::Done;
use crate::workspace::Workspace;

/// The manifests that have a lock file: the project's own, and that of the fuzz targets.
const MANIFESTS: &[&str] = &["Cargo.toml", "fuzz/Cargo.toml"];

/// What the dependencies may be.
pub(crate) fn check(workspace: &Workspace) -> Result<Done> {
    for manifest in MANIFESTS {
        let mut deny = deny(workspace, manifest)?;
        command::run(deny.args(["check", "bans", "licenses", "sources"]))?;
    }
    Ok(Done::Work)
}

/// What has become known against them since, where the database of advisories can be had: it lies on a host that is no
/// package registry, and not every machine may ask that.
pub(crate) fn check_advisories(workspace: &Workspace) -> Result<Done> {
    if !command::succeeds(deny(workspace, MANIFESTS[0])?.args(["fetch", "db"])) {
        let why = "the database of advisories, RustSec/advisory-db on GitHub, cannot be reached";
        return Ok(Done::LeftOut(why.to_owned()));
    }
    for manifest in MANIFESTS {
        let mut deny = deny(workspace, manifest)?;
        command::run(deny.args(["check", "--disable-fetch", "advisories"]))?;
    }
    Ok(Done::Work)
}

fn deny(workspace: &Workspace, manifest: &str) -> Result<Command> {
    let (program, _) = tools::DENY.find_or_install(workspace)?;
    let mut deny = Command::new(program);
    deny.current_dir(workspace.root());
    // The fuzz targets' lock file follows the project's own by itself.
    if manifest == MANIFESTS[0] {
        deny.arg("--locked");
    }
    deny.args(["--all-features", "--config", "deny.toml", "--manifest-path", manifest]);
    Ok(deny)
}
