//! A library file beneath SQLite: its pages, and the rows that stand on them, also where nothing leads to a page any more.
//!
//! Reads what the format of SQLite's files says of a page of rows: where each begins, what its values are, and on which
//! pages a long one goes on. What a row belongs to, a page does not say.

use super::Cut;
use crate::library::{
    header::{MAGIC, PAGE},
    log::{self, word},
};
use rusqlite::types::Value;
use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

/// Where the first page says how many pages there are, and by which change that was written; where it says which change
/// was the last; and where it says on which page the list of the free ones begins.
const COUNT_AT: usize = 28;
const COUNTED_AT: usize = 92;
const CHANGED_AT: usize = 24;
const FREE_AT: usize = 32;

/// With which pages begin that hold rows: those of tables that number their rows, and those of other tables and of indexes,
/// whose inner pages hold some, too.
const NUMBERED: u8 = 13;
const KEYED: u8 = 10;
const KEYED_INNER: u8 = 2;

/// Bytes of a page that leads on from another, behind the number of the next.
const ONWARD: usize = PAGE - 4;

/// Bytes of one value that are read at most, as everywhere.
const LONGEST: usize = 256 * 1024 * 1024;

/// More columns than any table has.
const COLUMNS: usize = 100;

/// How often the file may be read over for values that go on elsewhere: once is enough for one that is sound.
const ROUNDS: u64 = 16;

/// The pages of a file, each as its log has it, where it does.
pub(super) struct Pages {
    file: File,
    bytes: u64,
    log: Option<File>,
    logged: BTreeMap<u32, u64>,
    /// How many more pages are read for values that go on elsewhere: a file may lead round in circles.
    patience: Cell<u64>,
}

/// A row as it stands on a page.
pub(super) struct Row {
    /// Its number, where the table numbers them.
    pub(super) number: Option<i64>,
    /// Its values; of one that is cut those that are left, the last being the beginning of a text.
    pub(super) values: Vec<Value>,
    /// How many values it had.
    pub(super) columns: usize,
    /// Whether only its beginning is left.
    pub(super) is_cut: bool,
}

impl Pages {
    pub(super) fn open(library: &Path) -> io::Result<Self> {
        let file = File::open(library)?;
        let bytes = file.metadata()?.len();
        let logged = log::pages(library);
        let log = if logged.is_empty() { None } else { Some(File::open(log::path_of(library))?) };
        let pages = Self { file, bytes, log, logged, patience: Cell::new(0) };
        pages.patience.set(u64::from(pages.count()) * ROUNDS);
        Ok(pages)
    }

    /// How many there are, the last of which may be incomplete.
    pub(super) fn count(&self) -> u32 {
        let filed = u32::try_from(self.bytes.div_ceil(PAGE as u64)).unwrap_or(u32::MAX);
        filed.max(self.logged.keys().next_back().copied().unwrap_or(0))
    }

    /// What the file has lost at its end, as far as its first page tells.
    pub(super) fn cut(&self) -> Option<Cut> {
        let first = self.padded(1)?;
        let is_told = first.starts_with(MAGIC) && word(&first, COUNTED_AT) == word(&first, CHANGED_AT);
        let count = word(&first, COUNT_AT);
        let whole = u32::try_from(self.bytes / PAGE as u64).unwrap_or(u32::MAX);
        // What is in the log need not be in the file yet.
        let is_cut = (whole.saturating_add(1)..=count).any(|number| !self.logged.contains_key(&number));
        (is_told && is_cut).then_some(Cut { left: self.bytes, was: u64::from(count) * PAGE as u64 })
    }

    /// Whether there is a page that holds rows, or could.
    pub(super) fn has_tables(&self) -> bool {
        let holds_rows = |page: Vec<u8>| matches!(page[0], NUMBERED | KEYED | KEYED_INNER);
        (2..=self.count()).any(|number| self.padded(number).is_some_and(holds_rows))
    }

    /// Pages that are known to be free: what stands on them was deleted.
    pub(super) fn free(&self) -> BTreeSet<u32> {
        let mut free = BTreeSet::new();
        let Some(first) = self.padded(1).filter(|first| first.starts_with(MAGIC)) else { return free };
        let mut next = word(&first, FREE_AT);
        while next > 1 && free.insert(next) {
            let Some(page) = self.padded(next) else { break };
            let listed = page[8..].chunks_exact(4).take(word(&page, 4) as usize);
            free.extend(listed.map(|number| word(number, 0)));
            next = word(&page, 0);
        }
        free
    }

    /// Calls `visit` with each row that stands on a page.
    pub(super) fn rows(&self, number: u32, visit: &mut dyn FnMut(Row)) {
        let Some(page) = self.padded(number) else { return };
        let first = match page[0] {
            NUMBERED | KEYED => 8,
            KEYED_INNER => 12,
            _ => return,
        };
        let count = usize::from(u16::from_be_bytes([page[3], page[4]]));
        for place in page[first..].chunks_exact(2).take(count) {
            let at = usize::from(u16::from_be_bytes([place[0], place[1]]));
            if let Some(row) = self.row(&page, at) {
                visit(row);
            }
        }
    }

