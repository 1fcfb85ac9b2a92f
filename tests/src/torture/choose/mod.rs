//! What to do next: drawn at random among what can be done to the library as it is.

mod annotations;
mod memos;
mod structure;
mod tags;
mod texts;

use super::model::{Document, Line, Model, Place};
use super::operation::{Operation, STYLES};
use super::texts::Origin;
use fastrand::Rng;
use std::path::PathBuf;
use std::sync::Arc;
use vermilion_api::wire::{ExportFormat, SavedSearch, SearchScope, SearchSyntax, Style};

const FORMATS: [ExportFormat; 4] =
    [ExportFormat::Md, ExportFormat::Html, ExportFormat::Csv, ExportFormat::Json];

/// Searches that are kept at most.
const SEARCHES: usize = 5;

/// Templates that are kept at most.
const TEMPLATES: usize = 5;

/// Characters that are put into texts, of which each comes once: it stands in none that is made, so that what went and what
/// came are never taken for each other.
const COINED: std::ops::Range<u32> = 0x3400..0x4D00;

/// How one is drawn; `None` where the library has nothing that it could be done to.
type Draw = fn(&mut Chooser, &Model) -> Option<Operation>;

/// How often each, about as often as a hurried person would, but for what is rare and goes deep.
const DRAWS: [(u32, Draw); 52] = [
    (120, Chooser::annotate),
    (20, Chooser::annotate_all),
    (70, Chooser::note),
    (20, Chooser::restyle),
    (30, Chooser::resize),
    (25, Chooser::relink),
    (15, Chooser::accept),
    (18, Chooser::delete),
    (55, Chooser::insert),
    (25, Chooser::remove),
    (30, Chooser::split),
    (25, Chooser::join),
    (30, Chooser::replace),
    (25, Chooser::update),
    (25, Chooser::restore),
    (20, Chooser::set_kind),
    (20, Chooser::set_speaker),
    (12, Chooser::accept_label),
    (12, Chooser::reject_label),
    (10, Chooser::update_speaker),
    (6, Chooser::merge_speakers),
    (50, Chooser::import),
    (3, Chooser::sample),
    (14, Chooser::delete_document),
    (12, Chooser::retitle),
    (12, Chooser::read),
    (30, Chooser::create_tag),
    (8, Chooser::rename_tag),
    (5, Chooser::colour_tag),
    (5, Chooser::key_tag),
    (10, Chooser::define_tag),
    (12, Chooser::move_tag),
    (8, Chooser::merge_tags),
    (8, Chooser::split_tag),
    (8, Chooser::delete_tags),
    (30, Chooser::give_tags),
    (10, Chooser::take_tags),
    (20, Chooser::begin_memo),
    (18, Chooser::write_memo),
    (6, Chooser::delete_memos),
    (36, Chooser::undo),
    (26, Chooser::redo),
    (10, Chooser::go),
    (6, Chooser::panel),
    (6, Chooser::search),
    (4, Chooser::keep_template),
    (2, Chooser::rename_template),
    (2, Chooser::drop_template),
    (3, Chooser::repair),
    (12, Chooser::backup),
    (10, Chooser::restore_backup),
    (8, Chooser::export),
];

/// Draws operations.
pub(super) struct Chooser {
    /// Where chance comes from.
    random: Rng,
    /// The folder that exports and backups are written to.
    folder: PathBuf,
    /// The number of the newest text.
    imported: u32,
    /// How many names and characters have been coined.
    coined: u32,
}

impl Chooser {
    pub(super) fn new(random: Rng, folder: PathBuf) -> Self {
        Self { random, folder, imported: 0, coined: 0 }
    }

    /// Draws one.
    pub(super) fn choose(&mut self, model: &Model) -> Operation {
        let all: u32 = DRAWS.iter().map(|(weight, _)| weight).sum();
        loop {
            let mut at = self.random.u32(..all);
            let drawn = DRAWS.iter().find(|(weight, _)| {
                let is_it = at < *weight;
                at = at.saturating_sub(*weight);
                is_it
            });
            if let Some(operation) = drawn.and_then(|(_, draw)| draw(self, model)) {
                return operation;
            }
        }
    }

    #[allow(clippy::unnecessary_wraps, reason = "every draw has the same shape")]
    fn import(&mut self, _: &Model) -> Option<Operation> {
        self.imported += 1;
        Some(Operation::Import { number: self.imported })
    }

    #[allow(clippy::unnecessary_wraps, reason = "every draw has the same shape")]
    fn sample(&mut self, _: &Model) -> Option<Operation> {
        Some(Operation::Sample)
    }

    fn delete_document(&mut self, model: &Model) -> Option<Operation> {
        Some(Operation::DeleteDocument { document: self.any(model.state().documents.keys())? })
    }

