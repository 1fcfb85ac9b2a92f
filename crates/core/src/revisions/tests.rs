//! Texts corrected in every way, with what stands off from them.

use super::*;
use crate::{
    AnnotationId, Error,
    annotations::{self, Loss, State},
    documents::{self, OpenDocument},
    speakers, structure,
    testing::{Desk, TALK},
};
use proptest::{prelude::*, sample::Index};
use std::{collections::HashMap, ops::ControlFlow};
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::{self, BlockKind};

/// A document under correction.
struct Talk {
    desk: Desk,
    document: DocumentId,
}

impl Talk {
    fn new() -> Self {
        let (desk, document) = Desk::with(TALK);
        Self { desk, document }
    }

    fn open(&self) -> OpenDocument {
        self.desk.open(self.document)
    }

    fn current(&self) -> RevisionId {
        self.open().revision
    }

    fn at(&self, words: &str) -> CodePoint {
        self.desk.start_of(self.document, words)
    }

    fn mark(&self, words: &str) -> AnnotationId {
        let text = self.open().text;
        let start = vermilion_anchor::count(&text[..text.find(words).unwrap()]);
        self.desk.highlight(self.document, start, start + vermilion_anchor::count(words))
    }

    fn edit(&self, words: &str, text: &str) {
        let start = self.at(words);
        edit_block(&self.desk.library, self.document, self.current(), start, Part::Body, text).unwrap();
        self.check();
    }

    fn quote(&self, id: AnnotationId) -> (String, State) {
        let annotation = annotations::find(&self.desk.library, id).unwrap();
        let text = self.open().text;
        if annotation.stands() {
            let words: String = text
                .chars()
                .skip(annotation.span.start.0 as usize)
                .take(annotation.span.len() as usize)
                .collect();
            assert_eq!(words, annotation.quote, "a quote is what stands there");
        }
        (annotation.quote, annotation.state)
    }

    /// Everything holds that has to hold of a library.
    fn check(&self) {
        let open = self.open();
        assert!(structure::is_cover(&open.blocks, vermilion_anchor::count(&open.text), open.speakers.len()));
        assert_eq!(crate::doctor::examine(&self.desk.library).unwrap().findings, []);
        assert_eq!(annotations::mend(&self.desk.library, self.document).unwrap().change, None);
    }

    /// What a report on a version says that it shows.
    fn shown(&self, version: &Version) -> String {
        preview(&self.desk.library, self.document, version, &mut go_on()).unwrap().shown
    }

    /// Takes a version in as it is shown.
    fn revise(
        &self,
        version: &Version,
        decisions: &HashMap<AnnotationId, Decision>,
    ) -> Result<Revised, Error> {
        let report = preview(&self.desk.library, self.document, version, &mut go_on())?;
        let (library, shown) = (&self.desk.library, &report.shown);
        revise(library, self.document, report.revision, shown, version, decisions, &mut go_on())
            .map(|done| done.value)
    }

    fn bodies(&self) -> Vec<String> {
        bodies(&self.open())
    }

    fn revisions(&self) -> Vec<Revision> {
        list(&self.desk.library, self.document).unwrap()
    }
}

fn bodies(open: &OpenDocument) -> Vec<String> {
    let slice = |span: Span| -> String {
        open.text.chars().skip(span.start.0 as usize).take(span.len() as usize).collect()
    };
    open.blocks
        .iter()
        .map(|block| {
            let body = slice(block.body);
            match block.kind {
                BlockKind::Turn { speaker, label: Some(_), .. } => {
                    format!("{}: {body}", open.speakers[speaker].name)
                }
                BlockKind::Turn { speaker, .. } => format!("({}) {body}", open.speakers[speaker].name),
                BlockKind::Title => format!("= {body}"),
                BlockKind::Heading { .. } => format!("# {body}"),
                _ => body,
            }
        })
        .collect()
}

fn changed(original: &str) -> State {
    State::Changed { original: original.to_owned() }
}

