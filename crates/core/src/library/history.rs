//! The history: named steps that can be taken back and taken again, also after a restart.
//!
//! The undone steps are always the newest. A new action drops them; joins the newest step where it may; and drops the
//! oldest steps above 10,000 or above 64 MiB of changesets, the newest one excepted: what was done last can be undone,
//! however large it is.

use super::{
    Acted, ActionName, Library, Snapshot, Writer, change,
    changeset::{self, Applied},
};
use crate::error::{Error, Result};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

/// Steps kept at most.
pub(super) const MAX_ENTRIES: i64 = 10_000;
/// Bytes of changesets kept at most.
pub(super) const MAX_BYTES: i64 = 64 * 1024 * 1024;
/// How long after a step another one with the same key still joins it.
const JOIN_MILLISECONDS: i64 = 10_000;

/// A step of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Rises with time.
    pub id: i64,
    /// What was done.
    pub action: ActionName,
    /// What it was done to, a few words; may be empty.
    pub subject: String,
    /// When it was done (the last time, where several actions joined), in milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// Whether it has been taken back.
    pub is_undone: bool,
}

/// What undo and redo would do now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryState {
    /// The step that [`Library::undo`] would take back.
    pub undo: Option<HistoryEntry>,
    /// The step that [`Library::redo`] would take again.
    pub redo: Option<HistoryEntry>,
}

impl Library {
    /// Takes the newest step back.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`], or [`Error::HistoryConflict`] when something changed the library without its being
    /// recorded; the library is then as it was.
    pub fn undo(&self) -> Result<Acted<HistoryEntry>> {
        self.travel(|connection| {
            let entry = newest_done(connection)?.ok_or(Error::NothingToUndo)?;
            Ok((entry.id, vec![entry]))
        })
    }

    /// Takes the step again that was taken back last.
    ///
    /// # Errors
    /// [`Error::NothingToRedo`], or [`Error::HistoryConflict`]; see [`Library::undo`].
    pub fn redo(&self) -> Result<Acted<HistoryEntry>> {
        self.travel(|connection| {
            let entry = oldest_undone(connection)?.ok_or(Error::NothingToRedo)?;
            Ok((entry.id, vec![entry]))
        })
    }

    /// Goes to the state right after a step, however many steps back or forward, in one go; 0 is the state before the
    /// oldest step kept. Gives back that step, or the oldest one for 0.
    ///
    /// # Errors
    /// [`Error::NoSuchHistoryEntry`], or [`Error::HistoryConflict`]; see [`Library::undo`].
    pub fn go_to(&self, id: i64) -> Result<Acted<HistoryEntry>> {
        self.travel(|connection| {
            let missing = || Error::NoSuchHistoryEntry { entry: id };
            let target =
                if id == 0 { oldest(connection)? } else { find(connection, id)? }.ok_or_else(missing)?;
            let steps = if target.is_undone && id != 0 {
                query(connection, "WHERE is_undone = 1 AND id <= ?1 ORDER BY id", id)?
            } else {
                query(connection, "WHERE is_undone = 0 AND id > ?1 ORDER BY id DESC", id)?
            };
            Ok((target.id, steps))
        })
    }

    /// The steps, newest first, undone ones included; at most `limit`.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn history(&self, limit: u32) -> Result<Vec<HistoryEntry>> {
        self.read(|snapshot| query(snapshot.connection, "ORDER BY id DESC LIMIT ?1", i64::from(limit)))
    }

    /// What undo and redo would do now.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn history_state(&self) -> Result<HistoryState> {
        self.read(|snapshot| snapshot.history_state())
    }

    /// Turns each of the steps that `choose` gives, in order, and gives back the entry of which it gives the id.
    fn travel(
        &self,
        choose: impl FnOnce(&Connection) -> Result<(i64, Vec<HistoryEntry>)>,
    ) -> Result<Acted<HistoryEntry>> {
        self.check_writable()?;
        let mut writer = self.writer();
        let Writer { connection, counts, sequence, .. } = &mut *writer;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (id, steps) = choose(&transaction)?;
        let mut turned = Vec::with_capacity(steps.len());
        for step in &steps {
            turned.push(turn(&transaction, step)?);
        }
        let all = changeset::join_all(turned)?;
        let value = find(&transaction, id)?.ok_or(Error::NoSuchHistoryEntry { entry: id })?;
        if all.is_empty() {
            self.commit(transaction)?;
            return Ok(Acted { value, change: None });
        }
        let (change, difference) = change::read(&transaction, &all, *sequence + 1)?;
        counts.get_mut().follow(difference, || self.commit(transaction))?;
        *sequence += 1;
        Ok(Acted { value, change: Some(change) })
    }
}

impl Snapshot<'_> {
    /// What undo and redo would do now.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn history_state(&self) -> Result<HistoryState> {
        Ok(HistoryState { undo: newest_done(self.connection)?, redo: oldest_undone(self.connection)? })
    }
}

/// Takes one step back or again, whichever it is not, and gives back what that changed.
fn turn(connection: &Connection, step: &HistoryEntry) -> Result<Vec<u8>> {
    let recorded: Vec<u8> = connection
        .prepare_cached("SELECT changeset FROM history WHERE id = ?1")?
        .query_row([step.id], |row| row.get(0))?;
    let changes = if step.is_undone { recorded } else { changeset::invert(&recorded)? };
    if changeset::apply(connection, &changes)? == Applied::Conflict {
        return Err(Error::HistoryConflict { action: step.action.name() });
    }
    connection
        .prepare_cached("UPDATE history SET is_undone = ?2 WHERE id = ?1")?
        .execute(params![step.id, !step.is_undone])?;
    Ok(changes)
}

