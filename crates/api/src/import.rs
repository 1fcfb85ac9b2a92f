//! Commands that bring interviews in.

use crate::api::{Api, Result};
use crate::convert;
use crate::databases;
use crate::error::Refusal;
use crate::files;
use crate::tasks::TOLD;
use crate::wire::{
    ImportCommit, ImportFind, ImportFinding, ImportFound, ImportParticipant, ImportPlace, ImportPreview,
    ImportPreviewRequest, ImportReport, ImportSection, ImportSource, ImportSpeaker, Imported, Task,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use vermilion_anchor::segment::snap_outward;
use vermilion_anchor::{CodePoint, Span, TextIndex};
use vermilion_core::ActionName;
use vermilion_core::backups::Progress;
use vermilion_core::documents::{
    self, Bring, BringDocument, BroughtDocument, DocumentFields, NewDocument, OpenDocument,
};
use vermilion_formats::decode::{self, DecodeError, Decoded, MAX_BYTES};
use vermilion_formats::import::{
    Finding, Format, Import, ImportedAbout, ImportedDocument, ImportedMemo, Limits, Report,
};
use vermilion_formats::interview::{self, BlockKind, Interview};

/// How much of the text a preview shows, in code points.
const OPENING: u32 = 600;

/// The endings under which what can be imported is found, without a dot.
#[must_use]
pub fn import_endings() -> Vec<&'static str> {
    Format::all().flat_map(|format| format.endings().iter().copied()).collect()
}

/// What was read from a source.
pub(crate) struct Source {
    pub(crate) file_name: Option<String>,
    pub(crate) encoding: String,
    pub(crate) is_encoding_certain: bool,
    replaced: u32,
    format: Format,
    content: Content,
}

enum Content {
    /// Plain text, decoded.
    Text(String),
    /// What a file of another format brings.
    File(Import),
}

impl Source {
    /// The text of the interview, of several that of the first; `None` where there is none.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::File(import) => import.documents.first().map(|first| first.interview.text.as_str()),
        }
    }

    /// What a file that is no plain text brings.
    pub(crate) fn of(file_name: Option<String>, format: Format, import: Import) -> Self {
        let content = Content::File(import);
        let encoding = "UTF-8".to_owned();
        Self { file_name, encoding, is_encoding_certain: true, replaced: 0, format, content }
    }

    /// The format it was read as.
    pub(crate) const fn format(&self) -> Format {
        self.format
    }

    /// The interview, of several the first.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn into_interview(self) -> Result<Interview> {
        let none = Refusal::NoInterview { name: self.file_name.clone() };
        let first = self.into_import().documents.into_iter().next();
        Ok(first.map(|first| first.interview).ok_or(none)?)
    }

    /// The encodings that it may be decoded from, where one can choose.
    pub(crate) fn encodings(&self) -> Vec<String> {
        match &self.content {
            Content::Text(_) => decode::ENCODINGS.iter().map(|&name| name.to_owned()).collect(),
            Content::File(_) => Vec::new(),
        }
    }

    /// Everything that it brings.
    pub(crate) fn into_import(self) -> Import {
        match self.content {
            Content::Text(text) => Import {
                documents: vec![interview::parse(&text).into()],
                report: Report::of(self.format.name()),
                ..Import::default()
            },
            Content::File(import) => import,
        }
    }
}

