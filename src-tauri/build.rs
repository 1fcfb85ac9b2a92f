//! Embeds the window's configuration and the list of its commands: the page can call these and no others.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let commands = tauri_build::AppManifest::new().commands(&[
        "call",
        "startup",
        "pick_files",
        "pick_save",
        "pick_folder",
        "pick_backup",
        "text_save",
        "library_open_again",
        "library_pick",
        "library_recover",
        "reveal",
        "menu_set",
        "clipboard_write",
        "link_open",
        "page_hold",
        "page_held",
        "window_ready",
        "window_stay_open",
        "window_close_now",
    ]);
    Ok(tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?)
}
