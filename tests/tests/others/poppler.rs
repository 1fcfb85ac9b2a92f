//! What poppler reads on the pages that we print.

use crate::TestResult;
use crate::library::{FORMULA, Library, WORDS_OF_NOTE};
use crate::original::{slice, solid};
use crate::program::{output, program};
use std::error::Error;
use std::path::Path;
use vermilion_api::wire::ExportFormat;

/// The text of the pages in the order in which it is read, without white space, title lines and page numbers.
fn read(file: &Path, title: &str) -> Result<String, Box<dyn Error>> {
    let text = output(program("pdftotext").args(["-enc", "UTF-8"]).arg(file).arg("-"))?;
    let mut read = String::new();
    for (number, page) in text.split('\u{c}').enumerate() {
        let is_of_page = |line: &str| {
            let mut numbers = line.split('/').map(|number| number.trim().parse::<usize>());
            let is_number =
                numbers.next() == Some(Ok(number + 1)) && numbers.next().is_some_and(|of| of.is_ok());
            is_number || number > 0 && line == title
        };
        read.extend(page.lines().filter(|line| !is_of_page(line)).map(solid));
    }
    Ok(read)
}

#[test]
fn a_printed_interview_is_read_in_the_order_in_which_it_was_said() -> TestResult {
    let library = Library::annotated()?;
    for view in library.views()? {
        let title = &view.summary.title;
        // The numbers of notes stand among the words.
        let file = library.save(&view.summary.id, ExportFormat::Pdf, Some(Vec::new()))?;
        let printed = read(&file, title)?;
        let mut rest = printed.as_str();
        for block in &view.blocks {
            let body = solid(&slice(&view.text, block.body_start, block.body_end));
            let (_, after) = rest.split_once(&body).ok_or_else(|| format!("{title}: no {body} in {rest}"))?;
            rest = after;
        }
    }
    Ok(())
}

#[test]
fn a_printed_interview_has_its_notes_its_title_and_all_its_fonts() -> TestResult {
    let library = Library::annotated()?;
    for view in library.views()? {
        let title = &view.summary.title;
        let file = library.save(&view.summary.id, ExportFormat::Pdf, None)?;
        let facts = output(program("pdfinfo").arg(&file))?;
        let fact = |name: &str| {
            facts.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).unwrap_or_default()
        };
        assert_eq!(fact("Title:"), title);
        assert!(fact("Page size:").ends_with("(A4)"), "{facts}");
        assert_eq!((fact("Encrypted:"), fact("JavaScript:")), ("no", "no"));

        let fonts = output(program("pdffonts").arg(&file))?;
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!fonts.is_empty());
        for font in fonts {
            // `name type encoding emb sub uni object ID`, from the right, for names and types may hold spaces.
            let words: Vec<&str> = font.split_whitespace().rev().collect();
            assert_eq!(words[2..5], ["yes", "yes", "yes"], "embedded, and its letters can be read: {font}");
        }

        let printed = read(&file, title)?;
        for words in WORDS_OF_NOTE.into_iter().chain([FORMULA, "#聲音/紙", "underlined", "第二段。"]) {
            assert!(printed.contains(&solid(words)), "{title}: {words}");
        }
    }
    Ok(())
}
