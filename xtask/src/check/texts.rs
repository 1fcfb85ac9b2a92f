//! What no file of the project contains: paths of the machine it was written on, addresses of registries.
//! And which files have grown long, which is reported and forbids nothing.

use super::Files;
use crate::codegen::GENERATED;
use crate::workspace::Workspace;

/// Above this many lines a file is named in the report.
const LONG: usize = 500;

/// Hosts of package registries: which one is asked is the business of the machine, not of the project.
/// In halves, for this file is checked too.
const REGISTRIES: &[&str] = &[
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("static.crates", ".io"),
    concat!("index.crates", ".io"),
    concat!("deb.debian", ".org"),
    concat!("archive.ubuntu", ".com"),
];

pub(super) fn check(workspace: &Workspace, files: &Files) -> Vec<String> {
    let mut machine = vec![workspace.root().to_string_lossy().into_owned()];
    // The root user's home is too short a path to be anybody's in particular.
    machine.extend(std::env::var("HOME").ok().filter(|home| home.matches('/').count() > 1));
    let mut findings = Vec::new();
    for (path, text) in files.iter() {
        for (number, line) in text.lines().enumerate() {
            if let Some(found) = machine.iter().find(|found| line.contains(found.as_str())) {
                findings.push(format!("{path}:{}: a path of this machine, {found}", number + 1));
            }
            if let Some(found) = REGISTRIES.iter().find(|found| line.contains(**found)) {
                findings.push(format!("{path}:{}: the address of a registry, {found}", number + 1));
            }
        }
        if path.ends_with("package-lock.json") && text.contains("\"resolved\": \"http") {
            findings.push(format!("{path}: holds download addresses; ui/.npmrc leaves them out"));
        }
    }
    findings
}

/// Prints the source files that have grown long.
pub(super) fn report_long(files: &Files) {
    let is_source = |path: &str| [".rs", ".ts", ".svelte", ".css"].iter().any(|end| path.ends_with(end));
    for (path, text) in files.iter().filter(|(path, _)| is_source(path) && *path != GENERATED) {
        let lines = text.lines().count();
        if lines > LONG {
            println!("  long: {path} has {lines} lines; is it one idea?");
        }
    }
}
