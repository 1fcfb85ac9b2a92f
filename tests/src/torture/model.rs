//! What a library has to hold after what was done to it, told without the library: the oracle.
//!
//! The model is values, not changesets: a step of its history is the state before it and the state after it, so that
//! nothing of how the library undoes is repeated here.

use super::operation::{MARK, Operation};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use vermilion_api::wire::Style;

/// The documents and annotations, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The documents.
    pub documents: BTreeMap<String, Arc<Document>>,
    /// The annotations.
    pub annotations: BTreeMap<String, Arc<Annotation>>,
}

/// A document.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its text as it is.
    pub text: Arc<str>,
    /// The number of its revision.
    pub revision: u32,
}

/// Without its text, which would drown everything else.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { title, text, revision } = self;
        write!(f, "{title}, revision {revision} of {} characters", text.chars().count())
    }
}

/// An annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The document it is in.
    pub document: String,
    /// Its edges; of an orphan, where it stood last.
    pub place: (u32, u32),
    /// The words in its place, or those that stood there.
    pub quote: String,
    /// The words that were marked, where others stand there now.
    pub original: Option<String>,
    /// Whether its words are gone.
    pub is_orphan: bool,
    /// Its look.
    pub style: Style,
    /// Its note.
    pub note: String,
}

impl State {
    fn quote(&self, document: &str, (start, end): (u32, u32)) -> String {
        let text = self.documents.get(document).map_or("", |document| &document.text);
        text.chars().skip(start as usize).take((end - start) as usize).collect()
    }

    /// Puts an annotation on other words, which are its own from then on. Where it is there already nothing is done, unless
    /// somebody says where it is: then they are.
    fn place(&mut self, annotation: &str, place: (u32, u32), is_resize: bool) {
        let Some(document) = self.annotations.get(annotation).map(|found| found.document.clone()) else {
            return;
        };
        let quote = self.quote(&document, place);
        change(&mut self.annotations, annotation, |annotation| {
            if !is_resize || annotation.place != place {
                let (original, is_orphan) = (None, false);
                *annotation = Annotation { place, quote, original, is_orphan, ..annotation.clone() };
            }
        });
    }

    /// Replaces a stretch of a text, character for character as one would by hand: what lies in it is lost, what lies
    /// around it has changed, what lies behind it moves.
    fn splice(&mut self, document: &str, (start, end): (u32, u32), words: &str) {
        let come = u32::try_from(words.chars().count()).unwrap_or_default();
        let moved = |at: u32| at - (end - start) + come;
        change(&mut self.documents, document, |document| {
            let text: Vec<char> = document.text.chars().collect();
            let (head, tail) = (&text[..start as usize], &text[end as usize..]);
            let text: String =
                head.iter().copied().chain(words.chars()).chain(tail.iter().copied()).collect();
            document.text = text.into();
            document.revision += 1;
        });
        let touched: Vec<String> = self
            .annotations
            .iter()
            .filter(|(_, found)| found.document == document && !found.is_orphan && found.place.1 > start)
            .map(|(id, _)| id.clone())
            .collect();
        for id in touched {
            let (from, to) = self.annotations[&id].place;
            if start <= from && to <= end {
                change(&mut self.annotations, &id, |annotation| annotation.is_orphan = true);
                continue;
            }
            let place = (if from >= end { moved(from) } else { from }, moved(to));
            let now = self.quote(document, place);
            change(&mut self.annotations, &id, |annotation| {
                if annotation.quote != now {
                    let was = std::mem::replace(&mut annotation.quote, now);
                    annotation.original.get_or_insert(was);
                }
                annotation.place = place;
            });
        }
    }
}

/// A step of the history, as the library lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: i64,
    /// What was done.
    pub action: String,
    /// Whether it has been taken back.
    pub is_undone: bool,
}

/// Everything that is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What there is.
    pub state: State,
    /// How it came to be, newest first.
    pub history: Vec<Entry>,
    /// What was set.
    pub panels: BTreeMap<String, bool>,
}

