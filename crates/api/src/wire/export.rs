//! Taking annotations out.

use super::{ApiError, ChosenDocument, ImportSource};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What annotations can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ExportFormat {
    /// Markdown, grouped by section.
    Md,
    /// One page with the interview, its highlights and its notes.
    Html,
    /// One row a passage.
    Csv,
    /// A W3C Web Annotation collection.
    Json,
    /// A Word file with the interview, its highlights and its notes as comments.
    Docx,
    /// A Word file with a table of the quotes.
    Quotes,
    /// A REFI-QDA project, for ATLAS.ti, MAXQDA, QualCoder and others.
    Qdpx,
    /// The same, counted as NVivo for Windows counts.
    QdpxNvivo,
    /// The codebook, as REFI-QDA exchanges it.
    Qdc,
    /// A workbook: the quotes, the codebook, and how often each tag is given by document and speaker.
    Xlsx,
    /// Rows as in CSV, with tabs between.
    Tsv,
    /// The interview as plain text, its annotations numbered.
    Txt,
    /// Cards, in the text format that Anki imports.
    Anki,
    /// The interviews as sources, for BibTeX.
    Bibtex,
    /// The interviews as sources, in CSL-JSON.
    Csl,
    /// The interview as it is printed, its notes in the margin.
    Pdf,
}

/// How Markdown has the tags of an annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TagForm {
    /// As words.
    #[default]
    Words,
    /// As links to notes, `[[…]]`.
    Wikilinks,
    /// As tags of the text, `#…`.
    Hashtags,
}

/// Writes annotations as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportRender {
    /// The document.
    pub document: String,
    /// What to write.
    pub format: ExportFormat,
    /// The annotations to write; `null` for all.
    pub annotations: Option<Vec<String>>,
    /// How Markdown has the tags; `null` as the library's setting says.
    #[serde(default)]
    pub tags: Option<TagForm>,
}

/// Annotations as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Rendered {
    /// The content of the file.
    pub text: String,
    /// A name for the file, safe on every system.
    pub file_name: String,
    /// What the file is, such as `text/markdown`.
    pub media_type: String,
}

/// Writes annotations to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportSave {
    /// The document.
    pub document: String,
    /// What to write.
    pub format: ExportFormat,
    /// The annotations to write; `null` for all.
    pub annotations: Option<Vec<String>>,
    /// How Markdown has the tags; `null` as the library's setting says.
    #[serde(default)]
    pub tags: Option<TagForm>,
    /// Where to write it.
    pub path: String,
    /// Whether to replace a file that is there. Otherwise Markdown that is an earlier export of the document is brought up
    /// to date, and every other file is left as it is.
    pub overwrite: bool,
}

/// Asks what [`ExportSave`] would do without replacing a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportLook {
    /// The document.
    pub document: String,
    /// What to write.
    pub format: ExportFormat,
    /// The annotations to write; `null` for all.
    pub annotations: Option<Vec<String>>,
    /// How Markdown has the tags; `null` as the library's setting says.
    #[serde(default)]
    pub tags: Option<TagForm>,
    /// Where to write it.
    pub path: String,
}

/// What is where an export is to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportTarget {
    /// What it is.
    pub kind: ExportTargetKind,
    /// What would be written otherwise in an earlier export; `null` where it is none.
    pub update: Option<ExportUpdate>,
    /// Why an earlier export cannot be brought up to date; `null` where it can, and where it is none.
    pub altered: Option<ApiError>,
}

/// Kinds of what may be where an export is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ExportTargetKind {
    /// Nothing.
    Free,
    /// Something that is no earlier export of the document, or none of a format that is brought up to date.
    Other,
    /// An earlier export of the document.
    Earlier,
    /// One in which what was exported was altered by hand.
    Altered,
}

