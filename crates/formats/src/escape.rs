//! Text into HTML, as text: the only way by which anything imported or typed reaches a page.

use vermilion_anchor::visible;

/// Appends `text` so that it is character data in an element and in a double-quoted attribute alike.
pub(crate) fn push_text(out: &mut String, text: &str) {
    let mut plain = 0;
    for (at, character) in text.char_indices() {
        let entity = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ if is_no_text(character) => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(entity);
        plain = at + character.len_utf8();
    }
    out.push_str(&text[plain..]);
}

/// Appends a name (a title, a speaker, a source) with what hides in it shown: it stands beside other words, which it
/// must not deceive about.
pub(crate) fn push_name(out: &mut String, name: &str) {
    push_text(out, &visible(name));
}

/// Control characters but for white space, which HTML does not have. One becomes one replacement character, so that a
/// reader sees that something was there and the text keeps its length in code points.
fn is_no_text(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\x0c' | '\r')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_in_html_becomes_a_replacement_character() {
        for (text, expected) in [
            ("\u{1b}[31m紅\u{1b}[0m", "\u{fffd}[31m紅\u{fffd}[0m"),
            ("\0\u{8}\u{b}\u{7f}\u{9b}", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("一\t二\n三\u{c}四\u{a0}👩\u{200d}👧", "一\t二\n三\u{c}四\u{a0}👩\u{200d}👧"),
            ("<\u{1}&\u{1}>", "&lt;\u{fffd}&amp;\u{fffd}&gt;"),
        ] {
            let mut out = String::new();
            push_text(&mut out, text);
            assert_eq!(out, expected, "{text:?}");
        }
    }
}
