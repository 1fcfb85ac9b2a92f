//! What comes in is stored whole or not at all.

use super::{INTERVIEW, TestResult, import_file, import_text, open};
use vermilion_tests::fixtures::open_library;

#[test]
fn a_file_that_is_no_text_leaves_the_library_as_it_was() -> TestResult {
    let folder = tempfile::tempdir()?;
    let api = open_library(&folder.path().join("library.vermilion"))?;
    let too_large = folder.path().join("large.txt");
    std::fs::File::create(&too_large)?.set_len(64 * 1024 * 1024 + 1)?;
    let cases: [(&str, &[u8]); 3] = [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0"),
    ];
    let mut refused = vec![too_large];
    for (name, bytes) in cases {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        refused.push(path);
    }
    refused.push(folder.path().join("absent.txt"));
    refused.push(folder.path().to_owned());

    for path in refused {
        let error = import_file(&api, &path).expect_err("it is refused");
        let name = path.file_name().ok_or("a name")?.to_string_lossy().into_owned();
        assert!(error.message.contains(&name), "the sentence names the file: {}", error.message);
        assert!(!error.message.trim_end_matches('.').contains('\n'), "one sentence: {}", error.message);
    }
    assert!(api.document_list(vermilion_api::wire::Nothing {})?.is_empty());
    assert!(api.history_state(vermilion_api::wire::Nothing {})?.undo.is_none());
    Ok(())
}

#[test]
fn line_ends_become_lf_and_nothing_else_is_altered() -> TestResult {
    let folder = tempfile::tempdir()?;
    let api = open_library(&folder.path().join("library.vermilion"))?;
    let text = format!("{INTERVIEW}林：𠮷野家的👩‍👩‍👧 e\u{301} ……　全形空白\u{200b}在此。\n");
    let path = folder.path().join("dos.txt");
    std::fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n")))?;
    let view = open(&api, &import_file(&api, &path)?.document)?;
    assert_eq!(view.text, text);
    assert_eq!(view.summary.characters as usize, text.chars().count());
    Ok(())
}

#[test]
fn a_text_that_is_in_the_library_already_is_recognised() -> TestResult {
    use vermilion_api::wire::{ImportPreviewRequest, ImportSource};
    let folder = tempfile::tempdir()?;
    let api = open_library(&folder.path().join("library.vermilion"))?;
    let first = import_text(&api, INTERVIEW)?;
    let source = ImportSource::Text { name: None, text: INTERVIEW.to_owned() };
    let preview = api.import_preview(ImportPreviewRequest { source, encoding: None, format: None })?;
    assert_eq!(preview.existing.map(|document| document.id), Some(first.document));
    Ok(())
}
