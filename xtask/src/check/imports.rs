//! Who may import what inside the UI: one folder knows Tauri, features do not know one another.

use std::path::{Component, Path, PathBuf};

use super::Files;

const TAURI_FOLDER: &str = "ui/src/lib/tauri/";
const FEATURES: &str = "ui/src/features/";

pub(super) fn check(files: &Files) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| is_ui_source(path)) {
        for (number, line) in text.lines().enumerate() {
            let Some(imported) = imported(line) else { continue };
            let place = || format!("{path}:{}", number + 1);
            if imported.starts_with("@tauri-apps/") && !path.starts_with(TAURI_FOLDER) {
                findings.push(format!("{}: only {TAURI_FOLDER} imports {imported}", place()));
            }
            if let (Some(own), Some(other)) = (feature(path), feature(&resolved(path, imported)))
                && own != other
            {
                findings.push(format!("{}: the feature {own} imports from the feature {other}", place()));
            }
        }
    }
    findings
}

fn is_ui_source(path: &str) -> bool {
    path.starts_with("ui/src/") && [".ts", ".svelte", ".js"].iter().any(|end| path.ends_with(end))
}

/// The module that a line imports: `from "…"`, `import "…"`, `import("…")`.
fn imported(line: &str) -> Option<&str> {
    let start = ["from ", "import ", "import("].iter().find_map(|word| {
        let after = line.find(word)? + word.len();
        line[after..].starts_with(['"', '\'']).then_some(after + 1)
    })?;
    line[start..].split(['"', '\'']).next()
}

/// Which feature a path lies in; paths through an alias end in `features/NAME/…` too.
fn feature(path: &str) -> Option<&str> {
    let after =
        path.strip_prefix(FEATURES).or_else(|| path.split_once("/features/").map(|(_, after)| after))?;
    after.split_once('/').map(|(name, _)| name)
}

/// The path an import means, seen from the root of the project; left as it is where it is not relative.
fn resolved(from: &str, imported: &str) -> String {
    if !imported.starts_with('.') {
        return imported.to_owned();
    }
    let joined = Path::new(from).parent().unwrap_or(Path::new("")).join(imported);
    let mut path = PathBuf::new();
    for component in joined.components() {
        match component {
            Component::ParentDir => _ = path.pop(),
            Component::CurDir => {}
            other => path.push(other),
        }
    }
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_across_features_and_of_tauri_are_found() {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let files = Files(vec![
            file("ui/src/lib/tauri/call.ts", "import { invoke } from \"@tauri-apps/api/core\";"),
            file("ui/src/lib/state/app.ts", "import { invoke } from '@tauri-apps/api/core';"),
            file("ui/src/features/reader/Page.svelte", "import Card from \"../notes/Card.svelte\";"),
            file("ui/src/features/reader/Line.svelte", "import Card from \"./parts/Card.svelte\";"),
            file(
                "ui/src/features/reader/Late.ts",
                "const m = await import(\"$lib/../features/notes/late.ts\");",
            ),
        ]);
        let places: Vec<String> =
            check(&files).iter().filter_map(|finding| Some(finding.split_once(": ")?.0.to_owned())).collect();
        assert_eq!(
            places,
            [
                "ui/src/lib/state/app.ts:1",
                "ui/src/features/reader/Page.svelte:1",
                "ui/src/features/reader/Late.ts:1"
            ]
        );
    }
}
