//! What to do next: drawn at random among what can be done to the library as it is.

use super::model::Model;
use super::operation::{MARK, Operation, STYLES};
use super::texts::Texts;
use fastrand::Rng;
use std::path::Path;
use vermilion_anchor::Span;
use vermilion_api::wire::ExportFormat;
use vermilion_formats::interview::BlockKind;

const FORMATS: [ExportFormat; 4] =
    [ExportFormat::Md, ExportFormat::Html, ExportFormat::Csv, ExportFormat::Json];

/// Turns after which somebody is known to speak, whatever else is gone.
const ENOUGH: usize = 3;

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
                0..24 => self.annotate(model, texts),
                24..36 => self.note(model),
                36..40 => self.restyle(model),
                40..45 => self.resize(model, texts),
                45..55 => self.insert(model, texts),
                55..58 => self.remove(model, texts),
                58..61 => self.update(model),
                61..64 => self.relink(model, texts),
                64..66 => self.delete(model),
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
        let is_new = !model.state().annotations.values().any(|other| {
            other.document == document
                && !other.is_orphan
                && other.place == (start, end)
                && other.style == style
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
        let standing = model.state().annotations.iter().filter(|(_, found)| !found.is_orphan);
        let annotation = self.any(standing.map(|(id, _)| id))?;
        let document = model.state().annotations[&annotation].document.clone();
        let (start, end) = self.passage(model, &document, texts)?;
        Some(Operation::Resize { annotation, start, end })
    }

    fn insert(&mut self, model: &Model, texts: &mut Texts) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        let text = &model.state().documents.get(&document)?.text;
        let found = texts.of(text);
        let turns: Vec<_> = found
            .interview
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Turn { .. }))
            .collect();
        let block = *self.random.choice(&turns)?;
        let at = self.random.u32(block.body.start.0 + 1..block.body.end.0);
        let all: Vec<char> = text.chars().collect();
        let (from, middle, to) = (block.body.start.0 as usize, at as usize, block.body.end.0 as usize);
        // Beside another one nobody could tell which of the two is new.
        if all[middle - 1..=middle].iter().any(|one| MARK.contains(*one)) {
            return None;
        }
        let text = [&all[from..middle], &MARK.chars().collect::<Vec<_>>(), &all[middle..to]].concat();
        let text = text.into_iter().collect();
        Some(Operation::Insert { document, start: block.span.start.0, at, text })
    }

    /// A turn of somebody who goes on to speak often enough to be told by it, and not one of the first two, which say in
    /// which order people speak.
    fn remove(&mut self, model: &Model, texts: &mut Texts) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        let found = texts.of(&model.state().documents.get(&document)?.text);
        let blocks = &found.interview.blocks;
        let turns: Vec<(usize, usize)> = (0..blocks.len())
            .filter_map(|at| match blocks[at].kind {
                BlockKind::Turn { speaker, .. } => Some((speaker, at)),
                _ => None,
            })
            .collect();
        let (speaker, at) = *self.random.choice(turns.get(2..)?)?;
        let is_often = turns.iter().filter(|(other, _)| *other == speaker).count() > ENOUGH;
        // To a further paragraph of the same turn it would leave its label.
        let has_heir = matches!(
            blocks.get(at + 1).map(|next| &next.kind),
            Some(BlockKind::Turn { speaker: other, label: None, .. }) if *other == speaker
        );
        let Span { start, end } = blocks[at].span;
        (is_often && !has_heir).then_some(Operation::Remove { document, start: start.0, end: end.0 })
    }

    fn update(&mut self, model: &Model) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        let text = format!(
            "{}林：又說了{}句。\n",
            model.state().documents.get(&document)?.text,
            self.random.u64(..)
        );
        let standing = model
            .state()
            .annotations
            .iter()
            .filter(|(_, found)| found.document == document && !found.is_orphan)
            .map(|(id, _)| id);
        let orphan = self.any(standing).filter(|_| self.random.bool());
        Some(Operation::Update { document, text, orphan })
    }

    fn relink(&mut self, model: &Model, texts: &mut Texts) -> Option<Operation> {
        let annotation = self.any(model.state().annotations.keys())?;
        let document = model.state().annotations[&annotation].document.clone();
        let (start, end) = self.passage(model, &document, texts)?;
        Some(Operation::Relink { annotation, document, start, end })
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
        let text = texts.of(&model.state().documents.get(document)?.text);
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