/// What only the library could say about something that was done.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The id of what was made.
    pub id: String,
    /// The id of the newest step.
    pub entry: i64,
}

/// A library as it has to be.
#[derive(Clone, Debug, Default)]
pub struct Model {
    steps: Vec<Step>,
    done: usize,
    state: Arc<State>,
    panels: BTreeMap<String, bool>,
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

    /// What the library has to hold.
    pub fn content(&self) -> Content {
        let history = self.steps.iter().enumerate().rev().map(|(at, step)| Entry {
            id: step.id,
            action: step.action.to_owned(),
            is_undone: at >= self.done,
        });
        Content { state: State::clone(&self.state), history: history.collect(), panels: self.panels.clone() }
    }

    /// Does what was done. `sitting` tells one run of the worker from another.
    pub fn apply(&mut self, operation: &Operation, given: Given, sitting: u32) {
        let mut after = State::clone(&self.state);
        let mut join_key = String::new();
        let action = match operation {
            Operation::Import { number } => {
                let (title, text) = (super::texts::title(*number), super::texts::write(*number).into());
                after.documents.insert(given.id, Arc::new(Document { title, text, revision: 1 }));
                "document-import"
            }
            Operation::DeleteDocument { document } => {
                after.documents.remove(document);
                after.annotations.retain(|_, annotation| annotation.document != *document);
                "document-delete"
            }
            Operation::Retitle { document, title } => {
                change(&mut after.documents, document, |document| document.title.clone_from(title));
                "document-update"
            }
            Operation::Annotate { document, start, end, style, note } => {
                let annotation = Annotation {
                    document: document.clone(),
                    place: (*start, *end),
                    quote: after.quote(document, (*start, *end)),
                    original: None,
                    is_orphan: false,
                    style: *style,
                    note: note.clone(),
                };
                after.annotations.insert(given.id, Arc::new(annotation));
                "annotation-create"
            }
            Operation::Note { annotation, note } => {
                join_key = format!("note {annotation} {sitting}");
                change(&mut after.annotations, annotation, |annotation| annotation.note.clone_from(note));
                "annotation-note"
            }
            Operation::Restyle { annotation, style } => {
                change(&mut after.annotations, annotation, |annotation| annotation.style = *style);
                "annotation-style"
            }
            Operation::Resize { annotation, start, end } => {
                join_key = format!("resize {annotation} {sitting}");
                after.place(annotation, (*start, *end), true);
                "annotation-resize"
            }
            Operation::Relink { annotation, start, end, .. } => {
                after.place(annotation, (*start, *end), false);
                "annotation-relink"
            }
            Operation::Insert { document, at, .. } => {
                after.splice(document, (*at, *at), MARK);
                "block-edit"
            }
            Operation::Remove { document, start, end } => {
                after.splice(document, (*start, *end), "");
                "block-edit"
            }
            Operation::Update { document, text, orphan } => {
                // It ends with the new turn, which moves nothing.
                change(&mut after.documents, document, |document| {
                    document.text = text.as_str().into();
                    document.revision += 1;
                });
                if let Some(orphan) = orphan {
                    change(&mut after.annotations, orphan, |annotation| annotation.is_orphan = true);
                }
                "document-revise"
            }
            Operation::Delete { annotations } => {
                after.annotations.retain(|id, _| !annotations.contains(id));
                "annotation-delete"
            }
            Operation::Undo => return self.go_to(self.done.saturating_sub(1)),
            Operation::Redo => return self.go_to(self.done + 1),
            Operation::Go { entry } => {
                return self.go_to(self.steps.partition_point(|step| step.id <= *entry));
            }
            Operation::Panel { name, is_open } => {
                self.panels = BTreeMap::from([(name.clone(), *is_open)]);
                return;
            }
            Operation::Backup { .. } | Operation::Export { .. } => return,
        };
        self.add(Step {
            id: given.entry,
            action,
            join_key,
            before: Arc::clone(&self.state),
            after: Arc::new(after),
        });
    }