/// What was, or would be, written otherwise in an earlier export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportUpdate {
    /// Annotations and memos that were not in it.
    pub added: u32,
    /// Those that are written otherwise now.
    pub changed: u32,
    /// Those that are not in it any more.
    pub removed: u32,
    /// Places between them at which somebody has written something, which stays.
    pub kept: u32,
    /// Whether nothing at all is to be changed in the file.
    pub is_current: bool,
}

/// Writes several documents, or all of the library, to one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportLibrary {
    /// What to write.
    pub format: ExportFormat,
    /// The documents, in this order, and which of their annotations; `null` for all documents.
    pub documents: Option<Vec<ChosenDocument>>,
    /// Where to write it; `null` asks only for a name.
    pub path: Option<String>,
    /// Whether to replace a file that is there.
    pub overwrite: bool,
}

/// A file that several documents are written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedLibrary {
    /// A name for the file, safe on every system.
    pub file_name: String,
    /// The file, where one was written.
    pub saved: Option<Saved>,
}

/// Writes several documents, or all of the library, to a file each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportEach {
    /// What to write.
    pub format: ExportFormat,
    /// The documents, in this order, and which of their annotations; `null` for all documents.
    pub documents: Option<Vec<ChosenDocument>>,
    /// How Markdown has the tags; `null` as the library's setting says.
    #[serde(default)]
    pub tags: Option<TagForm>,
    /// The folder to write them into. The files are called what the documents are.
    pub folder: String,
    /// Whether to replace files that are there. Markdown that is an earlier export of its document is brought up to date
    /// wherever it can be, and replaced only where it cannot.
    pub overwrite: bool,
}

/// Files that documents were written to, one each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedEach {
    /// The folder.
    pub folder: String,
    /// Those that were written, or were up to date already.
    pub files: Vec<ExportedFile>,
    /// The documents of which there is no file, and why.
    pub refused: Vec<ExportRefused>,
    /// How many documents were left because it was called off.
    pub left: u32,
}

/// A file that one of several documents was written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    /// The document.
    pub document: String,
    /// What the file is called.
    pub name: String,
    /// The file.
    pub saved: Saved,
}

/// A document that was not written, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportRefused {
    /// The document.
    pub document: String,
    /// What its file would have been called.
    pub name: String,
    /// Why.
    pub error: ApiError,
}

/// A file that was written and is on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    /// Where it is.
    pub path: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// What was written otherwise, where an earlier export was brought up to date; `null` where all was written.
    pub update: Option<ExportUpdate>,
}

/// Asks whether a file that was written says what the library says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportVerify {
    /// The documents that were to be written, and which of their annotations; `null` for all documents.
    pub documents: Option<Vec<ChosenDocument>>,
    /// The file: JSON, DOCX or QDPX.
    pub source: ImportSource,
}

/// Whether it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportVerified {
    /// The format it was read as: `jsonld`, `docx` or `qdpx`.
    pub format: String,
    /// How many annotations were compared, orphans among them.
    pub annotations: u32,
    /// How many differences there are.
    pub total: u32,
    /// The single ones; of very many the first.
    pub differences: Vec<ExportDifference>,
}

/// Something that a file says otherwise than the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportDifference {
    /// The document that it is about.
    pub document: String,
    /// What differs: `presence`, `text`, `title`, `source`, `published`, `language`, `role`, `structure`, `passage`,
    /// `quote`, `style`, `note`, `tags`, `created`, `modified`, `colour` or `definition`.
    pub what: String,
    /// Of what: `document`, `place`, `block`, `speaker`, `annotation`, `memo` or `tag`.
    pub of: String,
    /// Which one: the id of an annotation or a memo of the library, the name of a speaker, the path of a tag; `null`
    /// where there is but one, or where the library has none.
    pub id: Option<String>,
    /// The code point of the text at which it begins, where it has a place.
    pub start: Option<u32>,
    /// A few words of what the library has; `null` where it has nothing of the kind.
    pub library: Option<String>,
    /// A few words of what the file has; `null` where it has nothing of the kind.
    pub file: Option<String>,
}
