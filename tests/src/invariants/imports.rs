//! What must hold of any bytes that are read as a file of a format that is imported.

use std::io::{Cursor, Write as _};

use vermilion_anchor::TextIndex;
pub use vermilion_formats::import::Format;
use vermilion_formats::import::{Import, ImportError, Limits, Report};
use zip::write::{SimpleFileOptions, ZipWriter};

/// What a fuzzer's input may become: small, so that whatever swells is soon refused.
const LIMITS: Limits =
    Limits { file: 1 << 20, unpacked: 4 << 20, members: 200, depth: 64, text: 1 << 20, items: 1_000 };

/// With which the name of a member of an archive begins.
const MEMBER: &str = "=== ";

/// The formats that are read from bytes alone: all but plain text, which `structure` is about, and databases, which SQLite
/// opens.
pub fn formats() -> impl Iterator<Item = Format> {
    Format::all().filter(|format| !format.is_plain() && !format.is_database())
}

/// Reads `bytes` as a file of a format. Where they begin with `=== `, they are the members of an archive: lines that begin so
/// name one, and what follows is in it. Packed by a fuzzer nothing would ever come out of it.
///
/// # Panics
/// When what comes out is no clean text or not within the limits, its blocks do not cover it, an annotation's words
/// are not those of its passage, an index leads nowhere, the report counts wrongly, or a parser that is not ours panicked.
pub fn check(format: Format, bytes: &[u8]) {
    match read(format, bytes) {
        Ok(import) => check_import(format, &import),
        Err(ImportError::Malformed { reason, .. }) => {
            assert_ne!(reason, "a table in it cannot be read", "a parser panicked");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What is made of `bytes`, or of the archive that they are the members of.
///
/// # Errors
/// When nothing can be made of them.
///
/// # Panics
/// Of a format that is not read from bytes alone.
pub fn read(format: Format, bytes: &[u8]) -> Result<Import, ImportError> {
    let packed = bytes.starts_with(MEMBER.as_bytes()).then(|| packed(&String::from_utf8_lossy(bytes)));
    let read = format.read(packed.as_deref().unwrap_or(bytes), Some("a"), LIMITS);
    read.unwrap_or_else(|| panic!("{format:?} is read otherwise"))
}

fn check_import(format: Format, import: &Import) {
    let Report { taken, altered, skipped, ref findings, .. } = import.report;
    let all = taken + altered + skipped;
    assert!(findings.len() == all as usize || findings.len() == Report::MOST, "{all} of {}", findings.len());
    for (at, tag) in import.tags.iter().enumerate() {
        assert!(tag.parent.is_none_or(|parent| parent < at), "{tag:?}");
    }
    for document in &import.documents {
        let text = &document.interview.text;
        assert!(text.len() <= LIMITS.text + 1);
        // A text of a REFI-QDA project is taken as a text file is, character by character: positions in it are counted so.
        let is_clean = !text.contains(|letter: char| letter.is_control() && letter != '\n');
        assert!(is_clean || format.name() == "qdpx", "{text:?}");
        super::structure::check_interview(&document.interview);
        let index = TextIndex::new(text);
        for annotation in &document.annotations {
            let words = annotation.span.map(|span| index.slice(span));
            assert!(words.is_none_or(|words| words == Some(&annotation.quote)), "{annotation:?}");
            assert!(annotation.tags.iter().all(|tag| *tag < import.tags.len()), "{annotation:?}");
        }
    }
}

/// The archive of some members.
fn packed(members: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for member in members.split(MEMBER).skip(1) {
        let (name, content) = member.split_once('\n').unwrap_or((member, ""));
        // A name that cannot be is left out; writing to memory does not fail.
        if archive.start_file(name, SimpleFileOptions::default()).is_ok() {
            let _ = archive.write_all(content.as_bytes());
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}
