//! Taking rows: all that can be read, each where it is of the kinds that its table has.

use super::{
    TableSalvage,
    sweep::{Key, Sweep},
};
use crate::{
    annotations::Loss,
    backups::{BackupError, OnProgress, Progress},
    library::schema,
    tags::shortcut_of,
};
use rusqlite::{Connection, params_from_iter, types::Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vermilion_formats::annotated::Colour;

/// What was read.
pub(super) struct Taken {
    pub(super) tables: Vec<TableSalvage>,
    /// Ids of annotations that indexes know of, by the id of their document.
    pub(super) annotations: BTreeMap<String, BTreeSet<String>>,
    /// Ids of documents that something is known of.
    pub(super) documents: BTreeSet<String>,
    /// Ids of revisions of whose text only the beginning was taken.
    pub(super) cut: BTreeSet<String>,
}

impl Taken {
    /// Nothing yet; each table lacks the place where it begins.
    pub(super) fn nothing() -> Self {
        let tables = schema::tables(schema::supported()).into_iter().filter(|(table, _)| !is_derived(table));
        Self {
            tables: tables.map(|(table, _)| TableSalvage { table, taken: 0, lost: 1 }).collect(),
            ..Self::empty()
        }
    }

    fn empty() -> Self {
        Self {
            tables: Vec::new(),
            annotations: BTreeMap::new(),
            documents: BTreeSet::new(),
            cut: BTreeSet::new(),
        }
    }

    /// Rows that were taken.
    pub(super) fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.taken).sum()
    }

    /// Counts rows of a table that were taken without it.
    pub(super) fn count(&mut self, table: &'static str, rows: u64) {
        match self.tables.iter_mut().find(|known| known.table == table) {
            Some(known) => known.taken += rows,
            // It lacks the place where it begins.
            None if rows > 0 => self.tables.push(TableSalvage { table, taken: rows, lost: 1 }),
            None => {}
        }
    }

    /// Whether there is something among it that somebody made.
    pub(super) fn is_worth_keeping(&self) -> bool {
        let is_made = |table: &TableSalvage| {
            matches!(table.table, "document" | "revision" | "annotation" | "tag" | "memo" | "history")
        };
        self.tables.iter().any(|table| is_made(table) && table.taken > 0)
    }
}

/// Copies of what is elsewhere are made anew.
fn is_derived(table: &str) -> bool {
    table == "text_copy"
}

pub(super) fn take(
    from: &Connection,
    into: &Connection,
    progress: OnProgress<'_>,
) -> Result<Taken, BackupError> {
    let mut taken = Taken::empty();
    let (mut revisions, mut annotations) = (BTreeSet::new(), BTreeSet::new());
    // An older one lacks what came later, which is what the new tables say by themselves.
    let version = (schema::OLDEST..=schema::supported())
        .rev()
        .find(|version| schema::is_readable_as(from, *version).unwrap_or(false));
    let tables = schema::tables(version.unwrap_or(schema::OLDEST));
    for (done, (table, columns)) in (0..).zip(&tables) {
        let (table, columns) = (*table, columns.as_slice());
        if progress(Progress { done, total: tables.len() as u64 }).is_break() {
            return Err(BackupError::Cancelled);
        }
        if is_derived(table) {
            continue;
        }
        let mut copy = Copy::new(into, table, columns);
        let sweep = |key, kind, filter| Sweep { table, columns, filter, key, kind };
        let breaks = match table {
            "revision" | "correction" | "history" => {
                sweep("rowid", Key::Number, None).run(from, &mut |row| copy.row(row))
            }
            "setting" => sweep("name", Key::Name, None).run(from, &mut |row| copy.row(row)),
            "reading" => sweep("document_id", Key::Id, None).run(from, &mut |row| copy.row(row)),
            "block" => within(&revisions, |revision| {
                sweep("start", Key::Number, Some(("revision_id", revision)))
                    .run(from, &mut |row| copy.row(row))
            }),
            "former_place" => within(&annotations, |annotation| {
                sweep("until_id", Key::Id, Some(("annotation_id", annotation)))
                    .run(from, &mut |row| copy.row(row))
            }),
            "annotation_tag" => within(&annotations, |annotation| {
                sweep("tag_id", Key::Id, Some(("annotation_id", annotation)))
                    .run(from, &mut |row| copy.row(row))
            }),
            "speaker_alias" => within(&taken.documents, |document| {
                sweep("alias", Key::Name, Some(("document_id", document))).run(from, &mut |row| copy.row(row))
            }),
            _ => sweep("id", Key::Id, None).run(from, &mut |row| copy.row(row)),
        };
        let lost = breaks + copy.refused;
        taken.tables.push(TableSalvage { table, taken: copy.taken, lost });
        for (column, ids) in [("document_id", &mut taken.documents), ("revision_id", &mut revisions)] {
            collect(into, table, columns, column, ids);
        }
        match table {
            "document" => collect(into, table, columns, "id", &mut taken.documents),
            "revision" => collect(into, table, columns, "id", &mut revisions),
            "annotation" => collect(into, table, columns, "id", &mut annotations),
            _ => {}
        }
    }
    know_annotations(from, &mut taken);
    Ok(taken)
}

