//! The package of a book: what it says of itself, which files are its chapters, and what they are called.

use super::FORMAT;
use crate::import::archive::Archive;
use crate::import::markup::dom;
use crate::import::xml::{self, Element, Node, Nodes};
use crate::import::{ImportError, Limits};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::HashMap;

/// What a package says.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) title: Option<String>,
    pub(super) creators: Vec<String>,
    pub(super) date: Option<String>,
    pub(super) language: Option<String>,
    pub(super) publisher: Option<String>,
    /// The chapters in the order in which they are read.
    pub(super) spine: Vec<Chapter>,
    /// The contents, as EPUB 3 has them.
    nav: Option<String>,
    /// The contents, as EPUB 2 has them.
    ncx: Option<String>,
}

/// A file of the book.
#[derive(Debug)]
pub(super) struct Chapter {
    /// Its name in the archive.
    pub(super) path: String,
    /// Whether it is read in its place, and not on the side.
    pub(super) is_linear: bool,
    /// Whether it is the table of contents.
    pub(super) is_contents: bool,
}

struct Item {
    path: String,
    is_nav: bool,
    is_ncx: bool,
}

/// Refuses a book of which more than its fonts is encrypted.
pub(super) fn refuse_encrypted(archive: &mut Archive<'_>, limits: Limits) -> Result<(), ImportError> {
    /// The ways in which fonts are made useless outside the book; they need no key.
    const OF_FONTS: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];
    let Some(bytes) = archive.read("META-INF/encryption.xml")? else { return Ok(()) };
    let text = xml::decode(&bytes, FORMAT)?;
    let mut nodes = Nodes::new(&text, FORMAT, limits);
    let mut is_data = false;
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(element) if element.name == "EncryptedData" => is_data = true,
            Node::Start(element) if is_data && element.name == "EncryptionMethod" => {
                if !element.attribute("Algorithm").is_some_and(|name| OF_FONTS.contains(&name)) {
                    return Err(ImportError::Encrypted);
                }
                is_data = false;
            }
            _ => {}
        }
    }
    // What does not say how it is encrypted cannot be read either.
    if is_data { Err(ImportError::Encrypted) } else { Ok(()) }
}

impl Package {
    pub(super) fn read(archive: &mut Archive<'_>, limits: Limits) -> Result<Self, ImportError> {
        let root = root_file(archive, limits)?;
        let bytes = archive
            .read(&root)?
            .ok_or_else(|| ImportError::malformed(FORMAT, format!("its package {root} is missing")))?;
        let text = xml::decode(&bytes, FORMAT)?;
        let text = without_doctype(&text);
        let mut nodes = Nodes::new(&text, FORMAT, limits);
        let mut package = Self::default();
        let mut items: HashMap<String, Item> = HashMap::new();
        let mut refs: Vec<(String, bool)> = Vec::new();
        let mut toc = None;
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            let is_in = |parent: &str| nodes.open().iter().rev().nth(1).is_some_and(|name| name == parent);
            match element.name.as_str() {
                "item" if is_in("manifest") => {
                    if let Some((id, item)) = item(&root, &element) {
                        items.insert(id, item);
                    }
                }
                "spine" => toc = element.attribute("toc").map(str::to_owned),
                "itemref" => {
                    let is_linear = element.attribute("linear") != Some("no");
                    refs.extend(element.attribute("idref").map(|id| (id.to_owned(), is_linear)));
                }
                "title" | "creator" | "date" | "language" | "publisher"
                    if nodes.open().iter().any(|one| one == "metadata") =>
                {
                    let value = dom::collapsed(&nodes.text()?);
                    if !value.is_empty() {
                        package.note(&element, value);
                    }
                }
                _ => {}
            }
        }
        package.nav = items.values().find(|item| item.is_nav).map(|item| item.path.clone());
        let ncx = toc.and_then(|id| items.get(&id)).or_else(|| items.values().find(|item| item.is_ncx));
        package.ncx = ncx.map(|item| item.path.clone());
        for (id, is_linear) in refs {
            if let Some(item) = items.get(&id) {
                package.spine.push(Chapter { path: item.path.clone(), is_linear, is_contents: item.is_nav });
            }
        }
        Ok(package)
    }

    fn note(&mut self, element: &Element, value: String) {
        // Dates of changes are no dates of publication.
        let is_change = element.attribute("event").is_some_and(|event| event.ends_with("modification"));
        match element.name.as_str() {
            "title" => _ = self.title.get_or_insert(value),
            "creator" => self.creators.push(value),
            "date" if !is_change => _ = self.date.get_or_insert(value),
            "language" => _ = self.language.get_or_insert(value),
            "publisher" => _ = self.publisher.get_or_insert(value),
            _ => {}
        }
    }

    /// What the contents call each file: the first entry that leads to it. Contents that cannot be read name nothing.
    pub(super) fn chapter_titles(
        &self,
        archive: &mut Archive<'_>,
        limits: Limits,
    ) -> Result<HashMap<String, String>, ImportError> {
        let mut titles = HashMap::new();
        for path in self.nav.iter().chain(&self.ncx) {
            let Some(bytes) = archive.read(path)? else { continue };
            let Ok(text) = xml::decode(&bytes, FORMAT) else { continue };
            let entries = if Some(path) == self.nav.as_ref() {
                nav_entries(&text, limits)?
            } else {
                ncx_entries(&without_doctype(&text), limits).unwrap_or_default()
            };
            for (href, title) in entries {
                if let Some(target) = resolve(path, &href) {
                    titles.entry(target).or_insert(title);
                }
            }
        }
        Ok(titles)
    }
}

