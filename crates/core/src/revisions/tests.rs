//! Texts corrected in every way, with what stands off from them.

mod any;
mod corrections;
mod history;
mod marks;
mod versions;
mod words;

use super::*;
use crate::{
    AnnotationId, Error,
    annotations::{self, Loss, State},
    documents::{self, OpenDocument},
    speakers, structure,
    testing::{Desk, TALK},
};
use std::{collections::HashMap, ops::ControlFlow};
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::{self, BlockKind};

/// A document under correction.
struct Talk {
    desk: Desk,
    document: DocumentId,
}

impl Talk {
    fn new() -> Self {
        let (desk, document) = Desk::with(TALK);
        Self { desk, document }
    }

    /// About a text as it is written in a file.
    fn of(text: &str) -> Self {
        let desk = Desk::new();
        let new = documents::NewDocument::new(interview::parse(text));
        let document = documents::import(&desk.library, &new).unwrap().value.document;
        Self { desk, document }
    }

    fn open(&self) -> OpenDocument {
        self.desk.open(self.document)
    }

    fn current(&self) -> RevisionId {
        self.open().revision
    }

    fn at(&self, words: &str) -> CodePoint {
        self.desk.start_of(self.document, words)
    }

    fn mark(&self, words: &str) -> AnnotationId {
        let text = self.open().text;
        let start = vermilion_anchor::count(&text[..text.find(words).unwrap()]);
        self.desk.highlight(self.document, start, start + vermilion_anchor::count(words))
    }

    fn edit(&self, words: &str, text: &str) {
        let start = self.at(words);
        edit_block(&self.desk.library, self.document, self.current(), start, text).unwrap();
        self.check();
    }

    fn quote(&self, id: AnnotationId) -> (String, State) {
        let annotation = annotations::find(&self.desk.library, id).unwrap();
        let text = self.open().text;
        if annotation.stands() {
            let words: String = text
                .chars()
                .skip(annotation.span.start.0 as usize)
                .take(annotation.span.len() as usize)
                .collect();
            assert_eq!(words, annotation.quote, "a quote is what stands there");
        }
        (annotation.quote, annotation.state)
    }

    /// Everything holds that has to hold of a library.
    fn check(&self) {
        let open = self.open();
        assert!(structure::is_cover(&open.blocks, vermilion_anchor::count(&open.text), open.speakers.len()));
        assert_eq!(crate::doctor::examine(&self.desk.library).unwrap().findings, []);
        assert_eq!(annotations::mend(&self.desk.library, self.document).unwrap().change, None);
    }

    /// What a report on a version says that it shows.
    fn shown(&self, version: &Version) -> String {
        preview(&self.desk.library, self.document, version, &mut go_on()).unwrap().shown
    }

    /// Takes a version in as it is shown.
    fn revise(
        &self,
        version: &Version,
        decisions: &HashMap<AnnotationId, Decision>,
    ) -> Result<Revised, Error> {
        let report = preview(&self.desk.library, self.document, version, &mut go_on())?;
        let (library, shown) = (&self.desk.library, &report.shown);
        revise(library, self.document, report.revision, shown, version, decisions, &mut go_on())
            .map(|done| done.value)
    }

    fn bodies(&self) -> Vec<String> {
        bodies(&self.open())
    }

    fn revisions(&self) -> Vec<Revision> {
        list(&self.desk.library, self.document).unwrap()
    }
}

fn bodies(open: &OpenDocument) -> Vec<String> {
    let slice = |span: Span| -> String {
        open.text.chars().skip(span.start.0 as usize).take(span.len() as usize).collect()
    };
    open.blocks
        .iter()
        .map(|block| {
            let body = slice(block.body);
            match block.kind {
                BlockKind::Turn { speaker, label: Some(_), .. } => {
                    format!("{}: {body}", open.speakers[speaker].name)
                }
                BlockKind::Turn { speaker, .. } => format!("({}) {body}", open.speakers[speaker].name),
                BlockKind::Title => format!("= {body}"),
                BlockKind::Heading { .. } => format!("# {body}"),
                _ => body,
            }
        })
        .collect()
}

fn changed(original: &str) -> State {
    State::Changed { original: original.to_owned() }
}

fn go_on() -> impl FnMut(crate::backups::Progress) -> ControlFlow<()> {
    |_| ControlFlow::Continue(())
}

/// Changes the file behind everybody's back.
fn tamper(desk: &Desk, sql: &str) {
    rusqlite::Connection::open(desk.path()).unwrap().execute_batch(sql).unwrap();
}
