//! The write-ahead log as a file: whether all of it was understood.
//!
//! SQLite reads the log up to the first frame whose checksum is wrong, and says nothing about what follows: after a power
//! failure that is right, after damage it is a loss. Here it is noticed, and the two are told apart: who writes syncs each
//! transaction before the next begins, so where a whole one stands behind the place that cannot be read, that place was
//! whole once. The format is that of <https://www.sqlite.org/fileformat.html#walformat>.

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

/// The version of the format.
const VERSION: u32 = 3_007_000;

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

/// Whether there is a log that holds nothing, or none.
pub(crate) fn is_empty(library: &Path) -> bool {
    let library = fs::canonicalize(library).unwrap_or_else(|_| library.to_owned());
    fs::metadata(path_of(&library)).map_or(true, |log| log.len() == 0)
}

/// Whether the log of a library has something behind the place up to which SQLite understands it. A log that is written
/// to meanwhile, or that cannot be read, is not judged.
pub(crate) fn is_torn(library: &Path) -> bool {
    settled(library).is_some_and(|frames| frames.is_torn)
}

/// Whether the log of a library was whole once and is not any more: SQLite would leave out what was acknowledged, and write
/// over it. Not judged as by [`is_torn`].
pub(crate) fn is_damaged(library: &Path) -> bool {
    settled(library).is_some_and(|frames| frames.is_damaged)
}

/// The log of a library; `None` where it cannot be read, or is written to meanwhile.
fn settled(library: &Path) -> Option<Frames> {
    let path = path_of(library);
    let state = || fs::metadata(&path).and_then(|metadata| Ok((metadata.len(), metadata.modified()?))).ok();
    let before = state();
    let frames = Frames::of(&fs::read(&path).ok()?);
    (state() == before).then_some(frames)
}

/// The pages that stand in the log of a library newer than in its file, each with the byte of the log at which it begins:
/// those that SQLite reads there, and where the log was damaged those behind.
pub(crate) fn pages(library: &Path) -> BTreeMap<u32, u64> {
    fs::read(path_of(library)).map(|bytes| Frames::of(&bytes).pages).unwrap_or_default()
}

/// A damaged log without what cannot be read of it, so that SQLite reads the rest; `None` where it is not damaged. Where a
/// page is missing, what came after was written on top of it: for salvaging alone.
pub(crate) fn mended(log: &[u8]) -> Option<Vec<u8>> {
    let Frames { is_damaged: true, order, salts, whole, .. } = Frames::of(log) else { return None };
    let mut mended = Vec::with_capacity(log.len());
    for word in [MAGIC | u32::from(order == Order::Big), VERSION, PAGE as u32, 0] {
        mended.extend(word.to_be_bytes());
    }
    mended.extend(salts);
    let mut sums = checksum(&mended, [0, 0], order);
    let put =
        |mended: &mut Vec<u8>, sums: [u32; 2]| mended.extend(sums.iter().flat_map(|sum| sum.to_be_bytes()));
    put(&mut mended, sums);
    for number in whole {
        let frame = frame(log, number)?;
        sums = frame_sums(frame, sums, order);
        mended.extend(&frame[..16]);
        put(&mut mended, sums);
        mended.extend(&frame[FRAME..]);
    }
    Some(mended)
}

/// A log as far as it can be understood.
#[derive(Default)]
struct Frames {
    /// Where the newest image of each page begins whose writing was completed.
    pages: BTreeMap<u32, u64>,
    /// Whether there is something behind what SQLite understands.
    is_torn: bool,
    /// Whether that was whole once.
    is_damaged: bool,
    order: Order,
    salts: [u8; 8],
    /// The frames that are as they were written, by their numbers.
    whole: Vec<usize>,
}

/// In which order of bytes the checksums are taken.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Order {
    Big,
    #[default]
    Little,
}

impl Frames {
    fn of(log: &[u8]) -> Self {
        let mut found = Self::default();
        let Some(header) = log.get(..HEADER) else {
            return Self { is_torn: !log.is_empty(), ..found };
        };
        let magic = word(header, 0);
        found.order = if magic & 1 == 1 { Order::Big } else { Order::Little };
        found.salts.copy_from_slice(&header[16..24]);
        let sums = checksum(&header[..24], [0, 0], found.order);
        let is_ours = magic & !1 == MAGIC && word(header, 8) as usize == PAGE;
        if !is_ours || sums != [word(header, 24), word(header, 28)] {
            return Self::headless(log);
        }
        let tear = found.follow(log, sums);
        found.is_torn = tear.is_some();
        if let Some(tear) = tear {
            // Its transaction may have been under way. Whether one was completed since that began is the question.
            let is_last = |&number: &usize| frame(log, number).is_some_and(|frame| found.ends(frame));
            let count = log[HEADER..].len() / (FRAME + PAGE);
            let ended = (tear..count).find(is_last).unwrap_or(count);
            found.go_on(log, tear, ended);
        }
        found
    }

