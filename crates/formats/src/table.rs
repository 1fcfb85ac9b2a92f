//! Annotations, orphans and memos as rows: what every table has in its columns, typed.

use std::borrow::Cow;

use vermilion_anchor::Span;

use crate::annotated::{About, Annotated, ExportedMemo, Style, join_paths};
use crate::memos::{section_of, speaker_of};
use crate::places::Places;
use crate::turns::{Turn, Turns};

/// One quote, or one memo.
pub(crate) struct Row<'d> {
    pub(crate) id: &'d str,
    pub(crate) document: &'d str,
    pub(crate) section_number: Option<u32>,
    pub(crate) section: Cow<'d, str>,
    /// Everybody who speaks in the quote, separated by `; `.
    pub(crate) speakers: String,
    pub(crate) roles: String,
    pub(crate) quote: &'d str,
    /// Markdown, with the words of links in their place.
    pub(crate) note: String,
    pub(crate) style: Option<Style>,
    pub(crate) span: Option<Span>,
    pub(crate) turn: Option<Turn>,
    pub(crate) created: &'d str,
    pub(crate) modified: &'d str,
    /// `anchored`, `changed`, `orphan` or `memo`.
    pub(crate) state: &'static str,
    /// The words that were marked, where others stand there now.
    pub(crate) original: &'d str,
    /// The paths of the tags, separated by `; `.
    pub(crate) tags: String,
    /// Why an orphan is one.
    pub(crate) reason: &'static str,
}

/// The rows of a document: annotations in the order of the text, then orphans, then memos.
pub(crate) fn rows(document: &Annotated) -> Vec<Row<'_>> {
    let places = Places::new(document);
    let turns = Turns::new(&document.blocks);
    let annotations = document.annotations.iter().map(|annotation| {
        let section = places.section_at(annotation.span.start).map(|section| &places.sections()[section]);
        let speakers = places.speakers_in(annotation.span);
        let names: Vec<_> = speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        let roles: Vec<_> = speakers.iter().map(|speaker| speaker.role.name()).collect();
        Row {
            id: &annotation.id,
            document: &document.title,
            section_number: section.and_then(|section| section.number),
            section: Cow::Owned(section.map(|section| section.title.clone()).unwrap_or_default()),
            speakers: names.join("; "),
            roles: roles.join("; "),
            quote: places.quote(annotation.span),
            note: document.without_links(&annotation.note),
            style: Some(annotation.style),
            span: Some(annotation.span),
            turn: turns.at(annotation.span.start),
            created: &annotation.created,
            modified: &annotation.modified,
            state: if annotation.original.is_some() { "changed" } else { "anchored" },
            original: annotation.original.as_deref().unwrap_or_default(),
            tags: join_paths(&annotation.tags, "; "),
            reason: "",
        }
    });
    let orphans = document.orphans.iter().map(|orphan| Row {
        id: &orphan.id,
        document: &document.title,
        section_number: None,
        section: Cow::Borrowed(""),
        speakers: String::new(),
        roles: String::new(),
        quote: &orphan.quote,
        note: document.without_links(&orphan.note),
        style: Some(orphan.style),
        span: None,
        turn: None,
        created: &orphan.created,
        modified: &orphan.modified,
        state: "orphan",
        original: "",
        tags: join_paths(&orphan.tags, "; "),
        reason: orphan.reason,
    });
    let memos = document.memos.iter().map(|memo| of_memo(document, &places, memo));
    annotations.chain(orphans).chain(memos).collect()
}

fn of_memo<'d>(document: &'d Annotated, places: &Places<'_>, memo: &'d ExportedMemo) -> Row<'d> {
    let section = section_of(places, memo).map(|section| &places.sections()[section]);
    let title = match &memo.about {
        About::Section { title, .. } => title.as_str(),
        _ => "",
    };
    let tag = match &memo.about {
        About::Tag(tag) => tag.path.as_str(),
        _ => "",
    };
    let speaker = speaker_of(document, memo);
    Row {
        id: &memo.id,
        document: &document.title,
        section_number: section.and_then(|section| section.number),
        section: Cow::Borrowed(title),
        speakers: speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
        roles: speaker.map(|speaker| speaker.role.name().to_owned()).unwrap_or_default(),
        quote: "",
        note: document.without_links(&memo.text),
        style: None,
        span: None,
        turn: None,
        created: &memo.created,
        modified: &memo.modified,
        state: "memo",
        original: "",
        tags: tag.to_owned(),
        reason: "",
    }
}
