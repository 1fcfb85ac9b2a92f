//! From a project to what it brings.

use super::archive::{Members, Plain};
use super::counting::{Choice, Counted, Scores};
use super::document::{Context, take};
use super::model::{Case, Project, Selection, Text};
use super::notes::Notes;
use crate::import::refi::place;
use crate::import::tags::Tags;
use crate::import::{
    Import, ImportError, ImportedAbout, ImportedDocument, ImportedMemo, Limits, Place, Report,
};
use crate::interview::Speaker;
use std::collections::{HashMap, HashSet};

/// A source that has a text.
struct Source<'p> {
    written: &'p Text,
    plain: Plain,
    /// Its selections, with those of notes that it refers to.
    selections: Vec<Selection>,
    scores: Scores,
}

/// Makes documents, tags and memos of a project.
pub(super) fn assemble(
    project: &Project,
    members: &mut Members<'_>,
    limits: Limits,
    mut report: Report,
) -> Result<Import, ImportError> {
    let is_ours = project.is_ours();
    let mut tags = Tags::default();
    let (placed, codes) = place(&project.codes, &mut tags, &mut report);
    let mut notes = Notes::read(project, members, limits, &mut report)?;
    let cases: HashMap<&str, &str> =
        project.cases.iter().map(|case| (case.guid.as_str(), case.name.as_str())).collect();

    let mut memos = Vec::new();
    if !project.description.is_empty() {
        memos.push(ImportedMemo { about: ImportedAbout::Library, text: project.description.clone() });
    }
    for id in &project.note_refs {
        memos.extend(memo(&mut notes, id, ImportedAbout::Library, &mut report)?);
    }
    for (code, tag) in project.codes.iter().zip(&placed) {
        for id in &code.notes {
            let about = ImportedAbout::Tag(*tag);
            match notes.get(id)?.filter(|_| is_ours) {
                Some(note) => {
                    report.take("memo", &note.text, None);
                    memos.push(ImportedMemo { about, text: note.text.clone() });
                }
                None => memos.extend(memo(&mut notes, id, about, &mut report)?),
            }
        }
    }

    let sources = read_sources(project, members, &mut notes, &mut report)?;
    let favoured = favoured(&sources);
    let mut documents: Vec<ImportedDocument> = Vec::with_capacity(sources.len());
    let mut of_source: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut context = Context {
        project,
        is_ours,
        codes: &codes,
        cases: &cases,
        notes: &mut notes,
        report: &mut report,
        words_left: Context::MOST_WORDS,
    };
    for source in sources {
        let counted = Counted::new(&source.plain.text, &source.plain.pairs, source.plain.has_bom);
        let positions = positions(&source.selections);
        let known = if is_ours { counted.known(&positions) } else { None };
        let choice =
            known.unwrap_or_else(|| counted.choose(&positions, &source.scores, &favoured, &project.origin));
        context.state(&choice, source.written, !positions.is_empty());
        let document = take(&mut context, source.written, &counted, &source.selections, choice.reading)?;
        of_source.entry(source.written.guid.as_str()).or_default().push(documents.len());
        documents.push(document);
    }
    for case in &project.cases {
        take_case(case, project, is_ours, &of_source, &mut documents, &mut memos, &mut report);
    }
    for note in notes.unused() {
        let text = note.memo();
        if text.is_empty() {
            report.skip("note", "", "empty", None);
            continue;
        }
        report.take("memo", &text, None);
        memos.push(ImportedMemo { about: ImportedAbout::Library, text });
    }
    Ok(Import { documents, tags: tags.into_all(), memos, report })
}

/// The memo that a note is on something.
pub(super) fn memo(
    notes: &mut Notes<'_>,
    id: &str,
    about: ImportedAbout,
    report: &mut Report,
) -> Result<Option<ImportedMemo>, ImportError> {
    let Some(note) = notes.get(id)? else {
        report.skip("note", id, "missing-note", None);
        return Ok(None);
    };
    let text = note.memo();
    if text.is_empty() {
        report.skip("note", id, "empty", None);
        return Ok(None);
    }
    report.take("memo", &text, None);
    Ok(Some(ImportedMemo { about, text }))
}

fn read_sources<'p>(
    project: &'p Project,
    members: &mut Members<'_>,
    notes: &mut Notes<'p>,
    report: &mut Report,
) -> Result<Vec<Source<'p>>, ImportError> {
    let mut sources = Vec::new();
    for written in &project.sources {
        let found = match (&written.content, &written.path) {
            (Some(content), _) if !content.trim().is_empty() => Ok(Plain::inline(content)),
            (_, Some(path)) => members.text(path)?,
            (_, None) if written.has_rich_text => Err("rich-text-only"),
            (_, None) => Err("empty"),
        };
        let place = written.path.clone().map(Place::Member);
        let plain = match found {
            Ok(plain) => plain,
            Err(reason) => {
                report.skip("source", &written.name, reason, place);
                for selection in &written.selections {
                    report.skip("annotation", &selection.name, "no-text", None);
                }
                continue;
            }
        };
        match plain.replaced {
            0 => report.take("document", &written.name, place),
            _ => report.alter("document", &written.name, "undecodable-characters", place),
        }
        let mut selections = written.selections.clone();
        for id in &written.note_refs {
            // The selections of a note are places in the source that refers to it.
            let Some(note) = notes.get(id)? else { continue };
            for selection in &note.written.selections {
                let mut selection = selection.clone();
                selection.note_refs.push(id.clone());
                selections.push(selection);
            }
        }
        let counted = Counted::new(&plain.text, &plain.pairs, plain.has_bom);
        let scores = counted.scores(&positions(&selections), &project.origin);
        drop(counted);
        sources.push(Source { written, plain, selections, scores });
    }
    Ok(sources)
}

