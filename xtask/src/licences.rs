//! The licences of everything that ships, with their texts: the crates that are linked into the app and the command
//! line, what the compiler and SQLite add, and the packages that end up in the page.
//!
//! Cargo says which crates are linked and the page's build says which packages it holds, so neither list is kept by
//! hand. The texts are those that lie in the sources as they were compiled.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command;
use crate::failure::{AtPath, Failure, Result};
use crate::workspace::Workspace;

/// Where the file with all of it is written, from the target folder; src-tauri/tauri.conf.json says where it goes.
const COLLECTED: &str = "release/THIRD-PARTY.txt";

/// What the page's build says of the packages in it, from the folder of the UI.
const OF_PAGE: &str = "dist/third-party.md";

/// What a package in the page may be under.
const PAGE_MAY_BE: &[&str] = &["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "MPL-2.0"];

/// How the names of files with licences begin.
const NAMES: &[&str] = &["licen", "copying", "notice", "unlicense", "copyright"];

/// Crates published without the text of their licence, and another that has it: of the same repository, or, of MPL-2.0,
/// whose text names nobody, any.
const SAME_TEXT: &[(&str, &str)] = &[("alloc-stdlib", "alloc-no-stdlib"), ("selectors", "cssparser")];

/// What else is in a crate under terms of its own, and where in it these are: the CMaps are Adobe's.
const WITHIN: &[(&str, &str)] = &[("hayro-cmap", "assets/LICENSE.txt")];

const OTHERS: &str = "\
SQLite (https://sqlite.org) is compiled in. Its authors have dedicated it to the public domain.

The Rust standard library (https://www.rust-lang.org) is linked in, under MIT OR Apache-2.0; the text of Apache-2.0
stands below. Copyright (c) The Rust Project Contributors.
";

const MIT: &str = "\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the \"Software\"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
";

/// A crate that is linked in.
struct Crate {
    name: String,
    version: String,
    /// As its manifest says it.
    licence: String,
    repository: String,
    texts: Vec<String>,
}

/// Writes the file with all licences and gives back where it is.
pub(crate) fn collect(workspace: &Workspace) -> Result<PathBuf> {
    let crates = crates(workspace)?;
    let page = workspace.ui().join(OF_PAGE);
    let page = fs::read_to_string(&page).at(&page)?;
    let path = workspace.target().join(COLLECTED);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).at(folder)?;
    }
    fs::write(&path, written(&crates, &page)).at(&path)?;
    Ok(path)
}

/// Whether every crate that ships comes with the text of its licence.
pub(crate) fn check_crates(workspace: &Workspace) -> Result {
    crates(workspace).map(|_| ())
}

/// Whether every package in the page, as last built, is under a licence it may be under, and comes with its text.
pub(crate) fn check_page(workspace: &Workspace) -> Result {
    let path = workspace.ui().join(OF_PAGE);
    let findings = page_findings(&fs::read_to_string(&path).at(&path)?);
    for finding in &findings {
        println!("  {finding}");
    }
    if findings.is_empty() { Ok(()) } else { Err(Failure::Findings { count: findings.len() }) }
}

fn crates(workspace: &Workspace) -> Result<Vec<Crate>> {
    let tree = ["tree", "--package", "vermilion-desktop", "--package", "vermilion-cli", "--prefix", "none"];
    // Macros are run by the compiler and are in nothing that ships.
    let options = ["--edges", "normal,no-proc-macro", "--no-dedupe", "--format", "{p}|{l}|{r}"];
    let features = ["--features", "vermilion-desktop/custom-protocol"];
    let mut listing = command::output(&mut workspace.cargo(tree.into_iter().chain(options).chain(features)))?;
    // The tables that its build script makes are of the data that these crates have.
    let data =
        ["tree", "--package", "vermilion-anchor", "--prefix", "none", "--edges", "build", "--depth", "1"];
    let data = data.into_iter().chain(["--format", "{p}|{l}|{r}"]);
    listing.push_str(&command::output(&mut workspace.cargo(data))?);
    let sources = sources();
    let mut crates = BTreeMap::new();
    let mut missing = 0;
    for line in listing.lines().filter(|line| !line.is_empty()) {
        let mut fields = line.split('|');
        let mut next = || fields.next().unwrap_or_default().to_owned();
        let (package, licence, repository) = (next(), next(), next());
        let Some((name, rest)) = package.split_once(" v") else { continue };
        let version = rest.split_whitespace().next().unwrap_or_default();
        // What has a path is ours.
        if rest.contains('/') || rest.contains('\\') || crates.contains_key(&package) {
            continue;
        }
        let texts = texts(&sources, name, version, &licence, workspace)?;
        if texts.is_empty() {
            println!("  {name} {version} ({licence}): its source holds no text of its licence");
            missing += 1;
        }
        let found = Crate { name: name.to_owned(), version: version.to_owned(), licence, repository, texts };
        crates.insert(package, found);
    }
    if missing > 0 || crates.is_empty() {
        return Err(Failure::Findings { count: missing.max(1) });
    }
    Ok(crates.into_values().collect())
}

