//! Finding things as a person describes them: the button “Export”, the text of a heading.

use std::fmt;

use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use super::app::App;
use super::trouble::Result;
use super::wait::until;

/// The key under which WebDriver hands over an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A description of something visible.
#[derive(Clone, Debug)]
pub struct By {
    kind: &'static str,
    first: String,
    second: Option<String>,
}

impl By {
    /// The attribute `data-testid`, for what has neither a role nor a text of its own.
    pub fn test_id(id: impl Into<String>) -> By {
        By { kind: "test id", first: id.into(), second: None }
    }

    /// A role and the accessible name: `By::role("button", "Export")`.
    pub fn role(role: impl Into<String>, name: impl Into<String>) -> By {
        By { kind: "role", first: role.into(), second: Some(name.into()) }
    }

    /// A role, whatever the name.
    pub fn any(role: impl Into<String>) -> By {
        By { kind: "role", first: role.into(), second: None }
    }

    /// Exactly this text, white space apart.
    pub fn text(text: impl Into<String>) -> By {
        By { kind: "text", first: text.into(), second: None }
    }

    /// A CSS selector.
    pub fn css(selector: impl Into<String>) -> By {
        By { kind: "css", first: selector.into(), second: None }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.second {
            Some(name) => write!(f, "the {} “{name}”", self.first),
            None => write!(f, "{} “{}”", self.kind, self.first),
        }
    }
}

impl App {
    /// The first visible element so described; waits for it.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn find(&self, by: By) -> Result<Element> {
        until(by.to_string(), async || Ok(self.visible(&by).await?.into_iter().next())).await
    }

    /// All visible elements so described, at this moment.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn all(&self, by: By) -> Result<Vec<Element>> {
        self.visible(&by).await
    }

    /// Waits until there are exactly so many visible elements.
    ///
    /// # Errors
    /// When there never are.
    pub async fn count(&self, by: By, expected: usize) -> Result<Vec<Element>> {
        until(format!("{expected} times {by}"), async || {
            let found = self.visible(&by).await?;
            Ok((found.len() == expected).then_some(found))
        })
        .await
    }

    /// Waits until nothing so described is visible.
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self, by: By) -> Result {
        self.count(by, 0).await.map(|_| ())
    }

    /// The visible text of the first element so described.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn text(&self, by: By) -> Result<String> {
        until(by.to_string(), async || match self.visible(&by).await?.into_iter().next() {
            Some(element) => Ok(Some(element.text().await?)),
            None => Ok(None),
        })
        .await
    }

    /// Waits until the visible text of the first element so described contains `part`.
    ///
    /// # Errors
    /// When it never does.
    pub async fn reads(&self, by: By, part: &str) -> Result {
        until(format!("{by} to read “{part}”"), async || {
            match self.visible(&by).await?.into_iter().next() {
                Some(element) => Ok(element.text().await?.contains(part).then_some(())),
                None => Ok(None),
            }
        })
        .await
    }

    async fn visible(&self, by: &By) -> Result<Vec<Element>> {
        let arguments = vec![json!(by.kind), json!(by.first), json!(by.second)];
        let found = self.script(include_str!("find.js"), arguments).await?;
        let ids = found.as_array().into_iter().flatten().filter_map(|element| element[ELEMENT].as_str());
        let element =
            |id: &str| Element::from_element_id(self.client().clone(), ElementRef::from(id.to_owned()));
        Ok(ids.map(element).collect())
    }
}

/// An element as an argument of a script.
pub(super) fn argument(element: &Element) -> Value {
    json!({ ELEMENT: element.element_id().to_string() })
}
