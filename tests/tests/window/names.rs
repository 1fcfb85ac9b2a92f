//! Names that turn the direction of a line around, or hold what nobody sees: they are shown for what they are, and what
//! stands beside them stays where it is.

use serde_json::json;
use vermilion_api::wire::DocumentOpen;
use vermilion_api::wire::{DocumentUpdate, ImportCommit, ImportSource, SpeakerUpdate};
use vermilion_tests::fixtures::open_library;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

const TITLE: &str = "annex\u{202e}gpj.exe";
const SHOWN: &str = "annex⟨RLO⟩gpj.exe";
const SPEAKER: &str = "林\u{200b}默\u{2067}";
const SPEAKER_SHOWN: &str = "林⟨ZWSP⟩默⟨RLI⟩";

/// A paragraph that opens an override and never closes it, and one after it.
const TEXT: &str = "題目\n\n01.壹\u{202e}標題\n\n林默：one \u{202e}two three\n\n高山：four five six\n\n02.貳\n\n林默：七\n\n高山：八\n";

#[tokio::test]
async fn what_hides_in_a_name_is_shown_wherever_the_name_stands() -> Result {
    in_window(Launch::new(), async |app| {
        add_document(app);
        app.reads(By::css("[data-testid=library-row] .title"), SHOWN).await?;
        app.reads(By::css("[data-testid=library-row] .people"), SPEAKER_SHOWN).await?;
        let label =
            "return document.querySelector('[data-testid=library-delete]').getAttribute('aria-label')";
        assert!(app.script(label, Vec::new()).await?.as_str().is_some_and(|label| label.contains(SHOWN)));
        app.screenshot("names-library").await?;

        app.click(By::test_id("library-row")).await?;
        app.find(By::css("article .body")).await?;
        app.until("the name beside a turn", async || {
            let name = "return document.querySelector('article .who-name')?.textContent";
            Ok((app.script(name, Vec::new()).await? == SPEAKER_SHOWN).then_some(()))
        })
        .await?;
        app.reads(By::css(".cast"), SPEAKER_SHOWN).await?;
        app.reads(By::css("[data-testid=outline-section]"), "壹⟨RLO⟩標題").await?;
        app.screenshot("names-reading").await?;
        let title = "return document.querySelector('[data-testid=document-title]').textContent.trim()";
        assert_eq!(app.script(title, Vec::new()).await?, SHOWN);

        app.press("Control+i").await?;
        app.reads(By::test_id("hidden-hint"), SHOWN).await?;
        app.reads(By::css("[data-testid=details-dialog] dd"), "名⟨RLO⟩.txt").await?;
        app.screenshot("names-details").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("details-dialog")).await?;
        app.press("Control+Shift+s").await?;
        app.reads(By::css("[data-testid=speakers-dialog] [data-testid=hidden-hint]"), SPEAKER_SHOWN).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("speakers-dialog")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_turns_the_text_around_ends_with_its_paragraph() -> Result {
    in_window(Launch::new(), async |app| {
        add_document(app);
        app.click(By::test_id("library-row")).await?;
        app.find(By::css("article .body")).await?;
        // The text keeps its characters: a range of it still means what it meant.
        let text = "return [...document.querySelectorAll('article .body')].map((body) => body.textContent)";
        let bodies = app.script(text, Vec::new()).await?;
        assert!(
            bodies.as_array().is_some_and(|bodies| bodies.contains(&json!("one \u{202e}two three"))),
            "{bodies}"
        );
        // Where each character of a paragraph stands, from left to right or not.
        let places = "const body = [...document.querySelectorAll('article .body')]
                .find((each) => each.textContent.includes(arguments[0]));
            const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
            const node = walker.nextNode();
            return [...node.data].map((_, at) => {
                const range = document.createRange();
                range.setStart(node, at); range.setEnd(node, at + 1);
                return range.getBoundingClientRect().left;
            })";
        let left = async |words: &str| {
            let places = app.script(places, vec![json!(words)]).await?;
            Ok::<Vec<f64>, vermilion_tests::harness::Trouble>(
                places.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect(),
            )
        };
        let turned = left("two three").await?;
        let from = "one \u{202e}".chars().count();
        assert!(turned[from] > turned[from + 4], "the override works inside its paragraph: {turned:?}");
        let next = left("four five").await?;
        assert!(next.is_sorted(), "and not in the next: {next:?}");
        Ok(())
    })
    .await
}

/// Adds the document as another program does.
fn add_document(app: &App) {
    let library = open_library(&app.home().library()).expect("a second program opens the library");
    let commit = ImportCommit {
        source: ImportSource::Text { name: Some("名\u{202e}.txt".to_owned()), text: TEXT.to_owned() },
        encoding: None,
        title: None,
        published_source: Some("來源\u{200f}".to_owned()),
        published: None,
        language: Some("zh-Hant".to_owned()),
        again: false,
        format: None,
        speakers: None,
        memo: None,
        onto: None,
    };
    let document = library.import_commit(commit, "").expect("it can be imported").document;
    let view = library.document_open(DocumentOpen { document: document.clone() }).expect("it can be opened");
    let speaker = view.speakers.iter().find(|speaker| speaker.name == "林默").expect("a speaker");
    let request = SpeakerUpdate {
        document: document.clone(),
        speaker: speaker.id.clone(),
        name: Some(SPEAKER.to_owned()),
        role: None,
        colour: None,
    };
    library.speaker_update(request, "").expect("a speaker can have any name");
    let title = Some(TITLE.to_owned());
    let update = DocumentUpdate { document, title, source: None, published: None, language: None };
    library.document_update(update, "").expect("a title can be anything");
}
