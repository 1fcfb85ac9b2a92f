//! Menu items for what the system does. GTK's menus know none of them and the others differ in what quitting means, so
//! most are plain items and done here; quitting always asks the page to save first.

use super::model::Role;
use crate::MAIN;
use tauri::menu::{AboutMetadata, IsMenuItem, MenuItem, PredefinedMenuItem};
use tauri::{AppHandle, Manager, Wry};

/// Sets the ids of these items apart from those of actions.
const PREFIX: &str = "native:";

/// The item for a role.
pub(super) fn item(app: &AppHandle, role: Role, label: &str) -> tauri::Result<Box<dyn IsMenuItem<Wry>>> {
    if role == Role::About {
        let metadata = AboutMetadata {
            name: Some("Vermilion 硃批".to_owned()),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            license: Some("MIT OR Apache-2.0".to_owned()),
            icon: app.default_window_icon().cloned(),
            ..AboutMetadata::default()
        };
        return Ok(Box::new(PredefinedMenuItem::about(app, Some(label), Some(metadata))?));
    }
    #[cfg(not(target_os = "linux"))]
    {
        let predefined = match role {
            Role::Cut => Some(PredefinedMenuItem::cut(app, Some(label))?),
            Role::Copy => Some(PredefinedMenuItem::copy(app, Some(label))?),
            Role::Paste => Some(PredefinedMenuItem::paste(app, Some(label))?),
            Role::SelectAll => Some(PredefinedMenuItem::select_all(app, Some(label))?),
            Role::Minimize => Some(PredefinedMenuItem::minimize(app, Some(label))?),
            Role::Quit | Role::Fullscreen | Role::About => None,
        };
        if let Some(item) = predefined {
            return Ok(Box::new(item));
        }
    }
    let id = format!("{PREFIX}{}", name(role));
    Ok(Box::new(MenuItem::with_id(app, id, label, true, accelerator(role))?))
}

/// The role of an item that was clicked.
pub(super) fn role(id: &str) -> Option<Role> {
    let name = id.strip_prefix(PREFIX)?;
    [
        Role::Quit,
        Role::Cut,
        Role::Copy,
        Role::Paste,
        Role::SelectAll,
        Role::Fullscreen,
        Role::Minimize,
        Role::About,
    ]
    .into_iter()
    .find(|role| self::name(*role) == name)
}

/// Does it.
pub(super) fn perform(app: &AppHandle, role: Role) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(MAIN) else { return Ok(()) };
    match role {
        Role::Quit => window.close(),
        Role::Minimize => window.minimize(),
        Role::Fullscreen => window.set_fullscreen(!window.is_fullscreen()?),
        #[cfg(target_os = "linux")]
        Role::Cut => edit(&window, "Cut"),
        #[cfg(target_os = "linux")]
        Role::Copy => edit(&window, "Copy"),
        #[cfg(target_os = "linux")]
        Role::Paste => edit(&window, "Paste"),
        #[cfg(target_os = "linux")]
        Role::SelectAll => edit(&window, "SelectAll"),
        #[cfg(not(target_os = "linux"))]
        Role::Cut | Role::Copy | Role::Paste | Role::SelectAll => Ok(()),
        Role::About => Ok(()),
    }
}

/// Asks the web view to edit what has the focus: the page may not reach for the clipboard by itself.
#[cfg(target_os = "linux")]
fn edit(window: &tauri::WebviewWindow, command: &'static str) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;
    window.with_webview(move |webview| webview.inner().execute_editing_command(command))
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Quit => "quit",
        Role::Cut => "cut",
        Role::Copy => "copy",
        Role::Paste => "paste",
        Role::SelectAll => "select-all",
        Role::Fullscreen => "fullscreen",
        Role::Minimize => "minimize",
        Role::About => "about",
    }
}

fn accelerator(role: Role) -> Option<&'static str> {
    match role {
        Role::Quit => Some("CmdOrCtrl+Q"),
        Role::Cut => Some("CmdOrCtrl+X"),
        Role::Copy => Some("CmdOrCtrl+C"),
        Role::Paste => Some("CmdOrCtrl+V"),
        Role::SelectAll => Some("CmdOrCtrl+A"),
        Role::Fullscreen if cfg!(target_os = "macos") => Some("Ctrl+Cmd+F"),
        Role::Fullscreen => Some("F11"),
        Role::Minimize | Role::About => None,
    }
}
