//! Documents: what is said about them, their texts, speakers and blocks. Their passages are looked at on the way, while
//! the text is at hand.

use super::{
    Diagnosis, Finding, Problem, history, passages,
    rows::{Reader, for_each},
};
use crate::{
    documents::digest,
    ids::{DocumentId, RevisionId, SpeakerId},
    revisions::Lineage,
    tables::{correction, revision::is_digest},
};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use vermilion_anchor::{CodePoint, Span, TextIndex};
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
    let mut chains: BTreeMap<DocumentId, Vec<(u32, RevisionId)>> = BTreeMap::new();
    for (revision, (number, document)) in &revisions {
        chains.entry(*document).or_default().push((*number, *revision));
    }
    for (id, document) in &documents {
        let from = diagnosis.findings.len();
        let mut chain = chains.remove(id).unwrap_or_default();
        chain.sort_unstable();
        // A document whose current text is another's, or nowhere, cannot be read; nor can one that goes on behind it.
        if let Some(revision) = document.revision
            && chain.last().map(|(_, last)| *last) != Some(revision)
        {
            let key = id.to_string();
            diagnosis.find(Problem::Malformed { table: "document", key, column: "revision_id" });
        }
        let speakers = speakers.get(id);
        Texts { connection, id: *id, document, speakers, blocks: Vec::new() }.examine(diagnosis, &chain);
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

/// Every revision with its number and document. The texts are read one at a time later.
fn revisions(connection: &Connection, diagnosis: &mut Diagnosis) -> BTreeMap<RevisionId, (u32, DocumentId)> {
    let mut revisions = BTreeMap::new();
    let sql = "SELECT id, document_id, number, created_at FROM revision NOT INDEXED";
    for_each(connection, diagnosis, "revision", sql, |_, row| {
        let (id, document) = (row.parsed(0, "id"), row.parsed(1, "document_id"));
        let number = row.small::<u32>(2, "number");
        row.integer(3, "created_at");
        if let (Some(id), Some(document)) = (id, document) {
            revisions.insert(id, (number.unwrap_or(0), document));
        }
    });
    revisions
}

/// The texts of one document, and everything that stands off from them.
struct Texts<'a> {
    connection: &'a Connection,
    id: DocumentId,
    document: &'a Document,
    speakers: Option<&'a BTreeSet<SpeakerId>>,
    /// Those that hold today, as they are stored.
    blocks: Vec<(RevisionId, Span)>,
}

