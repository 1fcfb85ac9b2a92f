//! Programs that cargo itself installs: which, which version, why. They lie in the target folder and touch nothing of
//! the developer's own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::command;
use crate::failure::{AtPath, Failure, Result};
use crate::workspace::Workspace;

/// A program from the registry of crates, in one version.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    why: &'static str,
}

/// Looks at licences, sources and advisories of the dependencies.
pub(crate) const DENY: Tool =
    Tool { name: "cargo-deny", version: "0.20.2", why: "looking at licences, sources and advisories" };

/// Builds and feeds the fuzz targets.
pub(crate) const FUZZ: Tool =
    Tool { name: "cargo-fuzz", version: "0.13.2", why: "building the fuzz targets" };

impl Tool {
    /// The program, after it was installed where it was missing; and whether that was done.
    pub(crate) fn find_or_install(&self, workspace: &Workspace) -> Result<(PathBuf, bool)> {
        let folder = workspace.target().join("xtask/tools");
        let root = folder.join(format!("{}-{}", self.name, self.version));
        let program = root.join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX));
        if program.is_file() {
            return Ok((program, false));
        }
        if let Some(own) = command::find_program(self.name)
            && command::ask(Command::new(&own).arg("--version")).is_some_and(|said| self.is_named_in(&said))
        {
            return Ok((own, false));
        }
        println!("Installing {} {} into {}: {}", self.name, self.version, root.display(), self.why);
        let build = folder.join("build");
        let mut install = workspace.cargo(["install", self.name, "--version", self.version]);
        // Compiled quickly rather than well: a check takes seconds, and compiling well takes minutes.
        install
            .arg("--root")
            .arg(&root)
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env_remove("RUSTFLAGS");
        command::run(&mut install)?;
        fs::remove_dir_all(&build).at(&build)?;
        if program.is_file() { Ok((program, true)) } else { Err(Failure::NoProgram { path: program }) }
    }

    fn is_named_in(&self, said: &str) -> bool {
        said.split_whitespace().any(|word| word == self.version)
    }
}
