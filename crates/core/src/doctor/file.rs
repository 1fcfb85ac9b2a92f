//! The file as a database: SQLite's own check, references between rows, the schema.

use super::{Diagnosis, Problem};
use crate::library::schema;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Complaints of SQLite that are listed at most; it stops looking after as many.
const MOST: u32 = 100;

pub(super) fn examine(connection: &Connection, diagnosis: &mut Diagnosis) {
    match version_and_schema(connection) {
        Ok(problems) => problems.into_iter().for_each(|problem| diagnosis.find(problem)),
        Err(error) => diagnosis.find(Problem::CannotOpen { reason: error.to_string() }),
    }
    match integrity(connection) {
        Ok(problems) => problems.into_iter().for_each(|problem| diagnosis.find(problem)),
        Err(error) => diagnosis.find(Problem::Integrity { detail: error.to_string() }),
    }
    match references(connection) {
        Ok(problems) => problems.into_iter().for_each(|problem| diagnosis.find(problem)),
        Err(error) => diagnosis.find(Problem::Integrity { detail: error.to_string() }),
    }
}

/// The first thing that is wrong with the file as a database.
pub(crate) fn file_problem(connection: &Connection) -> rusqlite::Result<Option<Problem>> {
    let version = schema::version(connection)?;
    if version <= schema::supported()
        && let Some(object) = schema_objects(connection, version)?.into_iter().next()
    {
        return Ok(Some(Problem::Schema { object }));
    }
    Ok(integrity(connection)?.into_iter().chain(references(connection)?).next())
}

/// Whether the file is damaged, but for what can be made anew from the rest of it.
pub(crate) fn is_file_damaged(connection: &Connection) -> rusqlite::Result<bool> {
    let problems = integrity(connection)?;
    Ok(problems.iter().any(|problem| matches!(problem, Problem::Integrity { .. })))
}

fn version_and_schema(connection: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let (found, supported) = (schema::version(connection)?, schema::supported());
    if found > supported {
        return Ok(vec![Problem::Version { found, supported }]);
    }
    let objects = schema_objects(connection, found)?;
    Ok(objects.into_iter().map(|object| Problem::Schema { object }).collect())
}

fn schema_objects(connection: &Connection, version: u32) -> rusqlite::Result<Vec<String>> {
    if schema::is_expected(connection, version)? {
        return Ok(Vec::new());
    }
    schema::differences(connection, version)
}

fn integrity(connection: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
    let mut rows = statement.query([])?;
    let mut problems = Vec::new();
    while let Some(row) = rows.next()? {
        let detail = String::from_utf8_lossy(row.get_ref(0)?.as_bytes().unwrap_or_default()).into_owned();
        if detail == "ok" {
            continue;
        }
        // What concerns an index alone can be made anew from the table.
        let is_index = detail.contains("missing from index")
            || detail.contains("entries in index")
            || detail.contains("values differ from index");
        problems.push(if is_index { Problem::Index { detail } } else { Problem::Integrity { detail } });
    }
    Ok(problems)
}

fn references(connection: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        *counts.entry((row.get(0)?, row.get(2)?)).or_default() += 1;
    }
    let dangling = |((table, parent), rows)| Problem::Dangling { table, parent, rows };
    Ok(counts.into_iter().map(dangling).collect())
}
