//! Progress: every step of a task is a line with a mark and seconds. Owns what that looks like.

use std::time::{Duration, Instant};

use crate::failure::{Failure, Result};

/// What a step did.
pub(crate) enum Done {
    /// It worked.
    Work,
    /// There was nothing to do.
    Nothing,
    /// It was left out, for the reason given.
    LeftOut(String),
}

/// The steps of a task so far.
#[derive(Default)]
pub(crate) struct Steps {
    lines: Vec<String>,
    failed: usize,
}

impl Steps {
    /// Runs a step that others build on: when it fails, the task ends.
    pub(crate) fn require<T>(&mut self, name: &str, step: impl FnOnce() -> Result<(Done, T)>) -> Result<T> {
        println!("\n▸ {name}");
        let start = Instant::now();
        let outcome = step();
        match &outcome {
            Ok((done, _)) => self.note(name, done, start.elapsed()),
            Err(failure) => self.note_failure(name, failure, start.elapsed()),
        }
        outcome.map(|(_, value)| value)
    }

    /// Runs a step on its own: when it fails, the others still run and [`Steps::finish`] says so.
    pub(crate) fn attempt(&mut self, name: &str, step: impl FnOnce() -> Result<Done>) {
        let _ = self.require(name, || step().map(|done| (done, ())));
    }

    /// Prints every step once more; an error when any has failed.
    pub(crate) fn finish(self) -> Result {
        println!("\nSummary");
        for line in &self.lines {
            println!("  {line}");
        }
        if self.failed == 0 { Ok(()) } else { Err(Failure::Steps { failed: self.failed }) }
    }

    fn note(&mut self, name: &str, done: &Done, took: Duration) {
        let line = match done {
            Done::Work => format!("✓ {name} ({})", seconds(took)),
            Done::Nothing => format!("✓ {name}: nothing to do ({})", seconds(took)),
            Done::LeftOut(why) => format!("– {name}: left out, {why}"),
        };
        println!("{line}");
        self.lines.push(line);
    }

    fn note_failure(&mut self, name: &str, failure: &Failure, took: Duration) {
        let line = format!("✗ {name} ({}): {failure}", seconds(took));
        println!("{line}");
        self.lines.push(line);
        self.failed += 1;
    }
}

/// A duration as people say it: `0.4 s`, `3 min 12 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}
