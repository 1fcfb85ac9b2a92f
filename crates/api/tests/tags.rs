//! The codebook and the memos as a window asks for them and hears of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::json;
use support::{Fixture, INTERVIEW};
use vermilion_api::wire::*;

fn memo(kind: MemoKind, text: &str) -> MemoCreate {
    MemoCreate {
        kind,
        document: None,
        heading: None,
        speaker: None,
        tag: None,
        text: text.to_owned(),
        join_key: String::new(),
    }
}

impl Fixture {
    fn tag(&self, name: &str, parent: Option<&str>) -> String {
        let request =
            TagCreate { name: name.to_owned(), parent: parent.map(str::to_owned), ..TagCreate::default() };
        self.api.tag_create(request, "test").unwrap().tag
    }

    fn paths(&self) -> Vec<String> {
        self.api.tag_list(Nothing {}).unwrap().into_iter().map(|tag| tag.path).collect()
    }
}

#[test]
fn a_tagged_highlight_is_one_action_and_one_event() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let (start, end) = fixture.place(&document, "慢慢讀");
    let events = fixture.listen();
    let request = AnnotationCreate {
        document: document.clone(),
        start,
        end,
        style: Style { mark: Mark::Fill, colour: Colour::Yellow },
        note: String::new(),
        tags: vec!["讀/慢".to_owned()],
    };
    let created = fixture.api.annotation_create(request, "test").unwrap();
    assert_eq!(fixture.paths(), ["讀", "讀/慢"]);
    let codebook = fixture.api.tag_list(Nothing {}).unwrap();
    assert_eq!(created.annotation.tags, std::slice::from_ref(&codebook[1].id));
    assert_eq!((codebook[1].depth, &codebook[1].parent), (1, &Some(codebook[0].id.clone())));
    assert_eq!(fixture.view(&document).annotations[0].tags, created.annotation.tags);
    assert_eq!(fixture.another().tag_list(Nothing {}).unwrap(), codebook, "it is on disk");
    {
        let events = events.lock().unwrap();
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].codebook.as_deref(), Some(codebook.as_slice()));
        assert_eq!(events[0].annotations, std::slice::from_ref(&created.annotation));
    }
    let undone = fixture.api.history_undo(Nothing {}, "test").unwrap().change.unwrap();
    assert_eq!(undone.codebook, Some(vec![]));
    let without = json!({ "document": document, "start": start, "end": end, "note": "",
        "style": { "mark": "fill", "colour": "red" } });
    assert!(fixture.api.call("annotation_create", without, "test").is_ok(), "tags may be left out");
}

