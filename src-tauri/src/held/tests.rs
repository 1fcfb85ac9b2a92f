use super::kept::place;
use super::*;
use std::path::Path;
use vermilion_api::wire::{AnnotationCreate, Colour, Mark, MemoKind, Nothing, Style, TagCreate};

fn note(annotation: &str, note: &str) -> Draft {
    Draft::Note(AnnotationSetNote {
        annotation: annotation.to_owned(),
        note: note.to_owned(),
        join_key: String::new(),
    })
}

/// As a page finds it that shows this library.
fn begun(library: &Path) -> Kept {
    let kept = Kept::default();
    kept.take_back(library);
    kept
}

/// What the page says, in the files as well.
fn say(kept: &Kept, held: Held) {
    kept.keep(held);
    kept.flush();
}

#[test]
fn the_page_gets_back_what_it_said_last() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library.vermilion");
    let kept = begun(library);
    let draft = note("a", "硃");
    say(&kept, Held { place: 3, ..Held::default() });
    assert_eq!(kept.take_back(library), None, "where it was in no document is nothing to take back");
    let document = Some("d".to_owned());
    say(&kept, Held { document, place: 7, drafts: vec![draft.clone()], ..Held::default() });
    let held = kept.take_back(library).unwrap();
    assert_eq!((held.place, held.drafts.len()), (7, 1));
    kept.leave();
    assert_eq!(kept.take_back(library), Some(Held { drafts: vec![draft], ..Held::default() }));
}

#[test]
fn what_was_typed_is_saved_when_no_page_comes_back_and_what_cannot_be_stays() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library.vermilion");
    let api = Api::open(library, crate::surroundings()).unwrap();
    let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
    let style = Style { mark: Mark::Fill, colour: Colour::Yellow };
    let request = AnnotationCreate {
        id: None,
        document: document.clone(),
        start: 0,
        end: 2,
        style,
        note: String::new(),
        tags: vec![],
    };
    let annotation = api.annotation_create(request, "").unwrap().annotation.id;
    let memo = Draft::NewMemo(MemoCreate {
        id: None,
        kind: MemoKind::Library,
        document: None,
        heading: None,
        speaker: None,
        tag: None,
        text: "備忘".to_owned(),
        join_key: String::new(),
    });
    let tag = TagCreate { name: "慢".to_owned(), ..TagCreate::default() };
    let tag = api.tag_create(tag, "").unwrap().tag;
    let definition = "慢慢地讀".to_owned();
    let definition = Draft::Definition(TagDefine { tag, definition, join_key: String::new() });
    let kept = begun(library);
    let gone = note("00000000-0000-0000-0000-000000000000", "kept");
    let drafts = vec![note(&annotation, "typed"), memo, definition, gone.clone()];
    let setting = |name: &str| Wish {
        key: name.to_owned(),
        kind: "setting".to_owned(),
        command: "setting_set".to_owned(),
        request: serde_json::json!({ "name": name, "value": 21 }),
    };
    let wishes = vec![setting("textSize"), setting("nothing of the kind")];
    say(&kept, Held { drafts, wishes, ..Held::default() });
    assert_eq!(kept.save(&api, library), 2);
    assert_eq!(kept.held(&place(library)).unwrap().wishes, [setting("nothing of the kind")]);
    assert_eq!(api.settings().unwrap().text_size, 21);
    assert_eq!(kept.held(&place(library)).unwrap().drafts, [gone]);
    assert_eq!(api.document_view(&document).unwrap().annotations[0].note, "typed");
    assert_eq!(api.memo_list(Nothing {}).unwrap()[0].text, "備忘");
    assert_eq!(api.tag_list(Nothing {}).unwrap()[0].definition, "慢慢地讀");
}

#[test]
fn what_the_library_has_already_although_the_page_could_not_say_so_is_not_made_twice() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library.vermilion");
    let api = Api::open(library, crate::surroundings()).unwrap();
    let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
    let id = |number: u32| Some(format!("00000000-0000-7000-8000-{number:012}"));
    let mark = |colour| AnnotationCreate {
        id: id(1),
        document: document.clone(),
        start: 0,
        end: 2,
        style: Style { mark: Mark::Fill, colour },
        note: String::new(),
        tags: vec![],
    };
    let memo = |text: &str| MemoCreate {
        id: id(2),
        kind: MemoKind::Library,
        document: None,
        heading: None,
        speaker: None,
        tag: None,
        text: text.to_owned(),
        join_key: String::new(),
    };
    // The page had both saved, and its process ended; the reader had wished for another colour and typed on.
    api.annotation_create(mark(Colour::Yellow), "").unwrap();
    api.memo_create(memo("備"), "").unwrap();
    let wish = Wish {
        key: "highlight".to_owned(),
        kind: "highlight".to_owned(),
        command: "annotation_create".to_owned(),
        request: serde_json::to_value(mark(Colour::Blue)).unwrap(),
    };
    let kept = begun(library);
    let drafts = vec![Draft::NewMemo(memo("備忘"))];
    say(&kept, Held { drafts, wishes: vec![wish], ..Held::default() });
    assert_eq!(kept.save(&api, library), 0);
    let annotations = api.document_view(&document).unwrap().annotations;
    assert_eq!(annotations.iter().map(|one| one.style.colour).collect::<Vec<_>>(), [Colour::Blue]);
    let memos = api.memo_list(Nothing {}).unwrap();
    assert_eq!(memos.iter().map(|memo| memo.text.as_str()).collect::<Vec<_>>(), ["備忘"]);
}

