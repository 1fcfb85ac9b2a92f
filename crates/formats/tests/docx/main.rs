//! Word files: what is read from them, what is written, and that the one gives the other.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where it stopped")]
#![expect(clippy::panic, reason = "the fixture says what is missing")]

#[path = "../export/fixture.rs"]
#[expect(dead_code, reason = "the other exports need more of it")]
mod fixture;
mod hostile;
mod packed;
mod reading;
mod round_trip;
mod writing;
