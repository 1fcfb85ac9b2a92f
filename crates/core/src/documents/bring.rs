//! Taking in what a file brings: interviews with the annotations, tags and memos in it, as one step.
//!
//! Owns how what a file says meets what the library has: a tag with the same path is that tag, an interview that is there
//! word for word is that one, and an annotation that is there with the same passage, look and note is not made twice.

use super::{Imported, NewDocument, add};
use crate::{
    annotations::{Annotation, Loss, State, locate, of_document},
    backups::{OnProgress, Progress},
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, MemoId, RevisionId, TagId},
    library::{Act, Acted, ActionName, Library},
    structure,
    tables::{
        annotation, annotation_tag,
        memo::{self, Heading, MemoRow, Subject},
        speaker,
    },
    tags::{self, Codebook, NewTag},
};
use std::collections::HashSet;
use std::ops::ControlFlow;
use vermilion_anchor::{Span, TextIndex, selector::TextQuoteSelector};
use vermilion_formats::annotated::{Colour, Mark, Style};
use vermilion_formats::import::{ImportedAbout, ImportedAnnotation, ImportedMemo, ImportedTag};
use vermilion_formats::interview::sections;

/// How an annotation looks of which the file does not say it.
const PLAIN: Style = Style { mark: Mark::Fill, colour: Colour::Yellow };

/// An interview as it is taken in.
#[derive(Clone, Debug)]
pub struct BringDocument {
    /// The interview.
    pub new: NewDocument,
    /// The document of the library that is annotated, in the place of a new one, and the revision in whose text the passages
    /// are: where another one is current by now, the annotations wait among the orphans.
    pub onto: Option<(DocumentId, RevisionId)>,
    /// Its annotations; tags are indexes into [`Bring::tags`].
    pub annotations: Vec<ImportedAnnotation>,
    /// The memos about it.
    pub memos: Vec<ImportedMemo>,
}

/// What is taken in.
#[derive(Clone, Debug, Default)]
pub struct Bring {
    /// The interviews.
    pub documents: Vec<BringDocument>,
    /// The codebook, parents before their children.
    pub tags: Vec<ImportedTag>,
    /// Memos that are about no document.
    pub memos: Vec<ImportedMemo>,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The interviews, in their order.
    pub documents: Vec<BroughtDocument>,
    /// Tags that were not there before.
    pub tags: u32,
    /// Memos that were made.
    pub memos: u32,
}

/// What became of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BroughtDocument {
    /// The document, new or found.
    pub imported: Imported,
    /// Annotations that were made.
    pub annotations: u32,
    /// Annotations that were there already.
    pub known: u32,
    /// Annotations that could be given no place and wait among the orphans.
    pub orphans: u32,
}

impl Bring {
    /// Its documents and annotations.
    fn steps(&self) -> u64 {
        self.documents.iter().map(|document| 1 + document.annotations.len() as u64).sum()
    }
}

/// How far the work is.
struct Steps<'p> {
    done: u64,
    total: u64,
    progress: OnProgress<'p>,
}

impl Steps<'_> {
    /// Before the next one: refuses it where it was called off.
    fn step(&mut self) -> Result<()> {
        let now = Progress { done: self.done, total: self.total };
        self.done += 1;
        match (self.progress)(now) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::Cancelled),
        }
    }
}

/// Takes everything in as one step of the history, or nothing. `progress` is told of documents and annotations.
///
/// # Errors
/// Those of [`import`](super::import), [`Error::Cancelled`], or when the library cannot be written to.
pub fn bring(library: &Library, bring: &Bring, progress: OnProgress<'_>) -> Result<Acted<Brought>> {
    let mut steps = Steps { done: 0, total: bring.steps(), progress };
    library.act(ActionName::DocumentImport, |act| {
        let mut brought = Brought::default();
        let tags = bring_tags(act, &bring.tags, &mut brought.tags)?;
        let mut titles = Vec::new();
        for document in &bring.documents {
            steps.step()?;
            let imported = match document.onto {
                Some((document, _)) => Imported { document, is_new: false },
                None => add(act, &document.new)?,
            };
            let known = super::find(act.connection, imported.document)?;
            titles.push(known.title.clone());
            let mut done = BroughtDocument { imported, annotations: 0, known: 0, orphans: 0 };
            bring_annotations(act, document, &tags, &mut done, &mut steps)?;
            for memo in &document.memos {
                let subject = subject(act, Some(imported.document), &memo.about, &tags)?;
                brought.memos += u32::from(bring_memo(act, subject, &memo.text)?);
            }
            brought.documents.push(done);
        }
        for memo in &bring.memos {
            let subject = subject(act, None, &memo.about, &tags)?;
            brought.memos += u32::from(bring_memo(act, subject, &memo.text)?);
        }
        let names = || bring.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(", ");
        let subject = if titles.is_empty() { names() } else { titles.join(", ") };
        act.set_subject(&subject);
        Ok(brought)
    })
}

