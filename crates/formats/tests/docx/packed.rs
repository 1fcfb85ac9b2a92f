//! Word files made by hand, and the parts of those that we write.

use std::io::{Cursor, Read as _, Write as _};
use vermilion_formats::annotated::Annotated;
use vermilion_formats::import::docx::read;
use vermilion_formats::import::{Import, Limits};
use vermilion_formats::watch::Watch;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// An archive with these members.
pub(crate) fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A part of Word.
pub(crate) fn part(name: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:{name} xmlns:w=\"w\" xmlns:r=\"r\" xmlns:w14=\"w14\" xmlns:w15=\"w15\" \
         xmlns:mc=\"mc\" xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:wps=\"wps\">{inside}</w:{name}>"
    )
}

/// A Word file with this body and these further parts.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    let mut members = vec![("word/document.xml", document.as_str())];
    members.extend_from_slice(parts);
    zipped(&members)
}

/// What is read from it.
pub(crate) fn import(bytes: &[u8]) -> Import {
    read(bytes, None, Limits::default()).unwrap()
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A part of a file.
pub(crate) fn member(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The file of a document.
pub(crate) fn export(document: &Annotated, author: &str) -> Vec<u8> {
    vermilion_formats::docx::export(document, author, &Watch::nobody())
}

/// The file with the quotes of documents.
pub(crate) fn quotes(documents: &[Annotated], author: &str) -> Vec<u8> {
    vermilion_formats::docx::quotes(documents, author, &Watch::nobody())
}
