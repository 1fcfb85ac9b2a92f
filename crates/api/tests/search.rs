//! Searching, marking what was found, and keeping a search, as a window asks for them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::json;
use support::{Fixture, INTERVIEW};
use vermilion_api::wire::*;

fn places(document: &str, query: &str, syntax: SearchSyntax) -> SearchPlacesRequest {
    SearchPlacesRequest {
        document: document.to_owned(),
        query: query.to_owned(),
        syntax,
        scope: SearchScope::All,
        folding: None,
        whole_word: false,
        limit: 1000,
    }
}

#[test]
fn what_was_found_is_tagged_in_one_step_and_one_event() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let marked = fixture.highlight(&document, "慢慢讀");
    let found = fixture.api.search_places(places(&document, "读", SearchSyntax::Literal)).unwrap();
    assert_eq!((found.total, found.places.len(), found.notes.len()), (5, 10, 0));
    let whole = fixture.api.search_places(places(&document, "慢慢讀", SearchSyntax::Literal)).unwrap();
    let passages = |found: SearchPlaces| DocumentPassages {
        document: document.clone(),
        revision: found.revision,
        places: found.places,
    };
    let known = fixture.api.annotation_marked(passages(whole.clone())).unwrap();
    assert_eq!((known.len(), &known[0].annotation), (1, &marked.annotation.id));

    let events = fixture.listen();
    let request = AnnotationCreateAll {
        passages: vec![passages(found), passages(whole)],
        style: Style { mark: Mark::Fill, colour: Colour::Green },
        tags: vec!["讀法/慢".to_owned()],
    };
    let done = fixture.api.annotation_create_all(request, "test").unwrap();
    assert_eq!((done.created, done.tagged, done.unchanged), (5, 1, 0));
    assert_eq!(events.lock().unwrap().len(), 1);
    let view = fixture.view(&document);
    assert_eq!(view.annotations.len(), 6);
    assert!(view.annotations.iter().all(|one| one.tags == done.tags));
    assert_eq!(fixture.api.history_state(Nothing {}).unwrap().undo.unwrap().action, "tag-all");
    fixture.api.history_undo(Nothing {}, "test").unwrap();
    assert_eq!(fixture.view(&document).annotations.len(), 1);
}

#[test]
fn a_query_that_is_not_understood_says_where_and_what_may_be_meant() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let error = fixture.api.search_places(places(&document, "慢[讀", SearchSyntax::Pattern)).unwrap_err();
    let param = |name: &str| error.params.get(name).cloned().unwrap_or_default();
    assert_eq!(error.code, "bad-query");
    assert_eq!(
        (param("problem"), param("start"), param("end")),
        ("pattern-unclosed-class".into(), "1".into(), "2".into())
    );
    fixture.api.tag_create(TagCreate { name: "讀法".to_owned(), ..TagCreate::default() }, "test").unwrap();
    let error = fixture.api.search_places(places(&document, "tag:讀", SearchSyntax::Words)).unwrap_err();
    assert_eq!(error.params["near"], "讀法");
}

#[test]
fn searches_are_kept_by_name() {
    let fixture = Fixture::new();
    let saved = json!([{
        "name": "慢讀", "query": "慢 speaker:許白", "syntax": "words", "scope": "all", "folding": null, "wholeWord": false,
    }]);
    let set = |value: &serde_json::Value| {
        fixture.api.setting_set(SettingSet { name: SettingName::Searches, value: value.clone() })
    };
    set(&saved).unwrap();
    let kept = fixture.another().settings().unwrap().searches;
    assert_eq!((kept.len(), kept[0].name.as_str()), (1, "慢讀"));
    for bad in [
        json!([{ "name": "a" }]),
        json!([saved[0], saved[0]]),
        json!([{ "name": " ", "query": "", "syntax": "words",
        "scope": "all", "folding": null, "wholeWord": false }]),
    ] {
        assert_eq!(set(&bad).unwrap_err().code, "bad-setting");
    }
    assert_eq!(fixture.another().settings().unwrap().searches, kept);
}

#[test]
fn who_only_looks_into_a_document_leaves_no_trace() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let view = fixture.api.document_peek(DocumentOpen { document: document.clone() }).unwrap();
    assert_eq!((view.summary.read_at, view.text.contains("慢慢讀")), (None, true));
    assert!(fixture.view(&document).summary.read_at.is_some());
}
