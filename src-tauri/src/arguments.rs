//! What the app is started with.

use clap::Parser;
use std::env;
use std::path::{Path, PathBuf};

/// Read interviews closely.
#[derive(Clone, Debug, Parser)]
#[command(name = "vermilion-desktop", version)]
pub struct Arguments {
    /// The library file; by default the one in the data folder
    #[arg(long, value_name = "PATH")]
    library: Option<PathBuf>,

    /// Interviews to open
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Arguments {
    /// The library that the option or else the environment names. An empty variable counts as not set, as scripts
    /// expect that pass variables on.
    #[must_use]
    pub fn library(&self) -> Option<PathBuf> {
        let variable = || env::var_os("VERMILION_LIBRARY").filter(|path| !path.is_empty()).map(PathBuf::from);
        self.library.clone().or_else(variable)
    }

    /// The files as absolute paths.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        self.files_from(&env::current_dir().unwrap_or_default())
    }

    /// The files as absolute paths, for arguments that were given in `folder`.
    #[must_use]
    pub fn files_from(&self, folder: &Path) -> Vec<PathBuf> {
        self.files.iter().map(|file| folder.join(file)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_taken_from_the_folder_in_which_they_were_named() {
        let arguments = Arguments::parse_from(["vermilion-desktop", "--library", "l", "a.txt", "/b.md"]);
        assert_eq!(arguments.library(), Some(PathBuf::from("l")));
        assert_eq!(
            arguments.files_from(Path::new("/home/ada")),
            [PathBuf::from("/home/ada/a.txt"), PathBuf::from("/b.md")]
        );
    }
}
