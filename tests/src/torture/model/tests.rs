use super::*;
use crate::torture::operation::{About, STYLES};
use vermilion_api::wire::{SettableKind, SpeakerScope};

/// A library with an interview, `d`, and an annotation in it, `a`.
struct Desk {
    model: Model,
    entry: i64,
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self { model: Model::default(), entry: 0 };
        desk.give(&Operation::Import { number: 1 }, |given| {
            given.documents.insert(Origin::Made(1), "d".to_owned());
        });
        // 訪談1⏎來源：河邊月刊⏎01.起頭⏎林：… : the first six characters that are said are those from 20 on.
        let (document, start, end) = ("d".to_owned(), 22, 24);
        let (style, note, tags) = (STYLES[0], String::new(), Vec::new());
        desk.give(&Operation::Annotate { document, start, end, style, note, tags }, |given| {
            given.annotations.insert(("d".to_owned(), (22, 24)), "a".to_owned());
        });
        desk
    }

    fn give(&mut self, operation: &Operation, give: impl FnOnce(&mut Given)) {
        self.entry += 1;
        let mut given = Given { entry: self.entry, ..Given::default() };
        give(&mut given);
        self.model.apply(operation, given, 0);
    }

    fn apply(&mut self, operation: &Operation) {
        self.give(operation, |_| {});
    }

    fn text(&self) -> String {
        self.model.state().documents["d"].text()
    }

    /// Where the annotation is, whether its words have changed, and whether they are gone.
    fn annotation(&self) -> (Place, bool, bool) {
        let found = &self.model.state().annotations["a"];
        (found.place, found.original.is_some(), found.is_orphan)
    }

    /// The lines behind the heading: who says each, and the label that it opens with.
    fn lines(&self) -> Vec<(Option<u32>, Option<String>)> {
        let document = &self.model.state().documents["d"];
        let who = |line: &Line| match line.kind {
            Kind::Turn { who, .. } => Some(who),
            _ => None,
        };
        document.lines()[3..].iter().map(|line| (who(line), line.label())).collect()
    }

    fn start_of(&self, line: usize) -> u32 {
        self.model.state().documents["d"].starts().nth(line).unwrap_or_default()
    }
}

fn document() -> String {
    "d".to_owned()
}

fn insert(at: u32) -> Operation {
    Operation::Insert { document: document(), start: 0, at, text: String::new() }
}

#[test]
fn what_is_typed_in_one_sitting_is_one_step_and_taken_back_it_is_none() {
    let mut desk = Desk::new();
    for (text, sitting, steps) in [("一", 1, 3), ("一二", 1, 3), ("", 1, 2), ("三", 1, 3), ("四", 2, 4)]
    {
        let note = Operation::Note { annotation: "a".to_owned(), note: text.to_owned() };
        desk.model.apply(&note, Given { entry: 9, ..Given::default() }, sitting);
        assert_eq!(desk.model.steps.len(), steps, "after {text:?}");
    }
}

#[test]
fn undoing_goes_back_to_the_state_before() {
    let mut desk = Desk::new();
    let all = desk.model.content();
    desk.apply(&Operation::Go { entry: 0 });
    assert_eq!(*desk.model.state(), State::default());
    for _ in 0..2 {
        desk.apply(&Operation::Redo);
    }
    assert_eq!(desk.model.content(), all);
}

#[test]
fn what_is_put_in_or_taken_out_of_a_text_moves_changes_or_orphans_what_lies_there() {
    let mut desk = Desk::new();
    let whole = desk.text();
    desk.apply(&insert(24));
    assert_eq!(desk.annotation(), ((22, 24), false, false));
    desk.apply(&insert(22));
    assert_eq!(desk.annotation(), ((23, 25), false, false));
    desk.apply(&insert(24));
    assert_eq!(desk.annotation(), ((23, 26), true, false));
    let start = desk.start_of(3);
    desk.apply(&Operation::Remove { document: document(), start, end: 0 });
    assert_eq!(desk.annotation(), ((23, 26), true, true));
    let (annotation, document) = ("a".to_owned(), document());
    desk.apply(&Operation::Relink { annotation, document, start: 9, end: 11 });
    assert_eq!(desk.annotation(), ((9, 11), false, false));
    desk.apply(&Operation::Restore { document: self::document(), revision: 1 });
    assert_eq!((desk.annotation(), desk.text()), (((22, 24), false, false), whole.clone()));
    desk.apply(&Operation::Go { entry: 2 });
    assert_eq!((desk.annotation(), desk.text()), (((22, 24), false, false), whole));
}

#[test]
fn what_is_accepted_was_right_in_the_revisions_before() {
    let mut desk = Desk::new();
    desk.apply(&insert(23));
    desk.apply(&insert(26));
    assert_eq!(desk.annotation(), ((22, 25), true, false));
    desk.apply(&Operation::Accept { annotations: vec!["a".to_owned()] });
    desk.apply(&insert(26));
    desk.apply(&Operation::Restore { document: document(), revision: 2 });
    assert_eq!(desk.annotation(), ((22, 25), false, false));
}

