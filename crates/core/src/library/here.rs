//! Which library files this process has open.
//!
//! On Unix the locks that keep others out of a file belong to the process and not to who took them: whoever opens the file
//! once more, beside SQLite, and closes it, has let go of all of them (<https://www.sqlite.org/howtocorrupt.html>, section
//! 2.2). So a file that is open here is opened by SQLite alone; what is asked about it before is asked of this.

#[cfg(unix)]
use super::hold::Hold;
#[cfg(unix)]
use std::{
    collections::BTreeMap,
    fs,
    sync::{Mutex, MutexGuard, PoisonError},
};
use std::{fs::Metadata, path::Path};

/// A file by the numbers of its device and of itself, whatever its name.
pub(super) type File = (u64, u64);

/// What is known of one that is open.
#[cfg(unix)]
#[derive(Default)]
struct Opened {
    /// How often it is.
    times: usize,
    /// Of one that is written to. It is closed when nobody has the file open any more.
    hold: Option<Hold>,
}

#[cfg(unix)]
static OPEN: Mutex<BTreeMap<File, Opened>> = Mutex::new(BTreeMap::new());

/// That a file is open, for as long as this lives.
pub(crate) struct Here {
    #[cfg(unix)]
    file: Option<File>,
}

impl Here {
    /// Says so of the file at `path`, which is there.
    pub(crate) fn enter(path: &Path) -> Self {
        #[cfg(unix)]
        {
            let file = identity(path);
            if let Some(file) = file {
                open().entry(file).or_default().times += 1;
            }
            Self { file }
        }
        #[cfg(not(unix))]
        {
            let _ = path;
            Self {}
        }
    }

    /// Before the last connection here is closed: SQLite looks then whether there is another one anywhere.
    pub(super) fn let_go(&self) {
        #[cfg(unix)]
        if let Some(file) = self.file
            && let Some(Opened { times: 1, hold: Some(hold) }) = open().get(&file)
        {
            hold.let_go();
        }
    }

    /// Has others see that the file at `path` is open, whatever else in this process opens and closes it.
    pub(super) fn hold(&self, path: &Path) {
        #[cfg(unix)]
        if let Some(file) = self.file
            && let Some(opened) = open().get_mut(&file)
        {
            opened.hold.get_or_insert_with(|| Hold::of(path)).take();
        }
        #[cfg(not(unix))]
        let _ = path;
    }
}

#[cfg(unix)]
impl Drop for Here {
    fn drop(&mut self) {
        let Some(file) = self.file else { return };
        let mut open = open();
        if let Some(opened) = open.get_mut(&file) {
            opened.times -= 1;
            if opened.times == 0 {
                open.remove(&file);
            }
        }
    }
}

/// Whether this process has the library at `path` open, so that only SQLite may open it once more. Elsewhere than on Unix it
/// never matters.
#[must_use]
pub fn is_open_here(path: &Path) -> bool {
    #[cfg(unix)]
    {
        identity(path).is_some_and(|file| open().contains_key(&file))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<File> {
    fs::metadata(path).ok().as_ref().and_then(number)
}

/// Which file this is about; `None` where the system does not tell, as elsewhere than on Unix.
pub(super) fn number(metadata: &Metadata) -> Option<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        None
    }
}

#[cfg(unix)]
fn open() -> MutexGuard<'static, BTreeMap<File, Opened>> {
    // Counted in one step, so a panic elsewhere cannot have broken it.
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_open_here_until_the_last_lets_go_of_it_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let [file, other, link] = ["file", "other", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "").unwrap();
        fs::write(&other, "").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let (one, two) = (Here::enter(&file), Here::enter(&link));
        assert!(is_open_here(&file) && is_open_here(&link) && !is_open_here(&other));
        drop(one);
        assert!(is_open_here(&file));
        drop(two);
        assert!(!is_open_here(&file) && !is_open_here(&folder.path().join("absent")));
    }
}
