//! Word files (`.docx`): the text with its headings and bold labels, its comments and highlights as annotations.
//!
//! All tracked changes are taken as accepted. A line end inside a paragraph (`Shift`+`Enter`) is a line end of the text,
//! for transcribers who never end a paragraph write a turn a line; in a heading it is a space. Cells of tables and text
//! boxes are paragraphs, a text box after the paragraph that it hangs on. A comment, footnote or endnote is an annotation:
//! on its passage, or where it has none on the word before it. A highlight is an annotation too, one for all runs that
//! stand beside each other in one colour; where a comment has the very same passage they are one. Answers to a comment
//! are joined to its note under the names of who wrote them. A comment whose last paragraph is nothing but `#tag/path`
//! has those tags.
//!
//! What only the layout shows is left out and reported: pictures, headers and footers, hidden text, tables of contents,
//! the numbers and bullets of lists.
//!
//! From a file that our own export wrote everything comes back that it put there, see [`crate::docx`].

mod annotations;
mod body;
mod comments;
mod markdown;
mod numbering;
mod ours;
mod package;
mod paragraphs;
mod passages;
mod place;
mod seen;
mod styles;

use super::archive::Archive;
use super::xml::Nodes;
use super::{Import, ImportError, ImportedDocument, Limits, Place, Report};
use annotations::Made;
use body::Body;
use comments::Comment;
use numbering::Numbering;
use ours::Ours;
use package::{FORMAT, Links, Package};
use passages::Passages;
use styles::Styles;

/// Whether these are the bytes of a Word file, by what is in the archive.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
        && Archive::open(bytes, FORMAT, Limits::default()).is_ok_and(|archive| {
            archive.names().any(|name| name.starts_with("word/document") && name.ends_with(".xml"))
        })
}

/// Reads a Word file. `name` is what the file is called.
///
/// # Errors
/// When it is no Word file, is encrypted, or holds more than `limits` allow.
pub fn read(bytes: &[u8], name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    let mut package = Package::open(bytes, limits)?;
    let mut report = Report::of("docx");
    let root = package.links("")?;
    let main = root.parts("officeDocument").first().cloned();
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let text = package.text(&main)?;
    let text = text.ok_or_else(|| ImportError::malformed(FORMAT, "it holds no document"))?;
    let links = package.links(&main)?;
    let parts = Parts::read(&mut package, &links, limits, &mut report)?;

    let mut passages = Passages::new(&parts.styles, limits, parts.ours.is_some());
    let mut body = Body::new(Nodes::new(&text, FORMAT, limits), &parts.styles, &links, &mut report);
    body.start("document")?;
    body.blocks(&mut passages)?;

    let core = root.parts("core-properties").first().cloned();
    let core = Core::read(&mut package, core.as_deref(), limits, &mut report)?;
    let (mut interview, made) = annotations::make(&parts, passages, limits, &mut report)?;
    let Made { annotations, memos, tags } = made;

    let title = parts.ours.as_ref().and_then(|ours| ours.title.clone());
    if let Some(ours) = parts.ours {
        interview.title = ours.title.or(interview.title);
        // What the library does not say, the file does not say either, whatever a line of the text looks like.
        (interview.source, interview.published) = (ours.source, ours.published);
        interview.language = ours.language.unwrap_or(interview.language);
    } else if interview.language == "und" {
        interview.language = core.language.unwrap_or(interview.language);
    }
    let stem = name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned());
    let called = title.or(core.title).or(stem).filter(|name| interview.title.as_ref() != Some(name));
    let document = ImportedDocument { interview, name: called, annotations, memos };
    Ok(Import { documents: vec![document], tags, memos: Vec::new(), report })
}

/// What is in a file beside its text.
struct Parts {
    styles: Styles,
    numbering: Numbering,
    comments: Vec<Comment>,
    footnotes: Vec<Comment>,
    endnotes: Vec<Comment>,
    ours: Option<Ours>,
}

