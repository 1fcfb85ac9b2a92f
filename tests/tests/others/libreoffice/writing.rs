//! What LibreOffice writes of a page that holds an interview.

use super::converted;
use crate::TestResult;
use crate::original::{Original, interviews};

fn written(to: &str, format: &str) -> TestResult {
    for path in interviews() {
        let folder = tempfile::tempdir()?;
        let original = Original::read(&path)?;
        let page = folder.path().join("interview.html");
        std::fs::write(&page, original.html())?;
        let file = converted(&page, Some("HTML (StarWriter)"), to)?;
        original.is_said_by(&file, format)?;
    }
    Ok(())
}

#[test]
fn a_word_file_of_libreoffice_says_what_the_text_says() -> TestResult {
    written("docx", "docx")
}

#[test]
fn an_open_document_of_libreoffice_says_what_the_text_says() -> TestResult {
    written("odt", "odt")
}

#[test]
fn a_rich_text_of_libreoffice_says_what_the_text_says() -> TestResult {
    written("rtf", "rtf")
}

#[test]
fn a_pdf_of_libreoffice_says_what_the_text_says() -> TestResult {
    written("pdf:writer_pdf_Export", "pdf")
}
