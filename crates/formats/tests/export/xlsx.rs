use std::io::Read as _;

use vermilion_formats::annotated::{Annotated, ExportedTag};
use vermilion_formats::watch::Watch;
use vermilion_formats::xlsx::{self, Code, NoWorkbook};

use crate::fixture::{chinese, english, everything, tagged};

/// The file.
fn export(documents: &[Annotated], codebook: &[Code]) -> Result<Vec<u8>, NoWorkbook> {
    xlsx::export(documents, codebook, &Watch::nobody())
}

/// The members of a workbook by name.
fn members(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().to_owned(), text)
        })
        .collect()
}

fn member(bytes: &[u8], name: &str) -> String {
    members(bytes).into_iter().find(|(other, _)| other == name).unwrap().1
}

fn codebook() -> Vec<Code> {
    let code = |id: &str, path: &str, definition: &str| Code {
        tag: ExportedTag { id: id.to_owned(), path: path.to_owned(), colour: None },
        definition: definition.to_owned(),
    };
    vec![
        code("01930000-0000-7000-8000-0000000a0001", "情感/恐懼", "怕。"),
        code("01930000-0000-7000-8000-0000000affff", "unused", "=1+1"),
    ]
}

#[test]
fn the_same_library_is_the_same_workbook() {
    let documents = [everything(), english()];
    assert_eq!(export(&documents, &codebook()).unwrap(), export(&documents, &codebook()).unwrap());
}

#[test]
fn the_sheets_are_named_and_their_headers_frozen_and_filtered() {
    let bytes = export(&[everything()], &codebook()).unwrap();
    let workbook = member(&bytes, "xl/workbook.xml");
    let names: Vec<_> = workbook
        .split("<sheet name=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["Quotes", "Codebook", "Tags by document", "Tags by speaker", "Documents"]);
    for number in 1..=5 {
        let sheet = member(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:"), "{number}");
    }
    // One row each for the header, three annotations, an orphan and two memos.
    assert_eq!(member(&bytes, "xl/worksheets/sheet1.xml").matches("<row ").count(), 7);
}

#[test]
fn nothing_is_a_formula_and_what_looks_like_one_is_marked_as_text() {
    for documents in [vec![everything()], vec![chinese(), tagged()]] {
        let bytes = export(&documents, &codebook()).unwrap();
        for (name, text) in members(&bytes) {
            assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
        }
        assert!(member(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
        assert!(member(&bytes, "xl/sharedStrings.xml").contains(">=1+1</t>"));
    }
}

#[test]
fn a_library_without_annotations_is_a_workbook_too() {
    assert_eq!(
        members(&export(&[], &[]).unwrap()).iter().filter(|(name, _)| name.contains("sheet")).count(),
        5
    );
}
