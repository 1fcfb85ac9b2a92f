//! Passages of the text on the page and where they stand in the window.

use std::fmt;

use serde_json::{Value, json};

use super::app::App;
use super::trouble::Result;
use super::wait::until;

/// A passage of the text inside one element.
#[derive(Clone, Debug)]
pub struct Passage {
    within: String,
    sought: Sought,
}

#[derive(Clone, Debug)]
enum Sought {
    Text { text: String, nth: u32 },
    Span { start: u32, end: u32 },
}

impl Passage {
    /// The first occurrence of `text` on the page; it may run across elements but not across a gap between them.
    pub fn of(text: impl Into<String>) -> Passage {
        Passage { within: "body".to_owned(), sought: Sought::Text { text: text.into(), nth: 0 } }
    }

    /// From one code point to another in the text of an element, see [`Passage::within`].
    pub fn span(start: u32, end: u32) -> Passage {
        Passage { within: "body".to_owned(), sought: Sought::Span { start, end } }
    }

    /// Looks only inside the first element that this CSS selector matches.
    pub fn within(mut self, selector: impl Into<String>) -> Passage {
        self.within = selector.into();
        self
    }

    /// A later occurrence; 0 is the first.
    pub fn nth(mut self, number: u32) -> Passage {
        if let Sought::Text { nth, .. } = &mut self.sought {
            *nth = number;
        }
        self
    }

    fn to_json(&self) -> Value {
        match &self.sought {
            Sought::Text { text, nth } => json!({ "text": text, "nth": nth }),
            Sought::Span { start, end } => json!({ "start": start, "end": end }),
        }
    }
}

impl fmt::Display for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sought {
            Sought::Text { text, nth } => write!(f, "the passage “{text}” ({nth}) in {}", self.within),
            Sought::Span { start, end } => write!(f, "the passage {start}..{end} in {}", self.within),
        }
    }
}

/// A point of the window, in CSS pixels from its upper left corner.
pub(super) type Point = (f64, f64);

/// The edges of a passage: just inside its first and its last character.
pub(super) struct Edges {
    pub(super) start: Point,
    pub(super) end: Point,
}

impl App {
    /// Waits for a passage, brings it into view and says where it stands.
    pub(super) async fn edges(&self, passage: &Passage) -> Result<Edges> {
        until(passage.to_string(), async || {
            let arguments = vec![json!(passage.within), passage.to_json()];
            let place = self.client().execute_async(include_str!("passage.js"), arguments).await?;
            Ok(point(&place["start"]).zip(point(&place["end"])).map(|(start, end)| Edges { start, end }))
        })
        .await
    }
}

fn point(value: &Value) -> Option<Point> {
    Some((value[0].as_f64()?, value[1].as_f64()?))
}
