//! `project.qde`, in the order that the schema fixes.

use super::notes::{self, Made, Note, brief, codings, reference};
use super::{Counting, PARTS};
use crate::annotated::{About, Annotated, ExportedMemo, ExportedTag};
use crate::codebook::{CodebookTag, derived_id};
use crate::interview::BlockKind;
use crate::memos::{section_of, speaker_of};
use crate::places::Places;
use crate::refi::{Markup, write_codes};
use crate::watch::{Watch, items};
use std::collections::{HashMap, HashSet};
use vermilion_anchor::{CodePoint, Span};

/// The variables, by the names that the importer knows again.
const ROLE: &str = "role";
const LABELS: &str = "labels";
const OF_SOURCE: [&str; 3] = ["source", "published", "language"];

/// A selection of a source.
struct Selection<'d> {
    id: String,
    span: Span,
    name: &'d str,
    description: String,
    tags: Vec<&'d str>,
    notes: Vec<String>,
    created: &'d str,
    modified: &'d str,
}

/// A source with what is to be written of it.
struct Source<'d> {
    document: &'d Annotated,
    selections: Vec<Selection<'d>>,
    /// Notes on the whole of it.
    notes: Vec<String>,
    /// Of each speaker.
    cases: Vec<Case<'d>>,
}

/// What there is of a speaker.
#[derive(Clone, Default)]
struct Case<'d> {
    /// What memos say.
    said: String,
    /// The selections that the speaker says alone.
    selections: Vec<&'d str>,
    /// The labels in the text that are not the name, in the order in which they come.
    labels: Vec<&'d str>,
}

/// What all documents have together.
#[derive(Default)]
struct Gathered<'d> {
    notes: Vec<Note<'d>>,
    /// Notes on tags, by the id of the tag.
    of_tags: HashMap<&'d str, Vec<String>>,
    /// Memos on tags that came with another document already.
    known: HashSet<&'d str>,
}

/// The project.
pub(super) fn write(
    name: &str,
    documents: &[Annotated],
    codebook: &[CodebookTag],
    counting: Counting,
    watch: &Watch<'_>,
) -> String {
    let user = derived_id("Vermilion", "user");
    let mut gathered = Gathered::default();
    watch.begin(0, PARTS, items(documents));
    let sources: Vec<Source<'_>> = documents.iter().map(|one| gather(one, &mut gathered, watch)).collect();
    let written = documents.iter().map(|document| document.exported_at.as_str()).max();
    let mut attributes = vec![
        ("xmlns", "urn:QDA-XML:project:1.0"),
        ("name", name),
        ("origin", "Vermilion"),
        ("creatingUserGUID", user.as_str()),
    ];
    attributes.extend(written.map(|written| ("creationDateTime", written)));
    let mut markup = Markup::new();
    markup.open("Project", &attributes);
    markup.open("Users", &[]);
    markup.empty("User", &[("guid", user.as_str()), ("name", "Vermilion")]);
    markup.close();
    if !codebook.is_empty() {
        markup.open("CodeBook", &[]);
        markup.open("Codes", &[]);
        write_codes(&mut markup, codebook, &|markup, tag| {
            for note in gathered.of_tags.get(tag.id.as_str()).into_iter().flatten() {
                reference(markup, "NoteRef", note);
            }
        });
        markup.close();
        markup.close();
    }
    write_variables(&mut markup, &sources);
    write_cases(&mut markup, &sources);
    if !sources.is_empty() {
        watch.begin(1, PARTS, sources.iter().map(|source| source.selections.len()).sum());
        markup.open("Sources", &[]);
        for source in &sources {
            write_source(&mut markup, source, counting, &user, watch);
        }
        markup.close();
    }
    notes::write(&mut markup, &gathered.notes, &user);
    markup.finish()
}

fn ids(tags: &[ExportedTag]) -> Vec<&str> {
    tags.iter().map(|tag| tag.id.as_str()).collect()
}