fn go_on() -> impl FnMut(crate::backups::Progress) -> ControlFlow<()> {
    |_| ControlFlow::Continue(())
}

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
    let change =
        edit_block(&talk.desk.library, talk.document, before.revision, start, Part::Body, "兩本書。")
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
    assert_eq!(talk.bodies()[3..5], ["Ada: 你在讀什麼？一本書。", "(Ada) 這是第二段。"]);
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
    let edited = edit_block(&talk.desk.library, document, talk.current(), talk.at("hello"), Part::Whole, " ");
    assert!(matches!(edited, Err(Error::NothingLeft)));
    assert_eq!(talk.desk.dump(), before);
}

#[test]
fn all_of_a_paragraph_may_be_edited_label_and_marks_included() {
    let talk = Talk::new();
    let edit = |words: &str, text: &str| {
        let start = talk.at(words);
        edit_block(&talk.desk.library, talk.document, talk.current(), start, Part::Whole, text).unwrap();
        talk.check();
    };
    edit("一本書", "Ada: 一本書。");
    assert_eq!(talk.bodies()[4..6], ["Ada: 一本書。", "(Ada) 這是第二段。"]);
    edit("02. 然後", "## 02. 後來");
    assert_eq!(talk.bodies()[6], "# 後來");
    edit("好看嗎", "好看嗎？");
    assert_eq!(talk.bodies()[7], "(Ada) 好看嗎？");
    edit("這是第二段", "Ben: 這是第二段。");
    assert_eq!(talk.bodies()[5], "Ben: 這是第二段。");
}

#[test]
fn who_corrects_another_text_than_the_one_that_is_there_is_told() {
    let talk = Talk::new();
    let stale = talk.current();
    talk.edit("一本書", "兩本書。");
    let (library, document, start) = (&talk.desk.library, talk.document, talk.at("兩本書"));
    let words = Words { words: "書".to_owned(), fold: Fold::default() };
    for outcome in [
        edit_block(library, document, stale, start, Part::Body, "x").map(drop),
        split_block(library, document, stale, CodePoint(start.0 + 6)).map(drop),
        join_blocks(library, document, stale, start, Neighbour::Next).map(drop),
        replace(library, document, stale, &words, "x", None).map(drop),
        restore(library, document, stale, stale).map(drop),
    ] {
        assert!(matches!(outcome, Err(Error::StaleRevision { .. })), "{outcome:?}");
    }
}

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
        edit_block(&talk.desk.library, talk.document, talk.current(), start, Part::Body, text).unwrap();
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
        edit_block(&talk.desk.library, talk.document, talk.current(), start, Part::Body, &text).unwrap();
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

#[test]
fn a_corrected_version_is_shown_and_then_taken_in() {
    let text = "# 訪談\n\n甲：你在讀什麼書？\n\n乙：一本關於山的書，很厚。\n\n甲：好看嗎？\n\n乙：好看，我讀了三遍。\n";
    let desk = Desk::new();
    let new = documents::NewDocument::new(interview::parse(text));
    let document = documents::import(&desk.library, &new).unwrap().value.document;
    let talk = Talk { desk, document };
    let (kept, changes, gone) = (talk.mark("讀什麼書"), talk.mark("一本關於山的書"), talk.mark("讀了三遍"));
    let speakers: Vec<_> = talk.open().speakers.iter().map(|speaker| speaker.id).collect();
    let corrected =
        "# 訪談\n\n甲：你在讀什麼書？\n\n乙：一本關於高山的書，很厚。\n\n甲：好看嗎？\n\n丙：我也在。\n";
    let version = Version { interview: interview::parse(corrected) };
    let before = talk.desk.dump();
    let report = preview(&talk.desk.library, document, &version, &mut go_on()).unwrap();
    assert_eq!(talk.desk.dump(), before, "nothing is stored");
    assert_eq!((report.entries.len(), report.is_same), (3, false));
    let revise = |decisions: &HashMap<AnnotationId, Decision>| {
        let (library, shown) = (&talk.desk.library, &report.shown);
        revise(library, document, report.revision, shown, &version, decisions, &mut go_on())
    };
    let done = revise(&HashMap::new()).unwrap();
    assert!(done.change.is_some());
    talk.check();
    assert_eq!(&*talk.open().text, corrected);
    assert_eq!(talk.quote(kept), ("讀什麼書".to_owned(), State::Anchored));
    let now: Vec<_> = talk.open().speakers.iter().map(|speaker| speaker.id).collect();
    assert_eq!(now[..2], speakers, "the same speakers are the same");
    assert!(matches!(revise(&HashMap::new()), Err(Error::StaleRevision { .. })));
    talk.desk.library.undo().unwrap();
    assert_eq!(talk.desk.dump(), before);
    let decided = HashMap::from([(changes, Decision::Orphan), (gone, Decision::Place(Span::new(0, 4)))]);
    revise(&decided).unwrap();
    talk.check();
    assert_eq!(talk.quote(changes).1, State::Orphan { original: None, reason: Loss::Dismissed });
    assert_eq!(talk.quote(gone).0, "# 訪談");
    assert_eq!(talk.revisions()[0].origin, Origin::Update);
}

