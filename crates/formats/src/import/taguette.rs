//! Projects of Taguette, a program for tagging passages of documents, from its database.
//!
//! The database is SQLite with the tables `projects`, `documents` (`contents` is HTML of a few elements: `p`, `br`, `a`, `img`, `h1` to
//! `h5`, `strong`, `em`, `b`, `u`, `ul`, `ol`, `li`), `highlights`, `tags` and `highlight_tags`; one file may hold several
//! projects. A highlight is `start_offset` and `end_offset`, half-open, in bytes of UTF-8 of all text nodes of `contents` in their order, white space
//! between elements included, without any markup; `snippet` is the HTML of what was marked. The source of these facts is
//! Taguette's own schema and the code that finds a highlight again (`taguette/database/models.py`, `taguette/extract.py`).
//!
//! This crate knows no database: whoever opens one hands over its rows ([`Project`]), and here they become an [`Import`].
//! A document becomes lines as any page does; each offset is carried along with the characters it counts. Where what is there is
//! not what the snippet says, the passage is where those words stand alone, or else it is an orphan.
//!
//! What has no place, and is reported: pictures, addresses of links, the direction of a text. Who may do what in a project and
//! its history are not read.

use super::format::SQLITE;
use super::markup::dom::{self, attribute, collapsed, name};
use super::prose::Prose;
use super::tags::{Tags, distinct};
use super::{
    Import, ImportError, ImportedAbout, ImportedAnnotation, ImportedDocument, ImportedMemo, Limits, Place,
    Report,
};
use crate::interview::Given;
use dom_query::NodeRef;
use vermilion_anchor::segment::{snap_outward, trim};
use vermilion_anchor::{CodePoint, Span, TextIndex};

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// What it is called.
    pub name: String,
    /// What is said of it.
    pub description: String,
    /// Its documents.
    pub documents: Vec<Document>,
    /// Its tags, a parent anywhere.
    pub tags: Vec<Tag>,
}

/// A document of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub name: String,
    /// What is said of it.
    pub description: String,
    /// The file that it came from.
    pub file_name: String,
    /// HTML.
    pub contents: String,
    /// Whether it is read from right to left.
    pub is_right_to_left: bool,
    /// What is marked in it.
    pub highlights: Vec<Highlight>,
}

/// A passage that is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlight {
    /// Where it begins, in bytes of the text nodes of [`Document::contents`].
    pub start: i64,
    /// Where it ends.
    pub end: i64,
    /// What was marked, HTML.
    pub snippet: String,
    /// Its tags, as indexes into [`Project::tags`].
    pub tags: Vec<usize>,
}

/// A tag of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub path: String,
    /// What is meant by it.
    pub description: String,
    /// The tag above it, an index into [`Project::tags`]; only newer versions have one.
    pub parent: Option<usize>,
}

/// Whether a file looks like such a database: the names of its tables stand in the first pages.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 256 << 10;
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let has = |words: &str| memchr::memmem::find(head, words.as_bytes()).is_some();
    bytes.starts_with(SQLITE) && has("highlight_tags") && has("start_offset") && has("project_members")
}

/// Makes an import of projects.
///
/// # Errors
/// When a document is more than is read.
pub fn of(projects: &[Project], limits: Limits) -> Result<Import, ImportError> {
    let mut report = Report::of("taguette");
    let (mut tags, mut documents, mut memos) = (Tags::default(), Vec::new(), Vec::new());
    let mut items = 0;
    for project in projects {
        // Tags of the same name in two projects are one: the library has one codebook.
        let placed = place(&project.tags, &mut tags, &mut report);
        if !project.description.trim().is_empty() {
            let text = format!("**{}**\n\n{}", project.name, project.description.trim());
            report.take("memo", &text, None);
            memos.push(ImportedMemo { about: ImportedAbout::Library, text });
        }
        for document in &project.documents {
            items += document.highlights.len();
            if items > limits.items {
                return Err(ImportError::TooMuch { what: "highlights", most: limits.items as u64 });
            }
            documents.extend(take(document, &placed, limits, &mut report)?);
        }
    }
    Ok(Import { documents, tags: tags.into_all(), memos, report })
}