fn gather<'d>(document: &'d Annotated, gathered: &mut Gathered<'d>, watch: &Watch<'_>) -> Source<'d> {
    let places = Places::new(document);
    let mut source =
        Source { document, selections: Vec::new(), notes: Vec::new(), cases: cases(document, &places) };
    for one in watch.each(&document.annotations) {
        let mut attached = Vec::new();
        let mut note = |kind: &str, text: &'d str| {
            let id = derived_id(&one.id, kind);
            attached.push(id.clone());
            gathered.notes.push(Note {
                id,
                name: brief(text),
                kind: kind.to_owned(),
                text,
                tags: Vec::new(),
                notes: Vec::new(),
                created: &one.created,
                modified: &one.modified,
            });
        };
        if one.has_note() {
            note("note", &one.note);
        }
        if let Some(original) = &one.original {
            note("original words", original);
        }
        if let [speaker] = places.speakers_in(one.span).as_slice()
            && let Some(at) = document.speakers.iter().position(|known| known.id == speaker.id)
        {
            source.cases[at].selections.push(&one.id);
        }
        source.selections.push(Selection {
            id: one.id.clone(),
            span: one.span,
            name: places.quote(one.span),
            description: document.without_links(&one.note),
            tags: ids(&one.tags),
            notes: attached,
            created: &one.created,
            modified: &one.modified,
        });
    }
    for one in watch.each(&document.orphans) {
        let mut attached = Vec::new();
        if one.has_note() {
            let id = derived_id(&one.id, "note");
            attached.push(id.clone());
            gathered.notes.push(Note {
                id,
                name: brief(&one.note),
                kind: "note".to_owned(),
                text: &one.note,
                tags: Vec::new(),
                notes: Vec::new(),
                created: &one.created,
                modified: &one.modified,
            });
        }
        source.notes.push(one.id.clone());
        gathered.notes.push(Note {
            id: one.id.clone(),
            name: format!("Orphan: {}", brief(&one.quote)),
            kind: format!("orphan: {}", one.reason),
            text: &one.quote,
            tags: ids(&one.tags),
            notes: attached,
            created: &one.created,
            modified: &one.modified,
        });
    }
    for memo in watch.each(&document.memos) {
        gather_memo(document, &places, memo, &mut source, gathered);
    }
    // The order of the text, headings with a memo among the annotations.
    source.selections.sort_by(|one, other| {
        (one.span.start, one.span.end, &one.id).cmp(&(other.span.start, other.span.end, &other.id))
    });
    source
}

/// The speakers of a document, with their labels.
fn cases<'d>(document: &'d Annotated, places: &Places<'d>) -> Vec<Case<'d>> {
    let mut cases = vec![Case::default(); document.speakers.len()];
    let mut known: HashSet<(usize, &str)> =
        document.speakers.iter().enumerate().map(|(at, speaker)| (at, speaker.name.as_str())).collect();
    for block in &document.blocks {
        let BlockKind::Turn { speaker, label: Some(label), .. } = block.kind else { continue };
        let label = places.quote(label);
        if let Some(case) = cases.get_mut(speaker)
            && known.insert((speaker, label))
        {
            case.labels.push(label);
        }
    }
    cases
}

fn gather_memo<'d>(
    document: &'d Annotated,
    places: &Places<'d>,
    memo: &'d ExportedMemo,
    source: &mut Source<'d>,
    gathered: &mut Gathered<'d>,
) {
    let kind = match &memo.about {
        About::Document => "memo: document".to_owned(),
        About::Section { title, .. } => format!("memo: section {title}"),
        About::Speaker(_) => {
            format!("memo: speaker {}", speaker_of(document, memo).map_or("", |speaker| &speaker.name))
        }
        About::Tag(_) => "memo: tag".to_owned(),
    };
    let note = Note {
        id: memo.id.clone(),
        name: brief(&memo.text),
        kind,
        text: &memo.text,
        tags: Vec::new(),
        notes: Vec::new(),
        created: &memo.created,
        modified: &memo.modified,
    };
    match &memo.about {
        About::Tag(tag) => {
            if !gathered.known.insert(&memo.id) {
                return;
            }
            gathered.of_tags.entry(&tag.id).or_default().push(memo.id.clone());
        }
        About::Section { .. } => {
            let heading = section_of(places, memo).and_then(|section| {
                let start = places.sections()[section].heading.start;
                document.blocks.iter().find(|block| block.span.start == start && !block.body.is_empty())
            });
            match heading {
                Some(heading) => source.selections.push(Selection {
                    id: derived_id(&memo.id, "heading"),
                    span: heading.body,
                    name: places.quote(heading.body),
                    description: String::new(),
                    tags: Vec::new(),
                    notes: vec![memo.id.clone()],
                    created: &memo.created,
                    modified: &memo.modified,
                }),
                None => source.notes.push(memo.id.clone()),
            }
        }
        About::Speaker(speaker) => {
            if let Some(case) = source.cases.get_mut(*speaker) {
                if !case.said.is_empty() {
                    case.said.push_str("\n\n");
                }
                case.said.push_str(&document.without_links(&memo.text));
            }
            source.notes.push(memo.id.clone());
        }
        About::Document => source.notes.push(memo.id.clone()),
    }
    gathered.notes.push(note);
}

