//! The folders one test's app lives in: nothing of the person at this machine is read or changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::trouble::{Result, Trouble};

/// A temporary home with a library in it; it outlives restarts of the app and is removed with the test.
pub struct Home(TempDir);

impl Home {
    /// An empty home.
    ///
    /// # Errors
    /// When the folders cannot be made.
    pub fn new() -> Result<Home> {
        let folder = TempDir::with_prefix("vermilion-test-").map_err(Trouble::file(std::env::temp_dir()))?;
        let home = Home(folder);
        for (_, name) in FOLDERS {
            let path = home.path().join(name);
            fs::create_dir_all(&path).map_err(Trouble::file(path))?;
        }
        Ok(home)
    }

    /// The folder that holds everything; tests put their own files here too.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The library file.
    pub fn library(&self) -> PathBuf {
        self.path().join("library.vermilion")
    }

    /// What the driver and the app print.
    pub(super) fn log(&self) -> PathBuf {
        self.path().join("log.txt")
    }

    /// The last lines of the log.
    pub(super) fn end_of_log(&self) -> String {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    /// What the app has written to its own log.
    pub fn own_log(&self) -> String {
        let folder = self.path().join("home/data/vermilion/logs");
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        files.filter_map(|file| fs::read_to_string(file.path()).ok()).collect()
    }

    /// Lets a program live here and speak this language.
    pub fn settle(&self, command: &mut Command, language: &str) {
        for (variable, name) in FOLDERS {
            command.env(variable, self.path().join(name));
        }
        command.env("VERMILION_LIBRARY", self.library());
        command.env("LANG", language).env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANGUAGE");
        // Without a session bus the app does not look for another instance: neither another test's, nor the
        // developer's own, which would swallow the files it is given.
        command.env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        command.env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
    }
}

const FOLDERS: &[(&str, &str)] = &[
    ("HOME", "home"),
    ("XDG_DATA_HOME", "home/data"),
    ("XDG_CONFIG_HOME", "home/config"),
    ("XDG_CACHE_HOME", "home/cache"),
    ("XDG_STATE_HOME", "home/state"),
];
