//! The desktop shell of Vermilion: one window around the api.
//!
//! Owns what only a desktop has: the window and its life ([`window`]), the native menu ([`menu`]), file dialogs, files
//! that arrive from outside ([`files`]), the clipboard, links, logs. It knows no SQL, no format and no rule of the
//! domain: the page's commands go through [`commands::call`] to the api, and changes come back as events. It is the
//! only crate that knows Tauri, and it reads the clock and the environment so that the crates below need not.

pub mod arguments;
mod background;
pub mod commands;
mod dialogs;
mod error;
mod files;
mod held;
mod instance;
mod keys;
mod library;
mod logs;
mod menu;
mod messages;
mod opening;
pub mod ready;
mod signals;
mod web_process;
mod window;

use arguments::Arguments;
use clap::Parser;
use library::Desk;
use opening::Opening;
use std::time::{SystemTime, UNIX_EPOCH};
use tauri::{Manager, RunEvent};
use vermilion_api::{Api, Surroundings};

/// The one window.
const MAIN: &str = "main";

/// Runs the app until its window is closed; ends the process with status 1 when there can be no window.
pub fn run() {
    let arguments = Arguments::parse();
    let data = dirs::data_dir();
    let own = data.as_deref().map(vermilion_api::paths::folder_in);
    if let Some(own) = &own {
        // Where it cannot be, opening the library says why.
        let _ = vermilion_api::paths::keep_private(own);
    }
    let context = tauri::generate_context!();
    // Held until the end: dropping it writes what the log still buffers.
    let mut log = data.as_deref().and_then(logs::start);
    keep_view_private(&context.config().identifier);
    let default = data.as_deref().map(vermilion_api::paths::library_in);
    let Some(library) = arguments.library().or_else(|| default.clone()) else {
        tracing::error!("the system names no data folder: give one with --library");
        std::process::exit(1);
    };
    let is_default = default.as_ref() == Some(&library);
    let startup = files::Startup::new(arguments.files());
    let path = library.clone();
    let opening = Opening::begin(move || Api::open(&path, surroundings()), arguments.files());

    let shown_in = own.clone();
    let mut builder = tauri::Builder::default();
    if is_default {
        builder = builder.plugin(instance::plugin());
    }
    let app = builder
        .plugin(window::memory())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_clipboard_manager::init())
        .manage(startup)
        .manage(menu::Current::default())
        .manage(held::Kept::default())
        .manage(window::Readiness::default())
        .manage(window::Closing::default())
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::startup,
            commands::pick_files,
            commands::pick_save,
            commands::pick_folder,
            commands::pick_backup,
            commands::text_save,
            commands::library_open_again,
            commands::library_pick,
            commands::library_recover,
            commands::reveal,
            commands::menu_set,
            commands::clipboard_write,
            commands::link_open,
            commands::page_hold,
            commands::page_held,
            commands::window_ready,
            commands::window_stay_open,
            commands::window_close_now,
        ])
        .on_menu_event(|app, event| menu::clicked(app, event.id().as_ref()))
        .setup(move |app| {
            let (opened, early) = opening.wait();
            let desk = Desk::new(app.handle(), &library, opened);
            let settings = desk.api().and_then(|api| api.settings().ok());
            // Before the window: its page may ask at once.
            app.manage(desk);
            app.manage(early);
            if let Some(own) = &shown_in {
                menu::restore(app.handle(), own);
            }
            window::create(app, settings.map(|settings| settings.theme).unwrap_or_default())?;
            signals::listen(app.handle());
            Ok(())
        })
        .build(context);
    match app {
        Ok(app) => app.run(move |app, event| match event {
            #[cfg(target_os = "macos")]
            RunEvent::Opened { urls } => {
                files::arrived(app, urls.iter().filter_map(|url| url.to_file_path().ok()).collect());
            }
            RunEvent::Exit => {
                if let Some(own) = &own {
                    menu::keep(app, own);
                }
                // What the page let go of last is not to be offered by the next start.
                app.state::<held::Kept>().flush();
                app.state::<Desk>().close(app);
                tracing::info!("closed");
                // The process ends without coming back from here.
                drop(log.take());
            }
            _ => {}
        }),
        Err(error) => {
            tracing::error!(%error, "the window cannot be opened");
            std::process::exit(1);
        }
    }
}

/// Makes the folders in which the web view keeps what it keeps before it does: it would make them as the system makes
/// folders, perhaps for others to look into.
fn keep_view_private(identifier: &str) {
    for folder in [dirs::data_local_dir(), dirs::cache_dir()].into_iter().flatten() {
        if let Err(error) = vermilion_api::paths::keep_private(&folder.join(identifier)) {
            tracing::warn!(%error, "a folder of the web view is not its owner's alone");
        }
    }
}

/// The clock and the ids that the crates below are given, and where they may remember what is about a library.
fn surroundings() -> Surroundings {
    Surroundings::new(
        || {
            // A clock before 1970 or after the year 292 million is a broken clock; zero is as good as any.
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .ok()
                .and_then(|since| i64::try_from(since.as_millis()).ok())
                .unwrap_or(0)
        },
        uuid::Uuid::now_v7,
    )
    .remembering(dirs::data_dir().map(|data| vermilion_api::paths::folder_in(&data)))
}
