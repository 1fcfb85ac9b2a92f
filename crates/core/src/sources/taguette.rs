//! The rows of a database of Taguette; what they mean is told in [`vermilion_formats::import::taguette`].

use super::{SourceError, in_memory};
use rusqlite::{Connection, Row, types::ValueRef};
use std::collections::HashMap;
use vermilion_formats::import::{
    Import, ImportError, Limits,
    taguette::{self, Document, Highlight, Project, Tag},
};

const FORMAT: &str = "Taguette";

/// The tables, with the columns that are read.
const TABLES: [(&str, &[&str]); 5] = [
    ("projects", &["id", "name", "description"]),
    ("documents", &["id", "project_id", "name", "description", "filename", "contents"]),
    ("highlights", &["id", "document_id", "start_offset", "end_offset", "snippet"]),
    ("tags", &["id", "project_id", "path", "description"]),
    ("highlight_tags", &["highlight_id", "tag_id"]),
];

/// What a database of Taguette brings.
///
/// # Errors
/// When it is none, or what is to be read is not stored in ordinary tables, or is too much.
pub fn taguette(bytes: &[u8], limits: Limits) -> Result<Import, SourceError> {
    let none = |error: rusqlite::Error| ImportError::malformed(FORMAT, error);
    let connection = in_memory(bytes).map_err(none)?;
    for (table, columns) in TABLES {
        for column in columns {
            if !is_stored(&connection, table, column).map_err(none)? {
                let reason = format!("it stores no column {column} in a table {table}");
                return Err(ImportError::malformed(FORMAT, reason).into());
            }
        }
    }
    let projects = read(&connection, limits).map_err(|error| match error {
        Stopped::Database(error) => none(error),
        Stopped::TooMuch(error) => error,
    })?;
    Ok(taguette::of(&projects, limits)?)
}

/// Whether a column is a stored one of an ordinary table: a view or a generated column may compute anything.
fn is_stored(connection: &Connection, table: &str, column: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM main.sqlite_schema AS entry, pragma_table_xinfo(?1, 'main') AS found
        WHERE entry.name = ?1 AND entry.type = 'table' AND entry.sql NOT LIKE 'CREATE VIRTUAL%'
        AND found.name = ?2 AND found.hidden = 0";
    connection.query_row(sql, [table, column], |row| row.get::<_, i64>(0)).map(|count| count == 1)
}

enum Stopped {
    Database(rusqlite::Error),
    TooMuch(ImportError),
}

impl From<rusqlite::Error> for Stopped {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// Calls `each` with every row, of which there are not more than are read.
fn rows(
    connection: &Connection,
    sql: &str,
    limits: Limits,
    mut each: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> Result<(), Stopped> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        if count > limits.items {
            return Err(Stopped::TooMuch(ImportError::TooMuch { what: "rows", most: limits.items as u64 }));
        }
        each(row)?;
    }
    Ok(())
}

/// A text; of another kind of value what it would be as one, of bytes what can be read.
fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(at)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Null => String::new(),
    })
}

/// A number; what is none is `None`.
fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<i64>> {
    Ok(match row.get_ref(at)? {
        ValueRef::Integer(number) => Some(number),
        _ => None,
    })
}

fn read(connection: &Connection, limits: Limits) -> Result<Vec<Project>, Stopped> {
    let mut projects: Vec<Project> = Vec::new();
    let mut project_of: HashMap<i64, usize> = HashMap::new();
    rows(connection, "SELECT id, name, description FROM main.projects ORDER BY id", limits, |row| {
        if let Some(id) = number(row, 0)? {
            project_of.insert(id, projects.len());
            projects.push(Project { name: text(row, 1)?, description: text(row, 2)?, ..Project::default() });
        }
        Ok(())
    })?;
    // Newer versions nest their tags.
    let parent = if is_stored(connection, "tags", "parent_id")? { "parent_id" } else { "NULL" };
    let mut tag_of: HashMap<i64, (usize, usize)> = HashMap::new();
    let mut parents: Vec<(usize, usize, i64)> = Vec::new();
    let sql = format!("SELECT id, project_id, path, description, {parent} FROM main.tags ORDER BY id");
    rows(connection, &sql, limits, |row| {
        let Some((id, project)) = number(row, 0)?.zip(number(row, 1)?) else { return Ok(()) };
        let Some(project) = project_of.get(&project).copied() else { return Ok(()) };
        let at = projects[project].tags.len();
        tag_of.insert(id, (project, at));
        parents.extend(number(row, 4)?.map(|parent| (project, at, parent)));
        projects[project].tags.push(Tag { path: text(row, 2)?, description: text(row, 3)?, parent: None });
        Ok(())
    })?;
    for (project, at, parent) in parents {
        let parent = tag_of.get(&parent).filter(|(other, _)| *other == project);
        projects[project].tags[at].parent = parent.map(|(_, parent)| *parent);
    }
    let mut document_of: HashMap<i64, (usize, usize)> = HashMap::new();
    let direction =
        if is_stored(connection, "documents", "text_direction")? { "text_direction" } else { "''" };
    let sql = format!(
        "SELECT id, project_id, name, description, filename, contents, {direction} FROM main.documents ORDER BY id"
    );
    rows(connection, &sql, limits, |row| {
        let Some((id, project)) = number(row, 0)?.zip(number(row, 1)?) else { return Ok(()) };
        let Some(project) = project_of.get(&project).copied() else { return Ok(()) };
        document_of.insert(id, (project, projects[project].documents.len()));
        projects[project].documents.push(Document {
            name: text(row, 2)?,
            description: text(row, 3)?,
            file_name: text(row, 4)?,
            contents: text(row, 5)?,
            is_right_to_left: text(row, 6)? == "RIGHT_TO_LEFT",
            highlights: Vec::new(),
        });
        Ok(())
    })?;
    let mut tags_of: HashMap<i64, Vec<i64>> = HashMap::new();
    let sql = "SELECT highlight_id, tag_id FROM main.highlight_tags ORDER BY highlight_id, tag_id";
    rows(connection, sql, limits, |row| {
        if let Some((highlight, tag)) = number(row, 0)?.zip(number(row, 1)?) {
            tags_of.entry(highlight).or_default().push(tag);
        }
        Ok(())
    })?;
    let sql = "SELECT id, document_id, start_offset, end_offset, snippet FROM main.highlights
        ORDER BY document_id, start_offset, end_offset, id";
    rows(connection, sql, limits, |row| {
        let Some((id, document)) = number(row, 0)?.zip(number(row, 1)?) else { return Ok(()) };
        let Some((project, at)) = document_of.get(&document).copied() else { return Ok(()) };
        let tags = tags_of.get(&id).into_iter().flatten().filter_map(|tag| tag_of.get(tag));
        let tags = tags.filter(|(other, _)| *other == project).map(|(_, tag)| *tag).collect();
        let (start, end) = (number(row, 2)?.unwrap_or(-1), number(row, 3)?.unwrap_or(-1));
        let highlight = Highlight { start, end, snippet: text(row, 4)?, tags };
        projects[project].documents[at].highlights.push(highlight);
        Ok(())
    })?;
    Ok(projects)
}