/// Adds a step, or joins the newest one.
pub(super) fn add(
    connection: &Connection,
    action: ActionName,
    subject: &str,
    join_key: &str,
    now: i64,
    changes: &[u8],
) -> Result<()> {
    connection.prepare_cached("DELETE FROM history WHERE is_undone = 1")?.execute([])?;
    let newest = newest(connection)?;
    if let Some(newest) = &newest
        && !join_key.is_empty()
        && newest.join_key == join_key
        && (0..=JOIN_MILLISECONDS).contains(&(now - newest.modified_at))
    {
        return join(connection, newest, now, changes);
    }
    let bytes_through = newest.map_or(0, |newest| newest.bytes_through) + length(changes);
    connection
        .prepare_cached(
            "INSERT INTO history
                 (action, subject, join_key, created_at, modified_at, is_undone, bytes_through, changeset)
             VALUES (?1, ?2, ?3, ?4, ?4, 0, ?5, ?6)",
        )?
        .execute(params![action.name(), subject, join_key, now, bytes_through, changes])?;
    trim(connection, connection.last_insert_rowid(), bytes_through)
}

fn join(connection: &Connection, newest: &Newest, now: i64, changes: &[u8]) -> Result<()> {
    let before: Vec<u8> = connection
        .prepare_cached("SELECT changeset FROM history WHERE id = ?1")?
        .query_row([newest.id], |row| row.get(0))?;
    let joined = changeset::join(&before, changes)?;
    // Whoever takes back what was typed has done nothing, and a step that only sets the time of the last change would
    // seem to do nothing when it is undone. That time goes back too: the step before expects the row as it left it.
    if changeset::is_touch(&joined)? {
        if changeset::apply(connection, &changeset::invert(&joined)?)? == Applied::Conflict {
            return Err(Error::HistoryConflict { action: newest.action.name() });
        }
        connection.prepare_cached("DELETE FROM history WHERE id = ?1")?.execute([newest.id])?;
        return Ok(());
    }
    let bytes_through = newest.bytes_through - length(&before) + length(&joined);
    connection
        .prepare_cached(
            "UPDATE history SET modified_at = ?2, bytes_through = ?3, changeset = ?4 WHERE id = ?1",
        )?
        .execute(params![newest.id, now, bytes_through, joined])?;
    trim(connection, newest.id, bytes_through)
}

/// Drops the oldest steps above the bounds. `bytes_through` only rises with the id, so this stops at the first step
/// that may stay.
fn trim(connection: &Connection, newest: i64, bytes_through: i64) -> Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM history WHERE id < (
                 SELECT id FROM history
                 WHERE id > ?2 AND (id = ?1 OR bytes_through - length(changeset) >= ?3) ORDER BY id LIMIT 1)",
        )?
        .execute(params![newest, newest - MAX_ENTRIES, bytes_through - MAX_BYTES])?;
    Ok(())
}

struct Newest {
    id: i64,
    action: ActionName,
    join_key: String,
    modified_at: i64,
    bytes_through: i64,
}

fn newest(connection: &Connection) -> Result<Option<Newest>> {
    Ok(connection
        .prepare_cached(
            "SELECT id, join_key, modified_at, bytes_through, action FROM history ORDER BY id DESC LIMIT 1",
        )?
        .query_row([], |row| {
            Ok(Newest {
                id: row.get(0)?,
                join_key: row.get(1)?,
                modified_at: row.get(2)?,
                bytes_through: row.get(3)?,
                action: ActionName::from_name(row.get_ref(4)?.as_str()?),
            })
        })
        .optional()?)
}

fn newest_done(connection: &Connection) -> Result<Option<HistoryEntry>> {
    one(
        connection,
        "WHERE id < (SELECT ifnull(min(id), 9223372036854775807) FROM history WHERE is_undone = 1)
         ORDER BY id DESC LIMIT 1",
    )
}

fn oldest_undone(connection: &Connection) -> Result<Option<HistoryEntry>> {
    one(connection, "WHERE id = (SELECT min(id) FROM history WHERE is_undone = 1)")
}

fn oldest(connection: &Connection) -> Result<Option<HistoryEntry>> {
    one(connection, "ORDER BY id LIMIT 1")
}

fn find(connection: &Connection, id: i64) -> Result<Option<HistoryEntry>> {
    Ok(query(connection, "WHERE id = ?1", id)?.pop())
}

fn one(connection: &Connection, clause: &str) -> Result<Option<HistoryEntry>> {
    Ok(connection.prepare_cached(&select(clause))?.query_row([], entry).optional()?)
}

fn query(connection: &Connection, clause: &str, parameter: i64) -> Result<Vec<HistoryEntry>> {
    let mut statement = connection.prepare_cached(&select(clause))?;
    let entries = statement.query_map([parameter], entry)?.collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}

fn select(clause: &str) -> String {
    format!("SELECT id, action, subject, modified_at, is_undone FROM history {clause}")
}

fn entry(row: &Row<'_>) -> rusqlite::Result<HistoryEntry> {
    Ok(HistoryEntry {
        id: row.get(0)?,
        action: ActionName::from_name(row.get_ref(1)?.as_str()?),
        subject: row.get(2)?,
        at: row.get(3)?,
        is_undone: row.get(4)?,
    })
}

fn length(changes: &[u8]) -> i64 {
    i64::try_from(changes.len()).unwrap_or(i64::MAX)
}
