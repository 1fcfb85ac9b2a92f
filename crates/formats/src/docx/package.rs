//! The parts of a Word file, put together: an archive with its content types and relationships.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::xml::Xml;
use crate::watch::Watch;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
/// Of the part that Word keeps for us.
const STORE: &str = "{7A6F3C1E-5B0D-4C55-9E8A-2F1D6B90A4E1}";

/// The namespaces of a part of a document.
pub(super) const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// What the links of a part lead to.
#[derive(Default)]
pub(super) struct Links {
    addresses: Vec<String>,
}

impl Links {
    /// The id of the relationship with this address.
    pub(super) fn id(&mut self, address: &str) -> String {
        self.addresses.push(address.to_owned());
        format!("rIdLink{}", self.addresses.len())
    }
}

/// What goes into a file.
pub(super) struct Contents {
    pub(super) document: Xml,
    pub(super) document_links: Links,
    pub(super) comments: Option<(Xml, Links)>,
    pub(super) styles: Xml,
    pub(super) numbering: Xml,
    pub(super) fonts: Xml,
    pub(super) settings: Xml,
    /// What Word has no place for.
    pub(super) ours: Option<Xml>,
    pub(super) facts: Facts,
}

/// What a file says of itself.
pub(super) struct Facts {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) language: String,
    /// RFC 3339, UTC.
    pub(super) time: Option<String>,
}

/// Bytes that are compressed before somebody is asked again whether to go on.
const PIECE: usize = 1024 * 1024;

/// Puts the archive together, which is the last of so many parts of the work. Its members have no time, so that the same
/// document gives the same bytes.
pub(super) fn pack(contents: Contents, watch: &Watch<'_>, parts: usize) -> Vec<u8> {
    let has_comments = contents.comments.is_some();
    let has_ours = contents.ours.is_some();
    let mut members = vec![
        ("[Content_Types].xml", content_types(has_comments, has_ours)),
        ("_rels/.rels", root_links()),
        ("docProps/core.xml", core(&contents.facts)),
        ("docProps/app.xml", app()),
        ("word/document.xml", contents.document),
        ("word/_rels/document.xml.rels", document_links(&contents.document_links, has_comments, has_ours)),
        ("word/styles.xml", contents.styles),
        ("word/numbering.xml", contents.numbering),
        ("word/fontTable.xml", contents.fonts),
        ("word/settings.xml", contents.settings),
    ];
    if let Some((comments, links)) = contents.comments {
        members.push(("word/comments.xml", comments));
        if !links.addresses.is_empty() {
            members.push(("word/_rels/comments.xml.rels", outside_links(&links)));
        }
    }
    if let Some(ours) = contents.ours {
        members.push(("customXml/item1.xml", ours));
        members.push(("customXml/_rels/item1.xml.rels", store_links()));
        members.push(("customXml/itemProps1.xml", store()));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let members = members.into_iter().map(|(name, part)| (name, part.into_bytes()));
    let members: Vec<(&str, Vec<u8>)> = members.collect();
    watch.begin(parts - 1, parts, members.iter().map(|(_, bytes)| bytes.len().div_ceil(PIECE)).sum());
    for (name, bytes) in members {
        // Memory takes whatever is written to it, and the names are all different.
        let _ = zip.start_file(name, options);
        for piece in watch.each(bytes.chunks(PIECE)) {
            let _ = zip.write_all(piece);
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn content_types(has_comments: bool, has_ours: bool) -> Xml {
    let mut xml = Xml::part();
    let package = "application/vnd.openxmlformats-";
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    for (extension, kind) in
        [("rels", format!("{package}package.relationships+xml")), ("xml", "application/xml".to_owned())]
    {
        xml.empty("Default", &[("Extension", extension), ("ContentType", &kind)]);
    }
    let mut parts = vec![
        ("/docProps/core.xml", format!("{package}package.core-properties+xml")),
        ("/docProps/app.xml", format!("{package}officedocument.extended-properties+xml")),
        ("/word/document.xml", format!("{WORD}document.main+xml")),
        ("/word/styles.xml", format!("{WORD}styles+xml")),
        ("/word/numbering.xml", format!("{WORD}numbering+xml")),
        ("/word/fontTable.xml", format!("{WORD}fontTable+xml")),
        ("/word/settings.xml", format!("{WORD}settings+xml")),
    ];
    if has_comments {
        parts.push(("/word/comments.xml", format!("{WORD}comments+xml")));
    }
    if has_ours {
        let kind = format!("{package}officedocument.customXmlProperties+xml");
        parts.push(("/customXml/itemProps1.xml", kind));
    }
    for (name, kind) in &parts {
        xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    }
    xml.close("Types");
    xml
}

/// The relationships of these ids, types and targets, and those that lead out of the file.
fn relationships(inside: &[(&str, String, &str)], links: &Links) -> Xml {
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    xml.open("Relationships", &[("xmlns", namespace)]);
    for (id, kind, target) in inside {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    for (at, address) in links.addresses.iter().enumerate() {
        let (id, kind) = (format!("rIdLink{}", at + 1), format!("{OFFICE}hyperlink"));
        let attributes =
            [("Id", id.as_str()), ("Type", &kind), ("Target", address), ("TargetMode", "External")];
        xml.empty("Relationship", &attributes);
    }
    xml.close("Relationships");
    xml
}

fn root_links() -> Xml {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationships(
        &[
            ("rId1", format!("{OFFICE}officeDocument"), "word/document.xml"),
            ("rId2", core.to_owned(), "docProps/core.xml"),
            ("rId3", format!("{OFFICE}extended-properties"), "docProps/app.xml"),
        ],
        &Links::default(),
    )
}

fn document_links(links: &Links, has_comments: bool, has_ours: bool) -> Xml {
    let mut inside = vec![
        ("rId1", format!("{OFFICE}styles"), "styles.xml"),
        ("rId2", format!("{OFFICE}numbering"), "numbering.xml"),
        ("rId3", format!("{OFFICE}fontTable"), "fontTable.xml"),
        ("rId4", format!("{OFFICE}settings"), "settings.xml"),
    ];
    if has_comments {
        inside.push(("rId5", format!("{OFFICE}comments"), "comments.xml"));
    }
    if has_ours {
        inside.push(("rId6", format!("{OFFICE}customXml"), "../customXml/item1.xml"));
    }
    relationships(&inside, links)
}

fn outside_links(links: &Links) -> Xml {
    relationships(&[], links)
}

fn store_links() -> Xml {
    relationships(&[("rId1", format!("{OFFICE}customXmlProps"), "itemProps1.xml")], &Links::default())
}

fn store() -> Xml {
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
    xml.empty("ds:datastoreItem", &[("xmlns:ds", namespace), ("ds:itemID", STORE)]);
    xml
}

fn core(facts: &Facts) -> Xml {
    let mut xml = Xml::part();
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.open("cp:coreProperties", &namespaces);
    xml.element("dc:title", &[], &facts.title);
    xml.element("dc:creator", &[], &facts.author);
    xml.element("dc:language", &[], &facts.language);
    if let Some(time) = &facts.time {
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], time);
        }
    }
    xml.close("cp:coreProperties");
    xml
}

fn app() -> Xml {
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", namespace)]);
    xml.element("Application", &[], "Vermilion");
    xml.close("Properties");
    xml
}
