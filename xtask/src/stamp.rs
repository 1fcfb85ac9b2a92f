//! Remembering that something was done for exactly these inputs, so that it is not done twice.
//!
//! A stamp is a file that holds a hash of the inputs. Contents are hashed, not times: a fresh clone or a
//! switch between branches changes every time and no content.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{AtPath, Result};

/// A hash of inputs, gathered one after another.
#[derive(Default)]
pub(crate) struct Inputs(DefaultHasher);

impl Inputs {
    /// Adds a text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        text.hash(&mut self.0);
        self
    }

    /// Adds the name and content of a file.
    pub(crate) fn file(mut self, path: &Path) -> Result<Self> {
        path.hash(&mut self.0);
        fs::read(path).at(path)?.hash(&mut self.0);
        Ok(self)
    }

    /// Adds all files under a folder, but those under the names left out at its top.
    pub(crate) fn folder(mut self, folder: &Path, left_out: &[&str]) -> Result<Self> {
        for path in entries(folder)? {
            let is_left_out = path.file_name().is_some_and(|name| left_out.iter().any(|left| name == *left));
            if is_left_out {
                continue;
            }
            self = if path.is_dir() { self.folder(&path, &[])? } else { self.file(&path)? };
        }
        Ok(self)
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).at(folder)? {
        paths.push(entry.at(folder)?.path());
    }
    paths.sort();
    Ok(paths)
}

/// A file that remembers the inputs of the last success.
pub(crate) struct Stamp {
    path: PathBuf,
    value: String,
}

impl Stamp {
    /// The stamp at `path` for these inputs.
    pub(crate) fn new(path: PathBuf, inputs: &Inputs) -> Stamp {
        Stamp { path, value: format!("{:016x}", inputs.0.finish()) }
    }

    /// Whether the last success was with these inputs.
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|stored| stored == self.value)
    }

    /// Remembers a success with these inputs.
    pub(crate) fn set(&self) -> Result {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).at(folder)?;
        }
        fs::write(&self.path, &self.value).at(&self.path)
    }
}
