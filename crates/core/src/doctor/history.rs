//! The history: whether undoing all the way back, and redoing what was undone, would meet the rows that it expects.
//!
//! Nothing is undone to find out. The steps are followed in memory, on hashes of the values that they touch, starting
//! with the rows as they are; a step fits when each row is as it left it. That checks the rows as much as the steps.

use super::{Diagnosis, Problem};
use crate::{
    backups::hash_value,
    documents,
    ids::RevisionId,
    library::changeset::{self, RECORDED},
    tables::correction,
};
use rusqlite::{
    Connection, OptionalExtension, hooks::Action, params_from_iter, session::ChangesetItem, types::Value,
    types::ValueRef,
};
use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

/// The place of the text among the columns of `revision`.
const REVISION_TEXT: usize = 5;
/// The places of digest and edits among those of `correction`.
const CORRECTION_DIGEST: usize = 4;
const CORRECTION_EDITS: usize = 5;

pub(super) fn examine(connection: &Connection, diagnosis: &mut Diagnosis) {
    let steps = match steps(connection, diagnosis) {
        Ok(steps) => steps,
        Err(error) => return diagnosis.unreadable("history", &error),
    };
    diagnosis.steps = steps.len() as u64;
    let undone = steps.iter().position(|step| step.is_undone).unwrap_or(steps.len());
    if let Some(step) = steps[undone..].iter().find(|step| !step.is_undone) {
        // The undone ones are always the newest.
        return diagnosis.find(Problem::HistoryConflict { step: step.id, table: "history".to_owned() });
    }
    follow(connection, diagnosis, Way::Back, steps[..undone].iter().rev());
    follow(connection, diagnosis, Way::Forth, steps[undone..].iter());
}

/// A correction as it was made, where a step holds it: its edits and its digest as they are stored, and the text that it
/// makes of the one `before` it, which the digest tells.
pub(crate) fn stored_correction(
    connection: &Connection,
    revision: RevisionId,
    before: &str,
) -> Option<(String, String, String)> {
    find_row(connection, "correction", &revision.to_string(), |value| {
        let digest = value(CORRECTION_DIGEST)?;
        let edits = value(CORRECTION_EDITS)?;
        let text = correction::read(&edits)?.apply(before).ok()?;
        (documents::digest(&text) == digest).then_some((edits, digest, text))
    })
}

/// The text of a revision as it was imported, told by its digest, where a step holds it.
pub(crate) fn imported_text(connection: &Connection, revision: RevisionId, digest: &str) -> Option<String> {
    find_row(connection, "revision", &revision.to_string(), |value| {
        value(REVISION_TEXT).filter(|text| documents::digest(text) == digest)
    })
}

/// What `judge` makes of the first row of a table with this id that a step holds and that it takes. It is given the texts of
/// the columns.
fn find_row<T>(
    connection: &Connection,
    table: &str,
    id: &str,
    judge: impl Fn(&dyn Fn(usize) -> Option<String>) -> Option<T>,
) -> Option<T> {
    let mut statement = connection.prepare("SELECT changeset FROM history ORDER BY id").ok()?;
    let mut rows = statement.query([]).ok()?;
    let mut found = None;
    while let (Ok(Some(row)), None) = (rows.next(), &found) {
        let Ok(changes) = row.get_ref(0).and_then(|value| Ok(value.as_blob()?)) else { continue };
        // What can be read of a damaged step counts too: the digest tells.
        let _ = changeset::for_each(changes, |name, action, item| {
            let value = |column| match action {
                Action::SQLITE_INSERT => item.new_value(column),
                _ => item.old_value(column),
            };
            let text = |column| value(column).ok().and_then(|value| Some(value.as_str().ok()?.to_owned()));
            if found.is_none() && name == table && text(0).as_deref() == Some(id) {
                found = judge(&text);
            }
            Ok(())
        });
    }
    found
}

struct Step {
    id: i64,
    is_undone: bool,
}

/// The steps in their order, each looked at by itself.
fn steps(connection: &Connection, diagnosis: &mut Diagnosis) -> rusqlite::Result<Vec<Step>> {
    let mut statement = connection.prepare(
        "SELECT id, is_undone, bytes_through, length(changeset), typeof(changeset), action, subject, join_key,
                created_at, modified_at
         FROM history ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    let mut steps = Vec::new();
    let mut through: Option<i64> = None;
    let mut is_sized = true;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let is_text = |column| row.get_ref(column).is_ok_and(|value| value.as_str().is_ok());
        let is_integer = |column| row.get_ref(column).is_ok_and(|value| value.as_i64().is_ok());
        let is_readable =
            (5..8).all(is_text) && (8..10).all(is_integer) && row.get_ref(4)?.as_str() == Ok("blob");
        let (Ok(is_undone), Ok(sum), Ok(size), true) =
            (row.get(1), row.get::<_, i64>(2), row.get::<_, i64>(3), is_readable)
        else {
            diagnosis.find(Problem::HistoryUnreadable { step: id });
            continue;
        };
        let adds_up = through.map_or(sum >= size, |before| before.checked_add(size) == Some(sum));
        if !adds_up && is_sized {
            is_sized = false;
            diagnosis.find(Problem::HistorySizes { step: id });
        }
        through = Some(sum);
        steps.push(Step { id, is_undone });
    }
    Ok(steps)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forth,
}

/// Why a step cannot be followed.
enum Stop {
    Unreadable,
    Conflict(String),
}

impl From<rusqlite::Error> for Stop {
    fn from(_: rusqlite::Error) -> Self {
        Self::Unreadable
    }
}

