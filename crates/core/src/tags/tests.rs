//! The codebook as it is made, changed and counted.

use crate::{
    AnnotationId, Error, TagId,
    annotations::{self, StateKind},
    library::HistoryEntry,
    memos::{self, Target},
    speakers,
    tags::{self, NewTag, Tally},
    testing::{Desk, RED_LINE, TALK, YELLOW},
};
use std::time::{Duration, Instant};
use vermilion_anchor::Span;
use vermilion_formats::annotated::Colour;

impl Desk {
    /// Makes a tag of this path, with what is missing on the way.
    fn tag(&self, path: &str) -> TagId {
        let (parent, name) = match path.rsplit_once('/') {
            Some((parent, name)) => {
                (Some(tags::resolve(&self.library, parent).unwrap_or_else(|_| self.tag(parent))), name)
            }
            None => (None, path),
        };
        let new = NewTag { name: name.to_owned(), parent, ..NewTag::default() };
        tags::create(&self.library, &new).unwrap().value
    }

    /// The paths of all tags, in the order of the codebook.
    fn paths(&self) -> Vec<String> {
        let codebook = tags::codebook(&self.library).unwrap();
        codebook.tags().iter().map(|tag| codebook.path(tag.id)).collect()
    }

    fn give(&self, annotation: AnnotationId, tags: &[&str]) {
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        tags::give(&self.library, &[annotation], &tags).unwrap();
    }

    /// The paths of the tags of an annotation.
    fn tags_of(&self, annotation: AnnotationId) -> Vec<String> {
        let codebook = tags::codebook(&self.library).unwrap();
        let tags = annotations::find(&self.library, annotation).unwrap().tags;
        let mut paths: Vec<String> = tags.into_iter().map(|tag| codebook.path(tag)).collect();
        paths.sort();
        paths
    }

    fn newest(&self) -> HistoryEntry {
        self.library.history(1).unwrap().remove(0)
    }
}

#[test]
fn a_name_is_its_own_among_its_siblings_whatever_its_case_and_width() {
    let desk = Desk::new();
    let feeling = desk.tag("Feeling");
    for name in ["feeling", "ＦＥＥＬＩＮＧ", " Feeling "] {
        let new = NewTag { name: name.to_owned(), ..NewTag::default() };
        let taken = tags::create(&desk.library, &new).unwrap_err();
        assert!(matches!(taken, Error::TagNameTaken { path } if path == "Feeling"), "{name}");
    }
    desk.tag("Feeling/feeling");
    let fear = desk.tag("Fear");
    assert!(matches!(tags::rename(&desk.library, fear, "FEELING"), Err(Error::TagNameTaken { .. })));
    tags::rename(&desk.library, feeling, "FEELING").unwrap();
    assert_eq!(desk.paths(), ["FEELING", "FEELING/feeling", "Fear"]);
    for name in ["a/b", "a／b", "a\u{0}b"] {
        assert!(matches!(tags::rename(&desk.library, fear, name), Err(Error::BadTagName { .. })), "{name:?}");
    }
    assert!(matches!(tags::rename(&desk.library, fear, " \n"), Err(Error::Empty { field: "name" })));
}

#[test]
fn a_key_is_that_of_one_tag() {
    let desk = Desk::new();
    let (one, other) = (desk.tag("一"), desk.tag("二"));
    assert_eq!(["7", "Ｆ", " g "].map(tags::shortcut_of), [Some('7'), Some('f'), Some('g')]);
    assert_eq!(["", "77", "é", "硃", "-"].map(tags::shortcut_of), [None; 5]);
    tags::set_shortcut(&desk.library, one, Some('f')).unwrap();
    let taken = tags::set_shortcut(&desk.library, other, Some('f')).unwrap_err();
    assert!(matches!(taken, Error::ShortcutTaken { shortcut: 'f', path } if path == "一"));
    tags::set_shortcut(&desk.library, one, None).unwrap();
    tags::set_shortcut(&desk.library, other, Some('f')).unwrap();
    tags::set_colour(&desk.library, other, Some(Colour::Green)).unwrap();
    let codebook = tags::codebook(&desk.library).unwrap();
    assert_eq!(
        codebook.get(other).map(|tag| (tag.shortcut, tag.colour)),
        Some((Some('f'), Some(Colour::Green)))
    );
}

