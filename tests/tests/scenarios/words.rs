//! Words of SQL and of every language that is searched with are words: stored as they are, found as they are, and the
//! library afterwards has the shape it had.

use super::{TestResult, YELLOW, open};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use vermilion_api::Api;
use vermilion_api::wire::{
    AnnotationCreate, AnnotationSetNote, DocumentUpdate, HistoryList, ImportCommit, ImportFind, ImportSource,
    MemoCreate, MemoKind, MemoWrite, Nothing, SearchAsideKind, SearchRequest, SearchScope, SearchSyntax,
    SettingSet, SpeakerUpdate, TagCreate, TagGive,
};
use vermilion_tests::fixtures::open_unhurried_library;

fn words() -> Result<Vec<String>, serde_json::Error> {
    serde_json::from_str(include_str!("../../fixtures/sql.json"))
}

/// The schema as it is in the file, every table, index and trigger.
fn schema(library: &Path) -> Result<Vec<(String, Option<String>)>, rusqlite::Error> {
    let file = Connection::open_with_flags(library, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut rows = file.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
    rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

#[test]
fn words_of_sql_are_stored_and_found_as_they_are_in_every_field() -> TestResult {
    let folder = tempfile::tempdir()?;
    let library = folder.path().join("library.vermilion");
    let api = open_unhurried_library(&library)?;
    let before = schema(&library)?;
    let mut documents = Vec::new();
    for (number, words) in words()?.into_iter().enumerate() {
        // A text with a null character is no text, which is for another test.
        let in_text = words.replace('\0', "");
        let source = ImportSource::Text {
            name: Some(words.clone()),
            text: format!("題 {number}\n\n甲：{in_text}\n\n乙：一\n\n甲：二\n\n乙：三\n"),
        };
        let commit = ImportCommit {
            source: source.clone(),
            encoding: None,
            title: Some(words.clone()),
            published_source: Some(words.clone()),
            published: Some(words.clone()),
            language: Some(words.clone()),
            again: true,
            format: None,
            speakers: None,
            memo: None,
            onto: None,
        };
        let document = api.import_commit(commit, "test")?.document;
        assert_eq!(
            api.import_find(ImportFind { source, encoding: None })?.document.as_ref(),
            Some(&document),
            "{words:?}"
        );
        let view = open(&api, &document)?;
        assert_eq!(view.summary.title, words);
        assert_eq!(view.summary.source.as_deref(), Some(words.as_str()));
        assert_eq!(view.summary.published.as_deref(), Some(words.as_str()));
        assert_eq!(view.summary.language, words);
        assert_eq!(
            view.summary.file_name.as_deref(),
            Some(words.rsplit(['/', '\\']).next().unwrap_or(&words))
        );

        let request = SpeakerUpdate {
            document: document.clone(),
            speaker: view.speakers[0].id.clone(),
            name: Some(words.clone()),
            role: None,
            colour: None,
        };
        api.speaker_update(request, "test")?;
        let turn = view.blocks.iter().find(|block| block.speaker.is_some()).ok_or("a turn")?;
        let request = AnnotationCreate {
            id: None,
            document: document.clone(),
            start: turn.body_start,
            end: turn.body_end,
            style: YELLOW,
            note: String::new(),
            tags: vec![],
        };
        let annotation = api.annotation_create(request, "test")?.annotation;
        let request = AnnotationSetNote {
            annotation: annotation.id.clone(),
            note: words.clone(),
            join_key: String::new(),
        };
        api.annotation_set_note(request, "test")?;

        let view = open(&api, &document)?;
        assert_eq!(view.speakers[0].name, words);
        assert_eq!(view.annotations[0].note, words);
        assert!(view.text.contains(&in_text));
        // Found again by its words, and by a reference made of them.
        let found = api.quote_find(&document, in_text.lines().next().unwrap_or_default(), None, None)?;
        assert!(!found.is_empty(), "{words:?}");
        assert_eq!(api.document_resolve(&words)?, document, "{words:?}");
        tag_and_remember(&api, number, &document, &annotation.id, &words)?;
        documents.push((document, words));
    }
    save_searches(&api)?;

    for (document, words) in &documents {
        let request = DocumentUpdate {
            document: document.clone(),
            title: Some(format!("{words} 二")),
            source: None,
            published: None,
            language: None,
        };
        api.document_update(request, "test")?;
        assert_eq!(api.document_resolve(&format!("{words} 二"))?, *document);
        let panels = serde_json::json!({ words.as_str(): true });
        let request =
            serde_json::from_value::<SettingSet>(serde_json::json!({ "name": "panels", "value": panels }))?;
        assert_eq!(api.setting_set(request)?.panels.get(words), Some(&true), "{words:?}");
    }
    // What is no reference finds nothing, rather than the first or all.
    for reference in ["%", "_", "*", "' OR '1'='1"] {
        assert!(api.document_resolve(&format!("{reference}{reference}")).is_err(), "{reference}");
    }
    assert_eq!(api.document_list(Nothing {})?.len(), documents.len());
    assert!(
        api.history_list(HistoryList { limit: 1000 })?
            .iter()
            .any(|entry| entry.subject.contains("DROP TABLE"))
    );
    drop(api);
    assert_eq!(schema(&library)?, before);
    let file = Connection::open_with_flags(&library, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let check: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    assert_eq!(check, "ok");
    Ok(())
}

/// Words as the name of a tag, as what it means and as a memo on it, each stored and found as it is.
fn tag_and_remember(api: &Api, number: usize, document: &str, annotation: &str, words: &str) -> TestResult {
    // A name is one line, without what separates the names of a path.
    let name = words.replace(['/', '\0', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let name = format!("{name} {number}");
    let definition = words.to_owned();
    let request = TagCreate {
        name: name.clone(),
        parent: None,
        colour: None,
        shortcut: None,
        definition: definition.clone(),
    };
    let tag = api.tag_create(request, "test")?.tag;
    let given = TagGive { annotations: vec![annotation.to_owned()], tags: vec![name.clone()] };
    assert_eq!(api.tag_give(given, "test")?.tags, [tag.as_str()], "{name:?} names the tag, and makes none");
    assert_eq!(open(api, document)?.annotations[0].tags, [tag.as_str()]);
    let found = api.tag_resolve(&name)?;
    assert_eq!((found.id.as_str(), &found.name, &found.definition), (tag.as_str(), &name, &definition));

    let request = MemoCreate {
        id: None,
        kind: MemoKind::Tag,
        document: None,
        heading: None,
        speaker: None,
        tag: Some(tag.clone()),
        text: words.to_owned(),
        join_key: String::new(),
    };
    let memo = api.memo_create(request, "test")?.memo;
    assert_eq!(api.memo_resolve(&memo.id)?.text, words);
    let text = format!("{words} 二");
    let request = MemoWrite { memo: memo.id.clone(), text: text.clone(), join_key: String::new() };
    api.memo_write(request, "test")?;
    assert_eq!(api.memo_resolve(&memo.id)?.text, text);

    let request = SearchRequest {
        query: words.lines().next().unwrap_or_default().to_owned(),
        syntax: SearchSyntax::Literal,
        scope: SearchScope::Notes,
        document: None,
        folding: None,
        whole_word: false,
        offset: 0,
        limit: 1000,
    };
    let asides = api.search(request)?.asides;
    let is_in = |kind| asides.iter().any(|aside| aside.kind == kind && aside.tag.as_ref() == Some(&tag));
    assert!(is_in(SearchAsideKind::TagDefinition) && is_in(SearchAsideKind::Memo), "{words:?}: {asides:?}");
    Ok(())
}

/// Words as the names of saved searches, and as what they look for.
fn save_searches(api: &Api) -> TestResult {
    let searches: Vec<_> = words()?
        .iter()
        .map(|words| {
            serde_json::json!({
                "name": words, "query": words, "syntax": "words", "scope": "all", "folding": null, "wholeWord": false,
            })
        })
        .collect();
    let request = serde_json::json!({ "name": "searches", "value": searches });
    api.setting_set(serde_json::from_value::<SettingSet>(request)?)?;
    let saved = api.library_open(Nothing {})?.settings.searches;
    let names: Vec<_> = saved.iter().map(|search| search.name.clone()).collect();
    assert_eq!(names, words()?);
    assert!(saved.iter().all(|search| search.query == search.name));
    Ok(())
}
