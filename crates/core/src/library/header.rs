//! The file before SQLite opens it: whether it is ours, and how it and its folder are made, for their owner alone. Reads
//! the header itself: SQLite might write to a file that it opens.

use super::{here::is_open_here, log};
use crate::error::LibraryError;
use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

/// `VRML`, in the header of every library: `file` and we can tell one from any other SQLite database.
pub(super) const APPLICATION_ID: i32 = 0x5652_4d4c;

/// Bytes of a page of every library.
pub(crate) const PAGE: usize = 4096;

/// With which every SQLite file begins.
pub(crate) const MAGIC: &[u8] = b"SQLite format 3\0";

/// Length of the header of an SQLite file, and where in it the application id stands.
const HEADER: usize = 100;
const APPLICATION_ID_AT: usize = 68;

/// Where in it the version of the schema stands.
const VERSION_AT: usize = 60;

/// Makes sure that there is a file at `path` that is ours, or empty and therefore about to be; true when it is empty.
pub(super) fn claim(path: &Path) -> Result<bool, LibraryError> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem if path.is_file() => {
            LibraryError::Protected { path: path.to_owned() }
        }
        _ => LibraryError::Unreachable { path: path.to_owned(), source },
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        create_folder(folder).map_err(refused)?;
    }
    // Whoever takes the right to write away means it, also where the system would let us.
    let is_protected =
        |path: &Path| fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly());
    if path.is_file() && (is_protected(path) || folder.is_some_and(is_protected)) {
        return Err(LibraryError::Protected { path: path.to_owned() });
    }
    // To open a pipe is to wait for somebody to write to it.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Err(LibraryError::NotALibrary { path: path.to_owned() });
    }
    if is_open_here(path) {
        // Whoever opened it has looked, and it may not be looked into beside them.
        return Ok(fs::metadata(path).map_err(refused)?.len() == 0);
    }
    let header = read_header(open_or_create(path).map_err(refused)?).map_err(refused)?;
    match header.as_slice() {
        [] => Ok(true),
        header if is_ours(header) => Ok(false),
        _ => Err(LibraryError::NotALibrary { path: path.to_owned() }),
    }
}

/// Takes away from others what rights they have to a library and to what lies beside it: it may have arrived with some.
/// What belongs to somebody else is not ours to close.
#[cfg(unix)]
pub(super) fn close_to_others(library: &Path) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let owner = rustix::process::geteuid().as_raw();
    // SQLite keeps its files beside the one that a link leads to.
    let library = fs::canonicalize(library).unwrap_or_else(|_| library.to_owned());
    for end in ["", "-wal", "-shm", "-journal"] {
        let path = log::beside(&library, end);
        let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
        let mode = metadata.permissions().mode();
        if metadata.is_file() && metadata.uid() == owner && mode & 0o077 != 0 {
            // Where the file system knows no rights, there are none to take away.
            let _ = fs::set_permissions(&path, fs::Permissions::from_mode(mode & 0o700));
        }
    }
}

#[cfg(not(unix))]
pub(super) fn close_to_others(_: &Path) {}

/// Makes sure that the file at `path` is ours, without touching it.
///
/// # Errors
/// [`LibraryError::NotALibrary`], [`LibraryError::Unreachable`].
pub(crate) fn recognise(path: &Path) -> Result<(), LibraryError> {
    let unreachable = |source: io::Error| LibraryError::Unreachable { path: path.to_owned(), source };
    // Before opening: to open a pipe is to wait for somebody to write to it.
    if !fs::metadata(path).map_err(unreachable)?.is_file() {
        return Err(LibraryError::NotALibrary { path: path.to_owned() });
    }
    if is_open_here(path) {
        return Ok(());
    }
    let header = File::open(path).and_then(read_header).map_err(unreachable)?;
    if is_ours(&header) { Ok(()) } else { Err(LibraryError::NotALibrary { path: path.to_owned() }) }
}

/// The version of the schema that the header of a library names, whatever has become of the rest; `None` where the header is
/// not ours any more.
pub(crate) fn version_of(path: &Path) -> Option<u32> {
    let header = File::open(path).and_then(read_header).ok()?;
    is_ours(&header).then(|| log::word(&header, VERSION_AT))
}

/// Whether the file at `path`, which need not open, can have been a library: its name or what is left of its header says
/// so.
pub(crate) fn may_be_ours(path: &Path) -> bool {
    let is_named = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("vermilion"));
    let is_marked = |header: Vec<u8>| {
        header.get(APPLICATION_ID_AT..).is_some_and(|rest| rest.starts_with(&APPLICATION_ID.to_be_bytes()))
    };
    is_named || is_open_here(path) || File::open(path).and_then(read_header).is_ok_and(is_marked)
}

fn read_header(file: File) -> io::Result<Vec<u8>> {
    let mut header = Vec::with_capacity(HEADER);
    file.take(HEADER as u64).read_to_end(&mut header)?;
    Ok(header)
}

fn is_ours(header: &[u8]) -> bool {
    header.len() == HEADER
        && header.starts_with(MAGIC)
        && header[APPLICATION_ID_AT..].starts_with(&APPLICATION_ID.to_be_bytes())
}

#[cfg(unix)]
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

fn open_or_create(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_in_the_header_spells_vrml() {
        assert_eq!(&APPLICATION_ID.to_be_bytes(), b"VRML");
    }
}
