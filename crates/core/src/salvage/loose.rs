//! Rows on pages that nothing leads to any more: taken by what they look like.
//!
//! SQLite finds a row through the pages above it. Where one of those is damaged or cut off, the rows below it are out of
//! its reach, although they are there. Here every page is looked at, and a row is that of the table whose columns it has:
//! the number of its values and their kinds tell most tables apart, and what a row names tells the rest. Free pages hold
//! what was deleted and are left out; but which pages are free may itself be lost.

use super::{
    SalvageError,
    pages::{Pages, Row},
    take::{Copy, Taken, is_of_kind, know},
};
use crate::{
    backups::{BackupError, OnProgress, Progress},
    library::schema,
};
use rusqlite::{
    Connection,
    types::{Type, Value},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Pages between two looks at whether to go on.
const STEP: u32 = 256;

/// What stands where a note, a memo or a definition has lost its end.
const OMISSION: &str = " […]";

/// Takes the rows that have not been taken, and gives back how many those are.
pub(super) fn take(
    pages: &Pages,
    into: &Connection,
    taken: &mut Taken,
    progress: OnProgress<'_>,
) -> Result<u64, SalvageError> {
    let shapes = shapes(into)?;
    let free = pages.free();
    let before = taken.rows();
    // What names others is judged by what there is, and what is whole comes before what is cut.
    for is_first in [true, false] {
        let known = if is_first { None } else { Some(Known::of(into)?) };
        for number in 2..=pages.count() {
            if number % STEP == 0 {
                let done = u64::from(number) + if is_first { 0 } else { u64::from(pages.count()) };
                let total = 2 * u64::from(pages.count());
                if progress(Progress { done, total }).is_break() {
                    return Err(SalvageError::Unwritten(BackupError::Cancelled));
                }
            }
            if free.contains(&number) {
                continue;
            }
            pages.rows(number, &mut |row| match &known {
                None => first(&shapes, row, into, taken),
                Some(known) => second(&shapes, &row, known, into, taken),
            });
        }
    }
    know(into, taken);
    Ok(taken.rows() - before)
}

/// The rows that can be told by themselves.
fn first(shapes: &[Shape], row: Row, into: &Connection, taken: &mut Taken) {
    if row.is_cut {
        return;
    }
    if let Some((document, annotation)) = place(&row) {
        taken.annotations.entry(document).or_default().insert(annotation);
    }
    if let Some(shape) = shapes.iter().find(|shape| !shape.is_told_by_others() && shape.fits(&row)) {
        let values = shape.values(row);
        insert(shape.table, &shape.columns, &values, into, taken);
    }
}

/// Those that only what they name tells from what indexes hold, and those that are cut.
fn second(shapes: &[Shape], row: &Row, known: &Known, into: &Connection, taken: &mut Taken) {
    for shape in shapes.iter().filter(|shape| shape.fits(row)) {
        if row.is_cut {
            if let Some((columns, values)) = completed(shape, &row.values)
                && insert(shape.table, columns, &values, into, taken)
                && shape.table == "revision"
                && let Some(Value::Text(revision)) = values.first()
            {
                taken.cut.insert(revision.clone());
            }
        } else if let Some(values) = known.related(shape.table, &row.values) {
            insert(shape.table, &shape.columns, &values, into, taken);
        }
    }
}

/// Whether it was taken, and was not there yet.
fn insert(
    table: &'static str,
    columns: &[&'static str],
    values: &[Value],
    into: &Connection,
    taken: &mut Taken,
) -> bool {
    let mut copy = Copy::new(into, table, columns);
    copy.row(values);
    taken.count(table, copy.taken);
    copy.taken > 0
}

/// A document and an annotation in it, where this is what the index of their places holds.
fn place(row: &Row) -> Option<(String, String)> {
    let id = |value: &Value| match value {
        Value::Text(id) if Uuid::parse_str(id).is_ok() => Some(id.clone()),
        _ => None,
    };
    match (row.number, row.values.as_slice()) {
        (None, [document, Value::Integer(_), Value::Integer(_), annotation]) => {
            Some((id(document)?, id(annotation)?))
        }
        _ => None,
    }
}

/// What the rows of a table look like in one of the versions of the schema.
struct Shape {
    table: &'static str,
    columns: Vec<&'static str>,
    /// Of each column the kind, and whether it may have none.
    kinds: Vec<(Type, bool)>,
    /// Whether the table numbers its rows.
    is_numbered: bool,
}

/// The shapes of all tables but those of which nothing is missed.
fn shapes(model: &Connection) -> rusqlite::Result<Vec<Shape>> {
    let mut shapes: Vec<Shape> = Vec::new();
    for version in (schema::OLDEST..=schema::supported()).rev() {
        for (table, columns) in schema::tables(version) {
            let is_there = |shape: &Shape| shape.table == table && shape.columns.len() == columns.len();
            if !matches!(table, "text_copy" | "reading") && !shapes.iter().any(is_there) {
                shapes.push(shape(model, table, columns)?);
            }
        }
    }
    Ok(shapes)
}

fn shape(model: &Connection, table: &'static str, columns: Vec<&'static str>) -> rusqlite::Result<Shape> {
    let is_numbered = model
        .prepare("SELECT NOT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1")?
        .query_row([table], |row| row.get(0))?;
    let mut statement =
        model.prepare("SELECT type, NOT \"notnull\" FROM pragma_table_xinfo(?1, 'main') WHERE name = ?2")?;
    let kind = |column: &&str| {
        statement.query_row([table, column], |row| {
            let kind = match row.get_ref(0)?.as_str()? {
                "INTEGER" => Type::Integer,
                "BLOB" => Type::Blob,
                _ => Type::Text,
            };
            Ok((kind, row.get(1)?))
        })
    };
    let kinds = columns.iter().map(kind).collect::<rusqlite::Result<_>>()?;
    Ok(Shape { table, columns, kinds, is_numbered })
}

impl Shape {
    /// Whether indexes hold what looks the same.
    fn is_told_by_others(&self) -> bool {
        matches!(self.table, "speaker_alias" | "annotation_tag")
    }

    fn fits(&self, row: &Row) -> bool {
        let is_kind = |((kind, may_be_none), value): (&(Type, bool), &Value)| match value.data_type() {
            Type::Null => *may_be_none,
            // A text with bytes that are none.
            Type::Blob => matches!(kind, Type::Blob | Type::Text),
            found => found == *kind,
        };
        self.is_numbered == row.number.is_some()
            && self.columns.len() == row.columns
            && self.kinds.iter().zip(&row.values).all(is_kind)
    }

    /// The values of a row; of one whose number is its id the page does not repeat it.
    fn values(&self, row: Row) -> Vec<Value> {
        let mut values = row.values;
        if let (Some("id"), Some(Value::Null), Some(number)) =
            (self.columns.first().copied(), values.first(), row.number)
        {
            values[0] = Value::Integer(number);
        }
        values
    }
}

/// What there is that rows may name.
struct Known {
    annotations: BTreeSet<String>,
    tags: BTreeSet<String>,
    speakers: BTreeSet<String>,
}

impl Known {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let ids = |table: &str| -> rusqlite::Result<BTreeSet<String>> {
            let mut statement = connection.prepare(&format!("SELECT id FROM {table}"))?;
            statement.query_map([], |row| row.get(0))?.collect()
        };
        Ok(Self { annotations: ids("annotation")?, tags: ids("tag")?, speakers: ids("speaker")? })
    }

    /// The values as the table has them, where they name what there is; `None` where they are those of an index.
    fn related(&self, table: &str, values: &[Value]) -> Option<Vec<Value>> {
        match (table, values) {
            ("speaker_alias", [_, _, Value::Text(speaker)]) => {
                self.speakers.contains(speaker).then(|| values.to_vec())
            }
            ("annotation_tag", [Value::Text(one), Value::Text(other)]) => {
                let is_pair =
                    |annotation, tag| self.annotations.contains(annotation) && self.tags.contains(tag);
                // An index has the same turned round.
                let turned = || is_pair(other, one).then(|| vec![values[1].clone(), values[0].clone()]);
                is_pair(one, other).then(|| values.to_vec()).or_else(turned)
            }
            _ => None,
        }
    }
}

/// A row whose text is cut, with what cannot be known of it left out, and its times those of its id; `None` where what is
/// left is not worth keeping.
fn completed<'shape>(shape: &'shape Shape, values: &[Value]) -> Option<(&'shape [&'static str], Vec<Value>)> {
    let column = *shape.columns.get(values.len().checked_sub(1)?)?;
    let times = match (shape.table, column) {
        ("revision", "text") => 0,
        ("tag", "definition") => 1,
        ("annotation", "note") | ("memo", "text") => 2,
        _ => return None,
    };
    let (Value::Text(id), Value::Text(text)) = (values.first()?, values.last()?) else { return None };
    let mut values = values.to_vec();
    if times > 0 {
        let text = Value::Text(format!("{text}{OMISSION}"));
        values.pop();
        values.push(text);
        let made =
            Uuid::parse_str(id).ok().and_then(|id| id.get_timestamp()).map_or(0, |time| time.to_unix().0);
        let made = i64::try_from(made).unwrap_or(0).saturating_mul(1000);
        values.extend(std::iter::repeat_n(Value::Integer(made), times));
    }
    let columns = shape.columns.get(..values.len())?;
    is_of_kind(shape.table, "id", values.first()?).then_some((columns, values))
}
