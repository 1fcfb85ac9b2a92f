//! What the tests of every format ask.

use std::io::{Cursor, Write as _};
use vermilion_formats::import::{Import, ImportError, ImportedDocument, Limits, Report};
use vermilion_formats::interview::{BlockKind, Interview};

/// An importer.
pub(crate) type Read = fn(&[u8], Option<&str>, Limits) -> Result<Import, ImportError>;

/// The one document of a file.
pub(crate) fn document(read: Read, bytes: &[u8]) -> (ImportedDocument, Report) {
    let mut import = read(bytes, None, Limits::default()).unwrap();
    assert_eq!(import.documents.len(), 1);
    (import.documents.remove(0), import.report)
}

/// What each finding is: its fate, kind, words and reason.
pub(crate) fn findings(report: &Report) -> Vec<String> {
    let line = |one: &vermilion_formats::import::Finding| {
        format!("{:?} {}: {} ({})", one.fate, one.kind, one.what, one.reason)
    };
    report.findings.iter().map(line).collect()
}

/// Who speaks, in the order of the turns.
pub(crate) fn speakers(interview: &Interview) -> Vec<&str> {
    let speaker = |kind: &BlockKind| match kind {
        BlockKind::Turn { speaker, label: Some(_), .. } => Some(interview.speakers[*speaker].name.as_str()),
        _ => None,
    };
    interview.blocks.iter().filter_map(|block| speaker(&block.kind)).collect()
}

/// The headings with their levels.
pub(crate) fn headings(interview: &Interview) -> Vec<(u8, String)> {
    let heading = |block: &vermilion_formats::interview::Block| match block.kind {
        BlockKind::Heading { level, .. } => Some((level, quote(interview, block.body))),
        _ => None,
    };
    interview.blocks.iter().filter_map(heading).collect()
}

/// The words of a passage.
pub(crate) fn quote(interview: &Interview, span: vermilion_anchor::Span) -> String {
    let length = (span.end.0 - span.start.0) as usize;
    interview.text.chars().skip(span.start.0 as usize).take(length).collect()
}

/// Reads the file cut off at many places, and with bytes of it exchanged: whatever comes, it comes without a panic, and of
/// a text that is read the places are in it.
pub(crate) fn hurt(read: Read, bytes: &[u8]) {
    for at in 0..50 {
        let cut = bytes.len() * at / 50;
        check(read(&bytes[..cut], None, Limits::default()));
        let mut changed = bytes.to_vec();
        for step in 0..8 {
            let place = (cut + step * 7919) % bytes.len();
            changed[place] = changed[place].wrapping_add(u8::try_from(at * 5 + 1).unwrap());
        }
        check(read(&changed, None, Limits::default()));
    }
}

fn check(import: Result<Import, ImportError>) {
    let Ok(import) = import else { return };
    for document in &import.documents {
        let length = u32::try_from(document.interview.text.chars().count()).unwrap();
        for span in document.annotations.iter().filter_map(|annotation| annotation.span) {
            assert!(span.start <= span.end && span.end.0 <= length, "{span:?} of {length}");
        }
        assert_eq!(document.interview.blocks.last().map_or(0, |block| block.span.end.0), length);
    }
}

/// An archive of these members.
pub(crate) fn archive<'m>(members: impl IntoIterator<Item = (&'m str, &'m str)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        // The kind of a book or a text is to be read without unpacking it.
        let method = match name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
