//! The schema: the steps that make it, and whether what stands in a file is exactly what they make.
//!
//! A library may come from anywhere. One whose schema holds anything else (a trigger, a view, a table of another kind)
//! could act when it is written to, so it is not opened for writing. The check costs one small query: the schema's text
//! is compared by its digest.

use rusqlite::{Connection, types::ValueRef};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write};

/// The steps of the schema, oldest first. `user_version` counts those a library has taken.
pub(crate) const STEPS: &[&str] = &[
    include_str!("../../../../migrations/01-library/up.sql"),
    include_str!("../../../../migrations/02-revisions/up.sql"),
    include_str!("../../../../migrations/03-tags/up.sql"),
];

/// What [`digest`] gives for each version: nothing at all for 0, what the steps make for the others. A test compares
/// them with the steps.
const DIGESTS: [&str; STEPS.len() + 1] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "a9c46f83f208afdf0e5b0be5fecca42b470c30ab986e71a5f90c61a08e2b116a",
    "bc92daa4ff51e3d2ac6bc4c04bf1f4cea7f222ede91dcb1a25b2cbe52b091905",
    "be70e7181ddf07d870ce3e0716a4a2ff7ee4d5ca64a350a7604b272562aa1840",
];

/// The tables of the newest version, with the columns that are read.
pub(crate) const TABLES: [(&str, &[&str]); 15] = [
    (
        "document",
        &[
            "id",
            "title",
            "source",
            "published",
            "language",
            "file_name",
            "format",
            "encoding",
            "digest",
            "revision_id",
            "created_at",
        ],
    ),
    ("revision", &["id", "document_id", "number", "characters", "created_at", "text"]),
    ("correction", &["revision_id", "origin", "inserted", "removed", "digest", "edits"]),
    ("speaker", &["id", "document_id", "position", "name", "role", "colour"]),
    ("speaker_alias", &["document_id", "alias", "speaker_id"]),
    (
        "block",
        &[
            "revision_id",
            "start",
            "end",
            "body_start",
            "body_end",
            "kind",
            "level",
            "number",
            "speaker_id",
            "label_start",
            "label_end",
            "time",
            "until_id",
        ],
    ),
    (
        "annotation",
        &[
            "id",
            "document_id",
            "revision_id",
            "start",
            "end",
            "exact",
            "prefix",
            "suffix",
            "mark",
            "colour",
            "note",
            "created_at",
            "modified_at",
            "state",
            "original",
            "reason",
            "made_id",
        ],
    ),
    (
        "former_place",
        &["annotation_id", "until_id", "revision_id", "start", "end", "state", "original", "reason"],
    ),
    ("tag", &["id", "parent_id", "position", "name", "colour", "shortcut", "definition", "created_at"]),
    ("annotation_tag", &["annotation_id", "tag_id"]),
    (
        "memo",
        &[
            "id",
            "document_id",
            "speaker_id",
            "tag_id",
            "revision_id",
            "start",
            "heading",
            "text",
            "created_at",
            "modified_at",
        ],
    ),
    (
        "history",
        &[
            "id",
            "action",
            "subject",
            "join_key",
            "created_at",
            "modified_at",
            "is_undone",
            "bytes_through",
            "changeset",
        ],
    ),
    ("reading", &["document_id", "position", "read_at"]),
    ("setting", &["name", "value"]),
    ("text_copy", &["document_id", "revision_id", "text"]),
];

/// The oldest version.
pub(crate) const OLDEST: u32 = 1;

/// What the versions after the first added to them: tables, and columns of tables.
const ADDED: [(u32, &str, &[&str]); 8] = [
    (2, "correction", &[]),
    (2, "former_place", &[]),
    (2, "text_copy", &[]),
    (2, "block", &["until_id"]),
    (2, "annotation", &["state", "original", "reason", "made_id"]),
    (3, "tag", &[]),
    (3, "annotation_tag", &[]),
    (3, "memo", &[]),
];

/// The tables of a version, with the columns that are read.
pub(crate) fn tables(version: u32) -> Vec<(&'static str, Vec<&'static str>)> {
    let later = |table: &str| ADDED.iter().find(|(since, name, _)| *since > version && *name == table);
    TABLES
        .into_iter()
        .filter(|(table, _)| !later(table).is_some_and(|(_, _, columns)| columns.is_empty()))
        .map(|(table, columns)| {
            let added = later(table).map_or(&[][..], |(_, _, columns)| columns);
            (table, columns.iter().copied().filter(|column| !added.contains(column)).collect())
        })
        .collect()
}

/// The newest version.
pub(crate) fn supported() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// How many steps the library has taken.
pub(crate) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    // A negative one is nothing that we wrote, and nothing that we know.
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(u32::try_from(version).unwrap_or(u32::MAX))
}