    /// A log whose header is not as it was written. That was synced before the first frame came.
    fn headless(log: &[u8]) -> Self {
        let salts = frame(log, 0).map(|frame| [8, 9, 10, 11, 12, 13, 14, 15].map(|at| frame[at]));
        let read = |order| {
            let mut found =
                Self { is_torn: true, order, salts: salts.unwrap_or_default(), ..Self::default() };
            found.go_on(log, 0, 0);
            found
        };
        let [big, little] = [Order::Big, Order::Little].map(read);
        if big.whole.len() > little.whole.len() { big } else { little }
    }

    /// Takes in the frames that SQLite reads, and gives back the number of the one at which it stops before the end.
    fn follow(&mut self, log: &[u8], mut sums: [u32; 2]) -> Option<usize> {
        let count = log[HEADER..].len().div_ceil(FRAME + PAGE);
        let mut written = Vec::new();
        for number in 0..count {
            let Some(next) = frame(log, number) else {
                let begun = &log[HEADER + number * (FRAME + PAGE)..];
                return self.is_own(begun).then_some(number);
            };
            if !self.is_own(next) {
                // Nobody writes zeros: there was something.
                if next.iter().all(|byte| *byte == 0) {
                    return Some(number);
                }
                // Frames of an earlier round, which have been folded in. None of this one may follow.
                let is_followed = (number + 1..count)
                    .any(|later| frame(log, later).is_some_and(|later| self.is_own(later)));
                return is_followed.then_some(number);
            }
            sums = frame_sums(next, sums, self.order);
            if sums != stored_sums(next) {
                return Some(number);
            }
            self.whole.push(number);
            written.push((word(next, 0), place(number)));
            // The last frame of a transaction says how many pages there are.
            if word(next, 4) > 0 {
                self.pages.extend(written.drain(..));
            }
        }
        None
    }

    /// Looks on behind the frame at which SQLite stops: each checksum goes on from the one before it. Where a transaction is
    /// whole that was written after the frame `ended`, the log was damaged, and what is whole is taken in.
    fn go_on(&mut self, log: &[u8], tear: usize, ended: usize) {
        let count = log[HEADER.min(log.len())..].len() / (FRAME + PAGE);
        let (mut whole, mut written, mut pages) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut is_damaged = false;
        for number in tear + 1..count {
            let (Some(last), Some(next)) = (frame(log, number - 1), frame(log, number)) else { break };
            if !self.is_own(next) || frame_sums(next, stored_sums(last), self.order) != stored_sums(next) {
                continue;
            }
            whole.push(number);
            written.push((word(next, 0), place(number)));
            if word(next, 4) > 0 {
                pages.extend(written.drain(..));
                is_damaged |= number > ended;
            }
        }
        if is_damaged {
            self.is_damaged = true;
            self.whole.extend(whole);
            self.pages.extend(pages);
        }
    }

    fn is_own(&self, frame: &[u8]) -> bool {
        frame.get(8..16) == Some(&self.salts)
    }

    /// Whether a frame is the last of a transaction.
    fn ends(&self, frame: &[u8]) -> bool {
        self.is_own(frame) && word(frame, 4) > 0
    }
}

/// A frame with its page; `None` where the log ends before it does.
fn frame(log: &[u8], number: usize) -> Option<&[u8]> {
    let at = HEADER + number * (FRAME + PAGE);
    log.get(at..at + FRAME + PAGE)
}

/// The byte of the log at which the page of a frame begins.
const fn place(number: usize) -> u64 {
    (HEADER + FRAME) as u64 + number as u64 * (FRAME + PAGE) as u64
}

fn stored_sums(frame: &[u8]) -> [u32; 2] {
    [word(frame, 16), word(frame, 20)]
}

/// The checksum of a frame, going on from that of the one before it.
fn frame_sums(frame: &[u8], sums: [u32; 2], order: Order) -> [u32; 2] {
    checksum(&frame[FRAME..], checksum(&frame[..8], sums, order), order)
}

