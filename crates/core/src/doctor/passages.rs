//! Annotations: where their passages lie, and whether what is stored of them is what the text says.

use super::{
    Diagnosis, Problem,
    rows::{Reader, for_each},
};
use crate::{
    annotations::Loss,
    ids::{AnnotationId, DocumentId, RevisionId},
    revisions::Lineage,
};
use rusqlite::Connection;
use vermilion_anchor::{
    CodePoint, Span, TextIndex,
    segment::{snap_outward, trim},
    selector::{describe, find_quote},
};
use vermilion_formats::annotated::{Colour, Mark};

/// The annotations of a text.
pub(super) fn examine(
    connection: &Connection,
    diagnosis: &mut Diagnosis,
    revision: RevisionId,
    document: DocumentId,
    text: &TextIndex<'_>,
) {
    let read = |diagnosis: &mut Diagnosis| -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "SELECT id, document_id, start, \"end\", exact, prefix, suffix, mark, colour, note, created_at, modified_at,
                    state, original, reason, made_id
             FROM annotation WHERE revision_id = ?1",
        )?;
        let mut rows = statement.query([revision])?;
        while let Some(row) = rows.next()? {
            let mut row = Reader::new(row);
            match stored(&mut row) {
                Some(stored) => {
                    if stored.document != document {
                        diagnosis.find(Problem::Strayed { annotation: stored.id });
                    }
                    // Of one that fits nowhere nothing is left but its words.
                    if !stored.is_mismatch
                        && let Some(problem) = problem(&stored, text)
                    {
                        diagnosis.find(problem);
                    }
                }
                None => {
                    let column = row.malformed.unwrap_or("id");
                    diagnosis.find(Problem::Malformed { table: "annotation", key: row.key(0), column });
                }
            }
        }
        Ok(())
    };
    if let Err(error) = read(diagnosis) {
        diagnosis.unreadable("annotation", &error);
    }
}

/// Counts all there are, whichever text they belong to.
pub(super) fn count(connection: &Connection, diagnosis: &mut Diagnosis) {
    match connection.query_row("SELECT count(*) FROM annotation", [], |row| row.get::<_, i64>(0)) {
        Ok(count) => diagnosis.annotations = u64::try_from(count).unwrap_or(0),
        Err(error) => diagnosis.unreadable("annotation", &error),
    }
}

/// An annotation as stored.
struct Stored<'row> {
    id: AnnotationId,
    document: DocumentId,
    start: i64,
    end: i64,
    exact: &'row str,
    prefix: &'row str,
    suffix: &'row str,
    is_mismatch: bool,
}

fn stored<'row>(row: &mut Reader<'row>) -> Option<Stored<'row>> {
    let stored = (
        row.parsed(0, "id"),
        row.parsed(1, "document_id"),
        row.integer(2, "start"),
        row.integer(3, "end"),
        row.text(4, "exact"),
        row.text(5, "prefix"),
        row.text(6, "suffix"),
    );
    row.parsed::<Mark>(7, "mark");
    row.parsed::<Colour>(8, "colour");
    row.text(9, "note");
    row.integer(10, "created_at");
    row.integer(11, "modified_at");
    let state = row.text(12, "state");
    let is_changed = row.optional_text(13, "original").is_some();
    let reason = match state {
        Some("orphan") => row.parsed::<Loss>(14, "reason"),
        Some("anchored") if !is_changed => None,
        Some("changed") if is_changed => None,
        _ => row.wrong("state"),
    };
    if row.optional_text(15, "made_id").is_some() {
        row.parsed::<RevisionId>(15, "made_id");
    }
    if row.malformed.is_some() {
        return None;
    }
    let (id, document, start, end, exact, prefix, suffix) = stored;
    Some(Stored {
        id: id?,
        document: document?,
        start: start?,
        end: end?,
        exact: exact?,
        prefix: prefix?,
        suffix: suffix?,
        is_mismatch: reason == Some(Loss::Mismatch),
    })
}

