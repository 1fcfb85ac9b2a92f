//! A million characters and ten thousand annotations leave the app whole. How long that takes is for the benchmarks.

use vermilion_anchor::Span;
use vermilion_formats::annotated::{Annotated, Colour, Mark, Style};
use vermilion_formats::interview::Role;
use vermilion_formats::template::{BUILT_IN, render};
use vermilion_formats::watch::Watch;
use vermilion_formats::{anki, csv, html, jsonld, markdown, plain, xlsx};

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

fn fragment(document: &Annotated) -> String {
    let template =
        BUILT_IN.iter().find(|template| template.name == "html-fragment").expect("it is one of ours");
    render(template.source, template.kind, std::slice::from_ref(document), &Watch::nobody())
        .expect("it has fuel enough")
}

#[test]
fn a_workbook_and_a_plain_text_hold_as_much() {
    let documents = [large()];
    let text = String::from_utf8(plain::export(&documents, &Watch::nobody())).expect("plain text is UTF-8");
    assert!(text.contains("\n[10000] "));
    assert!(xlsx::export(&documents, &[], &Watch::nobody()).is_ok());
}

#[test]
fn ten_thousand_annotations_over_a_million_characters_leave_nothing_out() {
    let document = large();
    let csv = String::from_utf8(csv::export(&document)).expect("CSV is UTF-8");
    for (name, text) in [
        ("Markdown", markdown::export(&document, markdown::Options::default())),
        ("HTML", html::export(&document)),
        ("CSV", csv),
        ("JSON", jsonld::export(&document)),
        (
            "Anki",
            String::from_utf8(anki::export(std::slice::from_ref(&document), &Watch::nobody()))
                .expect("cards are UTF-8"),
        ),
        ("HTML fragment", fragment(&document)),
    ] {
        // In the order of the text, so that looking for the next one goes on where the last was found.
        let mut rest = text.as_str();
        for annotation in &document.annotations {
            let place = rest.find(&annotation.id);
            assert!(place.is_some(), "{name} has {} in its place", annotation.id);
            rest = &rest[place.unwrap_or_default()..];
        }
    }
}
