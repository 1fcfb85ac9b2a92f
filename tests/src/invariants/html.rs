//! A tokenizer for the HTML that we write: strict, so that anything it does not know is a failure.

#![expect(clippy::expect_used, reason = "HTML that this does not know is a failure, and should say where")]

use std::collections::BTreeMap;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Token {
    /// A tag that opens an element.
    Open {
        /// The element.
        name: String,
        /// Its attributes, unescaped.
        attributes: BTreeMap<String, String>,
    },
    /// A tag that closes the element of this name.
    Close(String),
    /// Text, unescaped.
    Text(String),
}

const VOID: [&str; 3] = ["br", "hr", "meta"];

/// Cuts HTML into tokens; the text of `style` is one token.
///
/// # Panics
/// Where a `<` opens no plain tag.
#[must_use]
pub fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").unwrap_or(html);
    while !rest.is_empty() {
        let is_style = matches!(tokens.last(), Some(Token::Open { name, .. }) if name == "style");
        let text_end = if is_style { rest.find("</style>") } else { rest.find('<') }.unwrap_or(rest.len());
        if text_end > 0 {
            tokens.push(Token::Text(unescape(&rest[..text_end])));
            rest = &rest[text_end..];
            continue;
        }
        let end = rest.find('>').unwrap_or_else(|| panic!("an open tag at the end: {rest:?}"));
        tokens.push(tag(&rest[1..end]));
        rest = &rest[end + 1..];
    }
    tokens
}

fn tag(inside: &str) -> Token {
    if let Some(name) = inside.strip_prefix('/') {
        assert!(is_name(name), "not a closing tag: {inside:?}");
        return Token::Close(name.to_owned());
    }
    let (name, mut rest) = inside.split_at(inside.find(' ').unwrap_or(inside.len()));
    assert!(is_name(name), "not a tag: {inside:?}");
    let mut attributes = BTreeMap::new();
    while !rest.is_empty() {
        let (attribute, value) =
            rest.strip_prefix(' ').and_then(|rest| rest.split_once("=\"")).expect("an attribute in quotes");
        assert!(is_name(attribute), "not an attribute: {inside:?}");
        let (value, after) = value.split_once('"').expect("a closing quote");
        assert!(attributes.insert(attribute.to_owned(), unescape(value)).is_none(), "twice: {inside:?}");
        rest = after;
    }
    Token::Open { name: name.to_owned(), attributes }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn unescape(text: &str) -> String {
    assert!(!text.contains('\0'));
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Looks whether every element is closed in the order in which it was opened.
///
/// # Panics
/// When one is not.
pub fn assert_balanced(tokens: &[Token]) {
    let mut open = Vec::new();
    for token in tokens {
        match token {
            Token::Open { name, .. } if VOID.contains(&name.as_str()) => {}
            Token::Open { name, .. } => open.push(name.as_str()),
            Token::Close(name) => assert_eq!(open.pop(), Some(name.as_str())),
            Token::Text(_) => {}
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

/// All text, without tags.
#[must_use]
pub fn text(tokens: &[Token]) -> String {
    tokens
        .iter()
        .filter_map(|token| if let Token::Text(text) = token { Some(text.as_str()) } else { None })
        .collect()
}
