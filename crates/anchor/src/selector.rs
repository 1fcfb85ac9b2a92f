//! A range told by its words: the W3C Web Annotation model's TextQuoteSelector.
//!
//! Owns writing such a selector and finding every place that matches one exactly. It refuses to guess: approximate
//! search, scores and choosing among several places are a caller's matter, and a place that nearly matches is none.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::segment::is_edge;
use crate::units::{Span, TextIndex, count};

/// How much of the text around a quote is written down, in code points.
pub const CONTEXT: u32 = 32;

/// A quote with what stands right before and after it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TextQuoteSelector {
    /// The words of the range itself.
    pub exact: String,
    /// At most [`CONTEXT`] code points that end where the range begins; whole graphemes.
    pub prefix: String,
    /// At most [`CONTEXT`] code points that begin where the range ends; whole graphemes.
    pub suffix: String,
}

/// Writes the selector of `span`; `None` when it lies outside the text.
#[must_use]
pub fn describe(text: &TextIndex, span: Span) -> Option<TextQuoteSelector> {
    let range = text.byte_range(span)?;
    let (before, after) = (&text.text()[..range.start], &text.text()[range.end..]);
    let prefix = within_context(before.graphemes(true).rev());
    let suffix = within_context(after.graphemes(true));
    Some(TextQuoteSelector {
        exact: text.text()[range].to_owned(),
        prefix: before[before.len() - prefix..].to_owned(),
        suffix: after[..suffix].to_owned(),
    })
}

/// How many bytes of `clusters` fit into the context.
fn within_context<'t>(clusters: impl Iterator<Item = &'t str>) -> usize {
    let mut room = CONTEXT;
    let mut bytes = 0;
    for cluster in clusters {
        let Some(left) = room.checked_sub(count(cluster)) else {
            break;
        };
        room = left;
        bytes += cluster.len();
    }
    bytes
}

/// Every place where `exact` stands with `prefix` right before and `suffix` right after it, in the order of the text,
/// overlapping places included. An empty `exact` stands nowhere.
///
/// Characters are compared as they are: no folding of case, width or composition. Where an occurrence would cut a
/// grapheme in two (an `e` whose accent is a character of its own), a reader sees another letter, so it is none.
#[must_use]
pub fn find_quote(text: &TextIndex, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Vec<Span> {
    let Some(first) = exact.chars().next() else {
        return Vec::new();
    };
    let whole = text.text();
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(found) = whole[from..].find(exact) {
        let range = from + found..from + found + exact.len();
        from = range.start + first.len_utf8();
        if whole[..range.start].ends_with(prefix.unwrap_or_default())
            && whole[range.end..].starts_with(suffix.unwrap_or_default())
            && is_edge(whole, range.start)
            && is_edge(whole, range.end)
        {
            places.extend(text.span(range));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{CONTEXT, describe, find_quote};
    use crate::units::{Span, TextIndex, count};

    #[test]
    fn a_selector_holds_the_quote_and_what_stands_around_it() {
        let index = TextIndex::new("火車進站，月臺上的人都站了起來。");
        let selector = describe(&index, Span::new(5, 7)).unwrap();
        assert_eq!(
            (&*selector.prefix, &*selector.exact, &*selector.suffix),
            ("火車進站，", "月臺", "上的人都站了起來。")
        );
        assert_eq!(describe(&index, Span::new(5, 99)), None);
    }

    #[test]
    fn context_is_cut_at_32_code_points_and_never_through_a_grapheme() {
        let family = "👩\u{200D}👩\u{200D}👧";
        let text = format!("{family}{}字{}{family}", "前".repeat(29), "後".repeat(27));
        let index = TextIndex::new(&text);
        let selector = describe(&index, Span::new(34, 35)).unwrap();
        assert_eq!(selector.prefix, "前".repeat(29), "the family would need five more where three fit");
        assert_eq!(selector.suffix, format!("{}{family}", "後".repeat(27)));
        assert_eq!(count(&selector.suffix), CONTEXT);
    }

    #[test]
    fn every_place_of_a_quote_is_found_also_overlapping_ones() {
        let index = TextIndex::new("哈哈哈，哈哈");
        let places = find_quote(&index, "哈哈", None, None);
        assert_eq!(places, [Span::new(0, 2), Span::new(1, 3), Span::new(4, 6)]);
        assert_eq!(find_quote(&index, "哈哈", Some("，"), None), [Span::new(4, 6)]);
        assert_eq!(find_quote(&index, "哈哈", None, Some("哈")), [Span::new(0, 2)]);
        assert_eq!(find_quote(&index, "哈哈", Some("x"), Some("哈")), []);
    }

    #[test]
    fn an_empty_quote_stands_nowhere() {
        assert_eq!(find_quote(&TextIndex::new("甲"), "", None, None), []);
    }

    #[test]
    fn a_quote_that_would_cut_a_grapheme_is_not_found() {
        let index = TextIndex::new("cafe\u{301} cafe");
        assert_eq!(find_quote(&index, "cafe", None, None), [Span::new(6, 10)]);
        assert_eq!(find_quote(&index, "cafe\u{301}", None, None), [Span::new(0, 5)]);
    }
}
