//! What to do next: drawn at random among what can be done to the library as it is.

use super::model::Model;
use super::operation::{Operation, STYLES};
use super::texts::Texts;
use fastrand::Rng;
use std::path::Path;
use vermilion_api::wire::ExportFormat;

const FORMATS: [ExportFormat; 4] =
    [ExportFormat::Md, ExportFormat::Html, ExportFormat::Csv, ExportFormat::Json];

/// Draws operations.
pub(super) struct Chooser<'t> {
    /// Where chance comes from.
    pub(super) random: Rng,
    /// The number of the next text.
    pub(super) next: u32,
    /// The folder that exports and backups are written to.
    pub(super) folder: &'t Path,
}

impl Chooser<'_> {
    /// Draws one.
    pub(super) fn choose(&mut self, model: &Model, texts: &mut Texts) -> Operation {
        loop {
            // About as often as a hurried person would, but for what is rare and goes deep.
            let operation = match self.random.u32(..100) {
                0..30 => self.annotate(model, texts),
                30..50 => self.note(model),
                50..55 => self.restyle(model),
                55..62 => self.resize(model, texts),
                62..66 => self.delete(model),
                66..72 => Some(self.import()),
                72..74 => self.delete_document(model),
                74..76 => self.retitle(model),
                76..85 => model.can_undo().then_some(Operation::Undo),
                85..92 => model.can_redo().then_some(Operation::Redo),
                92..94 => self.go(model),
                94..96 => Some(self.panel()),
                96..98 => Some(Operation::Backup { path: None }),
                _ => self.export(model),
            };
            if let Some(operation) = operation {
                return operation;
            }
        }
    }

    fn import(&mut self) -> Operation {
        self.next += 1;
        Operation::Import { number: self.next }
    }

    fn annotate(&mut self, model: &Model, texts: &mut Texts) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        let (start, end) = self.passage(model, &document, texts)?;
        let style = self.style();
        // A passage that is marked so already would be found and not made.
        let is_new =
            !model.state().annotations.values().any(|other| {
                other.document == document && other.place == (start, end) && other.style == style
            });
        let note = if self.random.bool() { self.words() } else { String::new() };
        is_new.then_some(Operation::Annotate { document, start, end, style, note })
    }

    fn note(&mut self, model: &Model) -> Option<Operation> {
        let annotation = self.any(model.state().annotations.keys())?;
        // Now and then the note goes, so that some typing is taken back.
        let note = if self.random.u32(..8) == 0 { String::new() } else { self.words() };
        Some(Operation::Note { annotation, note })
    }

    fn restyle(&mut self, model: &Model) -> Option<Operation> {
        let annotation = self.any(model.state().annotations.keys())?;
        Some(Operation::Restyle { annotation, style: self.style() })
    }

    fn resize(&mut self, model: &Model, texts: &mut Texts) -> Option<Operation> {
        let annotation = self.any(model.state().annotations.keys())?;
        let document = model.state().annotations[&annotation].document.clone();
        let (start, end) = self.passage(model, &document, texts)?;
        Some(Operation::Resize { annotation, start, end })
    }

    fn delete(&mut self, model: &Model) -> Option<Operation> {
        let count = 1 + self.random.usize(..3);
        let annotations = self.random.choose_multiple(model.state().annotations.keys().cloned(), count);
        (!annotations.is_empty()).then_some(Operation::Delete { annotations })
    }

    fn delete_document(&mut self, model: &Model) -> Option<Operation> {
        Some(Operation::DeleteDocument { document: self.any(model.state().documents.keys())? })
    }

    fn retitle(&mut self, model: &Model) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        Some(Operation::Retitle { document, title: format!("標題 {}", self.random.u64(..)) })
    }

    fn go(&mut self, model: &Model) -> Option<Operation> {
        let entry = self.any(model.steps().collect::<Vec<_>>().iter().rev().take(12))?;
        Some(Operation::Go { entry })
    }

    fn panel(&mut self) -> Operation {
        Operation::Panel { name: format!("panel-{}", self.random.u32(..100)), is_open: self.random.bool() }
    }

    fn export(&mut self, model: &Model) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        let format = FORMATS[self.random.usize(..FORMATS.len())];
        let path = self.folder.join("export").with_extension(format.ending());
        Some(Operation::Export { document, format, path: path.to_string_lossy().into_owned() })
    }

    fn passage(&mut self, model: &Model, document: &str, texts: &mut Texts) -> Option<(u32, u32)> {
        let text = texts.get(model.state().documents.get(document)?.number);
        let (start, end) = *self.random.choice(&text.said)?;
        let start = self.random.u32(start..end);
        Some((start, self.random.u32(start..end) + 1))
    }

    fn style(&mut self) -> vermilion_api::wire::Style {
        STYLES[self.random.usize(..STYLES.len())]
    }

    fn words(&mut self) -> String {
        format!("**批註** {} 霧\n", self.random.u64(..)).repeat(1 + self.random.usize(..20))
    }

    fn any<'a, T: Clone + 'a>(&mut self, all: impl Iterator<Item = &'a T>) -> Option<T> {
        let all: Vec<&T> = all.collect();
        self.random.choice(all).cloned()
    }
}
