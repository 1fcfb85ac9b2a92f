//! The table `annotation`. Rows are read as they are stored: a place counts in the text of the revision that the row
//! names, which need not be the current one.

use crate::{
    annotations::{Annotation, Loss, Passage, Place, State},
    error::Result,
    ids::{AnnotationId, DocumentId, RevisionId, TagId},
};
use rusqlite::{Connection, OptionalExtension, Params, Row, params, types::FromSqlError};
use std::collections::HashSet;
use vermilion_anchor::{CodePoint, Span, selector::TextQuoteSelector};
use vermilion_formats::annotated::Style;

/// The place of `note` among the columns.
pub(crate) const NOTE: usize = 10;
/// The place of `modified_at` among the columns.
pub(crate) const MODIFIED_AT: usize = 12;
/// The place of `state` among the columns.
pub(crate) const STATE: usize = 13;

pub(crate) fn insert(
    connection: &Connection,
    annotation: &Annotation,
    selector: &TextQuoteSelector,
) -> Result<()> {
    let (state, original, reason) = annotation.state.columns();
    connection
        .prepare_cached(
            "INSERT INTO annotation (id, document_id, revision_id, start, \"end\", exact, prefix, suffix, mark, colour,
                 note, created_at, modified_at, state, original, reason, made_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
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
            annotation.modified_at,
            state,
            original,
            reason.map(Loss::name),
            annotation.made_on
        ])?;
    Ok(())
}

/// Writes another passage of the same text.
pub(crate) fn set_span(
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

/// Writes where an annotation is. Without a time it stays as it is when the annotation was last changed: nobody changed it,
/// the text did.
pub(crate) fn set_place(
    connection: &Connection,
    id: AnnotationId,
    place: &Place,
    now: Option<i64>,
) -> Result<()> {
    let Place { revision, passage: Passage { span, selector }, state } = place;
    let (state, original, reason) = state.columns();
    connection
        .prepare_cached(
            "UPDATE annotation SET revision_id = ?2, start = ?3, \"end\" = ?4, exact = ?5, prefix = ?6, suffix = ?7,
                 state = ?8, original = ?9, reason = ?10, modified_at = ifnull(?11, modified_at)
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            revision,
            span.start.0,
            span.end.0,
            selector.exact,
            selector.prefix,
            selector.suffix,
            state,
            original,
            reason.map(Loss::name),
            now
        ])?;
    Ok(())
}

/// Writes what became of an annotation's passage.
pub(crate) fn set_state(connection: &Connection, id: AnnotationId, state: &State, now: i64) -> Result<()> {
    let (state, original, reason) = state.columns();
    connection
        .prepare_cached(
            "UPDATE annotation SET state = ?2, original = ?3, reason = ?4, modified_at = ?5 WHERE id = ?1",
        )?
        .execute(params![id, state, original, reason.map(Loss::name), now])?;
    Ok(())
}

/// The words of an annotation with what stood around them, in the text of the revision that it names.
pub(crate) fn selector(connection: &Connection, id: AnnotationId) -> Result<TextQuoteSelector> {
    Ok(connection
        .prepare_cached("SELECT exact, prefix, suffix FROM annotation WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(TextQuoteSelector { exact: row.get(0)?, prefix: row.get(1)?, suffix: row.get(2)? })
        })?)
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

