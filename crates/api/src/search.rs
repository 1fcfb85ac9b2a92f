//! The command that searches, and calling off the search that a newer one makes idle.

use crate::api::{Api, Result};
use crate::convert;
use crate::wire::{
    MemoKind, NotePlaces, SearchAside, SearchAsideKind, SearchDocument, SearchDocumentCount, SearchFolding,
    SearchHit, SearchHitKind, SearchPassage, SearchPlaces, SearchPlacesRequest, SearchRequest, SearchResults,
    SearchScope, SearchSection, SearchSpeakerCount, SearchSyntax,
};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use vermilion_anchor::Folding;
use vermilion_core::memos::Subject;
use vermilion_core::search;

/// Places shown at most: more are another page.
const LIMIT: u32 = 1000;
/// Places of a document given at most: of the commonest character in a text of three million.
const PLACES: u32 = 100_000;

/// The newest searches: of the library, of a document, and for all places of one.
#[derive(Default)]
pub(crate) struct Searches {
    library: AtomicU64,
    document: AtomicU64,
    places: AtomicU64,
}

impl Api {
    /// Every place where something stands, in the library or in one document. Calls off the search under way that looks
    /// at the same.
    ///
    /// # Errors
    /// `bad-query` with the place in the query where something is wrong; `cancelled` when a newer search came; when
    /// there is no such document.
    pub fn search(&self, request: SearchRequest) -> Result<SearchResults> {
        let SearchRequest { query, syntax, scope, document, folding, whole_word, offset, limit } = request;
        let document = document.as_deref().map(convert::id).transpose()?;
        let newest = if document.is_some() { &self.searches.document } else { &self.searches.library };
        let ours = newest.fetch_add(1, Ordering::Relaxed) + 1;
        let request = search::Request {
            query,
            syntax: syntax.into(),
            scope: scope.into(),
            document,
            folding: folding.map_or(Folding::USUAL, Into::into),
            is_whole_word: whole_word,
            offset: offset as usize,
            limit: limit.min(LIMIT) as usize,
        };
        let found = search::search(&self.library, &request, &|| newest.load(Ordering::Relaxed) == ours)?;
        Ok(found.into())
    }

    /// All places of a query in the text and the notes of a document. Calls off the one of these under way.
    ///
    /// # Errors
    /// Those of [`Api::search`].
    pub fn search_places(&self, request: SearchPlacesRequest) -> Result<SearchPlaces> {
        let SearchPlacesRequest { document, query, syntax, scope, folding, whole_word, limit } = request;
        let document = convert::id(&document)?;
        let newest = &self.searches.places;
        let ours = newest.fetch_add(1, Ordering::Relaxed) + 1;
        let request = search::Request {
            query,
            syntax: syntax.into(),
            scope: scope.into(),
            document: Some(document),
            folding: folding.map_or(Folding::USUAL, Into::into),
            is_whole_word: whole_word,
            offset: 0,
            limit: limit.min(PLACES) as usize,
        };
        let go_on = || newest.load(Ordering::Relaxed) == ours;
        let found = search::places(&self.library, document, &request, &go_on)?;
        let note = |search::NotePlaces { annotation, count }| NotePlaces {
            annotation: annotation.to_string(),
            count,
        };
        Ok(SearchPlaces {
            revision: found.revision.to_string(),
            total: found.total,
            places: found.spans.into_iter().flat_map(|span| [span.start.0, span.end.0]).collect(),
            notes: found.notes.into_iter().map(note).collect(),
            unknown_operator: found.unknown_operator,
        })
    }
}

impl From<SearchSyntax> for search::Syntax {
    fn from(syntax: SearchSyntax) -> Self {
        match syntax {
            SearchSyntax::Words => Self::Words,
            SearchSyntax::Literal => Self::Literal,
            SearchSyntax::AsTyped => Self::AsTyped,
            SearchSyntax::Pattern => Self::Pattern,
        }
    }
}

impl From<SearchScope> for search::Scope {
    fn from(scope: SearchScope) -> Self {
        match scope {
            SearchScope::Text => Self::Text,
            SearchScope::Notes => Self::Notes,
            SearchScope::All => Self::All,
        }
    }
}

impl From<SearchFolding> for Folding {
    fn from(folding: SearchFolding) -> Self {
        let SearchFolding { case, width, compatibility, variants, kana, diacritics, quotes, separators } =
            folding;
        Self { case, width, compatibility, variants, kana, diacritics, quotes, separators }
    }
}

