//! What is seen of the paragraphs of a note, to tell whether it still is what our export wrote.

use super::markdown::style;
use super::paragraphs::{Paragraph, Piece};
use crate::note::shown::{Kind, Line, Lines, Look};

/// The lines of these paragraphs, as [`crate::note::shown::lines`] has those of Markdown.
pub(super) fn lines(paragraphs: &[Paragraph]) -> Vec<Line> {
    let mut lines = Lines::default();
    for paragraph in paragraphs {
        let name = paragraph.style.as_deref().unwrap_or_default();
        if name == style::RULE {
            lines.rule();
            continue;
        }
        let heading = name.strip_prefix(style::HEADING).and_then(|level| level.parse().ok());
        let kind = match (name, heading, &paragraph.list) {
            (_, Some(level), _) => Kind::Heading(level),
            (style::CODE_BLOCK, ..) => Kind::Code,
            (_, _, Some(list)) => Kind::Item(usize::from(list.level) + 1),
            (style::MORE, ..) => Kind::More,
            (style::QUOTE, ..) => Kind::Quote,
            _ => Kind::Plain,
        };
        for piece in &paragraph.pieces {
            match piece {
                Piece::Words(words, format) => {
                    let look = Look {
                        is_bold: format.is_bold,
                        is_italic: format.is_italic,
                        is_struck: format.is_struck,
                        is_code: format.style.as_deref() == Some(style::CODE),
                        link: format.link.as_deref().map(str::to_owned),
                    };
                    lines.push(kind, words, look);
                }
                Piece::Break => lines.end(),
                Piece::Mark(_) => {}
            }
        }
        lines.end();
    }
    lines.finish()
}
