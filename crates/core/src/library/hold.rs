//! What keeps others from believing that nobody has the library open.
//!
//! SQLite says so by locks that belong to the process: whatever in it opens one of the files and closes it lets go of them
//! (see `here`), and the file dialog of the toolkit does, to find out what kind of file each in its list is. The next program
//! that opens the library would then take itself for the only one, and delete the log on closing, while what is written here
//! still goes there. So the same bytes are locked once more, by locks that belong to an open file and that only its owner lets
//! go of (open file description locks, `fcntl(2)`). Those that SQLite holds while it writes are taken anew each time.

use std::path::Path;

#[cfg(target_os = "linux")]
pub(super) use linux::Hold;

/// Elsewhere no dialog opens files in this process.
#[cfg(not(target_os = "linux"))]
pub(super) struct Hold;

#[cfg(not(target_os = "linux"))]
impl Hold {
    pub(super) fn of(_path: &Path) -> Self {
        Self
    }

    pub(super) fn take(&self) {}

    pub(super) fn let_go(&self) {}
}

#[cfg(target_os = "linux")]
mod linux {
    use super::Path;
    use crate::library::log;
    use nix::{
        fcntl::{FcntlArg, fcntl},
        libc::{F_RDLCK, F_UNLCK, SEEK_SET, c_int, flock},
    };
    use std::fs::File;

    /// The bytes of the library that are locked for as long as somebody has it open: `SHARED_FIRST` and `SHARED_SIZE` in
    /// SQLite's `os.h`.
    const SHARED: (i64, i64) = (0x4000_0002, 510);
    /// The same in the index of the log: `UNIX_SHM_DMS` in SQLite's `os_unix.c`.
    const DEAD_MAN_SWITCH: (i64, i64) = (128, 1);

    /// Locks on a library that is open here. Its files are closed with it, which lets go of SQLite's
    /// locks too: so it has to outlive all of SQLite's connections.
    pub(in crate::library) struct Hold(Vec<(File, (i64, i64))>);

    impl Hold {
        /// For the library at `path`, which SQLite has opened. On a file system that knows no such locks there are none.
        pub(in crate::library) fn of(path: &Path) -> Self {
            let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            let files = [(path.clone(), SHARED), (log::beside(&path, "-shm"), DEAD_MAN_SWITCH)];
            let open = files.into_iter().filter_map(|(path, bytes)| Some((File::open(path).ok()?, bytes)));
            Self(open.collect())
        }

        /// Has others see that the library is open.
        pub(in crate::library) fn take(&self) {
            self.set(F_RDLCK);
        }

        /// Lets others see again what SQLite says.
        pub(in crate::library) fn let_go(&self) {
            self.set(F_UNLCK);
        }

        fn set(&self, kind: c_int) {
            for (file, (start, length)) in &self.0 {
                let lock = flock {
                    l_type: kind as i16,
                    l_whence: SEEK_SET as i16,
                    l_start: *start,
                    l_len: *length,
                    l_pid: 0,
                };
                let _ = fcntl(file, FcntlArg::F_OFD_SETLK(&lock));
            }
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::super::log;
    use crate::testing::{Desk, TALK};
    use std::{
        fs::{self, File},
        path::Path,
    };

    #[test]
    fn a_library_stays_locked_when_its_files_are_opened_and_closed_beside_sqlite() {
        let (desk, _) = Desk::with(TALK);
        let (path, index) = (desk.path(), log::beside(&desk.path(), "-shm"));
        // The locks on a file that belong to an open file and to no process.
        let held = |path: &Path| {
            let inode = std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap());
            let all = fs::read_to_string("/proc/locks").unwrap();
            let is_own = |line: &&str| line.contains("OFDLCK") && line.contains(&format!(":{inode} "));
            all.lines().filter(is_own).count()
        };
        for file in [&path, &index] {
            drop(File::open(file).unwrap());
            assert_eq!(held(file), 1);
        }
        let folder = desk.closed();
        assert_eq!(held(&path), 0);
        let beside = fs::read_dir(folder.path()).unwrap().filter(|one| {
            one.as_ref().unwrap().file_name().to_string_lossy().starts_with("library.vermilion-")
        });
        assert_eq!(beside.count(), 0, "the log was folded in");
    }
}
