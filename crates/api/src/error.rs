//! Errors as they cross to a shell: every failure of the core, of a format or of a file gets a code, the parameters
//! that a sentence in any language needs, that sentence in English, and a hint where something can be done about it.
//!
//! The matches are exhaustive on purpose: a new error does not compile until somebody has decided how it is said.

use crate::wire::ApiError;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use vermilion_core::backups::BackupError;
use vermilion_core::salvage::{Cut, Lack, SalvageError};
use vermilion_core::sources::SourceError;
use vermilion_core::{Error, LibraryError, StorageFault};
use vermilion_formats::decode::DecodeError;
use vermilion_formats::import::{ImportError, UnknownFormat};
use vermilion_formats::link::LinkError;
use vermilion_formats::markdown::Fault;
use vermilion_formats::pdf::NoPdf;
use vermilion_formats::template::TemplateError;
use vermilion_formats::xlsx::NoWorkbook;

/// What the api itself refuses.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("there is no command {name:?}")]
    UnknownCommand { name: String },
    #[error("the command {command} was asked with something else than it takes: {detail}")]
    BadRequest { command: String, detail: String },
    #[error("{id:?} is not an id")]
    BadId { id: String },
    #[error("“{}” does not exist", path.display())]
    FileNotFound { path: PathBuf },
    #[error("“{}” is not a file but a folder, a pipe, a device or a link to nothing", path.display())]
    NotAFile { path: PathBuf },
    #[error("“{}” is the library that is open", path.display())]
    IsOpen { path: PathBuf },
    #[error("“{}” cannot be read: {source}", path.display())]
    FileUnreadable { path: PathBuf, source: io::Error },
    #[error("“{}” exists already", path.display())]
    FileExists { path: PathBuf },
    /// Of files that are to be written into a folder together; `name` is the first.
    #[error("{count} of the {all} files are in “{}” already: {name}{}", folder.display(), if *count > 1 { ", …" } else { "" })]
    FilesExist { folder: PathBuf, name: String, count: usize, all: usize },
    #[error("“{}” is no folder", path.display())]
    NotAFolder { path: PathBuf },
    #[error("“{}”, line {line}: {fault}", path.display())]
    FileAltered { path: PathBuf, line: usize, fault: Fault },
    #[error("“{}” was changed by another program just now", path.display())]
    FileChanged { path: PathBuf },
    #[error("“{}” belongs to a Vermilion library and is not replaced", path.display())]
    HoldsLibrary { path: PathBuf },
    #[error("“{}” cannot be written: {source}", path.display())]
    FileUnwritable { path: PathBuf, source: io::Error },
    #[error("the content of the file did not arrive whole")]
    BadContent,
    /// `name` is the file's; text that was pasted has none.
    #[error("{} cannot be opened: {source}", .name.as_ref().map_or("the pasted text".to_owned(), |name| format!("“{name}”")))]
    Undecodable { name: Option<String>, source: DecodeError },
    /// A file of another format than plain text.
    #[error("{} cannot be read as {format}: {source}", .name.as_ref().map_or("what was pasted".to_owned(), |name| format!("“{name}”")))]
    Unimportable { name: Option<String>, format: &'static str, source: ImportError },
    /// A database.
    #[error("{} cannot be imported: {source}", .name.as_ref().map_or("what was pasted".to_owned(), |name| format!("“{name}”")))]
    Unreadable { name: Option<String>, source: SourceError },
    #[error("“{}” is still being written to by the program it belongs to", path.display())]
    StillOpen { path: PathBuf },
    #[error("{} holds no interview", .name.as_ref().map_or("what was pasted".to_owned(), |name| format!("“{name}”")))]
    NoInterview { name: Option<String> },
    #[error("{} is read as {format}, which is not read back", .name.as_ref().map_or("what was pasted".to_owned(), |name| format!("“{name}”")))]
    NotReadBack { name: Option<String>, format: &'static str },
    #[error("{} holds {annotations} annotations and no text that they belong to", .name.as_ref().map_or("what was pasted".to_owned(), |name| format!("“{name}”")))]
    NoTextForAnnotations { name: Option<String>, annotations: u32 },
    #[error("{} holds its own text, and so belongs to no other document", .name.as_ref().map_or("what was pasted".to_owned(), |name| format!("“{name}”")))]
    HasItsText { name: Option<String> },
    #[error(transparent)]
    BadFormat(UnknownFormat),
    #[error(transparent)]
    NoWorkbook { source: NoWorkbook },
    #[error(transparent)]
    NoPdf(#[from] NoPdf),
    #[error("there are no tags yet, and so no codebook")]
    NoTags,
    #[error("a .{ending} file holds one document")]
    OfOneDocument { ending: &'static str },
    #[error("this is no value for the setting {name}")]
    BadSetting { name: &'static str },
    #[error("{}{source}", .name.as_ref().map_or(String::new(), |name| format!("“{name}”, ")))]
    BadTemplate { name: Option<String>, source: TemplateError },
    #[error("there is no template “{name}”")]
    NoSuchTemplate { name: String },
    #[error("there is a template “{name}” already")]
    TemplateExists { name: String },
    #[error("the template “{name}” comes with Vermilion and is not changed")]
    TemplateBuiltIn { name: String },
    #[error(
        "{name:?} is no name for a template: it must have 1 to {most} characters, none of them a control character"
    )]
    BadTemplateName { name: String, most: usize },
    #[error("a library keeps {most} templates at most")]
    TooManyTemplates { most: usize },
    #[error("the passage does not lie in the text")]
    NoSuchPassage,
    #[error("the corrected version is another one than was shown")]
    SourceChanged,
    #[error("“{}” is not opened: {source}", vermilion_anchor::visible(.address))]
    LinkRefused { address: String, source: LinkError },
}

/// Builds the wire form.
struct Wire {
    code: &'static str,
    params: BTreeMap<String, String>,
    hint: Option<&'static str>,
}

impl Wire {
    fn new(code: &'static str) -> Self {
        Self { code, params: BTreeMap::new(), hint: None }
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    fn say(self, message: &str) -> ApiError {
        ApiError {
            code: self.code.to_owned(),
            params: self.params,
            message: sentence(message),
            hint: self.hint.map(str::to_owned),
        }
    }
}

/// An error's text as a sentence: with a capital and a full stop. What is named rather than said (a path, a title)
/// stands in quotation marks, also so that it keeps its first letter as it is.
pub(crate) fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let mut sentence: String =
        characters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    sentence.push_str(characters.as_str());
    if !sentence.ends_with(['.', '!', '?', '。']) {
        sentence.push('.');
    }
    sentence
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let wire = match &refusal {
            Refusal::UnknownCommand { name } => Wire::new("unknown-command").with("name", name),
            Refusal::BadRequest { command, .. } => Wire::new("bad-request").with("command", command),
            Refusal::BadId { id } => Wire::new("bad-id").with("id", id),
            Refusal::FileNotFound { path } => Wire::new("file-not-found").with("path", path.display()),
            Refusal::NotAFile { path } => Wire::new("not-a-file").with("path", path.display()),
            Refusal::IsOpen { path } => Wire::new("file-is-open-library")
                .with("path", path.display())
                .hint("Export it, or make a backup of it."),
            Refusal::FileUnreadable { path, source } => {
                Wire::new("file-unreadable").with("path", path.display()).with("reason", source)
            }
            Refusal::FileExists { path } => Wire::new("file-exists")
                .with("path", path.display())
                .hint("Choose another name, or say that it may be replaced."),
            Refusal::FilesExist { folder, name, count, all } => Wire::new("files-exist")
                .with("folder", folder.display())
                .with("file", name)
                .with("count", count)
                .with("all", all)
                .hint("Choose another folder, or say that they may be replaced."),
            Refusal::NotAFolder { path } => Wire::new("not-a-folder").with("path", path.display()),
            Refusal::FileAltered { path, line, fault } => Wire::new("file-altered")
                .with("path", path.display())
                .with("line", line)
                .with("fault", fault.name())
                .hint(way_out(*fault)),
            Refusal::FileChanged { path } => {
                Wire::new("file-changed").with("path", path.display()).hint("Nothing was written; try again.")
            }
            Refusal::HoldsLibrary { path } => {
                Wire::new("file-holds-library").with("path", path.display()).hint("Choose another name.")
            }
            Refusal::FileUnwritable { path, source } => {
                Wire::new("file-unwritable").with("path", path.display()).with("reason", source)
            }
            Refusal::BadContent => Wire::new("bad-content"),
            Refusal::Undecodable { name, source } => match name {
                Some(name) => undecodable(source).with("file", name),
                None => undecodable(source),
            },
            Refusal::Unimportable { name, format, source } => {
                let wire = Wire::new("unimportable").with("format", format).with("reason", source);
                let wire = wire.hint("Save it anew in the program it came from, or as plain text.");
                match name {
                    Some(name) => wire.with("file", name),
                    None => wire,
                }
            }
            Refusal::Unreadable { source: SourceError::Library(error), .. } => return error.into(),
            Refusal::Unreadable { name, source } => {
                let wire = Wire::new("unreadable-source").with("reason", source);
                match name {
                    Some(name) => wire.with("file", name),
                    None => wire,
                }
            }
            Refusal::StillOpen { path } => Wire::new("still-open")
                .with("path", path.display())
                .hint("Close that program, and import the file then."),
            Refusal::NoInterview { name } => match name {
                Some(name) => Wire::new("no-interview").with("file", name),
                None => Wire::new("no-interview"),
            },
            Refusal::NoTextForAnnotations { name, annotations } => {
                let wire = Wire::new("no-text-for-annotations").with("annotations", annotations);
                let wire = wire.hint(
                    "Import the text first, and then these with the document that they belong to (--onto DOC).",
                );
                match name {
                    Some(name) => wire.with("file", name),
                    None => wire,
                }
            }
            Refusal::HasItsText { name } => {
                let wire = Wire::new("has-its-text").hint("Import it without naming a document (--onto).");
                match name {
                    Some(name) => wire.with("file", name),
                    None => wire,
                }
            }
            Refusal::NotReadBack { name, format } => {
                let wire = Wire::new("not-read-back").with("format", format);
                let wire = wire.hint("Verify JSON, DOCX or QDPX.");
                match name {
                    Some(name) => wire.with("file", name),
                    None => wire,
                }
            }
            Refusal::NoWorkbook { source } => Wire::new("no-workbook")
                .with("reason", source)
                .hint("Export fewer documents at once, or CSV."),
            Refusal::NoPdf(NoPdf::NoTypeface) => Wire::new("no-typeface"),
            Refusal::NoPdf(NoPdf::Unwritten { reason }) => {
                Wire::new("no-pdf").with("reason", reason).hint("Export a web page and print that.")
            }
            Refusal::NoTags => Wire::new("no-tags"),
            Refusal::OfOneDocument { ending } => Wire::new("of-one-document")
                .with("ending", ending)
                .hint("Name a folder, for a file of each, or choose a format that holds several."),
            Refusal::BadFormat(UnknownFormat { name, known }) => {
                Wire::new("bad-format").with("name", name).with("known", known)
            }
            Refusal::BadSetting { name } => Wire::new("bad-setting").with("name", name),
            Refusal::BadTemplate { name, source } => match name {
                Some(name) => bad_template(source).with("template", name),
                None => bad_template(source),
            },
            Refusal::NoSuchTemplate { name } => Wire::new("no-such-template")
                .with("name", name)
                .hint("`vermilion template list` shows those that there are."),
            Refusal::TemplateExists { name } => Wire::new("template-exists")
                .with("name", name)
                .hint("Choose another name, or say that it may be replaced."),
            Refusal::TemplateBuiltIn { name } => {
                Wire::new("template-built-in").with("name", name).hint("Keep a copy under another name.")
            }
            Refusal::BadTemplateName { name, most } => {
                Wire::new("bad-template-name").with("name", name).with("most", most)
            }
            Refusal::TooManyTemplates { most } => Wire::new("too-many-templates")
                .with("most", most)
                .hint("Delete one that is not used any more."),
            Refusal::NoSuchPassage => Wire::new("no-such-passage"),
            Refusal::SourceChanged => {
                Wire::new("source-changed").hint("Look at what would change once more.")
            }
            Refusal::LinkRefused { address, source } => Wire::new("link-refused")
                .with("address", vermilion_anchor::visible(address))
                .with("reason", source),
        };
        wire.say(&refusal.to_string())
    }
}

/// What can be done about an earlier export in which what is ours is not as it was written.
const fn way_out(fault: Fault) -> &'static str {
    match fault {
        Fault::Edited => {
            "Nothing was written. Move what you wrote out of the block, and delete the block with both of its marks: it is written anew. Or export to another file."
        }
        Fault::Mark | Fault::Open => {
            "Nothing was written. Delete the block with what is left of its marks: it is written anew. Or export to another file."
        }
        Fault::Twice => {
            "Nothing was written. Delete the block with both of its marks in one of the two places. Or export to another file."
        }
        Fault::NoTitle => "Nothing was written. Export to another file.",
    }
}