#[test]
fn a_version_that_comes_while_an_annotation_is_put_elsewhere_is_refused() {
    let talk = Talk::new();
    let marked = talk.mark("一本書");
    let version =
        Version { interview: interview::parse(&talk.open().text.replace("好看。", "很好看。")) };
    let mut is_moved = false;
    let mut meanwhile = |_| {
        if !std::mem::replace(&mut is_moved, true) {
            let place = annotations::find(&talk.desk.library, marked).unwrap().span;
            let other = Span::new(place.start.0, place.start.0 + 2);
            annotations::relink(&talk.desk.library, marked, talk.current(), other).unwrap();
        }
        ControlFlow::Continue(())
    };
    let none = HashMap::new();
    let base = talk.current();
    let shown = talk.shown(&version);
    let outcome = revise(&talk.desk.library, talk.document, base, &shown, &version, &none, &mut meanwhile);
    assert!(matches!(outcome, Err(Error::StaleReport { .. })), "{outcome:?}");
    assert_eq!(talk.quote(marked).0, "一本");
    let shown = talk.shown(&version);
    revise(&talk.desk.library, talk.document, base, &shown, &version, &none, &mut go_on()).unwrap();
    assert_eq!(talk.quote(marked).0, "一本");
    talk.check();
}

#[test]
fn what_is_taken_in_is_what_was_shown_or_nothing() {
    let talk = Talk::new();
    let marked = talk.mark("你在讀什麼");
    let text =
        talk.open().text.replace("你在讀什麼", "你在看什麼").replace("這是第二段。", "完全是別的話了。");
    let version = Version { interview: interview::parse(&text) };
    let report = preview(&talk.desk.library, talk.document, &version, &mut go_on()).unwrap();
    let commit = || {
        let (library, shown) = (&talk.desk.library, &report.shown);
        revise(library, talk.document, report.revision, shown, &version, &HashMap::new(), &mut go_on())
    };
    // One is put on what the version rewrites, and taken back; one comes there; the one that was shown goes.
    let lost =
        talk.open().text.find("這是第二段").map(|byte| vermilion_anchor::count(&talk.open().text[..byte]));
    let span = Span::new(lost.unwrap(), lost.unwrap() + 5);
    annotations::relink(&talk.desk.library, marked, talk.current(), span).unwrap();
    assert!(matches!(commit(), Err(Error::StaleReport { .. })));
    talk.desk.library.undo().unwrap();
    talk.mark("這是第二段");
    assert!(matches!(commit(), Err(Error::StaleReport { .. })));
    talk.desk.library.undo().unwrap();
    annotations::delete(&talk.desk.library, &[marked]).unwrap();
    assert!(matches!(commit(), Err(Error::StaleReport { .. })));
    talk.desk.library.undo().unwrap();
    assert_eq!(commit().unwrap().value, Revised { changed: 1, ..Revised::default() });
    assert_eq!(talk.quote(marked), ("你在看什麼".to_owned(), changed("你在讀什麼")));
}

