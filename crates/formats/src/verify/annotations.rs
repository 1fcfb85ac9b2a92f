//! Annotations: which of a file is which of the library, and what each says otherwise.

use super::held::Held;
use super::structure::Places;
use super::{Of, Verdict, What, paths};
use crate::annotated::{ExportedTag, Style};
use crate::import::{Import, ImportedAnnotation, ImportedDocument};
use jiff::Timestamp;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use vermilion_anchor::{CodePoint, Span, TextIndex};

/// An annotation as it is compared.
#[derive(Debug)]
struct Told {
    /// Id in the library.
    id: Option<String>,
    start: Option<CodePoint>,
    /// The passage, as places are told; `None` for an orphan.
    passage: Option<(u32, u32)>,
    quote: String,
    style: Option<Style>,
    note: String,
    /// Paths, sorted: what is given has no order of its own.
    tags: Vec<String>,
    created: Option<String>,
    modified: Option<String>,
}

/// Compares those of the library with those of the file.
pub(super) fn compare(
    held: &Held<'_>,
    found: &ImportedDocument,
    import: &Import,
    is_same_text: bool,
    verdict: &mut Verdict,
) {
    let library = of_library(held, is_same_text);
    let file = of_file(held, found, import, is_same_text);
    verdict.annotations = u32::try_from(library.len()).unwrap_or(u32::MAX);
    let pairs = pair(&library, &file);
    let mut is_paired = vec![false; file.len()];
    for (one, other) in library.iter().zip(pairs) {
        let of = || Of::Annotation { id: one.id.clone(), start: one.start };
        let Some(at) = other else {
            verdict.add(What::Presence, of(), Some(&one.quote), None);
            continue;
        };
        is_paired[at] = true;
        compare_fields(one, &file[at], &of, verdict);
    }
    for (other, _) in file.iter().zip(is_paired).filter(|(_, is_paired)| !is_paired) {
        let of = Of::Annotation { id: None, start: other.start };
        verdict.add(What::Presence, of, None, Some(&other.quote));
    }
}

fn compare_fields(one: &Told, other: &Told, of: &dyn Fn() -> Of, verdict: &mut Verdict) {
    let passage = |told: &Told| told.passage.map(|(start, end)| format!("{start}..{end}"));
    verdict.compare(What::Passage, of, passage(one).as_deref(), passage(other).as_deref());
    verdict.compare(What::Quote, of, Some(&one.quote), Some(&other.quote));
    let style = |told: &Told| told.style.map(|style| format!("{} {}", style.mark, style.colour));
    verdict.compare(What::Style, of, style(one).as_deref(), style(other).as_deref());
    verdict.compare(What::Note, of, Some(&one.note), Some(&other.note));
    verdict.compare(What::Tags, of, Some(&one.tags.join(", ")), Some(&other.tags.join(", ")));
    for (what, library, file) in
        [(What::Created, &one.created, &other.created), (What::Modified, &one.modified, &other.modified)]
    {
        if moment(library.as_deref()) != moment(file.as_deref()) {
            verdict.add(what, of(), library.as_deref(), file.as_deref());
        }
    }
}

/// A moment; one that is none stays the words that it is.
fn moment(time: Option<&str>) -> Option<Result<Timestamp, &str>> {
    time.map(|time| time.parse().map_err(|_| time))
}

fn of_library(held: &Held<'_>, is_same_text: bool) -> Vec<Told> {
    let document = held.document;
    let (index, places) = (TextIndex::new(&document.text), Places::of(&document.text, is_same_text));
    let told = |id: &str, span: Option<Span>, quote: &str, note: &str, tags: &[ExportedTag]| {
        let mut tags: Vec<String> = tags.iter().map(|tag| held.line(&tag.path)).collect();
        tags.sort_unstable();
        Told {
            id: Some(id.to_owned()),
            start: span.map(|span| span.start),
            passage: span.map(|span| places.span(span)),
            quote: held.line(quote),
            style: None,
            note: held.words(note),
            tags,
            created: None,
            modified: None,
        }
    };
    // What the format does not say tells no one from another.
    let style = |style: Style| held.has_style().then_some(style);
    let standing = document.annotations.iter().map(|one| Told {
        style: style(one.style),
        created: Some(one.created.clone()),
        modified: Some(one.modified.clone()),
        ..told(
            &one.id,
            Some(one.span),
            one.original.as_deref().unwrap_or_else(|| index.slice(one.span).unwrap_or_default()),
            &one.note,
            &one.tags,
        )
    });
    let orphans = document.orphans.iter().map(|one| Told {
        style: style(one.style),
        created: Some(one.created.clone()),
        modified: Some(one.modified.clone()),
        ..told(&one.id, None, &one.quote, &one.note, &one.tags)
    });
    standing.chain(orphans).collect()
}

fn of_file(held: &Held<'_>, found: &ImportedDocument, import: &Import, is_same_text: bool) -> Vec<Told> {
    let places = Places::of(&found.interview.text, is_same_text);
    let paths = paths(import);
    let told = |one: &ImportedAnnotation| {
        let mut tags: Vec<String> = one.tags.iter().filter_map(|tag| paths.get(*tag)).cloned().collect();
        tags.sort_unstable();
        Told {
            id: None,
            start: one.span.map(|span| span.start),
            passage: one.span.map(|span| places.span(span)),
            quote: held.line(&one.quote),
            style: one.style.filter(|_| held.has_style()),
            note: one.note.clone(),
            tags,
            created: one.created.clone(),
            modified: one.modified.clone(),
        }
    };
    found.annotations.iter().map(told).collect()
}

/// For each annotation of the library the one of the file that it is: of those that are left, one that agrees in most.
fn pair(library: &[Told], file: &[Told]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { found: vec![None; library.len()], is_free: vec![true; file.len()] };
    pairs.by(library, file, |told| {
        (
            told.passage,
            told.quote.as_str(),
            told.style,
            told.note.as_str(),
            &told.tags,
            moment(told.created.as_deref()).map(Result::ok),
        )
    });
    pairs.by(library, file, |told| (told.passage, told.quote.as_str(), told.note.as_str(), &told.tags));
    pairs.by(library, file, |told| {
        (told.passage, told.quote.as_str(), moment(told.created.as_deref()).map(Result::ok))
    });
    pairs.by(library, file, |told| (told.passage, told.quote.as_str()));
    pairs.by(library, file, |told| (told.quote.as_str(), told.note.as_str()));
    pairs.by(library, file, |told| {
        (told.note.as_str(), &told.tags, told.style, moment(told.created.as_deref()).map(Result::ok))
    });
    pairs.by(library, file, |told| told.quote.as_str());
    pairs.by(library, file, |told| told.passage.map_or_else(|| Err(told.note.as_str()), Ok));
    pairs.found
}

struct Pairs {
    found: Vec<Option<usize>>,
    is_free: Vec<bool>,
}

impl Pairs {
    /// Pairs those that are left by what they have in common, in their order.
    fn by<'t, K: Hash + Eq>(&mut self, library: &'t [Told], file: &'t [Told], key: impl Fn(&'t Told) -> K) {
        let mut waiting: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (at, told) in file.iter().enumerate().filter(|(at, _)| self.is_free[*at]) {
            waiting.entry(key(told)).or_default().push_back(at);
        }
        for (told, found) in library.iter().zip(&mut self.found).filter(|(_, found)| found.is_none()) {
            *found = waiting.get_mut(&key(told)).and_then(VecDeque::pop_front);
            if let Some(at) = found {
                self.is_free[*at] = false;
            }
        }
    }
}
