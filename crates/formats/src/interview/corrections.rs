//! What a single line would be, were it what the user says it is: the help that corrections need.

use super::{
    given::Given,
    headings::{self, Family},
    labels,
    lines::Line,
};
use vermilion_anchor::{CodePoint, Span, TextIndex};

/// A speaker label at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelAt {
    /// The name as it stands.
    pub name: String,
    /// Where the name stands.
    pub label: Span,
    /// Where what is said begins; the end of the line's text for a label on a line of its own.
    pub body_start: CodePoint,
    /// In milliseconds from the start of the recording.
    pub time: Option<u32>,
}

/// How a line would be set as a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingAt {
    /// 1 for the outermost, as far as one line can tell.
    pub level: u8,
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// The title without marks and number.
    pub body: Span,
    /// From the line's start to the title.
    pub marker: Span,
}

/// The label with which the line at `line` opens, were its name that of a speaker. `None` where it opens with nothing
/// of that shape, or `line` does not lie within `text`. Only the first line of `line` is looked at.
#[must_use]
pub fn label_at_line(text: &str, line: Span) -> Option<LabelAt> {
    let (line, text) = first_line(text, line)?;
    let label = labels::read(text, &line, &Given::default())?;
    Some(LabelAt {
        name: text[label.name.clone()].to_owned(),
        label: line.span(text, &label.name),
        body_start: line.code_point(text, label.body.start),
        time: label.time,
    })
}

/// How the line at `line` would be set, were it a heading. An empty line, or one outside `text`, gives an empty title.
/// Only the first line of `line` is looked at.
#[must_use]
pub fn heading_at_line(text: &str, line: Span) -> HeadingAt {
    let Some((first, text)) = first_line(text, line) else {
        let nothing = Span { start: line.start, end: line.start };
        return HeadingAt { level: 1, number: None, body: nothing, marker: nothing };
    };
    let heading = headings::assume(text, &first);
    let level = match (heading.hashes, heading.family) {
        (0, Some(Family::Bracketed | Family::ArabicBracketed | Family::Section)) => 2,
        (0 | 1, _) => 1,
        (hashes, _) => hashes - 1,
    };
    let body = first.span(text, &heading.body);
    let marker = Span { start: line.start, end: body.start };
    HeadingAt { level, number: heading.number, body, marker }
}

/// The first line of `span` that is not blank, and the text up to its end.
fn first_line(text: &str, span: Span) -> Option<(Line, &str)> {
    let index = TextIndex::new(text);
    let range = index.byte_range(span)?;
    let content = &text[range.clone()];
    let blank = content.len() - content.trim_start_matches(|character: char| character.is_whitespace()).len();
    let start = content[..blank].rfind('\n').map_or(range.start, |at| range.start + at + 1);
    let end = text[start..range.end].find('\n').map_or(range.end, |at| start + at);
    let mut line = Line {
        number: 0,
        start,
        end,
        body: start..end,
        point: index.code_point(start)?.0,
        is_after_blank: true,
    };
    line.body = line.trim(text, start..end);
    Some((line, &text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "🍵前言\n林美：你好\n\n  ### **Bo** (00:12):\n12、開店\n#tag\n";

    fn line(number: usize) -> Span {
        let start: usize = TEXT.split_inclusive('\n').take(number).map(|line| line.chars().count()).sum();
        let length = TEXT.split_inclusive('\n').nth(number).map_or(0, |line| line.chars().count());
        Span::new(start as u32, (start + length) as u32)
    }

    #[test]
    fn a_label_is_found_where_the_line_opens_with_one() {
        let found = label_at_line(TEXT, line(1)).unwrap();
        assert_eq!((found.name.as_str(), found.label, found.body_start.0), ("林美", Span::new(4, 6), 7));
        let found = label_at_line(TEXT, line(3)).unwrap();
        assert_eq!((found.name.as_str(), found.time, found.body_start.0), ("Bo", Some(12_000), 32));
        assert_eq!(label_at_line(TEXT, line(0)), None);
        assert_eq!(label_at_line(TEXT, Span::new(400, 500)), None);
        assert_eq!(label_at_line(TEXT, Span::new(3, 3)), None);
    }

    #[test]
    fn any_line_can_be_set_as_a_heading() {
        let start = line(4).start.0;
        let found = heading_at_line(TEXT, line(4));
        assert_eq!(found.number, Some(12));
        assert_eq!(found.body, Span::new(start + 3, start + 5));
        assert_eq!(found.marker, Span::new(start, start + 3));
        let found = heading_at_line(TEXT, line(3));
        assert_eq!(found.level, 2);
        let found = heading_at_line(TEXT, line(0));
        assert_eq!((found.level, found.number, found.body), (1, None, Span::new(0, 3)));
        let found = heading_at_line(TEXT, line(5));
        assert_eq!(found.body.len(), 4);
        assert!(heading_at_line(TEXT, line(2)).body.is_empty());
        assert!(heading_at_line(TEXT, Span::new(400, 500)).body.is_empty());
    }
}
