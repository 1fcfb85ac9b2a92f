//! The window's size, pictures of it, and its frame.

use std::fs;
use std::path::PathBuf;

use fantoccini::Client;
use x11rb::CURRENT_TIME;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, ImageFormat, KEY_PRESS_EVENT, KEY_RELEASE_EVENT,
    MOTION_NOTIFY_EVENT, MapState,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::app::App;
use super::trouble::{Result, Trouble};
use super::wait::until;
use crate::fixtures::project;

/// The number of the key on the keyboards that X knows.
const TABULATOR: u8 = 23;

/// What asking the screen gives back.
pub(super) type Reply<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl App {
    /// Saves what the screen shows of the window as `target/screenshots/NAME.png` and gives back where that is. The driver
    /// is not asked for it: where the processor paints, it waits half a minute for an idle page to paint once more.
    ///
    /// # Errors
    /// When the screen cannot be asked or the file cannot be written.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        // What moves is let come to rest; what has just become part of the page is on the screen after the second frame.
        let painted = "const done = arguments[0];
            const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < 1e9);
            Promise.allSettled(moving.map(({ finished }) => finished))
                .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(null))));";
        self.client().execute_async(painted, Vec::new()).await?;
        self.photograph(name)
    }

    /// As [`App::screenshot`], of a page that may not answer any more.
    pub(super) fn photograph(&self, name: &str) -> Result<PathBuf> {
        let picture = picture_of(&self.processes()).map_err(Trouble::Screen)?;
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
    let display = Display::connect()?;
    let delete = display.atom("WM_DELETE_WINDOW")?;
    for window in display.windows_of(processes)? {
        let event = ClientMessageEvent::new(32, window, display.atom("WM_PROTOCOLS")?, [delete, 0, 0, 0, 0]);
        display.connection.send_event(false, window, EventMask::NO_EVENT, event)?;
    }
    display.connection.flush()?;
    // An answer comes after what was sent before it.
    display.connection.get_input_focus()?.reply()?;
    Ok(())
}

/// Presses the tabulator in the window that the pointer is on, which is brought to where one is.
pub(super) fn press_tab() -> Reply<()> {
    let Display { connection, root } = Display::connect()?;
    connection.xtest_fake_input(MOTION_NOTIFY_EVENT, 0, CURRENT_TIME, root, 300, 300, 0)?;
    for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
        connection.xtest_fake_input(kind, TABULATOR, CURRENT_TIME, root, 0, 0, 0)?;
    }
    // An answer comes after what was sent before it.
    connection.get_input_focus()?.reply()?;
    Ok(())
}

/// What the screen shows where the first window of these processes is, as PNG.
fn picture_of(processes: &[u32]) -> Reply<Vec<u8>> {
    let display = Display::connect()?;
    let window = display.windows_of(processes)?.into_iter().next().ok_or("the app shows no window")?;
    let place = display.connection.get_geometry(window)?.reply()?;
    let whole = display.connection.get_geometry(display.root)?.reply()?;
    // There may be no window manager that keeps a window on the screen.
    let inside = |start: i16, length: u16, end: u16| {
        let start = u16::try_from(start).unwrap_or(0);
        (start, length.min(end.saturating_sub(start)))
    };
    let (x, width) = inside(place.x, place.width, whole.width);
    let (y, height) = inside(place.y, place.height, whole.height);
    let (left, top) = (i16::try_from(x)?, i16::try_from(y)?);
    let image = display
        .connection
        .get_image(ImageFormat::Z_PIXMAP, display.root, left, top, width, height, u32::MAX)?
        .reply()?;
    // Four bytes a pixel: blue, green, red and nothing.
    let pixels: Vec<u8> =
        image.data.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width.into(), height.into());
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

/// A connection to the display that the environment names.
pub(super) struct Display {
    pub(super) connection: RustConnection,
    pub(super) root: u32,
}

impl Display {
    pub(super) fn connect() -> Reply<Display> {
        let (connection, screen) = x11rb::connect(None)?;
        let root = connection.setup().roots.get(screen).ok_or("there is no screen")?.root;
        Ok(Display { connection, root })
    }

    pub(super) fn atom(&self, name: &str) -> Reply<u32> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }

    /// The windows of these processes that are shown and can be asked to close.
    pub(super) fn windows_of(&self, processes: &[u32]) -> Reply<Vec<u32>> {
        let connection = &self.connection;
        let (owner, protocols) = (self.atom("_NET_WM_PID")?, self.atom("WM_PROTOCOLS")?);
        let delete = self.atom("WM_DELETE_WINDOW")?;
        let mut windows = Vec::new();
        for window in connection.query_tree(self.root)?.reply()?.children {
            let value = |property| connection.get_property(false, window, property, AtomEnum::ANY, 0, 32);
            let process = value(owner)?.reply()?.value32().and_then(|mut values| values.next());
            let takes_part = value(protocols)?
                .reply()?
                .value32()
                .is_some_and(|mut values| values.any(|each| each == delete));
            let attributes = connection.get_window_attributes(window)?.reply()?;
            // A tooltip is a window too, and takes part in the same protocols.
            let is_shown = attributes.map_state == MapState::VIEWABLE && !attributes.override_redirect;
            if takes_part && is_shown && process.is_some_and(|process| processes.contains(&process)) {
                windows.push(window);
            }
        }
        Ok(windows)
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
