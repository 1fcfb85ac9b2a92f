//! What the product promises, through the same commands as the window's and without one.

mod anchoring;
mod history;
mod importing;
mod interview;
mod opening;
mod searching;
mod seeds;
mod segmentation;
mod tags;
mod words;

use std::path::Path;
use vermilion_api::Api;
use vermilion_api::wire::{
    AnnotationCreate, AnnotationCreated, Colour, DocumentOpen, DocumentView, ImportCommit, ImportSource,
    Imported, Mark, Style,
};

type TestResult = Result<(), Box<dyn std::error::Error>>;

const YELLOW: Style = Style { mark: Mark::Fill, colour: Colour::Yellow };

/// Two people, an opening, two sections, a further paragraph.
const INTERVIEW: &str = "河邊的訪談\n來源：河邊月刊\n一個早晨，兩個人在河邊。\n01.起頭\n林：你從哪裡來？\n吳：從山裡來，\
                         走了三天。\n路上都是霧。\n02.後來\n林：現在呢？\n吳：現在我要過河。\n";

fn import_text(api: &Api, text: &str) -> Result<Imported, vermilion_api::ApiError> {
    import(api, ImportSource::Text { name: None, text: text.to_owned() })
}

fn import_file(api: &Api, path: &Path) -> Result<Imported, vermilion_api::ApiError> {
    import(api, ImportSource::Path { path: path.to_string_lossy().into_owned() })
}

fn import(api: &Api, source: ImportSource) -> Result<Imported, vermilion_api::ApiError> {
    api.import_commit(ImportCommit::as_found(source), "test")
}

fn open(api: &Api, document: &str) -> Result<DocumentView, vermilion_api::ApiError> {
    api.document_open(DocumentOpen { document: document.to_owned() })
}

/// Highlights the first occurrence of `quote` in yellow.
fn highlight(
    api: &Api,
    document: &str,
    quote: &str,
) -> Result<AnnotationCreated, Box<dyn std::error::Error>> {
    let text = open(api, document)?.text;
    let byte = text.find(quote).ok_or("the quote is in the text")?;
    let start = u32::try_from(text[..byte].chars().count())?;
    let end = start + u32::try_from(quote.chars().count())?;
    let request = AnnotationCreate {
        id: None,
        document: document.to_owned(),
        start,
        end,
        style: YELLOW,
        note: String::new(),
        tags: vec![],
    };
    Ok(api.annotation_create(request, "test")?)
}
