//! A million characters and ten thousand annotations leave the app in about the time it takes to write them.

use std::time::{Duration, Instant};

use vermilion_anchor::Span;
use vermilion_formats::annotated::{Annotated, Colour, Mark, Style};
use vermilion_formats::interview::Role;
use vermilion_formats::{csv, html, jsonld, markdown};

use crate::fixture::Draft;

/// 5,000 paragraphs in 100 sections; every hundredth annotation covers a tenth of the document.
fn large() -> Annotated {
    let mut draft =
        Draft::new("zh-Hant", "長篇").speaker("問者", Role::Interviewer).speaker("答者", Role::Interviewee);
    let line = "山路沒有盡頭，走的人卻有。".repeat(15);
    for number in 0..5_000 {
        if number % 50 == 0 {
            draft = draft.heading(number / 50 + 1, "01.", "又一段路");
        }
        draft = match number % 2 {
            0 => draft.turn(0, "問者：", &line),
            _ => draft.turn(1, "答者：", &line),
        };
    }
    for number in 0..10_000 {
        let length = if number % 100 == 0 { 90_000 } else { 40 };
        let style = Style { mark: Mark::ALL[number as usize % 2], colour: Colour::ALL[number as usize % 5] };
        let start = number * 90 + 3;
        draft = draft.mark_span(
            Span::new(start, start + length),
            style,
            if number % 3 == 0 { "**註**" } else { "" },
        );
    }
    draft.done()
}

#[test]
fn ten_thousand_annotations_over_a_million_characters_are_exported_quickly() {
    let document = large();
    let exports = [
        ("Markdown", (|document| markdown::export(document).len()) as fn(&Annotated) -> usize),
        ("HTML", |document| html::export(document).len()),
        ("CSV", |document| csv::export(document).len()),
        ("JSON", |document| jsonld::export(document).len()),
    ];
    for (name, export) in exports {
        let start = Instant::now();
        let bytes = export(&document);
        let took = start.elapsed();
        println!("{name}: {bytes} bytes in {took:?}");
        // Unoptimised and on a busy machine this takes a second or two; anything quadratic takes minutes.
        assert!(took < Duration::from_secs(30), "{name} took {took:?}");
    }
}
