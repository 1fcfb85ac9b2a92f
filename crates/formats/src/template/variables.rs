//! What a template sees of the documents.

use std::collections::BTreeMap;

use minijinja::value::Value;

use crate::annotated::{Annotated, Colour, ExportedTag, Style, join_paths};
use crate::memos::title;
use crate::note::note_html;
use crate::places::{Places, section_label};
use crate::turns::{Turns, clock};
use crate::words::Words;

/// Something that a template can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Where it is; `[]` stands for each of a list. In one document alone `documents[].` may be left out.
    pub path: &'static str,
    /// What it is, Markdown.
    pub about: &'static str,
}

/// Everything that a template can name.
pub const VARIABLES: &[Variable] = &[
    Variable { path: "documents[].id", about: "The id of the document" },
    Variable { path: "documents[].title", about: "Its title" },
    Variable { path: "documents[].source", about: "Where it was published; empty where that is not known" },
    Variable {
        path: "documents[].published",
        about: "When it was published, as far as that is known: `2025`, `2025-10` or `2025-10-09`",
    },
    Variable { path: "documents[].language", about: "Its language, such as `zh-Hant`" },
    Variable { path: "documents[].exported", about: "When this file is written: `2025-10-09T08:00:00Z`" },
    Variable { path: "documents[].text", about: "The whole text of the interview" },
    Variable { path: "documents[].speakers[].id", about: "The id of a speaker" },
    Variable { path: "documents[].speakers[].name", about: "The name" },
    Variable { path: "documents[].speakers[].role", about: "`interviewer`, `interviewee` or `other`" },
    Variable {
        path: "documents[].sections[].label",
        about: "The number and the title of a section, as in `01 出海`; empty for what stands before the first",
    },
    Variable { path: "documents[].sections[].title", about: "The title alone" },
    Variable { path: "documents[].sections[].number", about: "The number; none where it has none" },
    Variable {
        path: "documents[].sections[].level",
        about: "1 for a section, 2 for one within it, and so on; 0 for what stands before the first",
    },
    Variable {
        path: "documents[].sections[].annotations",
        about: "The annotations that begin in it, each with all that `annotations[]` has",
    },
    Variable { path: "documents[].annotations[].id", about: "The id of an annotation" },
    Variable { path: "documents[].annotations[].quote", about: "The words it marks" },
    Variable {
        path: "documents[].annotations[].original",
        about: "The words it marked before the text was corrected, where they were others",
    },
    Variable {
        path: "documents[].annotations[].state",
        about: "`anchored`; `changed` where its words are others than those that were marked; `orphan` where they are gone",
    },
    Variable {
        path: "documents[].annotations[].reason",
        about: "Why an orphan has lost its words; empty otherwise",
    },
    Variable { path: "documents[].annotations[].note", about: "Its note, Markdown" },
    Variable { path: "documents[].annotations[].note_html", about: "Its note as HTML that is safe to show" },
    Variable { path: "documents[].annotations[].tags[].id", about: "The id of a tag that it has" },
    Variable {
        path: "documents[].annotations[].tags[].path",
        about: "The tag with those above it: `情感/恐懼`",
    },
    Variable { path: "documents[].annotations[].tags[].name", about: "The tag's own name: `恐懼`" },
    Variable {
        path: "documents[].annotations[].tags[].color",
        about: "The tag's color; none where it has none",
    },
    Variable { path: "documents[].annotations[].tag_paths", about: "The paths of its tags in one line" },
    Variable { path: "documents[].annotations[].speaker", about: "Who speaks in it, in one line" },
    Variable { path: "documents[].annotations[].speakers", about: "Who speaks in it, as a list of names" },
    Variable { path: "documents[].annotations[].section", about: "The label of its section" },
    Variable {
        path: "documents[].annotations[].turn",
        about: "The number of the turn in which it begins; none outside of turns",
    },
    Variable {
        path: "documents[].annotations[].time",
        about: "When that turn begins in the recording, such as `1:02:03`; empty where the text does not say",
    },
    Variable {
        path: "documents[].annotations[].milliseconds",
        about: "The same in milliseconds; none where the text does not say",
    },
    Variable {
        path: "documents[].annotations[].start",
        about: "Its first character, counted in Unicode code points from 0; none for an orphan",
    },
    Variable {
        path: "documents[].annotations[].end",
        about: "The first character after it; none for an orphan",
    },
    Variable { path: "documents[].annotations[].mark", about: "`fill` or `underline`" },
    Variable {
        path: "documents[].annotations[].color",
        about: "`yellow`, `red`, `green`, `blue` or `purple`",
    },
    Variable { path: "documents[].annotations[].style", about: "Both in words of the document's language" },
    Variable { path: "documents[].annotations[].created", about: "When it was made" },
    Variable { path: "documents[].annotations[].modified", about: "When it was changed last" },
    Variable {
        path: "documents[].orphans",
        about: "The annotations whose passage is gone, each with all that `annotations[]` has",
    },
    Variable { path: "documents[].memos[].id", about: "The id of a memo on the document or a part of it" },
    Variable { path: "documents[].memos[].about", about: "What it is about, in words" },
    Variable { path: "documents[].memos[].text", about: "Its text, Markdown" },
    Variable { path: "documents[].memos[].text_html", about: "Its text as HTML that is safe to show" },
    Variable { path: "documents[].memos[].created", about: "When it was begun" },
    Variable { path: "documents[].memos[].modified", about: "When it was changed last" },
    Variable {
        path: "documents[].words.source",
        about: "The word for where it was published, in the document's language, as are the following",
    },
    Variable { path: "documents[].words.published", about: "For when it was published" },
    Variable { path: "documents[].words.annotations", about: "For the annotations" },
    Variable { path: "documents[].words.orphans", about: "For the orphans, as a heading" },
    Variable { path: "documents[].words.orphaned", about: "For what one of them is" },
    Variable { path: "documents[].words.memos", about: "For the memos" },
    Variable { path: "documents[].words.tags", about: "For the tags" },
    Variable { path: "documents[].words.note", about: "For a note" },
    Variable { path: "documents[].words.opening", about: "For what stands before the first section" },
    Variable { path: "documents[].words.colon", about: "The colon: `: ` or `：`" },
    Variable { path: "documents[].words.list_comma", about: "What stands between names: `, ` or `、`" },
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