fn positions(selections: &[Selection]) -> Vec<((i64, i64), &str)> {
    let told = |one: &'_ Selection| one.positions.filter(|(start, end)| start != end);
    selections.iter().filter_map(|one| Some((told(one)?, one.name.as_str()))).collect()
}

/// What all sources of a project together say for each reading: the best of them is a little likelier everywhere.
fn favoured(sources: &[Source<'_>]) -> [u64; 16] {
    const FAVOUR: u64 = 6;
    let mut sums = [0_u64; 16];
    for source in sources {
        let best = source.scores.iter().flatten().max().copied().unwrap_or_default();
        for (sum, score) in sums.iter_mut().zip(&source.scores) {
            // A reading that a source cannot have is no worse for it than the best.
            *sum += score.unwrap_or(best);
        }
    }
    let most = sums.iter().max().copied().unwrap_or_default();
    sums.map(|sum| if sum == most { FAVOUR } else { 0 })
}

/// Makes of a case what can be made of it: the role of a speaker, or a memo on one or on the whole.
fn take_case(
    case: &Case,
    project: &Project,
    is_ours: bool,
    of_source: &HashMap<&str, Vec<usize>>,
    documents: &mut [ImportedDocument],
    memos: &mut Vec<ImportedMemo>,
    report: &mut Report,
) {
    let value = |(variable, value): &(String, String)| {
        let name = project.variables.get(variable).map_or("", String::as_str);
        (name.to_owned(), value.clone())
    };
    let values: Vec<(String, String)> = case.values.iter().map(value).collect();
    let mut text = if is_ours { String::new() } else { case.description.clone() };
    let (mut role, mut labels) = (None, Vec::new());
    for (name, value) in &values {
        match name.as_str() {
            "role" if is_ours => {
                role = value.parse().ok();
                continue;
            }
            "labels" if is_ours => {
                labels.extend(value.lines());
                continue;
            }
            _ => {}
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("- {name}: {value}"));
    }
    let of_case: HashSet<usize> =
        case.sources.iter().filter_map(|id| of_source.get(id.as_str())).flatten().copied().collect();
    let mut is_taken = false;
    for (at, document) in documents.iter_mut().enumerate() {
        if !of_case.is_empty() && !of_case.contains(&at) {
            continue;
        }
        let speakers = &mut document.interview.speakers;
        let is_named = |name: &str| name == case.name || labels.contains(&name);
        let found = speakers
            .iter_mut()
            .find(|one| is_named(&one.name) || one.labels.iter().any(|label| is_named(label)));
        let Some(speaker) = found else { continue };
        is_taken = true;
        if is_ours {
            case.name.clone_into(&mut speaker.name);
        }
        speaker.role = role.unwrap_or(speaker.role);
        if !text.is_empty() {
            let about = ImportedAbout::Speaker(speaker.name.clone());
            document.memos.push(ImportedMemo { about, text: text.clone() });
        }
        // One without sources is a person of the whole project; what is said of them is said once.
        if of_case.is_empty() {
            break;
        }
    }
    // A speaker of ours who has no label in the text is one all the same.
    if let Some(at) = of_case.iter().min().filter(|_| is_ours && !is_taken && role.is_some()) {
        let (name, role) = (case.name.clone(), role.unwrap_or_default());
        documents[*at].interview.speakers.push(Speaker { name, labels: Vec::new(), role });
        is_taken = true;
    }
    match (is_taken, text.is_empty()) {
        (true, _) => report.take("case", &case.name, None),
        (false, true) => report.skip("case", &case.name, "no-such-speaker", None),
        (false, false) => {
            report.alter("case", &case.name, "case-in-memo", None);
            let text = format!("**{}**\n\n{text}", case.name);
            memos.push(ImportedMemo { about: ImportedAbout::Library, text });
        }
    }
}

impl Context<'_, '_> {
    /// Puts the reading of a source into the report.
    fn state(&mut self, choice: &Choice, source: &Text, has_selections: bool) {
        if !has_selections {
            return;
        }
        let place = source.path.clone().map(Place::Member);
        let words = choice.reading.words();
        if choice.is_certain {
            self.report.take("counting", &words, place);
        } else {
            self.report.alter("counting", &words, "counting-uncertain", place);
        }
    }
}
