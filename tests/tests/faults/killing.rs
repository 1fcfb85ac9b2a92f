//! Nothing acknowledged is lost to a kill. `cargo xtask torture` does the same for longer.

use std::path::PathBuf;
use vermilion_tests::torture::{Failure, Torture};

/// As many rounds as take some ten seconds.
const ROUNDS: u32 = 25;

#[test]
fn what_was_acknowledged_survives_a_kill_and_nothing_is_there_by_half() -> Result<(), Failure> {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_torture"));
    // A fixed beginning: the moments of the kills differ from run to run all the same.
    let report = Torture { program, rounds: ROUNDS, seed: 1 }.run(|_| {})?;
    assert_eq!(report.rounds(), ROUNDS);
    assert!(report.acknowledged > 0, "some work was done between the kills");
    Ok(())
}