#[test]
fn what_became_of_annotations_is_counted_by_what_stands_there() {
    let talk = Talk::new();
    let (kept, changes, elsewhere, waits) =
        (talk.mark("在讀"), talk.mark("一本書"), talk.mark("好看嗎"), talk.mark("這是第二段"));
    let text = talk.open().text.replace("一本書", "一本樹").replace("這是第二段", "這也是第二段");
    let version = Version { interview: interview::parse(&text) };
    let place = |words: &str, length: u32| {
        let at = vermilion_anchor::count(&text[..text.rfind(words).unwrap()]);
        Decision::Place(Span::new(at, at + length))
    };
    let decisions = HashMap::from([
        // The place that is proposed, said by somebody; another place of other words; nothing.
        (changes, place("一本樹", 3)),
        (elsewhere, place("好看。", 2)),
        (waits, Decision::Wait),
    ]);
    let revised = talk.revise(&version, &decisions).unwrap();
    assert_eq!(revised, Revised { kept: 1, moved: 0, changed: 2, orphaned: 1 });
    assert_eq!(talk.quote(kept).1, State::Anchored);
    assert_eq!(talk.quote(waits).1, State::Orphan { original: None, reason: Loss::Undecided });
    // The same text again: nothing happens, whatever is decided.
    let again = Version { interview: interview::parse(&text) };
    let revised = talk.revise(&again, &HashMap::from([(kept, Decision::Orphan)])).unwrap();
    assert_eq!(revised, Revised { kept: 3, orphaned: 1, ..Revised::default() });
    assert_eq!(talk.quote(kept).1, State::Anchored);
}

#[test]
fn an_orphan_keeps_the_reason_for_which_it_is_one() {
    let talk = Talk::new();
    let id = talk.mark("一本書");
    talk.edit("一本書", "");
    let version =
        Version { interview: interview::parse(&talk.open().text.replace("好看。", "很好看。")) };
    talk.revise(&version, &HashMap::from([(id, Decision::Orphan)])).unwrap();
    assert_eq!(talk.quote(id).1, State::Orphan { original: None, reason: Loss::Deleted });
}

#[test]
fn an_orphan_is_looked_for_with_its_speaker_and_in_its_section() {
    let words = "那年冬天的雪一直下";
    for (lines, speaker, section) in [
        (["# 開始", "Ben: 一。", "Ada: 二。", "Ada: 那年冬天的雪一直下。"], "Ada", "開始"),
        (["# 開始", "Ada: 一。", "# 然後", "Ada: 那年冬天的雪一直下。"], "Ada", "然後"),
    ] {
        let rest = ["Ada: 二。", "Ben: 好。"];
        let (desk, document) = Desk::with(&[&lines[..], &rest[..]].concat());
        let talk = Talk { desk, document };
        let id = talk.mark(words);
        talk.edit(words, "");
        // Its words stand in two places now, of which the later one is its speaker's, or in its section.
        talk.edit("一。", "那年冬天的雪一直下。");
        talk.edit("二。", "那年冬天的雪一直下。");
        tamper(&talk.desk, "UPDATE annotation SET prefix = '', suffix = ''");
        let later = |text: &str| vermilion_anchor::count(&text[..text.rfind(words).unwrap()]);
        let found = annotations::candidates(&talk.desk.library, id).unwrap();
        assert_eq!(found.candidates[0].span.start.0, later(&found.text), "{speaker}, {section}");
        let text = talk.open().text.replace("好。", "很好。");
        let version = Version { interview: interview::parse(&text) };
        let report = preview(&talk.desk.library, document, &version, &mut go_on()).unwrap();
        let entry = report.entries.iter().find(|entry| entry.annotation.id == id).unwrap();
        let vermilion_anchor::Outcome::Orphaned { candidates, .. } = &entry.outcome else {
            panic!("{entry:?}")
        };
        assert_eq!(candidates[0].span.start.0, later(&text), "{speaker}, {section}");
    }
}

#[test]
fn a_decision_that_names_no_passage_of_the_new_text_is_refused_and_nothing_is_taken_in() {
    let talk = Talk::new();
    let marked = talk.mark("一本書");
    let version =
        Version { interview: interview::parse(&talk.open().text.replace("一本書", "甲乙丙")) };
    let base = talk.current();
    let backwards = Span { start: CodePoint(4), end: CodePoint(2) };
    for span in [Span::new(0, 5000), Span::new(5000, 5001), Span::new(3, 3), backwards] {
        let decisions = HashMap::from([(marked, Decision::Place(span))]);
        let shown = talk.shown(&version);
        let outcome =
            revise(&talk.desk.library, talk.document, base, &shown, &version, &decisions, &mut go_on());
        assert!(
            matches!(outcome, Err(Error::OutOfBounds { .. } | Error::EmptySelection)),
            "{span:?}: {outcome:?}"
        );
        assert_eq!((talk.current(), talk.quote(marked).0), (base, "一本書".to_owned()));
    }
}

