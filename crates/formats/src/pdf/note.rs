//! A note as lines of plain words: what its Markdown says, without how it says it.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The lines of a note.
pub(super) fn lines(markdown: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let end = |lines: &mut Vec<String>| {
        if lines.last().is_some_and(|line| !line.trim().is_empty()) {
            lines.push(String::new());
        }
    };
    for event in Parser::new(markdown) {
        let Some(line) = lines.last_mut() else { break };
        match event {
            Event::Text(words) | Event::Code(words) => line.push_str(&words.replace('\n', " ")),
            Event::SoftBreak => line.push(' '),
            Event::HardBreak => end(&mut lines),
            Event::Start(Tag::Item) => {
                end(&mut lines);
                if let Some(line) = lines.last_mut() {
                    line.push_str("• ");
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                end(&mut lines);
            }
            // Markup in a note is shown as what it is, as everywhere.
            Event::Html(words) | Event::InlineHtml(words) => line.push_str(words.trim_end()),
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_note_is_its_words() {
        let note = "# Head\n\nsome *bold* `code`\nmore  \nend\n\n- one\n- two\n\n<b>x</b>";
        assert_eq!(lines(note), ["Head", "some bold code more", "end", "• one", "• two", "<b>x</b>"]);
        assert!(lines(" \n").is_empty());
    }
}
