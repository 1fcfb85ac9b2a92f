//! The table `annotation_tag`: which annotation has which tag.

use crate::{
    error::Result,
    ids::{AnnotationId, DocumentId, TagId},
};
use rusqlite::{Connection, params};

/// Gives an annotation a tag; whether it had it not.
pub(crate) fn insert(connection: &Connection, annotation: AnnotationId, tag: TagId) -> Result<bool> {
    Ok(connection
        .prepare_cached("INSERT OR IGNORE INTO annotation_tag (annotation_id, tag_id) VALUES (?1, ?2)")?
        .execute(params![annotation, tag])?
        > 0)
}

/// Takes a tag from an annotation; whether it had it.
pub(crate) fn delete(connection: &Connection, annotation: AnnotationId, tag: TagId) -> Result<bool> {
    Ok(connection
        .prepare_cached("DELETE FROM annotation_tag WHERE annotation_id = ?1 AND tag_id = ?2")?
        .execute(params![annotation, tag])?
        > 0)
}

/// Takes all tags from an annotation.
pub(crate) fn delete_of(connection: &Connection, annotation: AnnotationId) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM annotation_tag WHERE annotation_id = ?1")?
        .execute([annotation])?;
    Ok(())
}

/// Takes a tag from all that have it.
pub(crate) fn delete_tag(connection: &Connection, tag: TagId) -> Result<()> {
    connection.prepare_cached("DELETE FROM annotation_tag WHERE tag_id = ?1")?.execute([tag])?;
    Ok(())
}

/// Gives all that have `from` the tag `into` in its place, each once.
pub(crate) fn give(connection: &Connection, from: TagId, into: TagId) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO annotation_tag (annotation_id, tag_id)
             SELECT annotation_id, ?2 FROM annotation_tag WHERE tag_id = ?1",
        )?
        .execute(params![from, into])?;
    delete_tag(connection, from)
}

/// The documents in which an annotation has a tag.
pub(crate) fn documents(connection: &Connection) -> Result<Vec<DocumentId>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT document_id FROM annotation_tag JOIN annotation ON annotation.id = annotation_id",
    )?;
    let documents = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(documents)
}
