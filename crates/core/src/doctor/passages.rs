//! Annotations: where their passages lie, and whether what is stored of them is what the text says.

use super::{Diagnosis, Problem, rows::Reader};
use crate::ids::{AnnotationId, DocumentId, RevisionId};
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
            "SELECT id, document_id, start, \"end\", exact, prefix, suffix, mark, colour, note, created_at, modified_at
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
                    if let Some(problem) = problem(&stored, text) {
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
    })
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
