//! The command that searches, and calling off the search that a newer one makes idle.

use crate::api::{Api, Result};
use crate::convert;
use crate::wire::{
    SearchDocument, SearchDocumentCount, SearchFolding, SearchHit, SearchHitKind, SearchRequest,
    SearchResults, SearchScope, SearchSection, SearchSpeakerCount, SearchSyntax,
};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use vermilion_anchor::Folding;
use vermilion_core::search;

/// Places shown at most: more are another page.
const LIMIT: u32 = 1000;

/// The newest searches: of the library, and of a document.
#[derive(Default)]
pub(crate) struct Searches {
    library: AtomicU64,
    document: AtomicU64,
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
}

impl From<SearchSyntax> for search::Syntax {
    fn from(syntax: SearchSyntax) -> Self {
        match syntax {
            SearchSyntax::Words => Self::Words,
            SearchSyntax::Literal => Self::Literal,
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
        let search::Found { total, documents, speakers, hits } = found;
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
            before,
            text,
            after,
            speaker,
            annotation: annotation.map(|id| id.to_string()),
        });
    }
}
