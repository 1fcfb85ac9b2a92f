//! Where test data lies. Owns no data: real interviews are other people's words and stay outside the project.

use std::path::{Path, PathBuf};

/// The interview that the product is measured by, where this machine has it.
///
/// It lies beside the project, in `../shared/data`. Where it is missing this says so on standard error and the
/// test that asked has nothing to do.
pub fn shared_interview() -> Option<PathBuf> {
    shared("interview.zh-Hant.txt")
}

/// The transcripts of interviews in Markdown, in the order of their names; empty, with a word on standard error, where this machine has none.
pub fn shared_transcripts() -> Vec<PathBuf> {
    let Some(folder) = shared("transcripts") else { return Vec::new() };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    paths.sort();
    paths
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = project().join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    #[allow(
        clippy::print_stderr,
        reason = "whoever reads the test's output is to know that it had nothing to do"
    )]
    {
        eprintln!("left out: the shared test data {name} is not on this machine");
    }
    None
}

/// The root of the project.
pub fn project() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}
