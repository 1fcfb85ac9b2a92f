//! What the domain needs from the world around it, passed in so that tests are exact.

use std::{fmt, path::PathBuf};
use uuid::Uuid;

/// The clock, the source of ids, and what is remembered on this machine.
pub struct Surroundings {
    /// Milliseconds since 1970-01-01 UTC.
    pub now: Box<dyn Fn() -> i64 + Send + Sync>,
    /// A fresh id; UUIDv7 in the shells, so that ids sort by age.
    pub new_id: Box<dyn Fn() -> Uuid + Send + Sync>,
    /// The folder in which is kept what is about a library and not of it: where its backups lie on this machine. Where
    /// there is none nothing is remembered.
    pub memory: Option<PathBuf>,
}

impl Surroundings {
    /// Surroundings made of two functions.
    pub fn new(
        now: impl Fn() -> i64 + Send + Sync + 'static,
        new_id: impl Fn() -> Uuid + Send + Sync + 'static,
    ) -> Self {
        Self { now: Box::new(now), new_id: Box::new(new_id), memory: None }
    }

    /// The same with a folder in which is kept what is about a library and not of it.
    #[must_use]
    pub fn remembering(self, memory: Option<PathBuf>) -> Self {
        Self { memory, ..self }
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Surroundings").finish_non_exhaustive()
    }
}
