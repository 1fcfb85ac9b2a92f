//! What must hold of any note that is shown: only elements of the closed list, only links that are safe.

use super::html::{Token, assert_balanced, text, tokens};
use vermilion_formats::crosslink::Standing;
use vermilion_formats::link::Link;
use vermilion_formats::note::note_html;

/// Renders `note` and looks at every token of the HTML.
///
/// # Panics
/// When there is an element, an attribute or the destination of a link that is not on the list, when elements do not
/// nest, or when a character that has no business in a page came through.
pub fn check(note: &str) {
    let html = note_html(note, &|_| Standing::Gone);
    let tokens = tokens(&html);
    assert_balanced(&tokens);
    let mut in_anchor = false;
    for token in &tokens {
        let Token::Open { name, attributes } = token else {
            in_anchor &= *token != Token::Close("a".to_owned());
            continue;
        };
        match name.as_str() {
            "p" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "code" | "ul" | "li" | "em" | "strong"
            | "del" | "br" | "hr" => assert!(attributes.is_empty(), "{note:?} gave {html}"),
            "ol" => assert!(
                attributes.iter().all(|(name, value)| name == "start" && value.parse::<u64>().is_ok()),
                "{note:?} gave {html}"
            ),
            "a" => {
                assert!(!std::mem::replace(&mut in_anchor, true), "{note:?} nests anchors: {html}");
                assert_eq!(attributes.keys().collect::<Vec<_>>(), ["href", "rel"]);
                assert_eq!(attributes["rel"], "noopener noreferrer");
                let href = &attributes["href"];
                let link =
                    Link::parse(href).unwrap_or_else(|error| panic!("{note:?} links to {href}: {error}"));
                assert_eq!(link.href, *href, "what was understood is what is written");
                assert!(
                    ["http://", "https://", "mailto:"].iter().any(|scheme| href.starts_with(scheme)),
                    "{note:?} links to {href}"
                );
                assert!(href.is_ascii() && !href.contains(char::is_whitespace), "{note:?}");
            }
            _ => panic!("{note:?} gave <{name}>"),
        }
    }
    assert!(!text(&tokens).contains('\0'));
}