impl Api {
    /// Shows what would be imported, and stores nothing.
    ///
    /// # Errors
    /// When the source cannot be read or is nothing that can be imported.
    pub fn import_preview(&self, request: ImportPreviewRequest) -> Result<ImportPreview> {
        let source = read(&request.source, request.encoding.as_deref(), request.format.as_deref())?;
        let existing = match source.text() {
            Some(text) => match documents::find_by_digest(&self.library, &documents::digest(text))? {
                Some(document) => Some(documents::summary(&self.library, document)?.into()),
                None => None,
            },
            None => None,
        };
        let (encodings, format) = (source.encodings(), source.format);
        let Source { file_name, encoding, is_encoding_certain, replaced, .. } = &source;
        let (file_name, encoding, is_encoding_certain, replaced) =
            (file_name.clone(), encoding.clone(), *is_encoding_certain, *replaced);
        let import = source.into_import();
        let nothing = Interview::default();
        let interview = import.documents.first().map_or(&nothing, |first| &first.interview);
        let index = TextIndex::new(&interview.text);
        let turns_of = |at| {
            count(interview, |kind| match kind {
                BlockKind::Turn { speaker, label: Some(_), .. } => *speaker == at,
                _ => false,
            })
        };
        let in_all = |of: fn(&ImportedDocument) -> usize| import.documents.iter().map(of).sum::<usize>();
        Ok(ImportPreview {
            title: documents::title_of(interview, file_name.as_deref()),
            file_name,
            encoding,
            is_encoding_certain,
            encodings,
            replaced,
            format: format.name().to_owned(),
            formats: Format::all().map(|format| format.name().to_owned()).collect(),
            documents: number(import.documents.len()),
            annotations: number(in_all(|document| document.annotations.len())),
            tags: number(import.tags.len()),
            memos: number(import.memos.len() + in_all(|document| document.memos.len())),
            textless: number(import.documents.iter().filter(|one| is_textless(one)).map(what_is_on).sum()),
            timed: count(interview, |kind| matches!(kind, BlockKind::Turn { time: Some(_), .. })),
            report: (!format.is_plain()).then(|| shown(&import.report)),
            source: interview.source.clone(),
            published: interview.published.clone(),
            language: interview.language.clone(),
            characters: index.len().0,
            speakers: interview
                .speakers
                .iter()
                .enumerate()
                .map(|(at, speaker)| ImportSpeaker {
                    name: speaker.name.clone(),
                    labels: speaker.labels.clone(),
                    role: speaker.role.into(),
                    turns: turns_of(at),
                })
                .collect(),
            sections: interview::sections(&index, &interview.blocks)
                .into_iter()
                .map(|section| ImportSection { number: section.number, title: section.title })
                .collect(),
            turns: count(interview, |kind| matches!(kind, BlockKind::Turn { label: Some(_), .. })),
            paragraphs: count(interview, |kind| {
                matches!(kind, BlockKind::Turn { .. } | BlockKind::Paragraph)
            }),
            opening: opening(&index),
            existing,
        })
    }

    /// The document that has the text of a source already. Looks at the text only, which is much quicker than a
    /// preview.
    ///
    /// # Errors
    /// When the source cannot be read or is no text.
    pub fn import_find(&self, request: ImportFind) -> Result<ImportFound> {
        let source = read(&request.source, request.encoding.as_deref(), None)?;
        let document = match source.text() {
            Some(text) => documents::find_by_digest(&self.library, &documents::digest(text))?,
            None => None,
        };
        Ok(ImportFound { document: document.map(|id| id.to_string()) })
    }

    /// The document that a source is another version of, told by what they have in common. Reads every text of the
    /// library.
    ///
    /// # Errors
    /// When the source cannot be read or is no text.
    pub fn import_similar(&self, request: ImportFind) -> Result<ImportFound> {
        let source = read(&request.source, request.encoding.as_deref(), None)?;
        let document = match source.text() {
            Some(text) => documents::find_similar(&self.library, text)?,
            None => None,
        };
        Ok(ImportFound { document: document.map(|id| id.to_string()) })
    }

