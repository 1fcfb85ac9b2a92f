//! The window's size and pictures of it.

use std::fs;
use std::path::PathBuf;

use fantoccini::Client;

use super::app::App;
use super::trouble::{Result, Trouble};
use super::wait::until;
use crate::fixtures::project;

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
