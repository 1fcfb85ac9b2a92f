//! The libraries that are measured: an interview of any length made from the sample that ships with the app, with any
//! number of annotations. Made the same way on every run, so that figures can be compared.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, params};
use uuid::Uuid;
use vermilion_api::Api;
use vermilion_api::wire::{
    AnnotationCreate, AnnotationSetNote, Block, Colour, DocumentOpen, ImportCommit, ImportSource, Mark, Style,
};
use vermilion_tests::fixtures;

/// Characters of the large document, at least.
pub(crate) const CHARACTERS: usize = 1_000_000;
/// Annotations on it.
pub(crate) const ANNOTATIONS: u32 = 10_000;
/// Annotations on the large document in the harder case.
pub(crate) const MANY_ANNOTATIONS: u32 = 100_000;
/// Every fifth annotation carries a note.
const NOTE_EVERY: u32 = 5;
/// A turn shorter than this, in characters, is not annotated.
const SHORTEST_TURN: u32 = 40;
/// How long another program may hold the library while annotations are written into it.
const PATIENCE: Duration = Duration::from_secs(10);

const SAMPLE: &str = include_str!("../../../../samples/interview.zh-Hant.txt");

/// A library with one document in it, and the file it came from: opening that file opens the document.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) library: PathBuf,
    pub(crate) file: PathBuf,
    pub(crate) document: String,
}

/// The interview that the product is measured by, or the sample where this machine does not have it.
pub(crate) fn interview(scratch: &Path) -> Result<Scene, Box<dyn Error>> {
    let sample = || fixtures::project().join("samples/interview.zh-Hant.txt");
    let file = fixtures::shared_interview().unwrap_or_else(sample);
    let library = scratch.join("interview.vermilion");
    let document = import(&fixtures::open_library(&library)?, &file)?;
    Ok(Scene { library, file, document })
}

/// A document of so many characters with so many annotations, which are written past the history: a hundred thousand
/// actions would take minutes.
pub(crate) fn made(scratch: &Path, characters: usize, annotations: u32) -> Result<Scene, Box<dyn Error>> {
    let scene = unmarked(scratch, characters, &format!("{characters}-{annotations}"))?;
    if annotations > 0 {
        let api = fixtures::open_library(&scene.library)?;
        annotate_at_once(&api, &scene, annotations)?;
    }
    Ok(scene)
}

/// The large document with its annotations, each made as a person makes it: an action of its own in the history.
pub(crate) fn worked_on(scratch: &Path) -> Result<Scene, Box<dyn Error>> {
    let scene = unmarked(scratch, CHARACTERS, "worked-on")?;
    annotate_one_by_one(&fixtures::open_library(&scene.library)?, &scene.document)?;
    Ok(scene)
}

/// The large document without annotations.
pub(crate) fn unmarked(scratch: &Path, characters: usize, name: &str) -> Result<Scene, Box<dyn Error>> {
    let library = scratch.join(format!("{name}.vermilion"));
    let file = scratch.join(format!("{name}.txt"));
    std::fs::write(&file, text(characters, 0))?;
    let document = import(&fixtures::open_library(&library)?, &file)?;
    Ok(Scene { library, file, document })
}

/// An interview of at least so many characters: the turns of the sample over and over under running section
/// numbers, each paragraph opening with a running number so that no two are alike. Texts of different `series` share
/// no paragraph.
pub(crate) fn text(characters: usize, series: u32) -> String {
    let turns: Vec<&str> = SAMPLE.lines().filter(|line| line.contains('：')).collect();
    let mut text = format!("第{series}次訪談\n來源：樣本\n");
    let (mut written, mut section, mut paragraph) = (0, 0, series * 10_000);
    while written < characters {
        section += 1;
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{section:02}.第{section}節的標題");
        for turn in &turns {
            paragraph += 1;
            let (label, said) = turn.split_once('：').unwrap_or(("", turn));
            let line = format!("{label}：（{paragraph}）{said}");
            written += line.chars().count();
            text.push_str(&line);
            text.push('\n');
            if written >= characters {
                break;
            }
        }
    }
    text
}

/// The first paragraphs of the large document as a page that is nothing but text.
pub(crate) fn bare_page(paragraphs: usize) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"zh-Hant\"><meta charset=\"utf-8\"><title>Bare</title><style>\
         body { max-width: 40em; margin: 0 auto; padding: 1em 0; font: 18px/1.9 serif; color: #222; \
         background: #fbf9f5; }</style>",
    );
    for line in text(CHARACTERS, 0).lines().take(paragraphs) {
        // The sample has no markup in it, and writing to a String cannot fail.
        let _ = write!(page, "<p>{line}</p>");
    }
    page
}

