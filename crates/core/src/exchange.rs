//! One file taking the place of another, with the log that SQLite keeps beside it: as a whole or not at all, also where
//! the program is killed meanwhile.
//!
//! The file that goes gets a second name, and its log follows it there; then the new one takes the first name. The log has
//! to go first: SQLite would write it into whatever file it lies beside. So between the two the library is without what was
//! written last. What is about to be done is therefore put down before, in the folder in which the new file was made
//! ([`Scratch`]); for as long as the new file is still in there it has not been done, and [`take_back`] puts everything
//! where it was. The log goes back only beside the file that it was taken from, as that was: SQLite would write its pages
//! over whatever has been written since by a program that knew nothing of this.

use crate::{library::log, scratch::Scratch};
use serde_json::{Value, json};
use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

/// The name of the new file in its folder.
pub(crate) const INCOMING: &str = "library.vermilion";

/// The name of the file beside it that says what it is for.
const NOTE: &str = "exchange.json";

/// How the name goes on of what SQLite keeps beside a file until it is in the file.
const LOGS: [&str; 2] = ["-wal", "-journal"];

/// What is added to the name of a log that fits no file any more. SQLite does not know it by that.
const SUPERSEDED: &str = "superseded";

/// What tells one state of a library file from another: its length, and when it was written to. The file is not opened for
/// that: with closing it would go the lock on it ([`here`](crate::library::here)).
fn state(file: &Path) -> io::Result<String> {
    let metadata = fs::metadata(file)?;
    let written = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(format!("{} {}", metadata.len(), written.as_nanos()))
}

/// What stands in the second name of a file that goes.
pub(crate) const ASIDE: &str = "damaged";

/// Bytes of two files that are compared at a time.
const PIECE: usize = 64 * 1024;

/// An exchange under way.
pub(crate) struct Exchange {
    /// The name that changes hands.
    library: PathBuf,
    /// The second name of the file that has it.
    aside: PathBuf,
    /// The folder of the one that is to have it.
    folder: PathBuf,
    /// What the file was like, as [`state`] tells it.
    state: String,
}

impl Exchange {
    /// Puts down that the file in a folder beside a library is to take its place, and the library that of `aside`. Nothing
    /// has happened to either yet.
    pub(crate) fn begin(library: &Path, aside: &Path, incoming: &Scratch) -> io::Result<Self> {
        let (state, folder) = (state(library)?, incoming.path().to_owned());
        let exchange = Self { library: library.to_owned(), aside: aside.to_owned(), folder, state };
        let [library, aside] = [&exchange.library, &exchange.aside].map(|path| path.file_name().map(lossy));
        let mut note = File::create_new(exchange.folder.join(NOTE))?;
        note.write_all(
            json!({ "library": library, "aside": aside, "state": exchange.state }).to_string().as_bytes(),
        )?;
        note.sync_all()?;
        sync_folder(&exchange.folder)?;
        sync_folder(exchange.beside())?;
        Ok(exchange)
    }

    /// What was put down in a folder; `None` where nothing was, or nothing that this program would have.
    fn noted_in(folder: &Path) -> Option<Self> {
        let note: Value = serde_json::from_slice(&fs::read(folder.join(NOTE)).ok()?).ok()?;
        let (library, aside) = (note["library"].as_str()?, note["aside"].as_str()?);
        let state = note["state"].as_str()?.to_owned();
        let beside = folder.parent()?;
        let mut files = fs::read_dir(beside).ok()?.flatten();
        let library = files.find(|entry| lossy(&entry.file_name()) == library)?.path();
        // A folder may have come from anywhere, and no file is to be touched that its writer chose.
        let is_name = Path::new(aside).file_name() == Some(OsStr::new(aside));
        let begins = format!("{}-{ASIDE}.", lossy(library.file_stem()?));
        let aside = Some(beside.join(aside)).filter(|_| is_name && aside.starts_with(&begins))?;
        Some(Self { library, aside, folder: folder.to_owned(), state })
    }