#[test]
fn a_tag_is_named_by_its_path_its_name_or_its_id() {
    let desk = Desk::new();
    let (fear, other, top) = (desk.tag("情感/Fear"), desk.tag("夢/Fear"), desk.tag("Night"));
    let under = desk.tag("夢/Night");
    let resolve = |reference: &str| tags::resolve(&desk.library, reference);
    for reference in ["情感/Fear", "情感／ＦＥＡＲ", "/情感/fear", &fear.to_string()] {
        assert_eq!(resolve(reference).unwrap(), fear, "{reference}");
    }
    assert_eq!(resolve("Night").unwrap(), top, "one at the top goes before one further down");
    assert_eq!((resolve("/night").unwrap(), resolve("夢/night").unwrap()), (top, under));
    match resolve("fear") {
        Err(Error::AmbiguousTag { candidates, .. }) => assert_eq!(candidates, ["情感/Fear", "夢/Fear"]),
        result => panic!("{result:?}"),
    }
    assert_eq!(resolve("夢/fear").unwrap(), other);
    for reference in ["", "/", "ear", "/Fear", "情感/夢", "01920000-0000-7000-8000-ffffffffffff"] {
        assert!(matches!(resolve(reference), Err(Error::NoSuchTag { .. })), "{reference}");
    }
    let id = under.to_string();
    assert_eq!(resolve(&id[..id.len() - 1]).ok(), None, "several ids begin like this");
}

#[test]
fn a_tag_is_made_while_it_is_given_in_one_step() {
    let (desk, document) = Desk::with(TALK);
    let empty = desk.dump();
    let references = ["情感/恐懼".to_owned(), "／夜".to_owned(), "情感".to_owned(), "情感".to_owned()];
    let made = annotations::create_tagged(&desk.library, document, Span::new(5, 7), YELLOW, "", &references)
        .unwrap()
        .value;
    assert_eq!(desk.paths(), ["情感", "情感/恐懼", "夜"]);
    assert_eq!(desk.tags_of(made.annotation.id), ["夜", "情感", "情感/恐懼"]);
    assert_eq!(annotations::find(&desk.library, made.annotation.id).unwrap(), made.annotation);
    assert_eq!(desk.newest().action.name(), "annotation-create");
    let again =
        annotations::create_tagged(&desk.library, document, Span::new(5, 7), YELLOW, "", &["城".to_owned()])
            .unwrap()
            .value;
    assert_eq!((again.is_new, again.annotation.id), (false, made.annotation.id));
    assert_eq!(annotations::find(&desk.library, made.annotation.id).unwrap(), again.annotation);
    desk.library.undo().unwrap();
    desk.library.undo().unwrap();
    assert_eq!(desk.dump(), empty);
    let gone = made.annotation.tags[0].to_string();
    let refused = annotations::create_tagged(&desk.library, document, Span::new(5, 7), YELLOW, "", &[gone]);
    assert!(matches!(refused, Err(Error::NoSuchTag { .. })), "an id is no name");
}

#[test]
fn giving_and_taking_say_which_annotations_changed() {
    let (desk, document) = Desk::with(TALK);
    let (one, other) = (desk.highlight(document, 5, 7), desk.highlight(document, 9, 12));
    let made = annotations::find(&desk.library, one).unwrap().modified_at;
    desk.wait(10);
    let given = tags::give(&desk.library, &[one, other], &["夜".to_owned()]).unwrap();
    let change = given.change.unwrap();
    assert_eq!(change.annotations, [one, other].into());
    assert_eq!(change.tags, given.value.iter().copied().collect());
    assert_eq!(annotations::find(&desk.library, one).unwrap().modified_at, made + 10);
    assert_eq!(tags::give(&desk.library, &[one], &["夜".to_owned()]).unwrap().change, None, "it has it");
    let change = tags::take(&desk.library, &[one], &given.value).unwrap().change.unwrap();
    assert_eq!((change.annotations, change.tags), ([one].into(), [].into()));
    assert!(desk.tags_of(one).is_empty());
    annotations::delete(&desk.library, &[other]).unwrap();
    let change = desk.library.undo().unwrap().change.unwrap();
    assert_eq!(change.annotations, [other].into());
    assert_eq!(desk.tags_of(other), ["夜"]);
}