#[test]
fn a_line_that_is_split_and_joined_is_what_it_was() {
    let mut desk = Desk::new();
    let (text, lines) = (desk.text(), desk.lines());
    desk.apply(&Operation::Split { document: document(), at: 23 });
    assert_eq!(desk.annotation(), ((22, 25), true, false));
    assert_eq!(desk.lines()[1], (Some(0), None), "a further paragraph of the same one");
    let start = desk.start_of(3);
    desk.apply(&Operation::Join { document: document(), start });
    let count = lines.len();
    assert_eq!((desk.text(), desk.lines(), desk.annotation()), (text, lines, ((22, 24), false, false)));
    desk.apply(&Operation::Join { document: document(), start });
    assert_eq!(desk.lines().len(), count - 1);
    assert_eq!(desk.lines()[0], (Some(0), Some("林".to_owned())), "the label of the second one has gone");
}

#[test]
fn words_are_replaced_from_the_left_to_the_right_where_that_was_chosen() {
    let mut desk = Desk::new();
    let words: String = desk.text().chars().skip(22).take(2).collect();
    let replace = |only| Operation::Replace {
        document: document(),
        find: words.clone(),
        replacement: "㐀㐁㐂".to_owned(),
        only,
    };
    desk.apply(&replace(Some(vec![0])));
    assert_eq!(desk.annotation(), ((22, 24), false, false), "nothing was chosen that is there");
    assert_eq!(desk.model.steps.len(), 2);
    desk.apply(&replace(None));
    assert_eq!(desk.annotation(), ((22, 25), true, false));
    assert!(!desk.text().contains(&words));
}

#[test]
fn a_label_that_is_none_gives_its_turns_to_who_spoke_before_and_comes_back() {
    let mut desk = Desk::new();
    let document = &desk.model.state().documents["d"];
    let names: Vec<String> = document.speakers().map(|speaker| speaker.name.clone()).collect();
    assert_eq!(names, ["林", "吳"]);
    let memo = Operation::BeginMemo {
        about: About::Speaker { document: self::document(), speaker: 1 },
        text: String::new(),
    };
    desk.give(&memo, |given| given.memo = "m".to_owned());
    desk.apply(&Operation::RejectLabel { document: self::document(), speaker: 1, label: "吳".to_owned() });
    assert!(desk.lines().iter().all(|(who, _)| *who == Some(0)));
    let kind = |desk: &Desk| desk.model.content().memos["m"].kind;
    assert_eq!(kind(&desk), vermilion_api::wire::MemoKind::Document);
    let start = desk.start_of(4);
    desk.apply(&Operation::AcceptLabel { document: self::document(), start });
    assert_eq!(desk.lines()[1], (Some(2), Some("吳".to_owned())), "somebody new");
    desk.apply(&Operation::MergeSpeakers { document: self::document(), from: 1, into: 0 });
    assert!(desk.lines().iter().all(|(who, _)| *who == Some(0)));
}

#[test]
fn a_turn_is_given_to_somebody_else_with_its_further_paragraphs() {
    let mut desk = Desk::new();
    desk.apply(&Operation::Split { document: document(), at: 23 });
    let start = desk.start_of(4);
    let give = |scope, speaker| Operation::SetSpeaker { document: document(), start, speaker, scope };
    desk.apply(&give(SpeakerScope::Turn, Some(1)));
    assert_eq!(desk.lines()[..2], [(Some(1), Some("林".to_owned())), (Some(1), None)]);
    desk.apply(&give(SpeakerScope::Block, None));
    assert_eq!(desk.lines()[1], (None, None));
    let start = desk.start_of(3);
    let (kind, level) = (SettableKind::Heading, Some(2));
    desk.apply(&Operation::SetKind { document: document(), start, kind, level });
    assert_eq!(desk.lines()[0], (None, None));
}

#[test]
fn a_backup_brings_back_everything_but_what_was_set() {
    let mut desk = Desk::new();
    let before = desk.model.content();
    desk.give(&Operation::Backup { path: None }, |given| given.backup = "b".to_owned());
    desk.apply(&Operation::Panel { name: "p".to_owned(), is_open: true });
    desk.apply(&insert(23));
    let changed = desk.model.content();
    desk.give(&Operation::RestoreBackup { path: "b".to_owned() }, |given| given.backup = "s".to_owned());
    let after = desk.model.content();
    assert_eq!(after, Content { settings: changed.settings.clone(), ..before });
    desk.give(&Operation::RestoreBackup { path: "s".to_owned() }, |_| {});
    assert_eq!(desk.model.content(), changed);
}
