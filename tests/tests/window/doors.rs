//! A Word file with comments goes in by the front door and out by two others, and nothing is lost on the way.

use super::{stored, stored_annotations};
use serde_json::json;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use vermilion_tests::harness::{By, Launch, Passage, Result, in_window};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// An interview as somebody wrote and commented it in Word.
fn commented() -> Vec<u8> {
    let paragraph = |inside: &str| format!("<w:p>{inside}</w:p>");
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let title = paragraph(&format!("<w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>{}", run("The ferry")));
    let asked = paragraph(&run("Ada: How long did you work on the river?"));
    let said = [
        run("Ben: "),
        "<w:commentRangeStart w:id=\"0\"/>".to_owned(),
        run("Forty years"),
        "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>".to_owned(),
        run(", every day but one."),
    ];
    let body = [title, asked, paragraph(&said.concat())].concat();
    let more = paragraph(&run("Ada: Which day was that?"))
        + &paragraph(&run("Ben: The day of the flood, of course."));
    let document = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}{more}</w:body></w:document>");
    let comment = paragraph(&run("Ask his sister."));
    let comments = format!(
        "<w:comments xmlns:w=\"{WORD}\"><w:comment w:id=\"0\" w:author=\"Cleo\" w:date=\"2026-05-01T10:00:00Z\">\
         {comment}</w:comment></w:comments>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("word/document.xml", document), ("word/comments.xml", comments)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory takes it");
        zip.write_all(text.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

#[tokio::test]
async fn a_commented_word_file_is_dropped_corrected_annotated_exported_and_read_back() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let (talk, out): (PathBuf, PathBuf) = (folder.path().join("ferry.docx"), folder.path().join("out"));
    fs::write(&talk, commented()).expect("the file can be written");
    fs::create_dir(&out).expect("a folder can be made");
    in_window(Launch::new().pick_save(&out), async |app| {
        app.find(By::css("main")).await?;
        app.drop_files(&[talk])?;
        app.reads(By::test_id("import-counts"), "1 annotation").await?;
        app.reads(By::test_id("import-report"), "left out").await?;
        app.screenshot("docx-preview").await?;
        // Ben is the one who is asked, and is called otherwise.
        app.count(By::test_id("import-speaker"), 2).await?;
        app.fill(By::css("li:nth-child(2) > [data-testid=import-speaker]"), "Benjamin").await?;
        app.click(By::test_id("import-accept")).await?;
        app.find(By::css("article h1")).await?;

        let view = stored(app).await?;
        assert_eq!(view["speakers"][1]["name"], "Benjamin");
        assert_eq!(
            (&view["annotations"][0]["quote"], &view["annotations"][0]["note"]),
            (&json!("Forty years"), &json!("Ask his sister."))
        );
        app.select(&Passage::of("the flood").within("article")).await?;
        app.press("n").await?;
        app.type_into(By::role("textbox", "Note"), "Which year?").await?;
        app.find(By::css("[data-testid=note-state][data-state=saved]")).await?;
        app.press("Escape").await?;
        assert_eq!(stored_annotations(app, 2).await?[1]["note"], "Which year?");

        for format in ["docx", "qdpx"] {
            app.press("Control+e").await?;
            app.click(By::test_id(format!("export-format-{format}"))).await?;
            app.click(By::test_id("export-save")).await?;
            app.gone(By::test_id("export-dialog")).await?;
            assert!(app.file(&out.join(format!("The ferry.{format}"))).await?.starts_with(b"PK"));
            app.click(By::test_id("toast-action")).await?;
            app.find(By::css("[data-testid=verify-verdict][data-same=true]")).await?;
            app.reads(By::test_id("verify-verdict"), "2 annotations").await?;
            app.screenshot(&format!("verify-{format}")).await?;
            app.press("Enter").await?;
            app.gone(By::test_id("verify-dialog")).await?;
        }
        Ok(())
    })
    .await
}
