//! Where things are: the root of the project, the target folder, the binaries in it. Owns no behaviour.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{AtPath, Result};

/// The features of the app as it is tested: the built UI inside, dialogs answered by the tests, faults that they ask for.
///
/// Every step of `cargo xtask test` passes the same list, so that the dependencies are compiled once.
const APP_FEATURES: &str =
    "vermilion-desktop/custom-protocol,vermilion-desktop/scripted-dialogs,vermilion-desktop/scripted-faults";

/// The project on this disk.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the project this program was built from.
    pub(crate) fn find() -> Result<Workspace> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().unwrap_or(manifest).to_owned();
        // cargo puts this program into TARGET/PROFILE/, wherever the target folder has been configured to be.
        let own = std::env::current_exe().at("xtask")?;
        let target = own.ancestors().nth(2).map_or_else(|| root.join("target"), Path::to_owned);
        Ok(Workspace { root, target })
    }

    /// The root of the project.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the web UI.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where cargo builds to; what these tasks remember or install lies in it too.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The path of a binary that cargo builds.
    pub(crate) fn binary(&self, name: &str, is_release: bool) -> PathBuf {
        let profile = if is_release { "release" } else { "debug" };
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// `cargo ARGUMENTS --locked` in the root of the project.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = self.cargo_unlocked(arguments);
        command.arg("--locked");
        command
    }

    /// `cargo ARGUMENTS` in the root of the project, for subcommands that take no `--locked`.
    pub(crate) fn cargo_unlocked<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// The features with which the workspace is linted and tested on this system.
    pub(crate) fn test_features() -> String {
        if Self::drives_window() {
            format!("{APP_FEATURES},vermilion-tests/window,vermilion-tests/bench")
        } else {
            APP_FEATURES.to_owned()
        }
    }

    /// Whether the tests in the real window run on this system: they need WebKit's own driver and Xvfb.
    pub(crate) fn drives_window() -> bool {
        cfg!(target_os = "linux")
    }
}
