//! What pandoc makes of an interview in Markdown.

use crate::TestResult;
use crate::original::{Original, interviews};
use crate::program::{output, program};

/// The format is the ending, but for the two of which pandoc knows several kinds.
fn written(ending: &str) -> TestResult {
    let folder = tempfile::tempdir()?;
    for (path, has_front_matter) in
        interviews().into_iter().flat_map(|path| [(path.clone(), false), (path, true)])
    {
        let original = Original::read(&path)?;
        let markdown = folder.path().join("interview.md");
        std::fs::write(&markdown, original.markdown(has_front_matter))?;
        let file = folder.path().join(format!("interview.{ending}"));
        let language = format!("lang={}", original.view.summary.language);
        output(
            program("pandoc")
                // Markdown without other extensions, which would make something of what stands in an interview.
                .args(["--from", "commonmark+yaml_metadata_block", "--standalone", "--metadata", &language])
                .arg("--output")
                .args([&file, &markdown]),
        )?;
        original.is_said_by(&file, ending)?;
    }
    Ok(())
}

#[test]
fn a_word_file_of_pandoc_says_what_the_text_says() -> TestResult {
    written("docx")
}

#[test]
fn an_open_document_of_pandoc_says_what_the_text_says() -> TestResult {
    written("odt")
}

#[test]
fn a_book_of_pandoc_says_what_the_text_says() -> TestResult {
    written("epub")
}

#[test]
fn a_rich_text_of_pandoc_says_what_the_text_says() -> TestResult {
    written("rtf")
}

#[test]
fn a_page_of_pandoc_says_what_the_text_says() -> TestResult {
    written("html")
}
