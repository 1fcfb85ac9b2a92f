//! What the domain needs from the world around it, passed in so that tests are exact.

use std::fmt;
use uuid::Uuid;

/// The clock and the source of ids.
pub struct Surroundings {
    /// Milliseconds since 1970-01-01 UTC.
    pub now: Box<dyn Fn() -> i64 + Send + Sync>,
    /// A fresh id; UUIDv7 in the shells, so that ids sort by age.
    pub new_id: Box<dyn Fn() -> Uuid + Send + Sync>,
}

impl Surroundings {
    /// Surroundings made of two functions.
    pub fn new(
        now: impl Fn() -> i64 + Send + Sync + 'static,
        new_id: impl Fn() -> Uuid + Send + Sync + 'static,
    ) -> Self {
        Self { now: Box::new(now), new_id: Box::new(new_id) }
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Surroundings").finish_non_exhaustive()
    }
}
