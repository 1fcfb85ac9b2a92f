//! What must hold of any text that is taken for an interview.

use unicode_segmentation::UnicodeSegmentation;
use vermilion_anchor::{CodePoint, Span, TextIndex};
use vermilion_formats::interview::{BlockKind, Interview, heading_at_line, label_at_line, parse, sections};

/// How many blocks of a text are also asked about as single lines, each of which takes a walk through the text.
const LINES: usize = 32;

/// Takes `text` for an interview, as whole and line by line.
///
/// # Panics
/// When blocks do not cover the text back to back, a body or label lies outside its block or splits a character, a
/// turn has no speaker or a speaker no turn, or a section is not where its heading is.
pub fn check(text: &str) {
    let found = parse(text);
    assert_eq!(found.text, text);
    check_interview(&found);
    for block in found.blocks.iter().take(LINES) {
        check_line(text, block.span);
    }
}

/// What [`check`] says of the structure of a text, wherever it was found.
///
/// # Panics
/// As [`check`] does.
pub fn check_interview(found: &Interview) {
    let text = found.text.as_str();
    let index = TextIndex::new(text);
    let mut edges: Vec<u32> = Vec::new();
    let mut point = 0;
    for grapheme in text.graphemes(true) {
        edges.push(point);
        point += grapheme.chars().count() as u32;
    }
    edges.push(point);
    let splits_nothing =
        |span: Span| [span.start, span.end].iter().all(|edge| edges.binary_search(&edge.0).is_ok());
    let mut next = CodePoint(0);
    let mut heard = vec![false; found.speakers.len()];
    for block in &found.blocks {
        assert_eq!(block.span.start, next, "back to back: {text:?}");
        assert!(!block.span.is_empty(), "no empty block: {text:?}");
        let is_inside = block.span.start <= block.body.start
            && block.body.start <= block.body.end
            && block.body.end <= block.span.end;
        assert!(is_inside, "{block:?} in {text:?}");
        assert!(splits_nothing(block.body) && splits_nothing(block.span), "{block:?} in {text:?}");
        match &block.kind {
            BlockKind::Turn { speaker, label: Some(label), .. } => {
                heard[*speaker] = true;
                let name = index.slice(*label);
                assert!(found.speakers[*speaker].labels.iter().any(|one| Some(one.as_str()) == name));
                assert!(
                    block.span.start <= label.start && label.end <= block.body.start,
                    "{block:?} in {text:?}"
                );
                assert!(splits_nothing(*label));
            }
            BlockKind::Turn { speaker, .. } => {
                assert!(heard[*speaker], "a turn opens with a label: {text:?}");
            }
            BlockKind::Heading { level, .. } => assert!((1..=6).contains(level)),
            BlockKind::Title | BlockKind::Metadata | BlockKind::Paragraph => {}
        }
        next = block.span.end;
    }
    assert_eq!(next, index.len(), "the blocks cover the text: {text:?}");
    assert!(heard.iter().all(|heard| *heard), "every speaker speaks: {text:?}");
    let mut labels: Vec<&String> = found.speakers.iter().flat_map(|speaker| &speaker.labels).collect();
    let all = labels.len();
    labels.sort();
    labels.dedup();
    assert_eq!(labels.len(), all, "a label means one speaker: {text:?}");
    for section in sections(&index, &found.blocks) {
        assert!(section.heading.start == section.span.start && section.heading.end <= section.span.end);
    }
}

/// Asks what the line at `span` would be as a heading and as a turn. The span may lie anywhere.
///
/// # Panics
/// When a part of the answer lies outside the line, or is not what stands there.
pub fn check_line(text: &str, span: Span) {
    let heading = heading_at_line(text, span);
    let label = label_at_line(text, span);
    let index = TextIndex::new(text);
    if index.slice(span).is_none() {
        return;
    }
    assert!(
        index.slice(heading.body).is_some() && heading.marker.end == heading.body.start,
        "{span:?} of {text:?}"
    );
    assert!(span.start <= heading.body.start && heading.body.end <= span.end, "{span:?} of {text:?}");
    if let Some(label) = label {
        assert_eq!(index.slice(label.label), Some(label.name.as_str()), "{span:?} of {text:?}");
        assert!(label.label.end <= label.body_start && label.body_start <= span.end, "{span:?} of {text:?}");
    }
}
