//! What the page may ask of the shell is exactly what it asks: the capability, the commands that are built, and the calls
//! in the UI's one folder that knows Tauri name the same things.

use std::collections::BTreeSet;

use super::Files;

const CAPABILITIES: &str = "src-tauri/capabilities/";
const BUILD: &str = "src-tauri/build.rs";
const TAURI_FOLDER: &str = "ui/src/lib/tauri/";

/// Permissions of Tauri's own that the page may have, and what in its code shows that it uses them.
const FROM_TAURI: &[(&str, &str)] = &[
    ("core:event:allow-listen", "listen } from \"@tauri-apps/api/event\""),
    // What `listen` gives back stops listening.
    ("core:event:allow-unlisten", "listen } from \"@tauri-apps/api/event\""),
];

pub(super) fn check(files: &Files) -> Vec<String> {
    let mut findings = Vec::new();
    let calls: String =
        files.iter().filter(|(path, _)| path.starts_with(TAURI_FOLDER)).map(|(_, text)| text).collect();
    let asked = commands_in(&calls);
    let built =
        files.iter().find(|(path, _)| *path == BUILD).map(|(_, text)| quoted(list(text, "commands(&[")));
    let mut granted = BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with(CAPABILITIES)) {
        if text.contains("\"remote\"") || quoted(list(text, "\"windows\": [")).contains("*") {
            findings.push(format!("{path}: what the page may do is for the window named and no other page"));
        }
        for permission in quoted(list(text, "\"permissions\": [")) {
            if let Some(command) = permission.strip_prefix("allow-") {
                granted.insert(command.replace('-', "_"));
                continue;
            }
            let is_used =
                FROM_TAURI.iter().any(|(name, evidence)| *name == permission && calls.contains(evidence));
            if !is_used {
                findings.push(format!("{path}: the page does not use {permission}"));
            }
        }
    }
    for (what, from, others, place) in [
        ("is granted and never asked for", &granted, &asked, CAPABILITIES),
        ("is asked for and not granted", &asked, &granted, TAURI_FOLDER),
        ("is built and not granted", &built.unwrap_or_default(), &granted, BUILD),
    ] {
        findings.extend(from.difference(others).map(|command| format!("{place}: {command} {what}")));
    }
    findings
}

/// The commands that are invoked by name.
fn commands_in(calls: &str) -> BTreeSet<String> {
    let mut commands = BTreeSet::new();
    for (at, _) in calls.match_indices("invoke") {
        let Some((_, after)) = calls[at..].split_once('(') else { continue };
        // The name stands right behind the bracket; a definition has a parameter there.
        if let Some(name) = after.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) {
            commands.insert(name.to_owned());
        }
    }
    commands
}

/// What stands between `opening` and the next closing bracket.
fn list<'t>(text: &'t str, opening: &str) -> &'t str {
    text.split_once(opening).and_then(|(_, after)| after.split(']').next()).unwrap_or_default()
}

/// The strings in quotation marks.
fn quoted(list: &str) -> BTreeSet<String> {
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(permissions: &str, built: &str, calls: &str) -> Files {
        let file = |path: &str, text: String| (path.to_owned(), text);
        Files(vec![
            file(
                "src-tauri/capabilities/main.json",
                format!("{{ \"windows\": [\"main\"], \"permissions\": [{permissions}] }}"),
            ),
            file(BUILD, format!("AppManifest::new().commands(&[{built}])")),
            file("ui/src/lib/tauri/native.ts", calls.to_owned()),
        ])
    }

    #[test]
    fn a_permission_that_is_not_used_is_found() {
        let calls = "import { listen } from \"@tauri-apps/api/event\";\n\
                     export const a = () => invokeShell<string>(\"call_it\");\n\
                     export function invokeShell<T>(command: string) { return invoke<T>(command); }";
        let good = "\"core:event:allow-listen\", \"allow-call-it\"";
        assert_eq!(check(&project(good, "\"call_it\"", calls)), Vec::<String>::new());
        let found = check(&project(
            "\"allow-call-it\", \"allow-quit\", \"core:window:allow-close\"",
            "\"call_it\", \"quit\", \"forgotten\"",
            calls,
        ));
        assert_eq!(
            found,
            [
                "src-tauri/capabilities/main.json: the page does not use core:window:allow-close",
                "src-tauri/capabilities/: quit is granted and never asked for",
                "src-tauri/build.rs: forgotten is built and not granted",
            ]
        );
        let found = check(&project("", "", calls));
        assert_eq!(found, ["ui/src/lib/tauri/: call_it is asked for and not granted"]);
    }

    #[test]
    fn a_capability_for_any_window_is_found() {
        let mut files = project("", "", "");
        files.0[0].1 = "{ \"windows\": [\"*\"], \"permissions\": [] }".to_owned();
        assert_eq!(check(&files).len(), 1);
    }
}