/// The big-endian number that begins at a byte; 0 where there is none.
pub(crate) fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// SQLite's checksum of a log, going on from `sums`.
fn checksum(bytes: &[u8], [mut one, mut two]: [u32; 2], order: Order) -> [u32; 2] {
    for pair in bytes.chunks_exact(8) {
        let number = |at| match order {
            Order::Big => word(pair, at),
            Order::Little => word(pair, at).swap_bytes(),
        };
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

    /// A library whose transactions are all in its log, and that log.
    fn logged(folder: &Path) -> (PathBuf, Vec<u8>) {
        let path = folder.join("library");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0").unwrap();
        connection.execute_batch("CREATE TABLE t (x); CREATE TABLE u (x)").unwrap();
        for round in 0..20 {
            let table = if round % 2 == 0 { "t" } else { "u" };
            connection.execute(&format!("INSERT INTO {table} VALUES (zeroblob(3000))"), []).unwrap();
        }
        let log = fs::read(path_of(&path)).unwrap();
        // As a program leaves it that is killed.
        connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
        (path, log)
    }

    #[test]
    fn a_log_was_whole_once_where_a_whole_transaction_stands_behind_what_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let (_, log) = logged(folder.path());
        let last_ends: Vec<usize> = (0..log.len() / (FRAME + PAGE))
            .filter(|&number| frame(&log, number).is_some_and(|frame| word(frame, 4) > 0))
            .collect();
        let (last, before) = (last_ends[last_ends.len() - 1], last_ends[last_ends.len() - 2]);
        // In the header, and in each part of a frame.
        for at in [0, 9, 17, 25, 0, 5, 9, 17, 30].into_iter().enumerate().map(|(turn, at)| match turn {
            0..4 => at,
            _ => HEADER + 7 * (FRAME + PAGE) + at,
        }) {
            let mut damaged = log.clone();
            damaged[at] ^= 1;
            assert!(Frames::of(&damaged).is_damaged, "{at}");
            assert!(mended(&damaged).is_some(), "{at}");
        }
        // What was being written when the power failed: nobody had been told that it was done.
        for number in before + 1..=last {
            let mut torn = log.clone();
            torn[HEADER + number * (FRAME + PAGE) + 1000] ^= 1;
            assert!(Frames::of(&torn).is_torn && !Frames::of(&torn).is_damaged, "{number}");
            let cut = &log[..HEADER + number * (FRAME + PAGE) + 1000];
            assert!(!Frames::of(cut).is_damaged && mended(cut).is_none(), "{number}");
        }
        // Zeros from a frame on, as a file system leaves them of what it had promised room for.
        for number in [1, 7, last] {
            let mut emptied = log.clone();
            emptied[HEADER + number * (FRAME + PAGE)..].fill(0);
            assert!(Frames::of(&emptied).is_torn && !Frames::of(&emptied).is_damaged, "{number}");
        }
        // In its middle: that something was whole is known of what lies behind the transaction after it.
        let mut emptied = log.clone();
        emptied[HEADER + 5 * (FRAME + PAGE)..HEADER + 9 * (FRAME + PAGE)].fill(0);
        assert!(Frames::of(&emptied).is_damaged);
        assert!(!Frames::of(&log).is_torn && !Frames::of(&log).is_damaged);
        assert!(!Frames::of(&log[..HEADER]).is_damaged);
    }

    #[test]
    fn what_is_whole_behind_a_damaged_frame_is_read_of_a_mended_log() {
        let folder = tempfile::tempdir().unwrap();
        let (path, log) = logged(folder.path());
        let rows = |log: &[u8]| {
            let copy = folder.path().join("copy");
            fs::copy(&path, &copy).unwrap();
            fs::write(path_of(&copy), log).unwrap();
            let connection = Connection::open(&copy).unwrap();
            let count = |table| {
                let sql = format!("SELECT count(*) FROM {table}");
                connection.query_row(&sql, [], |row| row.get::<_, u32>(0)).unwrap_or_default()
            };
            (count("t"), count("u"))
        };
        assert_eq!(rows(&log), (10, 10));
        let mut damaged = log.clone();
        // A page that is written anew later.
        damaged[HEADER + 7 * (FRAME + PAGE) + 30] ^= 1;
        let read = rows(&damaged);
        assert!(read.0 + read.1 < 10, "{read:?}");
        let read = rows(&mended(&damaged).unwrap());
        assert!(read.0 + read.1 >= 18, "{read:?}");
        let mut headless = log.clone();
        headless[17] ^= 1;
        assert_eq!(rows(&headless), (0, 0));
        let read = rows(&mended(&headless).unwrap());
        assert!(read.0 + read.1 >= 18, "{read:?}");
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
