//! The library that the window works on: its connection to the page, and the work that goes on beside it: looking for changes of other
//! programs, and backing up.

use crate::{MAIN, background};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Emitter, Manager};
use vermilion_api::{Api, Occasion};

/// How often to look whether another process has written to the library. The question costs one pragma.
const OUTSIDE_INTERVAL: Duration = Duration::from_secs(1);

/// How often to look whether the daily backup is due.
const BACKUP_INTERVAL: Duration = Duration::from_secs(60 * 60);

/// Connects an open library to the page.
pub(crate) fn connect(app: &AppHandle, api: &Api) {
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "library open");
    let page = app.clone();
    api.on_change(move |change| tell(&page, "change", change));
    let page = app.clone();
    api.on_progress(move |progress| tell(&page, "progress", progress));
}

/// Begins the work beside the library: looks from now on whether another process writes to it, and makes the backup
/// that is due at the start, then those of every day.
pub(crate) fn watch(app: &AppHandle) {
    let api = Arc::clone(&app.state::<Arc<Api>>());
    let polled = Arc::clone(&api);
    background::every(app, "outside", OUTSIDE_INTERVAL, move || {
        if let Err(error) = polled.poll_outside() {
            tracing::warn!(code = error.code, "the library was not asked for changes");
        }
    });
    let (page, at_start) = (app.clone(), Arc::clone(&api));
    background::once(app, "backup", move || back_up(&page, &at_start, Occasion::Start));
    let page = app.clone();
    background::every(app, "backup", BACKUP_INTERVAL, move || back_up(&page, &api, Occasion::Daily));
}

/// Makes the backup that is due, if one is. The page shows what became of it.
fn back_up(app: &AppHandle, api: &Api, occasion: Occasion) {
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
