//! XHTML as HTML: an element that XML lets end where it begins (`<title/>`, `<a id="p1"/>`) would hold all that follows.

/// Elements that HTML has no end of.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The same page with an end for every element that has none of its own.
pub(super) fn as_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        html.push_str(&rest[..open]);
        rest = &rest[open..];
        if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let (words, after) = inside.split_once("]]>").unwrap_or((inside, ""));
            html.push_str(&words.replace('&', "&amp;").replace('<', "&lt;"));
            rest = after;
            continue;
        }
        let length = length_of_markup(rest);
        let (markup, after) = rest.split_at(length);
        rest = after;
        match markup.strip_suffix("/>") {
            Some(start) if start[1..].starts_with(|one: char| one.is_ascii_alphabetic()) => {
                let name = start[1..]
                    .split(|one: char| one.is_whitespace() || one == '/')
                    .next()
                    .unwrap_or_default();
                html.push_str(start);
                html.push('>');
                if !VOID.contains(&name) {
                    html.push_str("</");
                    html.push_str(name);
                    html.push('>');
                }
            }
            _ => html.push_str(markup),
        }
    }
    html.push_str(rest);
    html
}

/// Bytes of the tag, comment or instruction that the text begins with.
fn length_of_markup(text: &str) -> usize {
    let close = |close: &str| text.find(close).map_or(text.len(), |at| at + close.len());
    if text.starts_with("<!--") {
        return close("-->");
    }
    if text.starts_with("<?") {
        return close("?>");
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), _) => quote = Some(open).filter(|open| byte != *open),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at + 1,
            // No tag: a `<` that was left in a text.
            (None, b'<') => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_that_ends_where_it_begins_holds_nothing() {
        for (xhtml, html) in [
            ("<title/><p>霧<br/>河<a id='p>1' /></p>", "<title></title><p>霧<br>河<a id='p>1' ></a></p>"),
            (
                "<?xml version='1.0'?><!-- <p/> --><p>a < b</p>",
                "<?xml version='1.0'?><!-- <p/> --><p>a < b</p>",
            ),
            ("<p><![CDATA[a <b/> & c]]></p>", "<p>a &lt;b/> &amp; c</p>"),
            ("<p title='cut", "<p title='cut"),
        ] {
            assert_eq!(as_html(xhtml), html);
        }
    }
}