    /// Gives the library its second name, and its log with it. The first name is never without a file.
    pub(crate) fn set_aside(&self) -> io::Result<()> {
        if fs::hard_link(&self.library, &self.aside).is_err() {
            // Not every file system lets a file have two names. Those that do not are seldom shared, and have no locks that
            // could be lost with the copying.
            self.copy_aside(&self.library)?;
        }
        move_logs(&self.library, &self.aside)
    }

    /// Gives the new file the name of the library: from here on it has happened.
    pub(crate) fn put_in(&self) -> io::Result<()> {
        fs::rename(self.folder.join(INCOMING), &self.library)?;
        sync_folder(self.beside())
    }

    /// Puts everything where it was, as far as it has come. Where it has happened there is nothing to take back.
    pub(crate) fn take_back(&self) -> io::Result<()> {
        if self.folder.join(INCOMING).symlink_metadata().is_err() {
            return Ok(());
        }
        let is_as_it_was = state(&self.library)? == self.state;
        let has_new_log = LOGS.iter().any(|end| has_content(&log::beside(&self.library, end)));
        for end in LOGS {
            let old = log::beside(&self.aside, end);
            if !has_content(&old) {
                continue;
            }
            if !is_as_it_was {
                fs::rename(&old, old.with_added_extension(SUPERSEDED))?;
            } else if has_new_log {
                self.part()?;
            } else {
                fs::rename(&old, log::beside(&self.library, end))?;
            }
        }
        let has_log = LOGS.iter().any(|end| has_content(&log::beside(&self.aside, end)));
        // Only what the library has under its own name can be spared.
        if !has_log && is_same(&self.aside, &self.library) {
            fs::remove_file(&self.aside)?;
        }
        sync_folder(self.beside())?;
        remove_if_there(&self.folder.join(NOTE))
    }

    /// Makes the second name one of a file of its own: with its log it is opened and written to, and the library is not to
    /// change with it.
    fn part(&self) -> io::Result<()> {
        self.copy_aside(&self.aside)
    }

    /// Gives the second name to a copy of a file.
    fn copy_aside(&self, file: &Path) -> io::Result<()> {
        let copy = self.folder.join("copy");
        fs::copy(file, &copy)?;
        File::options().write(true).open(&copy)?.sync_all()?;
        fs::rename(&copy, &self.aside)
    }

    fn beside(&self) -> &Path {
        self.library.parent().unwrap_or(&self.library)
    }
}

/// Whether something was put down in a folder about the library at this path, which leads over no links.
pub(crate) fn is_about(folder: &Path, library: &Path) -> bool {
    Exchange::noted_in(folder).is_some_and(|exchange| exchange.library == library)
}

/// Puts everything where it was before the exchange that was put down in a folder, if one was. Nobody may be at work on it
/// any more.
pub(crate) fn take_back(folder: &Path) -> io::Result<()> {
    Exchange::noted_in(folder).map_or(Ok(()), |exchange| exchange.take_back())
}

/// Moves what SQLite keeps beside a file to beside another, and removes the index, which it makes anew, and a log that
/// holds nothing.
fn move_logs(from: &Path, to: &Path) -> io::Result<()> {
    for end in LOGS {
        let log = log::beside(from, end);
        if has_content(&log) {
            fs::rename(&log, log::beside(to, end))?;
        } else {
            remove_if_there(&log)?;
        }
    }
    remove_if_there(&log::beside(from, "-shm"))
}

fn lossy(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}

fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

/// Whether two files hold the same bytes, as one file under two names does.
fn is_same(one: &Path, other: &Path) -> bool {
    let [Ok(mut one), Ok(mut other)] = [one, other].map(File::open) else { return false };
    let length = |file: &File| file.metadata().map(|metadata| metadata.len()).ok();
    let (Some(mut left), Some(length)) = (length(&one), length(&other)) else { return false };
    let mut pieces = [vec![0; PIECE], vec![0; PIECE]];
    let mut is_same = left == length;
    while is_same && left > 0 {
        let [piece, of_other] = &mut pieces;
        let size = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        is_same = one.read_exact(&mut piece[..size]).is_ok()
            && other.read_exact(&mut of_other[..size]).is_ok()
            && piece[..size] == of_other[..size];
        left -= size as u64;
    }
    is_same
}

/// Makes the names in a folder as durable as what they name. Elsewhere than on Unix a folder cannot be synced.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
