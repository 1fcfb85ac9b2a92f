//! What a search has in memory: the folded texts of the revisions that are read today, and what stands off from them.
//!
//! A folded text stays right as long as the program runs. What stands off is read again once anything in the library
//! has changed, which SQLite tells a connection that is kept for nothing else.

use super::document::Names;
use super::outline::{Marks, Outline};
use crate::{
    error::{Error, Result},
    ids::{DocumentId, RevisionId},
    library::{Library, data_version},
    tables::{annotation, document},
    texts::Texts,
};
use rusqlite::Connection;
use rustc_hash::FxHashMap;
use std::{
    collections::{HashMap, HashSet},
    num::NonZero,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
};
use vermilion_anchor::{CodePoint, Folded, Folding, Span, segment};
use vermilion_formats::interview::Block;

/// Bytes of folded text kept in memory: more than twice a library of 200 MB. What does not fit is folded anew by each
/// search.
const KEPT: usize = 512 << 20;
/// Documents whose texts are read before they are folded together.
const BATCH: usize = 256;

/// The memory of a library's searches.
#[derive(Default)]
pub(crate) struct State {
    held: Mutex<Held>,
}

/// What is held between searches.
#[derive(Default)]
pub(super) struct Held {
    connection: Option<Connection>,
    content: Content,
}

#[derive(Default)]
struct Content {
    /// SQLite's `data_version` when what stands off was read.
    version: i64,
    documents: Option<Arc<[Source]>>,
    annotated: Option<HashSet<DocumentId>>,
    // Looked up once for each document by every search; ids are random already.
    outlines: FxHashMap<DocumentId, Arc<Outline>>,
    marks: FxHashMap<DocumentId, Arc<Marks>>,
    /// The byte of each folded text where each of its blocks begins.
    starts: FxHashMap<(DocumentId, Folding), Arc<[u32]>>,
    names: FxHashMap<(DocumentId, Folding), Arc<Names>>,
    texts: FxHashMap<(RevisionId, Folding), Arc<Scanned>>,
    size: usize,
    /// All of that for all documents, in their order: to look each of them up five times for every query takes as long as to
    /// scan a third of their texts.
    ready: FxHashMap<Folding, Arc<[Ready]>>,
}

/// All that is known of a document before anything is asked of it.
#[derive(Clone)]
pub(super) struct Ready {
    pub(super) scanned: Arc<Scanned>,
    pub(super) outline: Arc<Outline>,
    /// The byte of the folded text where each block begins.
    pub(super) starts: Arc<[u32]>,
    pub(super) names: Arc<Names>,
    pub(super) marks: Arc<Marks>,
}

/// A document that is looked at.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) document: DocumentId,
    pub(super) revision: RevisionId,
    pub(super) title: String,
}

/// A text as it is scanned.
pub(super) struct Scanned {
    pub(super) folded: Folded,
    /// Where words begin and end, once somebody asked.
    words: OnceLock<Words>,
}

/// Where the words of a text begin and end: a bit for every code point.
struct Words(Vec<u64>);

/// One consistent state of the library with what is held of it.
pub(super) struct Snapshot<'held> {
    pub(super) connection: &'held Connection,
    texts: &'held Texts,
    content: &'held mut Content,
}