#[test]
fn a_tag_is_moved_with_what_is_under_it_and_never_into_itself() {
    let desk = Desk::new();
    for path in ["A", "A/B", "A/B/C", "D", "E"] {
        desk.tag(path);
    }
    let find = |path: &str| tags::resolve(&desk.library, path).unwrap();
    let (a, b, c, d, e) = (find("A"), find("B"), find("C"), find("D"), find("E"));
    for parent in [b, c] {
        let refused = tags::move_to(&desk.library, &[b], Some(parent), None);
        assert!(matches!(refused, Err(Error::TagIntoItself { path }) if path == "A/B"));
    }
    tags::move_to(&desk.library, &[b], None, Some(d)).unwrap();
    assert_eq!(desk.paths(), ["A", "B", "B/C", "D", "E"]);
    tags::move_to(&desk.library, &[e], None, Some(a)).unwrap();
    tags::move_to(&desk.library, &[d], Some(b), Some(c)).unwrap();
    assert_eq!(desk.paths(), ["E", "A", "B", "B/D", "B/C"]);
    assert!(matches!(tags::move_to(&desk.library, &[d], None, Some(c)), Err(Error::NoSuchTag { .. })));
    desk.tag("D");
    assert!(matches!(tags::move_to(&desk.library, &[d], None, None), Err(Error::TagNameTaken { .. })));
    let before = desk.newest();
    assert_eq!(tags::move_to(&desk.library, &[d], Some(b), Some(c)).unwrap().change, None);
    assert_eq!(desk.newest(), before);
}

#[test]
fn several_tags_are_moved_together_in_one_step_and_stay_in_their_order() {
    let desk = Desk::new();
    for path in ["A", "A/B", "C", "C/D", "C/A", "E", "F"] {
        desk.tag(path);
    }
    let find = |path: &str| tags::resolve(&desk.library, path).unwrap();
    let (a, b, c, d, e, f) = (find("/A"), find("B"), find("/C"), find("D"), find("E"), find("F"));
    let before = (desk.paths(), desk.dump());
    // What is under another of them goes with it, and what they come before may be one of them.
    tags::move_to(&desk.library, &[f, b, a], None, Some(f)).unwrap();
    assert_eq!(desk.paths(), ["C", "C/D", "C/A", "E", "A", "A/B", "F"]);
    tags::move_to(&desk.library, &[e, b], Some(c), Some(d)).unwrap();
    assert_eq!(desk.paths(), ["C", "C/E", "C/B", "C/D", "C/A", "A", "F"]);
    let refused = |moved: &[_], parent| tags::move_to(&desk.library, moved, parent, None).unwrap_err();
    assert!(matches!(refused(&[e, a], Some(c)), Error::TagNameTaken { path } if path == "C/A"));
    assert!(matches!(refused(&[a, find("C/A")], Some(f)), Error::TagNameTaken { path } if path == "C/A"));
    assert!(matches!(refused(&[f, c], Some(d)), Error::TagIntoItself { path } if path == "C"));
    assert_eq!(desk.paths(), ["C", "C/E", "C/B", "C/D", "C/A", "A", "F"]);
    desk.library.undo().unwrap();
    desk.library.undo().unwrap();
    assert_eq!((desk.paths(), desk.dump()), before);
}

#[test]
fn merged_tags_are_one_with_all_that_hung_on_them() {
    let (desk, document) = Desk::with(TALK);
    let (one, other) = (desk.highlight(document, 5, 7), desk.highlight(document, 9, 12));
    let (fear, angst) = (desk.tag("恐懼"), desk.tag("Angst"));
    for path in ["恐懼/夜", "Angst/夜", "Angst/夜/夢", "Angst/光"] {
        desk.tag(path);
    }
    desk.give(one, &["恐懼", "Angst", "Angst/夜"]);
    desk.give(other, &["Angst"]);
    tags::define(&desk.library, fear, "怕。", "").unwrap();
    tags::define(&desk.library, angst, "Fear.", "").unwrap();
    tags::set_shortcut(&desk.library, angst, Some('a')).unwrap();
    memos::create(&desk.library, Target::Tag(angst), "為什麼？", "").unwrap();
    let before = desk.dump();
    tags::merge(&desk.library, &[angst, fear], fear).unwrap();
    assert_eq!(desk.newest().action.name(), "tag-merge");
    assert_eq!(desk.paths(), ["恐懼", "恐懼/夜", "恐懼/夜/夢", "恐懼/光"]);
    assert_eq!(desk.tags_of(one), ["恐懼", "恐懼/夜"]);
    assert_eq!(desk.tags_of(other), ["恐懼"]);
    let codebook = tags::codebook(&desk.library).unwrap();
    let merged = codebook.get(fear).unwrap();
    assert_eq!((merged.definition.as_str(), merged.shortcut), ("怕。\n\nFear.", Some('a')));
    assert_eq!(memos::list(&desk.library).unwrap()[0].subject, memos::Subject::Tag(fear));
    desk.library.undo().unwrap();
    assert_eq!(desk.dump(), before);
    // Into one that is under it, and with one that is under another of them.
    let night = tags::resolve(&desk.library, "Angst/夜").unwrap();
    tags::merge(&desk.library, &[angst], night).unwrap();
    assert_eq!(desk.paths(), ["恐懼", "恐懼/夜", "夜", "夜/夢", "夜/光"]);
    assert_eq!(desk.tags_of(one), ["夜", "恐懼"]);
    desk.library.undo().unwrap();
    tags::merge(&desk.library, &[angst, night], fear).unwrap();
    assert_eq!(desk.tags_of(one), ["恐懼"]);
}