    /// Adds what a source brings to the library, as one step: its interviews, of which those are found that are there word for
    /// word, with their annotations, tags and memos.
    ///
    /// # Errors
    /// See [`Api::import_preview`]; when a title or language would be empty; when it was called off.
    pub fn import_commit(&self, request: ImportCommit, origin: &str) -> Result<Imported> {
        let ImportCommit { source, encoding, title, published_source, published, language, again, .. } =
            &request;
        let source = read(source, encoding.as_deref(), request.format.as_deref())?;
        let (file_name, format, encoding) =
            (source.file_name.clone(), source.format, source.encoding.clone());
        let Import { documents, tags, memos, mut report } = source.into_import();
        let onto = self.onto(&request, &documents, file_name.as_deref())?;
        let mut left_out = 0;
        let mut bring = Bring { documents: Vec::with_capacity(documents.len()), tags, memos };
        for (at, document) in documents.into_iter().enumerate() {
            let onto = onto.as_ref().filter(|_| is_textless(&document));
            if onto.is_none() && is_textless(&document) && what_is_on(&document) > 0 {
                left_out += number(what_is_on(&document));
                continue;
            }
            let ImportedDocument { mut interview, name, mut annotations, mut memos } = document;
            if let Some(onto) = onto {
                vermilion_formats::import::anchor(&mut annotations, &onto.text, &mut report);
            }
            let mut fields = DocumentFields::default();
            if at == 0 {
                fields = DocumentFields {
                    title: title.clone(),
                    source: published_source.clone(),
                    published: published.clone(),
                    language: language.clone(),
                };
                name_participants(&mut interview, request.speakers.as_deref());
                let about = ImportedAbout::Document;
                memos.extend(request.memo.clone().map(|text| ImportedMemo { about, text }));
            }
            let new = NewDocument {
                interview,
                file_name: name.or_else(|| file_name.clone()),
                format: format.name().to_owned(),
                encoding: encoding.clone(),
                fields,
                may_repeat: *again,
            };
            let onto = onto.map(|onto| (onto.summary.id, onto.revision));
            bring.documents.push(BringDocument { new, onto, annotations, memos });
        }
        let work = self.tasks.run(Task::Import);
        let mut told = 0;
        let mut progress = |Progress { done, total }: Progress| {
            let share = done * TOLD / total.max(1);
            if std::mem::replace(&mut told, share) != share {
                work.tell(share, TOLD);
            }
            work.goes_on()
        };
        let (brought, change) = self.act(ActionName::DocumentImport.name(), origin, |library| {
            documents::bring(library, &bring, &mut progress)
        })?;
        let sum = |of: fn(&BroughtDocument) -> u32| brought.documents.iter().map(of).sum();
        let mut ids: Vec<String> =
            brought.documents.iter().map(|document| document.imported.document.to_string()).collect();
        // Several pages may belong to the same document.
        ids.dedup();
        Ok(Imported {
            document: ids.first().cloned().unwrap_or_default(),
            documents: ids,
            annotations: sum(|document| document.annotations),
            known: sum(|document| document.known),
            orphans: sum(|document| document.orphans),
            left_out,
            tags: brought.tags,
            is_new: brought.documents.first().is_none_or(|first| first.imported.is_new),
            change,
        })
    }
}

/// Whether a file says something of a text that it does not hold.
fn is_textless(document: &ImportedDocument) -> bool {
    document.interview.text.trim().is_empty()
}

/// How much there is on a document.
fn what_is_on(document: &ImportedDocument) -> usize {
    document.annotations.len() + document.memos.len()
}

impl Api {
    /// The document onto which annotations without a text are put.
    ///
    /// # Errors
    /// When there is no such document; when one is named and the file holds all its texts, or none is named and it holds none.
    fn onto(
        &self,
        request: &ImportCommit,
        documents: &[ImportedDocument],
        name: Option<&str>,
    ) -> Result<Option<OpenDocument>> {
        let name = name.map(str::to_owned);
        let textless = documents.iter().filter(|one| is_textless(one));
        let waiting = number(textless.clone().map(what_is_on).sum());
        match &request.onto {
            Some(_) if textless.count() == 0 => Err(Refusal::HasItsText { name }.into()),
            Some(onto) => Ok(Some(documents::open(&self.library, convert::id(onto)?)?)),
            None if waiting > 0 && documents.iter().all(is_textless) => {
                Err(Refusal::NoTextForAnnotations { name, annotations: waiting }.into())
            }
            None => Ok(None),
        }
    }
}

/// Gives participants the names and roles that the reader says, where there is one for each.
fn name_participants(interview: &mut Interview, said: Option<&[ImportParticipant]>) {
    let said = said.filter(|said| said.len() == interview.speakers.len()).unwrap_or_default();
    for (speaker, said) in interview.speakers.iter_mut().zip(said) {
        if !said.name.trim().is_empty() {
            said.name.trim().clone_into(&mut speaker.name);
        }
        speaker.role = said.role.into();
    }
}