impl Texts<'_> {
    fn examine(mut self, diagnosis: &mut Diagnosis, chain: &[(u32, RevisionId)]) {
        let mut before: Option<String> = None;
        let mut is_told = false;
        for (at, (number, revision)) in chain.iter().enumerate() {
            let found = diagnosis.findings.len();
            let mut text = match at {
                0 => self.first(diagnosis, *revision),
                _ => self.corrected(*revision, before.as_deref()),
            };
            let is_in_order = usize::try_from(*number) == Ok(at + 1);
            if at > 0 && (text.is_none() || !is_in_order) && !is_told {
                if text.is_none()
                    && let Some(before) = &before
                {
                    // With the correction as it was made what comes after it can be looked at.
                    text =
                        history::stored_correction(self.connection, *revision, before).map(|(.., text)| text);
                }
                let is_found = text.is_some() && is_in_order;
                diagnosis.find(Problem::Revision { revision: *revision, number: *number, is_found });
                // What comes after one that cannot be made cannot be made either: that is said once.
                is_told |= !is_found;
            }
            is_told |= diagnosis.findings[found..]
                .iter()
                .any(|finding| matches!(finding.problem, Problem::TextAltered { .. }));
            let Some(text) = text else {
                before = None;
                continue;
            };
            let index = TextIndex::new(&text);
            self.length(diagnosis, *revision, index.len().0);
            self.copy(diagnosis, *revision, &text);
            self.blocks(diagnosis, *revision, &index);
            passages::examine(self.connection, diagnosis, *revision, self.id, &index);
            before = Some(text);
        }
        self.today(diagnosis, chain, before.as_deref());
    }

    /// The text that is stored whole.
    fn first(&self, diagnosis: &mut Diagnosis, revision: RevisionId) -> Option<String> {
        let row = self.connection.query_row("SELECT text FROM revision WHERE id = ?1", [revision], |row| {
            Ok(row.get_ref(0)?.as_str().map(str::to_owned).ok())
        });
        let text = match row {
            Ok(Some(text)) => text,
            Ok(None) => {
                let key = revision.to_string();
                diagnosis.find(Problem::Malformed { table: "revision", key, column: "text" });
                return None;
            }
            Err(error) => {
                diagnosis.unreadable("revision", &error);
                return None;
            }
        };
        // The digest is that of the text as it was imported.
        if let Some(stored) = &self.document.digest
            && *stored != digest(&text)
        {
            diagnosis.find(if is_digest(stored) {
                let is_found = history::imported_text(self.connection, revision, stored).is_some();
                Problem::TextAltered { revision, is_found }
            } else {
                Problem::Digest { revision }
            });
        }
        Some(text)
    }

    /// The text that a correction makes of the one before it, where that is the one that it made.
    fn corrected(&self, revision: RevisionId, before: Option<&str>) -> Option<String> {
        let stored = self.connection.query_row(
            "SELECT edits, digest FROM correction WHERE revision_id = ?1",
            [revision],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
        );
        let (edits, expected) = stored.ok()?;
        let text = correction::read(&edits)?.apply(before?).ok()?;
        (digest(&text) == expected).then_some(text)
    }

    fn length(&self, diagnosis: &mut Diagnosis, revision: RevisionId, actual: u32) {
        let stored =
            self.connection.query_row("SELECT characters FROM revision WHERE id = ?1", [revision], |row| {
                Ok(row.get::<_, i64>(0).ok())
            });
        match stored {
            Err(error) => diagnosis.unreadable("revision", &error),
            Ok(None) => {
                let key = revision.to_string();
                diagnosis.find(Problem::Malformed { table: "revision", key, column: "characters" });
            }
            Ok(Some(stored)) if stored != i64::from(actual) => {
                diagnosis.find(Problem::Characters { revision, stored, actual });
            }
            Ok(Some(_)) => {}
        }
    }

    fn copy(&self, diagnosis: &mut Diagnosis, revision: RevisionId, text: &str) {
        let copied = self.connection.query_row(
            "SELECT text FROM text_copy WHERE document_id = ?1 AND revision_id = ?2",
            [self.id.to_string(), revision.to_string()],
            |row| Ok(row.get_ref(0)?.as_str() == Ok(text)),
        );
        if matches!(copied, Ok(false)) {
            diagnosis.find(Problem::TextCopy { revision });
        }
    }

    /// The blocks that a revision wrote.
    fn blocks(&mut self, diagnosis: &mut Diagnosis, revision: RevisionId, text: &TextIndex<'_>) {
        let mut read = |diagnosis: &mut Diagnosis| -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached(
                "SELECT start, \"end\", body_start, body_end, kind, level, number, speaker_id, label_start, label_end, time,
                        until_id
                 FROM block WHERE revision_id = ?1 ORDER BY start",
            )?;
            let mut rows = statement.query([revision])?;
            while let Some(row) = rows.next()? {
                let mut row = Reader::new(row);
                let Some(span) = block(&mut row, self.speakers) else {
                    diagnosis.find(Problem::Malformed {
                        table: "block",
                        key: row.key(0),
                        column: row.malformed.unwrap_or("start"),
                    });
                    continue;
                };
                if !span.is_inside || (span.is_former && span.end > i64::from(text.len().0)) {
                    diagnosis.find(Problem::BlockInside { revision, at: span.start });
                }
                if !span.is_former
                    && let (Ok(start), Ok(end)) = (u32::try_from(span.start), u32::try_from(span.end))
                    && start <= end
                {
                    self.blocks.push((revision, Span { start: CodePoint(start), end: CodePoint(end) }));
                }
            }
            Ok(())
        };
        if let Err(error) = read(diagnosis) {
            diagnosis.unreadable("block", &error);
        }
    }

    /// Whether the blocks that hold today lie back to back over the text of today, and every passage is carried into it.
    fn today(&self, diagnosis: &mut Diagnosis, chain: &[(u32, RevisionId)], text: Option<&str>) {
        let (Some((_, revision)), Some(text)) = (chain.last(), text) else { return };
        let (revision, length) = (*revision, vermilion_anchor::count(text));
        // Where it cannot be read, that has been said.
        let Ok(lineage) = Lineage::load(self.connection, self.id) else { return };
        let placed = lineage.carry_all(lineage.newest(), &self.blocks);
        let mut spans: Vec<Span> = placed.iter().flatten().copied().collect();
        spans.sort_by_key(|span| (span.start, span.end));
        let is_all_placed = spans.len() == placed.len();
        let mut end = 0;
        let mut gap = None;
        for span in &spans {
            if span.start.0 != end {
                gap.get_or_insert(end.min(span.start.0));
            }
            end = span.end.0;
        }
        if let Some(at) = gap.or((end != length || !is_all_placed).then_some(end.min(length))) {
            diagnosis.find(Problem::Blocks { revision, at: i64::from(at) });
        }
        passages::carry(self.connection, diagnosis, self.id, &lineage);
    }
}

struct BlockSpan {
    start: i64,
    end: i64,
    /// Whether body and label lie inside.
    is_inside: bool,
    /// Whether it holds no more.
    is_former: bool,
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
    let is_former = row.optional_text(11, "until_id").is_some();
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
    Some(BlockSpan {
        start: start.into(),
        end: end.into(),
        is_inside: is_inside && is_label_inside,
        is_former,
    })
}
