//! The kill test: a process that changes a library as fast as it can is killed at random moments, and after each time
//! the library has to hold every change that was acknowledged and no half of one.
//!
//! The process is a [`worker`]; the parent draws [`operation`]s, asks for them one at a time and keeps a [`model`] of
//! what the library has to hold. After a kill it opens the library, lets it examine itself, reads everything back
//! ([`audit`]) and compares: what it finds is what was acknowledged, or that and the one operation under way, in whole.
//! Where there are exports and backups under their names, they are whole.
//!
//! Whatever the api has that writes is among the operations: a test compares them with its table of commands.
//!
//! SIGKILL takes the process and leaves the system's caches: that a change acknowledged has been synced to the disk
//! as well, which is what power loss asks for, is the business of the tests of failing writes.

#[cfg(test)]
mod agreement;
pub mod audit;
mod choose;
#[cfg(test)]
mod coverage;
mod difference;
pub mod model;
pub mod operation;
mod report;
mod request;
mod round;
pub mod texts;
pub mod worker;

pub use audit::Loss;
pub use report::Report;

use round::Library;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Rounds after which a new library is begun: making one is a moment to be killed at too, and the model of a long
/// history is large.
const ROUNDS_OF_A_LIBRARY: u32 = 25;

/// How a library is tortured.
#[derive(Clone, Debug)]
pub struct Torture {
    /// The program that holds the library: it is started with `serve LIBRARY CLOCK`.
    pub program: PathBuf,
    /// How often it is killed.
    pub rounds: u32,
    /// Where chance begins: the operations are the same for the same seed, the moments of the kills are not.
    pub seed: u64,
}

/// Why it came to an end before its last round.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A library is not what it has to be. It is kept.
    #[error("round {round} of seed {seed}, killed during {phase}: {loss}\nThe library is kept in {}", folder.display())]
    Loss {
        /// The round, from 1.
        round: u32,
        /// The seed.
        seed: u64,
        /// What was going on.
        phase: String,
        /// What is wrong.
        loss: Box<Loss>,
        /// Where everything is.
        folder: PathBuf,
    },
    /// The worker refused something that can be done.
    #[error("round {round} of seed {seed}: refused to {operation}: {error}")]
    Refused {
        /// The round, from 1.
        round: u32,
        /// The seed.
        seed: u64,
        /// What was asked for.
        operation: String,
        /// What it said.
        error: String,
    },
    /// The test itself cannot go on.
    #[error("the test cannot go on: {0}")]
    Io(#[from] io::Error),
}

impl Torture {
    /// Runs every round, telling `progress` after each how many are done.
    ///
    /// # Errors
    /// See [`Failure`]; the first loss ends it.
    pub fn run(&self, mut progress: impl FnMut(u32)) -> Result<Report, Failure> {
        let start = Instant::now();
        let mut report = Report::new(self.seed);
        let mut library = None;
        for round in 1..=self.rounds {
            if (round - 1).is_multiple_of(ROUNDS_OF_A_LIBRARY) {
                library = None;
            }
            let library = match &mut library {
                Some(library) => library,
                None => library.insert(Library::new(self.seed.wrapping_add(u64::from(round)))?),
            };
            library.survive(self, round, &mut report)?;
            progress(round);
        }
        report.took = start.elapsed();
        Ok(report)
    }
}

/// The command that starts a worker on a library.
pub fn serve(program: &Path, library: &Path, clock: i64) -> Command {
    let mut command = Command::new(program);
    command.arg("serve").arg(library).arg(clock.to_string());
    command
}
