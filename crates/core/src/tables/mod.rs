//! The tables, one file each: its row, its reads, its writes. SQL without rules; the rules are with the nouns.

pub(crate) mod annotation;
pub(crate) mod annotation_tag;
pub(crate) mod block;
pub(crate) mod correction;
pub(crate) mod document;
pub(crate) mod former_place;
pub(crate) mod memo;
pub(crate) mod revision;
pub(crate) mod speaker;
pub(crate) mod tag;
pub(crate) mod text_copy;

use crate::error::Result;
use rusqlite::{
    Connection, params,
    types::{FromSql, FromSqlError, ValueRef},
};
use std::{error::Error, str::FromStr};

/// Takes the tags and memos off what is not there: a tag comes to the top, a memo to the document or the library, and an
/// annotation loses a tag that is none.
pub(crate) fn unhook(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "DELETE FROM annotation_tag
             WHERE tag_id NOT IN (SELECT id FROM tag) OR annotation_id NOT IN (SELECT id FROM annotation);
         UPDATE tag SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM tag);
         UPDATE memo SET tag_id = NULL WHERE tag_id NOT IN (SELECT id FROM tag);
         UPDATE memo SET speaker_id = NULL WHERE speaker_id NOT IN (SELECT id FROM speaker);
         UPDATE memo SET document_id = NULL, speaker_id = NULL, revision_id = NULL, start = NULL, heading = NULL
             WHERE document_id NOT IN (SELECT id FROM document);",
    )?;
    Ok(())
}

/// Ids that begin like this, at most `limit`, by a statement that takes a prefix in the form in which ids are stored:
/// they consist of 0-9, a-f and hyphens, so that all that begin with it are before it with a `g`.
fn ids_with_prefix<Id: FromSql>(
    connection: &Connection,
    sql: &str,
    prefix: &str,
    limit: u32,
) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached(sql)?;
    let ids =
        statement.query_map(params![prefix, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Reads a value that is stored under its name, such as a role or a colour.
fn named<T>(value: ValueRef<'_>) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: Error + Send + Sync + 'static,
{
    Ok(value.as_str()?.parse().map_err(|error| FromSqlError::Other(Box::new(error)))?)
}