#[test]
fn a_paragraph_that_was_being_corrected_is_saved_when_no_page_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library.vermilion");
    let api = Api::open(library, crate::surroundings()).unwrap();
    let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
    let view = api.document_view(&document).unwrap();
    let block = view.blocks.last().unwrap();
    let edit = |revision: &str| Edit {
        document: document.clone(),
        revision: revision.to_owned(),
        start: block.start,
        original: String::new(),
        text: "改過的一段。".to_owned(),
        splices: Vec::new(),
        is_found: false,
    };
    let kept = begun(library);
    say(&kept, Held { edit: Some(edit(&view.revision)), ..Held::default() });
    assert_eq!(kept.save(&api, library), 0);
    assert!(api.document_view(&document).unwrap().text.contains("改過的一段。"));
    // The same again is about a revision that is no longer the current one.
    say(&kept, Held { edit: Some(edit(&view.revision)), ..Held::default() });
    assert_eq!(kept.save(&api, library), 1);
    assert_eq!(kept.held(&place(library)).unwrap().edit, Some(edit(&view.revision)));
}

#[test]
fn a_paragraph_outlives_the_app_is_offered_and_not_saved_until_somebody_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library.vermilion");
    let api = Api::open(library, crate::surroundings()).unwrap();
    let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
    let view = api.document_view(&document).unwrap();
    let edit = Edit {
        document: document.clone(),
        revision: view.revision.clone(),
        start: view.blocks.last().unwrap().start,
        original: String::new(),
        text: "打到一半".to_owned(),
        splices: Vec::new(),
        is_found: false,
    };
    say(&begun(library), Held { edit: Some(edit.clone()), ..Held::default() });

    // The app was killed; a page of the next one that holds nothing yet takes nothing away.
    let kept = Kept::default();
    say(&kept, Held::default());
    let found = kept.take_back(library).unwrap();
    assert_eq!(found.edit, Some(Edit { is_found: true, ..edit }));
    say(&kept, found);
    assert_eq!(kept.save(&api, library), 0);
    assert_eq!(api.document_view(&document).unwrap().text, view.text);
    assert!(Kept::default().take_back(library).is_some(), "it is offered again");

    // Once it is saved, or nobody wants it, it is gone; also where that is decided before the page has said anything.
    let quick = Kept::default();
    assert!(quick.take_back(library).is_some());
    say(&quick, Held::default());
    assert_eq!(Kept::default().take_back(library), None);
}

#[test]
fn it_crosses_as_the_page_names_it() {
    let json = serde_json::json!({
        "document": "d", "place": 2, "active": null, "isTyping": true, "codebook": "g",
        "drafts": [
            { "what": "note", "annotation": "a", "note": "n", "joinKey": "" },
            { "what": "memo", "memo": "m", "text": "t", "joinKey": "" },
            {
                "what": "new-memo", "id": null, "kind": "section", "document": "d", "heading": 3, "speaker": null,
                "tag": null, "text": "t", "joinKey": "",
            },
            { "what": "definition", "tag": "g", "definition": "t", "joinKey": "" },
        ],
        "edit": {
            "document": "d", "revision": "r", "start": 4, "original": "硃", "text": "硃批",
            "splices": [{ "start": 1, "removed": 0, "inserted": "批" }], "isFound": false,
        },
        "wishes": [{ "key": "k", "kind": "setting", "command": "setting_set", "request": { "name": "theme" } }],
    });
    let held: Held = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(held).unwrap(), json);
}

fn about_the_library(text: &str) -> Draft {
    Draft::NewMemo(MemoCreate {
        id: Some("00000000-0000-7000-8000-000000000003".to_owned()),
        kind: MemoKind::Library,
        document: None,
        heading: None,
        speaker: None,
        tag: None,
        text: text.to_owned(),
        join_key: String::new(),
    })
}

fn paragraph(text: &str) -> Edit {
    Edit {
        document: "d".to_owned(),
        revision: "r".to_owned(),
        start: 0,
        original: String::new(),
        text: text.to_owned(),
        splices: Vec::new(),
        is_found: false,
    }
}

