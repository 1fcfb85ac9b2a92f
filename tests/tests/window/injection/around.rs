//! The vectors in what stands around the texts: the headings of sections, the codebook and what its tags mean, memos, the
//! searches that were given a name, and templates.

use super::{assert_inert, look_through};
use crate::{is_so, open_only_document};
use serde_json::json;
use vermilion_api::Api;
use vermilion_api::wire::{
    AnnotationCreate, BlockSetKind, Colour, DocumentOpen, DocumentView, ImportCommit, ImportSource, Mark,
    MemoCreate, MemoKind, SavedSearch, SearchScope, SearchSyntax, SettableKind, SettingName, SettingSet,
    Style, TagCreate, TemplateKind, TemplateSave,
};
use vermilion_tests::fixtures::{injections, open_library};
use vermilion_tests::harness::{By, Canary, Launch, Result, in_window};

/// How many searches are kept at most, and how long the name of one is.
const SEARCHES: usize = 200;
const SEARCH_NAME: usize = 200;

/// How many templates are kept at most.
const TEMPLATES: usize = 100;

/// Those that come with the app are the first.
const BUILT_IN: usize = 3;

/// The preview is about the template that is looked at, or a mistake is told.
const SAID: &str = "(() => {
    const shown = (id) => document.querySelector(`[data-testid=${id}]`)?.textContent ?? '';
    const number = document.querySelector('[data-testid=template-source]').value.split('\\n')[0];
    return shown('template-preview').startsWith(`${number}\\n`) || shown('template-mistake').trim() !== '';
})()";

#[tokio::test]
async fn no_vector_runs_or_loads_anything_among_sections_tags_memos_and_searches() -> Result {
    let canary = Canary::listen()?;
    let vectors = injections(&canary.address());
    in_window(Launch::new(), async |app| {
        let library = open_library(&app.home().library()).expect("a second program opens the library");
        let memos = fill(&library, &vectors);
        let mut parts = vectors.chunks(SEARCHES);
        let first = parts.next().unwrap_or_default();
        keep_searches(&library, first);
        app.restart(Launch::new()).await?;

        // The headings in the text and in the outline, the tags at what has them, and a memo at each section.
        open_only_document(app).await?;
        let marks = look_through(app, ".reader", "article mark", "the reading view").await?;
        assert!(marks > 0, "what has a tag is marked");
        app.press("Control+1").await?;
        app.count(By::test_id("outline-section"), vectors.len()).await?;
        assert_inert(app, "the outline").await?;

        app.press("Control+Shift+m").await?;
        app.find(By::test_id("memos-dialog")).await?;
        app.reads(By::test_id("memo-count"), &memos.to_string()).await?;
        let seen =
            look_through(app, "[data-testid=memos-dialog] .scroller", ".note-text", "the memos").await?;
        assert!(seen > 0, "the memos are shown");
        app.press("Escape").await?;
        app.gone(By::test_id("memos-dialog")).await?;

        // Each tag with what is meant by it, and the passages that have it.
        app.press("Control+t").await?;
        app.find(By::css("[data-testid=tag-row].current")).await?;
        let rows =
            look_through(app, "[data-testid=tag-tree]", "[data-testid=tag-row]", "the codebook").await?;
        assert!(rows >= vectors.len() as u64, "{rows} tags");
        // The rows that are out of sight are not there.
        app.script("document.querySelector('[data-testid=tag-tree]').scrollTop = 0", Vec::new()).await?;
        app.find(By::css("[data-testid=tag-row].current")).await?;
        app.script("document.querySelector('[data-testid=tag-row].current').focus()", Vec::new()).await?;
        for at in 0..vectors.len() {
            app.reads(By::test_id("tag-title"), &format!("{at} ")).await?;
            app.find(By::test_id("passage")).await?;
            assert_inert(app, &format!("tag {at}")).await?;
            app.press("ArrowDown").await?;
        }
        app.click(By::test_id("codebook-back")).await?;
        app.find(By::css("article .body")).await?;

        app.press("Control+Shift+f").await?;
        app.count(By::test_id("saved-search"), first.len()).await?;
        assert_inert(app, "the searches").await?;
        for part in parts {
            keep_searches(&library, part);
            app.restart(Launch::new()).await?;
            open_only_document(app).await?;
            app.press("Control+Shift+f").await?;
            app.count(By::test_id("saved-search"), part.len()).await?;
            assert_inert(app, "the other searches").await?;
        }
        app.press("Escape").await?;
        let kept = keep_templates(&library, &vectors);
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-template")).await?;
        app.count(By::test_id("template"), kept + BUILT_IN).await?;
        assert_inert(app, "the templates").await?;
        app.find(By::css("[data-testid=template][aria-current=true]:focus")).await?;
        for _ in 1..BUILT_IN {
            app.press("ArrowDown").await?;
        }
        for _ in 0..kept {
            app.press("ArrowDown").await?;
            // What it makes of the document, or what is wrong with it, is there after the pause in typing.
            is_so(app, "what a template makes", SAID).await?;
            assert_inert(app, "a template").await?;
        }
        assert_eq!(canary.heard(), Vec::<String>::new());
        Ok(())
    })
    .await
}