/// Whether all that the tables hold was read: nothing was in the way, and what they say agrees with their indexes.
pub(super) fn is_all(from: &Connection, taken: &Taken) -> bool {
    let is_consistent = |table: &str| {
        let sql = format!("PRAGMA main.integrity_check({table})");
        from.query_row(&sql, [], |row| row.get::<_, String>(0)).is_ok_and(|said| said == "ok")
    };
    taken.tables.iter().all(|table| table.lost == 0 && is_consistent(table.table))
}

/// Adds the documents that are known of by what was taken.
pub(super) fn know(into: &Connection, taken: &mut Taken) {
    for (table, columns) in schema::tables(schema::supported()) {
        let column = if table == "document" { "id" } else { "document_id" };
        collect(into, table, &columns, column, &mut taken.documents);
    }
}

fn within(ids: &BTreeSet<String>, mut run: impl FnMut(Value) -> u64) -> u64 {
    ids.iter().map(|id| run(Value::Text(id.clone()))).sum()
}

/// The ids in a column of what was taken.
fn collect(into: &Connection, table: &str, columns: &[&str], column: &str, ids: &mut BTreeSet<String>) {
    if !columns.contains(&column) || matches!(table, "reading" | "history" | "memo") {
        return;
    }
    let read = || -> rusqlite::Result<Vec<String>> {
        let mut statement = into.prepare(&format!("SELECT DISTINCT {column} FROM {table}"))?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    // What was just written can be read.
    ids.extend(read().unwrap_or_default());
}

/// What the indexes of the annotations know: they lie on other pages than the rows.
fn know_annotations(from: &Connection, taken: &mut Taken) {
    for index in ["annotation_place", "annotation_note"] {
        let partial = if index == "annotation_note" { "WHERE note <> ''" } else { "" };
        let read = |order: &str, taken: &mut Taken| -> rusqlite::Result<()> {
            let mut statement = from.prepare(&format!(
                "SELECT document_id, id FROM annotation INDEXED BY {index} {partial} ORDER BY document_id {order}"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (document, id): (String, String) = (row.get(0)?, row.get(1)?);
                if Uuid::parse_str(&document).is_ok() && Uuid::parse_str(&id).is_ok() {
                    taken.annotations.entry(document).or_default().insert(id);
                }
            }
            Ok(())
        };
        if read("ASC", taken).is_err() {
            // From the other end, as far as that goes.
            let _ = read("DESC", taken);
        }
    }
}

/// Copies rows into one table.
pub(super) struct Copy<'new> {
    into: &'new Connection,
    table: &'static str,
    columns: &'new [&'static str],
    /// Rows that are there now and were not.
    pub(super) taken: u64,
    refused: u64,
}

impl<'new> Copy<'new> {
    pub(super) fn new(into: &'new Connection, table: &'static str, columns: &'new [&'static str]) -> Self {
        Self { into, table, columns, taken: 0, refused: 0 }
    }

    pub(super) fn row(&mut self, values: &[Value]) {
        let readable;
        let values = if values.iter().any(|value| matches!(value, Value::Blob(_))) {
            readable = self.with_texts(values);
            readable.as_slice()
        } else {
            values
        };
        let mended;
        let values = match self.table {
            "annotation" => {
                mended = with_state(self.columns, values);
                mended.as_slice()
            }
            "tag" => {
                mended = with_looks(self.columns, values);
                mended.as_slice()
            }
            _ => values,
        };
        let is_sound =
            self.columns.iter().zip(values).all(|(column, value)| is_of_kind(self.table, column, value));
        match is_sound.then(|| self.insert(values)) {
            Some(Ok(rows)) => self.taken += rows,
            // One that the table does not take is none.
            _ => self.refused += 1,
        }
    }

    /// The row with its texts made readable, where bytes in them are none: nobody's note is lost for one of its characters.
    fn with_texts(&mut self, values: &[Value]) -> Vec<Value> {
        let mut damaged = 0;
        let texts = self.columns.iter().zip(values).map(|(column, value)| match value {
            Value::Blob(bytes) if *column != "changeset" => {
                damaged += 1;
                Value::Text(String::from_utf8_lossy(bytes).into_owned())
            }
            _ => value.clone(),
        });
        let texts = texts.collect();
        self.refused += damaged;
        texts
    }

    fn insert(&self, values: &[Value]) -> rusqlite::Result<u64> {
        let columns: Vec<String> = self.columns.iter().map(|column| format!("\"{column}\"")).collect();
        let marks = vec!["?"; values.len()].join(", ");
        let sql = format!("INSERT OR IGNORE INTO {} ({}) VALUES ({marks})", self.table, columns.join(", "));
        let rows = self.into.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        // Ignored: a row that was read twice, or that a rule of the table forbids. The first is there.
        if rows == 0 && !self.is_there(values)? {
            return Err(rusqlite::Error::StatementChangedRows(0));
        }
        Ok(rows as u64)
    }

    fn is_there(&self, values: &[Value]) -> rusqlite::Result<bool> {
        let keys = match self.table {
            "block" | "speaker_alias" | "former_place" | "annotation_tag" => 2,
            _ => 1,
        };
        let conditions: Vec<String> =
            self.columns.iter().take(keys).map(|column| format!("\"{column}\" = ?")).collect();
        let sql = format!("SELECT 1 FROM {} WHERE {}", self.table, conditions.join(" AND "));
        self.into.prepare_cached(&sql)?.exists(params_from_iter(&values[..keys]))
    }
}