fn variable(name: &str) -> String {
    derived_id(name, "variable")
}

fn of_source(document: &Annotated) -> [Option<&str>; 3] {
    [document.source.as_deref(), document.published.as_deref(), Some(document.language.as_str())]
}

fn write_variables(markup: &mut Markup, sources: &[Source<'_>]) {
    let is_used = |at: usize| sources.iter().any(|source| of_source(source.document)[at].is_some());
    let mut cases = sources.iter().flat_map(|source| &source.cases);
    let mut used: Vec<&str> = Vec::new();
    used.extend(cases.clone().next().is_some().then_some(ROLE));
    used.extend(cases.any(|case| !case.labels.is_empty()).then_some(LABELS));
    used.extend(OF_SOURCE.into_iter().enumerate().filter(|(at, _)| is_used(*at)).map(|(_, name)| name));
    if used.is_empty() {
        return;
    }
    markup.open("Variables", &[]);
    for name in used {
        markup.empty(
            "Variable",
            &[("guid", variable(name).as_str()), ("name", name), ("typeOfVariable", "Text")],
        );
    }
    markup.close();
}

fn write_value(markup: &mut Markup, name: &str, value: &str) {
    markup.open("VariableValue", &[]);
    reference(markup, "VariableRef", &variable(name));
    markup.text("TextValue", value);
    markup.close();
}

fn write_cases(markup: &mut Markup, sources: &[Source<'_>]) {
    if sources.iter().all(|source| source.document.speakers.is_empty()) {
        return;
    }
    markup.open("Cases", &[]);
    for source in sources {
        for (speaker, case) in source.document.speakers.iter().zip(&source.cases) {
            markup.open("Case", &[("guid", speaker.id.as_str()), ("name", speaker.name.as_str())]);
            if !case.said.is_empty() {
                markup.text("Description", &case.said);
            }
            write_value(markup, ROLE, speaker.role.name());
            if !case.labels.is_empty() {
                write_value(markup, LABELS, &case.labels.join("\n"));
            }
            reference(markup, "SourceRef", &source.document.id);
            for selection in &case.selections {
                reference(markup, "SelectionRef", selection);
            }
            markup.close();
        }
    }
    markup.close();
}

fn write_source(markup: &mut Markup, source: &Source<'_>, counting: Counting, user: &str, watch: &Watch<'_>) {
    let document = source.document;
    let positions = Positions::new(&document.text, counting);
    let path = format!("internal://{}.txt", document.id);
    markup.open(
        "TextSource",
        &[
            ("guid", document.id.as_str()),
            ("name", document.title.as_str()),
            ("plainTextPath", path.as_str()),
            ("creatingUser", user),
        ],
    );
    for one in watch.each(&source.selections) {
        let (start, end) = (positions.of(one.span.start).to_string(), positions.of(one.span.end).to_string());
        let mut attributes = vec![
            ("guid", one.id.as_str()),
            ("name", one.name),
            ("startPosition", start.as_str()),
            ("endPosition", end.as_str()),
        ];
        Made { created: Some(one.created), modified: Some(one.modified), user }.push(&mut attributes);
        markup.open("PlainTextSelection", &attributes);
        if !one.description.trim().is_empty() {
            markup.text("Description", &one.description);
        }
        codings(markup, &one.id, &one.tags, one.created, user);
        for note in &one.notes {
            reference(markup, "NoteRef", note);
        }
        markup.close();
    }
    for note in &source.notes {
        reference(markup, "NoteRef", note);
    }
    for (name, value) in OF_SOURCE.into_iter().zip(of_source(document)) {
        if let Some(value) = value {
            write_value(markup, name, value);
        }
    }
    markup.close();
}

/// Positions in a text as they are counted.
struct Positions {
    /// The code points that count for one more than themselves: line ends, and characters of two units.
    longer: Vec<u32>,
}

impl Positions {
    fn new(text: &str, counting: Counting) -> Self {
        let is_longer = |character: char| character == '\n' || character.len_utf16() == 2;
        let longer = match counting {
            Counting::CodePoints => Vec::new(),
            Counting::Nvivo => {
                (0_u32..).zip(text.chars()).filter(|(_, one)| is_longer(*one)).map(|(at, _)| at).collect()
            }
        };
        Self { longer }
    }

    fn of(&self, offset: CodePoint) -> u64 {
        u64::from(offset.0) + self.longer.partition_point(|longer| *longer < offset.0) as u64
    }
}
