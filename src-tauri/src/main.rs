//! The desktop app's executable. Everything is in the library beside it.

// No console window behind the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    // Before anything else: there may be no other thread yet.
    vermilion_renderer::choose();
    vermilion_desktop::run();
}