/// Where cargo unpacks crates: a folder for every registry.
fn sources() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    registries.into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn texts(
    sources: &[PathBuf],
    name: &str,
    version: &str,
    licence: &str,
    workspace: &Workspace,
) -> Result<Vec<String>> {
    let folder =
        sources.iter().map(|source| source.join(format!("{name}-{version}"))).find(|path| path.is_dir());
    let Some(folder) = folder else { return Ok(Vec::new()) };
    let mut texts = texts_in(&folder)?;
    for (_, file) in WITHIN.iter().filter(|(one, _)| *one == name) {
        let path = folder.join(file);
        texts.push(fs::read_to_string(&path).at(&path)?);
    }
    if !texts.is_empty() {
        return Ok(texts);
    }
    if let Some((_, other)) = SAME_TEXT.iter().find(|(one, _)| *one == name) {
        return texts_of_any_version(sources, other);
    }
    // What the crate offers says which text it is, and its manifest who wrote it, or where to ask.
    if offers(licence, "Apache-2.0") {
        let path = workspace.root().join("LICENSE-APACHE");
        return Ok(vec![fs::read_to_string(&path).at(&path)?]);
    }
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).at(&folder)?;
    let authors = authors(&manifest);
    let authors = if authors.is_empty() { format!("the authors of {name}") } else { authors };
    if offers(licence, "MIT") {
        return Ok(vec![format!("MIT License\n\nCopyright (c) {authors}\n\n{MIT}")]);
    }
    Ok(Vec::new())
}

fn texts_of_any_version(sources: &[PathBuf], name: &str) -> Result<Vec<String>> {
    for source in sources {
        for entry in fs::read_dir(source).at(source)? {
            let path = entry.at(source)?.path();
            let is_it = path
                .file_name()
                .and_then(|file| file.to_str()?.strip_prefix(name)?.strip_prefix('-'))
                .is_some_and(|version| version.starts_with(|first: char| first.is_ascii_digit()));
            if is_it {
                return texts_in(&path);
            }
        }
    }
    Ok(Vec::new())
}

/// The texts at the top of a source folder, in the order of their names.
fn texts_in(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).at(folder)? {
        let path = entry.at(folder)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if NAMES.iter().any(|begins| name.starts_with(begins)) && path.is_file() && !name.ends_with(".rs") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).at(&path)?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let text = text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        if !text.trim().is_empty() {
            texts.push(text.trim_matches('\n').to_owned());
        }
    }
    Ok(texts)
}

fn offers(licence: &str, one: &str) -> bool {
    !licence.contains("AND") && licence.split(['/', ' ', '(', ')']).any(|part| part == one)
}

/// The names in a manifest's list of authors, without their addresses.
fn authors(manifest: &str) -> String {
    let Some((_, rest)) = manifest.split_once("\nauthors = [") else { return String::new() };
    let list = rest.split(']').next().unwrap_or_default();
    let names =
        list.split('"').skip(1).step_by(2).map(|author| author.split('<').next().unwrap_or_default().trim());
    names.collect::<Vec<_>>().join(", ")
}

/// Every text once, under the crates that it belongs to.
fn written(crates: &[Crate], page: &str) -> String {
    let rule = "=".repeat(100);
    let mut out =
        "Vermilion contains the work of others. Here is whose, and under which terms.\n\n".to_owned();
    out.push_str(OTHERS);
    out.push_str("\nLinked in are:\n\n");
    let mut by_text: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for Crate { name, version, licence, repository, texts } in crates {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "  {name} {version}, {licence}{}{repository}",
            if repository.is_empty() { "" } else { ", " }
        );
        for text in texts {
            by_text.entry(text).or_default().push(format!("{name} {version}"));
        }
    }
    for (text, names) in by_text {
        let _ = write!(out, "\n{rule}\n{}\n\n{text}\n", names.join(", "));
    }
    let _ = write!(out, "\n{rule}\nIn the page:\n\n{page}");
    out
}

/// The page's build writes a heading `## NAME - VERSION (LICENCE)` and then the text for each package.
fn page_findings(page: &str) -> Vec<String> {
    let mut findings = Vec::new();
    for section in page.split("\n## ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
        let licence = heading.rsplit_once('(').map_or("", |(_, end)| end.trim_end_matches(')'));
        let is_allowed = PAGE_MAY_BE.iter().any(|allowed| licence.split(" OR ").any(|one| one == *allowed));
        if !is_allowed {
            findings.push(format!("{heading}: a licence that a package in the page may not have"));
        }
        if text.trim().is_empty() {
            findings.push(format!("{heading}: without the text of its licence"));
        }
    }
    if !page.contains("\n## ") {
        findings.push(format!("ui/{OF_PAGE}: names no package; did the page's build change?"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_in_the_page_without_text_or_with_another_licence_is_found() {
        let page = "# Licenses\n\n## good - 1.0.0 (MIT OR GPL-3.0)\n\nPermission…\n\n## bare - 1.0.0 (MIT)\n\n\
                    ## other - 2.0.0 (GPL-3.0)\n\nYou may…\n";
        let findings = page_findings(page);
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings[0].starts_with("bare") && findings[1].starts_with("other"), "{findings:?}");
        assert_eq!(page_findings("# Licenses\n").len(), 1);
    }

    #[test]
    fn authors_are_named_without_their_addresses() {
        let manifest =
            "[package]\nname = \"x\"\nauthors = [\n    \"Ada <ada@example.org>\",\n    \"Bo\",\n]\n";
        assert_eq!(authors(manifest), "Ada, Bo");
    }

    #[test]
    fn a_text_that_two_share_is_written_once() {
        let made = |name: &str| Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT".to_owned(),
            repository: String::new(),
            texts: vec!["The terms.".to_owned()],
        };
        let written = written(&[made("one"), made("two")], "# Licenses\n");
        assert_eq!(written.matches("The terms.").count(), 1);
        assert!(written.contains("one 1.0.0, two 1.0.0\n"), "{written}");
    }
}