#[test]
fn ten_thousand_annotations_are_merged_in_one_step() {
    let (desk, document) = Desk::with(TALK);
    let all = desk.highlight_often(document, 10_000);
    let (one, other) = (desk.tag("一"), desk.tag("二"));
    tags::give(&desk.library, &all, &["一".to_owned()]).unwrap();
    tags::give(&desk.library, &all[..5_000], &["二".to_owned()]).unwrap();
    let (before, steps) = (desk.dump(), desk.library.history(u32::MAX).unwrap().len());
    let begin = Instant::now();
    let change = tags::merge(&desk.library, &[one], other).unwrap().change.unwrap();
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
    assert_eq!(change.annotations.len(), 10_000);
    assert_eq!(desk.library.history(u32::MAX).unwrap().len(), steps + 1);
    let count = tags::count(&desk.library).unwrap();
    assert_eq!((count.len(), count[0].own.annotations), (1, 10_000));
    desk.library.undo().unwrap();
    assert_eq!(desk.dump(), before);
}

#[test]
fn some_annotations_of_a_tag_are_split_off() {
    let (desk, document) = Desk::with(TALK);
    let (one, other) = (desk.highlight(document, 5, 7), desk.highlight(document, 9, 12));
    let bare = desk.highlight(document, 14, 16);
    let fear = desk.tag("恐懼");
    desk.give(one, &["恐懼"]);
    desk.give(other, &["恐懼"]);
    let split = tags::split(&desk.library, fear, "恐懼/夜", &[one, bare]).unwrap();
    assert_eq!(split.change.unwrap().annotations, [one].into());
    assert_eq!(
        (desk.tags_of(one), desk.tags_of(other)),
        (vec!["恐懼/夜".to_owned()], vec!["恐懼".to_owned()])
    );
    assert!(desk.tags_of(bare).is_empty());
    let before = desk.newest();
    tags::split(&desk.library, fear, "恐懼", &[other]).unwrap();
    assert_eq!(desk.newest(), before, "into itself it changes nothing");
}

#[test]
fn deleting_a_tag_keeps_its_annotations_and_what_is_under_it() {
    let (desk, document) = Desk::with(TALK);
    let one = desk.highlight(document, 5, 7);
    for path in ["甲", "甲/乙", "甲/乙/丙", "甲/乙/丁", "甲/乙/乙", "戊"] {
        desk.tag(path);
    }
    let find = |path: &str| tags::resolve(&desk.library, path).unwrap();
    desk.give(one, &["甲/乙", "丙"]);
    memos::create(&desk.library, Target::Tag(find("甲/乙")), "記", "").unwrap();
    let before = desk.dump();
    tags::delete(&desk.library, &[find("甲/乙")], false).unwrap();
    assert_eq!(desk.paths(), ["甲", "甲/丙", "甲/丁", "甲/乙", "戊"]);
    assert_eq!(desk.tags_of(one), ["甲/丙"]);
    assert!(memos::list(&desk.library).unwrap().is_empty());
    desk.library.undo().unwrap();
    assert_eq!(desk.dump(), before);
    tags::delete(&desk.library, &[find("甲"), find("丙")], true).unwrap();
    assert_eq!(desk.paths(), ["戊"]);
    assert!(desk.tags_of(one).is_empty());
    desk.library.undo().unwrap();
    assert_eq!(desk.dump(), before);
    desk.tag("丁");
    let taken = tags::delete(&desk.library, &[find("/甲"), find("甲/乙")], false);
    assert!(matches!(taken, Err(Error::TagNameTaken { .. })), "two of one name at the top");
}

