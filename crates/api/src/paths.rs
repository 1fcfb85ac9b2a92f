//! Where the library lies. Which folder the system gives for data is the shell's to ask.

use std::path::{Path, PathBuf};

/// The library file in the user's data folder.
#[must_use]
pub fn library_in(data_dir: &Path) -> PathBuf {
    data_dir.join("vermilion").join("library.vermilion")
}