#[test]
fn the_codebook_is_changed_step_by_step_and_every_step_is_told_and_taken_back() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let one = fixture.highlight(&document, "慢慢讀").annotation.id;
    let other = fixture.highlight(&document, "為什麼").annotation.id;
    let reading = fixture.tag("讀", None);
    let slow = fixture.tag("慢", Some(&reading));
    let ink = fixture.tag("筆", None);
    let api = &fixture.api;
    api.tag_set_colour(TagSetColour { tag: ink.clone(), colour: Some(Colour::Red) }, "test").unwrap();
    api.tag_set_shortcut(TagSetShortcut { tag: ink.clone(), shortcut: "B".to_owned() }, "test").unwrap();
    let define = |definition: &str| TagDefine {
        tag: ink.clone(),
        definition: definition.to_owned(),
        join_key: "typing".to_owned(),
    };
    api.tag_define(define("紅"), "test").unwrap();
    api.tag_define(define("紅的"), "test").unwrap();
    let told = api.tag_list(Nothing {}).unwrap().pop().unwrap();
    assert_eq!(
        (told.colour, told.shortcut.as_deref(), told.definition.as_str()),
        (Some(Colour::Red), Some("b"), "紅的")
    );
    let given = api
        .tag_give(
            TagGive {
                annotations: vec![one.clone(), other.clone()],
                tags: vec![slow.clone(), "讀".to_owned()],
            },
            "test",
        )
        .unwrap();
    assert_eq!(given.tags, [slow.clone(), reading.clone()]);
    assert_eq!(given.change.unwrap().annotations.len(), 2);
    let take = TagTake { annotations: vec![other.clone()], tags: vec![reading.clone()] };
    assert!(
        api.tag_take(take, "test").unwrap().change.unwrap().codebook.is_none(),
        "the tags are as they were"
    );
    let count = api.tag_count(Nothing {}).unwrap();
    let tally = |annotations, speakers, characters| Tally { annotations, documents: 1, speakers, characters };
    assert_eq!((count[0].own, count[0].whole), (tally(1, 1, 3), tally(2, 2, 6)));
    let split = TagSplit { tag: slow.clone(), into: "讀/急".to_owned(), annotations: vec![other.clone()] };
    api.tag_split(split, "test").unwrap();
    assert_eq!(fixture.paths(), ["讀", "讀/慢", "讀/急", "筆"]);
    let moved =
        TagMove { tags: vec![ink.clone()], parent: Some(reading.clone()), before: Some(slow.clone()) };
    api.tag_move(moved, "test").unwrap();
    let merged = api.tag_merge(TagMerge { tags: vec![slow.clone()], into: ink.clone() }, "test").unwrap();
    assert_eq!(fixture.paths(), ["讀", "讀/筆", "讀/急"]);
    assert_eq!(merged.change.unwrap().history.undo.unwrap().action, "tag-merge");
    let find = AnnotationFind {
        tag: Some(reading.clone()),
        with_descendants: true,
        limit: 1,
        ..AnnotationFind::default()
    };
    let found = api.annotation_find(find.clone()).unwrap();
    assert_eq!((found.total, found.found.len()), (2, 1));
    let passage = &found.found[0];
    assert_eq!((passage.title.as_str(), passage.section.as_deref()), ("慢讀", Some("開始")));
    assert_eq!(
        (passage.section_number.as_str(), passage.speakers.as_slice()),
        ("01", &["許白".to_owned()][..])
    );
    assert_eq!(
        api.annotation_find(AnnotationFind { offset: 1, ..find }).unwrap().found[0].annotation.id,
        other
    );
    api.tag_rename(TagRename { tag: reading.clone(), name: "閱讀".to_owned() }, "test").unwrap();
    api.tag_delete(TagDelete { tags: vec![reading], with_children: false }, "test").unwrap();
    assert_eq!(fixture.paths(), ["筆", "急"]);
    for code in ["tag-name-taken", "bad-tag-name", "bad-shortcut", "tag-into-itself", "no-such-tag"] {
        let refused = match code {
            "tag-name-taken" => api.tag_rename(TagRename { tag: ink.clone(), name: "急".to_owned() }, "test"),
            "bad-tag-name" => api.tag_rename(TagRename { tag: ink.clone(), name: "a/b".to_owned() }, "test"),
            "bad-shortcut" => {
                api.tag_set_shortcut(TagSetShortcut { tag: ink.clone(), shortcut: "é".to_owned() }, "test")
            }
            "tag-into-itself" => {
                let into = TagMove { tags: vec![ink.clone()], parent: Some(ink.clone()), before: None };
                api.tag_move(into, "test")
            }
            _ => api.tag_delete(TagDelete { tags: vec![slow.clone()], with_children: true }, "test"),
        };
        assert_eq!(refused.unwrap_err().code, code);
    }
    while api.history_undo(Nothing {}, "test").is_ok() {}
    assert!(fixture.paths().is_empty());
    while api.history_redo(Nothing {}, "test").is_ok() {}
    assert_eq!(fixture.paths(), ["筆", "急"]);
}

