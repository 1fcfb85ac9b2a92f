//! The table `correction`: how a revision's text came from the one before it. A row is written once and never changed.

use crate::{
    error::{Error, Result},
    ids::{DocumentId, RevisionId},
    revisions::Origin,
};
use rusqlite::{Connection, params};
use vermilion_anchor::{
    CodePoint,
    edit::{Edits, Splice},
};

pub(crate) struct CorrectionRow<'edits> {
    pub(crate) revision: RevisionId,
    pub(crate) origin: Origin,
    pub(crate) digest: &'edits str,
    pub(crate) edits: &'edits Edits,
}

pub(crate) fn insert(connection: &Connection, row: &CorrectionRow<'_>) -> Result<()> {
    let (removed, inserted) = row.edits.size();
    connection
        .prepare_cached(
            "INSERT INTO correction (revision_id, origin, inserted, removed, digest, edits)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            row.revision,
            row.origin.name(),
            i64::try_from(inserted).unwrap_or(i64::MAX),
            i64::try_from(removed).unwrap_or(i64::MAX),
            row.digest,
            write(row.edits)
        ])?;
    Ok(())
}

/// What a correction did to the text, as it is stored.
pub(crate) fn stored(connection: &Connection, revision: RevisionId) -> Result<Edits> {
    let text: String = connection
        .prepare_cached("SELECT edits FROM correction WHERE revision_id = ?1")?
        .query_row([revision], |row| row.get(0))?;
    read(&text).ok_or(Error::BrokenRevision { revision })
}

/// Calls `visit` with each correction of a document and its number, in order.
pub(crate) fn of_document(
    connection: &Connection,
    document: DocumentId,
    mut visit: impl FnMut(RevisionId, &str) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT revision.id, edits FROM revision JOIN correction ON revision_id = revision.id
         WHERE document_id = ?1 ORDER BY number",
    )?;
    let mut rows = statement.query([document])?;
    while let Some(row) = rows.next()? {
        visit(row.get(0)?, row.get_ref(1)?.as_str().unwrap_or_default())?;
    }
    Ok(())
}

/// Edits as they are stored: JSON, an array for each splice.
fn write(edits: &Edits) -> String {
    let splices: Vec<(u32, &str, &str)> = edits
        .splices()
        .iter()
        .map(|splice| (splice.start.0, splice.removed.as_str(), splice.inserted.as_str()))
        .collect();
    // Numbers and strings can always be written.
    serde_json::to_string(&splices).unwrap_or_default()
}

/// Edits as they were stored; `None` where they are none.
pub(crate) fn read(stored: &str) -> Option<Edits> {
    let splices: Vec<(u32, String, String)> = serde_json::from_str(stored).ok()?;
    let splices = splices.into_iter().map(|(start, removed, inserted)| Splice {
        start: CodePoint(start),
        removed,
        inserted,
    });
    Edits::new(splices).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_read_back_as_they_were_written() {
        let edits =
            Edits::new([Splice::new(CodePoint(3), "a\"\n", "𠀀"), Splice::new(CodePoint(9), "", "👨‍👩‍👧")])
                .unwrap();
        assert_eq!(write(&edits), "[[3,\"a\\\"\\n\",\"𠀀\"],[9,\"\",\"👨‍👩‍👧\"]]");
        assert_eq!(read(&write(&edits)), Some(edits));
        for nonsense in ["", "null", "[[1]]", "[[3,\"ab\",\"\"],[4,\"b\",\"\"]]"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }
}
