//! What a page says of itself: JSON-LD, Open Graph, Dublin Core and the rest, in the order in which they are trusted.

use crate::import::markup::dom::{attribute, collapsed};
use crate::import::markup::flow::Title;
use crate::import::markup::language;
use crate::import::prose::Prose;
use crate::interview::{self, Given, Interview};
use dom_query::Document;
use dom_smoothie::Readability;

/// The most characters of a value; what is longer is no title and no name.
const LONGEST: usize = 300;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    /// Whether Vermilion wrote the page.
    pub(super) is_own: bool,
}

impl Metadata {
    /// Reads it; `text` is the page as it was written.
    pub(super) fn of(document: &Document, text: &str) -> Self {
        let Ok(page) = Readability::with_document(document.clone(), None, None) else {
            return Self::default();
        };
        let found = page.get_article_metadata(page.parse_json_ld());
        let generator = content(document, "meta[name=generator]", "content");
        let url = content(document, "link[rel=canonical]", "href")
            .or(found.url)
            .or_else(|| content(document, "meta[property=\"og:url\"]", "content"))
            .or_else(|| saved_from(text))
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let site = said(found.site_name);
        let source = match (site, url) {
            (Some(site), Some(url)) => Some(format!("{site}, {url}")),
            (site, url) => site.or(url),
        };
        Self {
            title: title(document, said(Some(found.title)).filter(|_| !is_named_by_pandoc(document))),
            byline: said(found.byline).filter(|byline| !byline.contains("://")),
            published: said(found.published_time)
                .or_else(|| published(document))
                .and_then(|date| date_of(&date)),
            source,
            language: content(document, "html", "lang")
                .or_else(|| content(document, "html", "xml:lang"))
                .or(found.lang),
            is_own: generator.as_deref() == Some("Vermilion"),
        }
    }

    /// The title, which the text is to have.
    pub(super) fn awaited(&self) -> Title {
        self.title.as_deref().into()
    }

    /// Writes what a reader sees above the text and `body` does not have.
    pub(super) fn write_head(&self, prose: &mut Prose, has_title: bool, body: &str) {
        if let Some(title) = self.title.as_deref().filter(|title| !has_title && !body.starts_with(title)) {
            prose.push(title, false);
            prose.end_line(Given { is_title: true, ..Given::default() });
        }
        if let Some(byline) = self.byline.as_deref().filter(|byline| !body.contains(*byline)) {
            prose.push(byline, false);
            prose.end_line(Given::default());
        }
    }

    /// The interview of this text, with what the page says of it.
    pub(super) fn complete(self, prose: Prose) -> Interview {
        let mut interview = prose.finish();
        interview.language = language(&interview.language, self.language.as_deref());
        interview.title = self.title.or(interview.title);
        interview.source = self.source.or(interview.source);
        interview.published = self.published.or(interview.published);
        interview
    }
}

/// The title: the one heading of the first level where the page's own name has it in it, as in `Title | Site`.
fn title(document: &Document, named: Option<String>) -> Option<String> {
    let headings = document.select("body h1");
    let heading = (headings.length() == 1).then(|| collapsed(&headings.text()));
    match (said(heading), named) {
        (Some(heading), Some(named)) if !named.contains(&heading) && !heading.contains(&named) => Some(named),
        (heading, named) => heading.or(named),
    }
}

/// Whether pandoc has called the page what the file is called: it does so where the text says no title that it knows, and
/// a title that it knows it sets above the text.
fn is_named_by_pandoc(document: &Document) -> bool {
    content(document, "meta[name=generator]", "content").as_deref() == Some("pandoc")
        && !document.select("body h1.title").exists()
}

/// When the page was published, as elements of it say.
fn published(document: &Document) -> Option<String> {
    const PLACES: &[(&str, &str)] = &[
        ("meta[itemprop=datePublished]", "content"),
        ("[itemprop=datePublished][datetime]", "datetime"),
        ("meta[name=\"DC.date\"], meta[name=\"dc.date\"], meta[name=\"dcterms.date\"]", "content"),
        (
            "meta[name=\"DC.date.issued\"], meta[name=\"dcterms.issued\"], meta[name=\"dcterms.created\"]",
            "content",
        ),
        (
            "meta[name=date], meta[name=pubdate], meta[name=publishdate], meta[name=\"publish-date\"]",
            "content",
        ),
        ("article header time[datetime]", "datetime"),
        ("article time[datetime]", "datetime"),
        ("main time[datetime]", "datetime"),
        ("time[datetime]", "datetime"),
    ];
    let found = PLACES.iter().find_map(|(selector, attribute)| content(document, selector, attribute));
    found.or_else(|| {
        let time = document.select_single("time, p.date");
        said(Some(time.text().to_string()))
    })
}

/// A full date in the form of the library, or what is said where it is not one but has a year.
fn date_of(said: &str) -> Option<String> {
    let has_year = said.split(|one: char| !one.is_ascii_digit()).any(|digits| digits.len() == 4);
    let mail = || jiff::fmt::rfc2822::parse(said).ok().map(|zoned| zoned.date().to_string());
    interview::full_date(said).or_else(mail).or_else(|| has_year.then(|| said.to_owned()))
}

/// The address that a browser notes in a page that it saves.
fn saved_from(text: &str) -> Option<String> {
    const LOOKED_AT: usize = 4096;
    let head = &text[..text.floor_char_boundary(LOOKED_AT)];
    let after = head.split_once("saved from url=")?.1;
    let after = after.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(after, |(_, rest)| rest);
    said(after.split_whitespace().next().map(str::to_owned))
}

fn content(document: &Document, selector: &str, name: &str) -> Option<String> {
    let found = document.select_single(selector);
    said(found.nodes().first().and_then(|node| attribute(node, name)))
}

fn said(value: Option<String>) -> Option<String> {
    value
        .map(|value| collapsed(&value))
        .filter(|value| !value.is_empty() && value.chars().nth(LONGEST).is_none())
}
