//! The revisions that there are: told apart, compared, restored, and true to the structure that they had.

use super::*;

#[test]
fn a_few_digits_are_the_number_of_a_revision_and_no_beginning_of_an_id() {
    let talk = Talk::new();
    let id = talk.current().to_string();
    assert!(id.starts_with("01"));
    for nonsense in ["0", "01", "2", "", " "] {
        let found = resolve(&talk.desk.library, talk.document, nonsense);
        assert!(matches!(found, Err(Error::NoSuchRevision { .. })), "{nonsense:?}");
    }
    for reference in ["1", &id, &id[..13]] {
        assert_eq!(resolve(&talk.desk.library, talk.document, reference).unwrap().number, 1, "{reference}");
    }
}

#[test]
fn an_old_revision_is_restored_with_its_annotations_as_they_were() {
    let talk = Talk::new();
    let (kept, lost) = (talk.mark("在讀"), talk.mark("一本書"));
    let first = talk.open();
    talk.edit("一本書", "");
    talk.edit("在讀", "你今天在讀什麼？");
    let later = talk.mark("好看。");
    restore(&talk.desk.library, talk.document, talk.current(), first.revision).unwrap();
    talk.check();
    let now = talk.open();
    assert_eq!((&now.text, &now.blocks, &now.speakers), (&first.text, &first.blocks, &first.speakers));
    for id in [kept, lost, later] {
        assert_eq!(talk.quote(id).1, State::Anchored);
    }
    assert_eq!(talk.revisions()[0].origin, Origin::Restore);
    talk.desk.library.undo().unwrap();
    talk.check();
    assert!(matches!(talk.quote(lost).1, State::Orphan { .. }));
}

#[test]
fn what_was_marked_in_a_paragraph_that_moved_goes_back_with_it() {
    let first =
        "甲：你在讀什麼書？\n\n乙：一本關於山的書，很厚。\n\n甲：好看嗎？\n\n乙：好看，我讀了三遍。\n";
    let moved =
        "甲：你在讀什麼書？\n\n甲：好看嗎？\n\n乙：好看，我讀了三遍。\n\n乙：一本關於山的書，很厚。\n";
    let talk = Talk::of(first);
    let (library, base) = (&talk.desk.library, talk.current());
    let version = Version { interview: interview::parse(moved) };
    let shown = talk.shown(&version);
    revise(library, talk.document, base, &shown, &version, &HashMap::new(), &mut go_on()).unwrap();
    let marked = talk.mark("關於山的書");
    restore(library, talk.document, talk.current(), base).unwrap();
    talk.check();
    assert_eq!(&*talk.open().text, first);
    assert_eq!(talk.quote(marked), ("關於山的書".to_owned(), State::Anchored));
}

#[test]
fn restoring_writes_only_the_annotations_that_the_corrections_touched() {
    let talk = Talk::new();
    let untouched = talk.mark("好看嗎");
    let touched = talk.mark("一本書");
    let first = talk.current();
    talk.edit("一本書", "一本很厚的書。");
    let dump = talk.desk.dump();
    let row =
        |id: AnnotationId| dump.lines().find(|row| row.starts_with(&format!("annotation Text(\"{id}\")")));
    assert!(row(untouched).is_some() && row(touched).is_some(), "{dump}");
    let before = (row(untouched), row(touched));
    restore(&talk.desk.library, talk.document, talk.current(), first).unwrap();
    talk.check();
    let after = talk.desk.dump();
    let is_there = |row: Option<&str>| after.lines().any(|other| Some(other) == row);
    assert_eq!((is_there(before.0), is_there(before.1)), (true, false));
    assert_eq!(talk.quote(touched), ("一本書".to_owned(), State::Anchored));
    assert_eq!(talk.quote(untouched).1, State::Anchored);
}

#[test]
fn corrections_of_the_structure_hold_and_older_revisions_keep_theirs() {
    let talk = Talk::new();
    talk.edit("導言", "前言。");
    let second = talk.open();
    structure::set_kind(
        &talk.desk.library,
        talk.document,
        talk.at("這是第二段"),
        structure::NewKind::Heading { level: Some(2) },
    )
    .unwrap();
    talk.check();
    talk.edit("前言", "序。");
    assert_eq!(talk.bodies()[5], "# 這是第二段。");
    let old = open(&talk.desk.library, talk.document, second.revision).unwrap();
    assert_eq!(old.blocks.len(), second.blocks.len());
    let first = talk.revisions().pop().unwrap();
    let old = open(&talk.desk.library, talk.document, first.id).unwrap();
    assert!(structure::is_cover(&old.blocks, first.characters, old.speakers.len()));
    assert!(matches!(old.blocks[5].kind, BlockKind::Turn { .. }), "as it was");
}

