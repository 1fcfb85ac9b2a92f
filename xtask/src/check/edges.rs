//! Which crate of the workspace may depend on which, and which libraries stay inside one crate.
//!
//! The tables are the architecture; a dependency that is not in them is a decision to be made here, in the
//! open, and not in passing.

use crate::command;
use crate::failure::Result;
use crate::workspace::Workspace;

/// Every crate of the workspace and the crates of the workspace it may depend on. The crate of the tests may
/// use whatever it tests.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("vermilion-anchor", &[]),
    ("vermilion-formats", &["vermilion-anchor"]),
    ("vermilion-core", &["vermilion-anchor", "vermilion-formats"]),
    ("vermilion-api", &["vermilion-anchor", "vermilion-core", "vermilion-formats"]),
    ("vermilion-cli", &["vermilion-api"]),
    ("vermilion-desktop", &["vermilion-api", "vermilion-renderer"]),
    ("vermilion-renderer", &[]),
    ("vermilion-tests", &["vermilion-anchor", "vermilion-api", "vermilion-core", "vermilion-formats"]),
    ("xtask", &[]),
];

/// How the names of some libraries begin, who alone may depend on them, and why.
const STAYS_INSIDE: &[(&str, &[&str], &str)] = &[
    ("tauri", &["vermilion-desktop"], "only the desktop shell knows the window"),
    ("rusqlite", &["vermilion-core", "vermilion-tests"], "all SQL lives in the core"),
    ("dirs", &["vermilion-cli", "vermilion-desktop"], "only the shells know where a home directory is"),
    ("tokio", &["vermilion-desktop", "vermilion-tests"], "nothing below the shells knows an executor"),
];

/// Reads the graph from cargo itself, which knows about renames and targets.
pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let tree = ["tree", "--workspace", "--depth", "1", "--prefix", "depth", "--format", "{p}"];
    let options = ["--edges", "normal,build", "--target", "all", "--all-features"];
    let listing = command::output(&mut workspace.cargo(tree.into_iter().chain(options)))?;
    Ok(findings(&listing))
}

/// The listing has a line `0NAME VERSION …` for a crate and then a line `1NAME …` for each it depends on.
fn findings(listing: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let mut from = "";
    for line in listing.lines() {
        let Some((depth, rest)) = line.split_at_checked(1) else { continue };
        let name = rest.split_whitespace().next().unwrap_or_default();
        if depth == "0" {
            from = name;
            if allowed(from).is_none() {
                findings.push(format!("{from}: is not in the table of crates in xtask/src/check/edges.rs"));
            }
            continue;
        }
        let is_ours = allowed(name).is_some();
        if is_ours && !allowed(from).is_some_and(|list| list.contains(&name)) {
            findings.push(format!("{from} may not depend on {name}"));
        }
        for (prefix, inside, why) in STAYS_INSIDE {
            if !is_ours && name.starts_with(prefix) && !inside.contains(&from) {
                findings.push(format!("{from} may not depend on {name}: {why}"));
            }
        }
    }
    findings
}

fn allowed(name: &str) -> Option<&'static [&'static str]> {
    MAY_DEPEND_ON.iter().find(|(from, _)| *from == name).map(|(_, list)| *list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_outside_the_table_is_found() {
        let listing = "0vermilion-api v0.1.0 (here)\n1vermilion-core v0.1.0 (here)\n1serde v1.0.0\n\n\
                       0vermilion-anchor v0.1.0 (here)\n1vermilion-core v0.1.0 (here)\n1tauri v2.0.0\n\n\
                       0vermilion-new v0.1.0 (here)\n";
        let findings = findings(listing);
        assert_eq!(findings.len(), 3, "{findings:?}");
        assert_eq!(findings[0], "vermilion-anchor may not depend on vermilion-core");
        assert!(findings[1].starts_with("vermilion-anchor may not depend on tauri"));
        assert!(findings[2].starts_with("vermilion-new: is not in the table"));
    }
}
