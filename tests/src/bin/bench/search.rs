//! Search in a large library: every place counted and the first fifty shown, beside SQLite's LIKE over the same rows, in
//! turn. Needs no window.

use crate::Bench;
use crate::figures::{Figure, Target, mebibytes, milliseconds, percentile};
use crate::say;
use rusqlite::Connection;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use uuid::Uuid;
use vermilion_anchor::Folding;
use vermilion_core::documents::{self, NewDocument};
use vermilion_core::search::{Found, Request, Scope, Syntax, search};
use vermilion_core::{Library, Surroundings};
use vermilion_formats::interview;
use vermilion_tests::fixtures;

/// The part's name.
pub(crate) const PART: &str = "search";

/// Bytes of text in the library.
const BYTES: usize = 200 << 20;
/// Queries of each kind.
const QUERIES: usize = 20;
/// Places shown.
const SHOWN: usize = 50;
/// What a reader who types does not wait for, in milliseconds.
const AT_ONCE: f64 = 50.0;

/// Queries of one kind.
struct Kind {
    name: &'static str,
    syntax: Syntax,
    queries: Vec<String>,
}

/// Makes the library and asks it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let texts = texts()?;
    let path = bench.scratch().join("search.vermilion");
    let bytes = fill(&path, &texts)?;
    let library = open(&path)?;
    let rows = Connection::open(&path)?;
    let mut figures = Vec::new();
    let begun = Instant::now();
    ask(&library, "光", Syntax::Literal, Folding::USUAL)?;
    figures.push(Figure::new(
        PART,
        "the first search, which reads and folds everything",
        milliseconds(begun.elapsed()),
        "ms",
    ));
    figures.push(Figure::new(PART, "text in the library", mebibytes(bytes as u64), "MiB"));
    let mut all = Vec::new();
    for kind in kinds(&texts) {
        say(&format!("  {}", kind.name));
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for query in &kind.queries {
            let begun = Instant::now();
            let found = ask(&library, query, kind.syntax, Folding::USUAL)?;
            ours.push(begun.elapsed());
            if found.total > 0 && found.hits.is_empty() {
                return Err("places are counted and none is shown".into());
            }
            if kind.syntax == Syntax::Literal {
                theirs.push(like(&rows, query)?);
            }
        }
        let p95 = |times: &[Duration]| milliseconds(percentile(times.iter().copied(), 95));
        let mut figure = Figure::new(PART, format!("{}, p95", kind.name), p95(&ours), "ms");
        if !theirs.is_empty() {
            figure = figure.beside("LIKE", p95(&theirs));
        }
        figures.push(figure);
        all.extend(ours);
    }
    let p95 = milliseconds(percentile(all.iter().copied(), 95));
    figures.push(
        Figure::new(PART, "any query until the first 50 places with their count, p95", p95, "ms")
            .target(Target::Most(AT_ONCE)),
    );
    let worst = milliseconds(all.iter().copied().max().unwrap_or_default());
    figures.push(Figure::new(PART, "the slowest of them", worst, "ms"));
    Ok(figures)
}

/// The interviews that the library is made of.
fn texts() -> Result<Vec<String>, Box<dyn Error>> {
    let sample = |name| fs::read_to_string(fixtures::project().join("samples").join(name));
    let mut texts = vec![sample("interview.zh-Hant.txt")?];
    if let Some(shared) = fixtures::shared_interview() {
        // Most of it: it is the longest, and nobody's library is of one text.
        let shared = fs::read_to_string(shared)?;
        texts.extend([shared.clone(), shared]);
    }
    texts.push(sample("interview.en.txt")?);
    Ok(texts)
}

fn open(path: &Path) -> Result<Library, Box<dyn Error>> {
    Ok(Library::open(path, Surroundings::new(|| 0, Uuid::now_v7))?)
}

/// Fills a library, and gives back the bytes of its texts.
fn fill(path: &Path, texts: &[String]) -> Result<usize, Box<dyn Error>> {
    let library = open(path)?;
    let (mut bytes, mut number) = (0, 0);
    while bytes < BYTES {
        let text = &texts[number % texts.len()];
        let new = NewDocument { may_repeat: true, ..NewDocument::new(interview::parse(text)) };
        documents::import(&library, &new)?;
        bytes += text.len();
        number += 1;
        if number % 1000 == 0 {
            say(&format!("  {number} documents, {} MiB", bytes >> 20));
        }
    }
    Ok(bytes)
}

fn kinds(texts: &[String]) -> Vec<Kind> {
    let mut random = fastrand::Rng::with_seed(7);
    let chinese: Vec<char> =
        texts[0].chars().chain(texts.get(1).into_iter().flat_map(|text| text.chars())).collect();
    let mut of_length = |length: usize| -> Vec<String> {
        let mut queries = Vec::new();
        while queries.len() < QUERIES {
            let start = random.usize(..chinese.len() - length);
            let words = &chinese[start..start + length];
            if words.iter().all(|one| !one.is_whitespace()) {
                queries.push(words.iter().collect());
            }
        }
        queries
    };
    let names = [
        "one character",
        "two characters",
        "three characters",
        "four characters",
        "five characters",
        "six characters",
    ];
    let mut kinds: Vec<Kind> = names
        .into_iter()
        .zip(1..)
        .map(|(name, length)| Kind { name, syntax: Syntax::Literal, queries: of_length(length) })
        .collect();
    let words = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    kinds.push(Kind {
        name: "the most frequent characters",
        syntax: Syntax::Literal,
        queries: words(&["的", "，", "是", "我", "不", "。"]),
    });
    kinds.push(Kind {
        name: "Latin words",
        syntax: Syntax::Literal,
        queries: words(&[
            "the",
            "reading",
            "paper",
            "and",
            "Interview",
            "i",
            "e",
            "photograph",
            "what",
            "zzz",
        ]),
    });
    kinds.push(Kind {
        name: "simplified spellings",
        syntax: Syntax::Literal,
        queries: words(&["后来", "这个", "时候", "没有", "我们", "说", "里面", "为什么"]),
    });
    kinds.push(Kind {
        name: "words and operators",
        syntax: Syntax::Words,
        queries: words(&["時候 覺得", "\"後來\" -我們", "speaker:a the", "後來 OR 以前"]),
    });
    kinds.push(Kind {
        name: "regular expressions",
        syntax: Syntax::Pattern,
        queries: words(&["後[來面]", "(19|20)\\d\\d年", "第.章", "photo\\w+", "時候|以前"]),
    });
    kinds
}

fn ask(library: &Library, query: &str, syntax: Syntax, folding: Folding) -> Result<Found, Box<dyn Error>> {
    let request = Request {
        query: query.to_owned(),
        syntax,
        scope: Scope::All,
        document: None,
        folding,
        is_whole_word: false,
        offset: 0,
        limit: SHOWN,
    };
    Ok(search(library, &request, &|| true)?)
}

/// What LIKE takes to count the rows that have the words, which is less than we tell.
fn like(rows: &Connection, query: &str) -> Result<Duration, rusqlite::Error> {
    let begun = Instant::now();
    let pattern = format!("%{query}%");
    let mut statement = rows.prepare_cached("SELECT count(*) FROM revision WHERE text LIKE ?1")?;
    let _: u32 = statement.query_row([pattern], |row| row.get(0))?;
    Ok(begun.elapsed())
}
