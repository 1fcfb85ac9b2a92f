//! The little markup that cues have: tags, character references and the overrides of other subtitle formats.
//!
//! Nothing is understood but where a tag begins and ends; what it means is for the format. Linear: a bracket that nothing
//! closes is looked for once.

/// A piece of a text with markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Piece<'t> {
    /// Words, with their references resolved.
    Text(String),
    /// A tag.
    Tag(Tag<'t>),
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Tag<'t> {
    /// Its name in small letters, up to the first space, dot or slash; empty for a comment or a time.
    pub(in crate::import) name: String,
    /// Whether it closes.
    pub(in crate::import) is_end: bool,
    /// Everything between the brackets.
    pub(in crate::import) inside: &'t str,
}

impl Tag<'_> {
    /// The value of an attribute, its references resolved.
    pub(in crate::import) fn attribute(&self, name: &str) -> Option<String> {
        let is_space = |character: char| character.is_ascii_whitespace() || character == '/';
        let mut rest = self.inside.split_once(char::is_whitespace)?.1;
        loop {
            rest = rest.trim_start_matches(is_space);
            let end = rest.find(|character| is_space(character) || character == '=').unwrap_or(rest.len());
            let (found, after) = rest.split_at(end);
            if found.is_empty() && !after.starts_with('=') {
                return None;
            }
            let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
                rest = after;
                continue;
            };
            let (value, after) = match value.chars().next().filter(|first| matches!(first, '"' | '\'')) {
                Some(quote) => value[1..].split_once(quote)?,
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(resolve(value));
            }
            rest = after;
        }
    }

    /// What stands after the name: `Anna` of `<v.loud Anna>`.
    pub(in crate::import) fn annotation(&self) -> String {
        let after = self.inside.split_once(char::is_whitespace).map_or("", |(_, after)| after);
        resolve(after.trim())
    }
}

/// The text in pieces.
pub(in crate::import) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut from = 0;
    while let Some(open) = text[from..].find('<').map(|at| from + at) {
        from = open + 1;
        let inside = &text[from..];
        if !inside.starts_with(|first: char| first.is_ascii_alphanumeric() || matches!(first, '/' | '!')) {
            continue;
        }
        let close =
            if inside.starts_with("!--") { inside.find("-->").map(|at| at + 2) } else { inside.find('>') };
        let Some(close) = close else { break };
        push_text(&mut pieces, &text[plain..open]);
        pieces.push(Piece::Tag(tag(&inside[..close])));
        from += close + 1;
        plain = from;
    }
    push_text(&mut pieces, &text[plain..]);
    pieces
}

/// The text without the overrides `{\an8}` and `{i}` of other subtitle formats, and the first of them.
pub(in crate::import) fn without_overrides(text: &str) -> (String, Option<&str>) {
    let mut out = String::with_capacity(text.len());
    let mut first = None;
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let inside = &rest[open + 1..];
        let is_letter = |letter: &str| inside.strip_prefix('/').unwrap_or(inside).starts_with(letter);
        if !inside.starts_with('\\') && !["b}", "i}", "u}", "s}"].into_iter().any(is_letter) {
            out.push_str(&rest[..=open]);
            rest = inside;
            continue;
        }
        let Some(close) = inside.find('}') else { break };
        out.push_str(&rest[..open]);
        first.get_or_insert(&rest[open..open + close + 2]);
        rest = &inside[close + 1..];
    }
    out.push_str(rest);
    (out, first)
}

fn push_text<'t>(pieces: &mut Vec<Piece<'t>>, text: &'t str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(resolve(text)));
    }
}

fn tag(inside: &str) -> Tag<'_> {
    let is_end = inside.starts_with('/');
    let name: String =
        inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic());
    Tag { name: if is_name { name.to_ascii_lowercase() } else { String::new() }, is_end, inside }
}

/// The text with its character references resolved; what is none stays as it is.
fn resolve(text: &str) -> String {
    /// Bytes of the longest reference.
    const LONGEST: usize = 10;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, character(&rest[..end])?))) {
            Some((end, character)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

fn character(reference: &str) -> Option<char> {
    if let Some(number) = reference.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return number.ok().and_then(char::from_u32).filter(|character| !character.is_control());
    }
    Some(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        // A space that does not break is one for the eye only.
        "nbsp" => ' ',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let shown = |piece: Piece<'_>| match piece {
            Piece::Text(text) => text,
            Piece::Tag(tag) => format!("[{}{}]", if tag.is_end { "/" } else { "" }, tag.name),
        };
        pieces(text).into_iter().map(shown).collect()
    }

    #[test]
    fn tags_are_told_from_words_and_references_resolved() {
        for (text, expected) in [
            ("<i>a</i> &amp; b", "[i]a[/i] & b"),
            ("1 < 2 > 1 &", "1 < 2 > 1 &"),
            ("<v.loud Anna>霧", "[v]霧"),
            ("<00:01.000><c.x>a</c>", "[][c]a[/c]"),
            ("a<!-- > --><BR/>b", "a[][br]b"),
            ("a<b", "a<b"),
            ("&#38695;&#x6CB3;&#0;&bogus;&霧;", "霧河&#0;&bogus;&霧;"),
            ("&amp;lt;i&amp;gt;", "&lt;i&gt;"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn attributes_and_annotations_are_read() {
        let pieces = pieces("<span class=\"x data-t=1\" data-t='1&amp;2' e=3><v.a  Anna B. >");
        let [Piece::Tag(span), Piece::Tag(voice)] = &pieces[..] else { panic!("{pieces:?}") };
        assert_eq!(span.attribute("data-t").as_deref(), Some("1&2"));
        assert_eq!(span.attribute("e").as_deref(), Some("3"));
        assert_eq!(span.attribute("f"), None);
        assert_eq!(voice.annotation(), "Anna B.");
    }

    #[test]
    fn overrides_go_and_braces_stay() {
        assert_eq!(without_overrides("{\\an8}{i}a{/i} {b c} {"), ("a {b c} {".to_owned(), Some("{\\an8}")));
    }
}
