//! What the page can ask of the shell. `build.rs` lists the same names: the page can call no others.
//!
//! The commands of the product all come through [`call`]; the others are what only a desktop has.

#![allow(
    clippy::needless_pass_by_value,
    reason = "Tauri hands a command its arguments by value, whether it uses them up or not"
)]

use crate::error::ShellError;
use crate::opening::Early;
use crate::{dialogs, files, held, library, menu, ready, window};
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::ipc::Response;
use tauri::{AppHandle, Manager, State, WebviewWindow};
use tauri_plugin_clipboard_manager::ClipboardExt;
use vermilion_api::wire::{ExportFormat, LinkRead, Nothing};
use vermilion_api::{Api, ApiError};

/// Runs a command of the api on a thread that may block.
#[tauri::command]
pub(crate) async fn call(
    window: WebviewWindow,
    api: State<'_, Arc<Api>>,
    command: String,
    payload: Value,
) -> Result<Response, ApiError> {
    let api = Arc::clone(&api);
    let origin = window.label().to_owned();
    let task = tauri::async_runtime::spawn_blocking(move || {
        #[cfg(feature = "scripted-faults")]
        assert_ne!(command, "panic", "a test asked for it");
        let answer = api.call_as_text(&command, payload, &origin);
        if let Err(error) = &answer {
            tracing::info!(command, code = error.code, "refused");
        }
        if command == "setting_set" && answer.is_ok() {
            window::follow_settings(&window, &api);
        }
        answer
    });
    Ok(Response::new(task.await.unwrap_or_else(|failure| Err(ended(&failure).into()))?))
}

/// Everything the page needs to paint its first screen. Files that arrive afterwards come as `files` events.
#[tauri::command]
pub(crate) async fn startup(app: AppHandle) -> Result<Response, ApiError> {
    let task = tauri::async_runtime::spawn_blocking(move || {
        let (api, early) = (app.state::<Arc<Api>>(), app.state::<Early>());
        early.take(&api, app.state::<files::Startup>().take())
    });
    Ok(Response::new(task.await.unwrap_or_else(|failure| Err(ended(&failure).into()))?))
}

/// Why a task gave no answer. The log has the place of a panic; the library is as it was: an action that panics is
/// rolled back.
fn ended(failure: &tauri::Error) -> ShellError {
    let has_panicked = matches!(failure, tauri::Error::JoinError(error) if error.is_panic());
    if has_panicked { ShellError::Panicked } else { ShellError::Interrupted }
}

/// Asks for interviews to import; an empty list when the user changed their mind.
#[tauri::command]
pub(crate) async fn pick_files(app: AppHandle) -> Vec<PathBuf> {
    dialogs::pick_files(&app).await
}

/// Asks where to save a file; `null` when the user changed their mind.
#[tauri::command]
pub(crate) async fn pick_save(app: AppHandle, file_name: String, format: ExportFormat) -> Option<PathBuf> {
    dialogs::pick_save(&app, &file_name, format).await
}

/// Asks for a folder; `null` when the user changed their mind.
#[tauri::command]
pub(crate) async fn pick_folder(app: AppHandle) -> Option<PathBuf> {
    dialogs::pick_folder(&app).await
}

/// What can be shown in the system's file manager. Not any path: the page is not to open folders of its choice.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    /// The library's file.
    Library,
    /// The folder of its backups.
    Backups,
}

/// Shows the library's file, or the folder of its backups, in the system's file manager.
#[tauri::command]
pub(crate) async fn reveal(api: State<'_, Arc<Api>>, what: Place) -> Result<(), ApiError> {
    let shown = match what {
        Place::Library => tauri_plugin_opener::reveal_item_in_dir(api.path()),
        Place::Backups => tauri_plugin_opener::open_path(api.backup_list(Nothing {})?.folder, None::<&str>),
    };
    shown.map_err(|error| ShellError::Folder(error).into())
}

/// Shows this menu.
#[tauri::command]
pub(crate) async fn menu_set(app: AppHandle, model: menu::MenuModel) -> Result<(), ApiError> {
    menu::set(&app, model).map_err(|error| ShellError::from(error).into())
}

/// Puts text on the clipboard.
#[tauri::command]
pub(crate) async fn clipboard_write(app: AppHandle, text: String) -> Result<(), ApiError> {
    app.clipboard().write_text(text).map_err(|error| ShellError::from(error).into())
}

/// Opens an address in the browser or the mail program: as the api understood it, which is what the page has shown.
#[tauri::command]
pub(crate) async fn link_open(api: State<'_, Arc<Api>>, address: String) -> Result<(), ApiError> {
    let link = api.link_read(LinkRead { address })?;
    tauri_plugin_opener::open_url(link.href, None::<&str>).map_err(|error| ShellError::from(error).into())
}

/// The page has painted its first content.
#[tauri::command]
pub(crate) fn window_ready(app: AppHandle, readiness: State<'_, window::Readiness>) {
    if readiness.reach() {
        ready::mark();
        // Not before: it would compete with what is being shown, and what others change until now is noticed then.
        library::watch(&app);
    }
}

/// Keeps what the page holds that is not on disk, in case its process ends.
#[tauri::command]
pub(crate) async fn page_hold(kept: State<'_, held::Kept>, held: held::Held) -> Result<(), ApiError> {
    kept.keep(held);
    Ok(())
}

/// What the page held before its process ended; `null` on the first start.
#[tauri::command]
pub(crate) async fn page_held(kept: State<'_, held::Kept>) -> Result<Option<held::Held>, ApiError> {
    let held = kept.get();
    if held.is_some() {
        tracing::info!("the page takes back what it held");
    }
    Ok(held)
}

/// Keeps the window open although it was asked to close: the page holds what could not be saved.
#[tauri::command]
pub(crate) fn window_stay_open(closing: State<'_, window::Closing>) {
    closing.call_off();
}

/// Closes the window: the page has saved what was being typed.
#[tauri::command]
pub(crate) fn window_close_now(window: WebviewWindow) -> Result<(), ApiError> {
    window.destroy().map_err(|error| ShellError::from(error).into())
}