fn bad_template(error: &TemplateError) -> Wire {
    match error {
        TemplateError::TooLong => Wire::new("template-too-long"),
        TemplateError::Endless { line } => Wire::new("template-endless").with("line", line),
        TemplateError::Wrong { line, problem, detail } => {
            let wire = Wire::new("bad-template").with("line", line).with("problem", problem.name());
            match detail {
                Some(detail) => wire.with("detail", detail),
                None => wire,
            }
        }
    }
}

fn undecodable(error: &DecodeError) -> Wire {
    match error {
        DecodeError::Empty => Wire::new("file-empty"),
        DecodeError::Binary => Wire::new("file-binary").hint("Save it as plain text or Markdown first."),
        DecodeError::TooLarge { bytes } => {
            Wire::new("file-too-large").with("bytes", bytes).hint("Split it into several files.")
        }
        DecodeError::UnknownEncoding { name } => Wire::new("unknown-encoding")
            .with("name", name)
            .hint("Some that exist: UTF-8, UTF-16LE, Big5, gb18030, Shift_JIS, EUC-KR, windows-1252."),
    }
}

impl From<LibraryError> for ApiError {
    fn from(error: LibraryError) -> Self {
        (&error).into()
    }
}

impl From<&LibraryError> for ApiError {
    fn from(error: &LibraryError) -> Self {
        refused(error).say(&error.to_string())
    }
}

