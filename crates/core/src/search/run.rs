//! A search from its query to what is shown.

use super::{
    DocumentCount, Found, Request, Scope, SpeakerCount, Syntax, aside,
    document::{self, Judged, Places},
    held::{self, Ready, Snapshot, Source, side_by_side},
    matcher::Matcher,
    page, pattern,
    query::{self, BadQuery, Condition, Expression, Problem, Query},
    typed,
};
use crate::{
    error::{Error, Result},
    ids::TagId,
    library::Library,
};
use rustc_hash::FxHashMap;
use std::{collections::HashSet, sync::Arc};
use vermilion_anchor::{Folding, Span, count};

/// A query with what finds its words.
pub(super) struct Plan {
    pub(super) expression: Expression,
    pub(super) conditions: Vec<Asked>,
    pub(super) words: Vec<Sought>,
    pub(super) folding: Folding,
    pub(super) scope: Scope,
    pub(super) is_whole_word: bool,
    /// Places of a document that may be shown.
    pub(super) shown: usize,
}

/// Words of the query.
pub(super) struct Sought {
    pub(super) matcher: Matcher,
    /// Whether they are to be found, and not only to be missing.
    pub(super) is_sought: bool,
    /// Whether they are one word of the dictionary.
    pub(super) is_word: bool,
}

/// A condition with what finds its words, where it has any.
pub(super) struct Asked {
    pub(super) condition: Condition,
    pub(super) matcher: Option<Matcher>,
    /// The tags that are asked for, once the codebook was looked into.
    pub(super) tags: HashSet<TagId>,
}

/// Searches the library, or one document of it. `go_on` is asked now and then.
///
/// A place is a run of whole characters; places of the same words do not overlap. A blank query finds nothing.
///
/// # Errors
/// [`Error::BadQuery`], [`Error::NoSuchDocument`], [`Error::Cancelled`] once `go_on` says no, or when the library cannot
/// be read.
pub fn search(library: &Library, request: &Request, go_on: &(dyn Fn() -> bool + Sync)) -> Result<Found> {
    typed::find(request, |request| look(library, request, go_on), is_nothing)
}

fn is_nothing(found: &Found) -> bool {
    found.total == 0 && found.aside_total == 0
}

fn look(library: &Library, request: &Request, go_on: &(dyn Fn() -> bool + Sync)) -> Result<Found> {
    let mut plan = Plan::of(request).map_err(Error::BadQuery)?;
    let mut found = library.search.read(library, |snapshot| {
        let all = snapshot.documents()?;
        let sources: Vec<&Source> = match request.document {
            None => all.iter().collect(),
            Some(id) => all.iter().filter(|source| source.document == id).collect(),
        };
        if let (Some(id), true) = (request.document, sources.is_empty()) {
            return Err(Error::NoSuchDocument { reference: id.to_string() });
        }
        match &mut plan {
            Some(plan) => {
                plan.find_tags(snapshot.connection)?;
                plan.run(snapshot, &sources, request, go_on)
            }
            None => Ok(Found::default()),
        }
    })?;
    if let Some(plan) = &plan {
        (found.aside_total, found.asides) = aside::find(library, plan, request)?;
    }
    if request.syntax == Syntax::Words && is_nothing(&found) {
        found.unknown_operator = query::unknown_operator(&request.query);
    }
    Ok(found)
}

impl Plan {
    /// Understands a query; `None` where it is blank.
    pub(super) fn of(request: &Request) -> Result<Option<Self>, BadQuery> {
        let all = Span::new(0, count(&request.query));
        if request.query.is_empty() {
            return Ok(None);
        }
        let query = match request.syntax {
            Syntax::Words | Syntax::AsTyped => query::parse(&request.query)?,
            Syntax::Literal | Syntax::Pattern => Some(Query::literal(&request.query)),
        };
        let Some(Query { expression, words, conditions, .. }) = query else { return Ok(None) };
        if request.syntax == Syntax::Pattern {
            pattern::check(&request.query)?;
        }
        let mut folding = request.folding;
        // Where separators are nothing, a word that is nothing else could not be looked for.
        if folding.separators && words.iter().any(|words| folding.words(words).is_empty()) {
            folding.separators = false;
        }
        let mut is_sought = vec![false; words.len()];
        expression.mark_sought(true, &mut is_sought);
        let mut sought = Vec::new();
        for (words, is_sought) in words.iter().zip(is_sought) {
            let matcher = match request.syntax {
                Syntax::Pattern => Matcher::pattern(folding, words),
                // Nothing but marks that are folded away: they are looked for as they are.
                _ => Matcher::words(folding, words)
                    .or_else(|| Matcher::words(Folding::NONE, words))
                    .ok_or(Problem::Nothing),
            };
            let matcher = matcher.map_err(|problem| BadQuery { span: all, problem })?;
            let is_word = request.is_whole_word && held::is_word(words);
            sought.push(Sought { matcher, is_sought, is_word });
        }
        let asked = |condition: Condition| {
            let words = match &condition {
                Condition::Speaker(words) | Condition::Section(words) | Condition::Title(words) => {
                    Some(words)
                }
                Condition::Colour(_)
                | Condition::HasNote
                | Condition::Tag(_)
                | Condition::Orphan
                | Condition::Changed => None,
            };
            let matcher = words.and_then(|words| Matcher::words(folding, words));
            Asked { matcher, condition, tags: HashSet::new() }
        };
        Ok(Some(Self {
            expression,
            conditions: conditions.into_iter().map(asked).collect(),
            words: sought,
            folding,
            scope: request.scope,
            is_whole_word: request.is_whole_word,
            shown: request.offset.saturating_add(request.limit),
        }))
    }

