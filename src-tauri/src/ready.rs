//! The moment at which the window shows its content, for benchmarks.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// Names the file to write the moment to.
pub const VARIABLE: &str = "VERMILION_MARK_READY";

/// Writes the microseconds since 1970 UTC, as a decimal number, to the file that the environment names, if it names
/// one. The file appears complete or not at all, so a harness may wait for it to appear.
pub fn mark() {
    let Some(path) = env::var_os(VARIABLE).map(PathBuf::from) else { return };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
    let partial = path.with_extension("partial");
    let written = fs::write(&partial, now.to_string()).and_then(|()| fs::rename(&partial, &path));
    if let Err(error) = written {
        tracing::warn!(%error, "the moment of readiness was not written");
    }
}
