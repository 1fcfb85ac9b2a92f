//! The command that reads back what was written.

use crate::api::{Api, Result};
use crate::error::Refusal;
use crate::import;
use crate::wire::{ExportDifference, ExportVerified, ExportVerify};
use vermilion_formats::verify::{self, Difference, Of, Written};

impl Api {
    /// Reads a file that was written of a document with its own importer and says what differs from the library: nothing
    /// may that the format can hold.
    ///
    /// # Errors
    /// When the file cannot be read or is of a format that is not read back; when there is no such document, or one of
    /// the annotations is not in it.
    pub fn export_verify(&self, request: ExportVerify) -> Result<ExportVerified> {
        let ExportVerify { document, source, annotations } = request;
        let annotated = self.annotated(&document, annotations.as_deref())?;
        let source = import::read(&source, None, None)?;
        let format = source.format();
        let unread = || Refusal::NotReadBack { name: source.file_name.clone(), format: format.name() };
        let written = Written::of(format.name()).ok_or_else(unread)?;
        let verdict = verify::compare(written, &annotated, &self.codebook()?, &source.into_import());
        Ok(ExportVerified {
            format: format.name().to_owned(),
            annotations: verdict.annotations,
            total: verdict.total,
            differences: verdict.differences.into_iter().map(shown).collect(),
        })
    }
}

fn shown(difference: Difference) -> ExportDifference {
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
    ExportDifference { what: what.name().to_owned(), of: of.to_owned(), id, start, library, file }
}
