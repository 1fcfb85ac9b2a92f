//! Waiting for another program that is writing.
//!
//! SQLite has no queue: whoever waits looks again after a pause, and its own pauses grow to a tenth of a second. Beside a
//! program that writes one thing after another, with a few tenths of a millisecond between two of them, such a look comes
//! too late every time. So the pauses here are short, and differ from one another: none goes in step with the other's
//! writing.

use rusqlite::Connection;
use std::{
    cell::Cell,
    hash::{BuildHasher, RandomState},
    thread,
    time::{Duration, Instant},
};

/// How long to wait.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// The longest pause between two looks.
const PAUSE: Duration = Duration::from_micros(1_500);

thread_local! {
    /// When the wait of this thread ends. SQLite waits in the thread that asked it.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Lets a connection wait for others up to [`PATIENCE`].
pub(crate) fn wait_for_others(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_handler(Some(wait))
}

/// Lets a connection be refused at once where others are in the way.
pub(crate) fn wait_for_nobody(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_handler(None)
}

/// Tries again, up to [`PATIENCE`], where SQLite does not wait by itself: where two that wait could wait for each other, as
/// when both turn on the write-ahead log of a new file.
pub(super) fn patiently(
    mut attempt: impl FnMut() -> rusqlite::Result<()>,
    is_busy: impl Fn(&rusqlite::Error) -> bool,
) -> rusqlite::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match attempt() {
            Err(error) if is_busy(&error) && Instant::now() < deadline => thread::sleep(pause()),
            outcome => return outcome,
        }
    }
}

/// SQLite's busy handler: `looks` have been in vain. Whether to look again.
fn wait(looks: i32) -> bool {
    let now = Instant::now();
    let began = if looks == 0 { None } else { DEADLINE.get() };
    let deadline = began.unwrap_or(now + PATIENCE);
    DEADLINE.set(Some(deadline));
    if now >= deadline {
        return false;
    }
    thread::sleep(pause());
    true
}

/// A pause between a third of [`PAUSE`] and the whole of it.
fn pause() -> Duration {
    let chance = RandomState::new().hash_one(Instant::now()) % 1_000;
    PAUSE.mul_f64((chance as f64).mul_add(2.0 / 3_000.0, 1.0 / 3.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn who_writes_now_and_then_gets_in_beside_who_writes_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        let open = || {
            let connection = Connection::open(&file).unwrap();
            wait_for_others(&connection).unwrap();
            connection.pragma_update(None, "journal_mode", "WAL").unwrap();
            connection
        };
        let mut greedy = open();
        greedy.execute_batch("CREATE TABLE line (text TEXT)").unwrap();
        let is_enough = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_enough.load(Ordering::Relaxed) {
                    let transaction = greedy.transaction().unwrap();
                    transaction.execute("INSERT INTO line VALUES ('greedy')", []).unwrap();
                    thread::sleep(Duration::from_millis(3));
                    transaction.commit().unwrap();
                }
            });
            let seldom = open();
            let wrote: Vec<_> =
                (0..20).map(|_| seldom.execute("INSERT INTO line VALUES ('seldom')", [])).collect();
            is_enough.store(true, Ordering::Relaxed);
            assert!(wrote.iter().all(Result::is_ok), "{wrote:?}");
        });
    }

    #[test]
    fn who_waits_for_nobody_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = [(); 2].map(|()| Connection::open(folder.path().join("file")).unwrap());
        wait_for_others(&other).unwrap();
        wait_for_nobody(&other).unwrap();
        one.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(other.execute_batch("BEGIN IMMEDIATE").is_err());
    }
}
