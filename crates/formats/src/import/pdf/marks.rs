//! What readers left on pages (ISO 32000-2, 12.5): highlights and notes as annotations.
//!
//! A markup of text has quadrilaterals around the words; what stands in them is its passage. A note that stands at a place
//! is about the line next to it.

use super::super::{ImportedAnnotation, Limits, Place, Report};
use super::file::File;
use super::lines::Line;
use super::object::{Dict, Object};
use super::pages::{Page, Turn};
use super::strings;
use crate::annotated::{Colour, Mark, Style};
use std::collections::HashMap;
use std::rc::Rc;
use vermilion_anchor::segment::{snap_outward, trim};
use vermilion_anchor::{Span, TextIndex};

/// A markup of a page.
pub(super) struct Markup {
    /// Counts pages from 0.
    page: usize,
    /// Around its words: left, bottom, right, top, among the letters of the page.
    boxes: Vec<[f64; 4]>,
    /// Whether it marks words; otherwise it stands beside some.
    is_on_words: bool,
    style: Option<Style>,
    note: String,
    author: Option<String>,
    created: Option<String>,
    modified: Option<String>,
}

/// The lines of a text with where each character stands in it.
pub(super) struct Placed {
    pub(super) line: Line,
    /// Code points, one a letter of the line; nothing where it is not in the text.
    pub(super) offsets: Vec<Option<u32>>,
}

impl Markup {
    /// The page that it is on, counted from 0.
    pub(super) const fn page(&self) -> usize {
        self.page
    }
}

/// Reads what readers left on a page. What is no note is reported.
pub(super) fn read(file: &File<'_>, page: &Page, at: usize, turn: Turn, report: &mut Report) -> Vec<Markup> {
    let list = file.get(&page.dict, b"Annots");
    let place = u32::try_from(at + 1).ok().map(Place::Page);
    let mut found: Vec<(Option<u32>, Markup)> = Vec::new();
    let mut answers: Vec<(u32, String)> = Vec::new();
    let mut links = 0_usize;
    for entry in list.list().unwrap_or_default() {
        let number = if let Object::Ref(number) = entry { Some(*number) } else { None };
        let object = file.resolve(entry);
        let Some(dict) = object.dict() else { continue };
        let note = text(file, dict, b"Contents");
        let kind = file.get(dict, b"Subtype");
        match kind.name().unwrap_or_default() {
            b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut" => {
                found.push((number, markup(file, dict, at, turn, note)));
            }
            b"Text" | b"FreeText" | b"Caret" => match dict.get(b"IRT".as_slice()) {
                Some(Object::Ref(other)) => answers.push((*other, note)),
                _ if note.is_empty() => {}
                _ => found.push((number, markup(file, dict, at, turn, note))),
            },
            b"Link" => links += 1,
            b"Widget" => {
                let value = text(file, dict, b"V");
                let what = if value.is_empty() { text(file, dict, b"T") } else { value };
                report.skip("form-control", &what, "no-place", place.clone());
            }
            b"Popup" | b"PrinterMark" | b"TrapNet" | b"Watermark" => {}
            _ => report.skip("drawing", &note, "no-place", place.clone()),
        }
    }
    for (other, answer) in answers {
        if let Some((_, markup)) = found.iter_mut().find(|(number, _)| *number == Some(other)) {
            report.alter("comment-reply", &answer, "joined-to-comment", place.clone());
            if !markup.note.is_empty() {
                markup.note.push_str("\n\n");
            }
            markup.note.push_str(&answer);
        }
    }
    if links > 0 {
        report.alter("link", &links.to_string(), "address-left-out", place);
    }
    found.into_iter().map(|(_, markup)| markup).collect()
}

