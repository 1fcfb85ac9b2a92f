//! Where test data lies. Owns no data: real interviews are other people's words and stay outside the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;
use vermilion_api::{Api, ApiError, Surroundings};
use vermilion_core::ReadOnly;

/// The interview that the product is measured by, where this machine has it.
///
/// It lies beside the project, in `../shared/data`. Where it is missing this says so on standard error and the
/// test that asked has nothing to do.
pub fn shared_interview() -> Option<PathBuf> {
    shared("data/interview.zh-Hant.txt")
}

/// A file of a standard, such as a schema, where this machine has it; otherwise as [`shared_interview`].
pub fn shared_standard(name: &str) -> Option<PathBuf> {
    shared(&format!("standards/{name}"))
}

/// The transcripts of interviews in Markdown, in the order of their names; empty, with a word on standard error, where this machine has none.
pub fn shared_transcripts() -> Vec<PathBuf> {
    let Some(folder) = shared("data/transcripts") else { return Vec::new() };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    paths.sort();
    paths
}

/// The script-injection corpus: the name of each vector and the vector. What a vector would load, it would load from
/// `canary` (host and port); what it would run sets `__hit`.
///
/// # Panics
/// When the corpus is not in the project.
#[allow(clippy::expect_used, reason = "a test that finds no corpus is to fail where it stands")]
pub fn injections(canary: &str) -> Vec<(String, String)> {
    let text = include_str!("../fixtures/injection.json");
    let groups: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(text).expect("the corpus is JSON");
    let named = groups.into_iter().flat_map(|(group, vectors)| {
        vectors.into_iter().map(move |(name, vector)| (format!("{group}: {name}"), vector))
    });
    named
        .map(|(name, vector)| {
            let vector = vector
                .replace("CANARY", canary)
                .replace("LONG-A", &"a".repeat(9000))
                .replace("LONG-B", &"b".repeat(9000))
                .replace("MANY-DIVS", &"<div>".repeat(600));
            (name, vector)
        })
        .collect()
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = project().join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    #[allow(
        clippy::print_stderr,
        reason = "whoever reads the test's output is to know that it had nothing to do"
    )]
    {
        eprintln!("left out: {name}, which is shared by projects, is not on this machine");
    }
    None
}

/// The root of the project.
pub fn project() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// A library at `path` with the real clock and fresh ids, as a shell opens it.
///
/// # Errors
/// Those of [`Api::open`].
pub fn open_library(path: &Path) -> Result<Api, ApiError> {
    Api::open(path, Surroundings::new(milliseconds, Uuid::now_v7))
}

/// A library at `path`, for reading only: nothing is written to it, nor beside it.
///
/// # Errors
/// Those of [`Api::open_read_only`].
pub fn read_library(path: &Path) -> Result<Api, ApiError> {
    Api::open_read_only(path, Surroundings::new(milliseconds, Uuid::now_v7), ReadOnly::Asked)
}

/// A library whose clock moves a minute at every look, so that no two actions are ever close in time.
///
/// # Errors
/// Those of [`Api::open`].
pub fn open_unhurried_library(path: &Path) -> Result<Api, ApiError> {
    let minutes = AtomicU64::new(0);
    let now = move || 60_000 * i64::try_from(minutes.fetch_add(1, Ordering::Relaxed)).unwrap_or(i64::MAX);
    Api::open(path, Surroundings::new(now, Uuid::now_v7))
}

fn milliseconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
