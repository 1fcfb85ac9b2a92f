//! The contract, over a library in a temporary folder.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::json;
use std::fs;
use support::{Fixture, INTERVIEW};
use vermilion_api::wire::*;

#[test]
fn a_command_that_does_not_exist_is_refused_by_name() {
    let error = Fixture::new().api.call("document_sing", json!({}), "test").unwrap_err();
    assert_eq!(error.code, "unknown-command");
    assert_eq!(error.params["name"], "document_sing");
}

#[test]
fn a_payload_of_another_shape_is_refused() {
    let error = Fixture::new().api.call("document_open", json!({ "id": 7 }), "test").unwrap_err();
    assert_eq!(error.code, "bad-request");
}

#[test]
fn the_same_command_by_name_and_by_method_answers_the_same() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let payload = json!({ "document": document, "start": 0, "end": 2 });
    let by_name = fixture.api.call("quote_copy", payload, "test").unwrap();
    let by_method = fixture.api.quote_copy(QuoteCopy { document, start: 0, end: 2, citation: None }).unwrap();
    assert_eq!(by_name, serde_json::to_value(&by_method).unwrap());
}

#[test]
fn an_interview_is_opened_with_its_structure() {
    let fixture = Fixture::new();
    let view = fixture.view(&fixture.import(INTERVIEW));
    assert_eq!(view.text, INTERVIEW);
    assert_eq!(
        view.speakers.iter().map(|speaker| speaker.name.as_str()).collect::<Vec<_>>(),
        ["林墨", "許白"]
    );
    assert_eq!(view.sections.len(), 2);
    assert_eq!(view.blocks.first().map(|block| block.start), Some(0));
    assert_eq!(view.blocks.last().map(|block| block.end), Some(view.summary.characters));
    assert!(view.blocks.windows(2).all(|pair| pair[0].end == pair[1].start));
    assert!(view.summary.read_at.is_some());
}

#[test]
fn a_highlight_is_told_to_everybody_with_its_values() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let events = fixture.listen();
    let created = fixture.highlight(&document, "慢慢讀");
    let event = created.change.expect("the library changed");
    assert_eq!(*events.lock().unwrap(), std::slice::from_ref(&event));
    assert_eq!(event.origin, "test");
    assert_eq!(event.action, "annotation-create");
    assert_eq!(event.annotations, [created.annotation]);
    assert_eq!(event.documents[0].annotations, 1);
    assert!(event.structure.is_empty() && !event.reload);
    assert_eq!(event.history.undo.expect("it can be undone").action, "annotation-create");
}

#[test]
fn the_same_highlight_twice_is_one_and_changes_nothing() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let first = fixture.highlight(&document, "慢慢讀");
    let events = fixture.listen();
    let second = fixture.highlight(&document, "慢慢讀");
    assert!(!second.is_new);
    assert_eq!(second.annotation.id, first.annotation.id);
    assert_eq!(second.change, None);
    assert!(events.lock().unwrap().is_empty());
}

#[test]
fn undo_and_redo_tell_what_went_and_what_came_back() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let created = fixture.highlight(&document, "慢慢讀").annotation;
    let undone = fixture.api.history_undo(Nothing {}, "test").unwrap();
    assert_eq!(undone.entry.action, "annotation-create");
    let change = undone.change.expect("the library changed");
    assert_eq!(change.removed_annotations, [RemovedAnnotation { id: created.id.clone(), document }]);
    assert_eq!(change.history.redo.expect("it can be redone").id, undone.entry.id);
    let redone = fixture.api.history_redo(Nothing {}, "test").unwrap();
    assert_eq!(redone.change.expect("the library changed").annotations, [created]);
    let error = fixture.api.history_redo(Nothing {}, "test").unwrap_err();
    assert_eq!(error.code, "nothing-to-redo");
}

