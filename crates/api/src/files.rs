//! Files: reading one without being drowned by it, and writing one so that it is there whole or not at all.

use crate::error::Refusal;
use crate::wire::ApiError;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
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
    if vermilion_core::is_open_here(path) {
        return Err(Refusal::IsOpen { path: path.to_owned() });
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

/// Writes a text to a file that the user has just named, in the place of one that may be there: wholly or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn write_text(path: &Path, text: &str) -> Result<(), ApiError> {
    write(path, text.as_bytes(), true)?;
    Ok(())
}

/// Writes a file: to a temporary one beside it, synced, renamed. An existing file is replaced only when `overwrite`
/// says so, and stays as it was when anything fails; where the path is a link, what it leads to is replaced and the
/// link stays. A library, a backup and what SQLite keeps beside one are never replaced. Gives back the absolute path.
///
/// # Errors
/// When there is a file already, or something that is no file, or a library, or the folder cannot be written to.
pub(crate) fn write(path: &Path, content: &[u8], overwrite: bool) -> Result<PathBuf, Refusal> {
    place(path, content, overwrite, |_| Ok(()))
}

/// Writes a file as [`write`] does in the place of one that was read, unless that has another content by now: another
/// program may have saved it.
///
/// # Errors
/// See [`write`]; when the content is another one.
pub(crate) fn rewrite(path: &Path, before: &[u8], content: &[u8]) -> Result<PathBuf, Refusal> {
    place(path, content, true, |target| {
        let is_as_read = fs::read(target).is_ok_and(|now| now == before);
        if is_as_read { Ok(()) } else { Err(Refusal::FileChanged { path: path.to_owned() }) }
    })
}

/// `may_replace` is asked of the file itself at the last moment.
fn place(
    path: &Path,
    content: &[u8],
    overwrite: bool,
    may_replace: impl FnOnce(&Path) -> Result<(), Refusal>,
) -> Result<PathBuf, Refusal> {
    let unwritable = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => Refusal::FileExists { path: path.to_owned() },
        _ => Refusal::FileUnwritable { path: path.to_owned(), source },
    };
    let path = std::path::absolute(path).map_err(unwritable)?;
    let target = match target(&path).map_err(unwritable)? {
        Target::New => path.clone(),
        Target::File(_) if !overwrite => return Err(Refusal::FileExists { path }),
        Target::File(target) if belongs_to_library(&target) => return Err(Refusal::HoldsLibrary { path }),
        Target::File(target) => target,
        Target::Other => return Err(Refusal::NotAFile { path }),
    };
    let Some(folder) = target.parent().filter(|_| target.file_name().is_some()) else {
        return Err(Refusal::NotAFile { path });
    };
    let mut file = temporary(folder).map_err(unwritable)?;
    // To the file itself: what `NamedTempFile` says of a failure names a file that nobody has heard of.
    file.as_file_mut().write_all(content).map_err(unwritable)?;
    open_up(&file, folder, &target).map_err(unwritable)?;
    file.as_file().sync_all().map_err(unwritable)?;
    may_replace(&target)?;
    let placed = if overwrite { file.persist(&target) } else { file.persist_noclobber(&target) };
    placed.map_err(|error| unwritable(error.error))?;
    // The file is there, whole and on the disk. All that could still be lost with the power is its new name, and to
    // refuse now would be to deny what everybody can see.
    if let Err(error) = sync_folder(folder) {
        tracing::warn!(%error, "the folder of a file that was written could not be synced");
    }
    clear(folder, &target);
    Ok(path)
}

/// What is where a file is to be written.
enum Target {
    /// Nothing.
    New,
    /// A file, by its own path.
    File(PathBuf),
    /// What a rename would take away rather than fill: a folder, a pipe, a device, a link to nothing.
    Other,
}

fn target(path: &Path) -> io::Result<Target> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Target::File(fs::canonicalize(path)?)),
        Ok(_) => Ok(Target::Other),
        Err(_) if path.is_symlink() => Ok(Target::Other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Target::New),
        Err(error) => Err(error),
    }
}

/// Whether a file is a library, or what SQLite keeps beside one: a slip in a dialog must not cost what no undo brings
/// back.
fn belongs_to_library(path: &Path) -> bool {
    let name = path.as_os_str().to_string_lossy();
    let beside = ["-wal", "-shm", "-journal"].iter().find_map(|suffix| name.strip_suffix(suffix));
    is_library(path) || beside.is_some_and(|library| is_library(Path::new(library)))
}

/// Looks at the header of an SQLite file: the first 16 bytes say that it is one, those from 68 on whose
/// (<https://www.sqlite.org/fileformat.html>, section 1.3).
fn is_library(path: &Path) -> bool {
    if vermilion_core::is_open_here(path) {
        return true;
    }
    let mut header = [0; 72];
    let is_read = File::open(path).and_then(|mut file| file.read_exact(&mut header)).is_ok();
    is_read && header.starts_with(b"SQLite format 3\0") && header[68..] == *b"VRML"
}

