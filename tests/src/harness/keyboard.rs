//! The keyboard: chords and typing.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::json;

use super::app::App;
use super::find::{By, argument};
use super::trouble::{Result, Trouble};

impl App {
    /// Presses a key in the page, with others held: `Escape`, `Control+Shift+z`.
    ///
    /// # Errors
    /// When a name is not one of a key.
    pub async fn press(&self, chord: &str) -> Result {
        let keys = keys_of(chord)?;
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys.iter().copied() {
            actions = actions.then(KeyAction::Down { value });
        }
        for value in keys.into_iter().rev() {
            actions = actions.then(KeyAction::Up { value });
        }
        self.client().perform_actions(actions).await?;
        Ok(self.client().release_actions().await?)
    }

    /// Clicks a field and types into it, after what it holds already.
    ///
    /// # Errors
    /// When the field does not come.
    pub async fn type_into(&self, by: By, text: &str) -> Result {
        self.click(by.clone()).await?;
        let field = self.find(by).await?;
        if text.chars().all(|character| u32::from(character) <= 0xFFFF) {
            return Ok(field.send_keys(text).await?);
        }
        // WebKit's driver loses characters outside the basic plane.
        self.insert(&field, text).await
    }

    /// Empties a field and types into it.
    ///
    /// # Errors
    /// When the field does not come.
    pub async fn fill(&self, by: By, text: &str) -> Result {
        self.click(by.clone()).await?;
        self.press("Control+a").await?;
        self.press("Delete").await?;
        self.type_into(by, text).await
    }

    async fn insert(&self, field: &Element, text: &str) -> Result {
        let script = "const [field, text] = arguments;
            field.focus();
            field.setRangeText(text, field.value.length, field.value.length, 'end');
            field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));";
        self.script(script, vec![argument(field), json!(text)]).await.map(|_| ())
    }
}

/// The keys of a chord in the order in which they go down, as the characters that stand for them in WebDriver.
pub(super) fn keys_of(chord: &str) -> Result<Vec<char>> {
    // The plus key itself stands at the end, or alone.
    let (held, last) = match chord.strip_suffix("++") {
        Some(held) => (held, "+"),
        None => chord.rsplit_once('+').filter(|(_, last)| !last.is_empty()).unwrap_or(("", chord)),
    };
    held.split('+').filter(|name| !name.is_empty()).chain([last]).map(key).collect()
}

/// The character that stands for a key in WebDriver.
fn key(name: &str) -> Result<char> {
    let named = match name {
        "Alt" => Key::Alt,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "Backspace" => Key::Backspace,
        "Control" => Key::Control,
        "Delete" => Key::Delete,
        "End" => Key::End,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "F2" => Key::F2,
        "F3" => Key::F3,
        "F6" => Key::F6,
        "F7" => Key::F7,
        "F10" => Key::F10,
        "Insert" => Key::Insert,
        "Home" => Key::Home,
        "PageDown" => Key::PageDown,
        "PageUp" => Key::PageUp,
        "Shift" => Key::Shift,
        "Space" => Key::Space,
        "Tab" => Key::Tab,
        _ => {
            let mut characters = name.chars();
            return match (characters.next(), characters.next()) {
                (Some(character), None) => Ok(character),
                _ => Err(Trouble::NoSuchKey(name.to_owned())),
            };
        }
    };
    Ok(named.into())
}
