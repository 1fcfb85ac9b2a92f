//! The command that reads back what was written.

use crate::api::{Api, Result};
use crate::error::Refusal;
use crate::import;
use crate::wire::{ExportDifference, ExportVerified, ExportVerify, Task};
use vermilion_formats::verify::{self, Difference, Of, Verdict, Written};

impl Api {
    /// Reads a file that was written of documents with its own importer and says what differs from the library: nothing
    /// may that the format can hold.
    ///
    /// # Errors
    /// When the file cannot be read or is of a format that is not read back; when there is no such document, or one of
    /// the annotations is not in it; when it was called off.
    pub fn export_verify(&self, request: ExportVerify) -> Result<ExportVerified> {
        let ExportVerify { documents, source } = request;
        let work = self.tasks.run(Task::Verify);
        let chosen = self.chosen(documents)?;
        let source = import::read(&source, None, None)?;
        let format = source.format();
        let unread = || Refusal::NotReadBack { name: source.file_name.clone(), format: format.name() };
        let written = Written::of(format.name()).ok_or_else(unread)?;
        let (import, codebook) = (source.into_import(), self.codebook()?);
        let mut verified = ExportVerified {
            format: format.name().to_owned(),
            annotations: 0,
            total: 0,
            differences: Vec::new(),
        };
        for (at, one) in chosen.iter().enumerate() {
            work.tell(at as u64, chosen.len() as u64);
            if work.goes_on().is_break() {
                return Err(vermilion_core::Error::Cancelled.into());
            }
            let annotated = self.annotated(&one.document, one.annotations.as_deref())?;
            let mut verdict = verify::compare(written, &annotated, &codebook, &import);
            if at > 0 && written == Written::Qdpx {
                without_tags(&mut verdict);
            }
            verified.annotations = verified.annotations.saturating_add(verdict.annotations);
            verified.total = verified.total.saturating_add(verdict.total);
            let room = Verdict::MOST.saturating_sub(verified.differences.len());
            let differences = verdict.differences.into_iter().take(room);
            verified.differences.extend(differences.map(|difference| shown(&annotated.id, difference)));
        }
        Ok(verified)
    }
}

/// Takes what is said of tags out: the codebook of a project is one for all documents, and is compared with the first.
fn without_tags(verdict: &mut Verdict) {
    let before = verdict.differences.len();
    verdict.differences.retain(|difference| !matches!(difference.of, Of::Tag(_)));
    let left_out = before - verdict.differences.len();
    verdict.total = verdict.total.saturating_sub(u32::try_from(left_out).unwrap_or(u32::MAX));
}

fn shown(document: &str, difference: Difference) -> ExportDifference {
    let Difference { what, of, library, file } = difference;
    let (of, id, start) = match of {
        Of::Document => ("document", None, None),
        Of::Place(start) => ("place", None, Some(start.0)),
        Of::Block(start) => ("block", None, Some(start.0)),
        Of::Speaker(name) => ("speaker", Some(name), None),
        Of::Annotation { id, start } => ("annotation", id, start.map(|start| start.0)),
        Of::Memo { id } => ("memo", id, None),
        Of::Tag(path) => ("tag", Some(path), None),
    };
    let (document, what, of) = (document.to_owned(), what.name().to_owned(), of.to_owned());
    ExportDifference { document, what, of, id, start, library, file }
}
