//! Interviews as they are published, parsed, annotated all over, and exported.

use std::fs;
use std::path::Path;

use vermilion_anchor::{Span, TextIndex};
use vermilion_formats::annotated::{Annotated, Colour, Mark, Style};
use vermilion_formats::interview::parse;
use vermilion_formats::{html, markdown};

use crate::fixture::{Draft, count};
use crate::html::{expected, shown};
use crate::markdown::read;
use vermilion_tests::invariants::html::{assert_balanced, tokens};

/// The interview, with an annotation every 61 characters; none where the data is not there.
fn annotated(path: &str) -> Option<Annotated> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: no interview at {}", path.display());
        return None;
    };
    let text = text.replace("\r\n", "\n");
    let (index, length) = (TextIndex::new(&text), count(&text));
    let mut draft = Draft::of(parse(&text));
    for number in 0..length / 61 {
        let start = number * 61;
        let span = Span::new(start, (start + 20 + number * 7 % 150).min(length));
        let span = vermilion_anchor::trim(&index, vermilion_anchor::snap_outward(&index, span));
        let style = Style { mark: Mark::ALL[number as usize % 2], colour: Colour::ALL[number as usize % 5] };
        if !span.is_empty() {
            draft = draft.mark_span(span, style, ["", "# 記"][number as usize % 2]);
        }
    }
    Some(draft.done())
}

#[test]
fn a_published_interview_is_exported_without_losing_a_word() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/transcripts");
    let transcripts = fs::read_dir(folder).into_iter().flatten();
    let names =
        transcripts.map(|entry| format!("transcripts/{}", entry.unwrap().file_name().to_str().unwrap()));
    for name in std::iter::once("interview.zh-Hant.txt".to_owned()).chain(names) {
        let Some(document) = annotated(&name) else { continue };
        let page = html::export(&document);
        assert_balanced(&tokens(&page));
        assert!(shown(&page) == expected(&document), "{name}: the page does not show the text");

        let (_, quotes) = read(&markdown::export(&document, markdown::Options::default()));
        assert_eq!(quotes.len(), document.annotations.len());
        let index = TextIndex::new(&document.text);
        for (quote, annotation) in quotes.iter().zip(&document.annotations) {
            let words = index.slice(annotation.span).unwrap();
            let lines: Vec<_> = words.lines().filter(|line| !line.trim().is_empty()).collect();
            assert_eq!(quote[..lines.len()], lines, "{name}");
        }
    }
}