    fn row(&self, page: &[u8], mut at: usize) -> Option<Row> {
        if page[0] == KEYED_INNER {
            // The page to its left.
            at += 4;
        }
        let size = usize::try_from(varint(page, &mut at)?).ok().filter(|size| *size <= LONGEST)?;
        let is_numbered = page[0] == NUMBERED;
        let number = if is_numbered { Some(varint(page, &mut at)?.cast_signed()) } else { None };
        let here = stored_here(size, is_numbered);
        let mut bytes = page.get(at..at + here)?.to_vec();
        if here < size {
            self.follow(word(page, at + here), size, &mut bytes);
        }
        record(&bytes, size, number)
    }

    /// Adds what stands on further pages, as far as they are there.
    fn follow(&self, mut next: u32, size: usize, bytes: &mut Vec<u8>) {
        while bytes.len() < size && next > 0 && self.patience.get() > 0 {
            self.patience.set(self.patience.get() - 1);
            let Some(page) = self.read(next) else { return };
            let wanted = ONWARD.min(size - bytes.len());
            let found = page.get(4..).unwrap_or_default();
            bytes.extend_from_slice(&found[..wanted.min(found.len())]);
            if found.len() < wanted {
                return;
            }
            next = word(&page, 0);
        }
    }

    /// A page; where the last one is incomplete, with zeroes behind it.
    fn padded(&self, number: u32) -> Option<Vec<u8>> {
        let mut page = self.read(number)?;
        page.resize(PAGE, 0);
        Some(page)
    }

    /// A page, or what is left of the last one.
    fn read(&self, number: u32) -> Option<Vec<u8>> {
        let (mut from, at) = match (self.logged.get(&number), &self.log) {
            (Some(at), Some(log)) => (log, *at),
            _ => (&self.file, u64::from(number.checked_sub(1)?) * PAGE as u64),
        };
        let mut page = Vec::with_capacity(PAGE);
        from.seek(SeekFrom::Start(at)).ok()?;
        from.take(PAGE as u64).read_to_end(&mut page).ok()?;
        (!page.is_empty()).then_some(page)
    }
}

/// How many bytes of a row of so many stand on its own page.
fn stored_here(size: usize, is_numbered: bool) -> usize {
    let most = if is_numbered { PAGE - 35 } else { (PAGE - 12) * 64 / 255 - 23 };
    let least = (PAGE - 12) * 32 / 255 - 23;
    if size <= most {
        return size;
    }
    let here = least + (size - least) % ONWARD;
    if here <= most { here } else { least }
}

/// The values of a row of `size` bytes of which these are left; `None` where they are no row, or too little of one.
fn record(bytes: &[u8], size: usize, number: Option<i64>) -> Option<Row> {
    let mut at = 0;
    let head = usize::try_from(varint(bytes, &mut at)?).ok()?;
    let head = bytes.get(..head)?;
    let mut kinds = Vec::new();
    while at < head.len() {
        kinds.push(varint(head, &mut at)?);
        if kinds.len() > COLUMNS {
            return None;
        }
    }
    let mut from = head.len();
    let mut row =
        Row { number, values: Vec::with_capacity(kinds.len()), columns: kinds.len(), is_cut: false };
    for kind in kinds {
        let to = from.checked_add(width(kind)?)?;
        match bytes.get(from..to) {
            Some(stored) => row.values.push(value(kind, stored)),
            None => {
                let is_text = kind >= 13 && kind % 2 == 1;
                let left = beginning(bytes.get(from..)?);
                row.values.push(Value::Text(left.to_owned()));
                row.is_cut = true;
                return (is_text && to <= size && !left.is_empty()).then_some(row);
            }
        }
        from = to;
    }
    (from == size).then_some(row)
}

/// What of a text can be read up to where it is cut or damaged.
fn beginning(bytes: &[u8]) -> &str {
    let text = std::str::from_utf8(bytes).or_else(|error| std::str::from_utf8(&bytes[..error.valid_up_to()]));
    text.unwrap_or_default().trim_end_matches('\0')
}

/// Bytes of a value of a kind; `None` where there is no such kind.
fn width(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((kind - 12) / 2).ok(),
    }
}

fn value(kind: u64, stored: &[u8]) -> Value {
    let integer = || {
        let sign = if stored.first().is_some_and(|byte| *byte > 0x7f) { -1 } else { 0 };
        stored.iter().fold(sign, |value: i64, byte| value << 8 | i64::from(*byte))
    };
    match kind {
        0 => Value::Null,
        1..=6 => Value::Integer(integer()),
        7 => Value::Real(f64::from_bits(integer().cast_unsigned())),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        _ if kind.is_multiple_of(2) => Value::Blob(stored.to_vec()),
        _ => match std::str::from_utf8(stored) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => Value::Blob(stored.to_vec()),
        },
    }
}

/// The number that begins at a byte, which may take up to nine.
fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    for _ in 0..8 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value = value << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some(value);
        }
    }
    let last = *bytes.get(*at)?;
    *at += 1;
    Some(value << 8 | u64::from(last))
}
