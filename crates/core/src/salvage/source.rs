//! Getting at the damaged file: always a copy of it, as good as it can be opened.

use super::SalvageError;
use crate::library::{
    log, open,
    schema::{self, STEPS},
};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs,
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// Bytes of a page of every library.
const PAGE: usize = 4096;

/// Where in the first page two counters stand that have to agree for the number of pages there to be believed.
const VALID_FOR: usize = 92;

/// The file, opened in the first way that gives its tables.
///
/// SQLite finds the tables through the first page. Where that is damaged, the first page of a new library takes its
/// place: the tables of all libraries begin at the same pages. The log is left out only where it is in the way.
pub(super) fn open(from: &Path, folder: &Path) -> Result<Connection, SalvageError> {
    let models = (1..=STEPS.len()).rev().map(|steps| first_page(folder, &STEPS[..steps]));
    let models = models.collect::<Result<Vec<_>, _>>()?;
    let firsts = || std::iter::once(None).chain(models.iter().map(Some));
    let ways = [true, false].into_iter().flat_map(|with_log| firsts().map(move |first| (first, with_log)));
    let opened = ways.enumerate().find_map(|(at, (first, with_log))| {
        let copy = copied(from, &folder.join(format!("copy{at}")), with_log).ok()?;
        if let Some(first) = first {
            graft(&copy, first).ok()?;
        }
        readable(&copy).ok().flatten()
    });
    opened.ok_or_else(|| SalvageError::Nothing { path: from.to_owned() })
}

fn copied(from: &Path, to: &Path, with_log: bool) -> std::io::Result<PathBuf> {
    fs::create_dir(to)?;
    let copy = to.join("library.vermilion");
    fs::copy(from, &copy)?;
    for end in ["-wal", "-journal"] {
        let beside = log::beside(from, end);
        if with_log && beside.is_file() {
            fs::copy(&beside, log::beside(&copy, end))?;
        }
    }
    Ok(copy)
}

/// A connection, where what is to be read is there.
fn readable(copy: &Path) -> rusqlite::Result<Option<Connection>> {
    // For writing: a journal that is left can only be taken back by one who may write. It is a copy.
    let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    open::configure(&connection)?;
    // What can be read of a damaged page is read.
    connection.pragma_update(None, "cell_size_check", false)?;
    // Whatever version it is of: later ones only added to the tables.
    Ok(schema::is_readable_as(&connection, schema::OLDEST)?.then_some(connection))
}

/// The first page of a new library whose schema these steps make.
fn first_page(folder: &Path, steps: &[&str]) -> Result<Vec<u8>, SalvageError> {
    let path = folder.join(format!("model{}.vermilion", steps.len()));
    open::writer_of(&path, steps, || Ok(())).map_err(SalvageError::Model)?;
    let bytes = fs::read(&path).map_err(|source| SalvageError::Unwritable { path, source })?;
    let mut first = bytes.get(..PAGE).unwrap_or_default().to_vec();
    // Of how many pages there are only the size of the file tells.
    if let Some(valid_for) = first.get_mut(VALID_FOR..VALID_FOR + 4) {
        valid_for.fill(0xff);
    }
    Ok(first)
}

fn graft(copy: &Path, first: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::options().write(true).open(copy)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(first)?;
    // Whole pages only; of the last, what is there.
    let length = file.metadata()?.len().next_multiple_of(PAGE as u64);
    file.set_len(length)
}
