//! Files: reading one without being drowned by it, and writing one so that it is there whole or not at all.

use crate::error::Refusal;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use vermilion_formats::decode::{DecodeError, MAX_BYTES};

/// Reads a file whose size has been looked at first.
///
/// # Errors
/// When it is missing, is no file, cannot be read, or is larger than [`MAX_BYTES`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Refusal::FileNotFound { path: path.to_owned() },
        _ => Refusal::FileUnreadable { path: path.to_owned(), source },
    };
    // Before opening: to open a pipe is to wait for somebody to write to it.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Refusal::NotAFile { path: path.to_owned() });
    }
    if metadata.len() > MAX_BYTES {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        return Err(Refusal::Undecodable { name, source: DecodeError::TooLarge { bytes: metadata.len() } });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // It may have grown since: one byte more than allowed is enough to notice.
    File::open(path).map_err(unreadable)?.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Writes a file: to a temporary one beside it, synced, renamed. An existing file is replaced only when `overwrite`
/// says so, and stays as it was when anything fails. Gives back the absolute path.
///
/// # Errors
/// When there is a file already, or the folder cannot be written to.
pub(crate) fn write(path: &Path, content: &[u8], overwrite: bool) -> Result<PathBuf, Refusal> {
    let unwritable = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => Refusal::FileExists { path: path.to_owned() },
        _ => Refusal::FileUnwritable { path: path.to_owned(), source },
    };
    let path = std::path::absolute(path).map_err(unwritable)?;
    let Some(folder) = path.parent().filter(|_| path.file_name().is_some()) else {
        return Err(Refusal::NotAFile { path });
    };
    if path.is_dir() {
        return Err(Refusal::NotAFile { path });
    }
    if !overwrite && path.symlink_metadata().is_ok() {
        return Err(Refusal::FileExists { path });
    }
    let mut file = temporary(folder, &path).map_err(unwritable)?;
    file.write_all(content).map_err(unwritable)?;
    file.as_file().sync_all().map_err(unwritable)?;
    let placed = if overwrite { file.persist(&path) } else { file.persist_noclobber(&path) };
    placed.map_err(|error| unwritable(error.error))?;
    sync_folder(folder).map_err(unwritable)?;
    Ok(path)
}

/// A temporary file that will have the rights of the file it replaces, or those of any new file.
fn temporary(folder: &Path, target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vermilion-").suffix(".partial");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The user's umask takes from this what it takes from every new file; a temporary file alone would be 0600.
        let mode = fs::metadata(target).map_or(0o666, |metadata| metadata.permissions().mode() & 0o777);
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = target;
    builder.tempfile_in(folder)
}

/// Makes the new name itself durable. Only Unix lets a folder be opened for that; elsewhere the rename is enough.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_replaced_only_on_request() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.md");
        write(&path, b"one", false).unwrap();
        assert!(matches!(write(&path, b"two", false), Err(Refusal::FileExists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn a_write_that_fails_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing").join("out.md");
        assert!(matches!(write(&missing, b"one", true), Err(Refusal::FileUnwritable { .. })));
        assert!(matches!(write(folder.path(), b"one", true), Err(Refusal::NotAFile { .. })));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_written_file_has_the_rights_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        let written = write(&folder.path().join("written"), b"", false).unwrap();
        assert_eq!(mode(&written), mode(&plain));
    }

    #[test]
    fn what_is_no_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read(folder.path()), Err(Refusal::NotAFile { .. })));
        assert!(matches!(read(&folder.path().join("missing")), Err(Refusal::FileNotFound { .. })));
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.txt");
        File::create(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert!(matches!(
            read(&path),
            Err(Refusal::Undecodable { source: DecodeError::TooLarge { .. }, .. })
        ));
    }
}