#[test]
fn going_to_the_beginning_of_the_history_empties_the_library() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "慢慢讀");
    let changed = fixture.api.history_go(HistoryGo { entry: 0 }, "test").unwrap();
    assert_eq!(changed.change.expect("the library changed").removed_documents, [document]);
    assert!(fixture.api.document_list(Nothing {}).unwrap().is_empty());
}

#[test]
fn a_deleted_document_is_told_as_gone_and_comes_back_with_its_structure() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "慢慢讀");
    let request = DocumentDelete { documents: vec![document.clone()] };
    let gone = fixture.api.document_delete(request, "test").unwrap().change.expect("the library changed");
    assert_eq!(gone.removed_documents, std::slice::from_ref(&document));
    assert!(gone.removed_annotations.is_empty(), "the document says it all");
    let back = fixture.api.history_undo(Nothing {}, "test").unwrap().change.expect("the library changed");
    assert_eq!(back.structure, std::slice::from_ref(&document));
    assert_eq!(fixture.view(&document).annotations.len(), 1);
}

#[test]
fn what_another_process_does_is_noticed_once() {
    let fixture = Fixture::new();
    let events = fixture.listen();
    assert!(!fixture.api.poll_outside().unwrap());
    let other = fixture.another();
    other.import_commit(support::commit(INTERVIEW), "other").unwrap();
    assert!(fixture.api.poll_outside().unwrap());
    assert!(!fixture.api.poll_outside().unwrap());
    let events = events.lock().unwrap();
    assert_eq!(events.len(), 1);
    assert!(events[0].reload);
    assert_eq!(events[0].origin, "outside");
    assert_eq!(events[0].history.undo.as_ref().expect("it can be undone").action, "document-import");
}

#[test]
fn what_other_processes_do_is_numbered_with_one_s_own() {
    let fixture = Fixture::new();
    let events = fixture.listen();
    let document = fixture.import(INTERVIEW);
    let other = fixture.another();
    for note in ["一", "二"] {
        let style = Style { mark: Mark::Fill, colour: Colour::Red };
        let request = AnnotationCreate {
            id: None,
            document: document.clone(),
            start: 0,
            end: 1,
            style,
            note: note.to_owned(),
            tags: vec![],
        };
        other.annotation_create(request, "other").unwrap();
        assert!(fixture.api.poll_outside().unwrap());
    }
    fixture.highlight(&document, "慢慢讀");
    let told: Vec<_> = events.lock().unwrap().iter().map(|event| (event.sequence, event.reload)).collect();
    assert_eq!(told, [(1, false), (2, true), (3, true), (4, false)]);
}

#[test]
fn of_more_annotations_than_one_would_list_the_document_is_named_and_they_are_read_in_pages() {
    let fixture = Fixture::new();
    let text = "字".repeat(2_001);
    let document = fixture.import(&text);
    let mut annotations = Vec::new();
    for start in 0..2_001 {
        let created = fixture.create(&document, start, start + 1, "");
        annotations.push(created.unwrap().annotation.id);
    }
    let request = AnnotationDelete { annotations: annotations.clone() };
    let event = fixture.api.annotation_delete(request, "test").unwrap().change.expect("the library changed");
    assert_eq!(event.crowded, [document.as_str()]);
    assert!(!event.reload && event.removed_annotations.is_empty());
    assert!(pages(&fixture, &document, 500).is_empty());

    let event = fixture.api.history_undo(Nothing {}, "test").unwrap().change.expect("the library changed");
    assert_eq!(event.crowded, [document.as_str()]);
    assert!(event.annotations.is_empty());
    annotations.sort();
    for limit in [2_001, 667, 500] {
        let mut read = pages(&fixture, &document, limit);
        read.sort();
        assert_eq!(read, annotations, "in pages of {limit}");
    }
    let request = AnnotationPage { document: fixture.import("別的"), after: annotations.pop(), limit: 1 };
    let refused = fixture.api.annotation_page(request).unwrap_err();
    assert_eq!(refused.code, "no-such-annotation");
}