#[test]
fn speakers_may_be_merged_whatever_older_revisions_say() {
    let talk = Talk::new();
    talk.edit("一本書", "兩本書。");
    let speakers = talk.open().speakers;
    let first = talk.revisions().pop().unwrap();
    let said = || {
        let old = open(&talk.desk.library, talk.document, first.id).unwrap();
        assert!(structure::is_cover(&old.blocks, first.characters, old.speakers.len()));
        old.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Turn { .. })).count()
    };
    let before = said();
    speakers::merge(&talk.desk.library, talk.document, speakers[1].id, speakers[0].id).unwrap();
    talk.check();
    assert_eq!(said(), before, "what was said then is said by the one who is left, and not by nobody");
    talk.desk.library.undo().unwrap();
    talk.check();
}

#[test]
fn corrections_in_one_sitting_are_told_from_others() {
    let talk = Talk::new();
    for (minutes, text) in [(0, "一。"), (5, "二。"), (9, "三。"), (11, "四。")] {
        talk.desk.wait(minutes * 60 * 1000);
        let start = talk.open().blocks[1].span.start;
        edit_block(&talk.desk.library, talk.document, talk.current(), start, text).unwrap();
    }
    let sittings: Vec<_> = talk.revisions().iter().map(|one| (one.number, one.sitting)).collect();
    assert_eq!(sittings, [(5, 3), (4, 2), (3, 2), (2, 2), (1, 1)]);
}

#[test]
fn two_revisions_are_compared_either_way() {
    let talk = Talk::new();
    talk.edit("一本書", "一本很好的書。");
    let all = talk.revisions();
    let (new, old) = (all[0].id, all[1].id);
    let there = compare(&talk.desk.library, talk.document, old, new).unwrap();
    let back = compare(&talk.desk.library, talk.document, new, old).unwrap();
    for (comparison, old, new) in [(&there, old, new), (&back, new, old)] {
        let text = |id| open(&talk.desk.library, talk.document, id).unwrap().text;
        let side = |hunk: &Hunk, without: PieceKind| -> String {
            hunk.pieces
                .iter()
                .filter(|piece| piece.kind != without)
                .map(|piece| piece.text.as_str())
                .collect()
        };
        let slice = |text: &str, span: Span| -> String {
            text.chars().skip(span.start.0 as usize).take(span.len() as usize).collect()
        };
        assert!(!comparison.hunks.is_empty());
        for hunk in &comparison.hunks {
            assert_eq!(side(hunk, PieceKind::Inserted), slice(&text(old), hunk.from));
            assert_eq!(side(hunk, PieceKind::Removed), slice(&text(new), hunk.to));
        }
    }
    assert_eq!(there.inserted - there.removed, 3);
    assert_eq!(compare(&talk.desk.library, talk.document, old, old).unwrap().hunks, []);
}

#[test]
fn a_text_far_from_any_that_is_stored_whole_is_copied() {
    let talk = Talk::new();
    for number in 0..70 {
        let start = talk.open().blocks[1].span.start;
        let text = format!("導言{number}。");
        edit_block(&talk.desk.library, talk.document, talk.current(), start, &text).unwrap();
    }
    talk.check();
    let text = talk.open().text;
    let Talk { desk, document } = talk;
    let talk = Talk { desk: desk.reopened(), document };
    assert_eq!(talk.open().text, text);
    talk.check();
    let copies: u32 = talk
        .desk
        .library
        .read(|snapshot| {
            Ok(snapshot.connection.query_row("SELECT count(*) FROM text_copy", [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(copies, 1);
    for _ in 0..70 {
        talk.desk.library.undo().unwrap();
    }
    let Talk { desk, document } = talk;
    let talk = Talk { desk: desk.reopened(), document };
    assert_eq!(&*talk.open().text, crate::testing::interview(TALK).text);
    talk.check();
}
