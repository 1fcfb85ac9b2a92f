//! The table `document`.

use crate::{
    error::{Candidate, Result},
    ids::{DocumentId, RevisionId},
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

pub(crate) struct DocumentRow {
    pub(crate) id: DocumentId,
    pub(crate) title: String,
    pub(crate) source: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) language: String,
    pub(crate) file_name: Option<String>,
    pub(crate) format: String,
    pub(crate) encoding: String,
    pub(crate) digest: String,
    pub(crate) revision: RevisionId,
    pub(crate) created_at: i64,
}

pub(crate) fn insert(connection: &Connection, row: &DocumentRow) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO document (id, title, source, published, language, file_name, format, encoding, digest,
                 revision_id, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            row.id,
            row.title,
            row.source,
            row.published,
            row.language,
            row.file_name,
            row.format,
            row.encoding,
            row.digest,
            row.revision,
            row.created_at
        ])?;
    Ok(())
}

/// Writes what a user can change.
pub(crate) fn update(connection: &Connection, row: &DocumentRow) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE document SET title = ?2, source = ?3, published = ?4, language = ?5 WHERE id = ?1",
        )?
        .execute(params![row.id, row.title, row.source, row.published, row.language])?;
    Ok(())
}

/// Deletes the document with everything that hangs on it, row by row and table by table: no cascade, so that the
/// inverse is exact.
pub(crate) fn delete(connection: &Connection, id: DocumentId) -> Result<()> {
    for sql in [
        "DELETE FROM former_place WHERE annotation_id IN (SELECT id FROM annotation WHERE document_id = ?1)",
        "DELETE FROM annotation_tag WHERE annotation_id IN (SELECT id FROM annotation WHERE document_id = ?1)",
        "DELETE FROM memo WHERE document_id = ?1",
        "DELETE FROM annotation WHERE document_id = ?1",
        "DELETE FROM block WHERE revision_id IN (SELECT id FROM revision WHERE document_id = ?1)",
        "DELETE FROM speaker_alias WHERE document_id = ?1",
        "DELETE FROM speaker WHERE document_id = ?1",
        "DELETE FROM correction WHERE revision_id IN (SELECT id FROM revision WHERE document_id = ?1)",
        "DELETE FROM revision WHERE document_id = ?1",
        "DELETE FROM text_copy WHERE document_id = ?1",
        "DELETE FROM document WHERE id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

/// Gives the document another current revision.
pub(crate) fn set_revision(connection: &Connection, id: DocumentId, revision: RevisionId) -> Result<()> {
    connection
        .prepare_cached("UPDATE document SET revision_id = ?2 WHERE id = ?1")?
        .execute(params![id, revision])?;
    Ok(())
}

/// The current revision of a document.
pub(crate) fn revision(connection: &Connection, id: DocumentId) -> Result<Option<RevisionId>> {
    Ok(connection
        .prepare_cached("SELECT revision_id FROM document WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

pub(crate) fn find(connection: &Connection, id: DocumentId) -> Result<Option<DocumentRow>> {
    Ok(query(connection, "WHERE id = ?1", [id])?.pop())
}

/// All of them, the newest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<DocumentRow>> {
    query(connection, "ORDER BY created_at DESC, id DESC", [])
}

/// How many there are.
pub(crate) fn count(connection: &Connection) -> Result<usize> {
    let count: u32 =
        connection.prepare_cached("SELECT count(*) FROM document")?.query_row([], |row| row.get(0))?;
    Ok(count as usize)
}

pub(crate) fn with_digest(connection: &Connection, digest: &str) -> Result<Option<DocumentId>> {
    Ok(connection
        .prepare_cached(
            "SELECT id FROM document
             WHERE digest = ?1 OR id IN (
                 SELECT document_id FROM correction JOIN revision ON revision.id = revision_id
                 WHERE correction.digest = ?1)
             ORDER BY created_at, id LIMIT 1",
        )?
        .query_row([digest], |row| row.get(0))
        .optional()?)
}

/// Those whose ids begin like this, at most `limit`. The prefix must be in the form in which ids are stored.
pub(crate) fn with_prefix(connection: &Connection, prefix: &str, limit: u32) -> Result<Vec<Candidate>> {
    // Ids consist of 0-9, a-f and hyphens, all of them before `g`.
    let mut statement = connection.prepare_cached(
        "SELECT id, title FROM document WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT ?2",
    )?;
    let found = statement
        .query_map(params![prefix, limit], |row| Ok(Candidate { id: row.get(0)?, title: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Ids and titles of all.
pub(crate) fn names(connection: &Connection) -> Result<Vec<Candidate>> {
    let mut statement = connection.prepare_cached("SELECT id, title FROM document ORDER BY id")?;
    let names = statement
        .query_map([], |row| Ok(Candidate { id: row.get(0)?, title: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

fn query<const N: usize>(
    connection: &Connection,
    clause: &str,
    parameters: [DocumentId; N],
) -> Result<Vec<DocumentRow>> {
    let sql = format!(
        "SELECT id, title, source, published, language, file_name, format, encoding, digest, revision_id, created_at
         FROM document {clause}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let parameters = parameters.each_ref().map(|id| id as &dyn ToSql);
    let rows = statement.query_map(parameters.as_slice(), read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn read(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    Ok(DocumentRow {
        id: row.get(0)?,
        title: row.get(1)?,
        source: row.get(2)?,
        published: row.get(3)?,
        language: row.get(4)?,
        file_name: row.get(5)?,
        format: row.get(6)?,
        encoding: row.get(7)?,
        digest: row.get(8)?,
        revision: row.get(9)?,
        created_at: row.get(10)?,
    })
}