/// The ids of all annotations of a document, read page by page.
fn pages(fixture: &Fixture, document: &str, limit: u32) -> Vec<String> {
    let mut read: Vec<String> = Vec::new();
    loop {
        let request = AnnotationPage { document: document.to_owned(), after: read.last().cloned(), limit };
        let page = fixture.api.annotation_page(request).unwrap();
        read.extend(page.annotations.into_iter().map(|annotation| annotation.id));
        if !page.has_more {
            return read;
        }
    }
}

#[test]
fn a_passage_outside_the_text_is_refused_with_the_numbers() {
    let fixture = Fixture::new();
    let document = fixture.import("一二三");
    for (start, end) in [(0, 9), (3, 1), (u32::MAX - 1, u32::MAX)] {
        let error = fixture.create(&document, start, end, "").unwrap_err();
        assert_eq!(error.code, "out-of-bounds", "{start}..{end}");
        assert_eq!(error.params["length"], "3");
    }
    assert_eq!(fixture.create(&document, 1, 1, "").unwrap_err().code, "empty-selection");
}

#[test]
fn a_text_that_is_known_is_recognised_in_the_preview() {
    let fixture = Fixture::new();
    let preview = |text: &str| {
        let source = ImportSource::Text { name: None, text: text.to_owned() };
        fixture.api.import_preview(ImportPreviewRequest { source, encoding: None, format: None }).unwrap()
    };
    assert_eq!(preview(INTERVIEW).existing, None);
    let document = fixture.import(INTERVIEW);
    // Other line ends are the same text.
    let existing = preview(&INTERVIEW.replace('\n', "\r\n")).existing.expect("it is in the library");
    assert_eq!(existing.id, document);
}

#[test]
fn a_preview_says_what_was_found_and_stores_nothing() {
    let fixture = Fixture::new();
    let path = fixture.folder.path().join("訪談.txt");
    let (bytes, _, _) = encoding_rs::BIG5.encode(INTERVIEW);
    fs::write(&path, bytes).unwrap();
    let source = ImportSource::Path { path: path.display().to_string() };
    let preview =
        fixture.api.import_preview(ImportPreviewRequest { source, encoding: None, format: None }).unwrap();
    assert_eq!(preview.encoding, "Big5");
    assert_eq!(preview.file_name.as_deref(), Some("訪談.txt"));
    assert_eq!(preview.title, "慢讀");
    assert_eq!(preview.turns, 4);
    assert_eq!(preview.speakers.len(), 2);
    assert_eq!(preview.characters as usize, INTERVIEW.chars().count());
    assert!(preview.opening.starts_with("慢讀"));
    assert!(fixture.api.document_list(Nothing {}).unwrap().is_empty());
}

#[test]
fn what_is_no_text_is_refused_in_one_sentence_and_not_stored() {
    let fixture = Fixture::new();
    for (content, code) in [(&b""[..], "file-empty"), (b"\x7FELF\x02\x01\x01\0\0\0", "file-binary")] {
        let path = fixture.folder.path().join("file.txt");
        fs::write(&path, content).unwrap();
        let source = ImportSource::Path { path: path.display().to_string() };
        let request = ImportCommit { source, ..support::commit("") };
        let error = fixture.api.import_commit(request, "test").unwrap_err();
        assert_eq!(error.code, code);
        assert!(error.message.ends_with('.'), "{}", error.message);
    }
    assert!(fixture.api.document_list(Nothing {}).unwrap().is_empty());
}

#[test]
fn bytes_come_from_a_page_as_base64() {
    let fixture = Fixture::new();
    // "Ada: Yes.\nBen: No.\n" twice over.
    let base64 = "QWRhOiBZZXMuCkJlbjogTm8uCkFkYTogWWVzLgpCZW46IE5vLgo=".to_owned();
    let source = ImportSource::Bytes { name: "C:\\talks\\talk.md".to_owned(), base64 };
    let preview =
        fixture.api.import_preview(ImportPreviewRequest { source, encoding: None, format: None }).unwrap();
    assert_eq!(preview.file_name.as_deref(), Some("talk.md"));
    assert_eq!(preview.format, "markdown");
    let source = ImportSource::Bytes { name: "talk".to_owned(), base64: "%%%".to_owned() };
    let error = fixture
        .api
        .import_preview(ImportPreviewRequest { source, encoding: None, format: None })
        .unwrap_err();
    assert_eq!(error.code, "bad-content");
}

