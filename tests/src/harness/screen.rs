//! The window's size, pictures of it, and its frame.

use std::fs;
use std::path::PathBuf;

use fantoccini::Client;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState};

use super::app::App;
use super::trouble::{Result, Trouble};
use super::wait::until;
use crate::fixtures::project;

/// What asking the screen gives back.
type Reply<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl App {
    /// Saves a picture of the page as `target/screenshots/NAME.png` and gives back where that is.
    ///
    /// # Errors
    /// When the driver takes none or the file cannot be written.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let picture = self.client().screenshot().await?;
        let folder = project().join("target/screenshots");
        fs::create_dir_all(&folder).map_err(Trouble::file(&folder))?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, picture).map_err(Trouble::file(&path))?;
        Ok(path)
    }

    /// Makes the window this many pixels wide and high, and waits until the page knows.
    ///
    /// # Errors
    /// When the window does not get there.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        size_window(self.client(), (width, height)).await
    }
}

/// Asks every window of these processes to close, as a window manager does.
pub(super) fn close_windows_of(processes: &[u32]) -> Reply<()> {
    let (connection, screen) = x11rb::connect(None)?;
    let root = connection.setup().roots.get(screen).ok_or("there is no screen")?.root;
    let atom =
        |name: &str| -> Reply<u32> { Ok(connection.intern_atom(false, name.as_bytes())?.reply()?.atom) };
    let (owner, protocols, delete) = (atom("_NET_WM_PID")?, atom("WM_PROTOCOLS")?, atom("WM_DELETE_WINDOW")?);
    for window in connection.query_tree(root)?.reply()?.children {
        let value = |property| connection.get_property(false, window, property, AtomEnum::ANY, 0, 32);
        let process = value(owner)?.reply()?.value32().and_then(|mut values| values.next());
        let takes_part =
            value(protocols)?.reply()?.value32().is_some_and(|mut values| values.any(|each| each == delete));
        let attributes = connection.get_window_attributes(window)?.reply()?;
        // A tooltip is a window too, and takes part in the same protocols.
        let is_shown = attributes.map_state == MapState::VIEWABLE && !attributes.override_redirect;
        if takes_part && is_shown && process.is_some_and(|process| processes.contains(&process)) {
            let event = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
            connection.send_event(false, window, EventMask::NO_EVENT, event)?;
        }
    }
    connection.flush()?;
    // An answer comes after what was sent before it.
    connection.get_input_focus()?.reply()?;
    Ok(())
}

pub(super) async fn size_window(client: &Client, (width, height): (u32, u32)) -> Result {
    client.set_window_rect(0, 0, width, height).await?;
    until(format!("a window {width} pixels wide"), async || {
        let is_there = client
            .execute(
                "return window.outerWidth === arguments[0] || window.innerWidth === arguments[0]",
                vec![width.into()],
            )
            .await?;
        Ok((is_there == true).then_some(()))
    })
    .await
}
