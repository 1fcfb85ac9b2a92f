//! A tokenizer for the HTML that we write: strict, so that anything it does not know is a failure.

use std::collections::BTreeMap;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Open { name: String, attributes: BTreeMap<String, String> },
    Close(String),
    Text(String),
}

const VOID: [&str; 3] = ["br", "hr", "meta"];

/// Cuts HTML into tokens; the text of `style` is one token. Panics where a `<` opens no plain tag.
pub(crate) fn tokens(html: &str) -> Vec<Token> {
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

/// Fails unless every element is closed in the order in which it was opened.
pub(crate) fn assert_balanced(tokens: &[Token]) {
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
pub(crate) fn text(tokens: &[Token]) -> String {
    tokens
        .iter()
        .filter_map(|token| if let Token::Text(text) = token { Some(text.as_str()) } else { None })
        .collect()
}
