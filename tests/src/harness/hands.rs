//! Keys as a keyboard sends them.
//!
//! What the driver presses comes into being in the page. A key that is really pressed comes through the window, where an
//! input method and the native menu may have it.

use fantoccini::key::Key;
use x11rb::CURRENT_TIME;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT};
use x11rb::protocol::xtest::ConnectionExt as _;

use super::app::App;
use super::keyboard::keys_of;
use super::screen::{Display, Reply};
use super::trouble::{Result, Trouble};

impl App {
    /// Presses a key on the keyboard, with others held: `F2`, `Control+Shift+f`.
    ///
    /// # Errors
    /// When a name is not one of a key, the keyboard has no such key, or the app shows no window.
    pub fn press_on_keyboard(&self, chord: &str) -> Result {
        let keys = keys_of(chord)?;
        press(&self.processes(), &keys).map_err(Trouble::Screen)
    }
}

fn press(processes: &[u32], keys: &[char]) -> Reply<()> {
    let display = Display::connect()?;
    let Display { connection, root } = &display;
    let window = display.windows_of(processes)?.into_iter().next().ok_or("the app shows no window")?;
    // No window manager may be there to have done it.
    connection.set_input_focus(InputFocus::POINTER_ROOT, window, CURRENT_TIME)?.check()?;
    let places = keys.iter().map(|key| place_of(&display, *key)).collect::<Reply<Vec<u8>>>()?;
    let downs = places.iter().map(|place| (KEY_PRESS_EVENT, *place));
    let ups = places.iter().rev().map(|place| (KEY_RELEASE_EVENT, *place));
    for (kind, place) in downs.chain(ups) {
        connection.xtest_fake_input(kind, place, CURRENT_TIME, *root, 0, 0, 0)?;
    }
    // An answer comes after what was sent before it.
    connection.get_input_focus()?.reply()?;
    Ok(())
}

/// Where a key is on the keyboard.
fn place_of(display: &Display, key: char) -> Reply<u8> {
    let setup = display.connection.setup();
    let (first, last) = (setup.min_keycode, setup.max_keycode);
    let mapping = display.connection.get_keyboard_mapping(first, last - first + 1)?.reply()?;
    let sought = symbol_of(key);
    let found = mapping
        .keysyms
        .chunks(mapping.keysyms_per_keycode.into())
        .position(|signs| signs.first() == Some(&sought))
        .ok_or_else(|| format!("the keyboard has no key {key:?}"))?;
    Ok(first + u8::try_from(found)?)
}

/// The number by which X knows what a key writes or does.
fn symbol_of(key: char) -> u32 {
    let named = [
        (Key::Alt, 0xFFE9),
        (Key::Backspace, 0xFF08),
        (Key::Control, 0xFFE3),
        (Key::Delete, 0xFFFF),
        (Key::Down, 0xFF54),
        (Key::End, 0xFF57),
        (Key::Enter, 0xFF0D),
        (Key::Escape, 0xFF1B),
        (Key::F2, 0xFFBF),
        (Key::F3, 0xFFC0),
        (Key::F6, 0xFFC3),
        (Key::F7, 0xFFC4),
        (Key::F10, 0xFFC7),
        (Key::Home, 0xFF50),
        (Key::Insert, 0xFF63),
        (Key::Left, 0xFF51),
        (Key::PageDown, 0xFF56),
        (Key::PageUp, 0xFF55),
        (Key::Right, 0xFF53),
        (Key::Shift, 0xFFE1),
        (Key::Space, 0x20),
        (Key::Tab, 0xFF09),
        (Key::Up, 0xFF52),
    ];
    let name = named.into_iter().find(|(name, _)| char::from(*name) == key);
    name.map_or(u32::from(key), |(_, symbol)| symbol)
}