impl From<search::HitKind> for SearchHitKind {
    fn from(kind: search::HitKind) -> Self {
        match kind {
            search::HitKind::Title => Self::Title,
            search::HitKind::Speaker => Self::Speaker,
            search::HitKind::Text => Self::Text,
            search::HitKind::Note => Self::Note,
            search::HitKind::Annotation => Self::Annotation,
        }
    }
}

impl From<search::Found> for SearchResults {
    fn from(found: search::Found) -> Self {
        let search::Found { total, documents, speakers, hits, aside_total, asides, unknown_operator } = found;
        let titles: HashMap<_, String> =
            documents.iter().map(|one| (one.document, one.title.clone())).collect();
        let mut found: Vec<SearchDocument> = Vec::new();
        for hit in hits {
            let id = hit.document.to_string();
            if found.last().is_none_or(|last| last.document != id) {
                let title = titles.get(&hit.document).cloned().unwrap_or_default();
                let revision = hit.revision.to_string();
                found.push(SearchDocument { document: id, title, revision, sections: Vec::new() });
            }
            if let Some(last) = found.last_mut() {
                put(&mut last.sections, hit);
            }
        }
        Self {
            total,
            documents: documents
                .into_iter()
                .map(|search::DocumentCount { document, title, count }| SearchDocumentCount {
                    document: document.to_string(),
                    title,
                    count,
                })
                .collect(),
            speakers: speakers
                .into_iter()
                .map(|search::SpeakerCount { name, count }| SearchSpeakerCount { name, count })
                .collect(),
            found,
            aside_total,
            asides: asides.into_iter().map(Into::into).collect(),
            unknown_operator,
        }
    }
}

impl From<search::Aside> for SearchAside {
    fn from(aside: search::Aside) -> Self {
        let search::Aside { of, span, before, text, after } = aside;
        let bare = Self {
            kind: SearchAsideKind::TagName,
            start: span.start.0,
            end: span.end.0,
            before,
            text,
            after,
            tag: None,
            memo: None,
            subject: None,
            document: None,
            title: None,
            heading: None,
            name: None,
        };
        match of {
            search::AsideOf::TagName { tag, path } => {
                Self { tag: Some(tag.to_string()), name: Some(path), ..bare }
            }
            search::AsideOf::TagDefinition { tag, path } => Self {
                kind: SearchAsideKind::TagDefinition,
                tag: Some(tag.to_string()),
                name: Some(path),
                ..bare
            },
            search::AsideOf::Memo { memo, subject, title, about } => {
                let (kind, document, heading, tag) = match subject {
                    Subject::Library => (MemoKind::Library, None, None, None),
                    Subject::Document(document) => (MemoKind::Document, Some(document), None, None),
                    Subject::Section { document, heading, .. } => {
                        (MemoKind::Section, Some(document), heading, None)
                    }
                    Subject::Speaker { document, .. } => (MemoKind::Speaker, Some(document), None, None),
                    Subject::Tag(tag) => (MemoKind::Tag, None, None, Some(tag)),
                };
                Self {
                    kind: SearchAsideKind::Memo,
                    tag: tag.map(|tag| tag.to_string()),
                    memo: Some(memo.to_string()),
                    subject: Some(kind),
                    document: document.map(|document| document.to_string()),
                    title,
                    heading: heading.map(|heading| heading.0),
                    name: about,
                    ..bare
                }
            }
        }
    }
}

/// Puts a place with those of the same section before it.
fn put(sections: &mut Vec<SearchSection>, hit: search::Hit) {
    let search::Hit {
        kind,
        document: _,
        revision: _,
        span,
        passage,
        before,
        text,
        after,
        speaker,
        section,
        annotation,
    } = hit;
    let start = section.as_ref().map(|section| section.start.0);
    if sections.last().is_none_or(|last| last.start != start) {
        sections.push(SearchSection { title: section.map(|section| section.title), start, hits: Vec::new() });
    }
    if let Some(last) = sections.last_mut() {
        last.hits.push(SearchHit {
            kind: kind.into(),
            start: span.start.0,
            end: span.end.0,
            passage: passage.map(|passage| SearchPassage { start: passage.start.0, end: passage.end.0 }),
            before,
            text,
            after,
            speaker,
            annotation: annotation.map(|id| id.to_string()),
        });
    }
}