#[test]
fn the_same_text_is_added_again_only_on_request() {
    let fixture = Fixture::new();
    let first = fixture.api.import_commit(support::commit(INTERVIEW), "test").unwrap();
    assert!(first.is_new);
    let found = fixture.api.import_commit(support::commit(INTERVIEW), "test").unwrap();
    assert_eq!((found.document, found.is_new, found.change), (first.document.clone(), false, None));
    let again = ImportCommit { again: true, ..support::commit(INTERVIEW) };
    let again = fixture.api.import_commit(again, "test").unwrap();
    assert!(again.is_new && again.document != first.document && again.change.is_some());
}

#[test]
fn the_sample_asked_for_by_many_at_once_is_added_once() {
    let fixture = Fixture::new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| fixture.another().sample_add(Nothing {}, "test").unwrap());
        }
    });
    assert_eq!(fixture.api.document_list(Nothing {}).unwrap().len(), 2);
}

#[test]
fn the_sample_is_added_in_two_languages_once() {
    let fixture = Fixture::new();
    assert!(!fixture.api.library_open(Nothing {}).unwrap().has_seen_sample);
    let first = fixture.api.sample_add(Nothing {}, "test").unwrap();
    let again = fixture.api.sample_add(Nothing {}, "test").unwrap();
    assert_eq!(again.documents, first.documents);
    assert_eq!(again.change, None);
    let library = fixture.api.library_open(Nothing {}).unwrap();
    assert!(library.has_seen_sample);
    assert_eq!(library.documents.len(), 2);
    for document in &library.documents {
        assert!(document.characters >= 3_000, "{} is short", document.title);
        assert_eq!(document.speakers.len(), 2, "{}", document.title);
        assert!(document.sections >= 3, "{}", document.title);
    }
    let mut languages: Vec<_> = library.documents.iter().map(|document| document.language.as_str()).collect();
    languages.sort_unstable();
    assert_eq!(languages, ["en", "zh-Hant"]);
}

#[test]
fn annotations_are_written_in_every_format() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let id = fixture.highlight(&document, "慢慢讀").annotation.id;
    for (format, file_name) in [
        (ExportFormat::Md, "慢讀.md"),
        (ExportFormat::Html, "慢讀.html"),
        (ExportFormat::Csv, "慢讀.csv"),
        (ExportFormat::Json, "慢讀.json"),
    ] {
        let request = ExportRender { document: document.clone(), format, annotations: None, tags: None };
        let rendered = fixture.api.export_render(request).unwrap();
        assert!(rendered.text.contains("慢慢讀") && rendered.text.contains(&id), "{format:?}");
        assert!(!rendered.text.starts_with('\u{FEFF}'), "{format:?}: what is pasted has no byte order mark");
        assert_eq!(rendered.file_name, file_name);
    }
}

#[test]
fn a_file_is_replaced_only_on_request() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "慢慢讀");
    let path = fixture.folder.path().join("out.csv");
    let save = |overwrite| {
        fixture.api.export_save(ExportSave {
            document: document.clone(),
            format: ExportFormat::Csv,
            annotations: None,
            tags: None,
            path: path.display().to_string(),
            overwrite,
        })
    };
    let saved = save(false).unwrap();
    let written = fs::read(&path).unwrap();
    assert_eq!(saved.bytes, written.len() as u64);
    assert!(written.starts_with(b"\xEF\xBB\xBF"));
    assert_eq!(save(false).unwrap_err().code, "file-exists");
    save(true).unwrap();
}