/// Why a file was not opened as a library.
fn refused(error: &LibraryError) -> Wire {
    match error {
            LibraryError::NotALibrary { path } => Wire::new("not-a-library")
                .with("path", path.display())
                .hint("Give the file that Vermilion made, or a path where there is no file yet."),
            LibraryError::Newer { path, found, supported } => Wire::new("library-newer")
                .with("path", path.display())
                .with("found", found)
                .with("supported", supported)
                .hint("Install the newest Vermilion."),
            LibraryError::Older { path, found } => {
                read_only().with("path", path.display()).with("found", found)
            }
            LibraryError::Protected { path } => read_only().with("path", path.display()),
            LibraryError::TornLog { path } => storage(StorageFault::Damaged).with("path", path.display()),
            LibraryError::Altered { path, objects } => Wire::new("library-altered")
                .with("path", path.display())
                .with("objects", objects.join(", "))
                .hint("Open it for reading only (`--read-only`), or take what it holds into a new library with `vermilion salvage`."),
            LibraryError::Unsaved(source) => backup(source),
            LibraryError::Unreachable { path, source } => {
                Wire::new("library-unreachable").with("path", path.display()).with("reason", source)
            }
            LibraryError::Storage { path, source } => {
                storage(source.fault()).with("path", path.display()).with("reason", source)
            }
        }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        said(&error).say(&error.to_string())
    }
}

