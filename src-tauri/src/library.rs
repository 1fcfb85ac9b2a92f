//! The library that the window works on: an open one, or one that did not open and waits for what the user decides. And
//! the work that goes on beside it: looking for changes of other programs, and backing up.
//!
//! There is always one or the other, so the window opens whatever has become of the file. What the page asks goes to
//! whichever it is.

use crate::error::ShellError;
use crate::held::Kept;
use crate::{MAIN, background, surroundings};
use serde::Serialize;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Emitter, Manager};
use vermilion_api::wire::{Nothing, RecoveryView};
use vermilion_api::{Api, ApiError, Occasion, Recovery};

/// How often to look whether another process has written to the library. The question costs one pragma.
const OUTSIDE_INTERVAL: Duration = Duration::from_secs(1);

/// How often to look whether the daily backup is due.
const BACKUP_INTERVAL: Duration = Duration::from_secs(60 * 60);

/// How long whoever is still at work on the library is waited for when the app ends, and the pause between two looks.
const CLOSING: Duration = Duration::from_secs(2);
const CLOSING_PAUSE: Duration = Duration::from_millis(5);

/// The one library of the window.
pub(crate) struct Desk {
    path: RwLock<PathBuf>,
    state: RwLock<State>,
    is_watched: AtomicBool,
    /// Whether the backup of the start was asked for, of the library that is open.
    has_begun: AtomicBool,
}

#[derive(Clone)]
enum State {
    Open(Arc<Api>),
    Shut(Arc<Recovery>),
}

impl Desk {
    /// With the library at `path` as it was opened, or with why it was not.
    pub(crate) fn new(app: &AppHandle, path: &Path, opened: Result<Arc<Api>, ApiError>) -> Self {
        let state = match opened {
            Ok(api) => connected(app, api),
            Err(error) => shut(app, path, error),
        };
        Self {
            path: RwLock::new(path.to_owned()),
            state: RwLock::new(state),
            is_watched: AtomicBool::new(false),
            has_begun: AtomicBool::new(false),
        }
    }

    /// The open library; none while it waits for its recovery.
    pub(crate) fn api(&self) -> Option<Arc<Api>> {
        match self.state() {
            State::Open(api) => Some(api),
            State::Shut(_) => None,
        }
    }

