//! Text into HTML, as text: the only way by which anything imported or typed reaches a page.

/// Appends `text` so that it is character data in an element and in a double-quoted attribute alike.
pub(crate) fn push_text(out: &mut String, text: &str) {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            // No parser agrees with another about U+0000, and no reader misses it.
            0 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(entity);
        plain = at + 1;
    }
    out.push_str(&text[plain..]);
}

/// The same, with line ends shown as line breaks.
pub(crate) fn push_lines(out: &mut String, text: &str) {
    let mut lines = text.split('\n');
    if let Some(first) = lines.next() {
        push_text(out, first);
    }
    for line in lines {
        out.push_str("<br>");
        push_text(out, line);
    }
}
