//! Annotations as a table: one row a quote, for spreadsheets.
//!
//! RFC 4180 with CRLF line ends, UTF-8 with a byte order mark because spreadsheets take the file for the system's old
//! encoding without one. Columns and their values have English names in every language, so that a script can rely on
//! them. `start` and `end` count code points of the document's text, half-open. Where several people speak in a quote,
//! `speaker` and `role` list them in order, separated by `; `. `state` is `anchored`, `changed` where the text was corrected
//! inside the quote (`original` has the words that were marked), or `orphan` where the quote is no longer in the text:
//! such a row has no place, says in `reason` why (`deleted`, `ambiguous` and so on), and comes after the others. `tags`
//! lists the paths of the tags, such as `Feeling/Fear`, separated by `; `.
//!
//! A row whose `state` is `memo` is a memo and comes last: it has no quote and no place, `note` is what it says, and what
//! it is about stands in `section`, `speaker` or `tags`; where none is given it is the document. In notes and memos a link
//! to something in the library is the words of the link.
//!
//! What a spreadsheet would run as a formula gets an apostrophe, after OWASP's advice against CSV injection. A formula
//! begins with `=`, `+`, `-`, `@` or one of their full-width forms, white space, quotation marks and invisible
//! characters before it not counted. A cell that begins so, or with a tab or a line end, has the apostrophe as its first
//! character. Inside a cell it stands before the sign wherever some program takes a cell to begin: after a line end, a
//! tab, a semicolon or a comma. Excel opens this file with semicolons in half of Europe, and then neither commas nor
//! quotation marks hold a cell together. It is the price of a file that is safe to open; the JSON export has the text
//! as it is.

use std::borrow::Cow;

use vermilion_anchor::CodePoint;

use crate::annotated::Annotated;
use crate::table::{Row, rows};
use crate::watch::{Watch, items};

const COLUMNS: [&str; 18] = [
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
    "state",
    "original",
    "tags",
    "reason",
];

/// The annotations as a CSV file, header row first.
#[must_use]
pub fn export(document: &Annotated) -> Vec<u8> {
    write(std::slice::from_ref(document), ',', &Watch::nobody())
}

/// The annotations of several documents as one CSV file, document after document.
#[must_use]
pub fn export_all(documents: &[Annotated], watch: &Watch<'_>) -> Vec<u8> {
    write(documents, ',', watch)
}

/// The same table with tabs between the cells, for programs that ask for that. A cell with a tab or a line end is in
/// quotation marks, as in CSV: every spreadsheet and data frame reads it so.
#[must_use]
pub fn export_tsv(documents: &[Annotated], watch: &Watch<'_>) -> Vec<u8> {
    write(documents, '\t', watch)
}

fn write(documents: &[Annotated], separator: char, watch: &Watch<'_>) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    push_row(&mut out, separator, &COLUMNS.map(Cow::Borrowed));
    watch.begin(0, 1, items(documents));
    for row in watch.each(documents.iter().flat_map(rows)) {
        push_row(&mut out, separator, &cells(&row));
    }
    out.into_bytes()
}

fn cells<'r>(row: &'r Row<'_>) -> [Cow<'r, str>; COLUMNS.len()] {
    let number =
        |number: Option<u32>| Cow::Owned(number.map(|number| number.to_string()).unwrap_or_default());
    let edge = |edge: Option<CodePoint>| number(edge.map(|edge| edge.0));
    [
        row.id.into(),
        row.document.into(),
        number(row.section_number),
        row.section.as_ref().into(),
        row.speakers.as_str().into(),
        row.roles.as_str().into(),
        row.quote.into(),
        row.note.as_str().into(),
        row.style.map_or("", |style| style.mark.name()).into(),
        row.style.map_or("", |style| style.colour.name()).into(),
        edge(row.span.map(|span| span.start)),
        edge(row.span.map(|span| span.end)),
        row.created.into(),
        row.modified.into(),
        row.state.into(),
        row.original.into(),
        row.tags.as_str().into(),
        row.reason.into(),
    ]
}

fn push_row(out: &mut String, separator: char, cells: &[Cow<'_, str>; COLUMNS.len()]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(separator);
        }
        push_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, cell: &str) {
    let cell = guarded(cell);
    if cell.contains([',', ';', '"', '\'', '\r', '\n', '\t']) || cell.starts_with(' ') {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&cell);
    }
}

/// The cell with an apostrophe before everything in it that a spreadsheet may take for a formula.
fn guarded(cell: &str) -> Cow<'_, str> {
    let mut guards = Vec::new();
    if sign_at_start(cell).is_some() || cell.starts_with(['\t', '\r', '\n']) {
        guards.push(0);
    }
    for (delimiter, _) in cell.match_indices(is_delimiter) {
        // Every delimiter is one byte.
        let after = delimiter + 1;
        guards.extend(sign_at_start(&cell[after..]).map(|sign| after + sign));
    }
    if guards.is_empty() {
        return Cow::Borrowed(cell);
    }
    let mut out = String::with_capacity(cell.len() + guards.len());
    let mut done = 0;
    for at in guards {
        out.push_str(&cell[done..at]);
        out.push('\'');
        done = at;
    }
    out.push_str(&cell[done..]);
    Cow::Owned(out)
}

/// Where the sign of a formula stands with which `text` begins, in bytes; a delimiter before it begins another cell.
pub(crate) fn sign_at_start(text: &str) -> Option<usize> {
    // Full-width signs count: Excel reads them as formulas where the system's language is Chinese or Japanese.
    text.char_indices()
        .take_while(|(_, character)| !is_delimiter(*character))
        .find(|(_, character)| !is_passed_over(*character))
        .filter(|(_, first)| matches!(first, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        .map(|(at, _)| at)
}

fn is_delimiter(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | ';' | ',')
}

/// What programs drop before they look at a cell.
fn is_passed_over(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '"' | '\'' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}
