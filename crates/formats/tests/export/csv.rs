use vermilion_formats::csv::export;

use crate::fixture::{Draft, YELLOW, chinese, english};

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
            assert_eq!(row.len(), 14);
            assert_eq!(row[0], annotation.id);
            assert_eq!(row[7].trim_start_matches('\''), annotation.note);
            assert_eq!(row[10], annotation.span.start.0.to_string());
            assert_eq!(row[11], annotation.span.end.0.to_string());
        }
    }
}

#[test]
fn a_cell_that_begins_like_a_formula_is_text() {
    let hostile =
        ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", "\t=1", "\r=1", "\n=1", "=\"a\",b"];
    for note in hostile {
        let document = Draft::new("en", note).paragraph("words").mark("words", YELLOW, note).done();
        let row = &rows(&export(&document))[1];
        assert_eq!(row[7], format!("'{note}"));
        assert_eq!(row[1], format!("'{note}"));
    }
    for note in ["1=1", "a", " =1", "'=1", "「=」", ""] {
        let document = Draft::new("en", "title").paragraph("words").mark("words", YELLOW, note).done();
        assert_eq!(rows(&export(&document))[1][7], note);
    }
}

#[test]
fn without_annotations_there_is_the_header_alone() {
    let document = Draft::new("en", "Empty").paragraph("words").done();
    assert_eq!(rows(&export(&document)).len(), 1);
}