/// A report as it is shown.
fn shown(report: &Report) -> ImportReport {
    let finding = |finding: &Finding| ImportFinding {
        fate: finding.fate.name().to_owned(),
        kind: finding.kind.clone(),
        what: finding.what.clone(),
        reason: finding.reason.clone(),
        place: finding.place.as_ref().map(|place| {
            let (kind, at) = place.told();
            ImportPlace { kind: kind.to_owned(), at }
        }),
    };
    ImportReport {
        taken: report.taken,
        altered: report.altered,
        skipped: report.skipped,
        findings: report.findings.iter().map(finding).collect(),
    }
}

pub(crate) fn read(source: &ImportSource, encoding: Option<&str>, format: Option<&str>) -> Result<Source> {
    let format = format.map(str::parse::<Format>).transpose().map_err(Refusal::BadFormat)?;
    let (file_name, bytes, encoding, format) = match source {
        ImportSource::Path { path } => {
            let path = Path::new(path);
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            // A library may be larger than what is read at once.
            if let Some(library) =
                format.or_else(|| databases::format_of(path)).filter(|format| format.is_library())
            {
                return databases::read(source, name, &[], library);
            }
            (name, files::read(path)?, encoding, format)
        }
        ImportSource::Bytes { name, base64 } => {
            // Four characters hold three bytes: too much is known before it is decoded.
            let bytes = base64.len() as u64 / 4 * 3;
            if bytes > MAX_BYTES + 2 {
                return Err(undecodable(Some(last_part(name)), DecodeError::TooLarge { bytes }).into());
            }
            let bytes = STANDARD.decode(base64).map_err(|_| Refusal::BadContent)?;
            (Some(last_part(name)), bytes, encoding, format)
        }
        // Text was decoded by whoever had it; only line ends and what is no text remain to look at.
        ImportSource::Text { name, text } => {
            let name = name.as_deref().map(last_part);
            let format = format.unwrap_or(Format::of_text(name.as_deref()));
            (name, text.clone().into_bytes(), Some("UTF-8"), Some(format))
        }
    };
    let format = format.unwrap_or_else(|| Format::detect(&bytes, file_name.as_deref()));
    if format.is_database() {
        return databases::read(source, file_name, &bytes, format);
    }
    if let Some(import) = format.read(&bytes, file_name.as_deref(), Limits::default()) {
        let import = import.map_err(|source| Refusal::Unimportable {
            name: file_name.clone(),
            format: format.name(),
            source,
        })?;
        return Ok(Source::of(file_name, format, import));
    }
    let decoded = decode::decode(&bytes, encoding).map_err(|error| undecodable(file_name.clone(), error))?;
    let Decoded { text, encoding, is_certain, replaced } = decoded;
    Ok(Source {
        file_name,
        encoding: encoding.to_owned(),
        is_encoding_certain: is_certain,
        replaced,
        format,
        content: Content::Text(text),
    })
}

fn undecodable(name: Option<String>, source: DecodeError) -> Refusal {
    Refusal::Undecodable { name, source }
}

/// A name that came from a page may be a path of another machine; only its end is kept.
fn last_part(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

fn count(interview: &Interview, is_counted: impl Fn(&BlockKind) -> bool) -> u32 {
    number(interview.blocks.iter().filter(|block| is_counted(&block.kind)).count())
}

/// There is no more of anything than a file has bytes.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The beginning of the text, not ending inside a character.
fn opening(index: &TextIndex<'_>) -> String {
    let end = CodePoint(OPENING.min(index.len().0));
    let span = Span { start: CodePoint(0), end };
    index.slice(snap_outward(index, span)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_path_of_another_machine_only_the_name_is_kept() {
        assert_eq!(last_part("C:\\Users\\ada\\talk.txt"), "talk.txt");
        assert_eq!(last_part("/home/ada/talk.txt"), "talk.txt");
    }
}
