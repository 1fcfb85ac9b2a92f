//! A project as REFI-QDA exchanges it: `.qdpx`, an archive of `project.qde` and the texts, for ATLAS.ti, MAXQDA, NVivo,
//! QualCoder and others.
//!
//! A document is a text source, an annotation a selection with its quote as name and a coding for each tag, its note is the
//! selection's description and, with its links and dates, a note. The codebook is nested; see `refi` for the names. A
//! speaker is a case with its role and labels as variables, the document as source and the selections that it says; source, date
//! and language of a document are variables. Memos are notes that are referred to from what they are about: the document,
//! the heading of a section, a tag; one on a speaker, which no note can be about, stands with the document and in the
//! description of the case. An orphan is a note with its tags that is referred to from its document. The description of a
//! note says what it is, so that [`crate::import::qdpx`] makes the same of it again.
//!
//! What the format cannot hold: blocks and sections (the text is parsed again), how an annotation is marked, the colour of a
//! speaker, the keys of tags, and control characters in notes and names.
//!
//! Positions count code points, half-open, of texts in UTF-8 with LF and without byte order mark, as the standard says.
//! NVivo for Windows counts UTF-16 units of texts with CRLF, which is the other way of [`Counting`].

mod archive;
mod notes;
mod project;

use crate::annotated::Annotated;
use crate::codebook::{CodebookTag, complete};
use crate::watch::Watch;

/// How positions are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// As the standard says: code points, line ends as LF.
    #[default]
    CodePoints,
    /// As NVivo for Windows does: UTF-16 units, line ends as CRLF, behind a byte order mark that is not counted.
    Nvivo,
}

/// What is watched: gathering, the project, the archive.
const PARTS: usize = 3;

/// The documents as a project of this name. `codebook` has all tags; those of the documents that are not in it are added.
#[must_use]
pub fn export(
    name: &str,
    documents: &[Annotated],
    codebook: &[CodebookTag],
    counting: Counting,
    watch: &Watch<'_>,
) -> Vec<u8> {
    let codebook = complete(codebook, documents);
    let project = project::write(name, documents, &codebook, counting, watch);
    watch.begin(PARTS - 1, PARTS, documents.len() + 1);
    let texts = documents.iter().map(|document| {
        let text = match counting {
            Counting::CodePoints => document.text.clone(),
            Counting::Nvivo => format!("\u{feff}{}", document.text.replace('\n', "\r\n")),
        };
        (format!("sources/{}.txt", document.id), text)
    });
    archive::pack(std::iter::once(("project.qde".to_owned(), project)).chain(texts), watch)
}
