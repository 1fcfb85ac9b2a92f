//! All places of a query in one document, and nothing around them: for marking them in the text and stepping through them.

use super::{HitKind, Request, Scope, Syntax, document::Shown, held::Source, query, run::Plan, typed};
use crate::{
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId},
    library::Library,
};
use vermilion_anchor::Span;

/// Where a query holds in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The revision in whose text they count.
    pub revision: RevisionId,
    /// How many places there are in the text.
    pub total: u64,
    /// The first ones, in the order of the text, each once.
    pub spans: Vec<Span>,
    /// The annotations in whose notes there are places, as they stand in the text; orphans last.
    pub notes: Vec<NotePlaces>,
    /// Where there are none: what stands before a colon in the query as an operator does, and is none.
    pub unknown_operator: Option<String>,
}

/// An annotation in whose note there are places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotePlaces {
    /// The annotation.
    pub annotation: AnnotationId,
    /// How many places there are in its note.
    pub count: u32,
}

/// All places of a query in the text of a document and in its notes, as far as its scope has them. `request` says which
/// document by `document`, and how many by `limit`; nothing is passed over. A query without words gives the paragraphs or
/// the passages that answer to it.
///
/// # Errors
/// Those of [`search`](super::search).
pub fn places(
    library: &Library,
    document: DocumentId,
    request: &Request,
    go_on: &(dyn Fn() -> bool + Sync),
) -> Result<Places> {
    let is_nothing = |found: &Places| found.total == 0 && found.notes.is_empty();
    let mut found =
        typed::find(request, |request| all_places(library, document, request, go_on), is_nothing)?;
    if request.syntax != Syntax::Pattern && is_nothing(&found) {
        found.unknown_operator = query::unknown_operator(&request.query);
    }
    Ok(found)
}

fn all_places(
    library: &Library,
    document: DocumentId,
    request: &Request,
    go_on: &(dyn Fn() -> bool + Sync),
) -> Result<Places> {
    // Titles and names are not to be stepped through, and they are looked at in all alone.
    let both = request.scope == Scope::All;
    let limit = request.limit;
    let scoped = |scope| Request { scope, offset: 0, ..request.clone() };
    let text = Plan::of(&scoped(if both { Scope::Text } else { request.scope })).map_err(Error::BadQuery)?;
    let notes: Option<Plan> =
        if both { Plan::of(&scoped(Scope::Notes)).map_err(Error::BadQuery)? } else { None };
    library.search.read(library, |snapshot| {
        let all = snapshot.documents()?;
        let missing = || Error::NoSuchDocument { reference: document.to_string() };
        let source = all.iter().find(|source| source.document == document).ok_or_else(missing)?;
        let mut found = Places {
            revision: source.revision,
            total: 0,
            spans: Vec::new(),
            notes: Vec::new(),
            unknown_operator: None,
        };
        let mut spans: Vec<Span> = Vec::new();
        // Without words the same passages answer in every scope.
        for mut plan in [text, notes.filter(Plan::has_words)].into_iter().flatten() {
            plan.find_tags(snapshot.connection)?;
            look(&plan, snapshot, source, go_on, &mut spans, &mut found.notes)?;
        }
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        spans.dedup();
        found.total = spans.len() as u64;
        spans.truncate(limit);
        found.spans = spans;
        found.notes.truncate(limit);
        Ok(found)
    })
}

fn look(
    plan: &Plan,
    snapshot: &mut super::held::Snapshot<'_>,
    source: &Source,
    go_on: &(dyn Fn() -> bool + Sync),
    spans: &mut Vec<Span>,
    notes: &mut Vec<NotePlaces>,
) -> Result<()> {
    let gathered = plan.gather(snapshot, &[source], go_on)?;
    for (_, document) in &gathered {
        if !go_on() {
            return Err(Error::Cancelled);
        }
        for shown in plan.judge(document, usize::MAX).first {
            let Shown { kind, of, .. } = shown;
            match (kind, document.marks.annotations.get(of)) {
                (HitKind::Text, _) => spans.push(shown.span(&document.places)),
                (HitKind::Annotation, Some(one)) if one.stands() => spans.push(one.span),
                (HitKind::Note, Some(one)) => match notes.last_mut() {
                    Some(last) if last.annotation == one.id => last.count += 1,
                    _ => notes.push(NotePlaces { annotation: one.id, count: 1 }),
                },
                _ => {}
            }
        }
    }
    Ok(())
}