/// Makes the tags, those above before those under them.
fn place(tags: &[Tag], all: &mut Tags, report: &mut Report) -> Vec<usize> {
    let mut placed: Vec<Option<usize>> = vec![None; tags.len()];
    for first in 0..tags.len() {
        let mut line = vec![first];
        while let Some(parent) = line.last().and_then(|at| tags[*at].parent).filter(|at| *at < tags.len()) {
            // What is placed is above, and what stands under itself has to end somewhere.
            if placed[parent].is_some() || line.contains(&parent) {
                break;
            }
            line.push(parent);
        }
        for at in line.into_iter().rev() {
            if placed[at].is_some() {
                continue;
            }
            let tag = &tags[at];
            let above = tag.parent.filter(|parent| *parent != at);
            let parent = above.and_then(|parent| placed.get(parent).copied().flatten());
            if tag.parent.is_some() && parent.is_none() {
                report.alter("tag", &tag.path, "under-itself", None);
            }
            let made = all.child(parent, &tag.path, report);
            if let Some(made) = all.get_mut(made).filter(|made| made.definition.is_empty()) {
                made.definition.clone_from(&tag.description);
            }
            report.take("tag", &tag.path, None);
            placed[at] = Some(made);
        }
    }
    placed.into_iter().map(Option::unwrap_or_default).collect()
}

fn take(
    document: &Document,
    tags: &[usize],
    limits: Limits,
    report: &mut Report,
) -> Result<Option<ImportedDocument>, ImportError> {
    if document.contents.len() > limits.text {
        return Err(ImportError::TooMuch { what: "bytes of a document", most: limits.text as u64 });
    }
    let page = dom::parse(&document.contents, limits)?;
    let mut lines = Lines { prose: Prose::new(), report, bytes: 0, map: Vec::new() };
    let body = page.select("body");
    if let Some(body) = body.nodes().first() {
        lines.children(body);
        lines.end_line(Given::default());
    }
    let Lines { prose, map, .. } = lines;
    let mut interview = prose.finish();
    if interview.text.trim().is_empty() {
        report.skip("document", &document.name, "empty", None);
        return Ok(None);
    }
    report.take("document", &document.name, None);
    if document.is_right_to_left {
        report.skip("direction", &document.name, "no-place", None);
    }
    if !document.name.trim().is_empty() {
        interview.title = Some(document.name.trim().to_owned());
    }
    let annotations = annotations(document, &interview.text, &map, tags, limits, report)?;
    let mut memos = Vec::new();
    if !document.description.trim().is_empty() {
        report.take("memo", &document.description, None);
        memos.push(ImportedMemo {
            about: ImportedAbout::Document,
            text: document.description.trim().to_owned(),
        });
    }
    let name = Some(document.file_name.clone()).filter(|name| !name.trim().is_empty());
    Ok(Some(ImportedDocument { interview, name, annotations, memos }))
}

/// A page on its way to lines, with where its bytes have gone.
struct Lines<'r> {
    prose: Prose,
    report: &'r mut Report,
    /// Bytes of the text nodes so far.
    bytes: usize,
    /// For each piece of text that begins at a byte, the code point at which what is kept of it begins; both ascend.
    map: Vec<(usize, CodePoint)>,
}

