use super::*;
use crate::{
    AnnotationId, DocumentId,
    annotations::{self, Loss, State},
    revisions::type_block,
    testing::Desk,
};
use proptest::{prelude::*, sample::Index};

/// A turn in which words stand again and again, and who corrects it.
struct Turn {
    desk: Desk,
    document: DocumentId,
    /// Where the words begin.
    body: u32,
}

impl Turn {
    fn new(words: &str) -> Self {
        let (desk, document) = Desk::with(&["王: 開始了。", &format!("李: {words}"), "王: 後來呢？"]);
        let body = desk.open(document).blocks[1].body.start.0;
        Self { desk, document, body }
    }

    fn mark(&self, start: u32, end: u32) -> AnnotationId {
        self.desk.highlight(self.document, self.body + start, self.body + end)
    }

    fn correct(&self, text: &str, typed: &[Typed]) {
        let open = self.desk.open(self.document);
        let start = open.blocks[1].span.start;
        type_block(&self.desk.library, self.document, open.revision, start, text, typed).unwrap();
        assert_eq!(crate::doctor::examine(&self.desk.library).unwrap().findings, []);
        assert_eq!(annotations::mend(&self.desk.library, self.document).unwrap().change, None);
    }

    /// Where an annotation stands, counted from the beginning of the words.
    fn place(&self, id: AnnotationId) -> (u32, u32, State) {
        let one = annotations::find(&self.desk.library, id).unwrap();
        (one.span.start.0 - self.body, one.span.end.0 - self.body, one.state)
    }
}

fn typed(start: u32, removed: u32, text: &str) -> Typed {
    Typed { span: Span::new(start, start + removed), text: text.to_owned() }
}

const TWICE: &str = "我不知道。我不知道。後來我就走了。";

#[test]
fn of_equal_sentences_the_one_that_was_deleted_loses_its_note() {
    let turn = Turn::new(TWICE);
    let (first, second) = (turn.mark(0, 5), turn.mark(5, 10));
    turn.correct("我不知道。後來我就走了。", &[typed(0, 5, "")]);
    assert_eq!(turn.place(second), (0, 5, State::Anchored));
    let lost = annotations::find(&turn.desk.library, first).unwrap();
    assert_eq!(lost.state, State::Orphan { original: None, reason: Loss::Deleted });
}

#[test]
fn and_the_other_one_where_the_other_was_deleted() {
    let turn = Turn::new(TWICE);
    let (first, second) = (turn.mark(0, 5), turn.mark(5, 10));
    turn.correct("我不知道。後來我就走了。", &[typed(5, 5, "")]);
    assert_eq!(turn.place(first), (0, 5, State::Anchored));
    let lost = annotations::find(&turn.desk.library, second).unwrap();
    assert_eq!(lost.state, State::Orphan { original: None, reason: Loss::Deleted });
}

#[test]
fn of_a_character_said_three_times_the_last_keeps_its_note() {
    let turn = Turn::new("對對對，我知道。");
    let third = turn.mark(2, 3);
    turn.correct("對對，我知道。", &[typed(0, 1, "")]);
    assert_eq!(turn.place(third), (1, 2, State::Anchored));
}

#[test]
fn what_is_between_two_corrections_stays() {
    let turn = Turn::new("對對對對對對");
    let middle = turn.mark(2, 4);
    turn.correct("ab對對對對對對cd", &[typed(0, 0, "ab"), typed(6, 0, "cd")]);
    assert_eq!(turn.place(middle), (4, 6, State::Anchored));
}

#[test]
fn what_does_not_lead_to_the_text_is_not_believed() {
    let overlapping = [typed(0, 5, ""), typed(4, 1, "")];
    for wrong in [&[typed(5, 4, "")][..], &[typed(0, 90, "")], &overlapping, &[typed(3, 0, "他")]] {
        let turn = Turn::new(TWICE);
        let last = turn.mark(12, 15);
        turn.correct("我不知道。後來我就走了。", wrong);
        assert_eq!(turn.place(last), (7, 10, State::Anchored), "{wrong:?}");
    }
}

#[test]
fn white_space_that_is_put_in_order_moves_nothing() {
    let turn = Turn::new(TWICE);
    let second = turn.mark(5, 10);
    // The first went, and blank lines and blanks came around the second.
    let text = " \r\n我不知道。 \n \n\n\u{3000}後來我就\0走了。\n";
    turn.correct(
        text,
        &[typed(0, 5, " \r\n"), typed(10, 0, " \n \n\n\u{3000}"), typed(14, 0, "\0"), typed(17, 0, "\n")],
    );
    assert_eq!(turn.place(second), (0, 5, State::Anchored));
    let open = turn.desk.open(turn.document);
    let body = |at: usize| -> String {
        let body = open.blocks[at].body;
        open.text.chars().skip(body.start.0 as usize).take(body.len() as usize).collect()
    };
    assert_eq!((body(1), body(2)), ("我不知道。".to_owned(), "後來我就走了。".to_owned()));
}

#[test]
fn a_text_that_says_what_it_said_before_is_no_correction() {
    let turn = Turn::new("對對");
    let revision = turn.desk.open(turn.document).revision;
    turn.correct("對對", &[typed(0, 1, ""), typed(2, 0, "對")]);
    assert_eq!(turn.desk.open(turn.document).revision, revision);
}

