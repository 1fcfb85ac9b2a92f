//! Commands that take annotations out.

use crate::api::{Api, Result};
use crate::convert;
use crate::wire::{ExportFormat, ExportRender, ExportSave, Rendered, Saved};
use crate::{files, names};
use std::path::Path;
use vermilion_core::{AnnotationId, DocumentId, documents};
use vermilion_formats::annotated::Annotated;
use vermilion_formats::{csv, html, jsonld, markdown};

/// With which a CSV file begins so that a spreadsheet takes it for UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Among the panels of the settings: colours have patterns in the window, so they have them on a page, too.
const PATTERNS: &str = "patterns";

impl ExportFormat {
    /// The ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Md => "text/markdown",
            Self::Html => "text/html",
            Self::Csv => "text/csv",
            Self::Json => "application/ld+json",
        }
    }

    fn write(self, document: &Annotated) -> Vec<u8> {
        match self {
            Self::Md => markdown::export(document).into_bytes(),
            Self::Html => html::export(document).into_bytes(),
            Self::Csv => csv::export(document),
            Self::Json => jsonld::export(document).into_bytes(),
        }
    }
}

impl Api {
    /// Annotations as text, as one would paste it: without byte order mark.
    ///
    /// # Errors
    /// When there is no such document, or one of the annotations is not in it.
    pub fn export_render(&self, request: ExportRender) -> Result<Rendered> {
        let ExportRender { document, format, annotations } = request;
        let annotated = self.annotated(&document, annotations.as_deref())?;
        let bytes = format.write(&annotated);
        let text = String::from_utf8_lossy(bytes.strip_prefix(BOM).unwrap_or(&bytes)).into_owned();
        Ok(Rendered {
            text,
            file_name: names::file_name(&annotated.title, format.ending()),
            media_type: format.media_type().to_owned(),
        })
    }

    /// The content of the file that [`Api::export_save`] would write.
    ///
    /// # Errors
    /// See [`Api::export_render`].
    pub fn export_bytes(
        &self,
        document: &str,
        format: ExportFormat,
        annotations: Option<&[String]>,
    ) -> Result<Vec<u8>> {
        Ok(format.write(&self.annotated(document, annotations)?))
    }

    /// Annotations as a file, written whole or not at all.
    ///
    /// # Errors
    /// See [`Api::export_render`]; when there is such a file and it may not be replaced, or it cannot be written.
    pub fn export_save(&self, request: ExportSave) -> Result<Saved> {
        let ExportSave { document, format, annotations, path, overwrite } = request;
        let bytes = format.write(&self.annotated(&document, annotations.as_deref())?);
        let path = files::write(Path::new(&path), &bytes, overwrite)?;
        Ok(Saved { path: path.display().to_string(), bytes: bytes.len() as u64 })
    }

    fn annotated(&self, document: &str, only: Option<&[String]>) -> Result<Annotated> {
        let id: DocumentId = convert::id(document)?;
        let only: Option<Vec<AnnotationId>> = only.map(convert::ids).transpose()?;
        let mut annotated = documents::annotated(&self.library, id, only.as_deref())?;
        annotated.is_patterned = self.settings()?.panels.get(PATTERNS).copied().unwrap_or_default();
        Ok(annotated)
    }
}
