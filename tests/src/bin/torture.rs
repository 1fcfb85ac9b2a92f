//! The kill test as a program: what `cargo xtask torture` runs.
//!
//! `torture [--rounds N] [--seed S]` kills N times and prints the figures; `torture serve LIBRARY CLOCK` is the
//! process that it kills. What either does is in `vermilion_tests::torture`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that reports to whoever started it")]

use std::error::Error;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use vermilion_tests::torture::{Torture, worker};

/// Rounds unless the command line says otherwise.
const ROUNDS: u32 = 1_000;
/// Rounds between two words on how far it is.
const WORD: u32 = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["serve", library, clock] = arguments[..] {
        worker::serve(Path::new(library), clock.parse()?)?;
        return Ok(());
    }
    // Without a seed every run is another one; it is printed, so that a failure can be had again.
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let mut torture = Torture { program: std::env::current_exe()?, rounds: ROUNDS, seed: now };
    for option in arguments.chunks(2) {
        match option {
            ["--rounds", rounds] => torture.rounds = rounds.parse()?,
            ["--seed", seed] => torture.seed = seed.parse()?,
            _ => return Err("usage: torture [--rounds N] [--seed S]".into()),
        }
    }
    println!("seed {}", torture.seed);
    let report = torture.run(|round| {
        if round.is_multiple_of(WORD) {
            eprintln!("{round} rounds");
        }
    })?;
    println!("\n{report}");
    Ok(())
}
