//! Which library a command is about. Only an import makes one: any other command, with a slip in the path, would leave
//! a folder and an empty library where nobody looks for them.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use vermilion_api::{Api, ApiError, ReadOnly, Surroundings, has_orphan_log, paths};

/// Names a library when no option does. Empty counts as not set, as scripts expect that pass variables on.
const VARIABLE: &str = "VERMILION_LIBRARY";

/// Where a library is, or is to be.
#[derive(Debug)]
pub(crate) struct Place {
    path: PathBuf,
    /// Whether nobody named it: it is the one in the data folder.
    is_default: bool,
}

impl Place {
    /// The one that was named by the option or else by the environment, or the one in the data folder.
    pub(crate) fn find(option: Option<PathBuf>) -> Result<Self, ApiError> {
        let variable = || env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
        if let Some(path) = option.or_else(variable) {
            return Ok(Self { path, is_default: false });
        }
        let folder = dirs::data_dir().ok_or_else(|| ApiError {
            code: "no-data-folder".to_owned(),
            params: BTreeMap::new(),
            message: "The system names no data folder.".to_owned(),
            hint: Some("Give the library with --library.".to_owned()),
        })?;
        Ok(Self { path: paths::library_in(&folder), is_default: true })
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a file. Where that cannot be told, opening it will say why.
    pub(crate) fn exists(&self) -> bool {
        self.path.try_exists().unwrap_or(true)
    }

    /// Whether there is none, but the log of one.
    pub(crate) fn has_log(&self) -> bool {
        has_orphan_log(&self.path)
    }

    /// Opens the library, which is made where there is none, or only reads it.
    pub(crate) fn open(&self, surroundings: Surroundings, is_read_only: bool) -> Result<Api, ApiError> {
        if is_read_only {
            return Api::open_read_only(&self.path, surroundings, ReadOnly::Asked);
        }
        if let Some(folder) = self.path.parent().filter(|_| self.is_default) {
            // Where it cannot be, opening the library says why.
            let _ = paths::keep_private(folder);
        }
        Api::open(&self.path, surroundings)
    }

    /// What to say where there is none and none may be made.
    pub(crate) fn missing(&self) -> ApiError {
        let path = self.path.display().to_string();
        let (message, hint) = if self.has_log() {
            (
                format!(
                    "There is no library at {path}, but what was written last to one: its file was moved or deleted."
                ),
                "Put the file back there. `import` makes a new library, and keeps what lies there under another name.",
            )
        } else if self.is_default {
            (format!("There is no library yet at {path}."), "`vermilion import FILE` makes it.")
        } else {
            (format!("There is no library at {path}."), "Check the path; `import` makes a library there.")
        };
        ApiError {
            code: "no-library".to_owned(),
            params: BTreeMap::from([("path".to_owned(), path)]),
            message,
            hint: Some(hint.to_owned()),
        }
    }
}

/// The folder in which is remembered what is about a library and not of it: the window's.
pub(crate) fn memory() -> Option<PathBuf> {
    dirs::data_dir().map(|data| paths::folder_in(&data))
}
