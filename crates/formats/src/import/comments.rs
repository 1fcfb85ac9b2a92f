//! Comments in the margin of a text, as word processors keep them: where each stands, who wrote it and when.

use super::{ImportError, ImportedAnnotation, Place, Report};
use jiff::{Timestamp, civil};
use vermilion_anchor::segment::{snap_outward, trim};
use vermilion_anchor::{CodePoint, Span, TextIndex, count};

/// A comment while its text is being read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comment {
    /// Where its passage begins.
    pub(super) start: CodePoint,
    /// Where that ends; `None` for a comment that stands at a place.
    pub(super) end: Option<CodePoint>,
    /// What it says.
    pub(super) note: String,
    /// Who wrote it.
    pub(super) author: Option<String>,
    /// When, in whatever form the file has it.
    pub(super) date: Option<String>,
}

/// The most bytes that all quotes together have: each comment may be about the whole text.
const MOST_QUOTED: usize = 256 << 20;

/// The most code points of a line that a comment without a passage is about; of a longer one it is what stands before it.
const LINE_LIMIT: u32 = 2_000;

/// The annotations that these comments are, in the order of the text. One that stands at a place is about the line that
/// it stands in.
///
/// # Errors
/// When their passages are more than is read.
pub(super) fn annotations(
    text: &str,
    mut comments: Vec<Comment>,
    report: &mut Report,
) -> Result<Vec<ImportedAnnotation>, ImportError> {
    comments.sort_by_key(|comment| (comment.start, comment.end));
    let places = Places::of(text);
    let mut annotations = Vec::with_capacity(comments.len());
    let mut quoted = 0;
    for (comment, number) in comments.into_iter().zip(1..) {
        let place = Some(Place::Entry(number));
        let ranged = comment.end.and_then(|end| places.passage(comment.start, end));
        let span = ranged.or_else(|| places.line_at(comment.start));
        match (ranged, span) {
            (Some(_), _) => report.take("comment", &comment.note, place),
            (None, Some(_)) => report.alter("comment", &comment.note, "about-its-line", place),
            (None, None) => report.alter("comment", &comment.note, "orphaned", place),
        }
        let quote = span.and_then(|span| places.index.slice(span)).unwrap_or_default();
        quoted += quote.len();
        if quoted > MOST_QUOTED {
            return Err(ImportError::TooMuch {
                what: "bytes in comments' passages",
                most: MOST_QUOTED as u64,
            });
        }
        annotations.push(ImportedAnnotation {
            span,
            quote: quote.to_owned(),
            style: None,
            note: comment.note,
            tags: Vec::new(),
            prefix: String::new(),
            suffix: String::new(),
            author: comment.author.filter(|author| !author.trim().is_empty()),
            created: comment.date.as_deref().and_then(moment),
            modified: None,
        });
    }
    annotations.sort_by_key(|annotation| annotation.span.map(|span| (span.start, span.end)));
    Ok(annotations)
}

/// A moment as RFC 3339 in UTC. Word processors write the time of the clock on the wall without its zone; it is taken for
/// UTC.
fn moment(text: &str) -> Option<String> {
    let text = text.trim();
    let zoned = text.parse::<Timestamp>().ok();
    let moment = zoned.or_else(|| {
        let local: civil::DateTime = text.parse().ok()?;
        Some(local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    })?;
    Some(moment.to_string())
}

/// A text in which places are found.
struct Places<'t> {
    index: TextIndex<'t>,
    /// Where each line that has words begins and ends.
    lines: Vec<(u32, u32)>,
    points: u32,
}

impl<'t> Places<'t> {
    fn of(text: &'t str) -> Self {
        let mut point = 0;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            let length = count(line);
            if !line.trim().is_empty() {
                lines.push((point, point + length));
            }
            point += length;
        }
        Self { index: TextIndex::new(text), lines, points: point }
    }

    /// The passage with whole characters and without white space at its edges; `None` where nothing is left.
    fn passage(&self, start: CodePoint, end: CodePoint) -> Option<Span> {
        let end = end.0.min(self.points);
        if start.0 >= end {
            return None;
        }
        let span = trim(&self.index, Span::new(start.0, end));
        Some(snap_outward(&self.index, span)).filter(|span| !span.is_empty())
    }

    /// The line around a place, or the last one before it that has words.
    fn line_at(&self, at: CodePoint) -> Option<Span> {
        let before = self.lines.partition_point(|(start, _)| *start <= at.0);
        let (start, end) = *self.lines.get(before.saturating_sub(1))?;
        if end - start <= LINE_LIMIT {
            return self.passage(CodePoint(start), CodePoint(end));
        }
        let end = at.0.clamp(start + 1, end);
        self.passage(CodePoint(end.saturating_sub(LINE_LIMIT).max(start)), CodePoint(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(start: u32, end: Option<u32>) -> Comment {
        Comment {
            start: CodePoint(start),
            end: end.map(CodePoint),
            note: "n".to_owned(),
            ..Comment::default()
        }
    }

    #[test]
    fn a_comment_is_on_its_words_or_on_the_line_it_stands_in() {
        let text = "𠮷野 家\n\n 霧 \n";
        let mut report = Report::default();
        let comments = vec![
            comment(2, Some(4)),
            comment(0, Some(8)),
            comment(7, None),
            comment(5, Some(5)),
            comment(99, Some(400)),
        ];
        let found = annotations(text, comments, &mut report).unwrap();
        let found: Vec<_> =
            found.iter().map(|one| (one.span.map(|span| (span.start.0, span.end.0)), &*one.quote)).collect();
        assert_eq!(
            found,
            [
                (Some((0, 4)), "𠮷野 家"),
                (Some((0, 8)), "𠮷野 家\n\n 霧"),
                (Some((3, 4)), "家"),
                (Some((7, 8)), "霧"),
                (Some((7, 8)), "霧")
            ]
        );
        assert_eq!((report.taken, report.altered), (2, 3));
        assert_eq!(annotations("", vec![comment(0, None)], &mut report).unwrap()[0].span, None);
    }

    #[test]
    fn moments_are_told_in_utc() {
        for (text, expected) in [
            ("2026-11-29T22:34:18.5", Some("2026-11-29T22:34:18.5Z")),
            ("2026-11-29T22:34:18+08:00", Some("2026-11-29T14:34:18Z")),
            ("yesterday", None),
        ] {
            assert_eq!(moment(text).as_deref(), expected);
        }
    }
}