    /// Whether words are looked for, rather than what answers to conditions.
    pub(super) fn has_words(&self) -> bool {
        self.words.iter().any(|words| words.is_sought)
    }

    /// Whether it asks how a place is marked.
    pub(super) fn is_about_marks(&self) -> bool {
        let is_mark = |asked: &Asked| {
            matches!(
                asked.condition,
                Condition::Colour(_)
                    | Condition::HasNote
                    | Condition::Tag(_)
                    | Condition::Orphan
                    | Condition::Changed
            )
        };
        self.conditions.iter().any(is_mark)
    }

    /// Whether it asks in which section a place is, which the text tells.
    pub(super) fn is_about_sections(&self) -> bool {
        self.conditions.iter().any(|asked| matches!(asked.condition, Condition::Section(_)))
    }

    /// Documents in which something may answer to the query, with what was found in their texts.
    pub(super) fn gather<'source>(
        &self,
        snapshot: &mut Snapshot<'_>,
        sources: &[&'source Source],
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<(&'source Source, document::Document<'source>)>> {
        let has_texts = self.scope != Scope::Notes && (self.has_words() || !self.is_about_marks());
        let gathered = if self.scope == Scope::All && has_texts {
            self.gather_all(snapshot, sources, go_on)?
        } else {
            self.gather_some(snapshot, sources, has_texts, go_on)?
        };
        if !go_on() {
            return Err(Error::Cancelled);
        }
        if self.is_whole_word {
            let found = |places: &Places| places.scanned.clone().filter(|_| !places.found.is_empty());
            for (source, document) in &gathered {
                if let Some(scanned) = found(&document.places) {
                    scanned.find_words(|| snapshot.text(source.revision))?;
                }
            }
        }
        Ok(gathered)
    }

    /// All of them, where any may answer to the query by its title, a name or a note.
    fn gather_all<'source>(
        &self,
        snapshot: &mut Snapshot<'_>,
        sources: &[&'source Source],
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<(&'source Source, document::Document<'source>)>> {
        let ready = snapshot.ready(sources, self.folding, go_on)?;
        let places =
            side_by_side(&ready, |one| if go_on() { self.scan(&one.scanned) } else { Places::default() });
        let document = |((source, ready), places): ((&&'source Source, &Ready), Places)| {
            let Ready { outline, starts, names, marks, .. } = ready.clone();
            (*source, document::Document { source, places, outline, starts, names, marks })
        };
        Ok(sources.iter().zip(ready.iter()).zip(places).map(document).collect())
    }

    /// Those in the text or the annotations of which something may be; of the others nothing is looked up.
    fn gather_some<'source>(
        &self,
        snapshot: &mut Snapshot<'_>,
        sources: &[&'source Source],
        has_texts: bool,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<(&'source Source, document::Document<'source>)>> {
        let has_notes = self.scope != Scope::Text || self.is_about_marks();
        let mut places: Vec<Places> = sources.iter().map(|_| Places::default()).collect();
        if has_texts || self.is_about_sections() {
            let scanned = snapshot.scanned(sources, self.folding, go_on)?;
            places = side_by_side(&scanned, |one| if go_on() { self.scan(one) } else { Places::default() });
        }
        let mut rest = Vec::new();
        for (source, places) in sources.iter().zip(places) {
            if !go_on() {
                return Err(Error::Cancelled);
            }
            let marks = if has_notes { snapshot.marks(source.document)? } else { Default::default() };
            if self.scope != Scope::All && places.is_empty() && marks.annotations.is_empty() {
                continue;
            }
            let outline = snapshot.outline(source.document)?;
            let starts = match &places.scanned {
                Some(scanned) => snapshot.starts(source.document, self.folding, scanned, &outline),
                None => Arc::default(),
            };
            let names = match self.scope {
                Scope::All => snapshot.names(source, self.folding, &outline),
                Scope::Text | Scope::Notes => Arc::default(),
            };
            rest.push((*source, document::Document { source, places, outline, starts, names, marks }));
        }
        Ok(rest)
    }

    fn run(
        &self,
        snapshot: &mut Snapshot<'_>,
        sources: &[&Source],
        request: &Request,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Found> {
        let rest = self.gather(snapshot, sources, go_on)?;
        let judged = side_by_side(
            &rest,
            |(_, document)| {
                if go_on() { self.judge(document, 0) } else { Judged::default() }
            },
        );
        if !go_on() {
            return Err(Error::Cancelled);
        }
        let mut found = Found::default();
        let mut speakers: FxHashMap<&str, u64> = FxHashMap::default();
        let mut shown = Vec::new();
        for ((source, document), judged) in rest.iter().zip(judged) {
            if judged.total == 0 {
                continue;
            }
            let before = usize::try_from(found.total).unwrap_or(usize::MAX);
            found.total += judged.total;
            found.documents.push(DocumentCount {
                document: source.document,
                title: source.title.clone(),
                count: judged.total,
            });
            for (speaker, count) in
                document.outline.speakers.iter().zip(&judged.speakers).filter(|(_, count)| **count > 0)
            {
                *speakers.entry(&speaker.name).or_default() += count;
            }
            // The places themselves are listed only where they are shown: counting all takes no room.
            let from = request.offset.saturating_sub(before);
            let room = self.shown.saturating_sub(before.max(request.offset));
            if room > 0 && judged.total > from as u64 {
                let first = self.judge(document, from.saturating_add(room)).first;
                shown.push((document, first.into_iter().skip(from).collect::<Vec<_>>()));
            }
        }
        found.speakers =
            speakers.into_iter().map(|(name, count)| SpeakerCount { name: name.to_owned(), count }).collect();
        found
            .speakers
            .sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
        for (document, shown) in shown {
            found.hits.extend(page::cut(snapshot, document, &shown)?);
        }
        Ok(found)
    }
}
