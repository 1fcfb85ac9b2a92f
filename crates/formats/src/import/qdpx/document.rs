//! A source as a document with its annotations and memos.

use super::assembly::memo;
use super::counting::{Counted, Reading, likeness};
use super::model::{Coding, Project, Selection, Text};
use super::notes::Notes;
use crate::import::moment::utc;
use crate::import::tags::distinct;
use crate::import::{
    ImportError, ImportedAbout, ImportedAnnotation, ImportedDocument, ImportedMemo, Place, Report,
};
use crate::interview::{self, Given};
use std::collections::HashMap;
use vermilion_anchor::{Span, TextIndex, snap_outward, trim};

/// What all sources of a project share.
pub(super) struct Context<'c, 'p> {
    pub(super) project: &'p Project,
    pub(super) is_ours: bool,
    /// Tags by the ids of codes.
    pub(super) codes: &'c HashMap<String, usize>,
    /// Names of cases by id.
    pub(super) cases: &'c HashMap<&'p str, &'p str>,
    pub(super) notes: &'c mut Notes<'p>,
    pub(super) report: &'c mut Report,
    /// Bytes of text that may still be searched for words.
    pub(super) words_left: u64,
}

impl Context<'_, '_> {
    /// Bytes of text that are searched for the words of selections without a place, in a project.
    pub(super) const MOST_WORDS: u64 = 1 << 30;

    fn author(&self, user: &str) -> Option<String> {
        let named = || self.project.users.get(user).filter(|name| !name.is_empty()).cloned();
        if self.is_ours { None } else { named() }
    }

    /// The tags of codings. What is coded with is a tag, or something that has no place.
    fn tags(&mut self, codings: &[Coding], what: &str, place: Option<&Place>) -> Vec<usize> {
        let mut tags = Vec::new();
        for coding in codings {
            match (self.codes.get(&coding.target), self.cases.get(coding.target.as_str())) {
                (Some(tag), _) => tags.push(*tag),
                (None, Some(case)) => self.report.skip("coding", case, "coded-with-case", place.cloned()),
                (None, None) => self.report.skip("coding", what, "missing-code", place.cloned()),
            }
        }
        distinct(tags)
    }

    /// The only place of words, where there is only one and there is still time to look.
    fn find(&mut self, index: &TextIndex<'_>, words: &str) -> Option<Span> {
        let text = index.text();
        self.words_left = self.words_left.checked_sub(2 * text.len() as u64)?;
        if words.trim().is_empty() {
            return None;
        }
        let first = text.find(words)?;
        (text.rfind(words) == Some(first)).then(|| index.span(first..first + words.len())).flatten()
    }
}

/// Makes a document of a source.
pub(super) fn take(
    context: &mut Context<'_, '_>,
    source: &Text,
    counted: &Counted<'_>,
    selections: &[Selection],
    reading: Reading,
) -> Result<ImportedDocument, ImportError> {
    let mut interview = interview::parse_given(counted.index().text(), &given(source, counted, reading));
    let mut memos = Vec::new();
    if !source.description.is_empty() {
        memos.push(ImportedMemo { about: ImportedAbout::Document, text: source.description.clone() });
    }
    let name = (!source.name.is_empty()).then(|| source.name.clone());
    if context.is_ours {
        interview.title = name.clone().or(interview.title);
        (interview.source, interview.published) = (None, None);
    }
    let mut values = String::new();
    for (variable, value) in &source.values {
        let variable = context.project.variables.get(variable).map_or("", String::as_str);
        match variable {
            "source" if context.is_ours => interview.source = Some(value.clone()),
            "published" if context.is_ours => interview.published = Some(value.clone()),
            "language" if context.is_ours => value.clone_into(&mut interview.language),
            _ => {
                context.report.alter("variable", variable, "in-memo", None);
                values.push_str(&format!("- {variable}: {value}\n"));
            }
        }
    }
    if !values.is_empty() {
        memos.push(ImportedMemo { about: ImportedAbout::Document, text: values });
    }
    for coding in &source.codings {
        let code = context.codes.get(&coding.target).copied();
        let case = context.cases.get(coding.target.as_str()).copied();
        let reason = if code.is_none() && case.is_some() { "coded-with-case" } else { "whole-document" };
        context.report.skip("coding", case.unwrap_or(&source.name), reason, None);
    }
    let mut document = ImportedDocument {
        name: name.filter(|name| interview.title.as_ref() != Some(name)),
        interview,
        annotations: Vec::new(),
        memos,
    };
    let mut taking = Taking { index: counted.index(), annotations: Vec::new(), memos: Vec::new() };
    let names = selections.iter().filter(|one| {
        let span = one.positions.and_then(|positions| counted.span(positions, reading));
        span.and_then(|span| counted.index().slice(span)).is_some_and(|words| likeness(&one.name, words) > 0)
    });
    // Where selections are named by their words, one whose name says other words is worth a look.
    let are_named = names.count() * 2 > selections.len();
    for (at, selection) in (1_u32..).zip(selections) {
        let place = Some(Place::Entry(at));
        taking.selection(
            context,
            selection,
            selection_span(selection, counted, reading),
            are_named,
            place,
        )?;
    }
    for id in &source.note_refs {
        taking.note_on_source(context, id)?;
    }
    // Those without a place stay last, in their order.
    taking
        .annotations
        .sort_by_key(|one| one.span.map_or((u32::MAX, u32::MAX), |span| (span.start.0, span.end.0)));
    document.annotations = taking.annotations;
    document.memos.append(&mut taking.memos);
    Ok(document)
}

