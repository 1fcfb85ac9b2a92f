//! What can be linked to, as one types.

use super::{link, plain};
use crate::{
    error::Result,
    ids::DocumentId,
    library::{Library, Snapshot},
    tables::{annotation, document, memo},
    tags::Codebook,
};
use std::collections::HashMap;
use vermilion_anchor::Folding;
use vermilion_formats::crosslink::{Crosslink, Kind};

/// Tags, documents and memos shown of each at most: annotations, of which there are most, are not to be crowded out.
const MOST_OF_A_KIND: usize = 6;
/// Characters of a name that are shown.
const SHOWN: usize = 80;

/// Something that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The link to it.
    pub link: Crosslink,
    /// What the link would say: the path of a tag, the title of a document, the words of a passage, the beginning of a
    /// memo.
    pub name: String,
    /// What else tells it: the note of an annotation. May be empty.
    pub detail: String,
    /// The title of the document in which it is; empty where it is in none, or in the one that was asked to come first.
    pub place: String,
    /// The link as Markdown.
    pub markdown: String,
}

/// Tags, documents, annotations and memos in which every word of the query stands, anywhere, but for what search folds
/// too. Those that begin with it come first, and what is in the document `near` before what is elsewhere; then what was
/// written last. At most `limit`.
///
/// # Errors
/// When the library cannot be read.
pub fn find(
    library: &Library,
    query: &str,
    near: Option<DocumentId>,
    limit: usize,
) -> Result<Vec<Candidate>> {
    let asked = Asked::new(query);
    library.read(|snapshot| snapshot.linkable(&asked, near, limit))
}

impl Snapshot<'_> {
    fn linkable(&self, asked: &Asked, near: Option<DocumentId>, limit: usize) -> Result<Vec<Candidate>> {
        let connection = self.connection;
        let titles: HashMap<DocumentId, String> =
            document::names(connection)?.into_iter().map(|one| (one.id, one.title)).collect();
        let place = |document: Option<DocumentId>| {
            let elsewhere = document.filter(|_| document != near);
            elsewhere.and_then(|document| titles.get(&document)).cloned().unwrap_or_default()
        };
        let mut found = Vec::new();
        let codebook = Codebook::load(connection)?;
        let tags = codebook.tags().iter().map(|tag| (link(Kind::Tag, tag.id), codebook.path(tag.id)));
        asked.add_named(tags, &mut found);
        let documents = document::all(connection)?;
        let documents = documents.into_iter().map(|row| (link(Kind::Document, row.id), row.title));
        asked.add_named(documents, &mut found);

        let mut passages = Vec::new();
        annotation::each_text(connection, |one| {
            if let Some(fit) = asked.fit(&[one.exact, one.note]) {
                let is_elsewhere = Some(one.document) != near;
                passages.push((fit, is_elsewhere, -one.modified_at, one.id, one.document));
            }
        })?;
        passages.sort_unstable();
        passages.truncate(limit.saturating_sub(found.len()));
        for (_, _, _, id, document) in passages {
            let Some(one) = annotation::find(connection, id)? else { continue };
            let (link, detail) = (link(Kind::Annotation, id), clip(&plain(&one.note)));
            found.push(candidate(link, &one.quote, detail, place(Some(document))));
        }

        let mut memos = Vec::new();
        for row in memo::all(connection)? {
            let text = plain(&row.text);
            if let Some(fit) = asked.fit(&[&text]) {
                let document = row.subject.document();
                memos.push((fit, document != near, -row.modified_at, row.id, document, text));
            }
        }
        memos.sort_unstable();
        for (_, _, _, id, document, text) in memos.into_iter().take(MOST_OF_A_KIND) {
            found.push(candidate(link(Kind::Memo, id), &text, String::new(), place(document)));
        }
        found.truncate(limit);
        Ok(found)
    }
}

/// The words that are looked for, folded.
struct Asked {
    whole: String,
    words: Vec<String>,
}

impl Asked {
    fn new(query: &str) -> Self {
        let whole = Folding::USUAL.words(query.trim());
        let words = whole.split_whitespace().map(str::to_owned).collect();
        Self { whole, words }
    }

    /// How well texts fit, the first being the name, 0 the best; `None` where a word stands in none of them.
    fn fit(&self, texts: &[&str]) -> Option<u8> {
        if self.words.is_empty() {
            return Some(0);
        }
        let folded: Vec<String> = texts.iter().map(|text| Folding::USUAL.words(text)).collect();
        let has = |word: &String| folded.iter().any(|text| text.contains(word.as_str()));
        if !self.words.iter().all(has) {
            return None;
        }
        let name = folded.first().map_or("", String::as_str);
        Some(if name.starts_with(&self.whole) { 0 } else { 1 + u8::from(!name.contains(&self.whole)) })
    }

    /// The best of those that have a name of their own.
    fn add_named(&self, all: impl Iterator<Item = (Crosslink, String)>, found: &mut Vec<Candidate>) {
        let mut fitting: Vec<_> =
            all.filter_map(|(link, name)| Some((self.fit(&[&name])?, link, name))).collect();
        // In the order in which they came, of equals.
        fitting.sort_by_key(|(fit, ..)| *fit);
        let best = fitting.into_iter().take(MOST_OF_A_KIND);
        found.extend(best.map(|(_, link, name)| candidate(link, &name, String::new(), String::new())));
    }
}

fn candidate(link: Crosslink, name: &str, detail: String, place: String) -> Candidate {
    let markdown = link.markdown(name);
    Candidate { link, name: clip(name), detail, place, markdown }
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
