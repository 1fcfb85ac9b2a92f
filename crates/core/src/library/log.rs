//! The write-ahead log as a file: whether all of it was understood.
//!
//! SQLite reads the log up to the first frame whose checksum is wrong, and says nothing about what follows: after a power
//! failure that is right, after damage it is a loss. Here it is noticed.

use super::header::PAGE;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Bytes of the header of a log, and of the header of each frame.
const HEADER: usize = 32;
const FRAME: usize = 24;

/// With which a log begins; the last bit says in which order of bytes the checksums are taken.
const MAGIC: u32 = 0x377f_0682;

/// The log of a library.
pub(crate) fn path_of(library: &Path) -> PathBuf {
    beside(library, "-wal")
}

/// A file beside a library, whose name goes on like this.
pub(crate) fn beside(library: &Path, end: &str) -> PathBuf {
    let mut path = library.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// Whether the log of a library has something behind the place up to which SQLite understands it. A log that is written
/// to meanwhile, or that cannot be read, is not judged.
pub(crate) fn is_torn(library: &Path) -> bool {
    let path = path_of(library);
    let state = || fs::metadata(&path).and_then(|metadata| Ok((metadata.len(), metadata.modified()?))).ok();
    let before = state();
    let Ok(bytes) = fs::read(&path) else { return false };
    Frames::of(&bytes).is_torn && state() == before
}

/// The pages that stand in the log of a library newer than in its file, each with the byte of the log at which it begins:
/// those that SQLite reads there.
pub(crate) fn pages(library: &Path) -> BTreeMap<u32, u64> {
    fs::read(path_of(library)).map(|bytes| Frames::of(&bytes).pages).unwrap_or_default()
}

/// A log as far as SQLite understands it.
#[derive(Default)]
struct Frames {
    /// Where the newest image of each page begins whose writing was completed.
    pages: BTreeMap<u32, u64>,
    /// Whether there is something behind.
    is_torn: bool,
}

impl Frames {
    fn of(log: &[u8]) -> Self {
        let mut found = Self::default();
        if log.is_empty() {
            return found;
        }
        // Until the end has been reached.
        found.is_torn = true;
        let Some(header) = log.get(..HEADER) else { return found };
        let magic = word(header, 0);
        let is_big = magic & 1 == 1;
        let mut sums = checksum(&header[..24], [0, 0], is_big);
        let page = usize::try_from(word(header, 8)).unwrap_or(0);
        if magic & !1 != MAGIC || sums != [word(header, 24), word(header, 28)] || page != PAGE {
            return found;
        }
        let salts = &header[16..24];
        let mut frames = (0..).zip(log[HEADER..].chunks(FRAME + PAGE));
        let is_own = |frame: &[u8]| frame.get(8..16) == Some(salts);
        let mut written = Vec::new();
        while let Some((number, frame)) = frames.next() {
            if !is_own(frame) {
                // Frames of an earlier round, which have been folded in. None of this one may follow.
                found.is_torn = frames.any(|(_, frame)| is_own(frame));
                return found;
            }
            if frame.len() < FRAME + PAGE {
                return found;
            }
            sums = checksum(&frame[..8], sums, is_big);
            sums = checksum(&frame[FRAME..], sums, is_big);
            if sums != [word(frame, 16), word(frame, 20)] {
                return found;
            }
            written.push((word(frame, 0), (HEADER + FRAME) as u64 + number * (FRAME + PAGE) as u64));
            // The last frame of a transaction says how many pages there are.
            if word(frame, 4) > 0 {
                found.pages.extend(written.drain(..));
            }
        }
        found.is_torn = false;
        found
    }
}

/// The big-endian number that begins at a byte; 0 where there is none.
pub(crate) fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// SQLite's checksum of a log, going on from `sums`.
fn checksum(bytes: &[u8], [mut one, mut two]: [u32; 2], is_big: bool) -> [u32; 2] {
    for pair in bytes.chunks_exact(8) {
        let number = |at| if is_big { word(pair, at) } else { word(pair, at).swap_bytes() };
        one = one.wrapping_add(number(0)).wrapping_add(two);
        two = two.wrapping_add(number(4)).wrapping_add(one);
    }
    [one, two]
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn a_log_is_torn_where_sqlite_stops_reading_before_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library");
        let connection = Connection::open(&library).unwrap();
        connection.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x)").unwrap();
        for round in 0..30 {
            connection.execute("INSERT INTO t VALUES (zeroblob(5000))", []).unwrap();
            assert!(!is_torn(&library), "{round}");
        }
        // The next writes go over the old frames from the beginning.
        connection.execute_batch("PRAGMA wal_checkpoint(RESTART); INSERT INTO t VALUES (1)").unwrap();
        let log = fs::read(path_of(&library)).unwrap();
        assert!(!Frames::of(&log).is_torn && log.len() > 100_000);
        for at in [3, 20, 33, 50, HEADER + FRAME + 7] {
            let mut damaged = log.clone();
            damaged[at] ^= 1;
            assert!(Frames::of(&damaged).is_torn, "{at}");
        }
        assert!(Frames::of(&log[..HEADER + 100]).is_torn);
        assert!(!Frames::of(&[]).is_torn);
    }
    #[test]
    fn the_pages_of_the_log_are_those_that_are_folded_in() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library");
        let connection = Connection::open(&library).unwrap();
        connection.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x)").unwrap();
        for _ in 0..3 {
            connection.execute("INSERT INTO t VALUES (zeroblob(5000))", []).unwrap();
        }
        // Written, and taken back: in the log, and not the library's.
        connection
            .execute_batch("PRAGMA cache_size = 2; BEGIN; INSERT INTO t VALUES (randomblob(90000)); ROLLBACK")
            .unwrap();
        let (log, pages) = (fs::read(path_of(&library)).unwrap(), pages(&library));
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let file = fs::read(&library).unwrap();
        assert_eq!(pages.keys().copied().max(), Some(u32::try_from(file.len() / PAGE).unwrap()));
        for (number, at) in pages {
            let (at, from) = (usize::try_from(at).unwrap(), (usize::try_from(number).unwrap() - 1) * PAGE);
            assert!(log[at..at + PAGE] == file[from..from + PAGE], "{number}");
        }
    }
}
