//! What the one door for changes costs: a highlight through the core, until it is on disk, beside a bare SQLite
//! transaction of the same rows with the same pragmas, in turn.

use crate::Bench;
use crate::driven::copy_library;
use crate::figures::{Figure, Target, median, milliseconds, percentile};
use crate::scenes::turns;
use rusqlite::{Connection, params};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use vermilion_api::wire::{AnnotationCreate, Colour, DocumentOpen, Mark, Style};
use vermilion_tests::fixtures;

/// Highlights timed against the bare commit.
const COMMITS: u32 = 500;
/// Bytes of the changeset that a highlight leaves.
const CHANGESET: usize = 420;

/// Highlights passages of the large document, each followed by a bare transaction that writes the rows which a
/// highlight leaves: the annotation and its step of the history.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let scene = bench.worked_on()?;
    let library = bench.scratch().join("commit.vermilion");
    copy_library(&scene.library, &library)?;
    let api = fixtures::open_library(&library)?;
    let mut bare = Bare::open(&bench.scratch().join("bare.sqlite"))?;
    let view = api.document_open(DocumentOpen { document: scene.document.clone() })?;
    let turns = turns(&view.blocks);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..COMMITS {
        let block = turns[(round as usize * 3) % turns.len()];
        let start = block.body_start + round % 7;
        let request = AnnotationCreate {
            id: None,
            document: scene.document.clone(),
            start,
            // Longer than any annotation made before, so that each is new.
            end: start + 30 + round % 3,
            style: Style { mark: Mark::Underline, colour: Colour::Green },
            note: String::new(),
            tags: vec![],
        };
        let begun = Instant::now();
        api.annotation_create(request, "")?;
        ours.push(begun.elapsed());
        theirs.push(bare.commit()?);
    }
    let figure = |name: &str, percent| {
        let time = |times: &[Duration]| milliseconds(percentile(times.iter().copied(), percent));
        Figure::new("commit", format!("a highlight until it is on disk, {name}"), time(&ours), "ms")
            .beside("a bare transaction", time(&theirs))
    };
    Ok(vec![
        figure("median", 50).target(Target::Times(2.0)),
        figure("p95", 95).target(Target::Times(2.0)),
        Figure::new(
            "commit",
            "a bare transaction, median",
            milliseconds(median(theirs.iter().copied())),
            "ms",
        ),
    ])
}

/// An SQLite file with the library's two tables and pragmas, and nothing of the library's code.
pub(crate) struct Bare {
    connection: Connection,
    commits: u32,
}

impl Bare {
    /// Makes the file.
    ///
    /// # Errors
    /// Those of SQLite.
    pub(crate) fn open(path: &Path) -> Result<Bare, rusqlite::Error> {
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
        Ok(Bare { connection, commits: 0 })
    }

    /// Commits the rows of a highlight; what that took.
    ///
    /// # Errors
    /// Those of SQLite.
    pub(crate) fn commit(&mut self) -> Result<Duration, rusqlite::Error> {
        self.commits += 1;
        let id = format!("0192f0c1-0000-7000-8000-{:012}", self.commits);
        let document = "0192f0c1-0000-7000-8000-000000000000";
        let quote = "三十個字的一段話三十個字的一段話三十個字的一段話三十個字的";
        let context = "三十二個字的前後文三十二個字的前後文三十二個字的前後文三十二個字";
        let changeset = vec![0_u8; CHANGESET];
        let begun = Instant::now();
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        self.connection
            .prepare_cached("INSERT INTO annotation VALUES (?,?,?,?,?,?,?,?,'underline','green','',?,?)")?
            .execute(params![
                id,
                document,
                document,
                self.commits * 2_011 % 1_000_000,
                self.commits * 2_011 % 1_000_000 + 30,
                quote,
                context,
                context,
                1_700_000_000_000_i64,
                1_700_000_000_000_i64
            ])?;
        self.connection
            .prepare_cached("INSERT INTO history VALUES (NULL,'annotation-create',?,'',?,?,?,0)")?
            .execute(params![quote, changeset, 1_700_000_000_000_i64, 1_700_000_000_000_i64])?;
        self.connection.execute_batch("COMMIT")?;
        Ok(begun.elapsed())
    }
}
