//! Documents: what is said about them, their texts, speakers and blocks. Their passages are looked at on the way, while
//! the text is at hand.

use super::{
    Diagnosis, Finding, Problem, history, passages,
    rows::{Reader, for_each},
};
use crate::{
    documents::digest,
    ids::{DocumentId, RevisionId, SpeakerId},
};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use vermilion_anchor::TextIndex;
use vermilion_formats::interview::Role;

/// What is known of a document when its texts are looked at.
struct Document {
    title: String,
    digest: Option<String>,
    revision: Option<RevisionId>,
}

pub(super) fn examine(connection: &Connection, diagnosis: &mut Diagnosis) {
    let documents = facts(connection, diagnosis);
    diagnosis.documents = documents.len() as u64;
    let speakers = speakers(connection, diagnosis);
    let revisions = revisions(connection, diagnosis);
    let mut texts: BTreeMap<DocumentId, Vec<RevisionId>> = BTreeMap::new();
    for (revision, document) in &revisions {
        texts.entry(*document).or_default().push(*revision);
    }
    for (id, document) in &documents {
        let from = diagnosis.findings.len();
        // A document whose current text is another's, or nowhere, cannot be read.
        if let Some(revision) = document.revision
            && revisions.get(&revision) != Some(id)
        {
            let key = id.to_string();
            diagnosis.find(Problem::Malformed { table: "document", key, column: "revision_id" });
        }
        for revision in texts.get(id).into_iter().flatten() {
            text(connection, diagnosis, *revision, *id, document, speakers.get(id));
        }
        attribute(&mut diagnosis.findings[from..], *id, &document.title);
    }
    // Blocks and passages of texts that no document has are dangling, which the file's check has said.
    passages::count(connection, diagnosis);
}

/// Says of these findings which document they are in.
fn attribute(findings: &mut [Finding], id: DocumentId, title: &str) {
    for finding in findings {
        finding.document = Some(id);
        finding.title = Some(title.to_owned());
    }
}

fn facts(connection: &Connection, diagnosis: &mut Diagnosis) -> BTreeMap<DocumentId, Document> {
    let mut documents = BTreeMap::new();
    let sql = "SELECT id, title, source, published, language, file_name, format, encoding, digest, revision_id, created_at
               FROM document";
    for_each(connection, diagnosis, "document", sql, |_, row| {
        let id = row.parsed(0, "id");
        let title = row.text(1, "title").unwrap_or_default().to_owned();
        row.optional_text(2, "source");
        row.optional_text(3, "published");
        row.text(4, "language");
        row.optional_text(5, "file_name");
        row.text(6, "format");
        row.text(7, "encoding");
        let digest = row.text(8, "digest").map(str::to_owned);
        let revision = row.parsed(9, "revision_id");
        row.integer(10, "created_at");
        if let Some(id) = id {
            documents.insert(id, Document { title, digest, revision });
        }
    });
    documents
}

fn speakers(connection: &Connection, diagnosis: &mut Diagnosis) -> BTreeMap<DocumentId, BTreeSet<SpeakerId>> {
    let mut speakers: BTreeMap<DocumentId, BTreeSet<SpeakerId>> = BTreeMap::new();
    let sql = "SELECT id, document_id, position, name, role, colour FROM speaker";
    for_each(connection, diagnosis, "speaker", sql, |_, row| {
        let (id, document) = (row.parsed(0, "id"), row.parsed(1, "document_id"));
        row.small::<u32>(2, "position");
        row.text(3, "name");
        row.parsed::<Role>(4, "role");
        row.small::<u8>(5, "colour");
        if let (Some(id), Some(document)) = (id, document) {
            speakers.entry(document).or_default().insert(id);
        }
    });
    let sql = "SELECT alias, document_id, speaker_id FROM speaker_alias";
    for_each(connection, diagnosis, "speaker_alias", sql, |_, row| {
        row.text(0, "alias");
        row.parsed::<DocumentId>(1, "document_id");
        row.parsed::<SpeakerId>(2, "speaker_id");
    });
    speakers
}

/// Every revision with its document. The texts are read one at a time later.
fn revisions(connection: &Connection, diagnosis: &mut Diagnosis) -> BTreeMap<RevisionId, DocumentId> {
    let mut revisions = BTreeMap::new();
    let sql = "SELECT id, document_id, number, created_at FROM revision NOT INDEXED";
    for_each(connection, diagnosis, "revision", sql, |_, row| {
        let (id, document) = (row.parsed(0, "id"), row.parsed(1, "document_id"));
        row.small::<u32>(2, "number");
        row.integer(3, "created_at");
        if let (Some(id), Some(document)) = (id, document) {
            revisions.insert(id, document);
        }
    });
    revisions
}

