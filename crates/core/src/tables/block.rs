//! The table `block`.

use super::speaker::SpeakerRow;
use crate::{
    error::Result,
    ids::{RevisionId, SpeakerId},
};
use rusqlite::{Connection, Row, ToSql, types::FromSqlError};
use std::collections::HashMap;
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::{Block, BlockKind};

/// Those of a revision, in order. A turn's speaker is an index into `speakers`.
pub(crate) fn of_revision(
    connection: &Connection,
    revision: RevisionId,
    speakers: &[SpeakerRow],
) -> Result<Vec<Block>> {
    // Ids are compared as they are stored, without parsing one for every block.
    let index: HashMap<String, usize> =
        speakers.iter().enumerate().map(|(at, speaker)| (speaker.id.to_string(), at)).collect();
    let mut statement = connection.prepare_cached(
        "SELECT start, \"end\", body_start, body_end, kind, level, number, speaker_id, label_start, label_end, time
         FROM block WHERE revision_id = ?1 ORDER BY start",
    )?;
    let blocks =
        statement.query_map([revision], |row| read(row, &index))?.collect::<rusqlite::Result<_>>()?;
    Ok(blocks)
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
        .execute(rusqlite::params![revision, start.0])?;
    Ok(())
}