impl Lines<'_> {
    fn children(&mut self, node: &NodeRef<'_>) {
        let mut next = node.first_child();
        while let Some(child) = next {
            self.node(&child);
            next = child.next_sibling();
        }
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            for character in node.text().chars() {
                let mut buffer = [0; 4];
                let before = self.prose.here();
                self.prose.push_collapsed(character.encode_utf8(&mut buffer), false);
                // A space that is owed is written with the character behind it, and stands before that.
                let here = self.prose.here();
                let at = if here > before { CodePoint(here.0 - 1) } else { here };
                self.map.push((self.bytes, at));
                self.bytes += character.len_utf8();
            }
            return;
        }
        if !node.is_element() {
            return;
        }
        let name = name(node);
        match &*name {
            "br" => self.end_line(Given::default()),
            "img" => {
                self.report.skip("image", &attribute(node, "title").unwrap_or_default(), "no-place", None);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
                self.end_line(Given::default());
                self.children(node);
                self.end_line(Given { heading: Some(level), ..Given::default() });
            }
            "p" | "div" | "ul" | "ol" | "li" | "blockquote" | "table" | "tr" => {
                self.end_line(Given::default());
                self.children(node);
                self.end_line(Given::default());
            }
            _ => {
                if let Some(address) = attribute(node, "href") {
                    self.report.alter("link", &address, "address-left-out", None);
                }
                self.children(node);
            }
        }
    }

    fn end_line(&mut self, given: Given) {
        if !self.prose.is_at_line_start() {
            self.prose.end_line(given);
        }
    }
}

fn annotations(
    document: &Document,
    text: &str,
    map: &[(usize, CodePoint)],
    tags: &[usize],
    limits: Limits,
    report: &mut Report,
) -> Result<Vec<ImportedAnnotation>, ImportError> {
    let index = TextIndex::new(text);
    // Where a byte has gone: what begins inside a character begins with it.
    let at = |byte: i64| -> Option<CodePoint> {
        let byte = usize::try_from(byte).ok()?;
        let after = map.partition_point(|(start, _)| *start < byte);
        Some(map.get(after).map_or(index.len(), |(_, point)| *point)).map(|point| point.min(index.len()))
    };
    let mut all = Vec::with_capacity(document.highlights.len());
    let mut words_left = MOST_WORDS;
    for (number, highlight) in (1_u32..).zip(&document.highlights) {
        let place = Some(Place::Entry(number));
        let quote = words(&highlight.snippet, limits)?;
        let span = at(highlight.start).zip(at(highlight.end)).filter(|(start, end)| start < end);
        let span = span.map(|(start, end)| trim(&index, snap_outward(&index, Span { start, end })));
        let there = span.and_then(|span| index.slice(span)).unwrap_or_default();
        let is_there = !there.is_empty() && (quote.is_empty() || squeezed(there) == squeezed(&quote));
        let span = if is_there {
            report.take("highlight", there, place);
            span
        } else {
            words_left = words_left.saturating_sub(text.len() as u64);
            let found = if words_left > 0 { alone(&index, &quote) } else { None };
            let reason = if found.is_some() { "placed-by-words" } else { "outside-text" };
            report.alter("highlight", &quote, reason, place);
            found
        };
        let quote = span.and_then(|span| index.slice(span)).map_or(quote, str::to_owned);
        if span.is_none() && quote.is_empty() {
            continue;
        }
        all.push(ImportedAnnotation {
            span,
            quote,
            style: None,
            note: String::new(),
            tags: distinct(highlight.tags.iter().filter_map(|tag| tags.get(*tag)).copied().collect()),
            prefix: String::new(),
            suffix: String::new(),
            author: None,
            created: None,
            modified: None,
        });
    }
    // Those without a place come last, in their order.
    all.sort_by_key(|one| one.span.map_or((u32::MAX, u32::MAX), |span| (span.start.0, span.end.0)));
    Ok(all)
}

/// Bytes of text that are searched for the words of highlights, in a document.
const MOST_WORDS: u64 = 1 << 30;

/// The words of a piece of HTML.
fn words(html: &str, limits: Limits) -> Result<String, ImportError> {
    if html.len() > limits.text {
        return Err(ImportError::TooMuch { what: "bytes of a highlight", most: limits.text as u64 });
    }
    let spaced = html.replace("</p>", "</p> ").replace("</li>", "</li> ").replace("<br", " <br");
    Ok(collapsed(&dom::parse(&spaced, limits)?.select("body").text()))
}

/// Words without white space.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{ad}').collect()
}

