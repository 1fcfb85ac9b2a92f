//! What the one door for changes costs: a highlight through the core, until it is on disk, beside a bare SQLite
//! transaction of the same rows with the same pragmas, in turn.

use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};
use vermilion_api::Api;
use vermilion_api::wire::{AnnotationCreate, Colour, DocumentOpen, Mark, Style};

/// Times of both, pair by pair.
pub(crate) struct Pairs {
    /// Through the core.
    pub(crate) ours: Vec<Duration>,
    /// The bare transaction.
    pub(crate) bare: Vec<Duration>,
}

/// Highlights `rounds` passages of the document, each followed by a bare transaction that writes the rows which that
/// highlight left: the annotation and its step of the history.
pub(crate) fn measure(
    api: &Api,
    document: &str,
    rounds: u32,
    scratch: &Path,
) -> Result<Pairs, Box<dyn std::error::Error>> {
    let bare = bare_library(&scratch.join("bare.sqlite"))?;
    let view = api.document_open(DocumentOpen { document: document.to_owned() })?;
    let turns: Vec<_> = view.blocks.iter().filter(|block| block.body_end > block.body_start + 40).collect();
    let mut pairs = Pairs { ours: Vec::new(), bare: Vec::new() };
    for round in 0..rounds {
        let block = turns[(round as usize * 3) % turns.len()];
        let start = block.body_start + round % 7;
        let request = AnnotationCreate {
            document: document.to_owned(),
            start,
            // Longer than any annotation made before, so that each is new.
            end: start + 30 + round % 3,
            style: Style { mark: Mark::Underline, colour: Colour::Green },
            note: String::new(),
        };
        let begun = Instant::now();
        let created = api.annotation_create(request, "")?;
        pairs.ours.push(begun.elapsed());

        let annotation = created.annotation;
        let changeset = vec![0_u8; 420];
        let begun = Instant::now();
        bare.execute_batch("BEGIN IMMEDIATE")?;
        bare.prepare_cached("INSERT INTO annotation VALUES (?,?,?,?,?,?,?,?,'underline','green','',?,?)")?
            .execute(params![
                format!("{}{round}", annotation.id),
                annotation.document,
                view.revision,
                annotation.start,
                annotation.end,
                annotation.quote,
                "三十二個字的前文三十二個字的前文三十二個字的前文三十二個字的前文",
                "三十二個字的後文三十二個字的後文三十二個字的後文三十二個字的後文",
                annotation.created_at,
                annotation.modified_at
            ])?;
        bare.prepare_cached("INSERT INTO history VALUES (NULL,'annotation-create',?,'',?,?,?,0)")?
            .execute(params![annotation.quote, changeset, annotation.created_at, annotation.created_at])?;
        bare.execute_batch("COMMIT")?;
        pairs.bare.push(begun.elapsed());
    }
    Ok(pairs)
}

/// An SQLite file with the library's two tables and pragmas, and nothing of the library's code.
fn bare_library(path: &Path) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        r#"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
        CREATE TABLE annotation (id TEXT PRIMARY KEY NOT NULL, document_id TEXT, revision_id TEXT, start INTEGER,
            "end" INTEGER, exact TEXT, prefix TEXT, suffix TEXT, mark TEXT, colour TEXT, note TEXT,
            created_at INTEGER, modified_at INTEGER) STRICT, WITHOUT ROWID;
        CREATE INDEX annotation_place ON annotation (document_id, start, "end");
        CREATE TABLE history (id INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT, subject TEXT, join_key TEXT,
            changeset BLOB, created_at INTEGER, modified_at INTEGER, is_undone INTEGER) STRICT;"#,
    )?;
    Ok(connection)
}
