//! Annotations that a file quotes and whose text it does not hold, in the text to which somebody says that they belong.

use super::{ImportedAnnotation, Place, Report};
use memchr::memmem::Finder;
use vermilion_anchor::segment::snap_outward;
use vermilion_anchor::{CodePoint, Span, TextIndex};

/// Places of one quote that are looked at.
const MOST_PLACES: usize = 1_000;

/// Bytes of text that are searched in all; what is left then stays without a place.
const MOST_SEARCHED: u64 = 16 << 30;

/// Gives annotations without a place one in `text`: where their words stand, and where they stand several times, where more of
/// what the file has around them does too. White space does not count, for a page breaks its lines otherwise. What is found
/// nowhere, or in two places of which none is likelier, stays without one; the report says of each what became of it.
pub fn anchor(annotations: &mut [ImportedAnnotation], text: &str, report: &mut Report) {
    let index = TextIndex::new(text);
    let seen = Seen::of(text);
    let mut left = MOST_SEARCHED;
    for (annotation, number) in annotations.iter_mut().zip(1..) {
        if annotation.span.is_some() {
            continue;
        }
        let place = Some(Place::Entry(number));
        let enough = left.checked_sub(seen.text.len() as u64);
        left = enough.unwrap_or(0);
        let found = if enough.is_some() { seen.find(&index, annotation) } else { Err("not-found-in-text") };
        match found {
            Ok(span) => {
                annotation.span = Some(span);
                report.take("annotation", &annotation.quote, place);
            }
            Err(reason) => report.alter("annotation", &annotation.quote, reason, place),
        }
    }
}

/// A text without white space.
struct Seen {
    text: String,
    /// For each of its bytes the code point of the text to which it belongs.
    points: Vec<u32>,
}

impl Seen {
    fn of(text: &str) -> Self {
        let mut seen =
            Self { text: String::with_capacity(text.len()), points: Vec::with_capacity(text.len()) };
        for (character, point) in text.chars().zip(0..).filter(|(character, _)| !is_unseen(*character)) {
            seen.text.push(character);
            seen.points.resize(seen.text.len(), point);
        }
        seen
    }

    /// The place of an annotation; or why it has none, as a word for the report.
    fn find(&self, index: &TextIndex<'_>, annotation: &ImportedAnnotation) -> Result<Span, &'static str> {
        let quote = squeezed(&annotation.quote);
        if quote.is_empty() {
            return Err("no-quote");
        }
        let (prefix, suffix) = (squeezed(&annotation.prefix), squeezed(&annotation.suffix));
        let mut best: Option<(usize, Span)> = None;
        let mut is_tied = false;
        for start in Finder::new(&quote).find_iter(self.text.as_bytes()).take(MOST_PLACES) {
            let end = start + quote.len();
            let span =
                Span { start: CodePoint(self.points[start]), end: CodePoint(self.points[end - 1] + 1) };
            // Where it would begin or end inside a character a reader sees another one.
            if snap_outward(index, span) != span {
                continue;
            }
            let before = self.text[..start].chars().rev().zip(prefix.chars().rev());
            let after = self.text[end..].chars().zip(suffix.chars());
            let alike = before.take_while(|(one, other)| one == other).count()
                + after.take_while(|(one, other)| one == other).count();
            match best {
                Some((most, _)) if alike < most => {}
                Some((most, _)) if alike == most => is_tied = true,
                _ => {
                    best = Some((alike, span));
                    is_tied = false;
                }
            }
        }
        match best {
            Some(_) if is_tied => Err("several-places"),
            Some((_, span)) => Ok(span),
            None => Err("not-found-in-text"),
        }
    }
}

fn is_unseen(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{ad}' | '\u{200b}' | '\u{feff}')
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !is_unseen(*character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, quote: &str, prefix: &str, suffix: &str) -> Result<String, String> {
        let mut report = Report::default();
        let mut annotations = [ImportedAnnotation {
            quote: quote.to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            ..ImportedAnnotation::default()
        }];
        anchor(&mut annotations, text, &mut report);
        let index = TextIndex::new(text);
        match annotations[0].span {
            Some(span) => Ok(format!("{} {}", span.start.0, index.slice(span).unwrap())),
            None => Err(report.findings[0].reason.clone()),
        }
    }

    #[test]
    fn words_are_found_across_lines_and_told_apart_by_what_is_around_them() {
        let text = "林：霧散了。\n\n吳：霧散了， 河還在。e\u{301}\n";
        for (quote, prefix, suffix, expected) in [
            ("河還在", "", "", Ok("15 河還在")),
            ("霧散了。 吳：霧散了", "", "", Ok("2 霧散了。\n\n吳：霧散了")),
            ("霧 散 了", "", "，河", Ok("10 霧散了")),
            ("霧散了", "林：\n", "", Ok("2 霧散了")),
            ("霧散了", "", "", Err("several-places")),
            ("霧散了", "別的", "字", Err("several-places")),
            ("不在", "", "", Err("not-found-in-text")),
            ("。e", "", "", Err("not-found-in-text")),
            (" ", "", "", Err("no-quote")),
        ] {
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(found(text, quote, prefix, suffix), expected, "{quote} {prefix} {suffix}");
        }
    }
}
