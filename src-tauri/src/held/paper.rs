//! The paragraph that is being corrected, in a file of its own beside the library, for its owner's eyes: what is typed in it
//! is saved as a whole at the end, and an app that is killed before that can offer it again. It is never written into the
//! library from here.

use super::Edit;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of the largest file that is read: many times what a paragraph has.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The file, beside the library as its log is.
fn path(library: &Path) -> PathBuf {
    let mut name = OsString::from(library);
    name.push("-typing");
    PathBuf::from(name)
}

/// The paragraph that was being corrected; `None` where there is none or it cannot be read.
pub(super) fn read(library: &Path) -> Option<Edit> {
    let path = path(library);
    // What is no plain file was not written here, and reading it might never end.
    fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let mut json = String::new();
    File::open(path).ok()?.take(LARGEST).read_to_string(&mut json).ok()?;
    serde_json::from_str(&json).ok()
}

/// Keeps a paragraph, as a whole or not at all.
pub(super) fn write(library: &Path, edit: &Edit) -> io::Result<()> {
    let folder = library.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Made so that nobody else may read it.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(serde_json::to_string(edit)?.as_bytes())?;
    file.persist(path(library))?;
    Ok(())
}

/// Lets go of what was kept.
pub(super) fn remove(library: &Path) -> io::Result<()> {
    match fs::remove_file(path(library)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(text: &str) -> Edit {
        Edit {
            document: "d".to_owned(),
            revision: "r".to_owned(),
            start: 3,
            original: "原文".to_owned(),
            text: text.to_owned(),
            splices: Vec::new(),
            is_found: false,
        }
    }

    #[test]
    fn what_was_kept_is_read_until_it_is_let_go_of() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        assert_eq!(read(&library), None);
        write(&library, &edit("改過")).unwrap();
        write(&library, &edit("再改過")).unwrap();
        assert_eq!(read(&library), Some(edit("再改過")));
        let names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
        assert_eq!(names, ["library.vermilion-typing"], "nothing else is left beside it");
        remove(&library).unwrap();
        remove(&library).unwrap();
        assert_eq!(read(&library), None);
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone_and_what_is_no_file_is_not_read() {
        use std::os::unix::fs::{MetadataExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        write(&library, &edit("改過")).unwrap();
        assert_eq!(fs::metadata(path(&library)).unwrap().mode() & 0o777, 0o600);
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(path(&library), &elsewhere).unwrap();
        symlink(&elsewhere, path(&library)).unwrap();
        assert_eq!(read(&library), None);
        fs::remove_file(path(&library)).unwrap();
        fs::write(path(&library), "{").unwrap();
        assert_eq!(read(&library), None);
    }
}