/// Writes when an annotation was changed.
pub(crate) fn touch(connection: &Connection, id: AnnotationId, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE annotation SET modified_at = ?2 WHERE id = ?1")?
        .execute(params![id, now])?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, id: AnnotationId) -> Result<()> {
    connection.prepare_cached("DELETE FROM annotation WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub(crate) fn find(connection: &Connection, id: AnnotationId) -> Result<Option<Annotation>> {
    Ok(query(connection, "WHERE id = ?1", [id])?.pop())
}

/// The document of one.
pub(crate) fn document(connection: &Connection, id: AnnotationId) -> Result<Option<DocumentId>> {
    let mut statement = connection.prepare_cached("SELECT document_id FROM annotation WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// Those of a document in the order of the text: by start, then end, then id.
pub(crate) fn of_document(connection: &Connection, document: DocumentId) -> Result<Vec<Annotation>> {
    query(connection, "WHERE document_id = ?1 ORDER BY start, \"end\", id", [document])
}

/// At most `limit` of a document, in the order in which they are stored to stand, from the first after `after` on; nothing
/// where that one is not in the document.
pub(crate) fn page(
    connection: &Connection,
    document: DocumentId,
    after: Option<AnnotationId>,
    limit: u32,
) -> Result<Vec<Annotation>> {
    // The index on places holds the id as well, and so gives this order by itself.
    match after {
        None => query(
            connection,
            "WHERE document_id = ?1 ORDER BY start, \"end\", id LIMIT ?2",
            params![document, limit],
        ),
        Some(after) => query(
            connection,
            "WHERE document_id = ?1 AND (start, \"end\", id) >
                 (SELECT start, \"end\", id FROM annotation WHERE id = ?3 AND document_id = ?1)
             ORDER BY start, \"end\", id LIMIT ?2",
            params![document, limit, after],
        ),
    }
}

/// Those that mark these words at this place, or, as stored, at most `reach` code points from it.
pub(crate) fn near(
    connection: &Connection,
    document: DocumentId,
    span: Span,
    reach: u32,
    exact: &str,
) -> Result<Vec<Annotation>> {
    query(
        connection,
        "WHERE document_id = ?1 AND start BETWEEN ?2 AND ?3 AND \"end\" - start = ?4 AND exact = ?5
             AND state <> 'orphan'
         ORDER BY id",
        params![
            document,
            span.start.0.saturating_sub(reach),
            span.start.0.saturating_add(reach),
            span.len(),
            exact
        ],
    )
}

/// Where an annotation of a document is stored to be.
pub(crate) struct Stored {
    pub(crate) id: AnnotationId,
    pub(crate) revision: RevisionId,
    pub(crate) span: Span,
}

/// Where those of a document stand that are no orphans.
pub(crate) fn places_of_document(connection: &Connection, document: DocumentId) -> Result<Vec<Stored>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, revision_id, start, \"end\" FROM annotation WHERE document_id = ?1 AND state <> 'orphan'",
    )?;
    let places = statement
        .query_map([document], |row| {
            Ok(Stored {
                id: row.get(0)?,
                revision: row.get(1)?,
                span: Span { start: CodePoint(row.get(2)?), end: CodePoint(row.get(3)?) },
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(places)
}

/// The documents that have annotations.
pub(crate) fn documents(connection: &Connection) -> Result<HashSet<DocumentId>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT document_id FROM annotation")?;
    let documents = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(documents)
}

/// Ids that begin like this, at most `limit`. The prefix must be in the form in which ids are stored.
pub(crate) fn with_prefix(connection: &Connection, prefix: &str, limit: u32) -> Result<Vec<AnnotationId>> {
    super::ids_with_prefix(
        connection,
        "SELECT id FROM annotation WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT ?2",
        prefix,
        limit,
    )
}

/// Those in whose note these characters stand, the oldest first, as they are stored.
pub(crate) fn with_note_holding(connection: &Connection, characters: &str) -> Result<Vec<Annotation>> {
    query(connection, "WHERE instr(note, ?1) > 0 ORDER BY created_at, id", [characters])
}

/// The words of an annotation and its note.
pub(crate) struct Text<'row> {
    pub(crate) id: AnnotationId,
    pub(crate) document: DocumentId,
    pub(crate) exact: &'row str,
    pub(crate) note: &'row str,
    pub(crate) modified_at: i64,
}

/// Shows the words and the note of every annotation, in no order.
pub(crate) fn each_text(connection: &Connection, mut see: impl FnMut(Text<'_>)) -> Result<()> {
    let mut statement =
        connection.prepare_cached("SELECT id, document_id, exact, note, modified_at FROM annotation")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        see(Text {
            id: row.get(0)?,
            document: row.get(1)?,
            exact: text(row, 2)?,
            note: text(row, 3)?,
            modified_at: row.get(4)?,
        });
    }
    Ok(())
}

fn text<'row>(row: &'row Row<'_>, at: usize) -> rusqlite::Result<&'row str> {
    Ok(row.get_ref(at)?.as_str()?)
}

/// How many annotations a document has, how many of them have a note, and how many are orphans.
pub(crate) fn count(connection: &Connection, document: DocumentId) -> Result<(u32, u32, u32)> {
    Ok(connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM annotation WHERE document_id = ?1),
                    (SELECT count(*) FROM annotation WHERE document_id = ?1 AND note <> ''),
                    (SELECT count(*) FROM annotation WHERE document_id = ?1 AND state = 'orphan')",
        )?
        .query_row([document], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

fn query(connection: &Connection, clause: &str, parameters: impl Params) -> Result<Vec<Annotation>> {
    let sql = format!(
        "SELECT id, document_id, revision_id, start, \"end\", exact, mark, colour, note, created_at, modified_at, state,
                original, reason,
                ifnull(made_id, (SELECT id FROM revision WHERE document_id = annotation.document_id AND number = 1)),
                (SELECT group_concat(tag_id, ' ') FROM annotation_tag WHERE annotation_id = annotation.id)
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
        tags: tags(row.get_ref(15)?.as_str_or_null()?),
        state: state(row, 11)?,
        // One whose document has no first revision is on its way out of a damaged library.
        made_on: row.get::<_, Option<RevisionId>>(14)?.map_or_else(|| row.get(2), Ok)?,
    })
}

/// Ids in one text, in their order. What is no id names nothing.
fn tags(joined: Option<&str>) -> Vec<TagId> {
    let mut tags: Vec<TagId> =
        joined.into_iter().flat_map(|ids| ids.split(' ')).filter_map(|id| id.parse().ok()).collect();
    tags.sort_unstable();
    tags
}

/// The state in three columns from here on.
pub(super) fn state(row: &Row<'_>, at: usize) -> rusqlite::Result<State> {
    let original: Option<String> = row.get(at + 1)?;
    Ok(match row.get_ref(at)?.as_str()? {
        "anchored" => State::Anchored,
        "changed" => State::Changed { original: original.unwrap_or_default() },
        "orphan" => State::Orphan { original, reason: super::named(row.get_ref(at + 2)?)? },
        _ => return Err(FromSqlError::InvalidType.into()),
    })
}
