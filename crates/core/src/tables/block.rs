//! The table `block`. Rows are read as they are stored: a block counts in the text of the revision that wrote it, and
//! holds until another one, if any.

use super::speaker::SpeakerRow;
use crate::{
    error::Result,
    ids::{DocumentId, RevisionId, SpeakerId},
};
use rusqlite::{Connection, Row, ToSql, params, types::FromSqlError};
use std::collections::HashMap;
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::{Block, BlockKind};

/// A block as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredBlock {
    /// The revision that wrote it and in whose text it counts.
    pub(crate) revision: RevisionId,
    /// The revision from which on it holds no more.
    pub(crate) until: Option<RevisionId>,
    /// A turn's speaker is an index into the speakers that it was read with.
    pub(crate) block: Block,
}

/// Those of a document, whichever revision wrote them: those that hold today, or all there ever were. A turn's speaker is
/// an index into `speakers`.
pub(crate) fn of_document(
    connection: &Connection,
    document: DocumentId,
    speakers: &[SpeakerRow],
    with_former: bool,
) -> Result<Vec<StoredBlock>> {
    // Ids are compared as they are stored, without parsing one for every block.
    let index: HashMap<String, usize> =
        speakers.iter().enumerate().map(|(at, speaker)| (speaker.id.to_string(), at)).collect();
    let mut written: HashMap<String, RevisionId> = HashMap::new();
    let mut statement = connection.prepare_cached(if with_former { SELECT_ALL } else { SELECT_TODAY })?;
    let mut rows = statement.query([document])?;
    let mut blocks = Vec::new();
    while let Some(row) = rows.next()? {
        let name = row.get_ref(11)?.as_str().map_err(rusqlite::Error::from)?;
        let revision = match written.get(name) {
            Some(revision) => *revision,
            None => {
                let revision = row.get(11)?;
                written.insert(name.to_owned(), revision);
                revision
            }
        };
        blocks.push(StoredBlock { revision, until: row.get(12)?, block: read(row, &index)? });
    }
    Ok(blocks)
}

const SELECT_TODAY: &str = "
    SELECT start, \"end\", body_start, body_end, kind, level, block.number, speaker_id, label_start, label_end, time,
           block.revision_id, until_id
    FROM revision CROSS JOIN block ON block.revision_id = revision.id
    WHERE document_id = ?1 AND until_id IS NULL";

const SELECT_ALL: &str = "
    SELECT start, \"end\", body_start, body_end, kind, level, block.number, speaker_id, label_start, label_end, time,
           block.revision_id, until_id
    FROM revision CROSS JOIN block ON block.revision_id = revision.id
    WHERE document_id = ?1";

/// A block moved by so much.
pub(crate) fn shifted(mut block: Block, from: CodePoint, to: CodePoint) -> Block {
    let shift = |span: Span| {
        let shift = |at: CodePoint| CodePoint(at.0.wrapping_sub(from.0).wrapping_add(to.0));
        Span { start: shift(span.start), end: shift(span.end) }
    };
    block.span = shift(block.span);
    block.body = shift(block.body);
    if let BlockKind::Turn { label: Some(label), .. } = &mut block.kind {
        *label = shift(*label);
    }
    block
}

fn read(row: &Row<'_>, index: &HashMap<String, usize>) -> rusqlite::Result<Block> {
    let span = |start: usize, end: usize| -> rusqlite::Result<Span> {
        Ok(Span { start: CodePoint(row.get(start)?), end: CodePoint(row.get(end)?) })
    };
    let kind = match row.get_ref(4)?.as_str()? {
        "title" => BlockKind::Title,
        "metadata" => BlockKind::Metadata,
        "heading" => {
            BlockKind::Heading { level: row.get::<_, Option<u8>>(5)?.unwrap_or(1), number: row.get(6)? }
        }
        "turn" => BlockKind::Turn {
            speaker: index.get(row.get_ref(7)?.as_str()?).copied().ok_or(FromSqlError::InvalidType)?,
            label: match row.get::<_, Option<u32>>(8)? {
                Some(_) => Some(span(8, 9)?),
                None => None,
            },
            time: row.get(10)?,
        },
        _ => BlockKind::Paragraph,
    };
    Ok(Block { span: span(0, 1)?, body: span(2, 3)?, kind })
}

/// Lets a block hold no more from a revision on.
pub(crate) fn end(
    connection: &Connection,
    revision: RevisionId,
    start: CodePoint,
    until: RevisionId,
) -> Result<()> {
    connection
        .prepare_cached("UPDATE block SET until_id = ?3 WHERE revision_id = ?1 AND start = ?2")?
        .execute(params![revision, start.0, until])?;
    Ok(())
}

/// Gives what a speaker said, in whatever revision, to another one, or to nobody: the speaker is about to go.
pub(crate) fn give(connection: &Connection, from: SpeakerId, to: Option<SpeakerId>) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE block SET speaker_id = ?2, kind = iif(?2 IS NULL, 'paragraph', kind),
                 label_start = iif(?2 IS NULL, NULL, label_start), label_end = iif(?2 IS NULL, NULL, label_end),
                 time = iif(?2 IS NULL, NULL, time)
             WHERE speaker_id = ?1",
        )?
        .execute(params![from, to])?;
    Ok(())
}

/// Writes a block over the one that starts at the same place, if there is one.
pub(crate) fn put(
    connection: &Connection,
    revision: RevisionId,
    block: &Block,
    speakers: &[SpeakerRow],
) -> Result<()> {
    let (mut level, mut number, mut speaker_id, mut said, mut at) = (None, None, None, None, None);
    let kind = match block.kind {
        BlockKind::Title => "title",
        BlockKind::Metadata => "metadata",
        BlockKind::Heading { level: depth, number: numbered } => {
            (level, number) = (Some(depth), numbered);
            "heading"
        }
        BlockKind::Turn { speaker, label, time } => {
            speaker_id = speakers.get(speaker).map(|speaker: &SpeakerRow| -> SpeakerId { speaker.id });
            (said, at) = (label, time);
            "turn"
        }
        BlockKind::Paragraph => "paragraph",
    };
    let parameters: [&dyn ToSql; 12] = [
        &revision,
        &block.span.start.0,
        &block.span.end.0,
        &block.body.start.0,
        &block.body.end.0,
        &kind,
        &level,
        &number,
        &speaker_id,
        &said.map(|label| label.start.0),
        &said.map(|label| label.end.0),
        &at,
    ];
    connection
        .prepare_cached(
            "INSERT INTO block (revision_id, start, \"end\", body_start, body_end, kind, level, number, speaker_id,
                 label_start, label_end, time)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (revision_id, start) DO UPDATE SET
                 \"end\" = excluded.\"end\", body_start = excluded.body_start, body_end = excluded.body_end,
                 kind = excluded.kind, level = excluded.level, number = excluded.number,
                 speaker_id = excluded.speaker_id, label_start = excluded.label_start,
                 label_end = excluded.label_end, time = excluded.time",
        )?
        .execute(parameters)?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, revision: RevisionId, start: CodePoint) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM block WHERE revision_id = ?1 AND start = ?2")?
        .execute(params![revision, start.0])?;
    Ok(())
}