fn root_file(archive: &mut Archive<'_>, limits: Limits) -> Result<String, ImportError> {
    let bytes = archive
        .read("META-INF/container.xml")?
        .ok_or_else(|| ImportError::malformed(FORMAT, "META-INF/container.xml is missing"))?;
    let text = xml::decode(&bytes, FORMAT)?;
    let mut nodes = Nodes::new(&text, FORMAT, limits);
    while let Some(node) = nodes.next()? {
        if let Node::Start(element) = node
            && element.name == "rootfile"
            && let Some(path) = element.attribute("full-path")
        {
            return Ok(path.to_owned());
        }
    }
    Err(ImportError::malformed(FORMAT, "META-INF/container.xml names no package"))
}

fn item(root: &str, element: &Element) -> Option<(String, Item)> {
    let kind = element.attribute("media-type").unwrap_or_default();
    let properties = element.attribute("properties").unwrap_or_default();
    let item = Item {
        path: resolve(root, element.attribute("href")?)?,
        is_nav: properties.split_whitespace().any(|property| property == "nav"),
        is_ncx: kind == "application/x-dtbncx+xml",
    };
    Some((element.attribute("id")?.to_owned(), item))
}

fn nav_entries(text: &str, limits: Limits) -> Result<Vec<(String, String)>, ImportError> {
    let document = dom::parse(&super::xhtml::as_html(text), limits)?;
    let entry = |link: &dom_query::NodeRef<'_>| {
        let title = dom::collapsed(&link.text());
        dom::attribute(link, "href").filter(|_| !title.is_empty()).map(|href| (href, title))
    };
    Ok(document.select("nav a[href]").nodes().iter().filter_map(entry).collect())
}

fn ncx_entries(text: &str, limits: Limits) -> Result<Vec<(String, String)>, ImportError> {
    let mut nodes = Nodes::new(text, FORMAT, limits);
    let mut entries = Vec::new();
    let mut label = None;
    while let Some(node) = nodes.next()? {
        let Node::Start(element) = node else { continue };
        match element.name.as_str() {
            "navLabel" => label = Some(dom::collapsed(&nodes.text()?)).filter(|label| !label.is_empty()),
            "content" => {
                entries.extend(element.attribute("src").map(str::to_owned).zip(label.take()));
            }
            _ => {}
        }
    }
    Ok(entries)
}

/// The member that a reference in a member leads to; `None` for one that leads out of the book.
fn resolve(from: &str, reference: &str) -> Option<String> {
    let reference = reference.split(['#', '?']).next().unwrap_or_default();
    let decoded = percent_decode_str(reference).decode_utf8().ok()?;
    if decoded.is_empty() || decoded.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = if decoded.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A package or its contents without the document type that old books have; one that defines something stays, and is
/// refused.
fn without_doctype(text: &str) -> Cow<'_, str> {
    let Some(start) = text.find("<!DOCTYPE") else { return Cow::Borrowed(text) };
    let Some(length) = text[start..].find('>') else { return Cow::Borrowed(text) };
    let end = start + length + 1;
    if text[start..end].contains('[') {
        return Cow::Borrowed(text);
    }
    Cow::Owned([&text[..start], &text[end..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_and_never_lead_out() {
        for (from, reference, expected) in [
            ("OEBPS/content.opf", "text/a%20b.xhtml#x", Some("OEBPS/text/a b.xhtml")),
            ("OEBPS/nav/toc.ncx", "../text/霧.xhtml", Some("OEBPS/text/霧.xhtml")),
            ("content.opf", "./a.xhtml", Some("a.xhtml")),
            ("content.opf", "../../etc/passwd", None),
            ("content.opf", "https://elsewhere.example/a", None),
            ("content.opf", "#only", None),
        ] {
            assert_eq!(resolve(from, reference).as_deref(), expected, "{reference}");
        }
    }

    #[test]
    fn a_document_type_goes_unless_it_defines_something() {
        assert_eq!(without_doctype("<?xml?><!DOCTYPE ncx PUBLIC 'a' 'b'><ncx/>"), "<?xml?><ncx/>");
        let bomb = "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>";
        assert_eq!(without_doctype(bomb), bomb);
    }
}