#[test]
fn a_setting_is_kept_and_a_wrong_value_is_not() {
    let fixture = Fixture::new();
    let set = |name, value| fixture.api.setting_set(SettingSet { name, value });
    assert_eq!(set(SettingName::Theme, json!("dark")).unwrap().theme, Theme::Dark);
    set(SettingName::Panels, json!({ "outline": false })).unwrap();
    set(SettingName::Shortcuts, json!({ "go.next": ["]"], "go.previous": [] })).unwrap();
    for (name, value) in [
        (SettingName::Theme, json!("mauve")),
        (SettingName::TextSize, json!(200)),
        (SettingName::Language, json!(7)),
        (SettingName::Panels, json!(["outline"])),
        (SettingName::Shortcuts, json!({ "go.next": "J" })),
    ] {
        assert_eq!(set(name, value).unwrap_err().code, "bad-setting");
    }
    let settings = fixture.another().settings().unwrap();
    assert_eq!(settings.theme, Theme::Dark);
    assert!(!settings.panels["outline"]);
    assert_eq!(settings.shortcuts["go.next"], ["]"]);
    assert!(settings.shortcuts["go.previous"].is_empty());
    assert_eq!(settings.text_size, DEFAULT_TEXT_SIZE);
}

#[test]
fn a_quote_is_found_with_its_context() {
    let fixture = Fixture::new();
    let document = fixture.import("甲說春天。乙說春天！");
    let all = fixture.api.quote_find(&document, "春天", None, None).unwrap();
    assert_eq!(all.iter().map(|place| (place.start, place.end)).collect::<Vec<_>>(), [(2, 4), (7, 9)]);
    assert_eq!(all[1].before, "甲說春天。乙說");
    let one = fixture.api.quote_find(&document, "春天", None, Some("！")).unwrap();
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].start, 7);
}

#[test]
fn a_quotation_says_where_it_comes_from() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let place = fixture.place(&document, "慢慢讀");
    let request = QuoteCopy { document: document.clone(), start: place.0, end: place.1, citation: None };
    let text = fixture.api.quote_copy(request).unwrap().text;
    assert!(text.contains("慢慢讀") && text.contains("許白") && text.contains("慢讀"), "{text}");
    let error =
        fixture.api.quote_copy(QuoteCopy { document, start: 9_000, end: 9_001, citation: None }).unwrap_err();
    assert_eq!(error.code, "no-such-passage");
}

#[test]
fn the_units_of_a_paragraph_end_at_code_points() {
    let api = Fixture::new().api;
    let units = |text: &str| api.text_units(TextUnits { text: text.to_owned() }).unwrap();
    let ends = units("圖書館，𠂉。👩‍👩‍👧好！");
    assert_eq!(ends.words, [3, 4, 5, 6, 11, 12, 13]);
    assert_eq!(ends.clauses, [4, 6, 13]);
    assert_eq!(ends.sentences, [6, 13]);
    assert_eq!(units(""), UnitEnds::default());
}

#[test]
fn variants_of_a_character_are_told_in_pairs() {
    let pairs: Vec<char> = Fixture::new().api.text_variants(Nothing {}).unwrap().pairs.chars().collect();
    let stands_for = |one| pairs.chunks(2).find(|pair| pair[0] == one).map_or(one, |pair| pair[1]);
    assert_eq!(stands_for('懼'), stands_for('惧'));
    assert_eq!(stands_for('後'), stands_for('后'));
    assert_eq!(stands_for('一'), '一');
}

#[test]
fn events_arrive_in_the_order_of_the_changes() {
    let fixture = Fixture::new();
    let document = fixture.import(&"字".repeat(200));
    let events = fixture.listen();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (fixture, document) = (&fixture, &document);
            scope.spawn(move || {
                for at in 0..20 {
                    let start = thread * 50 + at;
                    fixture.create(document, start, start + 1, "").unwrap();
                }
            });
        }
    });
    let sequences: Vec<u64> = events.lock().unwrap().iter().map(|event| event.sequence).collect();
    assert_eq!(sequences.len(), 80);
    assert!(sequences.is_sorted());
}

