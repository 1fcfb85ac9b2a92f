//! What must hold whatever commands a library is given, in JSON, sensible or not.
//!
//! A script is one command a line: its name, a space, its payload. Words such as `$document` stand for ids of a small
//! library that is made anew for every script, `$revision` for the revision that its first document has at that moment,
//! `$corrected` for another version of its text, and `$digest` and `$shown` for what a report on that says. A path in a payload keeps its last part only and lies in a folder of
//! the script's own, so that no script can touch a file of this machine.

use super::note;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use unicode_segmentation::UnicodeSegmentation;
use uuid::Uuid;
use vermilion_api::wire::{DocumentOpen, DocumentView, HistoryGo, HistoryList, Nothing};
use vermilion_api::{Api, ApiError, Surroundings};

/// Longer scripts find nothing that shorter ones do not.
const COMMANDS: usize = 24;

/// Two speakers, two sections, a further paragraph, characters of more than one code point.
const INTERVIEW: &str = "河邊\n\n01.起頭\n林：你從哪裡來？👩‍👩‍👧\n吳：從𠀀山裡來。\n路上都是霧。\n02.後來\n林：現在呢？\n吳：過河。\n";

/// The interview corrected, in every part that has an annotation and in others.
const CORRECTED: &str = "河邊\n\n01.起頭\n林：你從哪裡走來？👩‍👩‍👧\n吳：從𠀀山裡走來。\n路上都是大霧。\n02.後來\n林：現在呢？\n吳：過河。\n";

/// Says nothing of interviews.
const OTHER: &str = "A note\n\nIt is short: e\u{301}.\n";

/// A library to begin with, and what its ids are called in scripts.
struct Beginning {
    folder: TempDir,
    names: Vec<(String, String)>,
}

static BEGINNING: LazyLock<Beginning> =
    LazyLock::new(|| begin().unwrap_or_else(|error| panic!("the beginning: {error}")));

/// Runs a script, and says which commands were answered rather than refused.
///
/// # Panics
/// When a refusal has no code or sentence or leaves a trace, when a document is no longer what a reader can trust (blocks
/// that do not cover the text, an annotation that is not its words), or when undoing everything and doing it again does
/// not lead back to where it was.
pub fn check(script: &str) -> BTreeSet<String> {
    let library = Scratch::new();
    let api = library.open();
    let told = Arc::new(AtomicU64::new(0));
    let last = Arc::clone(&told);
    api.on_change(move |event| {
        assert!(last.swap(event.sequence, Ordering::Relaxed) < event.sequence, "events come in their order");
    });
    let before = state(&api);
    let base = newest(&api);
    let answered: BTreeSet<String> =
        script.lines().take(COMMANDS).filter_map(|line| library.run(&api, line)).collect();
    let after = state(&api);
    // Back to where it began, or to nothing at all where the script undid the beginning and went another way.
    let entries = ids(&api);
    let top = api.history_state(Nothing {}).unwrap_or_else(broken).undo.map_or(0, |entry| entry.id);
    if entries.contains(&base) {
        go(&api, base);
        assert_eq!(state(&api), before, "undone, it is what it was");
    } else {
        go(&api, 0);
        assert_eq!(state(&api), json!([]), "with everything undone there is nothing");
    }
    go(&api, top);
    assert_eq!(state(&api), after, "done again, it is what it was");
    drop(api);
    assert_eq!(state(&library.open()), after, "opened again, it is what it was");
    answered
}

/// A copy of the beginning, with a folder for files beside it.
struct Scratch(TempDir);

