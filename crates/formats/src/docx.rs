//! The interview as a Word file, with its highlights and, as comments in the margin, its notes and tags; and its quotes as
//! a table in one.
//!
//! Every character of the text is there, a line a paragraph: titles and headings in Word's own styles, so that the
//! navigation pane shows the sections, labels in a style for each speaker. Markdown's marks in the text are there and
//! hidden. A passage is shaded in its colour (where up to three fills meet, in what they give together) or underlined, and
//! has a bookmark that Word does not show. A note or tags make a comment on exactly the words of the passage: the note as formatted
//! paragraphs, the tags as `#tag/path` in the last. Orphans and memos stand in an appendix, with
//! bookmarks that say which is which. A part that Word keeps without showing it (`customXml/item1.xml`) says what Word has no place for: how each
//! passage is marked and when, the Markdown of notes and memos, which counts for as long as Word shows what it says, names and
//! roles of the speakers, source and date. From all this [`crate::import::docx`] makes the same again, which
//! [`crate::verify`] checks.
//!
//! What the file cannot hold: the difference between a tab and a space in the text, control characters, a last line
//! without its line end, more than twenty blank lines in a row; corrections of the structure that no style says (that a line is said by nobody, or
//! by whom where it has no label); links inside the library, which are their words; of several underlines of one passage all but the first, which only bookmarks and
//! comments tell; patterns for who cannot tell colours apart; the ids, times and definitions of tags and the times of memos.
//!
//! The same document gives the same bytes. The writer's name is that of whoever exports: the library knows of one reader only.

mod appendix;
mod body;
mod note;
mod ours;
mod package;
mod styles;
mod table;
mod xml;

use crate::annotated::{Annotated, ExportedTag};
use crate::watch::{Watch, items};
use body::Body;
use package::{Contents, Facts, Links, NAMESPACES, pack};
use styles::{Lists, Script};
use xml::Xml;

/// What is watched of an interview: comments, text, archive; and of a table of quotes: table, archive.
const PARTS: usize = 3;
const PARTS_OF_QUOTES: usize = 2;

/// The interview as a `.docx` file. `author` is named as the writer of the comments.
#[must_use]
pub fn export(document: &Annotated, author: &str, watch: &Watch<'_>) -> Vec<u8> {
    let script = Script::of(&document.language);
    let (mut lists, mut document_links, mut comment_links) =
        (Lists::default(), Links::default(), Links::default());
    let mut comments = Xml::part();
    comments.open("w:comments", &NAMESPACES);
    watch.begin(0, PARTS, document.annotations.len());
    let has_comments = body::comments(&mut comments, document, author, &mut lists, &mut comment_links, watch);
    comments.close("w:comments");

    let mut part = Xml::part();
    part.open("w:document", &NAMESPACES);
    part.open("w:body", &[]);
    watch.begin(1, PARTS, document.text.matches('\n').count() + 1);
    Body::new(document, &mut part).write(watch);
    appendix::write(&mut part, document, &mut lists, &mut document_links);
    section(&mut part, false);
    part.close("w:body");
    part.close("w:document");
    let contents = Contents {
        document: part,
        document_links,
        comments: has_comments.then_some((comments, comment_links)),
        styles: styles::styles(&script, &document.speakers),
        numbering: styles::numbering(&lists),
        fonts: styles::fonts(&script),
        settings: styles::settings(&script),
        ours: Some(ours::part(document)),
        facts: Facts {
            title: document.title.clone(),
            author: author.to_owned(),
            language: document.language.clone(),
            time: second(&document.exported_at),
        },
    };
    pack(contents, watch, PARTS)
}

/// The quotes of these documents as a table in a `.docx` file, with who says them, where, and what was noted; orphans
/// come after the others of their document and say that they are, memos after the table.
#[must_use]
pub fn quotes(documents: &[Annotated], author: &str, watch: &Watch<'_>) -> Vec<u8> {
    let first = documents.first();
    let language = first.map_or("und", |document| document.language.as_str());
    let script = Script::of(language);
    let (mut lists, mut links) = (Lists::default(), Links::default());
    let mut part = Xml::part();
    part.open("w:document", &NAMESPACES);
    part.open("w:body", &[]);
    watch.begin(0, PARTS_OF_QUOTES, items(documents));
    table::write(&mut part, documents, language, &mut lists, &mut links, watch);
    section(&mut part, true);
    part.close("w:body");
    part.close("w:document");
    let titles: Vec<&str> = documents.iter().map(|document| document.title.as_str()).collect();
    let contents = Contents {
        document: part,
        document_links: links,
        comments: None,
        styles: styles::styles(&script, &[]),
        numbering: styles::numbering(&lists),
        fonts: styles::fonts(&script),
        settings: styles::settings(&script),
        ours: None,
        facts: Facts {
            title: titles.join(" · "),
            author: author.to_owned(),
            language: language.to_owned(),
            time: first.and_then(|document| second(&document.exported_at)),
        },
    };
    pack(contents, watch, PARTS_OF_QUOTES)
}

/// The page: A4.
fn section(xml: &mut Xml, is_wide: bool) {
    xml.open("w:sectPr", &[]);
    if is_wide {
        xml.empty("w:pgSz", &[("w:w", "16838"), ("w:h", "11906"), ("w:orient", "landscape")]);
    } else {
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
    }
    let margins = [
        ("w:top", "1134"),
        ("w:right", "1134"),
        ("w:bottom", "1134"),
        ("w:left", "1134"),
        ("w:header", "567"),
        ("w:footer", "567"),
        ("w:gutter", "0"),
    ];
    xml.empty("w:pgMar", &margins);
    xml.close("w:sectPr");
}

/// A time to the second, which is as exact as Word is; `None` where it is none.
fn second(time: &str) -> Option<String> {
    let time: jiff::Timestamp = time.parse().ok()?;
    Some(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A paragraph of one run.
fn line(xml: &mut Xml, style: &str, text: &str) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", style);
    xml.close("w:pPr");
    plain(xml, text);
    xml.close("w:p");
}

/// A run that is set as its paragraph is.
fn plain(xml: &mut Xml, text: &str) {
    xml.open("w:r", &[]);
    xml.element("w:t", &[("xml:space", "preserve")], text);
    xml.close("w:r");
}

/// The paragraph that names tags.
fn tags(xml: &mut Xml, tags: &[ExportedTag], first: Option<Xml>) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", "VermilionTags");
    xml.close("w:pPr");
    if let Some(first) = first {
        xml.append(first);
    }
    for (at, tag) in tags.iter().enumerate() {
        if at > 0 {
            plain(xml, " ");
        }
        xml.open("w:r", &[]);
        xml.open("w:rPr", &[]);
        xml.value("w:rStyle", "VermilionTag");
        xml.close("w:rPr");
        xml.element("w:t", &[("xml:space", "preserve")], &format!("#{}", tag.path));
        xml.close("w:r");
    }
    xml.close("w:p");
}

/// Six hexadecimal digits.
fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