/// A temporary file, its owner's alone for as long as it is one: a program that is killed leaves it.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    partial(folder, 0o600)
}

/// Gives a file that is whole the rights of the one that it replaces, or those of any new file.
#[cfg(unix)]
fn open_up(file: &NamedTempFile, folder: &Path, target: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let rights = match fs::metadata(target) {
        Ok(replaced) => replaced.permissions(),
        // What the user's umask takes from every new file shows on one; an empty one tells nothing else.
        Err(_) => partial(folder, 0o666)?.as_file().metadata()?.permissions(),
    };
    file.as_file().set_permissions(fs::Permissions::from_mode(rights.mode() & 0o777))
}

#[cfg(not(unix))]
fn open_up(_: &NamedTempFile, _: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

/// A file beside a target, under a name by which what is left of it is known.
fn partial(folder: &Path, mode: u32) -> io::Result<NamedTempFile> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vermilion-").suffix(".partial").make_in(folder, |path| options.open(path))
}

/// Takes away what programs that were killed have left in a folder. What time it is there the file that has just been
/// written says.
fn clear(folder: &Path, written: &Path) {
    let at = fs::metadata(written).and_then(|metadata| metadata.modified()).ok();
    let since = at.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    if let Some(now) = since.and_then(|since| i64::try_from(since.as_millis()).ok()) {
        vermilion_core::backups::clear_abandoned(folder, now);
    }
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
    fn a_file_that_another_program_has_saved_meanwhile_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.md");
        fs::write(&path, "theirs").unwrap();
        assert!(matches!(rewrite(&path, b"read", b"new"), Err(Refusal::FileChanged { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        rewrite(&path, b"theirs", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn a_library_and_what_lies_beside_it_are_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        let mut header = b"SQLite format 3\0".to_vec();
        header.resize(68, 0);
        header.extend_from_slice(b"VRML and pages");
        let log = folder.path().join("library.vermilion-wal");
        fs::write(&library, &header).unwrap();
        fs::write(&log, "log").unwrap();
        for path in [&library, &log] {
            assert!(matches!(write(path, b"notes", true), Err(Refusal::HoldsLibrary { .. })));
        }
        assert_eq!((fs::read(&library).unwrap(), fs::read(&log).unwrap()), (header, b"log".to_vec()));
        let other = folder.path().join("notes-wal");
        fs::write(&other, "old").unwrap();
        write(&other, b"new", true).unwrap();
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

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_rights_when_it_is_replaced_and_is_its_owners_alone_until_it_is_whole() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let begun = temporary(folder.path()).unwrap();
        assert_eq!(mode(begun.path()), 0o600);
        let path = folder.path().join("out.md");
        for rights in [0o640, 0o604] {
            write(&path, b"one", true).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(rights)).unwrap();
            write(&path, b"two", true).unwrap();
            assert_eq!(mode(&path), rights);
        }
    }

    #[test]
    fn what_a_killed_program_left_goes_a_day_later_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let day = std::time::Duration::from_secs(24 * 60 * 60 + 60);
        let names = [
            ".vermilion-Ab3dEf.partial",
            ".vermilion-Xy1zZz.partial",
            ".vermilion-notes.partial.txt",
            "mine.partial",
        ];
        for name in names {
            let path = folder.path().join(name);
            fs::write(&path, "half an interview").unwrap();
            if name != names[1] {
                let file = File::options().write(true).open(&path).unwrap();
                file.set_modified(std::time::SystemTime::now() - day).unwrap();
            }
        }
        write(&folder.path().join("out.md"), b"one", false).unwrap();
        let is_left = |name: &str| folder.path().join(name).exists();
        assert_eq!(names.map(is_left), [false, true, true, true], "somebody may still be writing the second");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_replaced_and_the_link_stays() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let (link, file) = (folder.path().join("link.md"), elsewhere.path().join("file.md"));
        fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(matches!(write(&link, b"two", false), Err(Refusal::FileExists { .. })));
        assert_eq!(write(&link, b"two", true).unwrap(), link);
        assert!(link.is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"two");
        fs::remove_file(&file).unwrap();
        assert!(matches!(write(&link, b"three", true), Err(Refusal::NotAFile { .. })), "it leads to nothing");
        assert!(link.is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_there_and_no_file_is_not_replaced() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let link = folder.path().join("null");
        std::os::unix::fs::symlink("/dev/null", &link).unwrap();
        for path in [&socket, &link] {
            for overwrite in [false, true] {
                assert!(matches!(write(path, b"one", overwrite), Err(Refusal::NotAFile { .. })), "{path:?}");
            }
        }
        assert!(fs::metadata(&socket).unwrap().file_type().is_socket());
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }

    #[test]
    fn a_refusal_names_no_file_but_the_one_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing").join("out.md");
        let message = write(&missing, b"one", true).unwrap_err().to_string();
        assert!(message.contains("out.md") && !message.contains("partial"), "{message}");
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
