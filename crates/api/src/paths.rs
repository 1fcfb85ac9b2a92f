//! Where the library lies, and whose its folder is. Which folder the system gives for data is the shell's to ask.

use std::io;
use std::path::{Path, PathBuf};

/// Vermilion's folder in the user's data folder.
#[must_use]
pub fn folder_in(data_dir: &Path) -> PathBuf {
    data_dir.join("vermilion")
}

/// The library file in the user's data folder.
#[must_use]
pub fn library_in(data_dir: &Path) -> PathBuf {
    folder_in(data_dir).join("library.vermilion")
}

/// Makes a folder of Vermilion's own where it is missing, and its owner's alone whoever may look into it now. A folder
/// that the user chose is not ours to close.
///
/// # Errors
/// When it cannot be made, or belongs to somebody else.
#[cfg(unix)]
pub fn keep_private(folder: &Path) -> io::Result<()> {
    use std::fs::{self, DirBuilder, Permissions};
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let others = fs::metadata(folder)?.permissions().mode() & 0o077;
    if others == 0 { Ok(()) } else { fs::set_permissions(folder, Permissions::from_mode(0o700)) }
}

/// Makes a folder of Vermilion's own where it is missing. On Windows, what lies in the user's data folder is the user's
/// alone already.
///
/// # Errors
/// When it cannot be made.
#[cfg(not(unix))]
pub fn keep_private(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_folder_that_others_may_look_into_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let ours = folder_in(folder.path());
        let mode = || fs::metadata(&ours).unwrap().permissions().mode() & 0o777;
        for before in [None, Some(0o755), Some(0o777), Some(0o700)] {
            if let Some(before) = before {
                fs::set_permissions(&ours, Permissions::from_mode(before)).unwrap();
            }
            keep_private(&ours).unwrap();
            assert_eq!(mode(), 0o700, "{before:?}");
        }
    }
}
