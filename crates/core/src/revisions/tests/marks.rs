//! Annotations that lost their place, or do not fit their text.

use super::*;
use crate::testing::YELLOW;

#[test]
fn an_orphan_is_listed_counted_exported_and_linked_again() {
    let talk = Talk::new();
    let id = talk.mark("一本書");
    annotations::set_note(&talk.desk.library, id, "為什麼？", "").unwrap();
    talk.edit("一本書", "");
    assert!(talk.open().annotations.is_empty());
    let orphans = annotations::orphans(&talk.desk.library, talk.document).unwrap();
    assert_eq!(orphans.iter().map(|one| (one.id, one.quote.as_str())).collect::<Vec<_>>(), [(id, "一本書")]);
    let summary = documents::summary(&talk.desk.library, talk.document).unwrap();
    assert_eq!((summary.annotations, summary.notes, summary.orphans), (1, 1, 1));
    let exported = documents::annotated(&talk.desk.library, talk.document, None).unwrap();
    assert_eq!((exported.orphans.len(), exported.orphans[0].note.as_str()), (1, "為什麼？"));
    let places = annotations::orphan_places(&talk.desk.library, talk.document).unwrap();
    let (speaker, section) = (Some("Ben".to_owned()), Some("01. 開始".to_owned()));
    assert_eq!(places, [annotations::OrphanPlace { annotation: id, speaker, section }]);
    assert!(matches!(
        annotations::resize(&talk.desk.library, id, Span::new(0, 2)),
        Err(Error::Orphan { .. })
    ));
    talk.edit("這是第二段", "還有一本書。");
    let found = annotations::candidates(&talk.desk.library, id).unwrap();
    let place = found.candidates.first().expect("its words stand there").span;
    annotations::relink(&talk.desk.library, id, talk.current(), place).unwrap();
    talk.check();
    assert_eq!(talk.quote(id), ("一本書".to_owned(), State::Anchored));
    assert_eq!(documents::summary(&talk.desk.library, talk.document).unwrap().orphans, 0);
    talk.desk.library.undo().unwrap();
    assert_eq!(annotations::orphans(&talk.desk.library, talk.document).unwrap(), orphans);
    annotations::delete(&talk.desk.library, &[id]).unwrap();
    talk.check();
}

#[test]
fn linking_an_annotation_to_where_it_is_already_is_no_step_after_a_correction_either() {
    let talk = Talk::new();
    let marked = talk.mark("好看嗎");
    talk.edit("一本書", "一本很好的書。");
    let place = annotations::find(&talk.desk.library, marked).unwrap().span;
    let done = annotations::relink(&talk.desk.library, marked, talk.current(), place).unwrap();
    assert_eq!(done.change, None);
}

#[test]
fn a_changed_annotation_is_taken_as_it_is() {
    let talk = Talk::new();
    let id = talk.mark("一本書");
    talk.edit("一本書", "一本樹。");
    annotations::accept(&talk.desk.library, &[id]).unwrap();
    assert_eq!(talk.quote(id), ("一本樹".to_owned(), State::Anchored));
}

#[test]
fn a_highlight_made_twice_is_one_after_corrections_too() {
    let talk = Talk::new();
    let id = talk.mark("好看嗎");
    talk.edit("導言", "一篇很長的前言。");
    assert_eq!(talk.mark("好看嗎"), id);
}

#[test]
fn annotations_that_do_not_fit_are_put_right_or_shown_as_orphans() {
    let talk = Talk::new();
    let (moved, lost) = (talk.mark("一本書"), talk.mark("好看嗎"));
    let connection = rusqlite::Connection::open(talk.desk.path()).unwrap();
    for (id, set) in [(moved, "start = start + 1, \"end\" = \"end\" + 1"), (lost, "exact = '別的'")] {
        connection.execute(&format!("UPDATE annotation SET {set} WHERE id = ?1"), [id]).unwrap();
    }
    let mended = annotations::mend(&talk.desk.library, talk.document).unwrap();
    assert_eq!(mended.value, annotations::Mended { found: 1, lost: 1 });
    assert_eq!(talk.quote(moved), ("一本書".to_owned(), State::Anchored));
    assert_eq!(talk.quote(lost).1, State::Orphan { original: None, reason: Loss::Mismatch });
    assert_eq!(annotations::mend(&talk.desk.library, talk.document).unwrap().change, None);
}

