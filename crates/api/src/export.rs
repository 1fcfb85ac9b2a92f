//! Commands that take annotations out.

use crate::api::{Api, Result};
use crate::convert;
use crate::error::Refusal;
use crate::exporting::Exporting;
use crate::typefaces::SystemTypefaces;
use crate::wire::{
    ExportFormat, ExportLibrary, ExportLook, ExportRender, ExportSave, ExportTarget, ExportedLibrary,
    Rendered, Saved, TagForm,
};
use crate::{earlier, files, names};
use std::path::Path;
use vermilion_core::{AnnotationId, DocumentId, documents, tags};
use vermilion_formats::annotated::Annotated;
use vermilion_formats::codebook::{self, CodebookTag};
use vermilion_formats::qdpx::Counting;
use vermilion_formats::watch::Watch;
use vermilion_formats::xlsx::Code;
use vermilion_formats::{anki, bibliography, csv, docx, html, jsonld, markdown, pdf, plain, qdc, qdpx, xlsx};

/// With which a CSV file begins so that a spreadsheet takes it for UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Among the panels of the settings: colours have patterns in the window, so they have them on a page, too.
const PATTERNS: &str = "patterns";

/// Who the comments of a Word file are by.
const AUTHOR: &str = "Vermilion";

/// What a file of the whole library is called.
pub(crate) const LIBRARY: &str = "Vermilion";

impl ExportFormat {
    /// The ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Docx | Self::Quotes => "docx",
            Self::Qdpx | Self::QdpxNvivo => "qdpx",
            Self::Qdc => "qdc",
            Self::Xlsx => "xlsx",
            Self::Tsv => "tsv",
            Self::Txt | Self::Anki => "txt",
            Self::Bibtex => "bib",
            Self::Csl => "json",
            Self::Pdf => "pdf",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Md => "text/markdown",
            Self::Html => "text/html",
            Self::Csv => "text/csv",
            Self::Json => "application/ld+json",
            Self::Docx | Self::Quotes => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::Qdpx | Self::QdpxNvivo => "application/zip",
            Self::Qdc => "application/xml",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Tsv => "text/tab-separated-values",
            Self::Txt | Self::Anki => "text/plain",
            Self::Bibtex => "application/x-bibtex",
            Self::Csl => "application/vnd.citationstyles.csl+json",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether it is text, which can be copied and shown.
    #[must_use]
    pub const fn is_text(self) -> bool {
        !matches!(self, Self::Docx | Self::Quotes | Self::Qdpx | Self::QdpxNvivo | Self::Xlsx | Self::Pdf)
    }

    /// Whether one file holds any number of documents.
    #[must_use]
    pub const fn is_of_many(self) -> bool {
        !matches!(self, Self::Md | Self::Html | Self::Docx | Self::Pdf)
    }

    fn write(
        self,
        name: &str,
        documents: &[Annotated],
        codebook: &[CodebookTag],
        options: markdown::Options,
        watch: &Watch<'_>,
    ) -> std::result::Result<Vec<u8>, Refusal> {
        let each = |write: fn(&Annotated) -> Vec<u8>| documents.iter().flat_map(write).collect();
        Ok(match self {
            Self::Md => {
                let text = documents.iter().map(|document| markdown::export(document, options));
                text.collect::<String>().into_bytes()
            }
            Self::Html => each(|document| html::export(document).into_bytes()),
            Self::Csv => csv::export_all(documents, watch),
            Self::Json => jsonld::export_all(documents, watch).into_bytes(),
            Self::Docx => {
                documents.iter().flat_map(|document| docx::export(document, AUTHOR, watch)).collect()
            }
            Self::Quotes => docx::quotes(documents, AUTHOR, watch),
            Self::Qdpx => qdpx::export(name, documents, codebook, Counting::CodePoints, watch),
            Self::QdpxNvivo => qdpx::export(name, documents, codebook, Counting::Nvivo, watch),
            // The standard has no form for a codebook without codes.
            Self::Qdc if codebook.is_empty() => return Err(Refusal::NoTags),
            Self::Qdc => qdc::export(codebook),
            Self::Xlsx => {
                let definitions = codebook.iter().map(|tag| tag.definition.clone());
                let codes = codebook::exported(codebook).into_iter().zip(definitions);
                let codes: Vec<Code> = codes.map(|(tag, definition)| Code { tag, definition }).collect();
                xlsx::export(documents, &codes, watch).map_err(|source| Refusal::NoWorkbook { source })?
            }
            Self::Tsv => csv::export_tsv(documents, watch),
            Self::Txt => plain::export(documents, watch),
            Self::Anki => anki::export(documents, watch),
            Self::Bibtex => bibliography::bibtex(documents),
            Self::Csl => bibliography::csl_json(documents),
            Self::Pdf => {
                let mut bytes = Vec::new();
                for document in documents {
                    let typefaces = SystemTypefaces::of(&document.language);
                    bytes.extend(pdf::export_aside(document.clone(), typefaces, watch)?);
                }
                bytes
            }
        })
    }
}