/// Why an operation on an open library did not happen.
fn said(error: &Error) -> Wire {
    match error {
        Error::ReadOnly { reason } => Wire::new("read-only").with("reason", reason.name()),
        Error::Moved { path } => Wire::new("library-moved")
            .with("path", path.display())
            .hint("Put it back where it was. Otherwise, what it holds is kept there when it is closed, in a file whose name has “kept” in it."),
        Error::Unsaved(source) => backup(source),
        Error::Storage(source) => storage(source.fault()).with("reason", source),
        Error::NoSuchDocument { reference } => Wire::new("no-such-document")
            .with("reference", reference)
            .hint("A document is named by its id, by the beginning of its id, or by its title."),
        Error::AmbiguousDocument { reference, candidates } => Wire::new("ambiguous-document")
            .with("reference", reference)
            .with("candidates", each(candidates))
            .hint("Give more of the id."),
        Error::NoSuchSpeaker { speaker } => Wire::new("no-such-speaker").with("speaker", speaker),
        Error::NobodyNamed { name, known } => Wire::new("nobody-named")
            .with("name", name)
            .with("known", known.join(", "))
            .hint("A speaker is named by name, by a label that the text has, or by id."),
        Error::NoSuchAnnotation { reference } => Wire::new("no-such-annotation").with("reference", reference),
        Error::AmbiguousAnnotation { reference, candidates } => Wire::new("ambiguous-annotation")
            .with("reference", reference)
            .with("candidates", each(candidates))
            .hint("Give more of the id."),
        Error::NoSuchTag { reference } => Wire::new("no-such-tag")
            .with("reference", reference)
            .hint("A tag is named by its name, by its path such as `Feeling/Fear`, or by its id."),
        Error::AmbiguousTag { reference, candidates } => Wire::new("ambiguous-tag")
            .with("reference", reference)
            .with("candidates", each(candidates))
            .hint("Give more of the path; one that begins with `/` is from the top."),
        Error::BadTagName { name } => Wire::new("bad-tag-name")
            .with("name", name)
            .hint("A tag is put under another one by naming that apart (`--parent`)."),
        Error::TagNameTaken { path } => {
            Wire::new("tag-name-taken").with("path", path).hint("Choose another name, or merge the two.")
        }
        Error::BadShortcut { shortcut } => Wire::new("bad-shortcut").with("shortcut", shortcut),
        Error::ShortcutTaken { shortcut, path } => Wire::new("shortcut-taken")
            .with("shortcut", shortcut)
            .with("path", path)
            .hint("Choose another key, or take it from that tag first."),
        Error::TagIntoItself { path } => Wire::new("tag-into-itself").with("path", path),
        Error::NoSuchMemo { reference } => Wire::new("no-such-memo").with("reference", reference),
        Error::AmbiguousMemo { reference, candidates } => Wire::new("ambiguous-memo")
            .with("reference", reference)
            .with("candidates", each(candidates))
            .hint("Give more of the id."),
        Error::NoSuchSection { start } => Wire::new("no-such-section").with("start", start.0),
        Error::NoSuchId { reference } => Wire::new("no-such-id").with("reference", reference),
        Error::AmbiguousId { reference, candidates } => Wire::new("ambiguous-id")
            .with("reference", reference)
            .with("candidates", each(candidates))
            .hint("Give more of the id."),
        Error::NoSuchBlock { start } => Wire::new("no-such-block").with("start", start.0),
        Error::OutOfBounds { start, end, length } => {
            Wire::new("out-of-bounds").with("start", start).with("end", end).with("length", length).hint(
                "Offsets count characters (Unicode code points) from 0; the end is the first one outside.",
            )
        }
        Error::EmptySelection => Wire::new("empty-selection"),
        Error::Empty { field } => Wire::new("empty-field").with("field", field),
        Error::NoSuchColour { colour } => Wire::new("no-such-colour").with("colour", colour),
        Error::NoLabel { start } => Wire::new("no-label").with("start", start.0),
        Error::NoSuchLabel { alias } => Wire::new("no-such-label").with("alias", alias),
        Error::NotSpeech { start } => Wire::new("not-speech").with("start", start.0),
        Error::BrokenStructure => Wire::new("broken-structure"),
        Error::NoSuchRevision { reference } => Wire::new("no-such-revision")
            .with("reference", reference)
            .hint("A revision is named by its number, by its id, or by the beginning of its id."),
        Error::StaleRevision { document } => Wire::new("stale-revision")
            .with("document", document)
            .hint("Look at the text as it is now and try again."),
        Error::StaleReport { document } => Wire::new("stale-report")
            .with("document", document)
            .hint("Look at what would become of the annotations as they are now and try again."),
        Error::BrokenRevision { revision } => Wire::new("broken-revision")
            .with("revision", revision)
            .hint("`vermilion doctor` says what is wrong; a backup may have it whole."),
        Error::DamagedText { document } => Wire::new("damaged-text").with("document", document).hint(
            "`vermilion doctor` says what is wrong, and with --repair puts it right where that can be done.",
        ),
        Error::Orphan { annotation } => Wire::new("orphan").with("annotation", annotation),
        Error::NothingToSplit { at } => Wire::new("nothing-to-split").with("at", at.0),
        Error::NothingToJoin { start } => Wire::new("nothing-to-join").with("start", start.0),
        Error::NothingLeft => Wire::new("nothing-left").hint("To take the whole document out, delete it."),
        Error::BadQuery(bad) => {
            let wire = Wire::new("bad-query")
                .with("problem", bad.problem.name())
                .with("start", bad.span.start.0)
                .with("end", bad.span.end.0);
            match bad.problem.near() {
                [] => wire,
                near => wire.with("near", near.join(", ")),
            }
        }
        Error::Cancelled => Wire::new("cancelled"),
        Error::NothingToUndo => Wire::new("nothing-to-undo"),
        Error::NothingToRedo => Wire::new("nothing-to-redo"),
        Error::NoSuchHistoryEntry { entry } => Wire::new("no-such-history-entry").with("entry", entry),
        Error::HistoryConflict { action } => Wire::new("history-conflict").with("action", action),
    }
}

