//! An empty window with the same build settings and the same way of painting, plugins aside: what a benchmark of the app is compared with. Given the
//! path of an HTML file it shows that page instead, which then is all there is: no script, no style but its own.

use std::path::PathBuf;
use tauri::http::{Response, StatusCode};
use tauri::{Url, WebviewUrl, WebviewWindowBuilder};
use vermilion_desktop::ready;

/// The scheme under which the file named on the command line is shown.
const SCHEME: &str = "bare";

/// The page has painted. The command has the name of the app's own, which the capability of the main window allows.
#[tauri::command]
fn window_ready() {
    ready::mark();
}

fn main() -> tauri::Result<()> {
    // As the app does: what is compared is to be painted in the same way.
    vermilion_renderer::choose();
    let page = std::env::args_os().nth(1).map(PathBuf::from);
    let url = match page {
        None => WebviewUrl::default(),
        Some(_) => WebviewUrl::CustomProtocol(
            Url::parse(&format!("{SCHEME}://localhost/")).map_err(tauri::Error::InvalidUrl)?,
        ),
    };
    tauri::Builder::default()
        .register_uri_scheme_protocol(SCHEME, move |_context, _request| {
            match page.as_ref().map(std::fs::read) {
                Some(Ok(page)) => {
                    Response::builder().header("Content-Type", "text/html; charset=utf-8").body(page)
                }
                _ => Response::builder().status(StatusCode::NOT_FOUND).body(Vec::new()),
            }
            // Status and header are constants, with which this cannot fail.
            .unwrap_or_default()
        })
        .invoke_handler(tauri::generate_handler![window_ready])
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", url).title("Empty").inner_size(1280.0, 860.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!("examples/empty/tauri.conf.json"))
}
