//! Every vector of the corpus goes in where somebody else's words come in, is shown in the real window, and goes out into
//! a page that is opened in a bare browser: none runs, none loads anything, none makes an element that is not ours.

mod around;

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use vermilion_api::Api;
use vermilion_api::wire::{
    AnnotationCreate, Colour, DocumentOpen, DocumentUpdate, ExportFormat, ImportCommit, ImportSource,
    LabelAccept, Mark, SpeakerUpdate, Style,
};
use vermilion_tests::fixtures::{injections, open_library};
use vermilion_tests::harness::{App, By, Canary, Launch, Result, in_browser, in_window};

/// How many speakers carry a vector as their name: all the vectors, so many in each of a few documents.
const CAST: usize = 64;

#[tokio::test]
async fn no_vector_runs_or_loads_anything_in_the_window() -> Result {
    let canary = Canary::listen()?;
    let vectors = injections(&canary.address());
    assert!(vectors.len() >= 250);
    // Vanishes with the test.
    let folder = tempfile::tempdir().expect("a folder for the files");
    let files = write_files(folder.path(), &vectors);
    let launch = files.iter().fold(Launch::new(), |launch, file| launch.open(file));
    in_window(launch, async |app| {
        // As files with such names, opened with the app: the sheet shows titles, sources, names and openings.
        app.count(By::test_id("import-item"), files.len()).await?;
        for item in 0..files.len().min(12) {
            app.script("document.querySelectorAll('[data-testid=import-item]')[arguments[0]].click()", vec![json!(item)])
                .await?;
            app.find(By::test_id("import-opening")).await?;
        }
        assert_inert(app, "the import sheet").await?;
        app.click(By::test_id("import-accept")).await?;
        app.find(By::test_id("import-outcome")).await?;
        assert_inert(app, "what became of the files").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("import-dialog")).await?;

        // As titles, text, speakers and notes of documents that another program adds.
        let library = open_library(&app.home().library()).expect("a second program opens the library");
        let documents: Vec<String> = vectors
            .chunks(CAST)
            .enumerate()
            .map(|(number, vectors)| add_hostile_document(&library, number, vectors))
            .collect();
        let rows = files.len() + documents.len();
        app.until("the library to show all of it", async || {
            let script = "return document.querySelectorAll('[data-testid=library-row]').length";
            Ok((app.script(script, Vec::new()).await?.as_u64() == Some(rows as u64)).then_some(()))
        })
        .await?;
        look_through(app, "main", "[data-testid=library-row]", "the library").await?;

        for document in &documents {
            let script = "document.querySelector(`[data-document='${arguments[0]}'] [data-testid=library-row]`).click()";
            app.script(script, vec![json!(document)]).await?;
            app.find(By::css("article .body")).await?;
            let notes = look_through(app, ".reader", ".note-text:not(.is-bare)", "the reading view").await?;
            assert!(notes > 0, "the margin shows the notes");
            for tab in ["annotations", "history", "outline"] {
                let script = "const tab = document.querySelector(`[data-testid=tab-${arguments[0]}]`);
                    tab?.click(); return tab !== null";
                assert_eq!(app.script(script, vec![json!(tab)]).await?, true, "there is a tab {tab}");
                assert_inert(app, tab).await?;
            }
            app.press("Control+Shift+s").await?;
            app.find(By::test_id("speakers-dialog")).await?;
            assert_inert(app, "the speakers").await?;
            app.press("Escape").await?;
            app.gone(By::test_id("speakers-dialog")).await?;
            app.press("Control+i").await?;
            app.find(By::test_id("details-dialog")).await?;
            assert_inert(app, "the details").await?;
            app.press("Escape").await?;
            app.gone(By::test_id("details-dialog")).await?;
            app.click(By::test_id("back")).await?;
            app.find(By::test_id("library-row")).await?;
        }
        assert_eq!(canary.heard(), Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn no_vector_runs_or_loads_anything_in_the_exported_page() -> Result {
    let canary = Canary::listen()?;
    let vectors = injections(&canary.address());
    let folder = tempfile::tempdir().expect("a folder for the pages");
    let library = open_library(&folder.path().join("library.vermilion")).expect("a library");
    let pages: Vec<PathBuf> = vectors
        .chunks(CAST)
        .enumerate()
        .map(|(number, vectors)| {
            let document = add_hostile_document(&library, number, vectors);
            let page =
                library.export_bytes(&document, ExportFormat::Html, None, None).expect("it can be exported");
            let path = folder.path().join(format!("page-{number}.html"));
            fs::write(&path, page).expect("the page can be written");
            path
        })
        .collect();
    // A page of nobody's, in which vectors do what they are for: the browser and the canary are awake.
    let bare = folder.path().join("bare.html");
    let page = format!(
        "<!doctype html><img src=http://{}/bare onerror=x><script>__hit=1</script>",
        canary.address()
    );
    fs::write(&bare, page).expect("the page can be written");

    in_browser(async |browser| {
        for page in &pages {
            show(browser, page).await?;
            let found = browser.script(include_str!("inert.js"), vec![json!("file")]).await?;
            assert_eq!(found, json!([]), "{}", page.display());
            // Where the frames have come and gone a picture would have been asked for.
            let styled = "return getComputedStyle(document.querySelector('main')).fontFamily !== ''";
            assert_eq!(browser.script(styled, Vec::new()).await?, true);
        }
        assert_eq!(canary.heard(), Vec::<String>::new());

        show(browser, &bare).await?;
        assert_eq!(browser.script("return window.__hit", Vec::new()).await?, 1);
        let heard = browser.until("the canary to be heard", async || {
            Ok(canary.heard().into_iter().find(|line| line.contains("/bare")))
        });
        heard.await.map(|_| ())
    })
    .await
}

async fn show(browser: &App, page: &Path) -> Result {
    browser.client().goto(&format!("file://{}", page.display())).await?;
    browser
        .until("the page to be read", async || {
            let script = "return location.protocol === 'file:' && document.readyState === 'complete'";
            Ok((browser.script(script, Vec::new()).await? == json!(true)).then_some(()))
        })
        .await
}

/// Fails when anything ran, was loaded, or is on the page that the app does not put there.
async fn assert_inert(app: &App, place: &str) -> Result {
    let found = app.script(include_str!("inert.js"), vec![json!("app")]).await?;
    assert_eq!(found, json!([]), "in {place}");
    Ok(())
}

/// Scrolls from the beginning to the end and looks at whatever is drawn on the way; how many elements of `counted` were
/// seen, a screen at a time.
async fn look_through(app: &App, selector: &str, counted: &str, place: &str) -> Result<u64> {
    let mut seen = 0;
    let mut step = "start";
    loop {
        let script = "const [selector, counted, step, done] = arguments;
            const scroller = [...document.querySelectorAll(selector)]
                .find((each) => each.scrollHeight > each.clientHeight + 1);
            const before = scroller?.scrollTop ?? 0;
            if (step === 'start') scroller?.scrollTo(0, 0);
            else scroller?.scrollBy(0, scroller.clientHeight * 0.9);
            // What comes into view is drawn in the next frame, and its notes in the one after.
            requestAnimationFrame(() => requestAnimationFrame(() => done({
                isOver: step !== 'start' && (scroller?.scrollTop ?? 0) === before,
                count: document.querySelectorAll(counted).length,
            })));";
        let arguments = vec![json!(selector), json!(counted), json!(step)];
        let answer = app.client().execute_async(script, arguments).await?;
        assert_inert(app, place).await?;
        seen += answer["count"].as_u64().unwrap_or_default();
        if answer["isOver"] == true {
            return Ok(seen);
        }
        step = "on";
    }
}

/// A file for each vector, named and filled with it; where no file can have that name, it has a number.
fn write_files(folder: &Path, vectors: &[(String, String)]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for (number, (_, vector)) in vectors.iter().enumerate().filter(|(_, (_, vector))| vector.len() < 400) {
        let name: String = vector.chars().filter(|c| !matches!(c, '/' | '\0' | '\n' | '\r')).collect();
        let mut end = name.len().min(200);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        let path = folder.join(format!("{number:03} {}.txt", &name[..end]));
        // With control characters it would be no text to whoever looks for binary files; notes and names have them.
        let words = vector.replace(|c: char| c.is_control() && c != '\n', "\u{fffd}");
        let one_line = words.replace(['\n', '\r'], " ");
        let text = format!(
            "{one_line}\n\n來源：{one_line}\n\n甲：{words}\n\n乙：{words}\n\n甲：是\n\n乙：{number}\n"
        );
        if fs::write(&path, text).is_ok() {
            files.push(path);
        }
    }
    assert!(files.len() > 200, "{} files", files.len());
    files
}

/// A document whose title, source, text, speakers and notes are these vectors.
fn add_hostile_document(library: &Api, number: usize, vectors: &[(String, String)]) -> String {
    let mut text = format!("文件 {number}\n\n");
    for (at, (_, vector)) in vectors.iter().enumerate() {
        let words = vector.replace(['\n', '\r'], " ").replace(char::is_control, "\u{fffd}");
        text.push_str(&format!("P{at}: {words}\n\n"));
    }
    let commit = ImportCommit {
        source: ImportSource::Text { name: Some(vectors[0].1.clone()), text },
        encoding: None,
        title: None,
        published_source: Some(vectors[1].1.clone()),
        published: Some(vectors[2].1.clone()),
        language: Some("en".to_owned()),
        again: true,
        format: None,
        speakers: None,
        memo: None,
        onto: None,
    };
    let document = library.import_commit(commit, "").expect("it can be imported").document;
    let open =
        || library.document_open(DocumentOpen { document: document.clone() }).expect("it can be opened");
    for block in open().blocks {
        // A vector that is no turn already, or a line that has no label, is left as it was read.
        let _ = library.label_accept(LabelAccept { document: document.clone(), start: block.start }, "");
    }
    let view = open();
    assert!(view.speakers.len() > vectors.len() / 2, "{} speakers", view.speakers.len());
    for (speaker, (_, vector)) in view.speakers.iter().zip(vectors) {
        let request = SpeakerUpdate {
            document: document.clone(),
            speaker: speaker.id.clone(),
            name: Some(vector.clone()),
            role: None,
            colour: None,
        };
        library.speaker_update(request, "").expect("a speaker can have any name");
    }
    let bodies = view.blocks.iter().filter(|block| block.body_end > block.body_start);
    for (block, (_, vector)) in bodies.zip(vectors) {
        let request = AnnotationCreate {
            id: None,
            document: document.clone(),
            start: block.body_start,
            end: block.body_end,
            style: Style { mark: Mark::Fill, colour: Colour::Yellow },
            note: vector.clone(),
            tags: vec![],
        };
        library.annotation_create(request, "").expect("a note can be anything");
    }
    let title = vectors.last().map(|(_, vector)| vector.clone());
    let update =
        DocumentUpdate { document: document.clone(), title, source: None, published: None, language: None };
    library.document_update(update, "").expect("a title can be anything");
    document
}

#[tokio::test]
async fn the_check_itself_finds_what_it_looks_for() -> Result {
    in_window(Launch::new(), async |app| {
        let plant = "const host = document.createElement('div');
            host.className = 'note-text';
            host.innerHTML = \"<img src=x onerror=1><b onclick=1>x</b><iframe></iframe><a href='http://x'>y</a>\";
            document.body.append(host); window.__hit = 1";
        app.script(plant, Vec::new()).await?;
        let found = app.script(include_str!("inert.js"), vec![json!("app")]).await?;
        let found: Vec<&str> = found.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for sought in ["it ran", "<img>", "<iframe>", "onclick", "href"] {
            assert!(found.iter().any(|one| one.contains(sought)), "{sought} is not among {found:?}");
        }
        Ok(())
    })
    .await
}