/// An interview in which 我不知道 is said twice, the second time in a paragraph that was damaged since.
fn damaged() -> (Talk, AnnotationId) {
    let (desk, document) = Desk::with(&["王: 那一年的事情我不知道。", "李: 好。", "王: 後來的事我不知道。"]);
    let talk = Talk { desk, document };
    let text = talk.open().text;
    let second = text.rfind("我不知道").unwrap();
    let at = vermilion_anchor::count(&text[..second]);
    let id = talk.desk.highlight(document, at, at + 4);
    tamper(
        &talk.desk,
        "UPDATE revision SET text = replace(text, '後來的事我不知道', '後來的事都知曉了'), characters = characters",
    );
    let Talk { desk, document } = talk;
    (Talk { desk: desk.reopened(), document }, id)
}

#[test]
fn in_a_damaged_text_nothing_is_written_and_after_a_repair_all_is_as_it_was() {
    let (talk, id) = damaged();
    let before = talk.desk.dump();
    let open = talk.open();
    assert!(open.is_damaged);
    assert_eq!((open.annotations.len(), annotations::misfits(&open)), (0, 1), "shown nowhere in the text");
    let mended = annotations::mend(&talk.desk.library, talk.document).unwrap();
    assert_eq!((mended.value, mended.change), (annotations::Mended::default(), None));
    let start = talk.at("那一年");
    let edited = edit_block(&talk.desk.library, talk.document, open.revision, start, "x");
    assert!(matches!(edited, Err(Error::DamagedText { .. })), "{edited:?}");
    let (library, span) = (&talk.desk.library, Span::new(4, 8));
    let places =
        annotations::Passages { document: talk.document, revision: open.revision, spans: vec![span] };
    for refused in [
        annotations::create(library, talk.document, span, YELLOW, "").map(drop),
        annotations::create_all(library, &[places], YELLOW, &[]).map(drop),
        annotations::resize(library, id, span).map(drop),
        annotations::relink(library, id, open.revision, span).map(drop),
    ] {
        assert!(matches!(refused, Err(Error::DamagedText { .. })), "{refused:?}");
    }
    assert_eq!(talk.desk.dump(), before);
    let repair = crate::doctor::repair(&talk.desk.library, &mut go_on()).unwrap();
    assert_eq!(repair.left.findings, []);
    talk.check();
    assert!(!talk.open().is_damaged);
    let place = annotations::find(&talk.desk.library, id).unwrap().span;
    assert_eq!(
        talk.open().text.chars().skip(place.start.0 as usize - 4).take(8).collect::<String>(),
        "後來的事我不知道"
    );
    assert_eq!(talk.quote(id), ("我不知道".to_owned(), State::Anchored));
}

#[test]
fn words_that_stand_elsewhere_between_other_words_are_not_taken_for_the_passage() {
    let long = "我每天早上六點到，先掃地，再把字放回架上。";
    for (words, prefix, is_found) in
        [("我不知道", "別的話", false), (long, "別的話", true), (long, "別的", false)]
    {
        let (desk, document) =
            Desk::with(&["王: 那一年的事情我不知道。", &format!("李: {long}"), "王: 好。"]);
        let talk = Talk { desk, document };
        let id = talk.mark(words);
        let suffix = if is_found { "suffix" } else { "'而且'" };
        tamper(
            &talk.desk,
            &format!("UPDATE annotation SET start = 0, \"end\" = 2, prefix = '{prefix}', suffix = {suffix}"),
        );
        let mended = annotations::mend(&talk.desk.library, document).unwrap().value;
        assert_eq!((mended.found, mended.lost), (u32::from(is_found), u32::from(!is_found)), "{words}");
        let found = annotations::candidates(&talk.desk.library, id).unwrap().candidates;
        let place = found.first().expect("where its words stand").span;
        annotations::relink(&talk.desk.library, id, talk.current(), place).unwrap();
        assert_eq!(talk.quote(id), (words.to_owned(), State::Anchored));
    }
}

#[test]
fn a_correction_does_not_touch_an_annotation_that_is_not_on_its_words() {
    let talk = Talk::new();
    let id = talk.mark("一本書");
    tamper(&talk.desk, "UPDATE annotation SET start = start + 1, \"end\" = \"end\" + 1");
    let start = talk.at("一本書");
    edit_block(&talk.desk.library, talk.document, talk.current(), start, "一本書！").unwrap();
    annotations::mend(&talk.desk.library, talk.document).unwrap();
    assert_eq!(
        talk.quote(id),
        ("一本書".to_owned(), State::Orphan { original: None, reason: Loss::Mismatch })
    );
}