/// Keeps as many of these as fit as templates: each under a name that is the vector, too, and writing a page.
fn keep_templates(library: &Api, vectors: &[(String, String)]) -> usize {
    let vectors = &vectors[..vectors.len().min(TEMPLATES)];
    for (at, (_, vector)) in vectors.iter().enumerate() {
        let name = format!("{at} {}", on_one_line(vector)).chars().take(SEARCH_NAME).collect();
        // Between the numbers stands what the page is to show as it is.
        let source = format!("{at}\n{{% raw %}}{vector}{{% endraw %}}\n{at}");
        let request = TemplateSave { name, kind: TemplateKind::Html, source, overwrite: false };
        library.template_save(request).expect("a template can say anything");
    }
    vectors.len()
}

/// A document of which each vector is a heading, with a passage under it that has a tag of that name; the vector is also
/// what is meant by the tag, and a memo on one of all that memos can be about. Gives back how many memos there are.
fn fill(library: &Api, vectors: &[(String, String)]) -> usize {
    let mut text = "題目\n\n".to_owned();
    for (at, (_, vector)) in vectors.iter().enumerate() {
        text.push_str(&format!("節 {at} {}\n\n說到這裡的第 {at} 段\n\n", on_one_line(vector)));
    }
    let source = ImportSource::Text { name: Some("題目.txt".to_owned()), text };
    let document =
        library.import_commit(ImportCommit::as_found(source), "").expect("it can be imported").document;
    let open =
        || library.document_open(DocumentOpen { document: document.clone() }).expect("it can be opened");
    let view = open();
    for start in starts(&view, "節 ") {
        let (document, kind) = (document.clone(), SettableKind::Heading);
        library
            .block_set_kind(BlockSetKind { document, start, kind, level: None }, "")
            .expect("anything can be a heading");
    }
    let view = open();
    assert_eq!(view.sections.len(), vectors.len(), "each vector is a heading");
    let passages = starts(&view, "說到這裡");
    assert_eq!(passages.len(), vectors.len());
    let mut memos = 0;
    for (at, ((_, vector), start)) in vectors.iter().zip(passages).enumerate() {
        let name = format!("{at} {}", on_one_line(vector).replace(['/', '／'], "·"));
        let tag = TagCreate { name, definition: vector.clone(), ..TagCreate::default() };
        let tag = library.tag_create(tag, "").expect("a tag can have nearly any name").tag;
        let request = AnnotationCreate {
            id: None,
            document: document.clone(),
            start,
            end: start + 4,
            style: Style { mark: Mark::Fill, colour: Colour::Yellow },
            note: String::new(),
            tags: vec![tag.clone()],
        };
        library.annotation_create(request, "").expect("a passage can have any tag");
        let kind = [MemoKind::Library, MemoKind::Document, MemoKind::Section, MemoKind::Tag][at % 4];
        let is_in_document = matches!(kind, MemoKind::Document | MemoKind::Section);
        let request = MemoCreate {
            id: None,
            kind,
            document: is_in_document.then(|| document.clone()),
            heading: (kind == MemoKind::Section).then(|| view.sections[at].heading),
            speaker: None,
            tag: (kind == MemoKind::Tag).then_some(tag),
            text: vector.clone(),
            join_key: String::new(),
        };
        if !vector.trim().is_empty() {
            library.memo_create(request, "").expect("a memo can be anything");
            memos += 1;
        }
    }
    memos
}

/// Where the blocks start that begin so.
fn starts(view: &DocumentView, beginning: &str) -> Vec<u32> {
    let text: Vec<char> = view.text.chars().collect();
    let begins = |start: u32| {
        let from = usize::try_from(start).unwrap_or(usize::MAX);
        text.iter().skip(from).take(beginning.chars().count()).copied().eq(beginning.chars())
    };
    view.blocks.iter().map(|block| block.start).filter(|start| begins(*start)).collect()
}

/// A text without what ends a line and what no text file has.
fn on_one_line(text: &str) -> String {
    text.replace(|character: char| character.is_control() || "\u{2028}\u{2029}".contains(character), " ")
}

/// Keeps these as searches, in the place of those that are kept: each under a name of its own that is the vector, too.
fn keep_searches(library: &Api, vectors: &[(String, String)]) {
    let search = |(at, (_, vector)): (usize, &(String, String))| SavedSearch {
        name: format!("{at} {vector}").trim().chars().take(SEARCH_NAME).collect(),
        query: vector.clone(),
        syntax: SearchSyntax::Words,
        scope: SearchScope::All,
        folding: None,
        whole_word: false,
    };
    let searches: Vec<_> = vectors.iter().enumerate().map(search).collect();
    let value = json!(searches);
    library.setting_set(SettingSet { name: SettingName::Searches, value }).expect("they can be kept");
}
