//! What a template sees of the documents.

use std::collections::BTreeMap;

use minijinja::value::Value;

use crate::annotated::{Annotated, Colour, ExportedTag, Style, join_paths};
use crate::memos::title;
use crate::note::note_html;
use crate::places::{Places, section_label};
use crate::turns::{Turns, clock};
use crate::words::Words;

/// Everything that a template can name; `[]` stands for each of a list. In one document alone `documents[].` may be left
/// out.
pub const VARIABLES: &[&str] = &[
    "documents[].id",
    "documents[].title",
    "documents[].source",
    "documents[].published",
    "documents[].language",
    "documents[].exported",
    "documents[].text",
    "documents[].speakers[].id",
    "documents[].speakers[].name",
    "documents[].speakers[].role",
    "documents[].sections[].label",
    "documents[].sections[].title",
    "documents[].sections[].number",
    "documents[].sections[].level",
    "documents[].sections[].annotations",
    "documents[].annotations[].id",
    "documents[].annotations[].quote",
    "documents[].annotations[].original",
    "documents[].annotations[].state",
    "documents[].annotations[].reason",
    "documents[].annotations[].note",
    "documents[].annotations[].note_html",
    "documents[].annotations[].tags[].id",
    "documents[].annotations[].tags[].path",
    "documents[].annotations[].tags[].name",
    "documents[].annotations[].tags[].color",
    "documents[].annotations[].tag_paths",
    "documents[].annotations[].speaker",
    "documents[].annotations[].speakers",
    "documents[].annotations[].section",
    "documents[].annotations[].turn",
    "documents[].annotations[].time",
    "documents[].annotations[].milliseconds",
    "documents[].annotations[].start",
    "documents[].annotations[].end",
    "documents[].annotations[].mark",
    "documents[].annotations[].color",
    "documents[].annotations[].style",
    "documents[].annotations[].created",
    "documents[].annotations[].modified",
    "documents[].orphans",
    "documents[].memos[].id",
    "documents[].memos[].about",
    "documents[].memos[].text",
    "documents[].memos[].text_html",
    "documents[].memos[].created",
    "documents[].memos[].modified",
    "documents[].words.source",
    "documents[].words.published",
    "documents[].words.annotations",
    "documents[].words.orphans",
    "documents[].words.orphaned",
    "documents[].words.memos",
    "documents[].words.tags",
    "documents[].words.note",
    "documents[].words.opening",
    "documents[].words.colon",
    "documents[].words.list_comma",
];

/// The variables of these documents.
pub(super) fn of(documents: &[Annotated]) -> Value {
    let mut all: BTreeMap<&'static str, Value> = BTreeMap::new();
    let documents: Vec<BTreeMap<&'static str, Value>> = documents.iter().map(of_document).collect();
    if let [document] = &documents[..] {
        all.extend(document.iter().map(|(name, value)| (*name, value.clone())));
    }
    all.insert("documents", documents.into_iter().map(Value::from_pairs).collect());
    Value::from_pairs(all)
}

/// What annotations and orphans have alike.
struct Common<'d> {
    id: &'d str,
    note: &'d str,
    style: Style,
    tags: &'d [ExportedTag],
    created: &'d str,
    modified: &'d str,
}

