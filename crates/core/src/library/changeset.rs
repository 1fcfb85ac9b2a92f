//! Changesets as bytes: recording, inverting, joining and applying them with SQLite's session extension.
//!
//! The driver has no changeset that can be made from stored bytes, so everything here goes through its streams.

use crate::tables::{annotation, memo};
use rusqlite::{
    Connection,
    fallible_streaming_iterator::FallibleStreamingIterator,
    hooks::Action,
    session::{
        Changegroup, ChangesetItem, ChangesetIter, ConflictAction, ConflictType, Session, concat_strm,
        invert_strm,
    },
};
use std::io::Read;

/// The tables whose rows an action may change. The others are derived, or are no part of what can be undone.
pub(crate) const RECORDED: [&str; 11] = [
    "document",
    "revision",
    "correction",
    "speaker",
    "speaker_alias",
    "block",
    "annotation",
    "former_place",
    "tag",
    "annotation_tag",
    "memo",
];

/// Starts recording.
pub(super) fn record(connection: &Connection) -> rusqlite::Result<Session<'_>> {
    let mut session = Session::new(connection)?;
    for table in RECORDED {
        session.attach(Some(table))?;
    }
    Ok(session)
}

/// Ends recording. Empty when every row is as it was.
pub(super) fn finish(mut session: Session<'_>) -> rusqlite::Result<Vec<u8>> {
    let mut changeset = Vec::new();
    if !session.is_empty() {
        session.changeset_strm(&mut changeset)?;
    }
    Ok(changeset)
}

/// What undoes it.
pub(super) fn invert(changeset: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let mut inverse = Vec::with_capacity(changeset.len());
    invert_strm(&mut &*changeset, &mut inverse)?;
    Ok(inverse)
}

/// What does first the one and then the other. Empty when they cancel out.
pub(super) fn join(first: &[u8], second: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let mut joined = Vec::with_capacity(first.len() + second.len());
    concat_strm(&mut &*first, &mut &*second, &mut joined)?;
    Ok(joined)
}

/// What does all of them, one after the other. In one group: joined by twos, the first of ten thousand steps would be
/// copied ten thousand times. Empty when they cancel out.
pub(super) fn join_all(mut changesets: Vec<Vec<u8>>) -> rusqlite::Result<Vec<u8>> {
    if changesets.len() < 2 {
        return Ok(changesets.pop().unwrap_or_default());
    }
    let mut group = Changegroup::new()?;
    for changeset in &changesets {
        group.add_stream(&mut changeset.as_slice())?;
    }
    let mut joined = Vec::new();
    group.output_strm(&mut joined)?;
    Ok(joined)
}

/// Applies it inside the transaction under way. A row that is not as the changeset left it ends the attempt.
pub(super) fn apply(connection: &Connection, changeset: &[u8]) -> rusqlite::Result<Applied> {
    if changeset.is_empty() {
        return Ok(Applied::Whole);
    }
    let abort = |_: ConflictType, _: ChangesetItem| ConflictAction::SQLITE_CHANGESET_ABORT;
    match connection.apply_strm(&mut &*changeset, None::<fn(&str) -> bool>, abort) {
        Ok(()) => Ok(Applied::Whole),
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::OperationAborted | rusqlite::ErrorCode::ConstraintViolation)
            ) =>
        {
            Ok(Applied::Conflict)
        }
        Err(error) => Err(error),
    }
}

/// How applying went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applied {
    Whole,
    /// Something else has changed a row meanwhile. The transaction must be rolled back.
    Conflict,
}

/// Whether all it does is to set annotations or memos to another time of their last change.
pub(super) fn is_touch(changeset: &[u8]) -> rusqlite::Result<bool> {
    let mut is_touch = true;
    for_each(changeset, |table, action, row| {
        let modified_at = match table {
            "annotation" => Some(annotation::MODIFIED_AT),
            "memo" => Some(memo::MODIFIED_AT),
            _ => None,
        };
        is_touch &= modified_at.is_some() && action == Action::SQLITE_UPDATE;
        if is_touch {
            // A column that stays as it is has no new value.
            let columns = usize::try_from(row.op()?.number_of_columns()).unwrap_or(0);
            is_touch =
                (0..columns).all(|column| Some(column) == modified_at || row.new_value(column).is_err());
        }
        Ok(())
    })?;
    Ok(is_touch)
}

/// Whether it deletes or changes more rows than that. Rows that are new do not count: nothing is lost by them.
pub(super) fn touches_more_than(changeset: &[u8], rows: usize) -> rusqlite::Result<bool> {
    // A row takes more bytes than this, so that the changesets of small actions need not be looked through.
    if changeset.len() < rows * 16 {
        return Ok(false);
    }
    let mut touched = 0;
    for_each(changeset, |_, action, _| {
        touched += usize::from(action != Action::SQLITE_INSERT);
        Ok(())
    })?;
    Ok(touched > rows)
}

/// Calls `visit` with the table, the kind of change, and the row, for each row.
pub(crate) fn for_each(
    changeset: &[u8],
    mut visit: impl FnMut(&str, Action, &ChangesetItem) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    if changeset.is_empty() {
        return Ok(());
    }
    let mut bytes = changeset;
    let input: &mut dyn Read = &mut bytes;
    let mut rows = ChangesetIter::start_strm(&input)?;
    while let Some(row) = rows.next()? {
        let operation = row.op()?;
        visit(operation.table_name(), operation.code(), row)?;
    }
    Ok(())
}