/// The text of a revision, and everything that stands off from it.
fn text(
    connection: &Connection,
    diagnosis: &mut Diagnosis,
    revision: RevisionId,
    id: DocumentId,
    document: &Document,
    speakers: Option<&BTreeSet<SpeakerId>>,
) {
    let row = connection.query_row(
        "SELECT characters, number, text FROM revision WHERE id = ?1",
        [revision],
        |row| {
            let text = row.get_ref(2)?.as_str().map(str::to_owned).ok();
            Ok((row.get::<_, i64>(0).ok(), row.get::<_, i64>(1).ok(), text))
        },
    );
    let (characters, number, text) = match row {
        Ok(row) => row,
        Err(error) => return diagnosis.unreadable("revision", &error),
    };
    let malformed = |column| Problem::Malformed { table: "revision", key: revision.to_string(), column };
    let Some(text) = text else { return diagnosis.find(malformed("text")) };
    let index = TextIndex::new(&text);
    // The digest is that of the text as it was imported.
    if number == Some(1)
        && let Some(stored) = &document.digest
        && *stored != digest(&text)
    {
        let is_digest =
            stored.len() == 64 && stored.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        diagnosis.find(if is_digest {
            let is_found = history::imported_text(connection, revision, stored).is_some();
            Problem::TextAltered { revision, is_found }
        } else {
            Problem::Digest { revision }
        });
    }
    match characters {
        None => diagnosis.find(malformed("characters")),
        Some(stored) if stored != i64::from(index.len().0) => {
            diagnosis.find(Problem::Characters { revision, stored, actual: index.len().0 });
        }
        Some(_) => {}
    }
    blocks(connection, diagnosis, revision, &index, speakers);
    passages::examine(connection, diagnosis, revision, id, &index);
}

fn blocks(
    connection: &Connection,
    diagnosis: &mut Diagnosis,
    revision: RevisionId,
    text: &TextIndex<'_>,
    speakers: Option<&BTreeSet<SpeakerId>>,
) {
    let mut end = 0i64;
    let mut gap = None;
    let mut read = |diagnosis: &mut Diagnosis| -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "SELECT start, \"end\", body_start, body_end, kind, level, number, speaker_id, label_start, label_end, time
             FROM block WHERE revision_id = ?1 ORDER BY start",
        )?;
        let mut rows = statement.query([revision])?;
        while let Some(row) = rows.next()? {
            let mut row = Reader::new(row);
            let Some(span) = block(&mut row, speakers) else {
                let key = row.key(0);
                diagnosis.find(Problem::Malformed {
                    table: "block",
                    key,
                    column: row.malformed.unwrap_or("start"),
                });
                continue;
            };
            if span.start != end {
                gap.get_or_insert(end.min(span.start));
            }
            end = span.end;
            if !span.is_inside {
                diagnosis.find(Problem::BlockInside { revision, at: span.start });
            }
        }
        Ok(())
    };
    if let Err(error) = read(diagnosis) {
        return diagnosis.unreadable("block", &error);
    }
    let length = i64::from(text.len().0);
    if let Some(at) = gap.or((end != length).then_some(end.min(length))) {
        diagnosis.find(Problem::Blocks { revision, at });
    }
}

struct BlockSpan {
    start: i64,
    end: i64,
    /// Whether body and label lie inside.
    is_inside: bool,
}

/// Where a block lies; `None` where it would not be read as a block.
fn block(row: &mut Reader<'_>, speakers: Option<&BTreeSet<SpeakerId>>) -> Option<BlockSpan> {
    let [start, end, body_start, body_end] = [
        row.small::<u32>(0, "start"),
        row.small(1, "end"),
        row.small(2, "body_start"),
        row.small(3, "body_end"),
    ];
    let kind = row.text(4, "kind");
    match kind {
        Some("heading") => {
            row.optional_small::<u8>(5, "level");
            row.optional_small::<u32>(6, "number");
        }
        Some("turn") => {
            let speaker = row.parsed::<SpeakerId>(7, "speaker_id");
            // That it is dangling has been said where it is none at all; here it is another document's.
            if speaker.is_some_and(|speaker| !speakers.is_some_and(|speakers| speakers.contains(&speaker))) {
                row.wrong::<()>("speaker_id");
            }
        }
        Some("title" | "metadata" | "paragraph") => {}
        _ => return row.wrong("kind"),
    }
    let label = [row.optional_small::<u32>(8, "label_start"), row.optional_small(9, "label_end")];
    row.optional_small::<u32>(10, "time");
    let (start, end, body_start, body_end) = (start?, end?, body_start?, body_end?);
    if row.malformed.is_some() {
        return None;
    }
    let is_label_inside = match label {
        [Some(from), Some(to)] => start <= from && from <= to && to <= end,
        [None, None] => true,
        _ => false,
    };
    let is_inside = start < end && start <= body_start && body_start <= body_end && body_end <= end;
    Some(BlockSpan { start: start.into(), end: end.into(), is_inside: is_inside && is_label_inside })
}
