//! Files that arrive from outside: on the command line, by file association, dropped on the window, or handed over by
//! a second instance. Only their paths are passed on; the api reads them.

use crate::MAIN;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Emitter, Manager};

/// The files that wait for the page to ask for them.
pub(crate) struct Startup(Mutex<Option<Vec<PathBuf>>>);

impl Startup {
    /// Waiting with these.
    pub(crate) fn new(files: Vec<PathBuf>) -> Self {
        Self(Mutex::new(Some(files)))
    }

    /// Gives them out; from now on files come as events.
    pub(crate) fn take(&self) -> Vec<PathBuf> {
        self.lock().take().unwrap_or_default()
    }

    /// Lets files wait again: the page that would have heard of them has gone, and the next one will ask.
    pub(crate) fn wait(&self) {
        self.lock().get_or_insert_default();
    }

    /// Adds to those that wait; gives the files back when the page has asked already.
    fn add(&self, files: Vec<PathBuf>) -> Option<Vec<PathBuf>> {
        match self.lock().as_mut() {
            Some(waiting) => {
                waiting.extend(files);
                None
            }
            None => Some(files),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Vec<PathBuf>>> {
        // A list of paths is whole at every moment, so a panic elsewhere cannot have broken it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Clone, Serialize)]
struct Files {
    paths: Vec<PathBuf>,
}

/// Hands files to the page, now or when it is there.
pub(crate) fn arrived(app: &AppHandle, paths: Vec<PathBuf>) {
    if paths.is_empty() {
        return;
    }
    let Some(paths) = app.state::<Startup>().add(paths) else { return };
    if let Err(error) = app.emit_to(MAIN, "files", Files { paths }) {
        tracing::warn!(%error, "files were not shown");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_arrive_before_the_page_wait_for_it() {
        let startup = Startup::new(vec!["a.txt".into()]);
        assert_eq!(startup.add(vec!["b.txt".into()]), None);
        assert_eq!(startup.take(), [PathBuf::from("a.txt"), PathBuf::from("b.txt")]);
        assert_eq!(startup.add(vec!["c.txt".into()]), Some(vec![PathBuf::from("c.txt")]));
        assert!(startup.take().is_empty());
        startup.wait();
        assert_eq!(startup.add(vec!["d.txt".into()]), None);
        startup.wait();
        assert_eq!(startup.take(), [PathBuf::from("d.txt")]);
    }
}