/// An annotation with what is said of its passage made good: nobody's note is lost because a word beside it is. An orphan
/// stays one; of the others the text tells whether they stand in it.
fn with_state(columns: &[&str], values: &[Value]) -> Vec<Value> {
    let mut values = values.to_vec();
    let at = |name: &str| columns.iter().position(|column| *column == name);
    // The first schema has none of them.
    let (Some(state), Some(original), Some(reason), Some(made)) =
        (at("state"), at("original"), at("reason"), at("made_id"))
    else {
        return values;
    };
    let text = |name: &str| Value::Text(name.to_owned());
    let is_orphan = values[state] == text("orphan");
    let has_original = matches!(values[original], Value::Text(_));
    if !is_orphan {
        values[reason] = Value::Null;
        values[state] = text(if has_original { "changed" } else { "anchored" });
    } else if !is_of_kind("annotation", "reason", &values[reason]) || values[reason] == Value::Null {
        values[reason] = text(Loss::Mismatch.name());
    }
    if !has_original {
        values[original] = Value::Null;
    }
    if !is_of_kind("annotation", "made_id", &values[made]) {
        values[made] = Value::Null;
    }
    values
}

/// A tag with its place, colour and key made good: nobody's tag is lost because a word beside it is.
fn with_looks(columns: &[&str], values: &[Value]) -> Vec<Value> {
    let of_kind = |(column, value): (&&str, &Value)| match (*column, value) {
        ("position", Value::Integer(position)) if u32::try_from(*position).is_err() => Value::Integer(0),
        ("colour", Value::Text(colour)) if colour.parse::<Colour>().is_err() => Value::Null,
        ("shortcut", Value::Text(key)) if shortcut_of(key).map(String::from).as_ref() != Some(key) => {
            Value::Null
        }
        _ => value.clone(),
    };
    columns.iter().zip(values).map(of_kind).collect()
}

/// Whether a value is of the kind that its column must have, beyond what the table itself says.
pub(super) fn is_of_kind(table: &str, column: &str, value: &Value) -> bool {
    let is_id = |value: &Value| matches!(value, Value::Text(id) if Uuid::parse_str(id).is_ok());
    let is_small = |value: &Value| matches!(value, Value::Integer(value) if u32::try_from(*value).is_ok());
    match (table, column) {
        ("history", "id") => matches!(value, Value::Integer(_)),
        ("tag", "parent_id") | ("memo", "document_id" | "speaker_id" | "tag_id" | "revision_id") => {
            *value == Value::Null || is_id(value)
        }
        ("annotation_tag", "tag_id") => is_id(value),
        ("memo", "start") => *value == Value::Null || is_small(value),
        (_, "id" | "document_id" | "revision_id" | "annotation_id") | ("former_place", "until_id") => {
            is_id(value)
        }
        ("block", "speaker_id") | (_, "until_id" | "made_id") => *value == Value::Null || is_id(value),
        (_, "reason") => {
            *value == Value::Null || matches!(value, Value::Text(reason) if reason.parse::<Loss>().is_ok())
        }
        ("correction", "inserted" | "removed") => is_small(value),
        (_, "speaker_id") => is_id(value),
        ("speaker", "colour") => matches!(value, Value::Integer(colour) if (0..=255).contains(colour)),
        ("block", "level") => {
            *value == Value::Null || matches!(value, Value::Integer(level) if (0..=255).contains(level))
        }
        ("block", "number" | "label_start" | "label_end" | "time") => {
            *value == Value::Null || is_small(value)
        }
        (_, "start" | "end" | "body_start" | "body_end" | "position") | ("revision", "number") => {
            is_small(value)
        }
        ("setting", "value") => {
            matches!(value, Value::Text(json) if serde_json::from_str::<serde_json::Value>(json).is_ok())
        }
        _ => true,
    }
}
