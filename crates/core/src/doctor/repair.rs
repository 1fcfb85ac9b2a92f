//! Mending what can be mended without guessing.
//!
//! The library is backed up first, exactly as it is. What changes rows that the history records is one action, so that
//! it can be undone and the steps before it still fit; what follows from the rows (indexes, sizes, steps that do not
//! apply any more) is put right beside the history.

use super::{Diagnosis, Finding, Problem, codebook, examine, history, passages};
use crate::{
    annotations::{self, locate},
    backups::{self, Backup, OnProgress, Reason},
    documents::digest,
    error::{Error, Result},
    ids::{AnnotationId, RevisionId},
    library::{Act, ActionName, Library},
    tables::{self, annotation, revision},
    texts::Text,
};
use rusqlite::{Connection, params};
use std::sync::Arc;
use vermilion_anchor::{CodePoint, Span, TextIndex, selector::describe};

/// How often it is looked again for what can be mended: where a text is put right, what stands on it is only then seen
/// to be wrong.
const PASSES: usize = 3;

/// What a repair did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The library as it was before; `None` where there was nothing to mend.
    pub backup: Option<Backup>,
    /// What was mended.
    pub repaired: Vec<Finding>,
    /// What is still wrong.
    pub left: Diagnosis,
    /// Whether rows that a view shows were changed.
    pub sequence: Option<u64>,
}

/// Mends what can be mended without guessing.
///
/// # Errors
/// [`Error::ReadOnly`], [`Error::Unsaved`] when the backup before fails, or when the library cannot be written to.
pub fn repair(library: &Library, progress: OnProgress<'_>) -> Result<Repair> {
    library.check_writable()?;
    let before = examine(library)?;
    if mendable(&before).is_empty() {
        return Ok(Repair { backup: None, repaired: Vec::new(), left: before, sequence: None });
    }
    let backup = backups::make(library, Reason::Repair, None, progress).map_err(|error| match error {
        backups::BackupError::Library(error) => *error,
        error => Error::Unsaved(error),
    })?;
    // First the indexes: everything else goes through them.
    if mendable(&before).iter().any(|problem| matches!(problem, Problem::Index { .. })) {
        library.remember(|connection, _| Ok(connection.execute_batch("REINDEX")?))?;
    }
    let mut sequence = None;
    let mut now = before.clone();
    for _ in 0..PASSES {
        let acted = library.act(ActionName::LibraryRepair, |act| {
            act.join_with(ActionName::LibraryRepair.name());
            mendable(&now).into_iter().try_for_each(|problem| mend_text(act, problem))?;
            mendable(&now).into_iter().try_for_each(|problem| mend_rows(act, problem))
        })?;
        if let Some(change) = acted.change {
            library.forget_texts();
            sequence = Some(change.sequence);
        }
        library.remember(|connection, _| mend_beside(connection, &mendable(&now)))?;
        // What is looked at again: what was mended may have brought to light what is wrong about it, and a step may fit again.
        now = examine(library)?;
        if mendable(&now).into_iter().all(is_of_history) {
            break;
        }
    }
    if now.findings.iter().all(|finding| finding.can_be_repaired || !is_of_history(&finding.problem)) {
        library.remember(|connection, _| close_unfit(connection))?;
    }
    let left = examine(library)?;
    let repaired = before.findings.into_iter().filter(|finding| !left.findings.contains(finding)).collect();
    Ok(Repair { backup: Some(backup), repaired, left, sequence })
}

fn mendable(diagnosis: &Diagnosis) -> Vec<&Problem> {
    let findings = diagnosis.findings.iter().filter(|finding| finding.can_be_repaired);
    findings.map(|finding| &finding.problem).collect()
}

/// Puts the text that was imported in the place of one that was altered, or a correction as it was made in the place of one
/// that is not.
fn mend_text(act: &mut Act<'_>, problem: &Problem) -> Result<()> {
    if let Problem::Revision { revision, is_found: true, .. } = problem {
        return mend_correction(act, *revision);
    }
    let Problem::TextAltered { revision, is_found: true } = problem else { return Ok(()) };
    let stored: String = act.connection.query_row(
        "SELECT digest FROM document WHERE id = (SELECT document_id FROM revision WHERE id = ?1)",
        [revision],
        |row| row.get(0),
    )?;
    if let Some(text) = history::imported_text(act.connection, *revision, &stored) {
        act.connection.execute(
            "UPDATE revision SET text = ?2, characters = ?3 WHERE id = ?1",
            params![revision, text, vermilion_anchor::count(&text)],
        )?;
    }
    act.forget_texts();
    Ok(())
}

fn mend_correction(act: &Act<'_>, revision: RevisionId) -> Result<()> {
    let connection = act.connection;
    let missing = || Error::NoSuchRevision { reference: revision.to_string() };
    let head = revision::find(connection, revision)?.ok_or_else(missing)?;
    let all = revision::of_document(connection, head.document)?;
    let before = all.iter().rev().find(|other| other.number < head.number).ok_or_else(missing)?;
    // Corrections before it have been put right by now.
    act.forget_texts();
    let before = act.text(before.id)?;
    if let Some((edits, digest, _)) = history::stored_correction(connection, revision, &before.text) {
        connection.execute(
            "UPDATE correction SET edits = ?2, digest = ?3 WHERE revision_id = ?1",
            params![revision, edits, digest],
        )?;
    }
    act.forget_texts();
    Ok(())
}