/// What the synchronisation points of a transcript say of its lines.
fn given(source: &Text, counted: &Counted<'_>, reading: Reading) -> Vec<Given> {
    if source.times.is_empty() {
        return Vec::new();
    }
    let text = counted.index().text();
    let mut times: Vec<(u32, u32)> = (source.times.iter())
        .filter_map(|(position, time)| Some((counted.at(*position, reading)?.0, *time)))
        .collect();
    times.sort_unstable();
    let (mut given, mut start, mut next) = (Vec::new(), 0, 0);
    for line in text.split('\n') {
        let end = start + vermilion_anchor::count(line) + 1;
        let mut of_line = Given::default();
        while let Some((at, time)) = times.get(next).filter(|(at, _)| *at < end) {
            // Of several in a line, the first is when it begins.
            if *at >= start && of_line.time.is_none() {
                of_line.time = Some(*time);
            }
            next += 1;
        }
        given.push(of_line);
        start = end;
    }
    given
}

/// Where a selection is; `None` where it has no positions, `Some(None)` where they are not in the text.
fn selection_span(selection: &Selection, counted: &Counted<'_>, reading: Reading) -> Option<Option<Span>> {
    let (start, end) = selection.positions?;
    if start == end {
        // Nothing is selected, whatever the end means.
        return Some(counted.at(start, reading).map(|at| Span { start: at, end: at }));
    }
    Some(counted.span((start, end), reading))
}

/// What has been made of a source so far.
struct Taking<'t> {
    index: &'t TextIndex<'t>,
    annotations: Vec<ImportedAnnotation>,
    memos: Vec<ImportedMemo>,
}

