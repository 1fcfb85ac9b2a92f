//! Searching what belongs to no text: the names and definitions of tags, and the memos.
//!
//! They are few and short beside the texts, so they are folded anew by each search. They are read a moment after the
//! texts, in a state of the library of their own: nothing that is shown of the one depends on the other.

use super::{Aside, AsideOf, Request, Scope, page::around, query::Condition, run::Plan};
use crate::{
    error::Result,
    ids::{DocumentId, SpeakerId, TagId},
    library::{Library, Snapshot},
    memos::Subject,
    tables::{document, memo, speaker},
    tags::{Codebook, Tag},
};
use std::collections::HashMap;
use vermilion_anchor::{Span, TextIndex};

/// What was found beside the texts: how many places there are, and those that are shown.
pub(super) fn find(library: &Library, plan: &Plan, request: &Request) -> Result<(u64, Vec<Aside>)> {
    if plan.scope == Scope::Text || !plan.has_words() {
        return Ok((0, Vec::new()));
    }
    let limit = if request.offset == 0 { request.limit } else { 0 };
    library.read(|snapshot| {
        let codebook = Codebook::load(snapshot.connection)?;
        let mut found = Asides { total: 0, shown: Vec::new(), limit };
        if request.document.is_none() {
            for tag in codebook.tags() {
                in_tag(plan, &codebook, tag, &mut found);
            }
        }
        in_memos(plan, snapshot, &codebook, request.document, &mut found)?;
        Ok((found.total, found.shown))
    })
}

struct Asides {
    total: u64,
    shown: Vec<Aside>,
    limit: usize,
}

impl Asides {
    /// Takes the places in a text, whose first are shown as places of what `of` says.
    fn add(&mut self, text: &str, spans: Vec<Span>, of: &dyn Fn() -> AsideOf) {
        self.total += spans.len() as u64;
        let room = self.limit.saturating_sub(self.shown.len());
        let index = TextIndex::new(text);
        for span in spans.into_iter().take(room) {
            let (before, words, after) = around(&index, span, None);
            self.shown.push(Aside { of: of(), span, before, text: words, after });
        }
    }
}

fn in_tag(plan: &Plan, codebook: &Codebook, tag: &Tag, found: &mut Asides) {
    // Of all that can be asked, a tag is only ever under another one.
    let is_true = |number: usize| {
        plan.conditions
            .get(number)
            .is_some_and(|asked| matches!(asked.condition, Condition::Tag(_)) && asked.tags.contains(&tag.id))
    };
    let path = || codebook.path(tag.id);
    let names = plan.places_in(&tag.name, &is_true);
    found.add(&tag.name, names, &|| AsideOf::TagName { tag: tag.id, path: path() });
    let definitions = plan.places_in(&tag.definition, &is_true);
    found.add(&tag.definition, definitions, &|| AsideOf::TagDefinition { tag: tag.id, path: path() });
}

/// What the memos are about, by name.
struct Names<'codebook> {
    codebook: &'codebook Codebook,
    titles: HashMap<DocumentId, String>,
    speakers: HashMap<SpeakerId, String>,
}

impl Names<'_> {
    fn title(&self, subject: &memo::Subject) -> Option<&str> {
        match subject {
            memo::Subject::Document(document)
            | memo::Subject::Section(document, _)
            | memo::Subject::Speaker(document, _) => self.titles.get(document).map(String::as_str),
            memo::Subject::Library | memo::Subject::Tag(_) => None,
        }
    }

    fn tag(&self, id: TagId) -> Option<String> {
        self.codebook.get(id).map(|tag| self.codebook.path(tag.id))
    }
}

fn in_memos(
    plan: &Plan,
    snapshot: &Snapshot<'_>,
    codebook: &Codebook,
    only: Option<DocumentId>,
    found: &mut Asides,
) -> Result<()> {
    let rows = memo::all(snapshot.connection)?;
    if rows.is_empty() {
        return Ok(());
    }
    let titles = document::all(snapshot.connection)?.into_iter().map(|row| (row.id, row.title)).collect();
    let mut names = Names { codebook, titles, speakers: HashMap::new() };
    for row in rows {
        let of = match &row.subject {
            memo::Subject::Document(of) | memo::Subject::Section(of, _) | memo::Subject::Speaker(of, _) => {
                Some(*of)
            }
            memo::Subject::Library | memo::Subject::Tag(_) => None,
        };
        if only.is_some() && of != only {
            continue;
        }
        if let memo::Subject::Speaker(document, speaker) = &row.subject
            && !names.speakers.contains_key(speaker)
        {
            let all = speaker::of_document(snapshot.connection, *document)?;
            names.speakers.extend(all.into_iter().map(|row| (row.id, row.name)));
        }
        let is_true = |number: usize| {
            plan.conditions.get(number).is_some_and(|asked| match (&asked.condition, &row.subject) {
                (Condition::Title(_), subject) => plan.is_named(asked, names.title(subject)),
                (Condition::Speaker(_), memo::Subject::Speaker(_, speaker)) => {
                    plan.is_named(asked, names.speakers.get(speaker).map(String::as_str))
                }
                (Condition::Section(_), memo::Subject::Section(_, heading)) => {
                    plan.is_named(asked, [heading.words.as_str()])
                }
                (Condition::Tag(_), memo::Subject::Tag(tag)) => asked.tags.contains(tag),
                _ => false,
            })
        };
        let places = plan.places_in(&row.text, &is_true);
        if places.is_empty() {
            continue;
        }
        // Where a section is now is found out only for what is shown.
        let told = if found.shown.len() < found.limit { snapshot.memos_of([row.id])?.pop() } else { None };
        let Some(told) = told else {
            found.total += places.len() as u64;
            continue;
        };
        let about = match &told.subject {
            Subject::Library | Subject::Document(_) => None,
            Subject::Section { title, .. } => Some(title.clone()),
            Subject::Speaker { speaker, .. } => names.speakers.get(speaker).cloned(),
            Subject::Tag(tag) => names.tag(*tag),
        };
        let title = names.title(&row.subject).map(str::to_owned);
        found.add(&row.text, places, &|| AsideOf::Memo {
            memo: told.id,
            subject: told.subject.clone(),
            title: title.clone(),
            about: about.clone(),
        });
    }
    Ok(())
}
