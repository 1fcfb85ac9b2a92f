//! Whoever waits for a file hears how far it is, and can call it off.

use std::ops::ControlFlow;
use std::sync::Mutex;

use vermilion_anchor::Span;
use vermilion_formats::annotated::Annotated;
use vermilion_formats::interview::Role;
use vermilion_formats::pdf::{Typeface, Typefaces};
use vermilion_formats::qdpx::Counting;
use vermilion_formats::template::{Kind, render};
use vermilion_formats::watch::{WHOLE, Watch};
use vermilion_formats::{anki, csv, docx, pdf, plain, qdpx, xlsx};

use crate::fixture::{Draft, YELLOW};

const QUOTES: &str = "{% for one in annotations %}{{ one.quote }}\n{% endfor %}";

/// A hundred turns and a thousand annotations, of which every third has a note.
fn document() -> Annotated {
    let mut draft = Draft::new("en", "A long talk").speaker("Ada", Role::Other);
    for number in 0..100 {
        draft = draft.turn(0, "Ada: ", &format!("words of turn {number} ").repeat(10));
    }
    for number in 0..1_000 {
        let note = if number % 3 == 0 { "**note**" } else { "" };
        draft = draft.mark_span(Span::new(number * 15 + 6, number * 15 + 14), YELLOW, note);
    }
    draft.done()
}

/// What is written, by its name; of a writer that refuses for being called off nothing.
fn write(format: &str, document: &Annotated, typefaces: &dyn Typefaces, watch: &Watch<'_>) -> Vec<u8> {
    let documents = std::slice::from_ref(document);
    match format {
        "csv" => csv::export_all(documents, watch),
        "tsv" => csv::export_tsv(documents, watch),
        "txt" => plain::export(documents, watch),
        "anki" => anki::export(documents, watch),
        "docx" => docx::export(document, "A", watch),
        "quotes" => docx::quotes(documents, "A", watch),
        "qdpx" => qdpx::export("A", documents, &[], Counting::CodePoints, watch),
        "xlsx" => xlsx::export(documents, &[], watch).unwrap_or_default(),
        "template" => render(QUOTES, Kind::Text, documents, watch).unwrap_or_default().into_bytes(),
        _ => pdf::export(document, typefaces, watch).unwrap(),
    }
}

fn formats(typefaces: &[Typeface]) -> Vec<&'static str> {
    let mut formats = vec!["csv", "tsv", "txt", "anki", "docx", "quotes", "qdpx", "xlsx", "template"];
    formats.extend((!typefaces.is_empty()).then_some("pdf"));
    formats
}

#[test]
fn a_writer_tells_how_far_it_is() {
    let (document, typefaces) = (document(), crate::pdf::typefaces());
    for format in formats(&typefaces) {
        let told = Mutex::new(Vec::new());
        let listener = |share| {
            told.lock().unwrap().push(share);
            ControlFlow::Continue(())
        };
        let watched = write(format, &document, &typefaces, &Watch::new(&listener));
        let alone = write(format, &document, &typefaces, &Watch::nobody());
        assert!(watched == alone, "{format} is the same, whether somebody watches or not");
        let told = told.into_inner().unwrap();
        assert!(told.is_sorted() && told.iter().all(|share| *share <= WHOLE), "{format} goes forward");
        // What a template has done nobody knows.
        let has_numbers = told.iter().any(|share| *share > WHOLE / 3);
        assert!(
            told.len() > 50 && (has_numbers || format == "template"),
            "{format} tells {} times",
            told.len()
        );
    }
}

#[test]
fn a_writer_that_is_called_off_ends_at_once() {
    let (document, typefaces) = (document(), crate::pdf::typefaces());
    for format in formats(&typefaces) {
        let asked = Mutex::new(0);
        let whole = write(format, &document, &typefaces, &Watch::nobody());
        let listener = |_| {
            let mut asked = asked.lock().unwrap();
            *asked += 1;
            if *asked < 20 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let watch = Watch::new(&listener);
        let cut = write(format, &document, &typefaces, &watch);
        assert!(watch.is_called_off() && cut.len() < whole.len() / 2, "{format} stopped in the middle");
        assert_eq!(*asked.lock().unwrap(), 20, "{format} goes on with nothing");
    }
}

#[test]
fn a_pdf_that_is_written_aside_is_the_same_and_is_not_waited_for_when_it_is_called_off() {
    let (document, typefaces) = (document(), crate::pdf::typefaces());
    if typefaces.is_empty() {
        return;
    }
    let expected = pdf::export(&document, &typefaces, &Watch::nobody()).unwrap();
    let told = Mutex::new(Vec::new());
    let listener = |share| {
        told.lock().unwrap().push(share);
        ControlFlow::Continue(())
    };
    let written = pdf::export_aside(document.clone(), typefaces.clone(), &Watch::new(&listener)).unwrap();
    assert!(written == expected, "the same bytes");
    assert!(told.lock().unwrap().is_sorted());
    let listener = |_| ControlFlow::Break(());
    let watch = Watch::new(&listener);
    assert!(pdf::export_aside(document, typefaces, &watch).unwrap().is_empty() && watch.is_called_off());
}