    fn add(&mut self, step: Step) {
        // What changes nothing is no step, and leaves what was undone to be done again.
        if step.before == step.after {
            return;
        }
        self.steps.truncate(self.done);
        self.state = Arc::clone(&step.after);
        match self.steps.last_mut() {
            Some(last) if !step.join_key.is_empty() && last.join_key == step.join_key => {
                last.after = step.after;
                // Typing that is taken back was nothing.
                if last.before == last.after {
                    self.steps.pop();
                }
            }
            _ => self.steps.push(step),
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

fn change<T: Clone>(rows: &mut BTreeMap<String, Arc<T>>, id: &str, change: impl FnOnce(&mut T)) {
    if let Some(row) = rows.get_mut(id) {
        change(Arc::make_mut(row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(note: &str) -> Operation {
        Operation::Note { annotation: "a".to_owned(), note: note.to_owned() }
    }

    fn with_annotation() -> Model {
        let mut model = Model::default();
        let given = |id: &str, entry| Given { id: id.to_owned(), entry };
        model.apply(&Operation::Import { number: 1 }, given("d", 1), 0);
        let annotate = Operation::Annotate {
            document: "d".to_owned(),
            start: 20,
            end: 22,
            style: super::super::operation::STYLES[0],
            note: String::new(),
        };
        model.apply(&annotate, given("a", 2), 0);
        model
    }

    #[test]
    fn what_is_typed_in_one_sitting_is_one_step_and_taken_back_it_is_none() {
        let mut model = with_annotation();
        for (text, sitting, steps) in [("一", 1, 3), ("一二", 1, 3), ("", 1, 2), ("三", 1, 3), ("四", 2, 4)]
        {
            model.apply(&note(text), Given { entry: 9, ..Given::default() }, sitting);
            assert_eq!(model.steps.len(), steps, "after {text:?}");
        }
    }

    #[test]
    fn undoing_goes_back_to_the_state_before() {
        let mut model = with_annotation();
        let all = model.content();
        model.apply(&Operation::Go { entry: 0 }, Given::default(), 0);
        assert_eq!(*model.state(), State::default());
        for _ in 0..2 {
            model.apply(&Operation::Redo, Given::default(), 0);
        }
        assert_eq!(model.content(), all);
    }

    #[test]
    fn what_is_put_in_or_taken_out_of_a_text_moves_changes_or_orphans_what_lies_there() {
        let mut model = with_annotation();
        let whole = model.state().documents["d"].text.clone();
        let document = || "d".to_owned();
        let at = |model: &Model| {
            let found = &model.state().annotations["a"];
            (found.place, found.original.is_some(), found.is_orphan)
        };
        let insert = |at| Operation::Insert { document: document(), start: 0, at, text: String::new() };
        let mut entry = 2;
        let mut apply = |model: &mut Model, operation: &Operation| {
            entry += 1;
            model.apply(operation, Given { entry, ..Given::default() }, 0);
        };
        apply(&mut model, &insert(22));
        assert_eq!(at(&model), ((20, 22), false, false));
        apply(&mut model, &insert(20));
        assert_eq!(at(&model), ((21, 23), false, false));
        apply(&mut model, &insert(22));
        assert_eq!(at(&model), ((21, 24), true, false));
        apply(&mut model, &Operation::Remove { document: document(), start: 19, end: 30 });
        assert_eq!(at(&model), ((21, 24), true, true));
        apply(
            &mut model,
            &Operation::Relink { annotation: "a".to_owned(), document: document(), start: 9, end: 11 },
        );
        assert_eq!(at(&model), ((9, 11), false, false));
        apply(&mut model, &Operation::Go { entry: 2 });
        assert_eq!((at(&model), &model.state().documents["d"].text), (((20, 22), false, false), &whole));
    }
}