/// Something that a hand does in a text field; an [`Index`] picks a place in what there is then.
#[derive(Clone, Debug)]
enum Gesture {
    /// From here on so many characters become others: typed, pasted, or put together by an input method.
    Replace(Index, usize, String),
    /// All from here to the end of the sentence goes.
    DeleteOn(Index),
    /// All from the end of the sentence before to here goes.
    DeleteBack(Index),
    /// From here on so many characters are dragged elsewhere: they come there anew.
    Drag(Index, usize, Index),
}

/// A character, and which one of the text before it is.
type Letter = (char, Option<usize>);

fn gestures() -> impl Strategy<Value = Vec<Gesture>> {
    let at = any::<Index>;
    let gesture = prop_oneof![
        4 => (at(), 0usize..4, "[對我。]{0,3}").prop_map(|(at, gone, come)| Gesture::Replace(at, gone, come)),
        1 => (at(), 0usize..12, "[對我。]{6,20}").prop_map(|(at, gone, come)| Gesture::Replace(at, gone, come)),
        1 => at().prop_map(Gesture::DeleteOn),
        1 => at().prop_map(Gesture::DeleteBack),
        2 => (at(), 1usize..6, at()).prop_map(|(from, length, to)| Gesture::Drag(from, length, to)),
    ];
    prop::collection::vec(gesture, 1..7)
}

/// What the gestures make of a text when every character is moved by hand.
fn by_hand(text: &str, gestures: &[Gesture]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = text.chars().enumerate().map(|(at, one)| (one, Some(at))).collect();
    for gesture in gestures {
        let place = |at: &Index| at.index(letters.len() + 1);
        let is_end = |(one, _): &Letter| *one == '。';
        match gesture {
            Gesture::Replace(at, gone, come) => {
                let at = place(at);
                letters.splice(at..(at + gone).min(letters.len()), come.chars().map(|one| (one, None)));
            }
            Gesture::DeleteOn(at) => {
                let at = place(at);
                let rest = &letters[at..];
                let end = rest.iter().position(is_end).map_or(rest.len(), |end| end + 1);
                letters.drain(at..at + end);
            }
            Gesture::DeleteBack(at) => {
                let at = place(at);
                let start = letters[..at.saturating_sub(1)].iter().rposition(is_end).map_or(0, |end| end + 1);
                letters.drain(start.min(at)..at);
            }
            Gesture::Drag(from, length, to) => {
                let from = place(from);
                let dragged: Vec<Letter> = letters.drain(from..(from + length).min(letters.len())).collect();
                let to = to.index(letters.len() + 1);
                letters.splice(to..to, dragged.into_iter().map(|(one, _)| (one, None)));
            }
        }
    }
    letters
}

/// What a field says about it: everything between two characters that are left, as one splice.
fn as_said(letters: &[Letter], length: usize) -> Vec<Typed> {
    let mut said = Vec::new();
    let (mut at, mut text) = (0, String::new());
    for (one, origin) in letters.iter().copied().chain([(' ', Some(length))]) {
        let Some(origin) = origin else {
            text.push(one);
            continue;
        };
        if at < origin || !text.is_empty() {
            let span = Span::new(u32::try_from(at).unwrap(), u32::try_from(origin).unwrap());
            said.push(Typed { span, text: std::mem::take(&mut text) });
        }
        at = origin + 1;
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 400, ..ProptestConfig::default() })]

    /// Of a text that repeats itself no comparison could tell which of its characters are left.
    #[test]
    fn highlights_land_where_every_character_was_moved_by_hand(
        words in "[對我。]{2,14}",
        marks in prop::collection::vec((any::<Index>(), 1usize..6), 1..4),
        gestures in gestures(),
    ) {
        let length = words.chars().count();
        let turn = Turn::new(&words);
        let marked: Vec<_> = marks
            .iter()
            .map(|(at, long)| {
                let start = at.index(length);
                let end = (start + long).min(length);
                (turn.mark(u32::try_from(start).unwrap(), u32::try_from(end).unwrap()), start..end)
            })
            .collect();
        let letters = by_hand(&words, &gestures);
        prop_assume!(!letters.is_empty());
        let text: String = letters.iter().map(|(one, _)| one).collect();
        turn.correct(&text, &as_said(&letters, length));
        if text == words {
            return Ok(());
        }
        for (id, was) in marked {
            let (start, end, state) = turn.place(id);
            let now = match state {
                State::Orphan { .. } => 0..0,
                _ => start as usize..end as usize,
            };
            let left: Vec<usize> = (0..letters.len())
                .filter(|at| letters[*at].1.is_some_and(|origin| was.contains(&origin)))
                .collect();
            for at in &left {
                prop_assert!(now.contains(at), "{} of {:?} is left and not in {:?}", at, was, now);
            }
            for at in now.clone() {
                let is_others = letters[at].1.is_some_and(|origin| !was.contains(&origin));
                prop_assert!(!is_others, "{} in {:?} belongs to no part of {:?}", at, now, was);
            }
            // All of it is left, and nothing came between.
            if left.len() == was.len() && left[left.len() - 1] - left[0] + 1 == was.len() {
                prop_assert_eq!((now, state), (left[0]..left[0] + was.len(), State::Anchored));
            }
        }
    }
}
