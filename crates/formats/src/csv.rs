//! Annotations as a table: one row a quote, for spreadsheets.
//!
//! RFC 4180 with CRLF line ends, UTF-8 with a byte order mark because spreadsheets take the file for the system's old
//! encoding without one. Columns and their values have English names in every language, so that a script can rely on
//! them. `start` and `end` count code points of the document's text, half-open. Where several people speak in a quote,
//! `speaker` and `role` list them in order, separated by `; `.
//!
//! A cell that a spreadsheet would run as a formula gets a leading apostrophe, as OWASP advises against CSV injection:
//! one that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab, or a line end. The apostrophe is the price
//! of a file that is safe to open; the JSON export has the text as it is.

use std::borrow::Cow;

use crate::annotated::Annotated;
use crate::places::Places;

const COLUMNS: [&str; 14] = [
    "id",
    "document",
    "section number",
    "section",
    "speaker",
    "role",
    "quote",
    "note",
    "style",
    "colour",
    "start",
    "end",
    "created",
    "modified",
];

/// The annotations as a CSV file, header row first.
#[must_use]
pub fn export(document: &Annotated) -> Vec<u8> {
    let places = Places::new(document);
    let mut out = String::from("\u{feff}");
    push_row(&mut out, &COLUMNS.map(Cow::Borrowed));
    for annotation in &document.annotations {
        let section = places.section_at(annotation.span.start).map(|section| &places.sections()[section]);
        let number = section.and_then(|section| section.number);
        let speakers = places.speakers_in(annotation.span);
        let names: Vec<_> = speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        let roles: Vec<_> = speakers.iter().map(|speaker| speaker.role.name()).collect();
        push_row(
            &mut out,
            &[
                annotation.id.as_str().into(),
                document.title.as_str().into(),
                number.map(|number| number.to_string()).unwrap_or_default().into(),
                section.map(|section| section.title.as_str()).unwrap_or_default().into(),
                names.join("; ").into(),
                roles.join("; ").into(),
                places.quote(annotation.span).into(),
                annotation.note.as_str().into(),
                annotation.style.mark.name().into(),
                annotation.style.colour.name().into(),
                annotation.span.start.0.to_string().into(),
                annotation.span.end.0.to_string().into(),
                annotation.created.as_str().into(),
                annotation.modified.as_str().into(),
            ],
        );
    }
    out.into_bytes()
}

fn push_row(out: &mut String, cells: &[Cow<'_, str>; COLUMNS.len()]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, cell: &str) {
    let guard = if is_formula_like(cell) { "'" } else { "" };
    if cell.contains([',', '"', '\r', '\n', '\t']) {
        out.push('"');
        out.push_str(guard);
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(cell);
    }
}

/// Whether a spreadsheet may take the cell for a formula. Full-width signs count: Excel reads them as formulas where
/// the system's language is Chinese or Japanese.
fn is_formula_like(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}
