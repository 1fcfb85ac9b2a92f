//! The table `tag`.

use crate::{
    error::Result,
    ids::TagId,
    tags::{Tag, shortcut_of},
};
use rusqlite::{Connection, Row, params};
use vermilion_formats::annotated::Colour;

pub(crate) fn insert(connection: &Connection, tag: &Tag) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO tag (id, parent_id, position, name, colour, shortcut, definition, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            tag.id,
            tag.parent,
            tag.position,
            tag.name,
            tag.colour.map(Colour::name),
            tag.shortcut.map(String::from),
            tag.definition,
            tag.created_at
        ])?;
    Ok(())
}

/// Writes everything of a tag that can change.
pub(crate) fn update(connection: &Connection, tag: &Tag) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE tag SET parent_id = ?2, position = ?3, name = ?4, colour = ?5, shortcut = ?6, definition = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            tag.id,
            tag.parent,
            tag.position,
            tag.name,
            tag.colour.map(Colour::name),
            tag.shortcut.map(String::from),
            tag.definition
        ])?;
    Ok(())
}

/// Deletes a tag; what hangs on it has gone before.
pub(crate) fn delete(connection: &Connection, id: TagId) -> Result<()> {
    connection.prepare_cached("DELETE FROM tag WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// All of them, by position and then id; in no order of the hierarchy.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Tag>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, parent_id, position, name, colour, shortcut, definition, created_at FROM tag ORDER BY position, id",
    )?;
    let tags = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(tags)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Tag> {
    let colour: Option<String> = row.get(4)?;
    let shortcut: Option<String> = row.get(5)?;
    Ok(Tag {
        id: row.get(0)?,
        parent: row.get(1)?,
        // A place in an order is none that anything hangs on.
        position: row.get::<_, i64>(2)?.try_into().unwrap_or(u32::MAX),
        name: row.get(3)?,
        colour: colour.and_then(|colour| colour.parse().ok()),
        // A key that no keyboard has is none.
        shortcut: shortcut.and_then(|shortcut| shortcut_of(&shortcut)),
        definition: row.get(6)?,
        created_at: row.get(7)?,
    })
}