impl Scratch {
    fn new() -> Scratch {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("a folder to work in: {error}"));
        // Read and written rather than copied: a copy does not go on after libFuzzer's alarm has interrupted it.
        std::fs::create_dir(folder.path().join("files"))
            .and_then(|()| std::fs::read(library_in(BEGINNING.folder.path())))
            .and_then(|library| std::fs::write(library_in(folder.path()), library))
            .unwrap_or_else(|error| panic!("a copy of the library: {error}"));
        Scratch(folder)
    }

    fn open(&self) -> Api {
        Api::open(&library_in(self.0.path()), surroundings()).unwrap_or_else(broken)
    }

    /// The name of the command, where it was answered.
    fn run(&self, api: &Api, line: &str) -> Option<String> {
        let (name, payload) = line.split_once(' ').unwrap_or((line, "null"));
        let mut payload = payload.to_owned();
        for (word, id) in BEGINNING.names.iter().chain(&words_of_today(api, line)) {
            payload = payload.replace(word, id);
        }
        let mut payload = serde_json::from_str(&payload).ok()?;
        self.confine(&mut payload);
        let history = list(api);
        match api.call(name, payload, "script") {
            Ok(answer) => {
                if name == "note_render" {
                    assert!(answer.as_array().is_some_and(|notes| notes.iter().all(Value::is_string)));
                }
                Some(name.to_owned())
            }
            Err(error) => {
                assert_worded(&error);
                assert_eq!(list(api), history, "what is refused leaves no step: {line}");
                None
            }
        }
    }

    /// Leads every path into the folder for files.
    fn confine(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.confine(item)),
            Value::Object(fields) => {
                for (name, field) in fields {
                    match field {
                        Value::String(path) if name == "path" || name == "folder" => {
                            let last = Path::new(path.as_str()).file_name().and_then(|last| last.to_str());
                            let inside = self.0.path().join("files").join(last.unwrap_or("file"));
                            *path = inside.to_string_lossy().into_owned();
                        }
                        Value::Array(_) | Value::Object(_) => self.confine(field),
                        // serde takes a variant's fields in a list too; a path is always named here.
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// What the words of a line stand for that change as the library does.
fn words_of_today(api: &Api, line: &str) -> Vec<(String, String)> {
    let mut words = Vec::new();
    let Some((_, document)) = BEGINNING.names.iter().find(|(word, _)| word == "$document") else {
        return words;
    };
    let field = |answer: &Value, name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    if line.contains("$revision")
        && let Ok(view) = api.call("document_peek", json!({ "document": document }), "script")
    {
        words.push(("$revision".to_owned(), field(&view, "revision")));
    }
    let source = json!({ "kind": "text", "name": null, "text": CORRECTED });
    let asked = json!({ "document": document, "source": source, "encoding": null, "withKept": false });
    if line.contains("$shown")
        && let Ok(report) = api.call("update_preview", asked, "script")
    {
        words.push(("$digest".to_owned(), field(&report, "digest")));
        words.push(("$shown".to_owned(), field(&report, "shown")));
    }
    words
}

fn assert_worded(error: &ApiError) {
    assert!(error.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{error:?}");
    assert!(!error.code.is_empty() && !error.message.trim().is_empty(), "{error:?}");
}

/// Everything that can be undone, as a reader sees it.
fn state(api: &Api) -> Value {
    let documents = api.document_list(Nothing {}).unwrap_or_else(broken);
    let mut views: Vec<Value> = documents
        .into_iter()
        .map(|summary| {
            let mut view = api.document_open(DocumentOpen { document: summary.id }).unwrap_or_else(broken);
            assert_trustworthy(&view);
            // Reading is not an action and is not undone.
            (view.position, view.summary.position, view.summary.read_at) = (0, 0, None);
            serde_json::to_value(view).unwrap_or_else(|error| panic!("as JSON: {error}"))
        })
        .collect();
    views.sort_by_key(|view| view["summary"]["id"].as_str().unwrap_or_default().to_owned());
    let tags = api.tag_list(Nothing {}).unwrap_or_else(broken);
    let counts = api.tag_count(Nothing {}).unwrap_or_else(broken);
    assert_eq!(tags.len(), counts.len(), "every tag is counted");
    let mut paths: Vec<&str> = tags.iter().map(|tag| tag.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), tags.len(), "every tag has a path of its own");
    let memos = api.memo_list(Nothing {}).unwrap_or_else(broken);
    if tags.is_empty() && memos.is_empty() {
        return views.into();
    }
    json!([views, tags, memos])
}

fn assert_trustworthy(view: &DocumentView) {
    let text: Vec<char> = view.text.chars().collect();
    let mut edges = vec![0];
    for grapheme in view.text.graphemes(true) {
        edges.push(edges[edges.len() - 1] + grapheme.chars().count());
    }
    let is_edge = |place: u32| edges.binary_search(&(place as usize)).is_ok();
    let mut next = 0;
    for block in &view.blocks {
        assert_eq!(block.start, next, "blocks lie back to back: {block:?}");
        assert!(block.start <= block.body_start && block.body_start <= block.body_end, "{block:?}");
        assert!(block.body_end <= block.end && block.start < block.end, "{block:?}");
        if let Some(speaker) = &block.speaker {
            assert!(view.speakers.iter().any(|known| known.id == *speaker), "nobody's words: {block:?}");
        }
        next = block.end;
    }
    assert_eq!(next as usize, text.len(), "the blocks cover the text");
    assert_eq!(view.summary.characters as usize, text.len());
    assert_eq!(view.summary.annotations as usize, view.annotations.len() + view.orphans.len());
    assert_eq!(view.summary.orphans as usize, view.orphans.len());
    view.orphans.iter().for_each(|orphan| note::check(&orphan.note));
    for annotation in &view.annotations {
        assert!(annotation.start < annotation.end, "{annotation:?}");
        assert!(is_edge(annotation.start) && is_edge(annotation.end), "splits a character: {annotation:?}");
        let words: String = text[annotation.start as usize..annotation.end as usize].iter().collect();
        assert_eq!(annotation.quote, words, "an annotation is its words");
        note::check(&annotation.note);
    }
}

fn list(api: &Api) -> Vec<vermilion_api::wire::HistoryEntry> {
    api.history_list(HistoryList { limit: 1000 }).unwrap_or_else(broken)
}

fn ids(api: &Api) -> Vec<i64> {
    list(api).into_iter().map(|entry| entry.id).collect()
}

fn newest(api: &Api) -> i64 {
    ids(api).into_iter().max().unwrap_or(0)
}

fn go(api: &Api, entry: i64) {
    api.history_go(HistoryGo { entry }, "check").unwrap_or_else(broken);
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is handed over")]
fn broken<T>(error: ApiError) -> T {
    panic!("refused what must work: {error:?}")
}

fn library_in(folder: &Path) -> PathBuf {
    folder.join("library.vermilion")
}

/// A clock that ticks a second at each look, ids that count up: the same script always does the same.
fn surroundings() -> Surroundings {
    let (clock, ids) = (AtomicI64::new(1_700_000_000_000), AtomicU64::new(1));
    // The beginning takes ids too, on a clock of its own: a later library must not take the same.
    let generation = {
        static GENERATIONS: AtomicU64 = AtomicU64::new(0);
        GENERATIONS.fetch_add(1, Ordering::Relaxed)
    };
    Surroundings::new(
        move || clock.fetch_add(1_000, Ordering::Relaxed),
        move || {
            let count = ids.fetch_add(1, Ordering::Relaxed);
            Uuid::from_u64_pair(0x019a_0000_0000_7000, 0x8000_0000_0000_0000 | (generation << 24) | count)
        },
    )
}

fn begin() -> Result<Beginning, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let api = Api::open(&library_in(folder.path()), surroundings())?;
    let import = |text: &str| -> Result<String, ApiError> {
        let source = json!({ "kind": "text", "name": null, "text": text });
        let all_found = json!({
            "source": source, "encoding": null, "title": null, "publishedSource": null, "published": null,
            "language": null, "again": false,
        });
        let imported = api.call("import_commit", all_found, "beginning")?;
        Ok(imported["document"].as_str().unwrap_or_default().to_owned())
    };
    let (document, other) = (import(INTERVIEW)?, import(OTHER)?);
    let mut names = vec![("$document".to_owned(), document.clone()), ("$other".to_owned(), other)];
    for (at, (start, colour)) in [(9, "yellow"), (22, "red")].into_iter().enumerate() {
        let made = api.call(
            "annotation_create",
            json!({
                "document": document, "start": start, "end": start + 6, "note": "**重**",
                "style": { "mark": "fill", "colour": colour },
            }),
            "beginning",
        )?;
        names.push((
            format!("$annotation{}", at + 1),
            made["annotation"]["id"].as_str().unwrap_or_default().to_owned(),
        ));
    }
    let view = api.document_open(DocumentOpen { document })?;
    for (at, speaker) in view.speakers.into_iter().enumerate() {
        names.push((format!("$speaker{}", at + 1), speaker.id));
    }
    names.push(("$first".to_owned(), view.revision));
    let tagged: Vec<_> =
        names.iter().filter(|(word, _)| word == "$annotation2").map(|(_, id)| id.clone()).collect();
    api.call("tag_give", json!({ "annotations": tagged, "tags": ["情感/恐懼"] }), "beginning")?;
    for (at, tag) in api.tag_list(Nothing {})?.into_iter().enumerate() {
        names.push((format!("$tag{}", at + 1), tag.id));
    }
    let on_library = json!({
        "kind": "library", "document": null, "heading": null, "speaker": null, "tag": null, "text": "記", "joinKey": "",
    });
    let made = api.call("memo_create", on_library, "beginning")?;
    names.push(("$memo1".to_owned(), made["memo"]["id"].as_str().unwrap_or_default().to_owned()));
    // As it stands inside a string of JSON.
    names.push(("$corrected".to_owned(), CORRECTED.replace('\n', "\\n")));
    // A library is copied when nobody has it open: everything is in its one file then.
    drop(api);
    Ok(Beginning { folder, names })
}