fn markup(file: &File<'_>, dict: &Rc<Dict>, page: usize, turn: Turn, note: String) -> Markup {
    let corners = file.numbers(&file.get(dict, b"QuadPoints"));
    let is_on_words = corners.len() >= 8;
    let rectangle = file.numbers(&file.get(dict, b"Rect"));
    let around = |numbers: &[f64]| {
        let points: Vec<(f64, f64)> =
            numbers.chunks_exact(2).map(|point| turn.apply((point[0], point[1]))).collect();
        let of = |pick: fn(f64, f64) -> f64, start: f64| {
            let fold = |which: fn(&(f64, f64)) -> f64| points.iter().map(which).fold(start, pick);
            (fold(|point| point.0), fold(|point| point.1))
        };
        let ((left, bottom), (right, top)) = (of(f64::min, f64::MAX), of(f64::max, f64::MIN));
        [left, bottom, right, top]
    };
    let boxes = if is_on_words {
        corners.chunks_exact(8).map(around).collect()
    } else {
        vec![around(rectangle.get(..4).unwrap_or(&[0.0; 4]))]
    };
    let colour = file.numbers(&file.get(dict, b"C"));
    let colour = match colour[..] {
        [red, green, blue] => Colour::nearest([red, green, blue].map(byte)),
        _ => None,
    };
    let kind = file.get(dict, b"Subtype");
    let mark = if kind.name() == Some(b"Highlight") { Mark::Fill } else { Mark::Underline };
    let date = |key: &[u8]| file.get(dict, key).text().and_then(strings::moment);
    Markup {
        page,
        boxes,
        is_on_words,
        style: colour.filter(|_| is_on_words).map(|colour| Style { mark, colour }),
        note,
        author: Some(text(file, dict, b"T")).filter(|author| !author.is_empty()),
        created: date(b"CreationDate"),
        modified: date(b"M"),
    }
}

fn byte(part: f64) -> u8 {
    (part * 255.0).round().clamp(0.0, 255.0) as u8
}

fn text(file: &File<'_>, dict: &Dict, key: &[u8]) -> String {
    file.get(dict, key).text().map(strings::decode).unwrap_or_default().trim().to_owned()
}

/// The annotations that these are, in the order of the text.
pub(super) fn annotations(
    text: &str,
    markups: Vec<Markup>,
    placed: &[Placed],
    limits: Limits,
    report: &mut Report,
) -> Vec<ImportedAnnotation> {
    let index = TextIndex::new(text);
    let mut of_page: HashMap<usize, Vec<&Placed>> = HashMap::new();
    for line in placed {
        of_page.entry(line.line.page).or_default().push(line);
    }
    let mut annotations = Vec::new();
    for markup in markups.into_iter().take(limits.items) {
        let place = u32::try_from(markup.page + 1).ok().map(Place::Page);
        let lines = of_page.get(&markup.page).map(Vec::as_slice).unwrap_or_default();
        let offsets =
            if markup.is_on_words { within(&markup.boxes, lines) } else { beside(&markup.boxes, lines) };
        let ends = offsets.iter().min().zip(offsets.iter().max());
        let span = ends.map(|(start, end)| snap_outward(&index, trim(&index, Span::new(*start, end + 1))));
        let span = span.filter(|span| !span.is_empty());
        let quote = span.and_then(|span| index.slice(span)).unwrap_or_default().to_owned();
        let kind = if markup.is_on_words { "highlight" } else { "comment" };
        let what = if markup.note.is_empty() { &quote } else { &markup.note };
        match span {
            Some(_) if markup.is_on_words => report.take(kind, what, place),
            Some(_) => report.alter(kind, what, "about-its-line", place),
            None if markup.note.is_empty() => {
                report.skip(kind, what, "no-words", place);
                continue;
            }
            None => report.alter(kind, what, "orphaned", place),
        }
        annotations.push(ImportedAnnotation {
            span,
            quote,
            prefix: String::new(),
            suffix: String::new(),
            style: markup.style,
            note: markup.note,
            tags: Vec::new(),
            author: markup.author,
            created: markup.created,
            modified: markup.modified,
        });
    }
    annotations.sort_by_key(|annotation| annotation.span.map(|span| (span.start, span.end)));
    annotations
}

/// The places of the characters whose middles are in the boxes.
fn within(boxes: &[[f64; 4]], lines: &[&Placed]) -> Vec<u32> {
    let mut offsets = Vec::new();
    for [left, bottom, right, top] in boxes {
        for placed in lines {
            let middle = placed.line.y + 0.35 * placed.line.size;
            if !(*bottom..=*top).contains(&middle) {
                continue;
            }
            for (letter, offset) in placed.line.letters.iter().zip(&placed.offsets) {
                if (*left..=*right).contains(&f64::midpoint(letter.left, letter.right)) {
                    offsets.extend(*offset);
                }
            }
        }
    }
    offsets
}

/// The places of the line that is nearest to a box by height.
fn beside(boxes: &[[f64; 4]], lines: &[&Placed]) -> Vec<u32> {
    let Some([_, bottom, _, top]) = boxes.first() else { return Vec::new() };
    let middle = f64::midpoint(*bottom, *top);
    let far = |placed: &Placed| (placed.line.y + 0.35 * placed.line.size - middle).abs();
    let nearest = lines.iter().min_by(|one, other| far(one).total_cmp(&far(other)));
    nearest.map(|placed| placed.offsets.iter().flatten().copied().collect()).unwrap_or_default()
}
