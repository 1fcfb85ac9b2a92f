//! What is done to annotations.

use super::Chooser;
use crate::torture::model::Model;
use crate::torture::operation::Operation;

impl Chooser {
    pub(super) fn annotate(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let (start, end) = self.passage(text)?;
        let style = self.style();
        // A passage that is marked so already would be found and not made.
        let is_new = !model.state().annotations.values().any(|other| {
            other.document == document
                && !other.is_orphan
                && other.place == (start, end)
                && other.style == style
        });
        let note = if self.random.bool() { self.words() } else { String::new() };
        let tags = if self.random.u32(..4) == 0 { self.tags(model, 2) } else { Vec::new() };
        is_new.then_some(Operation::Annotate { document, start, end, style, note, tags })
    }

    pub(super) fn annotate_all(&mut self, model: &Model) -> Option<Operation> {
        let count = 1 + self.random.usize(..4);
        let mut passages = Vec::new();
        for _ in 0..count {
            let (document, text) = self.document(model)?;
            let marked = model.state().annotations.values();
            let marked = marked.filter(|one| one.document == document && !one.is_orphan);
            let marked = self.any(marked.map(|one| &one.place));
            // Now and then one that is marked already.
            let place = marked.filter(|_| self.random.u32(..3) == 0).or_else(|| self.passage(text))?;
            passages.push((document, place));
        }
        let tags = if self.random.bool() { self.tags(model, 2) } else { Vec::new() };
        Some(Operation::AnnotateAll { passages, style: self.style(), tags })
    }

    pub(super) fn note(&mut self, model: &Model) -> Option<Operation> {
        let annotation = self.any(model.state().annotations.keys())?;
        // Now and then the note goes, so that some typing is taken back.
        let note = if self.random.u32(..8) == 0 { String::new() } else { self.words() };
        Some(Operation::Note { annotation, note })
    }

    pub(super) fn restyle(&mut self, model: &Model) -> Option<Operation> {
        let annotation = self.any(model.state().annotations.keys())?;
        Some(Operation::Restyle { annotation, style: self.style() })
    }

    pub(super) fn resize(&mut self, model: &Model) -> Option<Operation> {
        let standing = model.state().annotations.iter().filter(|(_, found)| !found.is_orphan);
        let annotation = self.any(standing.map(|(id, _)| id))?;
        let document = &model.state().annotations[&annotation].document;
        let (start, end) = self.passage(&model.state().documents[document])?;
        Some(Operation::Resize { annotation, start, end })
    }

    pub(super) fn relink(&mut self, model: &Model) -> Option<Operation> {
        let annotation = self.any(model.state().annotations.keys())?;
        let document = model.state().annotations[&annotation].document.clone();
        let (start, end) = self.passage(&model.state().documents[&document])?;
        Some(Operation::Relink { annotation, document, start, end })
    }

    pub(super) fn accept(&mut self, model: &Model) -> Option<Operation> {
        let annotations = self.some(model.state().annotations.keys(), 4);
        (!annotations.is_empty()).then_some(Operation::Accept { annotations })
    }

    pub(super) fn delete(&mut self, model: &Model) -> Option<Operation> {
        let annotations = self.some(model.state().annotations.keys(), 3);
        (!annotations.is_empty()).then_some(Operation::Delete { annotations })
    }
}