impl Api {
    /// Annotations as text, as one would paste it: without byte order mark. Of a format that is no text, only the name of
    /// the file.
    ///
    /// # Errors
    /// When there is no such document, or one of the annotations is not in it.
    pub fn export_render(&self, request: ExportRender) -> Result<Rendered> {
        let ExportRender { document, format, annotations, tags } = request;
        let work = self.begin_export();
        let annotated = self.annotated(&document, annotations.as_deref())?;
        let file_name = names::file_name(&annotated.title, format.ending());
        let bytes = if format.is_text() { self.written(format, annotated, tags, &work)? } else { Vec::new() };
        let text = String::from_utf8_lossy(bytes.strip_prefix(BOM).unwrap_or(&bytes)).into_owned();
        Ok(Rendered { text, file_name, media_type: format.media_type().to_owned() })
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
        tags: Option<TagForm>,
    ) -> Result<Vec<u8>> {
        let work = self.begin_export();
        self.written(format, self.annotated(document, annotations)?, tags, &work)
    }

    /// Annotations as a file, written whole or not at all. Markdown that is an earlier export of the document, and may not
    /// be replaced, is brought up to date: what somebody else wrote into it stays.
    ///
    /// # Errors
    /// See [`Api::export_render`]; when there is such a file and it may not be replaced, or it cannot be written; when an
    /// earlier export was altered by hand where it is ours; when it was called off.
    pub fn export_save(&self, request: ExportSave) -> Result<Saved> {
        let ExportSave { document, format, annotations, tags, path, overwrite } = request;
        let work = self.begin_export();
        let annotated = self.annotated(&document, annotations.as_deref())?;
        let path = Path::new(&path);
        if format == ExportFormat::Md && !overwrite {
            let updated = earlier::updated(path, &annotated, self.markdown_options(tags)?)?;
            if let Some(updated) = updated {
                return Ok(updated.save(path)?);
            }
        }
        let bytes = self.written(format, annotated, tags, &work)?;
        let path = files::write(path, &bytes, overwrite)?;
        Ok(Saved { path: path.display().to_string(), bytes: bytes.len() as u64, update: None })
    }

    /// What [`Api::export_save`] would do without replacing a file.
    ///
    /// # Errors
    /// When there is no such document, or one of the annotations is not in it.
    pub fn export_look(&self, request: ExportLook) -> Result<ExportTarget> {
        let ExportLook { document, format, annotations, tags, path } = request;
        let annotated = self.annotated(&document, annotations.as_deref())?;
        let options = self.markdown_options(tags)?;
        Ok(earlier::look(Path::new(&path), (format == ExportFormat::Md).then_some((&annotated, options))))
    }

    /// Several documents, or all of them, as one file, written whole or not at all.
    ///
    /// # Errors
    /// When the format is one of single documents; when there is no such document, or one of the annotations is not in it;
    /// when there is such a file and it may not be replaced, or it cannot be written; when it was called off.
    pub fn export_library(&self, request: ExportLibrary) -> Result<ExportedLibrary> {
        let ExportLibrary { format, documents, path, overwrite } = request;
        if !format.is_of_many() {
            return Err(Refusal::OfOneDocument { ending: format.ending() }.into());
        }
        let file_name = names::file_name(LIBRARY, format.ending());
        let Some(path) = path else { return Ok(ExportedLibrary { file_name, saved: None }) };
        let work = self.begin_export();
        let documents = self.annotated_all(documents, Some(&work))?;
        let codebook = self.codebook()?;
        let options = self.markdown_options(None)?;
        let bytes = work.write(|watch| format.write(LIBRARY, &documents, &codebook, options, watch))?;
        let path = files::write(Path::new(&path), &bytes, overwrite)?;
        let saved = Saved { path: path.display().to_string(), bytes: bytes.len() as u64, update: None };
        Ok(ExportedLibrary { file_name, saved: Some(saved) })
    }

    pub(crate) fn written(
        &self,
        format: ExportFormat,
        document: Annotated,
        tag_form: Option<TagForm>,
        work: &Exporting<'_>,
    ) -> Result<Vec<u8>> {
        let name = document.title.clone();
        let tags = if format.is_of_many() { self.codebook()? } else { Vec::new() };
        let options = self.markdown_options(tag_form)?;
        work.write(|watch| format.write(&name, &[document], &tags, options, watch))
    }

    /// What was asked for, or else what the user set.
    pub(crate) fn markdown_options(&self, tags: Option<TagForm>) -> Result<markdown::Options> {
        let tags = match tags {
            Some(tags) => tags,
            None => self.settings()?.tag_form,
        };
        Ok(markdown::Options { tags: tags.into() })
    }

    /// The codebook, each tag before those under it.
    pub(crate) fn codebook(&self) -> Result<Vec<CodebookTag>> {
        Ok(tags::codebook(&self.library)?.exported())
    }

    pub(crate) fn annotated(&self, document: &str, only: Option<&[String]>) -> Result<Annotated> {
        let id: DocumentId = convert::id(document)?;
        let only: Option<Vec<AnnotationId>> = only.map(convert::ids).transpose()?;
        let mut annotated = documents::annotated(&self.library, id, only.as_deref())?;
        annotated.is_patterned = self.settings()?.panels.get(PATTERNS).copied().unwrap_or_default();
        Ok(annotated)
    }
}