impl Parts {
    fn read(
        package: &mut Package<'_>,
        links: &Links,
        limits: Limits,
        report: &mut Report,
    ) -> Result<Self, ImportError> {
        let nodes = |text: &str, read: &mut dyn FnMut(&mut Nodes<'_>) -> Result<(), ImportError>| {
            read(&mut Nodes::new(text, FORMAT, limits))
        };
        let mut styles = Styles::default();
        side(package, links, "styles", report, &mut |text, _, _| {
            nodes(text, &mut |nodes| Styles::read(nodes).map(|found| styles = found))
        })?;
        let mut numbering = Numbering::default();
        side(package, links, "numbering", report, &mut |text, _, _| {
            nodes(text, &mut |nodes| Numbering::read(nodes).map(|found| numbering = found))
        })?;
        let mut notes = [const { Vec::new() }; 3];
        let kinds = [("comments", "comment"), ("footnotes", "footnote"), ("endnotes", "endnote")];
        for (found, (part, kind)) in notes.iter_mut().zip(kinds) {
            side(package, links, part, report, &mut |text, links, report| {
                let mut body = Body::new(Nodes::new(text, FORMAT, limits), &styles, links, report);
                comments::read(&mut body, kind).map(|read| *found = read)
            })?;
        }
        let [mut comments, footnotes, endnotes] = notes;
        side(package, links, "commentsExtended", report, &mut |text, _, _| {
            nodes(text, &mut |nodes| comments::thread(&mut comments, nodes))
        })?;
        let mut ours = None;
        for part in links.parts("customXml") {
            // Whatever another program keeps there is its own affair.
            let Some(text) = package.text(part).unwrap_or_default() else { continue };
            if let Ok(Some(found)) = Ours::read(&mut Nodes::new(&text, FORMAT, limits)) {
                ours = Some(found);
            }
        }
        for kind in ["header", "footer"] {
            report_margin(package, links, kind, limits, report)?;
        }
        Ok(Self { styles, numbering, comments, footnotes, endnotes, ours })
    }
}

/// Reads a part that is not needed to read the text: where it is broken, that is reported.
fn side(
    package: &mut Package<'_>,
    links: &Links,
    kind: &str,
    report: &mut Report,
    read: &mut dyn FnMut(&str, &Links, &mut Report) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let named = format!("word/{kind}.xml");
    let part = links.parts(kind).first().unwrap_or(&named);
    let result = (|| {
        let Some(text) = package.text(part)? else { return Ok(()) };
        let links = package.links(part)?;
        read(&text, &links, report)
    })();
    match result {
        Err(ImportError::Malformed { .. } | ImportError::Undecodable(_)) => {
            report.skip("part", part, "unreadable", Some(Place::Member(part.clone())));
            Ok(())
        }
        other => other,
    }
}

/// Reports what stands in the margins of every page.
fn report_margin(
    package: &mut Package<'_>,
    links: &Links,
    kind: &str,
    limits: Limits,
    report: &mut Report,
) -> Result<(), ImportError> {
    for part in links.parts(kind) {
        let Ok(Some(text)) = package.text(part) else { continue };
        let mut nodes = Nodes::new(&text, FORMAT, limits);
        let Ok(Some(_)) = nodes.next() else { continue };
        let words = nodes.text().unwrap_or_default();
        if words.chars().any(char::is_alphanumeric) {
            report.skip(kind, words.trim(), "on-every-page", Some(Place::Member(part.clone())));
        }
    }
    Ok(())
}

/// What the file says of itself.
#[derive(Default)]
struct Core {
    title: Option<String>,
    language: Option<String>,
}

impl Core {
    fn read(
        package: &mut Package<'_>,
        part: Option<&str>,
        limits: Limits,
        report: &mut Report,
    ) -> Result<Self, ImportError> {
        let mut core = Self::default();
        let Some(text) = package.text(part.unwrap_or("docProps/core.xml"))? else { return Ok(core) };
        let mut nodes = Nodes::new(&text, FORMAT, limits);
        while let Ok(Some(node)) = nodes.next() {
            let super::xml::Node::Start(element) = node else { continue };
            let slot = match element.name.as_str() {
                "title" => &mut core.title,
                "language" => &mut core.language,
                "creator" => {
                    let creator = nodes.text().unwrap_or_default();
                    if !creator.trim().is_empty() {
                        report.skip("creator", creator.trim(), "no-place", None);
                    }
                    continue;
                }
                _ => continue,
            };
            *slot = nodes.text().ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        Ok(core)
    }
}
