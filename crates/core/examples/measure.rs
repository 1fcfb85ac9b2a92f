//! Measures what the library costs on this machine, in a fresh folder, and prints one JSON object on standard output:
//! opening a document of a million characters with ten thousand annotations, examining and backing it up, adding a
//! highlight to it, as a ratio to a bare SQLite commit of the same rows in the same run, correcting its text, and links
//! between ten thousand notes. `cargo run --release -p vermilion-core --example measure`.

use rusqlite::Connection;
use std::{
    error::Error,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};
use vermilion_anchor::{CodePoint, Span};
use vermilion_core::{
    DocumentId, Library, Surroundings, annotations, backups, crosslinks, doctor,
    documents::{self, NewDocument},
    revisions,
};
use vermilion_formats::{
    annotated::{Colour, Mark, Style},
    crosslink::{Crosslink, Kind},
    interview,
};

const CHARACTERS: usize = 1_000_000;
const ANNOTATIONS: u32 = 10_000;
const ROUNDS: u32 = 400;
const EDITS: u32 = 80;
const STYLE: Style = Style { mark: Mark::Fill, colour: Colour::Red };

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let library = open(&folder.path().join("library.vermilion"))?;
    let text = text();
    let (document, import) = timed(|| {
        documents::import(&library, &NewDocument::new(interview::parse(&text)))
            .map(|acted| acted.value.document)
    })?;
    let stride = u32::try_from(CHARACTERS)? / ANNOTATIONS;
    let first_highlight = timed(|| highlight(&library, document, 1))?.1;
    for at in 1..ANNOTATIONS {
        highlight(&library, document, at * stride)?;
    }
    drop(library);
    let library = open(&folder.path().join("library.vermilion"))?;
    let cold_open = timed(|| documents::open(&library, document))?.1;
    let mut opens = Vec::new();
    for _ in 0..10 {
        opens.push(timed(|| documents::open(&library, document))?.1);
    }
    let doctor = timed(|| doctor::examine(&library))?.1;
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let backup = timed(|| backups::make(&library, backups::Reason::Manual, None, go_on))?.1;
    let bare = bare(&folder.path().join("bare.sqlite"))?;
    let (mut highlights, mut commits, mut undos, mut summaries) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        // By turns, so that what else the machine does falls on both.
        commits.push(timed(|| commit(&bare, round))?.1);
        highlights.push(timed(|| highlight(&library, document, round * 2011 + 5))?.1);
        summaries.push(timed(|| documents::summary(&library, document))?.1);
    }
    for _ in 0..ROUNDS {
        undos.push(timed(|| library.undo())?.1);
    }
    let (highlight, commit) = (median(highlights), median(commits));
    let (mut edits, mut unedits, mut edited_opens) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..EDITS {
        edits.push(timed(|| edit(&library, document, round))?.1);
        edited_opens.push(timed(|| documents::open(&library, document))?.1);
    }
    for _ in 0..EDITS {
        unedits.push(timed(|| library.undo())?.1);
    }
    for _ in 0..EDITS {
        library.redo()?;
    }
    let revise = timed(|| revise(&library, document))?.1;
    let edited_doctor = timed(|| doctor::examine(&library))?.1;
    let first_text = timed(|| {
        let first = revisions::resolve(&library, document, "1")?.id;
        revisions::open(&library, document, first)
    })?
    .1;
    let [backlinks, link_offers] = links(&library, document)?;
    let delete = timed(|| documents::delete(&library, &[document]))?.1;
    let undelete = timed(|| library.undo())?.1;
    let report = serde_json::json!({
        "characters": CHARACTERS,
        "annotations": ANNOTATIONS,
        "importMs": milliseconds(import),
        "firstHighlightMs": milliseconds(first_highlight),
        "doctorMs": milliseconds(doctor),
        "backupMs": milliseconds(backup),
        "coldOpenMs": milliseconds(cold_open),
        "openMs": milliseconds(median(opens)),
        "highlightMs": milliseconds(highlight),
        "bareCommitMs": milliseconds(commit),
        "highlightToBareCommit": highlight.as_secs_f64() / commit.as_secs_f64(),
        "undoMs": milliseconds(median(undos)),
        "summaryMs": milliseconds(median(summaries)),
        "editAtStartMs": milliseconds(median(edits)),
        "undoEditMs": milliseconds(median(unedits)),
        "openAfterEditMs": milliseconds(median(edited_opens)),
        "updateFromFileMs": milliseconds(revise),
        "doctorOfRevisionsMs": milliseconds(edited_doctor),
        "openFirstRevisionMs": milliseconds(first_text),
        "backlinksMs": milliseconds(backlinks),
        "linkOffersMs": milliseconds(link_offers),
        "deleteDocumentMs": milliseconds(delete),
        "undeleteDocumentMs": milliseconds(undelete),
    });
    #[expect(clippy::print_stdout, reason = "the report is what this program is run for")]
    {
        println!("{report:#}");
    }
    Ok(())
}

