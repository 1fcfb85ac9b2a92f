use std::collections::BTreeMap;

use vermilion_anchor::Span;
use vermilion_formats::csv::{export, export_all, export_tsv};
use vermilion_formats::interview::Role;
use vermilion_formats::watch::Watch;

use crate::fixture::{Draft, YELLOW, chinese, count, english};

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_quote_is_a_row() {
    insta::assert_snapshot!(String::from_utf8(export(&chinese())).unwrap().replace('\r', "␍"));
}

#[test]
fn a_reader_of_csv_gets_back_every_cell() {
    for document in [chinese(), english()] {
        let rows = rows(&export(&document));
        assert_eq!(rows.len(), document.annotations.len() + 1);
        for (row, annotation) in rows[1..].iter().zip(&document.annotations) {
            assert_eq!(row.len(), 18);
            assert_eq!(row[0], annotation.id);
            assert_eq!(unguarded(&row[7]), annotation.note);
            assert_eq!(row[10], annotation.span.start.0.to_string());
            assert_eq!(row[11], annotation.span.end.0.to_string());
        }
    }
}

#[test]
fn a_table_with_tabs_has_the_same_cells() {
    let documents = [chinese(), english()];
    let tsv = export_tsv(&documents, &Watch::nobody());
    let text = tsv.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(b'\t').from_reader(text);
    let table: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(table, rows(&export_all(&documents, &Watch::nobody())));
    assert_eq!(table.len(), 1 + documents[0].annotations.len() + documents[1].annotations.len());
}

/// The corpus of what spreadsheets run, with the name of its group.
fn formulas() -> Vec<(String, String)> {
    let groups: BTreeMap<String, Vec<String>> =
        serde_json::from_str(include_str!("../../../../tests/fixtures/formulas.json")).unwrap();
    groups.into_iter().flat_map(|(group, all)| all.into_iter().map(move |one| (group.clone(), one))).collect()
}

#[test]
fn no_formula_stands_where_any_program_begins_a_cell() {
    for (group, formula) in formulas() {
        // Every cell that holds words of others or of one's own.
        let document = Draft::new("en", &formula)
            .speaker(&formula, Role::Other)
            .heading(1, "1. ", &formula)
            .turn(0, "A: ", &formula)
            .mark_span(turn_of(&formula), YELLOW, &formula)
            .carry(&formula)
            .done();
        let bytes = export(&document);
        let table = rows(&bytes);
        let (title, section, speaker, quote, note, original, tags) = (1, 3, 4, 6, 7, 15, 16);
        let cells: [&[usize]; 7] = [
            &[title, section, speaker, quote, note, original, tags],
            // The orphan, and the memos: on the document, its section, one that is gone, the speaker, the tag.
            &[title, quote, note, tags],
            &[title, note],
            &[title, section, note],
            &[title, section, note],
            &[title, speaker, note],
            &[title, note, tags],
        ];
        assert_eq!(table.len(), 1 + cells.len(), "{group}: {formula:?}");
        for (row, cells) in table[1..].iter().zip(cells) {
            assert_eq!(row.len(), 18, "{group}: {formula:?}");
            for cell in cells {
                let (what, cell) = (&table[0][*cell], &row[*cell]);
                assert!(cell.starts_with(['\'', 'w', ';', ',', '"']), "{what}, {group}: {cell:?}");
                assert_eq!(unguarded(cell), formula, "{what}, {group}");
            }
        }
        // However the file is cut up, no piece of it is a formula.
        let text = String::from_utf8(bytes).unwrap();
        for piece in text.split(['\n', '\r', '\t', ',', ';']) {
            let piece = piece.trim_start_matches(|c: char| {
                c.is_whitespace() || c.is_control() || "\u{feff}\"".contains(c)
            });
            let piece = piece.trim_start_matches(['\u{ad}', '\u{200b}', '\u{202e}', '\u{2060}']);
            assert!(
                !piece.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                "{group}: {formula:?} leaves {piece:?}"
            );
        }
    }
}

#[test]
fn what_is_no_formula_stays_as_it_is() {
    for note in ["1=1", "a", "「=」", "", "a - b", "一，-二", "3*4", "a=b; c=d"] {
        let document = Draft::new("en", "title").paragraph("words").mark("words", YELLOW, note).done();
        assert_eq!(rows(&export(&document))[1][7], note);
    }
}

/// Where the words of the only turn stand, after a heading of the same words.
fn turn_of(words: &str) -> Span {
    let start = count("1. ") + count(words) + 1 + count("A: ");
    Span::new(start, start + count(words))
}

/// A cell as it was: each formula without the apostrophe before it. Written anew, so that it can contradict the export.
fn unguarded(cell: &str) -> String {
    let is_delimiter = |c: char| matches!(c, '\n' | '\r' | '\t' | ';' | ',');
    let is_blank = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '\'' | '\u{ad}' | '\u{200b}' | '\u{202e}' | '\u{2060}' | '\u{feff}')
    };
    let mut pieces: Vec<String> = cell.split_inclusive(is_delimiter).map(str::to_owned).collect();
    if !cell.ends_with(is_delimiter) && pieces.is_empty() {
        return String::new();
    }
    let is_guarded = |piece: &str| {
        piece.trim_start_matches(is_blank).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    };
    for (at, piece) in pieces.iter_mut().enumerate() {
        if at == 0 {
            if is_guarded(piece)
                || piece.starts_with("'\t")
                || piece.starts_with("'\r")
                || piece.starts_with("'\n")
            {
                piece.remove(0);
            }
        } else if is_guarded(piece) {
            let sign = piece.find(['=', '+', '-', '@', '＝', '＋', '－', '＠']).unwrap();
            piece.remove(sign - 1);
        }
    }
    pieces.concat()
}

#[test]
fn without_annotations_there_is_the_header_alone() {
    let document = Draft::new("en", "Empty").paragraph("words").done();
    assert_eq!(rows(&export(&document)).len(), 1);
}
