//! An empty window with the same build settings, plugins aside: what a benchmark of the app is compared with.

use vermilion_desktop::ready;

/// The page has painted. The command has the name of the app's own, which the capability of the main window allows.
#[tauri::command]
fn window_ready() {
    ready::mark();
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![window_ready])
        .setup(|app| {
            tauri::WebviewWindowBuilder::new(app, "main", tauri::WebviewUrl::default())
                .title("Empty")
                .inner_size(1280.0, 860.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("examples/empty/tauri.conf.json"))
}
