//! Bringing an interview into the library.

use super::DocumentFields;
use crate::{
    brief,
    error::{Error, Result},
    ids::{DocumentId, RevisionId, SpeakerId},
    library::{Act, Acted, ActionName, Library},
    speakers, structure,
    tables::{
        block,
        document::{self, DocumentRow},
        revision::{self, RevisionRow},
        speaker::{self, SpeakerRow},
    },
};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, fmt::Write, path::Path};
use uuid::Uuid;
use vermilion_formats::interview::Interview;

/// An interview to import.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// The text and the structure found in it.
    pub interview: Interview,
    /// The last part of the path it was read from, where it was.
    pub file_name: Option<String>,
    /// `text` or `markdown`.
    pub format: String,
    /// WHATWG name of the encoding it was decoded from.
    pub encoding: String,
    /// What the user says about it, over what was found.
    pub fields: DocumentFields,
    /// Whether it becomes a document of its own even where the library has one with exactly this text.
    pub may_repeat: bool,
}

impl NewDocument {
    /// An interview that came from no file.
    #[must_use]
    pub fn new(interview: Interview) -> Self {
        Self {
            interview,
            file_name: None,
            format: "text".to_owned(),
            encoding: "UTF-8".to_owned(),
            fields: DocumentFields::default(),
            may_repeat: false,
        }
    }
}

/// The document that holds an interview after [`import`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The document.
    pub document: DocumentId,
    /// False when it was there before, in which case it is as it was.
    pub is_new: bool,
}

/// Imports a document. Where the library has one with exactly this text, that one is given back, unless the new one
/// [may repeat](NewDocument::may_repeat) it.
///
/// # Errors
/// [`Error::BrokenStructure`], [`Error::Empty`], or when the library cannot be written to.
pub fn import(library: &Library, new: &NewDocument) -> Result<Acted<Imported>> {
    library.act(ActionName::DocumentImport, |act| add(act, new))
}

/// Adds a document as part of an action.
///
/// # Errors
/// See [`import`].
pub fn add(act: &mut Act<'_>, new: &NewDocument) -> Result<Imported> {
    let interview = &new.interview;
    let digest = digest(&interview.text);
    // Looked up here, where nobody else can be adding the same text at the same moment.
    if !new.may_repeat
        && let Some(document) = document::with_digest(act.connection, &digest)?
    {
        return Ok(Imported { document, is_new: false });
    }
    let characters = vermilion_anchor::count(&interview.text);
    if !structure::is_cover(&interview.blocks, characters, interview.speakers.len()) {
        return Err(Error::BrokenStructure);
    }
    let mut row = DocumentRow {
        id: DocumentId(act.new_id()),
        title: title_of(interview, new.file_name.as_deref()),
        source: interview.source.clone(),
        published: interview.published.clone(),
        language: interview.language.clone(),
        file_name: new.file_name.clone(),
        format: new.format.clone(),
        encoding: new.encoding.clone(),
        digest,
        revision: RevisionId(act.new_id()),
        created_at: act.now(),
    };
    new.fields.apply(&mut row)?;
    act.set_subject(&row.title);
    document::insert(act.connection, &row)?;
    revision::insert(
        act.connection,
        &RevisionRow {
            id: row.revision,
            document: row.id,
            number: 1,
            characters,
            created_at: row.created_at,
            text: &interview.text,
        },
    )?;
    let participants = participants_of(interview, || act.new_id());
    for participant in &participants {
        speaker::insert(act.connection, row.id, participant)?;
    }
    for block in &interview.blocks {
        block::put(act.connection, row.revision, block, &participants)?;
    }
    Ok(Imported { document: row.id, is_new: true })
}

/// The participants of an interview as rows, with fresh ids.
pub(crate) fn participants_of(interview: &Interview, new_id: impl Fn() -> Uuid) -> Vec<SpeakerRow> {
    let mut taken = BTreeSet::new();
    (0..)
        .zip(&interview.speakers)
        .map(|(position, speaker)| SpeakerRow {
            id: SpeakerId(new_id()),
            position,
            name: speaker.name.clone(),
            role: speaker.role,
            colour: speakers::colour_at(position),
            // A label means one person; the first one who has it keeps it.
            aliases: speaker.labels.iter().filter(|label| taken.insert(label.as_str())).cloned().collect(),
        })
        .collect()
}

/// The title a document gets: the one in the text, else the name of the file, else the first words.
#[must_use]
pub fn title_of(interview: &Interview, file_name: Option<&str>) -> String {
    let stem = || file_name.and_then(|name| Path::new(name).file_stem()?.to_str());
    let found =
        interview.title.as_deref().into_iter().chain(stem()).map(str::trim).find(|title| !title.is_empty());
    match found {
        Some(title) => title.to_owned(),
        None => {
            Some(brief::shorten(&interview.text)).filter(|words| !words.is_empty()).unwrap_or("—".to_owned())
        }
    }
}

/// The digest by which a text is recognised: SHA-256, in hexadecimal.
#[must_use]
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The document that was imported from exactly this text, the oldest where there are several. For `digest` see
/// [`digest`].
///
/// # Errors
/// When the library cannot be read.
pub fn find_by_digest(library: &Library, digest: &str) -> Result<Option<DocumentId>> {
    library.read(|snapshot| document::with_digest(snapshot.connection, digest))
}