fn open(path: &Path) -> Result<Library, Box<dyn Error>> {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let new_id = || uuid::Uuid::from_u64_pair(0x0192_0000_0000_7000, NEXT.fetch_add(1, Ordering::Relaxed));
    Ok(Library::open(path, Surroundings::new(|| 1_700_000_000_000, new_id))?)
}

/// An interview of the length to measure, in turns of some two hundred characters.
fn text() -> String {
    let (question, answer) = ("你在那裡看到了什麼？", "那天的風景很好，我們走了很久。");
    let mut text = String::new();
    let mut characters = 0;
    while characters < CHARACTERS {
        let turn = format!("甲：{}\n\n乙：{}\n\n", question.repeat(2), answer.repeat(12));
        characters += turn.chars().count();
        text.push_str(&turn);
    }
    text
}

fn highlight(library: &Library, document: DocumentId, start: u32) -> vermilion_core::Result<bool> {
    let selection = Span::new(start, start + 8);
    Ok(annotations::create(library, document, selection, STYLE, "")?.value.is_new)
}

/// Puts one character in at the beginning of the text.
fn edit(library: &Library, document: DocumentId, round: u32) -> vermilion_core::Result<bool> {
    let open = revisions::list(library, document)?;
    let text = format!("{}{}", "字".repeat(round as usize + 1), "你在那裡看到了什麼？".repeat(2));
    let (revision, start) = (open[0].id, CodePoint(0));
    Ok(revisions::edit_block(library, document, revision, start, &text)?.change.is_some())
}

/// Takes in a version in which every twentieth turn is different.
fn revise(library: &Library, document: DocumentId) -> vermilion_core::Result<u32> {
    let open = documents::open(library, document)?;
    let lines = open.text.split_inclusive('\n').enumerate().map(|(at, line)| match at % 40 {
        0 => line.replace("風景", "景色"),
        _ => line.to_owned(),
    });
    let version = revisions::Version { interview: interview::parse(&lines.collect::<String>()) };
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let decisions = std::collections::HashMap::new();
    let shown = revisions::preview(library, document, &version, go_on)?.shown;
    let revised = revisions::revise(library, document, open.revision, &shown, &version, &decisions, go_on)?;
    Ok(revised.value.kept)
}

/// Gives each annotation a note, of which every hundredth links to the first. How long it takes to find what links there,
/// and to offer what can be linked to.
fn links(library: &Library, document: DocumentId) -> Result<[Duration; 2], Box<dyn Error>> {
    let all = annotations::list(library, document)?;
    let to = Crosslink { kind: Kind::Annotation, id: all[0].id.to_string() };
    for (at, one) in all.iter().enumerate() {
        let note = match at % 100 {
            1 => format!("那天的{}，還要再問。", to.markdown("風景")),
            _ => "這裡說的風景與前面不同，還要再問。".repeat(3),
        };
        annotations::set_note(library, one.id, &note, "")?;
    }
    let (mut backlinks, mut offers) = (Vec::new(), Vec::new());
    for _ in 0..20 {
        backlinks.push(timed(|| crosslinks::backlinks(library, &to))?.1);
        offers.push(timed(|| crosslinks::find(library, "不同 风景", Some(document), 40))?.1);
    }
    Ok([median(backlinks), median(offers)])
}

/// A database with the library's schema and settings, and nothing around it.
fn bare(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")?;
    connection.execute_batch(include_str!("../../../migrations/01-library/up.sql"))?;
    connection.execute_batch(include_str!("../../../migrations/02-revisions/up.sql"))?;
    connection.execute_batch(
        "BEGIN;
         INSERT INTO document VALUES ('d', '', NULL, NULL, '', NULL, '', '', '', 'r', 0);
         INSERT INTO revision VALUES ('r', 'd', 1, 0, 0, '');
         COMMIT",
    )?;
    Ok(connection)
}

/// Commits the two rows that a highlight leaves: the annotation, and a history entry as large as its changeset.
fn commit(connection: &Connection, round: u32) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let id = uuid::Uuid::from_u64_pair(0x0192_0000_0000_7000, u64::from(round)).to_string();
    connection
        .prepare_cached(
            "INSERT INTO annotation VALUES (?1, 'd', 'r', ?2, ?2 + 8, '走了很久。那天的', ?3, ?3, 'fill', 'red', '', 0, 0, 'anchored',
                 NULL, NULL, 'r')",
        )?
        .execute(rusqlite::params![id, round * 2011, "那天的風景很好，我們走了很久。那天的風景很好，我們走了很久。"])?;
    connection
        .prepare_cached(
            "INSERT INTO history
                 (action, subject, join_key, created_at, modified_at, is_undone, bytes_through, changeset)
             VALUES ('annotation-create', '走了很久。那天的', '', 0, 0, 0, 0, zeroblob(480))",
        )?
        .execute([])?;
    connection.execute_batch("COMMIT")
}

fn timed<T, E>(call: impl FnOnce() -> Result<T, E>) -> Result<(T, Duration), E> {
    let start = Instant::now();
    let value = call()?;
    Ok((value, start.elapsed()))
}

fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort();
    durations[durations.len() / 2]
}

fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}
