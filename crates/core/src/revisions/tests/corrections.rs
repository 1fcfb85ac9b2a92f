//! Paragraphs corrected, split, joined and left blank by hand.

use super::*;

#[test]
fn a_corrected_paragraph_makes_a_revision_and_moves_everything_after_it() {
    let talk = Talk::new();
    let (before, inside, after) = (talk.mark("在讀"), talk.mark("一本書"), talk.mark("好看嗎"));
    let first = talk.open();
    talk.edit("一本書", "一本很好的書。");
    assert_eq!(talk.quote(before), ("在讀".to_owned(), State::Anchored));
    assert_eq!(talk.quote(inside), ("一本很好的書".to_owned(), changed("一本書")));
    assert_eq!(talk.quote(after), ("好看嗎".to_owned(), State::Anchored));
    let revisions = talk.revisions();
    assert_eq!(
        revisions.iter().map(|one| (one.number, one.origin)).collect::<Vec<_>>(),
        [(2, Origin::Edit), (1, Origin::Import)]
    );
    assert_eq!((revisions[0].inserted, revisions[0].removed), (3, 0));
    assert_eq!(documents::summary(&talk.desk.library, talk.document).unwrap().revision_number, 2);
    let old = open(&talk.desk.library, talk.document, first.revision).unwrap();
    assert_eq!((&old.text, &old.blocks), (&first.text, &first.blocks));
    assert_eq!(old.annotations, first.annotations, "as they were");
    assert_eq!(annotations::find(&talk.desk.library, inside).unwrap().made_on, first.revision);
}

#[test]
fn only_what_a_correction_touches_is_written() {
    let talk = Talk::new();
    for words in ["在讀", "這是第二段", "好看嗎"] {
        talk.mark(words);
    }
    let before = talk.desk.dump();
    talk.edit("導言", "前言。");
    let after = talk.desk.dump();
    let old: Vec<_> = before.lines().collect();
    let new: Vec<_> = after.lines().filter(|row| !old.contains(row)).collect();
    let tables: Vec<_> = new.iter().map(|row| row.split(' ').next().unwrap()).collect();
    // The document, the revision with its correction, the block that was and the one that is.
    assert_eq!(tables, ["document", "revision", "correction", "block", "block"]);
}

#[test]
fn undo_of_a_correction_restores_text_structure_and_annotations() {
    let talk = Talk::new();
    talk.mark("一本書");
    let before = (talk.desk.dump(), talk.open());
    talk.edit("一本書", "一本樹。\n\n還有一棵。");
    let after = talk.desk.dump();
    talk.desk.library.undo().unwrap();
    assert_eq!((talk.desk.dump(), talk.open()), before);
    talk.check();
    talk.desk.library.redo().unwrap();
    assert_eq!(talk.desk.dump(), after);
    talk.check();
}

#[test]
fn what_is_undone_by_hand_is_anchored_again() {
    let talk = Talk::new();
    let id = talk.mark("一本書");
    talk.edit("一本書", "一本樹。");
    assert_eq!(talk.quote(id).1, changed("一本書"));
    talk.edit("一本樹", "一本書。");
    assert_eq!(talk.quote(id), ("一本書".to_owned(), State::Anchored));
}

#[test]
fn a_change_tells_how_the_text_changed() {
    let talk = Talk::new();
    let before = talk.open();
    let start = talk.at("一本書");
    let change = edit_block(&talk.desk.library, talk.document, before.revision, start, "兩本書。")
        .unwrap()
        .change
        .unwrap();
    let after = talk.open();
    let [text] = change.texts.as_slice() else { panic!("{:?}", change.texts) };
    assert_eq!((text.from, text.to), (before.revision, after.revision));
    assert_eq!(text.edits.apply(&before.text).unwrap(), &*after.text);
    let change = talk.desk.library.undo().unwrap().change.unwrap();
    let [text] = change.texts.as_slice() else { panic!("{:?}", change.texts) };
    assert_eq!((text.from, text.to), (after.revision, before.revision));
    assert_eq!(text.edits.apply(&after.text).unwrap(), &*before.text);
}

#[test]
fn a_blank_line_splits_a_paragraph_and_a_line_end_does_not() {
    let talk = Talk::new();
    talk.edit("一本書", " 一本書。\r\n很厚。\r\n \r\n第三段。\n");
    assert_eq!(
        talk.bodies()[4..8],
        ["Ben: 一本書。\n很厚。", "(Ben) 第三段。", "(Ben) 這是第二段。", "# 02. 然後"]
    );
    talk.edit("02. 然後", "02. 然後\n不是標題");
    assert_eq!(talk.bodies()[7..9], ["# 02. 然後", "(Ben) 不是標題"]);
}