#[test]
fn a_link_is_found_written_shown_by_its_current_name_and_followed_both_ways() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let passage = fixture.highlight(&document, "慢慢讀").annotation;
    let tag = fixture.tag("讀", None);
    let find = |query: &str| {
        let request = CrosslinkFind { query: query.to_owned(), near: Some(document.clone()), limit: 10 };
        fixture.api.crosslink_find(request).unwrap()
    };
    let found = find("读");
    let kinds: Vec<_> = found.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [CrosslinkKind::Tag, CrosslinkKind::Document, CrosslinkKind::Annotation]);
    assert_eq!((found[2].name.as_str(), found[2].place.as_str()), ("慢慢讀", ""));
    let text = format!("{}，{}", found[0].markdown, found[2].markdown);
    let memo = fixture.api.memo_create(memo(MemoKind::Library, &text), "test").unwrap().memo;

    let to = |kind, id: &str| Crosslink { kind, id: id.to_owned() };
    let back = fixture.api.backlink_list(to(CrosslinkKind::Annotation, &passage.id)).unwrap();
    assert_eq!((back.len(), back[0].kind, &back[0].id), (1, CrosslinkKind::Memo, &memo.id));
    assert_eq!(back[0].excerpt, "讀，慢慢讀");
    let place = fixture.api.crosslink_follow(to(CrosslinkKind::Annotation, &passage.id)).unwrap();
    assert_eq!((place.document, place.start), (Some(document.clone()), Some(passage.start)));
    let place = fixture.api.crosslink_follow(to(CrosslinkKind::Memo, &memo.id)).unwrap();
    assert_eq!((place.document, place.start, place.end), (None, None, None));

    let shown = || fixture.api.note_render(NoteRender { notes: vec![text.clone()] }).unwrap().remove(0);
    fixture.api.tag_rename(TagRename { tag: tag.clone(), name: "閱讀".to_owned() }, "test").unwrap();
    assert!(
        shown().contains(&format!("data-link=\"tag/{tag}\"")) && shown().contains(">閱讀</a>"),
        "{}",
        shown()
    );
    fixture
        .api
        .annotation_delete(AnnotationDelete { annotations: vec![passage.id.clone()] }, "test")
        .unwrap();
    assert!(shown().contains("data-gone=\"annotation\""), "{}", shown());
    let refused = fixture.api.crosslink_follow(to(CrosslinkKind::Annotation, &passage.id)).unwrap_err();
    assert_eq!(refused.code, "no-such-annotation");
    let refused = fixture.api.backlink_list(to(CrosslinkKind::Tag, "nothing")).unwrap_err();
    assert_eq!(refused.code, "no-such-tag");
}

#[test]
fn memos_are_begun_written_told_and_deleted() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let view = fixture.view(&document);
    let tag = fixture.tag("讀", None);
    let on = |kind| MemoCreate {
        document: Some(document.clone()),
        heading: Some(view.sections[1].heading),
        speaker: Some(view.speakers[0].id.clone()),
        tag: Some(tag.clone()),
        ..memo(kind, "記")
    };
    let kinds = [MemoKind::Library, MemoKind::Document, MemoKind::Section, MemoKind::Speaker, MemoKind::Tag];
    for kind in kinds {
        let created = fixture.api.memo_create(on(kind), "test").unwrap();
        assert_eq!(created.memo.kind, kind);
        assert_eq!(created.change.unwrap().memos, [created.memo]);
    }
    let all = fixture.api.memo_list(Nothing {}).unwrap();
    assert_eq!(all.len(), 5);
    assert_eq!((all[2].heading, all[2].section.as_deref()), (Some(view.sections[1].heading), Some("批註")));
    assert_eq!(
        (&all[0].document, &all[3].speaker, &all[4].tag),
        (&None, &Some(view.speakers[0].id.clone()), &Some(tag.clone()))
    );
    let write = MemoWrite { memo: all[0].id.clone(), text: "記得".to_owned(), join_key: String::new() };
    let change = fixture.api.memo_write(write, "test").unwrap().change.unwrap();
    assert_eq!(change.memos[0].text, "記得");
    let gone = MemoDelete { memos: all.iter().map(|memo| memo.id.clone()).collect() };
    let change = fixture.api.memo_delete(gone.clone(), "test").unwrap().change.unwrap();
    assert_eq!(change.removed_memos.len(), 5);
    assert_eq!(fixture.api.memo_delete(gone, "test").unwrap_err().code, "no-such-memo");
    for kind in [MemoKind::Document, MemoKind::Section, MemoKind::Speaker, MemoKind::Tag] {
        assert!(fixture.api.memo_create(memo(kind, "記"), "test").is_err(), "{kind:?} of nothing");
    }
    assert_eq!(
        fixture.api.memo_create(memo(MemoKind::Library, " "), "test").unwrap_err().code,
        "empty-field"
    );
}