fn follow<'step>(
    connection: &Connection,
    diagnosis: &mut Diagnosis,
    way: Way,
    steps: impl Iterator<Item = &'step Step>,
) {
    let mut rows = Rows { connection, known: HashMap::new(), sql: HashMap::new() };
    for step in steps {
        match rows.take(step.id, way) {
            Ok(()) => {}
            // What is behind it cannot be reached either.
            Err(Stop::Conflict(table)) => {
                return diagnosis.find(Problem::HistoryConflict { step: step.id, table });
            }
            Err(Stop::Unreadable) => return diagnosis.find(Problem::HistoryUnreadable { step: step.id }),
        }
    }
}

/// The rows that steps touch, as they would be by now.
struct Rows<'library> {
    connection: &'library Connection,
    /// By table and key: hashes of the values, or that there is no such row.
    known: HashMap<u64, Option<Box<[u64]>>>,
    /// By table and which columns are the key.
    sql: HashMap<(&'static str, Vec<u8>), String>,
}

impl Rows<'_> {
    fn take(&mut self, step: i64, way: Way) -> Result<(), Stop> {
        let changes: Vec<u8> = self
            .connection
            .prepare_cached("SELECT changeset FROM history WHERE id = ?1")?
            .query_row([step], |row| row.get(0))?;
        let mut conflict = None;
        changeset::for_each(&changes, |table, action, item| {
            if conflict.is_none() {
                match self.change(table, action, item, way) {
                    Ok(true) => {}
                    Ok(false) => conflict = Some(table.to_owned()),
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })?;
        conflict.map_or(Ok(()), |table| Err(Stop::Conflict(table)))
    }

    /// Follows one change; whether the row was as expected.
    fn change(
        &mut self,
        table: &str,
        action: Action,
        item: &ChangesetItem,
        way: Way,
    ) -> rusqlite::Result<bool> {
        let Some(table) = RECORDED.into_iter().find(|recorded| *recorded == table) else { return Ok(false) };
        let columns = usize::try_from(item.op()?.number_of_columns()).unwrap_or(0);
        let side = |is_new: bool| -> Vec<Option<u64>> {
            let value = |column| if is_new { item.new_value(column) } else { item.old_value(column) };
            (0..columns).map(|column| value(column).ok().map(hashed)).collect()
        };
        let is_insert = action == Action::SQLITE_INSERT;
        let known = self.row(table, item, columns, is_insert)?;
        let (from, to) = match way {
            Way::Back => (side(true), side(false)),
            Way::Forth => (side(false), side(true)),
        };
        let (comes, goes) = match action {
            Action::SQLITE_INSERT => (way == Way::Forth, way == Way::Back),
            Action::SQLITE_DELETE => (way == Way::Back, way == Way::Forth),
            _ => (false, false),
        };
        if comes {
            let values: Option<Box<[u64]>> = to.into_iter().collect();
            let fits = known.is_none() && values.is_some();
            *known = values;
            return Ok(fits);
        }
        let Some(values) = known else { return Ok(false) };
        let fits = values.len() == columns
            && from
                .iter()
                .zip(values.iter())
                .all(|(expected, value)| expected.is_none_or(|expected| expected == *value));
        if goes {
            *known = None;
        } else {
            for (value, to) in values.iter_mut().zip(to) {
                *value = to.unwrap_or(*value);
            }
        }
        Ok(fits)
    }

    /// The row that a change is about, from the library where no change was about it before.
    fn row(
        &mut self,
        table: &'static str,
        item: &ChangesetItem,
        columns: usize,
        is_insert: bool,
    ) -> rusqlite::Result<&mut Option<Box<[u64]>>> {
        let marks = item.pk()?.to_vec();
        let key = marks
            .iter()
            .take(columns)
            .enumerate()
            .filter(|(_, mark)| **mark != 0)
            .map(|(column, _)| {
                let value = if is_insert { item.new_value(column)? } else { item.old_value(column)? };
                Value::try_from(value).map_err(|_| rusqlite::Error::InvalidColumnIndex(column))
            })
            .collect::<rusqlite::Result<Vec<Value>>>()?;
        let mut hasher = DefaultHasher::new();
        table.hash(&mut hasher);
        key.iter().for_each(|value| hash_value(value.into(), &mut hasher));
        let name = hasher.finish();
        if !self.known.contains_key(&name) {
            let sql = match self.sql.get(&(table, marks.clone())) {
                Some(sql) => sql.clone(),
                None => {
                    let sql = select(self.connection, table, &marks)?;
                    self.sql.insert((table, marks), sql.clone());
                    sql
                }
            };
            let found = self
                .connection
                .prepare_cached(&sql)?
                .query_row(params_from_iter(key), |row| {
                    let columns = row.as_ref().column_count();
                    (0..columns).map(|column| row.get_ref(column).map(hashed)).collect()
                })
                .optional()?;
            self.known.insert(name, found);
        }
        Ok(self.known.entry(name).or_default())
    }
}

/// Reads a row of `table` by the columns that are marked.
fn select(connection: &Connection, table: &'static str, marks: &[u8]) -> rusqlite::Result<String> {
    let statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
    let names = statement.column_names();
    let conditions: Vec<String> = names
        .iter()
        .zip(marks)
        .filter(|(_, mark)| **mark != 0)
        .map(|(name, _)| format!("\"{name}\" = ?"))
        .collect();
    if conditions.is_empty() {
        return Err(rusqlite::Error::InvalidQuery);
    }
    Ok(format!("SELECT * FROM {table} WHERE {}", conditions.join(" AND ")))
}

fn hashed(value: ValueRef<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_value(value, &mut hasher);
    hasher.finish()
}
