//! What a list of documents shows of each.

use super::find;
use crate::{
    error::Result,
    ids::DocumentId,
    library::{Library, Snapshot},
    reading,
    tables::{
        document::{self, DocumentRow},
        revision, speaker,
    },
};
use vermilion_anchor::CodePoint;
use vermilion_formats::interview::Role;

/// A document as listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its id.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was published: an ISO 8601 date, or what the text says where it is no full date.
    pub published: Option<String>,
    /// BCP 47 tag; `und` where the language is not known.
    pub language: String,
    /// The last part of the imported path, for people.
    pub file_name: Option<String>,
    /// `text` or `markdown`.
    pub format: String,
    /// WHATWG name of the encoding it was decoded from.
    pub encoding: String,
    /// Length of the text in code points.
    pub characters: u32,
    /// The participants, in their order.
    pub speakers: Vec<SpeakerSummary>,
    /// How many sections it has.
    pub sections: u32,
    /// How many annotations it has, orphans included.
    pub annotations: u32,
    /// How many of them have a note.
    pub notes: u32,
    /// How many of them wait for their passage.
    pub orphans: u32,
    /// The number of its current revision: 1 where its text was never corrected.
    pub revision_number: u32,
    /// When it was imported, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it was last read.
    pub read_at: Option<i64>,
    /// The code point at the top of the view when it was last read.
    pub position: CodePoint,
}

/// A participant as listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerSummary {
    /// The name shown.
    pub name: String,
    /// What the participant does.
    pub role: Role,
    /// Index into the palette of speaker colours.
    pub colour: u8,
}

/// All documents, the newest first.
///
/// # Errors
/// When the library cannot be read.
pub fn summaries(library: &Library) -> Result<Vec<Summary>> {
    library.read(|snapshot| snapshot.summaries())
}

/// One document.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), or when the library cannot be read.
pub fn summary(library: &Library, id: DocumentId) -> Result<Summary> {
    library.read(|snapshot| of(snapshot, find(snapshot.connection, id)?))
}

impl Snapshot<'_> {
    /// All documents, the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn summaries(&self) -> Result<Vec<Summary>> {
        document::all(self.connection)?.into_iter().map(|row| of(self, row)).collect()
    }

    /// Those of these documents that are in the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn summaries_of(&self, ids: impl IntoIterator<Item = DocumentId>) -> Result<Vec<Summary>> {
        let mut summaries = Vec::new();
        for id in ids {
            if let Some(row) = document::find(self.connection, id)? {
                summaries.push(of(self, row)?);
            }
        }
        Ok(summaries)
    }
}

pub(super) fn of(snapshot: &Snapshot<'_>, row: DocumentRow) -> Result<Summary> {
    let connection = snapshot.connection;
    let speakers = speaker::of_document(connection, row.id)?;
    let (annotations, notes, orphans) = snapshot.count_annotations(row.id)?;
    let (revision_number, characters, sections) = revision::count(connection, row.revision)?;
    let place = reading::place(connection, row.id)?;
    Ok(Summary {
        id: row.id,
        title: row.title,
        source: row.source,
        published: row.published,
        language: row.language,
        file_name: row.file_name,
        format: row.format,
        encoding: row.encoding,
        characters,
        speakers: speakers
            .into_iter()
            .map(|speaker| SpeakerSummary { name: speaker.name, role: speaker.role, colour: speaker.colour })
            .collect(),
        sections,
        annotations,
        notes,
        orphans,
        revision_number,
        created_at: row.created_at,
        read_at: place.read_at,
        position: place.position,
    })
}