#[test]
fn what_a_tag_holds_is_counted_once_alone_and_with_what_is_under_it() {
    let (desk, document) = Desk::with(TALK);
    let open = desk.open(document);
    // The two first turns, of two speakers, and the first words of the second once more.
    let turns: Vec<_> =
        open.blocks.iter().filter(|block| block.span.len() > 6).map(|block| block.body).collect();
    let ada = open.text.chars().collect::<Vec<_>>().iter().collect::<String>();
    let at = |words: &str| vermilion_anchor::count(&ada[..ada.find(words).unwrap()]);
    assert!(turns.len() > 2);
    let asked = desk.highlight(document, at("你在讀"), at("你在讀") + 6);
    let said = desk.highlight(document, at("一本書"), at("一本書") + 4);
    let again = desk.highlight(document, at("一本書"), at("一本書") + 2);
    desk.give(asked, &["甲"]);
    desk.give(said, &["甲/乙", "甲"]);
    desk.give(again, &["甲/乙"]);
    desk.tag("丙");
    let counts = tags::count(&desk.library).unwrap();
    let tally =
        |annotations, documents, speakers, characters| Tally { annotations, documents, speakers, characters };
    assert_eq!(counts[0].own, tally(2, 1, 2, 10));
    assert_eq!(counts[0].whole, tally(3, 1, 2, 10));
    assert_eq!((counts[1].own, counts[1].whole), (tally(2, 1, 1, 4), tally(2, 1, 1, 4)));
    assert_eq!(counts[2].whole, Tally::default());
    let found = |tag: &str, with_descendants| {
        let filter = annotations::Filter {
            tag: Some(tags::resolve(&desk.library, tag).unwrap()),
            with_descendants,
            ..annotations::Filter::default()
        };
        annotations::search(&desk.library, &filter).unwrap()
    };
    let passages = found("甲", true);
    assert_eq!(passages.iter().map(|one| one.annotation.id).collect::<Vec<_>>(), [asked, again, said]);
    assert_eq!(found("甲", false).len(), 2);
    let around: Vec<_> = passages.iter().map(|one| (one.before.as_str(), one.after.as_str())).collect();
    assert_eq!(around, [("", ""), ("", "書。"), ("", "")], "no more than the paragraph, and no label");
    assert_eq!(passages[0].speakers[0].1, "Ada");
    assert_eq!(
        (passages[0].title.as_str(), passages[0].section.as_ref().unwrap().title.as_str()),
        ("風景", "01. 開始")
    );
}

#[test]
fn annotations_are_found_by_what_they_have() {
    let (desk, document) = Desk::with(TALK);
    let at = |words: &str| {
        let text = desk.open(document).text;
        vermilion_anchor::count(&text[..text.find(words).unwrap()])
    };
    let asked = desk.highlight(document, at("你在讀"), at("你在讀") + 6);
    let said = desk.create(document, at("一本書"), at("一本書") + 4, "記").annotation.id;
    annotations::set_style(&desk.library, said, RED_LINE).unwrap();
    desk.import(&["Ada: hello"]);
    let find = |filter: annotations::Filter| -> Vec<AnnotationId> {
        annotations::search(&desk.library, &filter)
            .unwrap()
            .into_iter()
            .map(|one| one.annotation.id)
            .collect()
    };
    let all = annotations::Filter::default;
    assert_eq!(find(all()), [asked, said]);
    assert_eq!(find(annotations::Filter { speaker: Some("BEN".to_owned()), ..all() }), [said]);
    let ada = desk.open(document).speakers[0].id.to_string();
    assert_eq!(find(annotations::Filter { speaker: Some(ada), ..all() }), [asked]);
    assert_eq!(find(annotations::Filter { colour: Some(Colour::Red), ..all() }), [said]);
    assert_eq!(find(annotations::Filter { has_note: Some(false), ..all() }), [asked]);
    assert_eq!(find(annotations::Filter { has_note: Some(true), document: Some(document), ..all() }), [said]);
    let speaker = desk.open(document).speakers[1].id;
    speakers::merge(&desk.library, document, speaker, desk.open(document).speakers[0].id).unwrap();
    assert_eq!(find(annotations::Filter { speaker: Some("ada".to_owned()), ..all() }), [asked, said]);
    let of = |state| annotations::Filter { state: Some(state), ..all() };
    desk.correct(document, "一本書", "一本好書");
    assert_eq!(find(of(StateKind::Changed)), [said]);
    assert_eq!(find(of(StateKind::Anchored)), [asked]);
    let lost = desk.highlight(document, at("第二"), at("第二") + 2);
    desk.correct(document, "這是第二段。", "沒有了");
    assert_eq!((find(of(StateKind::Orphan)), find(of(StateKind::Anchored))), (vec![lost], vec![asked]));
}
