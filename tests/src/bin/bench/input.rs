//! Wheel, keys and pointer as the X server delivers them from devices: nothing of it goes through the page or its
//! driver. Knows a US keyboard, which is what a virtual screen has.

use std::error::Error;
use std::time::Instant;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt as _, InputFocus, KEY_PRESS_EVENT,
    KEY_RELEASE_EVENT, MOTION_NOTIFY_EVENT, MapState, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// The button of the pointer that selects and drags.
const LEFT: u8 = 1;
/// The button that a wheel presses when it is turned towards the reader.
const WHEEL_DOWN: u8 = 5;

/// Keys by their X names (keysyms); letters and digits are their own ASCII codes.
pub(crate) mod keys {
    pub(crate) const DOWN: u32 = 0xFF54;
    pub(crate) const PAGE_DOWN: u32 = 0xFF56;
    pub(crate) const ESCAPE: u32 = 0xFF1B;
    pub(crate) const CONTROL: u32 = 0xFFE3;
    pub(crate) const SHIFT: u32 = 0xFFE1;
}

/// The devices of the screen.
pub(crate) struct Input {
    connection: RustConnection,
    root: Window,
    first_keycode: u8,
    keysyms_each: usize,
    keysyms: Vec<u32>,
}

impl Input {
    /// Connects to the display that the environment names.
    ///
    /// # Errors
    /// When there is none, or it takes no input from programs.
    pub(crate) fn connect() -> Result<Input, Box<dyn Error>> {
        let (connection, number) = x11rb::connect(None)?;
        let setup = connection.setup();
        let root = setup.roots.get(number).ok_or("the display has no screen")?.root;
        let (first_keycode, last) = (setup.min_keycode, setup.max_keycode);
        let mapping = connection.get_keyboard_mapping(first_keycode, last - first_keycode + 1)?.reply()?;
        connection.xtest_get_version(2, 2)?.reply()?;
        Ok(Input {
            root,
            first_keycode,
            keysyms_each: usize::from(mapping.keysyms_per_keycode),
            keysyms: mapping.keysyms,
            connection,
        })
    }

    /// Gives the keyboard to the largest window on the screen: there is no window manager to do it.
    ///
    /// # Errors
    /// When there is no window.
    pub(crate) fn focus_window(&self) -> Result<(), Box<dyn Error>> {
        let mut largest = None;
        for window in self.connection.query_tree(self.root)?.reply()?.children {
            let attributes = self.connection.get_window_attributes(window)?.reply()?;
            let geometry = self.connection.get_geometry(window)?.reply()?;
            let size = u32::from(geometry.width) * u32::from(geometry.height);
            if attributes.map_state == MapState::VIEWABLE && largest.is_none_or(|(most, _)| size > most) {
                largest = Some((size, window));
            }
        }
        let (_, window) = largest.ok_or("there is no window on the screen")?;
        self.connection.set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME)?.check()?;
        Ok(())
    }

    /// Moves the pointer to a place of the screen.
    ///
    /// # Errors
    /// When the display has gone.
    pub(crate) fn move_to(&self, (x, y): (i16, i16)) -> Result<Instant, Box<dyn Error>> {
        self.fake(MOTION_NOTIFY_EVENT, 0, (x, y))
    }

    /// Presses the left button where the pointer is.
    ///
    /// # Errors
    /// When the display has gone.
    pub(crate) fn press_button(&self) -> Result<Instant, Box<dyn Error>> {
        self.fake(BUTTON_PRESS_EVENT, LEFT, (0, 0))
    }

    /// Lets the left button go.
    ///
    /// # Errors
    /// When the display has gone.
    pub(crate) fn release_button(&self) -> Result<Instant, Box<dyn Error>> {
        self.fake(BUTTON_RELEASE_EVENT, LEFT, (0, 0))
    }

    /// Turns the wheel by a notch towards the reader.
    ///
    /// # Errors
    /// When the display has gone.
    pub(crate) fn turn_wheel(&self) -> Result<Instant, Box<dyn Error>> {
        self.fake(BUTTON_PRESS_EVENT, WHEEL_DOWN, (0, 0))?;
        self.fake(BUTTON_RELEASE_EVENT, WHEEL_DOWN, (0, 0))
    }

    /// Presses a key and lets it go, others being held; gives back the moment of the press.
    ///
    /// # Errors
    /// When the keyboard has no such key or the display has gone.
    pub(crate) fn press(&self, held: &[u32], key: u32) -> Result<Instant, Box<dyn Error>> {
        let held = held.iter().map(|key| self.keycode(*key)).collect::<Result<Vec<u8>, _>>()?;
        let code = self.keycode(key)?;
        for held in &held {
            self.fake(KEY_PRESS_EVENT, *held, (0, 0))?;
        }
        let at = self.fake(KEY_PRESS_EVENT, code, (0, 0))?;
        self.fake(KEY_RELEASE_EVENT, code, (0, 0))?;
        for held in held.iter().rev() {
            self.fake(KEY_RELEASE_EVENT, *held, (0, 0))?;
        }
        Ok(at)
    }

    fn keycode(&self, key: u32) -> Result<u8, Box<dyn Error>> {
        let place = self.keysyms.chunks(self.keysyms_each).position(|row| row.first() == Some(&key));
        let place = place.ok_or_else(|| format!("the keyboard has no key {key:#x}"))?;
        Ok(self.first_keycode + u8::try_from(place)?)
    }

    fn fake(&self, kind: u8, detail: u8, (x, y): (i16, i16)) -> Result<Instant, Box<dyn Error>> {
        let at = Instant::now();
        self.connection.xtest_fake_input(kind, detail, x11rb::CURRENT_TIME, self.root, x, y, 0)?;
        self.connection.flush()?;
        Ok(at)
    }
}
