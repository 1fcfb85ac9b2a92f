//! What an exported document holds that links may lead to.

use std::collections::HashMap;

use crate::annotated::Annotated;
use crate::crosslink::{Crosslink, Kind};

/// A part of an exported document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Document,
    /// An annotation that stands in the text.
    Annotation,
    /// One that does not.
    Orphan,
    /// A memo.
    Memo,
}

/// The parts of a document by what they are in the library.
#[derive(Default)]
pub(crate) struct Contents<'d> {
    parts: HashMap<(Kind, &'d str), Part>,
}

impl<'d> Contents<'d> {
    /// Of a document in which nothing links to anything, nothing: nobody will ask.
    pub(crate) fn of(document: &'d Annotated) -> Self {
        if document.names.is_empty() {
            return Self::default();
        }
        let annotations = document.annotations.iter();
        let annotations = annotations.map(|one| ((Kind::Annotation, one.id.as_str()), Part::Annotation));
        let orphans = document.orphans.iter();
        let orphans = orphans.map(|one| ((Kind::Annotation, one.id.as_str()), Part::Orphan));
        let memos = document.memos.iter().map(|one| ((Kind::Memo, one.id.as_str()), Part::Memo));
        let itself = ((Kind::Document, document.id.as_str()), Part::Document);
        Self { parts: annotations.chain(orphans).chain(memos).chain([itself]).collect() }
    }

    /// The part that a link leads to.
    pub(crate) fn part(&self, link: &Crosslink) -> Option<Part> {
        self.parts.get(&(link.kind, link.id.as_str())).copied()
    }
}
