//! Work that goes on while the window is open: looking for changes of other programs, backing up.
//!
//! A round that panics is logged and told, and the next one comes all the same: nobody notices a thread that has ended,
//! and a library that is never backed up again is worse than one whose backup failed once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;
use tauri::{AppHandle, Emitter};

use crate::MAIN;

/// After so many panics one after the other the work is given up: it would go on for ever, and fill the log.
const MOST_PANICS: u32 = 5;

/// Runs `round` every `pause` on a thread of its own, the first time after the first pause. `name` is said in the log.
pub(crate) fn every(app: &AppHandle, name: &'static str, pause: Duration, round: impl Fn() + Send + 'static) {
    let app = app.clone();
    spawn(name, move || repeat(pause, &round, || tell(&app, name)));
}

/// Runs something once on a thread of its own. `name` is said in the log.
pub(crate) fn once(app: &AppHandle, name: &'static str, run: impl FnOnce() + Send + 'static) {
    let app = app.clone();
    spawn(name, move || {
        if catch_unwind(AssertUnwindSafe(run)).is_err() {
            tell(&app, name);
        }
    });
}

fn spawn(name: &'static str, run: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(run) {
        tracing::error!(%error, name, "a thread could not be started");
    }
}

/// Tells the page of a panic. Its place stands in the log already: the hook for panics wrote it.
fn tell(app: &AppHandle, name: &str) {
    if let Err(error) = app.emit_to(MAIN, "fault", name) {
        tracing::warn!(%error, name, "a fault was not shown");
    }
}

fn repeat(pause: Duration, round: &impl Fn(), on_panic: impl Fn()) {
    let mut panics = 0;
    while panics < MOST_PANICS {
        thread::sleep(pause);
        // What a round shares with others is behind locks that bear a panic.
        match catch_unwind(AssertUnwindSafe(round)) {
            Ok(()) => panics = 0,
            Err(_) => {
                panics += 1;
                on_panic();
            }
        }
    }
    tracing::error!("work in the background was given up");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Runs rounds, of which those that `panics` says panic, until it is given up; gives back how many ran and how many
    /// were told.
    fn run(panics: impl Fn(u32) -> bool) -> (u32, u32) {
        let (ran, told) = (Cell::new(0), Cell::new(0));
        let round = || {
            ran.set(ran.get() + 1);
            assert!(!panics(ran.get()), "a test");
        };
        repeat(Duration::ZERO, &round, || told.set(told.get() + 1));
        (ran.get(), told.get())
    }

    #[test]
    fn a_round_that_panics_is_told_and_followed_by_the_next() {
        // Every other one, then only such.
        assert_eq!(run(|round| round % 2 == 0 || round > 10), (14, 9));
    }

    #[test]
    fn panics_without_end_are_given_up() {
        assert_eq!(run(|_| true), (5, 5));
    }
}
