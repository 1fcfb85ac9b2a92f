//! What a library has to hold after what was done to it, told without the library: the oracle.
//!
//! The model is values, not changesets: a step of its history is the state before it and the state after it, so that
//! nothing of how the library undoes is repeated here. Texts are lines ([`document`]), who says what is said of lines
//! ([`speech`]), tags are cards in boxes ([`codebook`]), and what becomes of a place is reckoned by hand ([`splice`]).

mod act;
mod codebook;
mod content;
mod document;
mod speech;
mod splice;
mod state;
#[cfg(test)]
mod tests;

pub use codebook::Codebook;
pub use content::{Content, Earlier, Entry, SeenAnnotation, SeenDocument, SeenSpeaker, Settings, earlier_of};
pub use document::Document;
pub use splice::Place;
pub use state::{Annotation, State};

pub(in crate::torture) use document::{Kind, Line};

use super::operation::Operation;
use super::texts::Origin;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What only the library could say about something that was done.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The ids of documents that were made.
    pub documents: BTreeMap<Origin, String>,
    /// The ids of annotations that were made, with their documents and places; others may be among them.
    pub annotations: BTreeMap<(String, Place), String>,
    /// The ids of tags by their paths; all of them where one was made.
    pub tags: BTreeMap<String, String>,
    /// The id of the memo that was made.
    pub memo: String,
    /// The file of the backup that was made.
    pub backup: String,
    /// The id of the newest step.
    pub entry: i64,
}

/// A library as it has to be.
#[derive(Clone, Debug, Default)]
pub struct Model {
    steps: Vec<Arc<Step>>,
    done: usize,
    state: Arc<State>,
    /// Where the reader was in documents, those that are gone included: they may come back.
    positions: BTreeMap<String, u32>,
    settings: Settings,
    /// What the library was when backups of it were made.
    backups: BTreeMap<String, Arc<Self>>,
}

#[derive(Clone, Debug)]
struct Step {
    id: i64,
    action: &'static str,
    /// With the sitting: what is typed in another one is another step. Empty: nothing joins.
    join_key: String,
    before: Arc<State>,
    after: Arc<State>,
}

impl Model {
    /// What there is.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The ids of the steps, oldest first.
    pub fn steps(&self) -> impl Iterator<Item = i64> {
        self.steps.iter().map(|step| step.id)
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        self.done > 0
    }

    /// Whether there is something to take again.
    pub fn can_redo(&self) -> bool {
        self.done < self.steps.len()
    }

    /// The searches that are kept.
    pub fn searches(&self) -> &[vermilion_api::wire::SavedSearch] {
        &self.settings.searches
    }

    /// The names of the templates that are kept.
    pub fn templates(&self) -> impl Iterator<Item = &String> {
        self.settings.templates.keys()
    }

    /// The files of the backups that were made, and what the library was then.
    pub fn backups(&self) -> &BTreeMap<String, Arc<Self>> {
        &self.backups
    }

    /// Forgets the backups: somebody has taken them away.
    pub fn forget_backups(&mut self) {
        self.backups.clear();
    }

    /// What the library has to hold.
    pub fn content(&self) -> Content {
        let history = self.steps.iter().enumerate().rev().map(|(at, step)| Entry {
            id: step.id,
            action: step.action.to_owned(),
            is_undone: at >= self.done,
        });
        let seen = self.state.seen(&self.positions);
        Content { history: history.collect(), settings: self.settings.clone(), ..seen }
    }

    /// Does what was done. `sitting` tells one run of the worker from another.
    pub fn apply(&mut self, operation: &Operation, given: Given, sitting: u32) {
        match operation {
            Operation::Undo => self.go_to(self.done.saturating_sub(1)),
            Operation::Redo => self.go_to(self.done + 1),
            Operation::Go { entry } => self.go_to(self.steps.partition_point(|step| step.id <= *entry)),
            Operation::Panel { name, is_open } => {
                self.settings.panels = BTreeMap::from([(name.clone(), *is_open)]);
            }
            Operation::Searches { searches } => self.settings.searches.clone_from(searches),
            Operation::KeepTemplate { name, source } => {
                self.settings.templates.insert(name.clone(), source.clone());
            }
            Operation::RenameTemplate { name, to } => {
                let source = self.settings.templates.remove(name);
                self.settings.templates.extend(source.map(|source| (to.clone(), source)));
            }
            Operation::DropTemplate { name } => {
                self.settings.templates.remove(name);
            }
            Operation::Read { document, position } => {
                self.positions.insert(document.clone(), *position);
            }
            Operation::Backup { .. } => self.remember_backup(given.backup),
            Operation::RestoreBackup { path } => {
                let Some(then) = self.backups.get(path).cloned() else { return };
                self.remember_backup(given.backup);
                // What was set is no content.
                let (settings, backups) = (self.settings.clone(), std::mem::take(&mut self.backups));
                *self = Self { settings, backups, ..Self::clone(&then) };
            }
            _ => {
                if matches!(operation, Operation::Sample) {
                    self.settings.has_seen_sample = true;
                }
                let mut after = State::clone(&self.state);
                if let Some(action) = after.act(operation, &given) {
                    let join_key = join_key(operation, &given, sitting);
                    let (before, after) = (Arc::clone(&self.state), Arc::new(after));
                    self.add(Step { id: given.entry, action, join_key, before, after });
                }
            }
        }
    }

    fn remember_backup(&mut self, path: String) {
        let now = Self { backups: BTreeMap::new(), ..self.clone() };
        self.backups.insert(path, Arc::new(now));
    }

    fn add(&mut self, step: Step) {
        // What changes nothing is no step, and leaves what was undone to be done again.
        if step.before == step.after {
            return;
        }
        self.steps.truncate(self.done);
        self.state = Arc::clone(&step.after);
        match self.steps.last_mut().map(Arc::make_mut) {
            Some(last) if !step.join_key.is_empty() && last.join_key == step.join_key => {
                last.after = step.after;
                // Typing that is taken back was nothing.
                if last.before == last.after {
                    self.steps.pop();
                }
            }
            _ => self.steps.push(Arc::new(step)),
        }
        self.done = self.steps.len();
    }

    fn go_to(&mut self, done: usize) {
        self.done = done.min(self.steps.len());
        self.state = match self.done {
            0 => self.steps.first().map_or_else(Arc::default, |step| Arc::clone(&step.before)),
            done => Arc::clone(&self.steps[done - 1].after),
        };
    }
}

/// What an action joins with: what was typed at the same thing in the same sitting.
fn join_key(operation: &Operation, given: &Given, sitting: u32) -> String {
    match operation {
        Operation::Note { annotation, .. } => format!("note {annotation} {sitting}"),
        Operation::Resize { annotation, .. } => format!("resize {annotation} {sitting}"),
        Operation::DefineTag { tag, .. } => format!("tag {tag} {sitting}"),
        Operation::BeginMemo { .. } => format!("memo {} {sitting}", given.memo),
        Operation::WriteMemo { memo, .. } => format!("memo {memo} {sitting}"),
        _ => String::new(),
    }
}