/// The tags of the library that these are, made where there are none. What the library says of a tag stays.
fn bring_tags(act: &Act<'_>, tags: &[ImportedTag], made: &mut u32) -> Result<Vec<TagId>> {
    let mut ids: Vec<TagId> = Vec::with_capacity(tags.len());
    let mut codebook = Codebook::load(act.connection)?;
    for tag in tags {
        let parent = tag.parent.and_then(|parent| ids.get(parent)).copied();
        let name = tags::name_of(&tag.name);
        let id = match codebook.child(parent, &name) {
            Some(known) => known.id,
            None => {
                let (colour, definition) = (tag.colour, tag.definition.clone());
                let new = NewTag { name, parent, colour, definition, shortcut: None };
                let id = tags::add(act, &codebook, &new)?;
                codebook = Codebook::load(act.connection)?;
                *made += 1;
                id
            }
        };
        ids.push(id);
    }
    Ok(ids)
}

fn bring_annotations(
    act: &Act<'_>,
    document: &BringDocument,
    tags: &[TagId],
    done: &mut BroughtDocument,
    steps: &mut Steps<'_>,
) -> Result<()> {
    let id = done.imported.document;
    let revision = super::find(act.connection, id)?.revision;
    let text = act.sound_text(id, revision)?;
    // The offsets of a file count in its own text. A document that was corrected since has another one.
    let is_same_text = match document.onto {
        Some((_, expected)) => expected == revision,
        None => done.imported.is_new || *text.text == *document.new.interview.text,
    };
    // An orphan has no place that could tell it.
    let key = |one: &Annotation| {
        let place = one.stands().then_some((one.span.start.0, one.span.end.0, one.style));
        let quote = (!one.stands()).then(|| one.quote.clone());
        (place, quote, one.note.clone())
    };
    let mut known: HashSet<_> = if done.imported.is_new {
        HashSet::new()
    } else {
        let standing = of_document(act.connection, act.texts(), id)?.0;
        let orphans = annotation::of_document(act.connection, id)?.into_iter().filter(|one| !one.stands());
        standing.into_iter().chain(orphans).map(|one| key(&one)).collect()
    };
    for imported in &document.annotations {
        steps.step()?;
        let place = imported.span.filter(|_| is_same_text).map(|span| locate(&text, span));
        let place = match place {
            Some(Ok(passage)) => Some(passage),
            Some(Err(Error::EmptySelection | Error::OutOfBounds { .. })) | None => None,
            Some(Err(error)) => return Err(error),
        };
        let is_orphan = place.is_none();
        let (span, selector, state) = match place {
            Some(passage) => (passage.span, passage.selector, State::Anchored),
            // Of the place nothing is known but that there has to be one.
            None => (
                Span::new(0, 1),
                TextQuoteSelector {
                    exact: imported.quote.clone(),
                    prefix: imported.prefix.clone(),
                    suffix: imported.suffix.clone(),
                },
                State::Orphan { original: None, reason: Loss::Mismatch },
            ),
        };
        if is_orphan && (selector.exact.is_empty() || text.length == 0) {
            continue;
        }
        let (now, style) = (act.now(), imported.style.unwrap_or(PLAIN));
        let one = Annotation {
            id: AnnotationId(act.new_id()),
            document: id,
            revision,
            span,
            quote: selector.exact.clone(),
            state,
            made_on: revision,
            style,
            note: imported.note.clone(),
            tags: Vec::new(),
            created_at: imported.created.as_deref().and_then(milliseconds).unwrap_or(now),
            modified_at: imported.modified.as_deref().and_then(milliseconds).unwrap_or(now),
        };
        if !known.insert(key(&one)) {
            done.known += 1;
            continue;
        }
        annotation::insert(act.connection, &one, &selector)?;
        for tag in imported.tags.iter().filter_map(|tag| tags.get(*tag)) {
            annotation_tag::insert(act.connection, one.id, *tag)?;
        }
        if is_orphan { done.orphans += 1 } else { done.annotations += 1 }
    }
    Ok(())
}

/// RFC 3339 in milliseconds since 1970-01-01 UTC.
fn milliseconds(time: &str) -> Option<i64> {
    time.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond)
}

/// What a memo is about. What is not there any more gives way to what it was a part of.
fn subject(
    act: &Act<'_>,
    document: Option<DocumentId>,
    about: &ImportedAbout,
    tags: &[TagId],
) -> Result<Subject> {
    let whole = document.map_or(Subject::Library, Subject::Document);
    Ok(match (about, document) {
        (ImportedAbout::Library, _) => Subject::Library,
        (ImportedAbout::Tag(tag), _) => tags.get(*tag).map_or(whole, |tag| Subject::Tag(*tag)),
        (ImportedAbout::Speaker(name), Some(document)) => speaker::of_document(act.connection, document)?
            .into_iter()
            .find(|row| row.name == *name || row.aliases.contains(name))
            .map_or(whole, |row| Subject::Speaker(document, row.id)),
        (ImportedAbout::Section(title), Some(document)) => {
            let revision = super::find(act.connection, document)?.revision;
            let speakers = speaker::of_document(act.connection, document)?;
            let blocks = structure::blocks_of(act.connection, act.texts(), document, &speakers)?;
            let text = act.text(revision)?;
            let found = sections(&TextIndex::new(&text.text), &blocks)
                .into_iter()
                .find(|section| section.title == *title);
            let body =
                |start| blocks.iter().find(|block| block.span.start == start).map(|block| block.body.start);
            match found.and_then(|section| Some((body(section.heading.start)?, section.title))) {
                Some((start, words)) => Subject::Section(document, Heading { revision, start, words }),
                None => whole,
            }
        }
        _ => whole,
    })
}