impl State {
    /// Forgets everything.
    pub(crate) fn forget(&self) {
        *self.lock() = Held::default();
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows one consistent state. One search at a time: they would read the same texts side by side.
    pub(super) fn read<T>(
        &self,
        library: &Library,
        closure: impl FnOnce(&mut Snapshot<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut held = self.lock();
        let Held { connection, content } = &mut *held;
        let connection = match connection {
            Some(connection) => connection,
            None => connection.insert(library.lone_reader()?),
        };
        let transaction = connection.unchecked_transaction()?;
        // Reading something opens the snapshot; asked before, the version could be that of an earlier state.
        let documents = document::count(&transaction)?;
        let version = data_version(&transaction)?;
        if content.version != version
            || content.documents.as_ref().is_none_or(|known| known.len() != documents)
        {
            content.version = version;
            content.documents = None;
            content.annotated = None;
            content.outlines.clear();
            content.marks.clear();
            content.starts.clear();
            content.names.clear();
            content.ready.clear();
        }
        let value = closure(&mut Snapshot { connection: &transaction, texts: library.texts(), content });
        transaction.finish()?;
        value
    }
}

impl Snapshot<'_> {
    /// The documents, in the order of their list.
    pub(super) fn documents(&mut self) -> Result<Arc<[Source]>> {
        if let Some(known) = &self.content.documents {
            return Ok(Arc::clone(known));
        }
        let source = |row: document::DocumentRow| Source {
            document: row.id,
            revision: row.revision,
            title: row.title,
        };
        let documents: Arc<[Source]> = document::all(self.connection)?.into_iter().map(source).collect();
        // What no document has any more goes.
        let current: HashSet<RevisionId> = documents.iter().map(|one| one.revision).collect();
        self.content.keep(|revision, _| current.contains(&revision));
        self.content.documents = Some(Arc::clone(&documents));
        Ok(documents)
    }

    /// The text of a revision, which is not kept.
    pub(super) fn text(&self, revision: RevisionId) -> Result<String> {
        self.texts.read(self.connection, revision)
    }

    /// The folded texts of these documents, in their order.
    pub(super) fn scanned(
        &mut self,
        sources: &[&Source],
        folding: Folding,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Arc<Scanned>>> {
        let mut scanned = Vec::with_capacity(sources.len());
        for batch in sources.chunks(BATCH) {
            if !go_on() {
                return Err(Error::Cancelled);
            }
            let mut missing = Vec::new();
            for source in batch {
                if !self.content.texts.contains_key(&(source.revision, folding)) {
                    missing.push((source.revision, self.text(source.revision)?));
                }
            }
            let fold = |one: &(RevisionId, String)| {
                let folded = folding.text(&one.1);
                (one.0, Arc::new(Scanned { folded, words: OnceLock::new() }))
            };
            let mut made: HashMap<RevisionId, Arc<Scanned>> =
                side_by_side(&missing, fold).into_iter().collect();
            for source in batch {
                let key = (source.revision, folding);
                let known =
                    self.content.texts.get(&key).or_else(|| made.get(&source.revision)).map(Arc::clone);
                scanned.extend(known);
            }
            for (revision, one) in made.drain() {
                self.content.add(revision, folding, one);
            }
        }
        Ok(scanned)
    }

    /// All that is known of these documents, in their order.
    pub(super) fn ready(
        &mut self,
        sources: &[&Source],
        folding: Folding,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Arc<[Ready]>> {
        let are_all = self.content.documents.as_ref().is_some_and(|all| all.len() == sources.len());
        if let Some(known) = self.content.ready.get(&folding).filter(|_| are_all) {
            return Ok(Arc::clone(known));
        }
        let scanned = self.scanned(sources, folding, go_on)?;
        let mut ready = Vec::with_capacity(sources.len());
        for (source, scanned) in sources.iter().zip(scanned) {
            if !go_on() {
                return Err(Error::Cancelled);
            }
            let outline = self.outline(source.document)?;
            ready.push(Ready {
                starts: self.starts(source.document, folding, &scanned, &outline),
                names: self.names(source, folding, &outline),
                marks: self.marks(source.document)?,
                outline,
                scanned,
            });
        }
        let ready: Arc<[Ready]> = ready.into();
        // It would hold what there is no room for.
        let are_kept = || sources.iter().all(|one| self.content.texts.contains_key(&(one.revision, folding)));
        if are_all && are_kept() {
            self.content.ready.insert(folding, Arc::clone(&ready));
        }
        Ok(ready)
    }

    /// What stands off from the text of a document.
    pub(super) fn outline(&mut self, document: DocumentId) -> Result<Arc<Outline>> {
        if let Some(known) = self.content.outlines.get(&document) {
            return Ok(Arc::clone(known));
        }
        let outline = Arc::new(Outline::load(self.connection, self.texts, document)?);
        self.content.outlines.insert(document, Arc::clone(&outline));
        Ok(outline)
    }

    /// The byte of a document's folded text where each of its blocks begins.
    pub(super) fn starts(
        &mut self,
        document: DocumentId,
        folding: Folding,
        scanned: &Scanned,
        outline: &Outline,
    ) -> Arc<[u32]> {
        let make = || {
            let start =
                |block: &Block| u32::try_from(scanned.folded.byte(block.span.start)).unwrap_or(u32::MAX);
            outline.blocks.iter().map(start).collect()
        };
        Arc::clone(self.content.starts.entry((document, folding)).or_insert_with(make))
    }

    /// The title of a document and the names of those who speak in it, folded.
    pub(super) fn names(&mut self, source: &Source, folding: Folding, outline: &Outline) -> Arc<Names> {
        let make = || {
            let speakers = outline.speakers.iter().map(|speaker| folding.text(&speaker.name)).collect();
            Arc::new(Names { title: folding.text(&source.title), speakers })
        };
        Arc::clone(self.content.names.entry((source.document, folding)).or_insert_with(make))
    }

    /// The annotations of a document.
    pub(super) fn marks(&mut self, document: DocumentId) -> Result<Arc<Marks>> {
        if let Some(known) = self.content.marks.get(&document) {
            return Ok(Arc::clone(known));
        }
        let annotated = match &self.content.annotated {
            Some(annotated) => annotated,
            None => self.content.annotated.insert(annotation::documents(self.connection)?),
        };
        if !annotated.contains(&document) {
            return Ok(Arc::default());
        }
        let marks = Arc::new(Marks::load(self.connection, self.texts, document)?);
        self.content.marks.insert(document, Arc::clone(&marks));
        Ok(marks)
    }
}

impl Content {
    /// Keeps a folded text where there is room; those of other foldings make room for it.
    fn add(&mut self, revision: RevisionId, folding: Folding, scanned: Arc<Scanned>) {
        let size = scanned.folded.size();
        if self.size + size > KEPT {
            self.keep(|_, other| other == folding);
        }
        if self.size + size <= KEPT && self.texts.insert((revision, folding), scanned).is_none() {
            self.size += size;
        }
    }

    fn keep(&mut self, is_kept: impl Fn(RevisionId, Folding) -> bool) {
        self.ready.clear();
        self.texts.retain(|(revision, folding), _| is_kept(*revision, *folding));
        self.size = self.texts.values().map(|one| one.folded.size()).sum();
    }
}

impl Scanned {
    /// Finds out where words begin and end; `text` is read only where that is not known.
    pub(super) fn find_words(&self, text: impl FnOnce() -> Result<String>) -> Result<()> {
        if self.words.get().is_none() {
            let text = text()?;
            self.words.get_or_init(|| Words::of(&text));
        }
        Ok(())
    }

    /// Whether a span is of whole words; `is_word` says that it is a word of its own in the dictionary.
    pub(super) fn is_of_words(&self, span: Span, is_word: bool) -> bool {
        self.words.get().is_some_and(|words| is_whole(span, is_word, |at| words.is_edge(at)))
    }
}

/// Whether a word begins where a span does and one ends where it does. Of a word of the dictionary one of the two is enough
/// where a text was divided within it: 與市|場|生態 has 市場 all the same, of which 與 has drawn away the half.
pub(super) fn is_whole(span: Span, is_word: bool, is_edge: impl Fn(CodePoint) -> bool) -> bool {
    let (begins, ends) = (is_edge(span.start), is_edge(span.end));
    let mut within = (span.start.0 + 1..span.end.0).map(CodePoint);
    begins && ends || is_word && (begins || ends) && within.any(&is_edge)
}

/// Whether words are one word of the dictionary, of a script that is written without spaces.
pub(super) fn is_word(words: &str) -> bool {
    let is_han = |one: char| ('\u{3400}'..='\u{9fff}').contains(&one) || one >= '\u{20000}';
    words.chars().nth(1).is_some()
        && words.chars().all(is_han)
        && segment::units(words, segment::Unit::Word).len() == 1
}

impl Words {
    fn of(text: &str) -> Self {
        let mut bits = vec![0; vermilion_anchor::count(text) as usize / 64 + 1];
        let edges =
            segment::units(text, segment::Unit::Word).into_iter().flat_map(|unit| [unit.start, unit.end]);
        for edge in edges {
            if let Some(word) = bits.get_mut(edge.0 as usize / 64) {
                *word |= 1 << (edge.0 % 64);
            }
        }
        Self(bits)
    }

    fn is_edge(&self, at: CodePoint) -> bool {
        self.0.get(at.0 as usize / 64).is_some_and(|word| word & (1 << (at.0 % 64)) != 0)
    }
}

/// Does the same with each of these, on as many threads as there are processors where there is enough to do, and gives
/// back what came of each in their order.
pub(super) fn side_by_side<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    /// Below this many, a thread costs more than it does.
    const WORTH: usize = 32;
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(all.len() / WORTH);
    if threads < 2 {
        return all.iter().map(work).collect();
    }
    let part = all.len().div_ceil(threads);
    thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = all
            .chunks(part)
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>()))
            .collect();
        running
            .into_iter()
            .flat_map(|thread| match thread.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_the_text_was_divided_within_is_whole_and_half_of_one_is_not() {
        let whole = |text: &str, word: &str| {
            let index = vermilion_anchor::TextIndex::new(text);
            let span = vermilion_anchor::find_quote(&index, word, None, None)[0];
            let words = Words::of(text);
            is_whole(span, is_word(word), |at| words.is_edge(at))
        };
        assert!(whole("OpenAI的AI基礎設施與市場生態", "市場"));
        assert!(whole("推進市場化的時候", "市場"));
        assert!(whole("這個市場很大", "市場"));
        assert!(!whole("這個市場很大", "場"));
        assert!(!whole("one category", "cat"));
    }
}
