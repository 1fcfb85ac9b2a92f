//! What the product stands when the world around it fails: kills, disks that fill or break, locks, no network. One
//! module a kind of failure.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that finds nothing to test is to fail where it stands"
)]

mod desk;
mod disk;
mod full;
mod killing;
mod locking;
mod moved;
mod namespace;
mod offline;
mod older;
mod privacy;
mod protected;
mod sharing;
mod terminal;
mod writing;

use desk::Desk;
use vermilion_api::ApiError;

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// Codes that the window has words for in both languages, for what the world around does.
const CLEAR: [&str; 7] = [
    "disk-full",
    "disk-failed",
    "library-busy",
    "library-read-only",
    "library-unreachable",
    "file-unwritable",
    "backup-failed",
];

/// Whether an error tells a person what the matter is.
fn is_clear(error: &ApiError) -> bool {
    CLEAR.contains(&error.code.as_str()) && error.message.ends_with('.')
}