#[test]
fn a_library_that_is_something_else_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    fs::write(&path, "these are my notes, not a library of yours").unwrap();
    let error = vermilion_api::Api::open(&path, support::surroundings()).err().expect("it is no library");
    assert_eq!(error.code, "not-a-library");
    assert_eq!(fs::read_to_string(&path).unwrap(), "these are my notes, not a library of yours");
}

#[test]
fn a_link_is_read_before_it_is_opened_and_notes_hold_none_that_leads_by_itself() {
    let api = Fixture::new().api;
    let notes = vec!["[山](https://xn--pple-43d.example/) [x](javascript:alert(1))".to_owned()];
    let html = api.note_render(NoteRender { notes }).unwrap();
    assert_eq!(
        html,
        ["<p><a data-href=\"https://xn--pple-43d.example/\" role=\"link\" tabindex=\"0\">山</a> x</p>\n"]
    );

    let link = api.link_read(LinkRead { address: "https://xn--pple-43d.example/".to_owned() }).unwrap();
    assert_eq!(link.kind, LinkKind::Page);
    assert_eq!(link.host.as_deref(), Some("\u{430}pple.example"));
    assert_eq!(link.registered.as_deref(), Some("xn--pple-43d.example"));

    let error = api.link_read(LinkRead { address: "file:///etc/\u{202e}x".to_owned() }).unwrap_err();
    assert_eq!(error.code, "link-refused");
    assert_eq!(error.params["address"], "file:///etc/⟨RLO⟩x");
    assert_eq!(error.message, "“file:///etc/⟨RLO⟩x” is not opened: only web and mail addresses are opened.");
}

#[test]
fn a_quote_is_copied_in_the_form_that_is_set_or_asked_for() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let (start, end) = fixture.place(&document, "讀完再讀一次。");
    let quoted = |citation| {
        fixture
            .api
            .quote_copy(QuoteCopy { document: document.clone(), start, end, citation })
            .map(|quoted| quoted.text)
    };
    let form = |form| Some(Citation { form, template: None });
    let by = |name: &str| Some(Citation { form: CitationForm::Template, template: Some(name.to_owned()) });
    assert_eq!(quoted(form(CitationForm::AuthorDate)).unwrap(), "「讀完再讀一次。」（許白，無日期）");
    assert!(quoted(form(CitationForm::Markdown)).unwrap().ends_with("《慢讀》"), "nothing is marked there");
    let id = fixture.highlight(&document, "讀完再讀一次。").annotation.id;
    assert!(quoted(form(CitationForm::Markdown)).unwrap().ends_with(&format!("[《慢讀》](慢讀.md#^{id})")));

    let source = "{{ annotations[0].quote }} [{{ title }}: {{ annotations[0].speaker }}]";
    let template = TemplateSave {
        name: "mine".to_owned(),
        kind: TemplateKind::Text,
        source: source.to_owned(),
        overwrite: false,
    };
    fixture.api.template_save(template).unwrap();
    assert_eq!(quoted(by("mine")).unwrap(), "讀完再讀一次。 [慢讀: 許白]");
    assert_eq!(quoted(by("none")).unwrap_err().code, "no-such-template");

    let dash = quoted(None).unwrap();
    assert!(dash.contains("——許白"), "{dash}");
    let value = json!({ "form": "template", "template": "mine" });
    let settings = fixture.api.setting_set(SettingSet { name: SettingName::Citation, value }).unwrap();
    assert_eq!(settings.citation.template.as_deref(), Some("mine"));
    assert_eq!(quoted(None), quoted(by("mine")));
    assert_eq!(quoted(form(CitationForm::Dash)).unwrap(), dash);
    let nowhere = QuoteCopy { document: document.clone(), start: 9_000, end: 9_001, citation: None };
    assert_eq!(fixture.api.quote_copy(nowhere).unwrap_err().code, "no-such-passage");
}