/// Whether the schema is exactly what the steps up to this version make.
pub(crate) fn is_expected(connection: &Connection, version: u32) -> rusqlite::Result<bool> {
    let expected = usize::try_from(version).ok().and_then(|version| DIGESTS.get(version));
    Ok(expected.is_some_and(|expected| digest(connection).is_ok_and(|found| found == *expected)))
}

/// The digest of everything that the schema says, in hexadecimal.
fn digest(connection: &Connection) -> rusqlite::Result<String> {
    let mut hasher = Sha256::new();
    let mut statement = connection.prepare(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY type, name, tbl_name, sql",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            match row.get_ref(column)? {
                ValueRef::Text(text) => {
                    hasher.update([1]);
                    hasher.update(text);
                }
                ValueRef::Null => hasher.update([0]),
                _ => hasher.update([2]),
            }
            hasher.update([0]);
        }
    }
    Ok(hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

/// What differs from the schema of this version, an object each, such as `trigger spy`; empty where nothing does.
pub(crate) fn differences(connection: &Connection, version: u32) -> rusqlite::Result<Vec<String>> {
    let steps = STEPS.get(..usize::try_from(version).unwrap_or(usize::MAX)).unwrap_or(STEPS);
    let model = Connection::open_in_memory()?;
    for step in steps {
        model.execute_batch(step)?;
    }
    let (expected, found) = (objects(&model)?, objects(connection)?);
    let strange = found.iter().filter(|(object, sql)| expected.get(*object) != Some(sql));
    let missing = expected.keys().filter(|object| !found.contains_key(*object));
    let mut names: Vec<String> = strange
        .map(|(object, _)| object)
        .chain(missing)
        .map(|(kind, name)| format!("{kind} {name}"))
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}

/// The text of every object by its type and name.
fn objects(connection: &Connection) -> rusqlite::Result<BTreeMap<(String, String), Option<String>>> {
    let text = |value: ValueRef<'_>| match value {
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        _ => None,
    };
    let mut statement = connection.prepare("SELECT type, name, sql FROM main.sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut objects = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (kind, name) = (text(row.get_ref(0)?), text(row.get_ref(1)?));
        objects.insert((kind.unwrap_or_default(), name.unwrap_or_default()), text(row.get_ref(2)?));
    }
    Ok(objects)
}

/// Whether what this version reads is there to be read, whatever else is: each table an ordinary one, each column
/// stored. A view in the place of a table, or a computed column, could compute without end.
pub(crate) fn is_readable(connection: &Connection) -> rusqlite::Result<bool> {
    is_readable_as(connection, supported())
}

/// Whether what a version reads is there to be read.
pub(crate) fn is_readable_as(connection: &Connection, version: u32) -> rusqlite::Result<bool> {
    for (table, columns) in tables(version) {
        let is_plain = connection
            .prepare(
                "SELECT count(*) FROM main.sqlite_schema
                 WHERE type = 'table' AND lower(name) = ?1 AND sql NOT LIKE 'CREATE VIRTUAL%'",
            )?
            .query_row([table], |row| row.get::<_, i64>(0))?
            == 1;
        if !is_plain {
            return Ok(false);
        }
        let mut statement =
            connection.prepare("SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0")?;
        let stored =
            statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        if !columns.iter().all(|column| stored.iter().any(|stored| stored == column)) {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digests_are_those_of_what_the_steps_make() {
        let connection = Connection::open_in_memory().unwrap();
        assert_eq!(digest(&connection).unwrap(), DIGESTS[0]);
        for (step, expected) in STEPS.iter().zip(&DIGESTS[1..]) {
            connection.execute_batch(step).unwrap();
            assert_eq!(
                digest(&connection).unwrap(),
                *expected,
                "a released step must not change; a new one is added here"
            );
        }
        assert!(is_readable(&connection).unwrap());
        assert_eq!(differences(&connection, supported()).unwrap(), [""; 0]);
    }

    #[test]
    fn what_is_strange_to_the_schema_is_named() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(STEPS[0]).unwrap();
        connection
            .execute_batch(
                "CREATE TRIGGER spy AFTER INSERT ON annotation BEGIN DELETE FROM document; END;
                 CREATE VIEW window AS SELECT 1; DROP INDEX annotation_note;",
            )
            .unwrap();
        assert!(!is_expected(&connection, 1).unwrap());
        assert_eq!(
            differences(&connection, 1).unwrap(),
            ["index annotation_note", "trigger spy", "view window"]
        );
    }

    #[test]
    fn a_view_or_a_computed_column_is_not_read() {
        for sql in [
            "DROP TABLE setting; CREATE VIEW setting AS SELECT 1 AS name, 2 AS value",
            "DROP TABLE setting; CREATE TABLE setting (name TEXT, value TEXT AS (name || name))",
            "DROP TABLE setting",
        ] {
            let connection = Connection::open_in_memory().unwrap();
            connection.execute_batch(&STEPS.concat()).unwrap();
            connection.execute_batch(sql).unwrap();
            assert!(!is_readable(&connection).unwrap(), "{sql}");
        }
    }
}