impl Taking<'_> {
    fn selection(
        &mut self,
        context: &mut Context<'_, '_>,
        selection: &Selection,
        span: Option<Option<Span>>,
        are_named: bool,
        place: Option<Place>,
    ) -> Result<(), ImportError> {
        let said = self.said(context, selection, place.as_ref())?;
        let tags = context.tags(&selection.codings, &selection.name, place.as_ref());
        let has_only_headings = said.is_heading && tags.is_empty() && said.note.is_empty();
        let has_only_cases = tags.is_empty() && said.note.is_empty() && !selection.codings.is_empty();
        if has_only_headings || has_only_cases {
            return Ok(());
        }
        let (span, reason) = match span {
            Some(Some(span)) if span.is_empty() => {
                self.at_a_point(context, &selection.name, said.note, place);
                return Ok(());
            }
            Some(Some(span)) => (Some(span), ""),
            outside => match context.find(self.index, &selection.name) {
                Some(span) => (Some(span), "placed-by-words"),
                None if outside.is_some() => (None, "outside-text"),
                None => (None, "no-place-in-text"),
            },
        };
        let kept = span.map(|span| trim(self.index, snap_outward(self.index, span)));
        if kept.is_some_and(Span::is_empty) {
            self.at_a_point(context, &selection.name, said.note, place);
            return Ok(());
        }
        let words = kept.and_then(|span| self.index.slice(span)).unwrap_or(&selection.name);
        let is_other = are_named
            && kept.is_some()
            && !selection.name.is_empty()
            && likeness(&selection.name, words) == 0;
        match reason {
            "" if said.original.is_none() && is_other => {
                context.report.alter("annotation", words, "name-differs", place);
            }
            "" if kept != span => context.report.alter("annotation", words, "edges", place),
            "" => context.report.take("annotation", words, place),
            reason => context.report.alter("annotation", words, reason, place),
        }
        self.annotations.push(ImportedAnnotation {
            span: kept,
            quote: said.original.unwrap_or_else(|| words.to_owned()),
            style: None,
            note: said.note,
            tags,
            prefix: String::new(),
            suffix: String::new(),
            author: context.author(&selection.user),
            created: utc(&selection.created),
            modified: utc(&selection.modified),
        });
        Ok(())
    }

    /// A selection of nothing marks no words; what is said of the place is kept.
    fn at_a_point(&mut self, context: &mut Context<'_, '_>, name: &str, note: String, place: Option<Place>) {
        if note.is_empty() {
            context.report.skip("annotation", name, "zero-length", place);
        } else {
            context.report.alter("annotation", name, "zero-length-in-memo", place);
            self.memos.push(ImportedMemo { about: ImportedAbout::Document, text: note });
        }
    }

    /// What is said of a selection, by its description and its notes.
    fn said(
        &mut self,
        context: &mut Context<'_, '_>,
        selection: &Selection,
        place: Option<&Place>,
    ) -> Result<Said, ImportError> {
        let mut said =
            Said { note: selection.description.trim().to_owned(), original: None, is_heading: false };
        let of_codings = selection.codings.iter().flat_map(|coding| &coding.note_refs);
        for id in selection.note_refs.iter().chain(of_codings) {
            let Some(note) = context.notes.get(id)? else {
                context.report.skip("note", id, "missing-note", place.cloned());
                continue;
            };
            match note.written.description.as_str() {
                // It is the description once more, with its links.
                "note" if context.is_ours => note.text.clone_into(&mut said.note),
                "original words" if context.is_ours => said.original = Some(note.text.clone()),
                kind if context.is_ours && kind.starts_with("memo: section ") => {
                    said.is_heading = true;
                    self.memos.extend(own_memo(kind, &note.text));
                    context.report.take("memo", &note.text, place.cloned());
                }
                _ => {
                    let body = note.body();
                    let words = if body.is_empty() { note.written.name.clone() } else { body };
                    append(&mut said.note, words.trim());
                }
            }
        }
        Ok(said)
    }

    /// A note that a source refers to: a memo on it, or what of ours is one.
    fn note_on_source(&mut self, context: &mut Context<'_, '_>, id: &str) -> Result<(), ImportError> {
        let Some(note) = context.notes.get(id)? else {
            context.report.skip("note", id, "missing-note", None);
            return Ok(());
        };
        if !note.written.selections.is_empty() {
            // It is the note of the annotations that it selects.
            return Ok(());
        }
        let written = note.written;
        let kind = written.description.as_str();
        if context.is_ours && kind.starts_with("orphan: ") {
            let quote = note.text.clone();
            let mut orphan = ImportedAnnotation {
                span: None,
                quote,
                style: None,
                note: String::new(),
                tags: context.tags(&written.codings, &written.name, None),
                prefix: String::new(),
                suffix: String::new(),
                author: None,
                created: utc(&written.created),
                modified: utc(&written.modified),
            };
            for id in &written.note_refs {
                if let Some(note) = context.notes.get(id)? {
                    note.text.clone_into(&mut orphan.note);
                }
            }
            context.report.take("orphan", &orphan.quote, None);
            self.annotations.push(orphan);
            return Ok(());
        }
        if let Some(own) = own_memo(kind, &note.text).filter(|_| context.is_ours) {
            context.report.take("memo", &own.text, None);
            self.memos.push(own);
            return Ok(());
        }
        for coding in &written.codings {
            let what = context.cases.get(coding.target.as_str()).copied().unwrap_or(&written.name);
            context.report.skip("coding", what, "coded-note", None);
        }
        self.memos.extend(memo(context.notes, id, ImportedAbout::Document, context.report)?);
        Ok(())
    }
}

/// What is said of a selection.
struct Said {
    note: String,
    /// The words that were marked, where others stand there now.
    original: Option<String>,
    /// Whether it is the heading of a section that has a memo.
    is_heading: bool,
}

/// The memo that a note of ours is, by what it says it is.
fn own_memo(kind: &str, text: &str) -> Option<ImportedMemo> {
    let about = kind.strip_prefix("memo: ")?;
    let about = if let Some(title) = about.strip_prefix("section ") {
        ImportedAbout::Section(title.to_owned())
    } else if let Some(name) = about.strip_prefix("speaker ") {
        ImportedAbout::Speaker(name.to_owned())
    } else {
        ImportedAbout::Document
    };
    Some(ImportedMemo { about, text: text.to_owned() })
}

/// Adds a paragraph to a note, unless it is there already.
fn append(note: &mut String, words: &str) {
    /// Bytes of a note within which it is looked for.
    const SHORT: usize = 64 * 1024;
    if words.is_empty() || note.len() <= SHORT && note.contains(words) {
        return;
    }
    if !note.is_empty() {
        note.push_str("\n\n");
    }
    note.push_str(words);
}