/// Makes a memo, unless it says nothing or is there word for word.
fn bring_memo(act: &Act<'_>, subject: Subject, text: &str) -> Result<bool> {
    let is_known = |row: &MemoRow| row.subject == subject && row.text == text;
    if text.trim().is_empty() || memo::all(act.connection)?.iter().any(is_known) {
        return Ok(false);
    }
    let now = act.now();
    let row = MemoRow {
        id: MemoId(act.new_id()),
        subject,
        text: text.to_owned(),
        created_at: now,
        modified_at: now,
    };
    memo::insert(act.connection, &row)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TALK};
    use vermilion_formats::interview;

    fn annotation(span: Option<(u32, u32)>, quote: &str, tags: &[usize]) -> ImportedAnnotation {
        ImportedAnnotation {
            span: span.map(|(start, end)| Span::new(start, end)),
            quote: quote.to_owned(),
            style: None,
            note: "記".to_owned(),
            tags: tags.to_vec(),
            prefix: String::new(),
            suffix: String::new(),
            author: None,
            created: Some("2026-01-02T03:04:05Z".to_owned()),
            modified: None,
        }
    }

    fn file() -> Bring {
        let tag = |name: &str, parent| ImportedTag {
            name: name.to_owned(),
            parent,
            colour: Some(Colour::Green),
            definition: "何時用".to_owned(),
        };
        let text = TALK.join("\n");
        let new = NewDocument::new(interview::parse(&text));
        let memos = vec![
            ImportedMemo { about: ImportedAbout::Document, text: "全篇".to_owned() },
            ImportedMemo { about: ImportedAbout::Section("無此節".to_owned()), text: "某節".to_owned() },
        ];
        Bring {
            documents: vec![BringDocument {
                new,
                onto: None,
                annotations: vec![
                    annotation(Some((0, 2)), "", &[1]),
                    annotation(None, "不在的話", &[0]),
                    annotation(Some((9_000, 9_001)), "", &[]),
                ],
                memos,
            }],
            tags: vec![tag("情緒", None), tag("喜/樂", Some(0))],
            memos: vec![ImportedMemo { about: ImportedAbout::Tag(1), text: "標籤".to_owned() }],
        }
    }

    #[test]
    fn what_is_called_off_leaves_nothing_behind() {
        let desk = Desk::new();
        for steps in 0..4 {
            let mut stop = |Progress { done, total }| {
                assert_eq!(total, 4, "a document and its annotations");
                if done < steps { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            assert!(matches!(bring(&desk.library, &file(), &mut stop), Err(Error::Cancelled)));
            assert!(crate::documents::summaries(&desk.library).unwrap().is_empty());
            assert!(tags::codebook(&desk.library).unwrap().tags().is_empty());
        }
    }

    #[test]
    fn a_file_is_one_step_and_taken_in_again_it_is_none() {
        let desk = Desk::new();
        let done = bring(&desk.library, &file(), &mut |_| ControlFlow::Continue(())).unwrap().value;
        let document = done.documents[0];
        assert_eq!((document.annotations, document.known, document.orphans), (1, 0, 1));
        assert_eq!((done.tags, done.memos), (2, 3));
        let codebook = tags::codebook(&desk.library).unwrap();
        let paths: Vec<String> = codebook.tags().iter().map(|tag| codebook.path(tag.id)).collect();
        assert_eq!(paths, ["情緒", "情緒/喜·樂"], "what parts a path is no part of a name");
        let all = crate::annotations::list(&desk.library, document.imported.document).unwrap();
        assert_eq!((all.len(), all[0].created_at, all[0].tags.len()), (1, 1_767_323_045_000, 1));
        assert!(crate::doctor::examine(&desk.library).unwrap().is_sound());

        let again = bring(&desk.library, &file(), &mut |_| ControlFlow::Continue(())).unwrap().value;
        assert!(!again.documents[0].imported.is_new);
        assert_eq!((again.documents[0].annotations, again.documents[0].known, again.tags), (0, 2, 0));

        assert_eq!(desk.library.history(9).unwrap().len(), 1);
        desk.library.undo().unwrap();
        assert!(tags::codebook(&desk.library).unwrap().tags().is_empty());
        assert!(crate::documents::summaries(&desk.library).unwrap().is_empty());
    }
}
