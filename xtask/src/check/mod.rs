//! `cargo xtask check`: rules of this project that no compiler and no linter knows.
//!
//! `edges` holds who may depend on whom, `imports` the same inside the UI, `permissions` what the page may ask of the
//! shell, `texts` what no file may contain, `dependencies` what may be depended on at all. Each gives back findings, one
//! line with a place each; this file prints and counts them.

pub(crate) mod dependencies;
mod edges;
mod imports;
mod permissions;
mod texts;

use std::fs;
use std::process::Command;

use crate::codegen;
use crate::command;
use crate::failure::{AtPath, Failure, Result};
use crate::licences;
use crate::steps::{Done, Steps};
use crate::workspace::Workspace;

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    if !arguments.is_empty() {
        return Err(Failure::Usage { usage: "check" });
    }
    let mut steps = Steps::default();
    steps.attempt("Project rules", || rules(workspace).map(|()| Done::Work));
    steps.attempt("Licences and sources", || dependencies::check(workspace));
    steps.attempt("Licence texts", || licences::check_crates(workspace).map(|()| Done::Work));
    steps.attempt("Advisories", || dependencies::check_advisories(workspace));
    steps.attempt("Generated types", || generated(workspace).map(|()| Done::Work));
    steps.finish()
}

/// The rules that need nothing built.
pub(crate) fn rules(workspace: &Workspace) -> Result {
    let files = Files::of_project(workspace)?;
    let mut findings = edges::check(workspace)?;
    findings.extend(imports::check(&files));
    findings.extend(permissions::check(&files));
    findings.extend(texts::check(workspace, &files));
    for finding in &findings {
        println!("  {finding}");
    }
    texts::report_long(&files);
    if findings.is_empty() { Ok(()) } else { Err(Failure::Findings { count: findings.len() }) }
}

/// Writes the generated types anew; when that changed them they were stale, and the second run is green.
fn generated(workspace: &Workspace) -> Result {
    let path = workspace.root().join(codegen::GENERATED);
    let before = fs::read_to_string(&path).unwrap_or_default();
    codegen::run(workspace, &[])?;
    if fs::read_to_string(&path).at(&path)? == before {
        return Ok(());
    }
    println!("  {}: was stale and has been written anew; commit it", codegen::GENERATED);
    Err(Failure::Findings { count: 1 })
}

/// The text files of the project: what git tracks, and what it would.
struct Files(Vec<(String, String)>);

impl Files {
    fn of_project(workspace: &Workspace) -> Result<Files> {
        let list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
        let names = command::output(Command::new("git").args(list).current_dir(workspace.root()))?;
        let read = |name: &str| fs::read_to_string(workspace.root().join(name)).ok();
        // What cannot be read as text is a picture, or was removed and not yet committed.
        Ok(Files(
            names.split_terminator('\0').filter_map(|name| Some((name.to_owned(), read(name)?))).collect(),
        ))
    }

    /// Path from the root, and content, of every text file.
    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}
