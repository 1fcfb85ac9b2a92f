//! One instance: starting the app again hands its files to the window that is there and brings it forward.
//!
//! Only for the default library. A window on another library is another matter, and two windows on one library are
//! safe anyway: SQLite serialises their writes and each notices the other's. Where there is no session bus (Linux
//! without a desktop) the plugin says so in the log and the app starts as usual.

use crate::arguments::Arguments;
use crate::{MAIN, files};
use clap::Parser;
use std::path::Path;
use tauri::plugin::TauriPlugin;
use tauri::{Manager, Wry};

/// The plugin that finds the first instance.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::init(|app, arguments, folder| {
        match Arguments::try_parse_from(arguments) {
            Ok(arguments) => files::arrived(app, arguments.files_from(Path::new(&folder))),
            Err(_) => tracing::warn!("a second instance handed over arguments that cannot be read"),
        }
        if let Some(window) = app.get_webview_window(MAIN) {
            let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
            if let Err(error) = shown {
                tracing::warn!(%error, "the window could not be brought forward");
            }
        }
    })
}
