//! Words replaced everywhere, or where they were chosen.

use super::*;

#[test]
fn words_are_replaced_where_they_were_chosen() {
    let talk = Talk::new();
    let marked = talk.mark("好看嗎");
    let words = |words: &str| Words { words: words.to_owned(), fold: Fold::default() };
    let (revision, places) = occurrences(&talk.desk.library, talk.document, &words("好看")).unwrap();
    assert_eq!(places.len(), 2);
    let only = [places[1].start];
    let done =
        replace(&talk.desk.library, talk.document, revision, &words("好看"), "難看", Some(&only)).unwrap();
    assert_eq!(done.value, 1);
    talk.check();
    assert_eq!(talk.bodies()[7..], ["Ada: 好看嗎？", "Ben: 難看。"]);
    assert_eq!(talk.quote(marked).1, State::Anchored);
    replace(&talk.desk.library, talk.document, talk.current(), &words("好看"), "好讀", None).unwrap();
    talk.check();
    assert_eq!(talk.quote(marked), ("好讀嗎".to_owned(), changed("好看嗎")));
    let none = replace(&talk.desk.library, talk.document, talk.current(), &words("沒有"), "x", None).unwrap();
    assert_eq!((none.value, none.change), (0, None));
}

#[test]
fn a_highlight_on_one_of_several_words_in_a_row_stays_on_what_replaces_it() {
    let talk = Talk::new();
    talk.edit("一本書", "哈哈哈哈，一本書。");
    let start = vermilion_anchor::count(talk.open().text.split("哈哈哈哈").next().unwrap());
    let second = talk.desk.highlight(talk.document, start + 2, start + 4);
    let inside = talk.desk.highlight(talk.document, start + 1, start + 3);
    let words = Words { words: "哈哈".to_owned(), fold: Fold::default() };
    replace(&talk.desk.library, talk.document, talk.current(), &words, "嘻", None).unwrap();
    talk.check();
    assert_eq!(talk.quote(second), ("嘻".to_owned(), changed("哈哈")));
    let now = annotations::find(&talk.desk.library, second).unwrap().span;
    assert_eq!(now, Span::new(start + 1, start + 2), "the second of the two");
    assert!(matches!(talk.quote(inside).1, State::Orphan { .. }), "half of each is neither");
    let words = Words { words: "嘻".to_owned(), ..words };
    replace(&talk.desk.library, talk.document, talk.current(), &words, "", None).unwrap();
    assert!(matches!(talk.quote(second).1, State::Orphan { .. }));
    talk.check();
}

#[test]
fn labels_and_numbers_are_not_among_the_words_that_are_replaced() {
    let talk = Talk::new();
    let words = |words: &str, fold| Words { words: words.to_owned(), fold };
    let found = |words: Words| occurrences(&talk.desk.library, talk.document, &words).unwrap().1.len();
    assert_eq!(found(words("Ada", Fold::default())), 0);
    talk.edit("一本書", "ＡＢＣ e\u{301}。");
    assert_eq!(found(words("abc", Fold { width: true, case: true })), 1);
    assert_eq!(found(words("abc", Fold { width: true, case: false })), 0);
    assert_eq!(found(words("e", Fold::default())), 0, "half of a character is none");
}
