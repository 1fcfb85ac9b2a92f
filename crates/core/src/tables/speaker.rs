//! The tables `speaker` and `speaker_alias`: a participant and the labels under which it speaks.

use crate::{
    error::Result,
    ids::{DocumentId, SpeakerId},
};
use rusqlite::{Connection, params};
use std::collections::{BTreeSet, HashMap};
use vermilion_formats::interview::Role;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SpeakerRow {
    pub(crate) id: SpeakerId,
    pub(crate) position: u32,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) colour: u8,
    pub(crate) aliases: BTreeSet<String>,
}

pub(crate) fn insert(connection: &Connection, document: DocumentId, row: &SpeakerRow) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO speaker (id, document_id, position, name, role, colour) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![row.id, document, row.position, row.name, row.role.name(), row.colour])?;
    for alias in &row.aliases {
        insert_alias(connection, document, row.id, alias)?;
    }
    Ok(())
}

pub(crate) fn update(connection: &Connection, row: &SpeakerRow) -> Result<()> {
    connection
        .prepare_cached("UPDATE speaker SET position = ?2, name = ?3, role = ?4, colour = ?5 WHERE id = ?1")?
        .execute(params![row.id, row.position, row.name, row.role.name(), row.colour])?;
    Ok(())
}

/// Deletes the speaker; its aliases have gone before.
pub(crate) fn delete(connection: &Connection, id: SpeakerId) -> Result<()> {
    connection.prepare_cached("DELETE FROM speaker WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub(crate) fn insert_alias(
    connection: &Connection,
    document: DocumentId,
    speaker: SpeakerId,
    alias: &str,
) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO speaker_alias (document_id, alias, speaker_id) VALUES (?1, ?2, ?3)")?
        .execute(params![document, alias, speaker])?;
    Ok(())
}

pub(crate) fn delete_alias(connection: &Connection, document: DocumentId, alias: &str) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM speaker_alias WHERE document_id = ?1 AND alias = ?2")?
        .execute(params![document, alias])?;
    Ok(())
}

/// Those of a document, in their order.
pub(crate) fn of_document(connection: &Connection, document: DocumentId) -> Result<Vec<SpeakerRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, position, name, role, colour FROM speaker WHERE document_id = ?1 ORDER BY position, id",
    )?;
    let mut speakers = statement
        .query_map([document], |row| {
            Ok(SpeakerRow {
                id: row.get(0)?,
                position: row.get(1)?,
                name: row.get(2)?,
                role: super::named(row.get_ref(3)?)?,
                colour: row.get(4)?,
                aliases: BTreeSet::new(),
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let index: HashMap<SpeakerId, usize> =
        speakers.iter().enumerate().map(|(at, speaker)| (speaker.id, at)).collect();
    let mut statement =
        connection.prepare_cached("SELECT speaker_id, alias FROM speaker_alias WHERE document_id = ?1")?;
    let mut rows = statement.query([document])?;
    while let Some(row) = rows.next()? {
        if let Some(speaker) = index.get(&row.get(0)?).and_then(|at| speakers.get_mut(*at)) {
            speaker.aliases.insert(row.get(1)?);
        }
    }
    Ok(speakers)
}
