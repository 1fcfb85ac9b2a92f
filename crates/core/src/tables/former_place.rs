//! The table `former_place`: where annotations were before a revision, or their owner, put them elsewhere.

use crate::{
    annotations::{Loss, State},
    error::Result,
    ids::{AnnotationId, DocumentId, RevisionId},
};
use rusqlite::{Connection, Row, params};
use vermilion_anchor::{CodePoint, Span};

/// Where an annotation was, up to, and without, the revision `until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormerPlace {
    pub(crate) annotation: AnnotationId,
    pub(crate) until: RevisionId,
    /// The revision in whose text the span counts: the one that put it there or, of an orphan, the last in which it
    /// stood.
    pub(crate) revision: RevisionId,
    pub(crate) span: Span,
    pub(crate) state: State,
}

pub(crate) fn insert(connection: &Connection, place: &FormerPlace) -> Result<()> {
    let (state, original, reason) = place.state.columns();
    connection
        .prepare_cached(
            "INSERT INTO former_place (annotation_id, until_id, revision_id, start, \"end\", state, original, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            place.annotation,
            place.until,
            place.revision,
            place.span.start.0,
            place.span.end.0,
            state,
            original,
            reason.map(Loss::name)
        ])?;
    Ok(())
}

/// Deletes those of an annotation.
pub(crate) fn delete(connection: &Connection, annotation: AnnotationId) -> Result<()> {
    connection.prepare_cached("DELETE FROM former_place WHERE annotation_id = ?1")?.execute([annotation])?;
    Ok(())
}

/// Those of all annotations of a document.
pub(crate) fn of_document(connection: &Connection, document: DocumentId) -> Result<Vec<FormerPlace>> {
    let mut statement = connection.prepare_cached(
        "SELECT annotation_id, until_id, former_place.revision_id, former_place.start, former_place.\"end\",
                former_place.state, former_place.original, former_place.reason
         FROM former_place JOIN annotation ON annotation.id = annotation_id
         WHERE document_id = ?1",
    )?;
    let places = statement.query_map([document], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(places)
}

fn read(row: &Row<'_>) -> rusqlite::Result<FormerPlace> {
    Ok(FormerPlace {
        annotation: row.get(0)?,
        until: row.get(1)?,
        revision: row.get(2)?,
        span: Span { start: CodePoint(row.get(3)?), end: CodePoint(row.get(4)?) },
        state: super::annotation::state(row, 5)?,
    })
}
