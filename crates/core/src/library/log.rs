//! The write-ahead log as a file: whether all of it was understood.
//!
//! SQLite reads the log up to the first frame whose checksum is wrong, and says nothing about what follows: after a power
//! failure that is right, after damage it is a loss. Here it is noticed.

use std::{
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
    is_torn_in(&bytes) && state() == before
}

fn is_torn_in(log: &[u8]) -> bool {
    if log.is_empty() {
        return false;
    }
    let Some(header) = log.get(..HEADER) else { return true };
    let magic = word(header, 0);
    let is_big = magic & 1 == 1;
    let mut sums = checksum(&header[..24], [0, 0], is_big);
    let page = usize::try_from(word(header, 8)).unwrap_or(0);
    if magic & !1 != MAGIC || sums != [word(header, 24), word(header, 28)] || !(512..=65536).contains(&page) {
        return true;
    }
    let salts = &header[16..24];
    let mut frames = log[HEADER..].chunks(FRAME + page);
    let is_own = |frame: &[u8]| frame.get(8..16) == Some(salts);
    for frame in frames.by_ref() {
        if !is_own(frame) {
            // Frames of an earlier round, which have been folded in. None of this one may follow.
            return frames.any(is_own);
        }
        if frame.len() < FRAME + page {
            return true;
        }
        sums = checksum(&frame[..8], sums, is_big);
        sums = checksum(&frame[FRAME..], sums, is_big);
        if sums != [word(frame, 16), word(frame, 20)] {
            return true;
        }
    }
    false
}

/// A big-endian number.
fn word(bytes: &[u8], at: usize) -> u32 {
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
        assert!(!is_torn_in(&log) && log.len() > 100_000);
        for at in [3, 20, 33, 50, HEADER + FRAME + 7] {
            let mut damaged = log.clone();
            damaged[at] ^= 1;
            assert!(is_torn_in(&damaged), "{at}");
        }
        assert!(is_torn_in(&log[..HEADER + 100]));
        assert!(!is_torn_in(&[]));
    }
}