/// Imports a file; the id of the document.
fn import(api: &Api, file: &Path) -> Result<String, Box<dyn Error>> {
    let source = ImportSource::Path { path: file.to_string_lossy().into_owned() };
    Ok(api.import_commit(commit_of(source), "")?.document)
}

/// The request that imports a source as it stands.
pub(crate) fn commit_of(source: ImportSource) -> ImportCommit {
    ImportCommit {
        source,
        encoding: None,
        title: None,
        published_source: None,
        published: None,
        language: None,
        again: false,
        format: None,
        speakers: None,
        memo: None,
        onto: None,
    }
}

/// The blocks long enough to be annotated.
pub(crate) fn turns(blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().filter(|block| block.body_end >= block.body_start + SHORTEST_TURN).collect()
}

/// Start and end of an annotation, spread over the turns and within each.
fn place(turns: &[&Block], index: u32) -> (u32, u32) {
    let count = u32::try_from(turns.len()).unwrap_or(u32::MAX);
    let turn = turns[(index as usize * 7) % turns.len()];
    let length = 5 + index % 20;
    let room = turn.body_end - turn.body_start - length;
    let start = turn.body_start + (index * 13 + index / count * 31) % room;
    (start, start + length)
}

fn style(index: u32) -> (Mark, Colour) {
    let colours = [Colour::Yellow, Colour::Red, Colour::Green, Colour::Blue, Colour::Purple];
    (
        if index.is_multiple_of(11) { Mark::Underline } else { Mark::Fill },
        colours[index as usize % colours.len()],
    )
}

fn note(index: u32) -> String {
    if index.is_multiple_of(NOTE_EVERY) {
        format!("第 {index} 則批註。**值得**再讀一次。")
    } else {
        String::new()
    }
}

fn annotate_one_by_one(api: &Api, document: &str) -> Result<(), Box<dyn Error>> {
    let view = api.document_open(DocumentOpen { document: document.to_owned() })?;
    let turns = turns(&view.blocks);
    for index in 0..ANNOTATIONS {
        let (start, end) = place(&turns, index);
        let (mark, colour) = style(index);
        let request = AnnotationCreate {
            id: None,
            document: document.to_owned(),
            start,
            end,
            style: Style { mark, colour },
            note: String::new(),
            tags: vec![],
        };
        let created = api.annotation_create(request, "")?;
        let note = note(index);
        if !note.is_empty() {
            let annotation = created.annotation.id;
            api.annotation_set_note(AnnotationSetNote { annotation, note, join_key: String::new() }, "")?;
        }
    }
    Ok(())
}

fn annotate_at_once(api: &Api, scene: &Scene, annotations: u32) -> Result<(), Box<dyn Error>> {
    let view = api.document_open(DocumentOpen { document: scene.document.clone() })?;
    let turns = turns(&view.blocks);
    let characters: Vec<char> = view.text.chars().collect();
    let slice = |start: u32, end: u32| characters[start as usize..end as usize].iter().collect::<String>();
    let mut connection = Connection::open(&scene.library)?;
    connection.busy_timeout(PATIENCE)?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare(
            r#"INSERT INTO annotation (id, document_id, revision_id, start, "end", exact, prefix, suffix, mark, colour,
                note, created_at, modified_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,0,0)"#,
        )?;
        let last = u32::try_from(characters.len())?;
        for index in 0..annotations {
            let (mut start, mut end) = place(&turns, index);
            // As the library keeps it: an annotation neither begins nor ends with white space.
            while start + 1 < end && characters[start as usize].is_whitespace() {
                start += 1;
            }
            while start + 1 < end && characters[end as usize - 1].is_whitespace() {
                end -= 1;
            }
            let (mark, colour) = style(index);
            insert.execute(params![
                Uuid::now_v7().to_string(),
                scene.document,
                view.revision,
                start,
                end,
                slice(start, end),
                slice(start.saturating_sub(32), start),
                slice(end, (end + 32).min(last)),
                name(&mark)?,
                name(&colour)?,
                note(index),
            ])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// The name under which a value crosses, which is also the one it is stored under.
fn name(value: &impl serde::Serialize) -> Result<String, Box<dyn Error>> {
    let value = serde_json::to_value(value)?;
    Ok(value.as_str().ok_or("a mark or colour has a name")?.to_owned())
}
