//! The pointer: clicks on things, drags over text.
//!
//! There is no right click: done through WebDriver it breaks typing for the rest of the session. Tests open
//! context menus from the keyboard.

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::key::Key;

use super::app::App;
use super::find::By;
use super::passage::{Passage, Point};
use super::trouble::Result;
use super::wait::until;

const LEFT: u64 = 0;
const MIDDLE: u64 = 1;

impl App {
    /// Clicks the first visible element so described; waits until it is there and can be clicked.
    ///
    /// # Errors
    /// When that never happens.
    pub async fn click(&self, by: By) -> Result {
        until(format!("a click on {by}"), async || match self.all(by.clone()).await?.into_iter().next() {
            Some(element) if element.is_enabled().await? => Ok(Some(element.click().await?)),
            _ => Ok(None),
        })
        .await
    }

    /// Clicks an element with the middle button, which browsers open links with.
    ///
    /// # Errors
    /// When the page does not show it.
    pub async fn middle_click(&self, by: By) -> Result {
        let place = to(self.middle_of(by).await?);
        let button = PointerAction::Down { button: MIDDLE };
        let actions = MouseActions::new("mouse".to_owned())
            .then(place)
            .then(button)
            .then(PointerAction::Up { button: MIDDLE });
        self.perform(actions).await
    }

    /// Clicks an element with the control key held, which browsers open links in a new window with.
    ///
    /// # Errors
    /// When the page does not show it.
    pub async fn control_click(&self, by: By) -> Result {
        let place = to(self.middle_of(by).await?);
        let control = Key::Control.into();
        let hold = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: control });
        self.client().perform_actions(hold).await?;
        let actions = MouseActions::new("mouse".to_owned())
            .then(place)
            .then(PointerAction::Down { button: LEFT })
            .then(PointerAction::Up { button: LEFT });
        self.perform(actions).await
    }

    /// Selects a passage by dragging over it.
    ///
    /// # Errors
    /// When the page does not show it.
    pub async fn select(&self, passage: &Passage) -> Result {
        self.select_across(passage, passage).await
    }

    /// Selects from the start of one passage to the end of another by dragging; both must fit into the window.
    ///
    /// # Errors
    /// When the page does not show both.
    pub async fn select_across(&self, from: &Passage, to: &Passage) -> Result {
        // Looking for the second may scroll the first away, so it is asked for again.
        self.edges(from).await?;
        let end = self.edges(to).await?.end;
        let start = self.edges(from).await?.start;
        self.drag(start, end).await
    }

    /// Drags from the middle of an element to the end of a passage, as with the handle of a highlight.
    ///
    /// # Errors
    /// When the page does not show both.
    pub async fn drag_to(&self, by: By, to: &Passage) -> Result {
        let end = self.edges(to).await?.end;
        self.drag(self.middle_of(by).await?, end).await
    }

    /// The middle of an element in the window.
    async fn middle_of(&self, by: By) -> Result<Point> {
        let (x, y, width, height) = self.find(by).await?.rectangle().await?;
        let scrolled = self.script("return [scrollX, scrollY]", Vec::new()).await?;
        let [left, top] = [0, 1].map(|axis| scrolled[axis].as_f64().unwrap_or(0.0));
        Ok((x - left + width / 2.0, y - top + height / 2.0))
    }

    /// Clicks the first character of a passage so many times running: two select a word, three a sentence.
    ///
    /// # Errors
    /// When the page does not show it.
    pub async fn click_text(&self, passage: &Passage, times: u32) -> Result {
        // Beyond the left edge of the character: on it, a click may count for the one before.
        let (x, y) = self.edges(passage).await?.start;
        let mut actions = MouseActions::new("mouse".to_owned()).then(to((x + 3.0, y)));
        for _ in 0..times {
            actions =
                actions.then(PointerAction::Down { button: LEFT }).then(PointerAction::Up { button: LEFT });
        }
        self.perform(actions).await
    }

    async fn drag(&self, start: Point, end: Point) -> Result {
        let middle = (f64::midpoint(start.0, end.0), f64::midpoint(start.1, end.1));
        let actions = MouseActions::new("mouse".to_owned())
            .then(to(start))
            .then(PointerAction::Down { button: LEFT })
            // A pointer passes through places on its way; a page may listen for that.
            .then(to(middle))
            .then(to(end))
            .then(PointerAction::Up { button: LEFT });
        self.perform(actions).await
    }

    async fn perform(&self, actions: MouseActions) -> Result {
        self.client().perform_actions(actions).await?;
        Ok(self.client().release_actions().await?)
    }
}

fn to((x, y): Point) -> PointerAction {
    PointerAction::MoveTo { duration: None, x, y }
}