/// Whether every passage can be carried into the text of today, and what is kept of former places.
pub(super) fn carry(
    connection: &Connection,
    diagnosis: &mut Diagnosis,
    document: DocumentId,
    lineage: &Lineage,
) {
    let mut stored = Vec::new();
    let sql = format!(
        "SELECT id, revision_id, start, \"end\" FROM annotation
         WHERE document_id = '{document}' AND state <> 'orphan' AND start BETWEEN 0 AND \"end\" - 1
             AND \"end\" <= 4294967295"
    );
    let mut read = || -> rusqlite::Result<()> {
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut row = Reader::new(row);
            let (id, revision) = (row.parsed::<AnnotationId>(0, "id"), row.parsed(1, "revision_id"));
            let (start, end) = (row.small::<u32>(2, "start"), row.small::<u32>(3, "end"));
            // What is malformed has been said.
            if let (Some(id), Some(revision), Some(start), Some(end)) = (id, revision, start, end) {
                stored.push((id, (revision, Span { start: CodePoint(start), end: CodePoint(end) })));
            }
        }
        Ok(())
    };
    if let Err(error) = read() {
        return diagnosis.unreadable("annotation", &error);
    }
    let places: Vec<(RevisionId, Span)> = stored.iter().map(|(_, place)| *place).collect();
    let carried = lineage.carry_all(lineage.newest(), &places);
    for ((annotation, (revision, _)), span) in stored.into_iter().zip(carried) {
        // One that names another document's revision has strayed, which has been said.
        if span.is_none() && lineage.number(revision).is_some() {
            diagnosis.find(Problem::Adrift { annotation });
        }
    }
    let sql = format!(
        "SELECT annotation_id, until_id, revision_id, start, \"end\", state, original, reason FROM former_place
         WHERE annotation_id IN (SELECT id FROM annotation WHERE document_id = '{document}')"
    );
    for_each(connection, diagnosis, "former_place", &sql, |_, row| {
        row.parsed::<AnnotationId>(0, "annotation_id");
        let (until, revision) = (row.parsed::<RevisionId>(1, "until_id"), row.parsed(2, "revision_id"));
        row.small::<u32>(3, "start");
        row.small::<u32>(4, "end");
        row.text(5, "state");
        row.optional_text(6, "original");
        if row.optional_text(7, "reason").is_some() {
            row.parsed::<Loss>(7, "reason");
        }
        let number = |revision: Option<RevisionId>| revision.and_then(|revision| lineage.number(revision));
        if number(revision).is_none_or(|from| number(until).is_none_or(|until| until <= from)) {
            row.wrong::<()>("until_id");
        }
    });
}

/// The worst that is wrong with a passage.
fn problem(stored: &Stored<'_>, text: &TextIndex<'_>) -> Option<Problem> {
    let annotation = stored.id;
    let Some(span) = span(stored, text) else {
        return Some(Problem::RangeOutside { annotation, is_found: place(stored, text).is_some() });
    };
    if text.slice(span) != Some(stored.exact) {
        return Some(Problem::Quote { annotation, is_found: place(stored, text).is_some() });
    }
    let whole = snap_outward(text, span);
    if whole != span {
        return Some(Problem::RangeEdge { annotation });
    }
    if trim(text, span) != span {
        return Some(Problem::RangeBlank { annotation });
    }
    let selector = describe(text, span)?;
    let is_there = selector.prefix == stored.prefix && selector.suffix == stored.suffix;
    (!is_there).then_some(Problem::Context { annotation })
}

/// The passage, where it is one of the text.
fn span(stored: &Stored<'_>, text: &TextIndex<'_>) -> Option<Span> {
    let (start, end) = (u32::try_from(stored.start).ok()?, u32::try_from(stored.end).ok()?);
    (start < end && end <= text.len().0).then_some(Span { start: CodePoint(start), end: CodePoint(end) })
}

/// The one place where the quote stands with what stood around it.
fn place(stored: &Stored<'_>, text: &TextIndex<'_>) -> Option<Span> {
    one_place(text, stored.exact, stored.prefix, stored.suffix)
}

/// The one place where these words stand with these around them; `None` where there is none, or more than one.
pub(crate) fn one_place(text: &TextIndex<'_>, exact: &str, prefix: &str, suffix: &str) -> Option<Span> {
    match find_quote(text, exact, Some(prefix), Some(suffix)).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}
