//! XML, read as a stream of elements and text: no document type, no entities but the five, nothing deeper than the limit.

use super::{ImportError, Limits};
use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What comes next in an XML file. Names are local: no format read here has two elements that differ by their prefix only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element begins.
    Start(Element),
    /// The innermost element that is open ends; its local name. An empty element ends right after it has begun.
    End(String),
    /// Text; a run of it may come in pieces.
    Text(String),
}

/// The beginning of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its local name.
    pub name: String,
    /// Its attributes by local name, in their order, decoded.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute by its local name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// The text of an XML file: in the encoding that its byte order mark or its declaration says, or UTF-8.
///
/// # Errors
/// When it is not in that encoding.
pub fn decode(bytes: &[u8], format: &'static str) -> Result<String, ImportError> {
    let (encoding, marked) = Encoding::for_bom(bytes).unwrap_or((declared(bytes).unwrap_or(UTF_8), 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[marked..]);
    text.map(String::from)
        .ok_or_else(|| ImportError::malformed(format, format!("its text is not {}", encoding.name())))
}

/// The encoding named by the declaration, which is ASCII in every encoding that has none of its own mark.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    const LONGEST: usize = 200;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split("encoding").nth(1)?.trim_start_matches([' ', '=']);
    let label = value.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
    Encoding::for_label(label.as_bytes())
}

/// Reads XML node by node.
pub struct Nodes<'x> {
    reader: Reader<&'x [u8]>,
    format: &'static str,
    limits: Limits,
    open: Vec<String>,
    /// The end of an empty element, which has begun.
    ended: Option<String>,
}

impl<'x> Nodes<'x> {
    /// Reads this text. `format` is named where something is wrong.
    #[must_use]
    pub fn new(text: &'x str, format: &'static str, limits: Limits) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        Self { reader, format, limits, open: Vec::new(), ended: None }
    }

    /// The local names of the elements that are open, outermost first.
    #[must_use]
    pub fn open(&self) -> &[String] {
        &self.open
    }

    /// What comes next; `None` at the end.
    ///
    /// # Errors
    /// When it is no well-formed XML, has a document type, an unknown entity, or elements within each other beyond the limit.
    #[allow(clippy::should_implement_trait, reason = "an iterator could not be asked for what is open")]
    pub fn next(&mut self) -> Result<Option<Node>, ImportError> {
        if let Some(name) = self.ended.take() {
            return Ok(Some(self.end(name)));
        }
        loop {
            let event = self.reader.read_event().map_err(|error| self.wrong(&error))?;
            return Ok(Some(match event {
                Event::Start(start) => Node::Start(self.start(&start)?),
                Event::Empty(start) => {
                    let element = self.start(&start)?;
                    self.ended = Some(element.name.clone());
                    Node::Start(element)
                }
                Event::End(end) => {
                    let name = local(end.local_name().as_ref());
                    self.end(name)
                }
                Event::Text(text) => Node::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
                Event::CData(text) => Node::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(|error| self.wrong(&error))?;
                    let name = reference.into_inner();
                    let five = || quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                    let Some(text) = character.map(String::from).or_else(five) else {
                        return Err(ImportError::Hostile { reason: "it defines entities of its own" });
                    };
                    Node::Text(text)
                }
                Event::DocType(_) => {
                    return Err(ImportError::Hostile { reason: "it has a document type declaration" });
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
                Event::Eof if self.open.is_empty() => return Ok(None),
                Event::Eof => return Err(ImportError::malformed(self.format, "its XML is cut off")),
            }));
        }
    }

    /// Passes over everything up to the end of the element that has just begun.
    ///
    /// # Errors
    /// See [`Nodes::next`].
    pub fn skip(&mut self) -> Result<(), ImportError> {
        let depth = self.open.len();
        while self.open.len() >= depth && self.next()?.is_some() {}
        Ok(())
    }

    /// All the text up to the end of the element that has just begun.
    ///
    /// # Errors
    /// See [`Nodes::next`].
    pub fn text(&mut self) -> Result<String, ImportError> {
        let depth = self.open.len();
        let mut text = String::new();
        while self.open.len() >= depth {
            match self.next()? {
                Some(Node::Text(more)) => text.push_str(&more),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<Element, ImportError> {
        if self.open.len() >= self.limits.depth {
            return Err(ImportError::TooMuch {
                what: "elements within each other",
                most: self.limits.depth as u64,
            });
        }
        let name = local(start.local_name().as_ref());
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.wrong(&error))?;
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| self.wrong(&error))?;
            attributes.push((local(attribute.key.local_name().as_ref()), value.into_owned()));
        }
        self.open.push(name.clone());
        Ok(Element { name, attributes })
    }

    fn end(&mut self, name: String) -> Node {
        self.open.pop();
        Node::End(name)
    }

    fn wrong(&self, error: &dyn std::fmt::Display) -> ImportError {
        ImportError::malformed(self.format, format!("{error}, at byte {}", self.reader.buffer_position()))
    }
}

fn local(name: &str) -> String {
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Node>, ImportError> {
        let mut nodes = Nodes::new(text, "test", Limits { depth: 3, ..Limits::default() });
        let mut all = Vec::new();
        while let Some(node) = nodes.next()? {
            all.push(node);
        }
        Ok(all)
    }

    #[test]
    fn elements_text_and_references_come_in_order() {
        let element = |name: &str| Node::Start(Element { name: name.to_owned(), attributes: Vec::new() });
        let text = |text: &str| Node::Text(text.to_owned());
        let end = |name: &str| Node::End(name.to_owned());
        let found = read("<a xmlns:w='x'><w:b/>霧&amp;&#x6CB3;<![CDATA[<]]></a>").unwrap();
        assert_eq!(
            found[1..],
            [element("b"), end("b"), text("霧"), text("&"), text("河"), text("<"), end("a")]
        );
    }

    #[test]
    fn what_no_such_file_needs_is_refused() {
        for (text, expected) in [
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type"),
            ("<a>&b;</a>", "entities"),
            ("<a><b><c><d/></c></b></a>", "within each other"),
            ("<a><b></a>", "test file"),
            ("<a>", "cut off"),
            ("<a b='1' b='2'/>", "test file"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn the_encoding_is_the_one_that_is_marked_or_declared() {
        assert_eq!(
            decode("<?xml version='1.0'?><a>霧</a>".as_bytes(), "test").unwrap(),
            "<?xml version='1.0'?><a>霧</a>"
        );
        let big5 =
            [b"<?xml version=\"1.0\" encoding=\"Big5\"?><a>".as_slice(), &[0xc3, 0xfa], b"</a>"].concat();
        assert!(decode(&big5, "test").unwrap().ends_with("<a>霧</a>"));
        let utf16: Vec<u8> = "\u{feff}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16, "test").unwrap(), "<a/>");
        assert!(decode(&[b'<', 0xff, 0xfe], "test").is_err());
    }
}