fn each(candidates: &[impl ToString]) -> String {
    candidates.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn storage(fault: StorageFault) -> Wire {
    match fault {
        StorageFault::Busy => Wire::new("library-busy")
            .hint("Another program is writing to the library. Try again in a moment."),
        StorageFault::DiskFull => Wire::new("disk-full").hint("Free some space on the disk and try again."),
        StorageFault::DiskFailed => Wire::new("disk-failed")
            .hint("The disk may be full, failing or no longer connected. Look after it and try again."),
        StorageFault::ReadOnly => read_only(),
        StorageFault::Damaged => Wire::new("library-damaged").hint(
            "Bring a backup back, or take what can be read into a new library with `vermilion salvage`.",
        ),
        StorageFault::Other => Wire::new("library-failed"),
    }
}

fn read_only() -> Wire {
    Wire::new("library-read-only").hint("Make the file and its folder writable for you.")
}

impl From<&BackupError> for ApiError {
    fn from(error: &BackupError) -> Self {
        match error {
            // It is about the library, and says so itself.
            BackupError::Library(source) => said(source).say(&source.to_string()),
            BackupError::Refused(source) => refused(source).say(&source.to_string()),
            _ => backup(error).say(&error.to_string()),
        }
    }
}

/// That the examination of the library at `path` found damage.
#[must_use]
pub fn damaged(path: &Path) -> ApiError {
    storage(StorageFault::Damaged)
        .with("path", path.display())
        .say(&format!("“{}” is damaged.", path.display()))
}

/// Why nothing was salvaged.
pub(crate) fn salvage(error: &SalvageError) -> ApiError {
    let wire = match error {
        SalvageError::Missing { path } => Wire::new("file-not-found").with("path", path.display()),
        SalvageError::Exists { path } => {
            Wire::new("file-exists").with("path", path.display()).hint("Choose another name.")
        }
        SalvageError::Unreadable { path, source } => {
            Wire::new("file-unreadable").with("path", path.display()).with("reason", source)
        }
        SalvageError::Nothing { path, lack } => {
            let wire = Wire::new("salvage-nothing").with("path", path.display()).with("lack", lack.name());
            match lack {
                Lack::Cut(Cut { left, was }) => wire.with("left", left).with("was", was),
                Lack::Empty | Lack::Foreign | Lack::Rowless => wire,
            }
            .hint("Bring a backup back.")
        }
        SalvageError::Unwritable { path, source } => {
            Wire::new("file-unwritable").with("path", path.display()).with("reason", source)
        }
        SalvageError::Model(source) => refused(source),
        SalvageError::Unwritten(source) => backup(source),
        SalvageError::Unfilled(source) => said(source),
    };
    wire.say(&error.to_string())
}

fn backup(error: &BackupError) -> Wire {
    match error {
        _ if error.is_disk_full() => {
            Wire::new("disk-full").with("reason", error).hint("Free some space on the disk and try again.")
        }
        BackupError::Unwritable { path, source } => {
            Wire::new("backup-failed").with("path", path.display()).with("reason", source)
        }
        // It is the library that somebody else holds: a backup is made where nobody knows of it yet.
        BackupError::Storage { path, source } if source.fault() == StorageFault::Busy => {
            storage(source.fault()).with("path", path.display()).with("reason", source)
        }
        BackupError::Storage { path, source } => {
            Wire::new("backup-failed").with("path", path.display()).with("reason", source)
        }
        BackupError::Exists { path } => {
            Wire::new("file-exists").with("path", path.display()).hint("Choose another name.")
        }
        BackupError::Unsound { path, detail } => Wire::new("backup-unsound")
            .with("path", path.display())
            .with("reason", detail)
            .hint("`vermilion doctor` says what is wrong."),
        BackupError::Missing { path } => Wire::new("no-such-backup").with("path", path.display()),
        BackupError::Refused(source) => refused(source),
        BackupError::Cancelled => Wire::new("cancelled"),
        BackupError::Library(source) => said(source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vermilion_core::AnnotationId;

    #[test]
    fn an_error_crosses_as_a_code_with_parameters_and_a_sentence() {
        let error = ApiError::from(Error::OutOfBounds { start: 3, end: 9, length: 5 });
        assert_eq!(error.code, "out-of-bounds");
        assert_eq!(error.params["length"], "5");
        assert_eq!(error.message, "3..9 is no passage of a text of 5 characters.");
    }

    #[test]
    fn what_is_ambiguous_is_told_with_its_candidates_and_the_hint_once() {
        let candidates = vec![AnnotationId(Uuid::from_u128(1)), AnnotationId(Uuid::from_u128(2))];
        let error = ApiError::from(Error::AmbiguousAnnotation { reference: "0".to_owned(), candidates });
        assert_eq!(
            error.message,
            "\"0\" may mean several annotations: 00000000-0000-0000-0000-000000000001, \
             00000000-0000-0000-0000-000000000002."
        );
        assert_eq!(error.hint.as_deref(), Some("Give more of the id."));
    }

    #[test]
    fn a_message_is_a_sentence() {
        assert_eq!(sentence("there is nothing to undo"), "There is nothing to undo.");
        assert_eq!(sentence("The file is empty."), "The file is empty.");
    }

    #[test]
    fn a_sentence_leaves_the_name_of_a_file_as_it_is() {
        let path = || PathBuf::from("nope.txt");
        let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
        for refusal in [
            Refusal::FileNotFound { path: path() },
            Refusal::NotAFile { path: path() },
            Refusal::IsOpen { path: path() },
            Refusal::FileUnreadable { path: path(), source: denied() },
            Refusal::FileExists { path: path() },
            Refusal::HoldsLibrary { path: path() },
            Refusal::FileUnwritable { path: path(), source: denied() },
        ] {
            let message = ApiError::from(refusal).message;
            assert!(message.starts_with("“nope.txt” "), "{message}");
        }
        for error in [
            LibraryError::NotALibrary { path: path() },
            LibraryError::Newer { path: path(), found: 2, supported: 1 },
            LibraryError::Unreachable { path: path(), source: denied() },
        ] {
            let message = ApiError::from(error).message;
            assert!(message.starts_with("“nope.txt” "), "{message}");
        }
    }
}