#[test]
fn a_version_may_be_called_off() {
    let talk = Talk::new();
    let version = Version { interview: interview::parse("Ada: 別的。\n") };
    let mut stop = |_| ControlFlow::Break(());
    let preview = preview(&talk.desk.library, talk.document, &version, &mut stop);
    assert!(matches!(preview, Err(Error::Cancelled)));
    let before = talk.desk.dump();
    let none = HashMap::new();
    let revised = revise(&talk.desk.library, talk.document, talk.current(), "", &version, &none, &mut stop);
    assert!(matches!(revised, Err(Error::Cancelled)));
    assert_eq!(talk.desk.dump(), before);
}

#[test]
fn what_was_corrected_about_the_structure_outlives_a_version_from_outside() {
    let text = "訪談\n\n甲：你在讀什麼書？\n\n乙：一本書。\n\n後來的事\n\n甲：好看嗎？\n\n乙：好看。\n";
    let desk = Desk::new();
    let new = documents::NewDocument::new(interview::parse(text));
    let document = documents::import(&desk.library, &new).unwrap().value.document;
    let talk = Talk { desk, document };
    let kind = structure::NewKind::Heading { level: Some(2) };
    structure::set_kind(&talk.desk.library, document, talk.at("後來的事"), kind).unwrap();
    let version = Version { interview: interview::parse(&text.replace("一本書", "兩本書")) };
    talk.revise(&version, &HashMap::new()).unwrap();
    talk.check();
    let open = talk.open();
    let block = open.blocks.iter().find(|block| block.span.start == talk.at("後來的事")).unwrap();
    assert_eq!(block.kind, BlockKind::Heading { level: 2, number: None });
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

/// Changes the file behind everybody's back.
fn tamper(desk: &Desk, sql: &str) {
    rusqlite::Connection::open(desk.path()).unwrap().execute_batch(sql).unwrap();
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
    let edited = edit_block(&talk.desk.library, talk.document, open.revision, start, Part::Body, "x");
    assert!(matches!(edited, Err(Error::DamagedText { .. })), "{edited:?}");
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
    edit_block(&talk.desk.library, talk.document, talk.current(), start, Part::Body, "一本書！").unwrap();
    annotations::mend(&talk.desk.library, talk.document).unwrap();
    assert_eq!(
        talk.quote(id),
        ("一本書".to_owned(), State::Orphan { original: None, reason: Loss::Mismatch })
    );
}

/// A correction of any kind; an [`Index`] picks among what there is at that moment.
#[derive(Clone, Debug)]
enum Step {
    Edit(Index, String, bool),
    Split(Index),
    Join(Index, bool),
    Replace(String, String),
    Restore(Index),
    Mark(Index, u32),
    Revise(Index, String),
    Speak(Index, Index),
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    // Han with Extension B, an emoji sequence, a combining mark, Latin, blank lines.
    let words = "(𠀀|👨‍👩‍👧|e\u{301}|一本|書|hello |\n|\n\n){0,6}";
    prop_oneof![
        6 => (index(), words, any::<bool>()).prop_map(|(at, text, is_whole)| Step::Edit(at, text, is_whole)),
        2 => index().prop_map(Step::Split),
        2 => (index(), any::<bool>()).prop_map(|(at, is_next)| Step::Join(at, is_next)),
        2 => ("(書|一|𠀀|e|l)", "(書書|𠀀|\u{301}|x|)").prop_map(|(from, to)| Step::Replace(from, to)),
        1 => index().prop_map(Step::Restore),
        6 => (index(), 1u32..12).prop_map(|(at, length)| Step::Mark(at, length)),
        2 => (index(), words).prop_map(|(at, text)| Step::Revise(at, text)),
        1 => (index(), index()).prop_map(|(block, speaker)| Step::Speak(block, speaker)),
    ]
}

impl Talk {
    fn take(&self, step: &Step) -> Result<(), Error> {
        let (library, document, open) = (&self.desk.library, self.document, self.open());
        let block = |index: &Index| index.get(&open.blocks).span.start;
        match step {
            Step::Edit(at, text, is_whole) => {
                let part = if *is_whole { Part::Whole } else { Part::Body };
                edit_block(library, document, open.revision, block(at), part, text).map(drop)
            }
            Step::Split(at) => {
                let length = vermilion_anchor::count(&open.text) as usize;
                let at = CodePoint(u32::try_from(at.index(length)).unwrap());
                split_block(library, document, open.revision, at).map(drop)
            }
            Step::Join(at, is_next) => {
                let with = if *is_next { Neighbour::Next } else { Neighbour::Previous };
                join_blocks(library, document, open.revision, block(at), with).map(drop)
            }
            Step::Replace(from, to) => {
                let words = Words { words: from.clone(), fold: Fold::default() };
                replace(library, document, open.revision, &words, to, None).map(drop)
            }
            Step::Restore(index) => {
                let id = index.get(&self.revisions()).id;
                restore(library, document, open.revision, id).map(drop)
            }
            Step::Mark(at, length) => {
                let total = vermilion_anchor::count(&open.text);
                let start = u32::try_from(at.index(total as usize)).unwrap();
                let span = Span::new(start, (start + length).min(total));
                annotations::create(library, document, span, crate::testing::YELLOW, "").map(drop)
            }
            Step::Revise(at, text) => {
                let length = open.text.chars().count();
                let at = at.index(length);
                let new: String = open
                    .text
                    .chars()
                    .take(at)
                    .chain(text.chars())
                    .chain(open.text.chars().skip(at + 3))
                    .collect();
                let version = Version { interview: interview::parse(&new) };
                self.revise(&version, &HashMap::new()).map(drop)
            }
            Step::Speak(at, speaker) => {
                let speaker = index_of(speaker, &open);
                structure::set_speaker(library, document, block(at), speaker, structure::Scope::Turn)
                    .map(drop)
            }
        }
    }
}

fn index_of(index: &Index, open: &OpenDocument) -> Option<crate::SpeakerId> {
    (!open.speakers.is_empty()).then(|| index.get(&open.speakers).id)
}

fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::EmptySelection
            | Error::NothingLeft
            | Error::NothingToSplit { .. }
            | Error::NothingToJoin { .. }
            | Error::NotSpeech { .. }
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_revision_can_be_had_again_and_every_correction_be_undone(
        steps in prop::collection::vec(step(), 1..14)
    ) {
        let talk = Talk::new();
        let first = talk.desk.dump();
        let mut texts = HashMap::from([(talk.current(), talk.open().text)]);
        let mut states = Vec::new();
        for step in &steps {
            let before = (talk.desk.dump(), talk.open());
            match talk.take(step) {
                Ok(()) => {}
                Err(error) => {
                    prop_assert!(is_refusal(&error), "{:?}: {}", step, error);
                    prop_assert_eq!(&talk.desk.dump(), &before.0);
                }
            }
            talk.check();
            let open = talk.open();
            texts.insert(open.revision, open.text);
            if talk.desk.dump() != before.0 {
                states.push(before);
            }
        }
        // Byte for byte, with nothing in memory.
        let Talk { desk, document } = talk;
        let talk = Talk { desk: desk.reopened(), document };
        for revision in talk.revisions() {
            let old = open(&talk.desk.library, document, revision.id).unwrap();
            prop_assert_eq!(&old.text, &texts[&revision.id]);
            prop_assert!(structure::is_cover(&old.blocks, revision.characters, old.speakers.len()));
            for annotation in &old.annotations {
                let words: String = old.text.chars().skip(annotation.span.start.0 as usize)
                    .take(annotation.span.len() as usize).collect();
                prop_assert_eq!(&words, &annotation.quote);
            }
        }
        while let Some((dump, open)) = states.pop() {
            prop_assert!(talk.desk.library.undo().is_ok());
            prop_assert_eq!(&talk.desk.dump(), &dump);
            prop_assert_eq!(talk.open(), open);
        }
        prop_assert_eq!(talk.desk.dump(), first);
    }
}
