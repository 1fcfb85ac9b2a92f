//! The table `annotation`.

use crate::{
    annotations::Annotation,
    error::Result,
    ids::{AnnotationId, DocumentId},
};
use rusqlite::{Connection, Params, Row, params};
use vermilion_anchor::{CodePoint, Span, selector::TextQuoteSelector};
use vermilion_formats::annotated::Style;

/// The place of `note` among the columns.
pub(crate) const NOTE: usize = 10;
/// The place of `modified_at` among the columns.
pub(crate) const MODIFIED_AT: usize = 12;

pub(crate) fn insert(
    connection: &Connection,
    annotation: &Annotation,
    selector: &TextQuoteSelector,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO annotation (id, document_id, revision_id, start, \"end\", exact, prefix, suffix, mark, colour,
                 note, created_at, modified_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            annotation.id,
            annotation.document,
            annotation.revision,
            annotation.span.start.0,
            annotation.span.end.0,
            selector.exact,
            selector.prefix,
            selector.suffix,
            annotation.style.mark.name(),
            annotation.style.colour.name(),
            annotation.note,
            annotation.created_at,
            annotation.modified_at
        ])?;
    Ok(())
}

pub(crate) fn set_place(
    connection: &Connection,
    id: AnnotationId,
    span: Span,
    selector: &TextQuoteSelector,
    now: i64,
) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE annotation SET start = ?2, \"end\" = ?3, exact = ?4, prefix = ?5, suffix = ?6, modified_at = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            span.start.0,
            span.end.0,
            selector.exact,
            selector.prefix,
            selector.suffix,
            now
        ])?;
    Ok(())
}

pub(crate) fn set_style(connection: &Connection, id: AnnotationId, style: Style, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE annotation SET mark = ?2, colour = ?3, modified_at = ?4 WHERE id = ?1")?
        .execute(params![id, style.mark.name(), style.colour.name(), now])?;
    Ok(())
}

pub(crate) fn set_note(connection: &Connection, id: AnnotationId, note: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE annotation SET note = ?2, modified_at = ?3 WHERE id = ?1")?
        .execute(params![id, note, now])?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, id: AnnotationId) -> Result<()> {
    connection.prepare_cached("DELETE FROM annotation WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub(crate) fn find(connection: &Connection, id: AnnotationId) -> Result<Option<Annotation>> {
    Ok(query(connection, "WHERE id = ?1", [id])?.pop())
}

/// Those of a document in the order of the text: by start, then end, then id.
pub(crate) fn of_document(connection: &Connection, document: DocumentId) -> Result<Vec<Annotation>> {
    query(connection, "WHERE document_id = ?1 ORDER BY start, \"end\", id", [document])
}

/// Those that mark exactly this passage.
pub(crate) fn at(connection: &Connection, document: DocumentId, span: Span) -> Result<Vec<Annotation>> {
    query(
        connection,
        "WHERE document_id = ?1 AND start = ?2 AND \"end\" = ?3 ORDER BY id",
        params![document, span.start.0, span.end.0],
    )
}

/// Ids that begin like this, at most `limit`. The prefix must be in the form in which ids are stored.
pub(crate) fn with_prefix(connection: &Connection, prefix: &str, limit: u32) -> Result<Vec<AnnotationId>> {
    // Ids consist of 0-9, a-f and hyphens, all of them before `g`.
    let mut statement = connection
        .prepare_cached("SELECT id FROM annotation WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT ?2")?;
    let ids =
        statement.query_map(params![prefix, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// How many annotations a document has, and how many of them have a note.
pub(crate) fn count(connection: &Connection, document: DocumentId) -> Result<(u32, u32)> {
    Ok(connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM annotation WHERE document_id = ?1),
                    (SELECT count(*) FROM annotation WHERE document_id = ?1 AND note <> '')",
        )?
        .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn query(connection: &Connection, clause: &str, parameters: impl Params) -> Result<Vec<Annotation>> {
    let sql = format!(
        "SELECT id, document_id, revision_id, start, \"end\", exact, mark, colour, note, created_at, modified_at
         FROM annotation {clause}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let annotations = statement.query_map(parameters, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(annotations)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Annotation> {
    Ok(Annotation {
        id: row.get(0)?,
        document: row.get(1)?,
        revision: row.get(2)?,
        span: Span { start: CodePoint(row.get(3)?), end: CodePoint(row.get(4)?) },
        quote: row.get(5)?,
        style: Style { mark: super::named(row.get_ref(6)?)?, colour: super::named(row.get_ref(7)?)? },
        note: row.get(8)?,
        created_at: row.get(9)?,
        modified_at: row.get(10)?,
    })
}