#[test]
fn a_paragraph_is_split_and_joined_again() {
    let talk = Talk::new();
    let id = talk.mark("一本書");
    let text = talk.open().text;
    let at = CodePoint(vermilion_anchor::count(&text[..text.find("本書").unwrap()]));
    split_block(&talk.desk.library, talk.document, talk.current(), at).unwrap();
    talk.check();
    assert_eq!(talk.bodies()[4..6], ["Ben: 一", "(Ben) 本書。"]);
    assert_eq!(talk.quote(id), ("一\n本書".to_owned(), changed("一本書")));
    join_blocks(&talk.desk.library, talk.document, talk.current(), talk.at("本書"), Neighbour::Previous)
        .unwrap();
    talk.check();
    assert_eq!(talk.open().text, text);
    assert_eq!(talk.quote(id), ("一本書".to_owned(), State::Anchored));
    let first = talk.open().blocks[0].span.start;
    let nothing = join_blocks(&talk.desk.library, talk.document, talk.current(), first, Neighbour::Previous);
    assert!(matches!(nothing, Err(Error::NothingToJoin { .. })));
    for at in [0, 2] {
        let nothing = split_block(&talk.desk.library, talk.document, talk.current(), CodePoint(at));
        assert!(matches!(nothing, Err(Error::NothingToSplit { .. })), "{at}");
    }
}

#[test]
fn joining_a_turn_to_the_one_before_gives_its_words_to_who_spoke() {
    let talk = Talk::new();
    join_blocks(&talk.desk.library, talk.document, talk.current(), talk.at("在讀"), Neighbour::Next).unwrap();
    talk.check();
    assert_eq!(
        talk.bodies()[3..5],
        ["Ada: 你在讀什麼？一本書。", "(Ben) 這是第二段。"],
        "the rest of the turn is Ben's"
    );
}

#[test]
fn marks_that_every_script_has_put_no_space_between_words_of_one_that_has_none() {
    let (desk, document) = Desk::with(&["Ada: 是否貼切? ", ",因為其他"]);
    let talk = Talk { desk, document };
    join_blocks(&talk.desk.library, document, talk.current(), talk.at("是否"), Neighbour::Next).unwrap();
    assert_eq!(talk.bodies(), ["Ada: 是否貼切?,因為其他"]);
}

#[test]
fn words_of_a_spaced_script_are_joined_with_a_space() {
    let (desk, document) = Desk::with(&["Ada: hello", "there"]);
    let talk = Talk { desk, document };
    join_blocks(&talk.desk.library, document, talk.current(), talk.at("hello"), Neighbour::Next).unwrap();
    assert_eq!(talk.bodies(), ["Ada: hello there"]);
}

#[test]
fn a_paragraph_left_blank_is_gone_and_its_label_goes_to_the_next_one_of_the_turn() {
    let talk = Talk::new();
    let id = talk.mark("一本書");
    talk.edit("一本書", " \n ");
    assert_eq!(talk.bodies()[4..6], ["Ben: 這是第二段。", "# 02. 然後"]);
    let (quote, state) = talk.quote(id);
    assert_eq!((quote.as_str(), state), ("一本書", State::Orphan { original: None, reason: Loss::Deleted }));
    talk.edit("這是第二段", "");
    assert_eq!(talk.bodies()[3..5], ["Ada: 你在讀什麼？", "# 02. 然後"]);
}

#[test]
fn a_document_is_never_left_without_text() {
    let (desk, document) = Desk::with(&["Ada: hello"]);
    let talk = Talk { desk, document };
    let before = talk.desk.dump();
    let edited = edit_block(&talk.desk.library, document, talk.current(), talk.at("hello"), " ");
    assert!(matches!(edited, Err(Error::NothingLeft)));
    assert_eq!(talk.desk.dump(), before);
}

#[test]
fn who_corrects_another_text_than_the_one_that_is_there_is_told() {
    let talk = Talk::new();
    let stale = talk.current();
    talk.edit("一本書", "兩本書。");
    let (library, document, start) = (&talk.desk.library, talk.document, talk.at("兩本書"));
    let words = Words { words: "書".to_owned(), fold: Fold::default() };
    for outcome in [
        edit_block(library, document, stale, start, "x").map(drop),
        split_block(library, document, stale, CodePoint(start.0 + 6)).map(drop),
        join_blocks(library, document, stale, start, Neighbour::Next).map(drop),
        replace(library, document, stale, &words, "x", None).map(drop),
        restore(library, document, stale, stale).map(drop),
    ] {
        assert!(matches!(outcome, Err(Error::StaleRevision { .. })), "{outcome:?}");
    }
}