/// The only place of words.
fn alone(index: &TextIndex<'_>, words: &str) -> Option<Span> {
    let text = index.text();
    let first = text.find(words).filter(|_| !words.is_empty())?;
    (text.rfind(words) == Some(first)).then(|| index.span(first..first + words.len())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(contents: &str, highlights: &[(i64, i64, &str)]) -> Import {
        let highlight = |(start, end, snippet): &(i64, i64, &str)| Highlight {
            start: *start,
            end: *end,
            snippet: (*snippet).to_owned(),
            tags: vec![1, 0, 1, 9],
        };
        let tag = |path: &str, parent| Tag { path: path.to_owned(), description: format!("{path}!"), parent };
        let document = Document {
            name: "霧與河".to_owned(),
            description: "一篇".to_owned(),
            contents: contents.to_owned(),
            highlights: highlights.iter().map(highlight).collect(),
            ..Document::default()
        };
        let tags = vec![tag("下", Some(1)), tag("上/a", None), tag("自", Some(2))];
        let project =
            Project {
                name: "P".to_owned(), description: "說明".to_owned(), documents: vec![document], tags
            };
        of(&[project], Limits::default()).unwrap()
    }

    #[test]
    fn bytes_of_text_nodes_become_code_points_of_lines() {
        let contents = "<h1>霧</h1>\n<p>林:  <b>河👩‍👩‍👧</b> &amp; 岸</p>\n<p>又\n一行</p>";
        // The text nodes are "霧", "\n", "林:  ", "河…", " & 岸", "\n", "又\n一行".
        let start = "霧\n林:  ".len();
        let end = start + "河👩‍👩‍👧 & 岸".len();
        let places = [
            (start, end, "<b>河👩‍👩‍👧</b> &amp; 岸"),
            (end - 3, end + 1 + "又".len(), "<p>岸</p>\n<p>又</p>"),
            (0, 3, "<h1>霧</h1>"),
        ];
        let places = places.map(|(start, end, snippet)| {
            (i64::try_from(start).unwrap(), i64::try_from(end).unwrap(), snippet)
        });
        let import = import(contents, &places);
        let document = &import.documents[0];
        assert_eq!(document.interview.text, "霧\n林: 河👩‍👩‍👧 & 岸\n又 一行\n");
        let quotes: Vec<&str> = document.annotations.iter().map(|one| one.quote.as_str()).collect();
        assert_eq!(quotes, ["霧", "河👩‍👩‍👧 & 岸", "岸\n又"]);
        assert!(document.annotations.iter().all(|one| one.tags == [0, 1] || one.tags == [1, 0]));
        assert_eq!(
            import.report.altered, 2,
            "a slash in a name, and a tag under itself: {:#?}",
            import.report
        );
    }

    #[test]
    fn what_is_not_where_it_is_said_to_be_is_found_by_its_words_or_is_an_orphan() {
        let import = import(
            "<p>霧散了，河還在。</p>",
            &[
                (0, 3, "河還在"),
                (0, 3, "不在的話"),
                (-4, 2, "霧散"),
                (900, 950, ""),
                (i64::MAX, i64::MIN, "河"),
            ],
        );
        let found: Vec<_> = (import.documents[0].annotations.iter())
            .map(|one| (one.span.map(|span| (span.start.0, span.end.0)), one.quote.as_str()))
            .collect();
        assert_eq!(
            found,
            [(Some((0, 2)), "霧散"), (Some((4, 5)), "河"), (Some((4, 7)), "河還在"), (None, "不在的話")]
        );
    }

    #[test]
    fn tags_are_nested_where_they_say_so_and_what_has_no_text_is_left_out() {
        let import = import("  <img src='a'>  ", &[]);
        assert!(import.documents.is_empty());
        let tags: Vec<_> = import.tags.iter().map(|tag| (tag.name.as_str(), tag.parent)).collect();
        assert_eq!(tags, [("上·a", None), ("下", Some(0)), ("自", None)]);
        assert_eq!((import.tags[1].definition.as_str(), import.memos.len()), ("下!", 1));
    }
}
