//! Finding a passage by its words, for whoever cannot point at it.

use crate::api::{Api, Result};
use crate::convert;
use vermilion_anchor::selector::find_quote;
use vermilion_anchor::{CodePoint, Span, TextIndex};
use vermilion_core::documents;

/// How many code points of context tell one occurrence from another.
const CONTEXT: u32 = 12;

/// A place where a quote stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The first code point.
    pub start: u32,
    /// The first code point after.
    pub end: u32,
    /// What stands right before, some characters of it.
    pub before: String,
    /// What stands right after, some characters of it.
    pub after: String,
}

impl Api {
    /// Every place of a document where these words stand exactly so, with what stands before and after where that is
    /// given.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn quote_find(
        &self,
        document: &str,
        exact: &str,
        prefix: Option<&str>,
        suffix: Option<&str>,
    ) -> Result<Vec<Occurrence>> {
        let document = documents::open(&self.library, convert::id(document)?)?;
        let text = TextIndex::new(&document.text);
        Ok(find_quote(&text, exact, prefix, suffix).into_iter().map(|span| occurrence(&text, span)).collect())
    }
}

fn occurrence(text: &TextIndex<'_>, span: Span) -> Occurrence {
    let slice = |start: u32, end: u32| {
        text.slice(Span { start: CodePoint(start), end: CodePoint(end) }).unwrap_or_default().to_owned()
    };
    let (start, end) = (span.start.0, span.end.0);
    Occurrence {
        start,
        end,
        before: slice(start.saturating_sub(CONTEXT), start),
        after: slice(end, end.saturating_add(CONTEXT).min(text.len().0)),
    }
}
