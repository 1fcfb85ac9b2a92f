//! Values as they are, whatever they are; and the tables that stand for themselves.

use super::{Diagnosis, Problem};
use rusqlite::{Connection, Row, types::ValueRef};
use std::str::FromStr;

/// A row that is read value by value. The first value that is not of the kind that it must be is remembered.
pub(super) struct Reader<'row> {
    row: &'row Row<'row>,
    pub(super) malformed: Option<&'static str>,
}

impl<'row> Reader<'row> {
    pub(super) fn new(row: &'row Row<'row>) -> Self {
        Self { row, malformed: None }
    }

    fn value(&self, column: usize) -> ValueRef<'row> {
        self.row.get_ref(column).unwrap_or(ValueRef::Null)
    }

    pub(super) fn wrong<T>(&mut self, column: &'static str) -> Option<T> {
        self.malformed.get_or_insert(column);
        None
    }

    pub(super) fn text(&mut self, at: usize, column: &'static str) -> Option<&'row str> {
        match self.value(at).as_str() {
            Ok(text) => Some(text),
            Err(_) => self.wrong(column),
        }
    }

    /// A text that may be absent.
    pub(super) fn optional_text(&mut self, at: usize, column: &'static str) -> Option<&'row str> {
        if self.value(at) == ValueRef::Null { None } else { self.text(at, column) }
    }

    pub(super) fn parsed<T: FromStr>(&mut self, at: usize, column: &'static str) -> Option<T> {
        match self.value(at).as_str().ok().and_then(|text| text.parse().ok()) {
            Some(value) => Some(value),
            None => self.wrong(column),
        }
    }

    pub(super) fn integer(&mut self, at: usize, column: &'static str) -> Option<i64> {
        match self.value(at) {
            ValueRef::Integer(value) => Some(value),
            _ => self.wrong(column),
        }
    }

    /// An integer of a smaller type.
    pub(super) fn small<T: TryFrom<i64>>(&mut self, at: usize, column: &'static str) -> Option<T> {
        match self.value(at) {
            ValueRef::Integer(value) => match T::try_from(value) {
                Ok(value) => Some(value),
                Err(_) => self.wrong(column),
            },
            _ => self.wrong(column),
        }
    }

    /// An integer of a smaller type that may be absent.
    pub(super) fn optional_small<T: TryFrom<i64>>(&mut self, at: usize, column: &'static str) -> Option<T> {
        if self.value(at) == ValueRef::Null { None } else { self.small(at, column) }
    }

    /// What to call the row.
    pub(super) fn key(&self, at: usize) -> String {
        match self.value(at) {
            ValueRef::Text(text) => String::from_utf8_lossy(text).chars().take(64).collect(),
            ValueRef::Integer(value) => value.to_string(),
            _ => "?".to_owned(),
        }
    }
}

/// Calls `visit` with every row there is. What cannot be read ends it and is noted.
pub(super) fn for_each(
    connection: &Connection,
    diagnosis: &mut Diagnosis,
    table: &'static str,
    sql: &str,
    mut visit: impl FnMut(&mut Diagnosis, &mut Reader<'_>),
) {
    let mut read = |diagnosis: &mut Diagnosis| -> rusqlite::Result<()> {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut reader = Reader::new(row);
            visit(diagnosis, &mut reader);
            if let Some(column) = reader.malformed {
                diagnosis.find(Problem::Malformed { table, key: reader.key(0), column });
            }
        }
        Ok(())
    };
    if let Err(error) = read(diagnosis) {
        diagnosis.unreadable(table, &error);
    }
}

/// Where the reader was, and what the user set.
pub(super) fn examine_small_tables(connection: &Connection, diagnosis: &mut Diagnosis) {
    for_each(
        connection,
        diagnosis,
        "reading",
        "SELECT document_id, position, read_at FROM reading",
        |_, row| {
            row.parsed::<crate::DocumentId>(0, "document_id");
            row.small::<u32>(1, "position");
            row.integer(2, "read_at");
        },
    );
    for_each(connection, diagnosis, "setting", "SELECT name, value FROM setting", |_, row| {
        row.text(0, "name");
        let is_json =
            row.text(1, "value").map(|value| serde_json::from_str::<serde_json::Value>(value).is_ok());
        if is_json == Some(false) {
            row.wrong::<()>("value");
        }
    });
}
