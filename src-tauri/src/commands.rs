//! What the page can ask of the shell. `build.rs` lists the same names: the page can call no others.
//!
//! The commands of the product all come through [`call`]; the others are what only a desktop has.

#![allow(
    clippy::needless_pass_by_value,
    reason = "Tauri hands a command its arguments by value, whether it uses them up or not"
)]

use crate::error::ShellError;
use crate::library::Desk;
use crate::opening::Early;
use crate::{dialogs, files, held, menu, opening, ready, window};
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;
use tauri::ipc::Response;
use tauri::{AppHandle, Manager, State, WebviewWindow};
use tauri_plugin_clipboard_manager::ClipboardExt;
use vermilion_api::ApiError;
use vermilion_api::wire::{ExportFormat, LinkRead};

/// Runs a command of the api on a thread that may block.
#[tauri::command]
pub(crate) async fn call(
    window: WebviewWindow,
    command: String,
    payload: Value,
) -> Result<Response, ApiError> {
    let origin = window.label().to_owned();
    let answer = blocking(move || {
        #[cfg(feature = "scripted-faults")]
        {
            assert_ne!(command, "panic", "a test asked for it");
            if command == "panic-behind" {
                crate::background::once(window.app_handle(), "test", || panic!("a test asked for it"));
                return Ok("null".to_owned());
            }
        }
        let answer = window.state::<Desk>().call(window.app_handle(), &command, payload, &origin);
        if let Err(error) = &answer {
            tracing::info!(command, code = error.code, "refused");
        }
        if command == "setting_set" && answer.is_ok() {
            window::follow_settings(&window);
        }
        answer
    });
    Ok(Response::new(answer.await?))
}

/// Everything the page needs to paint its first screen. Files that arrive afterwards come as `files` events.
#[tauri::command]
pub(crate) async fn startup(app: AppHandle) -> Result<Response, ApiError> {
    let first = blocking(move || {
        let desk = app.state::<Desk>();
        match desk.api() {
            Some(api) => match app.state::<Early>().take(&api, app.state::<files::Startup>().take()) {
                // It opens, and what is in it cannot be read: a window that can only say so would be a dead end.
                Err(error) if !opening::is_passing(&error) => {
                    desk.give_up(&app, error);
                    opening::shut(desk.recovery())
                }
                first => first,
            },
            None => opening::shut(desk.recovery()),
        }
    });
    Ok(Response::new(first.await?))
}

/// Runs what may take long on a thread that may block.
async fn blocking<T: Send + 'static>(
    run: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let task = tauri::async_runtime::spawn_blocking(run);
    task.await.unwrap_or_else(|failure| Err(ended(&failure).into()))
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
    dialogs::pick_save(&app, &file_name, format.ending()).await
}

/// Asks where to save a text and writes it there; false when the user changed their mind.
#[tauri::command]
pub(crate) async fn text_save(app: AppHandle, file_name: String, text: String) -> Result<bool, ApiError> {
    let Some(path) = dialogs::pick_save(&app, &file_name, "txt").await else { return Ok(false) };
    blocking(move || vermilion_api::write_text(&path, &text)).await?;
    Ok(true)
}

/// Asks for a folder; `null` when the user changed their mind.
#[tauri::command]
pub(crate) async fn pick_folder(app: AppHandle) -> Option<PathBuf> {
    dialogs::pick_folder(&app).await
}

/// Asks for a backup, which may be any library file; `null` when the user changed their mind.
#[tauri::command]
pub(crate) async fn pick_backup(app: AppHandle) -> Option<PathBuf> {
    dialogs::pick_library(&app).await
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

/// Shows the library's file, or the folder of its backups, in the system's file manager, which may take its time to answer.
#[tauri::command]
pub(crate) async fn reveal(app: AppHandle, what: Place) -> Result<(), ApiError> {
    blocking(move || {
        let desk = app.state::<Desk>();
        let shown = match what {
            Place::Library => tauri_plugin_opener::reveal_item_in_dir(desk.path()),
            Place::Backups => tauri_plugin_opener::open_path(desk.backups()?, None::<&str>),
        };
        shown.map_err(|error| ShellError::Folder(error).into())
    })
    .await
}

/// Opens the library that did not open, once more.
#[tauri::command]
pub(crate) async fn library_open_again(app: AppHandle, read_only: bool) -> Result<(), ApiError> {
    blocking(move || app.state::<Desk>().open_again(&app, read_only)).await
}

/// Asks for a library and opens it in the place of this one; false when the user changed their mind.
#[tauri::command]
pub(crate) async fn library_pick(app: AppHandle) -> Result<bool, ApiError> {
    let Some(path) = dialogs::pick_library(&app).await else { return Ok(false) };
    blocking(move || app.state::<Desk>().open_other(&app, &path)).await?;
    Ok(true)
}

/// Closes the open library, which turned out to be damaged, for its recovery.
#[tauri::command]
pub(crate) async fn library_recover(app: AppHandle) -> Result<(), ApiError> {
    blocking(move || {
        app.state::<Desk>().recover(&app);
        Ok(())
    })
    .await
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
pub(crate) async fn link_open(desk: State<'_, Desk>, address: String) -> Result<(), ApiError> {
    // There are no notes, and so no links, where no library is open.
    let Some(api) = desk.api() else { return Ok(()) };
    let link = api.link_read(LinkRead { address })?;
    tauri_plugin_opener::open_url(link.href, None::<&str>).map_err(|error| ShellError::from(error).into())
}

/// The page has painted its first content.
#[tauri::command]
pub(crate) fn window_ready(app: AppHandle, readiness: State<'_, window::Readiness>) {
    app.state::<window::Closing>().note_page(true);
    if readiness.reach() {
        ready::mark();
    }
    // Not before: it would compete with what is being shown, and what others change until now is noticed then.
    Desk::watch(&app);
}

/// Keeps what the page holds that is not on disk, in case its process ends. Not asynchronous, so that what the page says
/// last is kept last; the files follow on a thread that may block.
#[tauri::command]
pub(crate) fn page_hold(app: AppHandle, held: held::Held) {
    app.state::<held::Kept>().keep(held);
    tauri::async_runtime::spawn_blocking(move || app.state::<held::Kept>().flush());
}

/// What the page held before its process ended, of the library that is there; `null` on the first start.
#[tauri::command]
pub(crate) async fn page_held(app: AppHandle) -> Result<Option<held::Held>, ApiError> {
    blocking(move || {
        let held = app.state::<held::Kept>().take_back(&app.state::<Desk>().path());
        if held.is_some() {
            tracing::info!("the page takes back what it held");
        } else {
            tracing::info!("the page begins");
        }
        Ok(held)
    })
    .await
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
