//! Getting at the damaged file: always a copy of it, as good as it can be opened.

use super::SalvageError;
use crate::library::{
    header::{self, PAGE},
    log, open,
    schema::{self, STEPS},
};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs,
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
};

/// Where in the first page two counters stand that have to agree for the number of pages there to be believed.
const VALID_FOR: usize = 92;

/// The file, opened in the first way that gives its tables; `None` where none does.
///
/// SQLite finds the tables through the first page. Where the file is cut off, that page counts pages which are gone, and
/// SQLite opens nothing before it has forgotten the count. Where the page itself is damaged, the first page of a new library
/// takes its place: the tables of all libraries begin at the same pages. It is one of the same version, where that is still
/// told: an older one would lead to its tables with half of their columns. The log is left out only where it is in the way.
///
/// # Errors
/// When there is no room for a copy, or no first page can be made. They are about the new library at `into`, which is what
/// somebody asked for.
pub(super) fn open(from: &Path, folder: &Path, into: &Path) -> Result<Option<Connection>, SalvageError> {
    attempt(from, folder).map_err(|error| error.at(into))
}

fn attempt(from: &Path, folder: &Path) -> Result<Option<Connection>, SalvageError> {
    let versions = 1..=STEPS.len();
    let told = header::version_of(from).and_then(|told| usize::try_from(told).ok());
    let told = told.filter(|told| versions.contains(told));
    let versions = versions.rev().filter(|version| told.is_none_or(|told| told == *version));
    let ways: Vec<Way> = [Way::AsItIs, Way::Uncounted].into_iter().chain(versions.map(Way::Headed)).collect();
    let attempts =
        [true, false].into_iter().flat_map(|with_log| ways.iter().map(move |way| (*way, with_log)));
    for (at, (way, with_log)) in attempts.enumerate() {
        let beside = folder.join(format!("copy{at}"));
        let first = match way {
            Way::Headed(steps) => first_page(folder, &STEPS[..steps])?,
            Way::AsItIs | Way::Uncounted => Vec::new(),
        };
        let opened = || -> io::Result<Option<Connection>> {
            let copy = copied(from, &beside, with_log)?;
            way.prepare(&copy, &first)?;
            Ok(readable(&copy).ok().flatten())
        };
        match opened() {
            Ok(Some(connection)) => return Ok(Some(connection)),
            // Nothing is wrong with the library that another way would get around: less would be taken than there is.
            Err(source) if is_full(&source) => {
                return Err(SalvageError::Unwritable { path: beside, source });
            }
            Ok(None) | Err(_) => {}
        }
        // One copy at a time: a library may be large. What cannot be taken away goes with the folder.
        let _ = fs::remove_dir_all(&beside);
    }
    Ok(None)
}

/// What is done to a copy before SQLite opens it.
#[derive(Clone, Copy)]
enum Way {
    AsItIs,
    /// Its first page says no more how many pages there are.
    Uncounted,
    /// It is given the first page of a new library of this version.
    Headed(usize),
}

impl Way {
    fn prepare(self, copy: &Path, new_first: &[u8]) -> io::Result<()> {
        let mut file = fs::File::options().read(true).write(true).open(copy)?;
        match self {
            Self::AsItIs => return Ok(()),
            Self::Uncounted => {
                let mut first = [0; PAGE];
                file.read_exact(&mut first)?;
                uncount(&mut first);
                file.rewind()?;
                file.write_all(&first)?;
            }
            Self::Headed(_) => file.write_all(new_first)?,
        }
        // Whole pages only; of the last, what is there.
        let length = file.metadata()?.len().next_multiple_of(PAGE as u64);
        file.set_len(length)
    }
}

/// Leaves it to the size of the file how many pages there are.
fn uncount(first: &mut [u8]) {
    if let Some(valid_for) = first.get_mut(VALID_FOR..VALID_FOR + 4) {
        valid_for.fill(0xff);
    }
}

fn copied(from: &Path, to: &Path, with_log: bool) -> io::Result<PathBuf> {
    fs::create_dir(to)?;
    let copy = to.join("library.vermilion");
    fs::copy(from, &copy)?;
    for end in ["-wal", "-journal"] {
        let beside = log::beside(from, end);
        if !with_log || !beside.is_file() {
            continue;
        }
        let log = fs::read(&beside)?;
        fs::write(log::beside(&copy, end), log::mended(&log).unwrap_or(log))?;
    }
    Ok(copy)
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
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

/// The first page of a new library whose schema these steps make, which is made once.
fn first_page(folder: &Path, steps: &[&str]) -> Result<Vec<u8>, SalvageError> {
    let path = folder.join(format!("model{}.vermilion", steps.len()));
    if !path.exists() {
        open::writer_of(&path, steps, || Ok(())).map_err(SalvageError::Model)?;
    }
    let bytes = fs::read(&path).map_err(|source| SalvageError::Unwritable { path, source })?;
    let mut first = bytes.get(..PAGE).unwrap_or_default().to_vec();
    uncount(&mut first);
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_made_on_the_way_is_told_about_the_new_library() {
        let beside = tempfile::tempdir().unwrap();
        let (from, into) = (beside.path().join("damaged.vermilion"), beside.path().join("new.vermilion"));
        fs::write(&from, vec![0xAA; 8 * PAGE]).unwrap();
        let told = |folder: &Path| open(&from, folder, &into).map(drop).unwrap_err();

        // A first page that cannot be read, and one that cannot be made: there is a file where its folder should be.
        let folder = beside.path().join("folder");
        for steps in 1..=STEPS.len() {
            fs::create_dir_all(folder.join(format!("model{steps}.vermilion"))).unwrap();
        }
        let unread = told(&folder);
        assert!(matches!(&unread, SalvageError::Unwritable { path, .. } if *path == into), "{unread:?}");
        let unmade = told(&from);
        assert!(matches!(unmade, SalvageError::Model(_)), "{unmade:?}");
        for error in [unread, unmade] {
            let message = error.to_string();
            assert!(message.contains("new.vermilion") && !message.contains("model"), "{message}");
        }
    }
}