/// Mends what the history records.
fn mend_rows(act: &mut Act<'_>, problem: &Problem) -> Result<()> {
    match problem {
        Problem::Digest { revision } => {
            let text = act.text(*revision)?;
            act.connection.execute(
                "UPDATE document SET digest = ?2 WHERE id = (SELECT document_id FROM revision WHERE id = ?1)",
                params![revision, digest(&text.text)],
            )?;
        }
        Problem::Characters { revision, actual, .. } => {
            act.connection
                .execute("UPDATE revision SET characters = ?2 WHERE id = ?1", params![revision, actual])?;
        }
        Problem::RangeEdge { annotation }
        | Problem::RangeBlank { annotation }
        | Problem::Context { annotation } => {
            let (text, span, _) = stored(act, *annotation)?;
            place(act, *annotation, &text, span)?;
        }
        Problem::RangeOutside { annotation, is_found: true }
        | Problem::Quote { annotation, is_found: true } => {
            let (text, span, [exact, prefix, suffix]) = stored(act, *annotation)?;
            let index = TextIndex::new(&text.text);
            // Where its text has just been put right, it may be right as it is.
            if index.slice(span) == Some(exact.as_str()) {
                return place(act, *annotation, &text, span);
            }
            if let Some(span) = passages::one_place(&index, &exact, &prefix, &suffix)
                && let Some(selector) = describe(&index, span)
            {
                annotation::set_span(act.connection, *annotation, span, &selector, act.now())?;
            }
        }
        // Wherever it stood, it stands at the top now, with what is under it.
        Problem::TagCircle { .. } => codebook::cut_circles(act.connection)?,
        Problem::Dangling { table, .. } if matches!(table.as_str(), "tag" | "annotation_tag" | "memo") => {
            tables::unhook(act.connection)?;
        }
        Problem::Adrift { annotation } => annotations::mend_one(act, *annotation).map(drop)?,
        Problem::Dangling { table, .. } if table == "speaker_alias" => {
            act.connection.execute(
                "DELETE FROM speaker_alias WHERE speaker_id NOT IN (SELECT id FROM speaker)
                     OR document_id NOT IN (SELECT id FROM document)",
                [],
            )?;
        }
        _ => {}
    }
    Ok(())
}

/// The text of an annotation, its passage there, and what is stored of its words.
fn stored(act: &Act<'_>, id: AnnotationId) -> Result<(Arc<Text>, Span, [String; 3])> {
    let (revision, start, end, words): (RevisionId, u32, u32, _) = act
        .connection
        .prepare_cached(
            "SELECT revision_id, CASE WHEN start BETWEEN 0 AND 4294967295 THEN start ELSE 0 END,
                    CASE WHEN \"end\" BETWEEN 0 AND 4294967295 THEN \"end\" ELSE 0 END, exact, prefix, suffix
             FROM annotation WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, [row.get(3)?, row.get(4)?, row.get(5)?]))
        })?;
    Ok((act.text(revision)?, Span { start: CodePoint(start), end: CodePoint(end) }, words))
}

/// Stores a passage as it would be stored if it were marked now.
fn place(act: &Act<'_>, id: AnnotationId, text: &Text, span: Span) -> Result<()> {
    match locate(text, span) {
        Ok(passage) => annotation::set_span(act.connection, id, passage.span, &passage.selector, act.now()),
        // Nothing but white space: what it marked is for its owner to say.
        Err(Error::EmptySelection) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Mends what the history does not record.
fn mend_beside(connection: &Connection, problems: &[&Problem]) -> Result<()> {
    for problem in problems {
        match problem {
            Problem::TextCopy { revision } => {
                connection.execute("DELETE FROM text_copy WHERE revision_id = ?1", [revision])?;
            }
            Problem::Malformed { table: "setting", key, .. } => {
                connection.execute("DELETE FROM setting WHERE name = ?1", [key])?;
            }
            Problem::Malformed { table: "reading", key, .. } => {
                connection.execute("DELETE FROM reading WHERE document_id = ?1", [key])?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_of_history(problem: &Problem) -> bool {
    matches!(problem, Problem::HistoryConflict { .. } | Problem::HistoryUnreadable { .. })
}

/// Drops the steps that do not fit the rows, and adds up the sizes of those that stay.
pub(crate) fn close_unfit(connection: &Connection) -> Result<()> {
    loop {
        let mut diagnosis = Diagnosis::default();
        history::examine(connection, &mut diagnosis);
        let first = diagnosis.findings.iter().find_map(|finding| match finding.problem {
            Problem::HistoryConflict { step, .. } | Problem::HistoryUnreadable { step } => Some(step),
            _ => None,
        });
        match first {
            Some(step) => close_history(connection, step)?,
            None if diagnosis.findings.is_empty() => return Ok(()),
            None => return count_sizes(connection),
        }
    }
}

/// Drops a step and what cannot be reached without it: what is older, or, where it was undone, what is newer.
fn close_history(connection: &Connection, step: i64) -> Result<()> {
    connection.execute(
        "DELETE FROM history WHERE CASE WHEN (SELECT is_undone = 1 FROM history WHERE id = ?1) THEN id >= ?1 ELSE id <= ?1 END",
        [step],
    )?;
    Ok(())
}

/// Adds the sizes up anew.
fn count_sizes(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "UPDATE history SET bytes_through = sums.through
         FROM (SELECT id, sum(length(changeset)) OVER (ORDER BY id) AS through FROM history) AS sums
         WHERE sums.id = history.id",
    )?;
    Ok(())
}