    /// The file, open or not.
    pub(crate) fn path(&self) -> PathBuf {
        self.path.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The folder of its backups.
    pub(crate) fn backups(&self) -> Result<String, ApiError> {
        Ok(match self.state() {
            State::Open(api) => api.backup_list(Nothing {})?.folder,
            State::Shut(recovery) => recovery.backups().folder,
        })
    }

    /// Runs a command of the open library, or of the recovery; answers with JSON.
    pub(crate) fn call(
        &self,
        app: &AppHandle,
        command: &str,
        payload: Value,
        origin: &str,
    ) -> Result<String, ApiError> {
        match self.state() {
            State::Open(api) => {
                let before = api.backup_failures();
                let answer = api.call_as_text(command, payload, origin);
                // The one before an action on many rows: the action was done without it.
                if api.backup_failures() != before {
                    tell(app, "backup", ());
                }
                answer
            }
            State::Shut(recovery) => recovery.call(command, payload).map(|answer| answer.to_string()),
        }
    }

    /// What there is to decide about a library that did not open; none while one is open.
    pub(crate) fn recovery(&self) -> Option<RecoveryView> {
        match self.state() {
            State::Open(_) => None,
            State::Shut(recovery) => recovery.recovery_state(Nothing {}).ok(),
        }
    }

    /// Opens the library that did not open, or that could only be read, once more. What keeps it from opening may be
    /// something else by now.
    pub(crate) fn open_again(&self, app: &AppHandle, is_read_only: bool) -> Result<(), ApiError> {
        let opened = match self.state() {
            State::Open(api) if api.read_only().is_none() => return Ok(()),
            State::Open(api) => Api::open(api.path(), surroundings()),
            State::Shut(recovery) if is_read_only => recovery.open_read_only(),
            State::Shut(recovery) => recovery.open().inspect_err(|error| self.give_up(app, error.clone())),
        };
        self.replace(app, connected(app, Arc::new(opened?)));
        Ok(())
    }

    /// Opens another library in the place of this one. What was typed for this one and is not on disk yet is saved into it
    /// before; where it does not open, or does not take it, it is kept for the time when it does.
    pub(crate) fn open_other(&self, app: &AppHandle, path: &Path) -> Result<(), ApiError> {
        let api = Api::open(path, surroundings())?;
        if let State::Open(left) = self.state() {
            app.state::<Kept>().save(&left, &self.path());
        }
        path.clone_into(&mut self.path.write().unwrap_or_else(PoisonError::into_inner));
        self.replace(app, connected(app, Arc::new(api)));
        Ok(())
    }

    /// Closes the library at the end of the app, so that its file alone is the library. What is still under way gets a moment
    /// to be done with it; the log stays beside the file where that is not enough.
    pub(crate) fn close(&self, app: &AppHandle) {
        let State::Open(api) = self.state() else { return };
        let open = Arc::downgrade(&api);
        drop(api);
        // Whoever asks now hears that the app ends. It did not fail to open, and the log does not say so.
        self.replace(app, waiting(app, &self.path(), ShellError::Interrupted.into()));
        let deadline = Instant::now() + CLOSING;
        while open.strong_count() > 0 && Instant::now() < deadline {
            thread::sleep(CLOSING_PAUSE);
        }
    }

    /// Closes the open library, which turned out to be damaged, for its recovery.
    pub(crate) fn recover(&self, app: &AppHandle) {
        self.give_up(app, vermilion_api::damaged(&self.path()));
    }

    /// Closes the open library for its recovery, because of this.
    pub(crate) fn give_up(&self, app: &AppHandle, error: ApiError) {
        self.replace(app, shut(app, &self.path(), error));
    }

    /// Begins the work beside the library, once, and the backup of the start for each library that is opened: the page has
    /// painted, so nothing competes with its first screen.
    pub(crate) fn watch(app: &AppHandle) {
        let desk = app.state::<Self>();
        if desk.api().is_some() && !desk.has_begun.swap(true, Ordering::Relaxed) {
            let page = app.clone();
            background::once(app, "backup", move || back_up(&page, Occasion::Start));
        }
        if desk.is_watched.swap(true, Ordering::Relaxed) {
            return;
        }
        let page = app.clone();
        background::every(app, "backup", BACKUP_INTERVAL, move || back_up(&page, Occasion::Daily));
        let page = app.clone();
        background::every(app, "outside", OUTSIDE_INTERVAL, move || {
            if let Some(Err(error)) = page.state::<Self>().api().map(|api| api.poll_outside()) {
                tracing::warn!(code = error.code, "the library was not asked for changes");
            }
        });
    }

    fn state(&self) -> State {
        // Replaced as a whole, so a panic elsewhere cannot have broken it.
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn replace(&self, app: &AppHandle, state: State) {
        app.state::<Kept>().leave();
        self.has_begun.store(false, Ordering::Relaxed);
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// Connects an open library to the page.
fn connected(app: &AppHandle, api: Arc<Api>) -> State {
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "library open");
    let page = app.clone();
    api.on_change(move |change| tell(&page, "change", change));
    let page = app.clone();
    api.on_progress(move |progress| tell(&page, "progress", progress));
    State::Open(api)
}

fn shut(app: &AppHandle, path: &Path, error: ApiError) -> State {
    tracing::error!(code = error.code, "the library is not open");
    waiting(app, path, error)
}

/// A library that is not open, because of this.
fn waiting(app: &AppHandle, path: &Path, error: ApiError) -> State {
    let recovery = Recovery::new(path, surroundings(), error);
    let page = app.clone();
    recovery.on_progress(move |progress| tell(&page, "progress", progress));
    State::Shut(Arc::new(recovery))
}

/// Makes the backup that is due, if one is. The page shows what became of it.
fn back_up(app: &AppHandle, occasion: Occasion) {
    let Some(api) = app.state::<Desk>().api() else { return };
    match api.backup_if_due(occasion) {
        Ok(None) => return,
        Ok(Some(backup)) => tracing::info!(bytes = backup.bytes, "backed up"),
        Err(error) => tracing::error!(code = error.code, "the backup was not made"),
    }
    tell(app, "backup", ());
}

fn tell(app: &AppHandle, event: &str, payload: impl Serialize + Clone) {
    if let Err(error) = app.emit_to(MAIN, event, payload) {
        tracing::warn!(%error, event, "the page was not told");
    }
}
