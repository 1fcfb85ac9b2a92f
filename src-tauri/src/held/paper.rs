//! What outlives the app, in a file of its own beside the library, for its owner's eyes. That is the paragraph that is being
//! corrected: what is typed in it is saved as a whole at the end, and an app that is killed before that can offer it again.
//! And it is what else was typed, where the library was left before it could take it. Nothing is written into the library
//! from here.

use super::{Draft, Edit, Wish};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of the largest file that is read: many times what a paragraph has.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The file is beside the library, as its log is.
const TYPING: &str = "-typing";

/// The file that is being written, before it takes the other's place. Always the same: what an app that is killed leaves
/// there goes with the next writing, or with the next start.
const PARTIAL: &str = "-typing.partial";

/// What is in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Paper {
    /// The paragraph that is being corrected.
    #[serde(flatten)]
    pub(super) edit: Option<Edit>,
    /// What else was typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) drafts: Vec<Draft>,
    /// What else was wished for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) wishes: Vec<Wish>,
}

impl Paper {
    /// Whether there is nothing that would have to be in a file.
    pub(super) fn is_blank(&self) -> bool {
        self.edit.is_none() && self.drafts.is_empty() && self.wishes.is_empty()
    }
}

fn beside(library: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(library);
    name.push(ending);
    PathBuf::from(name)
}

/// What was kept; `None` where there is nothing or it cannot be read.
pub(super) fn read(library: &Path) -> Option<Paper> {
    let path = beside(library, TYPING);
    // What is no plain file was not written here, and reading it might never end.
    fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let mut json = String::new();
    File::open(path).ok()?.take(LARGEST).read_to_string(&mut json).ok()?;
    serde_json::from_str(&json).ok().filter(|paper: &Paper| !paper.is_blank())
}

/// Takes away what an app that was killed was writing. What cannot be taken away stays.
pub(super) fn clear(library: &Path) {
    let _ = gone(&beside(library, PARTIAL));
}

/// Keeps this, as a whole or not at all.
///
/// # Errors
/// When it cannot be written. What was kept before is then still there.
pub(super) fn write(library: &Path, paper: &Paper) -> io::Result<()> {
    let partial = beside(library, PARTIAL);
    let json = serde_json::to_string(paper)?;
    let placed = written(&partial, json.as_bytes())
        .and_then(|()| fs::rename(&partial, beside(library, TYPING)))
        .inspect_err(|_| clear(library));
    placed?;
    sync_folder(library);
    Ok(())
}

/// Lets go of what was kept.
///
/// # Errors
/// When the file cannot be taken away.
pub(super) fn remove(library: &Path) -> io::Result<()> {
    gone(&beside(library, TYPING))?;
    sync_folder(library);
    Ok(())
}

/// Makes a file anew, so that nobody else may read it, and has it on the disk.
fn written(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Whatever is there goes, so that a link is not followed and nobody else's rights are kept.
    gone(path)?;
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn gone(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the name itself durable, where a folder can be opened for that. All that could be lost otherwise, with the power,
/// is the newest name: the file is whole.
fn sync_folder(library: &Path) {
    let folder = library.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(text: &str) -> Paper {
        let edit = Edit {
            document: "d".to_owned(),
            revision: "r".to_owned(),
            start: 3,
            original: "原文".to_owned(),
            text: text.to_owned(),
            splices: Vec::new(),
            is_found: false,
        };
        Paper { edit: Some(edit), ..Paper::default() }
    }

    fn names(folder: &Path) -> Vec<OsString> {
        fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name()).collect()
    }

    #[test]
    fn what_was_kept_is_read_until_it_is_let_go_of() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        assert_eq!(read(&library), None);
        write(&library, &paper("改過")).unwrap();
        write(&library, &paper("再改過")).unwrap();
        assert_eq!(read(&library), Some(paper("再改過")));
        assert_eq!(names(folder.path()), ["library.vermilion-typing"], "nothing else is left beside it");
        remove(&library).unwrap();
        remove(&library).unwrap();
        assert_eq!(read(&library), None);
    }

    #[test]
    fn what_a_killed_app_was_writing_goes_with_the_next_writing_and_with_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        let partial = folder.path().join("library.vermilion-typing.partial");
        fs::write(&partial, "{\"text\":\"打到一半的一段").unwrap();
        write(&library, &paper("改過")).unwrap();
        assert_eq!(names(folder.path()), ["library.vermilion-typing"]);
        fs::write(&partial, "{\"text\":\"打到一半的一段").unwrap();
        clear(&library);
        assert_eq!(names(folder.path()), ["library.vermilion-typing"]);
        assert_eq!(read(&library), Some(paper("改過")));
    }

    #[test]
    fn what_cannot_be_written_costs_nothing_that_was_kept_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        // It cannot take the place of a folder.
        fs::create_dir(folder.path().join("library.vermilion-typing")).unwrap();
        write(&library, &paper("改過")).unwrap_err();
        assert_eq!(names(folder.path()), ["library.vermilion-typing"]);
        fs::remove_dir(folder.path().join("library.vermilion-typing")).unwrap();
        write(&library, &paper("改過")).unwrap();
        // Nor can it be written where a folder is.
        fs::create_dir(folder.path().join("library.vermilion-typing.partial")).unwrap();
        write(&library, &paper("再改過")).unwrap_err();
        assert_eq!(read(&library), Some(paper("改過")));
    }

    #[test]
    fn what_else_was_typed_is_kept_beside_the_paragraph_or_without_one() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        let wish = Wish {
            key: "k".to_owned(),
            kind: "setting".to_owned(),
            command: "setting_set".to_owned(),
            request: serde_json::json!({ "name": "theme", "value": "dark" }),
        };
        for paper in [
            Paper { wishes: vec![wish.clone()], ..paper("改過") },
            Paper { wishes: vec![wish], ..Paper::default() },
        ] {
            write(&library, &paper).unwrap();
            assert_eq!(read(&library), Some(paper));
        }
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone_and_what_is_no_file_is_not_read() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        let path = beside(&library, TYPING);
        // Whatever was there before it, and wherever that led.
        let (partial, elsewhere) = (beside(&library, PARTIAL), folder.path().join("elsewhere"));
        fs::write(&elsewhere, "mine").unwrap();
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o666)).unwrap();
        symlink(&elsewhere, &partial).unwrap();
        write(&library, &paper("改過")).unwrap();
        assert_eq!(fs::symlink_metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "mine");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert_eq!(read(&library), None);
        fs::remove_file(&path).unwrap();
        fs::write(&path, "{").unwrap();
        assert_eq!(read(&library), None);
    }
}