#[test]
fn what_was_said_last_is_what_stays_whoever_writes_it() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library.vermilion");
    let kept = begun(library);
    let held = |number: u32| Held { edit: Some(paragraph(&number.to_string())), ..Held::default() };
    std::thread::scope(|scope| {
        for number in 0..40 {
            kept.keep(held(number));
            scope.spawn(|| kept.flush());
        }
    });
    assert_eq!(kept.held(&place(library)), Some(held(39)));
    assert_eq!(paper::read(&place(library)).unwrap().edit, Some(paragraph("39")));
    std::thread::scope(|scope| {
        for number in 0..20 {
            kept.keep(held(number));
            scope.spawn(|| kept.flush());
            kept.keep(Held::default());
            scope.spawn(|| kept.flush());
        }
    });
    assert_eq!(paper::read(&place(library)), None);
}

#[test]
fn what_a_page_has_let_go_of_is_not_found_by_the_next_although_the_file_still_had_it() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library.vermilion");
    let kept = begun(library);
    say(&kept, Held { edit: Some(paragraph("改過")), ..Held::default() });
    // The page saved it and crashed, and nobody has come to write the file yet.
    kept.keep(Held::default());
    assert_eq!(kept.take_back(library), None);
    assert_eq!(paper::read(&place(library)), None);
}

#[test]
fn what_was_typed_for_one_library_is_not_put_into_another_and_waits_for_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let [ours, other] = ["ours", "other"].map(|name| folder.path().join(name).with_extension("vermilion"));
    let api = Api::open(&other, crate::surroundings()).unwrap();
    std::fs::write(&ours, "damaged").unwrap();
    let kept = begun(&ours);
    let held = Held {
        document: Some("d".to_owned()),
        drafts: vec![about_the_library("備忘")],
        edit: Some(paragraph("改過")),
        ..Held::default()
    };
    kept.keep(held.clone());
    let held = held.without_place();

    // It does not open any more, and another one is opened.
    kept.leave();
    assert_eq!(kept.take_back(&other), None);
    say(&kept, Held { drafts: vec![note("a", "硃")], edit: Some(paragraph("別的")), ..Held::default() });
    kept.save(&api, &other);
    assert_eq!(api.memo_list(Nothing {}).unwrap().len(), 0);
    assert_eq!(paper::read(&place(&other)).unwrap().edit, Some(paragraph("別的")));
    let paper = paper::read(&place(&ours)).unwrap();
    assert_eq!((paper.edit, paper.drafts), (held.edit.clone(), held.drafts.clone()));

    // The app is ended. What comes then at the place of the library has all of it: here it is one that was salvaged.
    drop(kept);
    let found = Some(Held { edit: Some(Edit { is_found: true, ..paragraph("改過") }), ..held.clone() });
    std::fs::remove_file(&ours).unwrap();
    assert_eq!(begun(&ours).held(&place(&ours)), found);
    let api = Api::open(&ours, crate::surroundings()).unwrap();
    let kept = begun(&ours);
    assert_eq!(kept.held(&place(&ours)), found);
    assert_eq!(kept.save(&api, &ours), 0);
    assert_eq!(api.memo_list(Nothing {}).unwrap()[0].text, "備忘");

    // What is saved goes from the file, and what nobody wants any more.
    let paper = paper::read(&place(&ours)).unwrap();
    assert_eq!((paper.edit.is_some(), paper.drafts), (true, vec![]));
    say(&kept, Held::default());
    assert_eq!(begun(&ours).held(&place(&ours)), Some(Held::default()));
}

#[test]
fn what_comes_late_from_a_page_is_about_the_library_that_it_shows() {
    let folder = tempfile::tempdir().unwrap();
    let [ours, other] = ["ours", "other"].map(|name| folder.path().join(name).with_extension("vermilion"));
    let kept = begun(&ours);
    kept.leave();
    say(&kept, Held { drafts: vec![about_the_library("備忘")], ..Held::default() });
    assert_eq!(kept.take_back(&other), None);
    assert_eq!(kept.take_back(&ours).unwrap().drafts, [about_the_library("備忘")]);
}

#[test]
fn a_library_that_is_left_while_it_is_open_takes_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let ours = folder.path().join("ours.vermilion");
    let api = Api::open(&ours, crate::surroundings()).unwrap();
    let kept = begun(&ours);
    let gone = note("00000000-0000-0000-0000-000000000000", "kept");
    say(&kept, Held { drafts: vec![about_the_library("備忘"), gone.clone()], ..Held::default() });
    assert_eq!(paper::read(&place(&ours)), None, "it is about to be saved");
    assert_eq!(kept.save(&api, &ours), 1);
    kept.leave();
    assert_eq!(api.memo_list(Nothing {}).unwrap()[0].text, "備忘");
    assert_eq!(paper::read(&place(&ours)).unwrap().drafts, [gone]);
}

#[cfg(unix)]
#[test]
fn a_library_is_the_same_through_a_link_and_while_its_file_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, link) = (folder.path().join("ours.vermilion"), folder.path().join("link.vermilion"));
    let gone = place(&ours);
    std::fs::write(&ours, "a library").unwrap();
    std::os::unix::fs::symlink(&ours, &link).unwrap();
    assert_eq!((place(&ours), place(&link)), (gone.clone(), gone));
}