    fn retitle(&mut self, model: &Model) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        Some(Operation::Retitle { document, title: format!("標題 {}", self.random.u64(..)) })
    }

    fn read(&mut self, model: &Model) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        Some(Operation::Read { document, position: self.random.u32(..10_000) })
    }

    fn undo(&mut self, model: &Model) -> Option<Operation> {
        model.can_undo().then_some(Operation::Undo)
    }

    fn redo(&mut self, model: &Model) -> Option<Operation> {
        model.can_redo().then_some(Operation::Redo)
    }

    fn go(&mut self, model: &Model) -> Option<Operation> {
        let entry = self.any(model.steps().collect::<Vec<_>>().iter().rev().take(12))?;
        Some(Operation::Go { entry })
    }

    #[allow(clippy::unnecessary_wraps, reason = "every draw has the same shape")]
    fn panel(&mut self, _: &Model) -> Option<Operation> {
        let name = format!("panel-{}", self.random.u32(..100));
        Some(Operation::Panel { name, is_open: self.random.bool() })
    }

    #[allow(clippy::unnecessary_wraps, reason = "every draw has the same shape")]
    fn search(&mut self, model: &Model) -> Option<Operation> {
        let mut searches = model.searches().to_vec();
        if searches.len() >= SEARCHES {
            searches.remove(self.random.usize(..SEARCHES));
        }
        searches.push(SavedSearch {
            name: format!("搜尋 {}", self.random.u64(..)),
            query: self.words(),
            syntax: SearchSyntax::Literal,
            scope: SearchScope::All,
            folding: None,
            whole_word: self.random.bool(),
        });
        Some(Operation::Searches { searches })
    }

    fn keep_template(&mut self, model: &Model) -> Option<Operation> {
        let kept = self.any(model.templates());
        let is_new = model.templates().count() < TEMPLATES && self.random.bool();
        let name = kept.filter(|_| !is_new).unwrap_or_else(|| format!("範本 {}", self.random.u64(..)));
        Some(Operation::KeepTemplate { name, source: self.words() })
    }

    fn rename_template(&mut self, model: &Model) -> Option<Operation> {
        let name = self.any(model.templates())?;
        Some(Operation::RenameTemplate { name, to: format!("範本 {}", self.random.u64(..)) })
    }

    fn drop_template(&mut self, model: &Model) -> Option<Operation> {
        Some(Operation::DropTemplate { name: self.any(model.templates())? })
    }

    #[allow(clippy::unnecessary_wraps, reason = "every draw has the same shape")]
    fn repair(&mut self, _: &Model) -> Option<Operation> {
        Some(Operation::Repair)
    }

    #[allow(clippy::unnecessary_wraps, reason = "every draw has the same shape")]
    fn backup(&mut self, _: &Model) -> Option<Operation> {
        Some(Operation::Backup { path: None })
    }

    fn restore_backup(&mut self, model: &Model) -> Option<Operation> {
        Some(Operation::RestoreBackup { path: self.any(model.backups().keys())? })
    }

    fn export(&mut self, model: &Model) -> Option<Operation> {
        let document = self.any(model.state().documents.keys())?;
        let format = FORMATS[self.random.usize(..FORMATS.len())];
        let path = self.folder.join("export").with_extension(format.ending());
        Some(Operation::Export { document, format, path: path.to_string_lossy().into_owned() })
    }

    /// A document that was made of a number: what stands in it is known by hand.
    fn document<'m>(&mut self, model: &'m Model) -> Option<(String, &'m Arc<Document>)> {
        let all = model.state().documents.iter();
        let made: Vec<_> = all.filter(|(_, one)| matches!(one.origin(), Origin::Made(_))).collect();
        self.random.choice(made).map(|(id, document)| (id.clone(), document))
    }

    /// A line behind the title and what is said about the document, with its number and where it starts.
    fn line<'d>(
        &mut self,
        document: &'d Document,
        is_meant: impl Fn(&Line) -> bool,
    ) -> Option<(usize, u32, &'d Line)> {
        let lines = document.starts().zip(document.lines()).enumerate().skip(HEAD);
        let lines = lines.map(|(at, (start, line))| (at, start, line));
        let lines: Vec<_> = lines.filter(|(_, _, line)| is_meant(line)).collect();
        self.random.choice(lines)
    }

    /// Words that somebody may mark: none but whole characters stand in what is made, and no white space at the ends.
    fn passage(&mut self, document: &Document) -> Option<Place> {
        let (at, _, line) = self.line(document, |line| !line.said.is_empty())?;
        let said: Vec<char> = line.said.chars().collect();
        let from = self.random.usize(..said.len());
        let to = self.random.usize(from..said.len());
        if said[from].is_whitespace() || said[to].is_whitespace() {
            return None;
        }
        let place = |within: usize| document.said_at(at) + u32::try_from(within).unwrap_or_default();
        Some((place(from), place(to + 1)))
    }

    fn style(&mut self) -> Style {
        STYLES[self.random.usize(..STYLES.len())]
    }

    fn words(&mut self) -> String {
        format!("**批註** {} 霧\n", self.random.u64(..)).repeat(1 + self.random.usize(..20))
    }

    fn coin(&mut self) -> u32 {
        self.coined += 1;
        self.coined
    }

    /// A character that has stood nowhere.
    fn character(&mut self) -> char {
        let coined = COINED.start + self.coin() % (COINED.end - COINED.start);
        // All of these are characters.
        char::from_u32(coined).unwrap_or('〓')
    }

    fn any<'a, T: Clone + 'a>(&mut self, all: impl Iterator<Item = &'a T>) -> Option<T> {
        let all: Vec<&T> = all.collect();
        self.random.choice(all).cloned()
    }

    fn some<'a, T: Clone + 'a>(&mut self, all: impl Iterator<Item = &'a T>, most: usize) -> Vec<T> {
        let count = 1 + self.random.usize(..most);
        self.random.choose_multiple(all.cloned(), count)
    }
}

/// The lines of a text that stay as they are: its title, and what is said about it.
const HEAD: usize = 2;