fn of_document(document: &Annotated) -> BTreeMap<&'static str, Value> {
    let words = Words::of(&document.language);
    let places = Places::new(document);
    let turns = Turns::new(&document.blocks);
    let html = |markdown: &str| {
        Value::from_safe_string(
            note_html(markdown, &|link| document.standing(link, || None)).trim_end().to_owned(),
        )
    };
    let markdown =
        |markdown: &str| Value::from_safe_string(document.without_links(markdown).trim_end().to_owned());
    let common = |one: &Common<'_>| -> Vec<(&'static str, Value)> {
        let tag = |tag: &ExportedTag| {
            Value::from_pairs([
                ("id", Value::from(tag.id.as_str())),
                ("path", tag.path.as_str().into()),
                ("name", tag.path.rsplit('/').next().unwrap_or_default().into()),
                ("color", tag.colour.map(Colour::name).into()),
            ])
        };
        vec![
            ("id", one.id.into()),
            ("note", markdown(one.note)),
            ("note_html", html(one.note)),
            ("mark", one.style.mark.name().into()),
            ("color", one.style.colour.name().into()),
            ("style", words.style(one.style).into()),
            ("tags", one.tags.iter().map(tag).collect()),
            ("tag_paths", join_paths(one.tags, words.list_comma).into()),
            ("created", one.created.into()),
            ("modified", one.modified.into()),
        ]
    };

    let mut of_section: Vec<Vec<Value>> = vec![Vec::new(); places.sections().len() + 1];
    let annotations: Vec<Value> = document
        .annotations
        .iter()
        .map(|one| {
            let section = places.section_at(one.span.start);
            let speakers: Vec<&str> =
                places.speakers_in(one.span).into_iter().map(|speaker| speaker.name.as_str()).collect();
            let turn = turns.at(one.span.start);
            let time = turn.and_then(|turn| turn.time);
            let mut variables = common(&Common {
                id: &one.id,
                note: &one.note,
                style: one.style,
                tags: &one.tags,
                created: &one.created,
                modified: &one.modified,
            });
            variables.extend([
                ("quote", places.quote(one.span).into()),
                ("original", one.original.as_deref().unwrap_or_default().into()),
                ("state", if one.original.is_some() { "changed" } else { "anchored" }.into()),
                ("reason", "".into()),
                ("speaker", speakers.join(words.list_comma).into()),
                ("speakers", speakers.into_iter().map(Value::from).collect()),
                (
                    "section",
                    section.map(|at| section_label(&places.sections()[at])).unwrap_or_default().into(),
                ),
                ("turn", turn.map(|turn| turn.number).into()),
                ("time", time.map(clock).unwrap_or_default().into()),
                ("milliseconds", time.into()),
                ("start", one.span.start.0.into()),
                ("end", one.span.end.0.into()),
            ]);
            let value = Value::from_pairs(variables);
            of_section[section.map_or(0, |section| section + 1)].push(value.clone());
            value
        })
        .collect();
    let orphans = document.orphans.iter().map(|one| {
        let mut variables = common(&Common {
            id: &one.id,
            note: &one.note,
            style: one.style,
            tags: &one.tags,
            created: &one.created,
            modified: &one.modified,
        });
        let nothing = || Value::from(());
        variables.extend([
            ("quote", one.quote.as_str().into()),
            ("original", "".into()),
            ("state", "orphan".into()),
            ("reason", one.reason.into()),
            ("speaker", "".into()),
            ("speakers", Value::from(Vec::<Value>::new())),
            ("section", "".into()),
            ("turn", nothing()),
            ("time", "".into()),
            ("milliseconds", nothing()),
            ("start", nothing()),
            ("end", nothing()),
        ]);
        Value::from_pairs(variables)
    });
    // What stands before the first section is in one without a name.
    let heads = std::iter::once(None).chain(places.sections().iter().map(Some));
    let sections = heads.zip(of_section).map(|(section, annotations)| {
        Value::from_pairs([
            ("label", Value::from(section.map(section_label).unwrap_or_default())),
            ("title", section.map(|section| section.title.clone()).unwrap_or_default().into()),
            ("number", section.and_then(|section| section.number).into()),
            ("level", section.map_or(0, |section| section.level).into()),
            ("annotations", annotations.into()),
        ])
    });
    let memos = document.memos.iter().map(|memo| {
        Value::from_pairs([
            ("id", Value::from(memo.id.as_str())),
            ("about", title(document, &places, words, memo).into()),
            ("text", markdown(&memo.text)),
            ("text_html", html(&memo.text)),
            ("created", memo.created.as_str().into()),
            ("modified", memo.modified.as_str().into()),
        ])
    });
    let speakers = document.speakers.iter().map(|speaker| {
        Value::from_pairs([
            ("id", Value::from(speaker.id.as_str())),
            ("name", speaker.name.as_str().into()),
            ("role", speaker.role.name().into()),
        ])
    });
    let said = [
        ("source", words.source),
        ("published", words.published),
        ("annotations", words.annotations),
        ("orphans", words.orphans),
        ("orphaned", words.orphaned),
        ("memos", words.memos),
        ("tags", words.tags),
        ("note", words.note),
        ("opening", words.opening),
        ("colon", words.colon),
        ("list_comma", words.list_comma),
    ];
    BTreeMap::from([
        ("id", document.id.as_str().into()),
        ("title", document.title.as_str().into()),
        ("source", document.source.as_deref().unwrap_or_default().into()),
        ("published", document.published.as_deref().unwrap_or_default().into()),
        ("language", document.language.as_str().into()),
        ("exported", document.exported_at.as_str().into()),
        ("text", document.text.as_str().into()),
        ("speakers", speakers.collect()),
        ("sections", sections.collect()),
        ("annotations", annotations.into()),
        ("orphans", orphans.collect()),
        ("memos", memos.collect()),
        ("words", Value::from_pairs(said)),
    ])
}
