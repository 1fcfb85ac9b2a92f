//! A project as REFI-QDA exchanges it: `.qdpx`, an archive of one `project.qde` and the files of its sources, of any
//! program and any version.
//!
//! A text source becomes a document, a selection an annotation, a code a tag, a note the note of what refers to it or a
//! memo. Texts are found by the names of members alone; nothing outside of the archive is followed. How each source
//! counts its positions is found out (`counting`) and stated in the report. What a project of ours says of its notes
//! (see [`crate::qdpx`]) makes orphans, changed words and memos of them again.
//!
//! What has no place, and is reported: codings of a whole document, codings with a case, sets, links, graphs, pictures,
//! sound, texts that are there in another format only, who made a document.

mod archive;
mod assembly;
mod counting;
mod document;
mod model;
mod notes;

use super::{Import, ImportError, Limits, Report, xml};

pub(super) const FORMAT: &str = "REFI-QDA project";

/// Reads a project.
///
/// # Errors
/// When it is no archive, is protected, holds too much, or has no project in it or more than one.
pub fn read(bytes: &[u8], _name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    if bytes.len() as u64 > limits.file {
        return Err(ImportError::TooMuch { what: "bytes", most: limits.file });
    }
    let mut members = archive::Members::open(bytes, limits)?;
    let project = members.project()?;
    if project.len() > limits.text {
        return Err(ImportError::TooMuch { what: "bytes of XML", most: limits.text as u64 });
    }
    let text = xml::decode(&project, FORMAT)?;
    drop(project);
    let mut report = Report::of("qdpx");
    let project = model::read(&text, limits, &mut report)?;
    drop(text);
    assembly::assemble(&project, &mut members, limits, report)
}

/// Whether a file looks like a project: an archive with a `.qde` in it.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
        && archive::Members::open(bytes, Limits::default()).is_ok_and(|members| members.has_project())
}
