//! Reads the paragraphs of a Word file with all tracked changes accepted: those of the interview, of its comments and of
//! its footnotes.

use std::rc::Rc;

use super::package::{FORMAT, Links};
use super::paragraphs::{Format, Kept, Mark, Paragraph, Piece, RunProperties, Sink};
use super::styles::{ParagraphProperties, Styles, next_child};
use crate::import::xml::{Element, Node, Nodes};
use crate::import::{ImportError, Place, Report};

/// Pieces of one paragraph, at most.
const PIECES: usize = 1_000_000;

/// Characters of what is left out that are kept for the report.
const QUOTED: usize = 80;

/// The style of the Markdown marks that our own export hides.
pub(super) const MARK_STYLE: &str = "VermilionMark";

/// Reads paragraphs.
pub(super) struct Body<'x, 'p> {
    pub(super) nodes: Nodes<'x>,
    styles: &'p Styles,
    links: &'p Links,
    pub(super) report: &'p mut Report,
    /// Paragraphs that have begun.
    number: u32,
    /// For each field that is open, whether its result has begun.
    fields: Vec<bool>,
    /// Deletions that are open.
    deletions: u32,
    /// Their words.
    deleted: String,
    /// Words of this paragraph that Word does not show.
    hidden: String,
    link: Option<Rc<str>>,
    /// Paragraphs of the text boxes of this paragraph.
    boxed: Vec<Paragraph>,
}

impl<'x, 'p> Body<'x, 'p> {
    pub(super) fn new(
        nodes: Nodes<'x>,
        styles: &'p Styles,
        links: &'p Links,
        report: &'p mut Report,
    ) -> Self {
        Self {
            nodes,
            styles,
            links,
            report,
            number: 0,
            fields: Vec::new(),
            deletions: 0,
            deleted: String::new(),
            hidden: String::new(),
            link: None,
            boxed: Vec::new(),
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "every place in a report is an option")]
    const fn place(&self) -> Option<Place> {
        Some(Place::Paragraph(if self.number == 0 { 1 } else { self.number }))
    }

    /// Opens the element that the file is.
    pub(super) fn start(&mut self, name: &str) -> Result<(), ImportError> {
        match next_child(&mut self.nodes)? {
            Some(Node::Start(element)) if element.name == name => Ok(()),
            _ => Err(ImportError::malformed(FORMAT, format!("its main part is no Word {name}"))),
        }
    }

    /// Reads what is inside the element that is open, up to its end.
    pub(super) fn blocks(&mut self, sink: &mut dyn Sink) -> Result<(), ImportError> {
        while let Some(Node::Start(element)) = next_child(&mut self.nodes)? {
            self.block(&element, sink)?;
        }
        Ok(())
    }

    fn block(&mut self, element: &Element, sink: &mut dyn Sink) -> Result<(), ImportError> {
        if let Some(mark) = mark(element) {
            sink.mark(mark)?;
            return self.nodes.skip();
        }
        match element.name.as_str() {
            "p" => {
                let paragraph = self.paragraph(element)?;
                sink.paragraph(paragraph, self.report)?;
                for paragraph in std::mem::take(&mut self.boxed) {
                    sink.paragraph(paragraph, self.report)?;
                }
                Ok(())
            }
            "tbl" => {
                let place = Some(Place::Paragraph(self.number + 1));
                self.report.alter("table", "", "cells-as-paragraphs", place);
                self.blocks(sink)
            }
            "tr" => self.row(sink),
            "del" | "moveFrom" => self.deletion(|body| body.blocks(sink)),
            "sdt" => self.control(|body| body.blocks(sink)),
            "AlternateContent" => self.alternative(&mut |body| body.blocks(sink)),
            "altChunk" => {
                self.report.skip("embedded-document", "", "not-read", self.place());
                self.nodes.skip()
            }
            name if is_properties(name) => self.nodes.skip(),
            _ => self.blocks(sink),
        }
    }

    /// A row of a table, unless it was deleted with changes tracked.
    fn row(&mut self, sink: &mut dyn Sink) -> Result<(), ImportError> {
        let mut is_deleted = false;
        while let Some(Node::Start(element)) = next_child(&mut self.nodes)? {
            if element.name == "trPr" {
                while let Some(Node::Start(property)) = next_child(&mut self.nodes)? {
                    is_deleted |= property.name == "del";
                    self.nodes.skip()?;
                }
            } else if is_deleted {
                self.deletion(|body| body.blocks(&mut Kept::default()))?;
            } else {
                self.block(&element, sink)?;
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element) -> Result<Paragraph, ImportError> {
        self.number = self.number.saturating_add(1);
        let mut paragraph = Paragraph {
            id: element.attribute("paraId").map(str::to_owned),
            number: self.number,
            ..Paragraph::default()
        };
        self.pieces(&mut paragraph)?;
        // A field whose result has not begun is broken: it must not swallow what follows.
        let broken = self.fields.iter().position(|has_result| !has_result);
        self.fields.truncate(broken.unwrap_or(self.fields.len()));
        if !self.hidden.is_empty() {
            let hidden = std::mem::take(&mut self.hidden);
            self.report.skip("hidden-text", &hidden, "hidden-in-word", self.place());
        }
        Ok(paragraph)
    }

    /// Reads what is inside an element of a paragraph, up to its end.
    fn pieces(&mut self, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        while let Some(Node::Start(element)) = next_child(&mut self.nodes)? {
            self.piece(&element, paragraph)?;
            if paragraph.pieces.len() > PIECES {
                return Err(ImportError::TooMuch { what: "pieces of one paragraph", most: PIECES as u64 });
            }
        }
        Ok(())
    }

    fn piece(&mut self, element: &Element, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        if let Some(mark) = mark(element) {
            paragraph.pieces.push(Piece::Mark(mark));
            return self.nodes.skip();
        }
        match element.name.as_str() {
            "pPr" => {
                let found = ParagraphProperties::read(&mut self.nodes)?;
                paragraph.list = found.list.or_else(|| self.styles.list(found.style.as_deref()).cloned());
                paragraph.style = found.style;
                paragraph.outline = found.outline;
                paragraph.is_end_deleted = found.is_end_deleted;
                Ok(())
            }
            "r" => self.run(paragraph),
            "hyperlink" => {
                let target = element.attribute("id").and_then(|id| self.links.target(id));
                let outer = std::mem::replace(&mut self.link, target.map(Rc::from));
                let read = self.pieces(paragraph);
                self.link = outer;
                read
            }
            "del" | "moveFrom" => self.deletion(|body| body.pieces(paragraph)),
            "ins" | "moveTo" => {
                self.report.take("tracked-insertion", "", self.place());
                self.pieces(paragraph)
            }
            "sdt" => self.control(|body| body.pieces(paragraph)),
            "AlternateContent" => self.alternative(&mut |body| body.pieces(paragraph)),
            name if is_properties(name) => self.nodes.skip(),
            _ => self.pieces(paragraph),
        }
    }

    fn run(&mut self, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        let mut looks = self.styles.run(paragraph.style.as_deref(), None);
        while let Some(Node::Start(element)) = next_child(&mut self.nodes)? {
            if element.name == "rPr" {
                let own = RunProperties::read(&mut self.nodes)?;
                let below = self.styles.run(paragraph.style.as_deref(), own.style.as_deref());
                looks = own.over(&below);
            } else {
                self.content(&element, &looks, paragraph)?;
            }
        }
        Ok(())
    }

    /// What stands in a run.
    fn content(
        &mut self,
        element: &Element,
        looks: &RunProperties,
        paragraph: &mut Paragraph,
    ) -> Result<(), ImportError> {
        match element.name.as_str() {
            "t" => {
                let text = self.nodes.text()?;
                let is_kept = element.attribute("space") == Some("preserve");
                let blank = [' ', '\t', '\r', '\n'];
                self.words(if is_kept { &text } else { text.trim_matches(blank) }, looks, paragraph);
                return Ok(());
            }
            "delText" => {
                let text = self.nodes.text()?;
                push_bounded(&mut self.deleted, &text);
                return Ok(());
            }
            "tab" | "ptab" => self.words("\t", looks, paragraph),
            "noBreakHyphen" => self.words("\u{2011}", looks, paragraph),
            "br" if matches!(element.attribute("type"), Some("page" | "column")) => {}
            "br" | "cr" if self.is_shown(looks) => paragraph.pieces.push(Piece::Break),
            "sym" => self.symbol(element, looks, paragraph),
            "fldChar" => match element.attribute("fldCharType") {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(last) = self.fields.last_mut() {
                        *last = true;
                    }
                }
                _ => _ = self.fields.pop(),
            },
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                let id = element.attribute("id").unwrap_or_default().to_owned();
                let mark = match element.name.as_str() {
                    "footnoteReference" => Mark::Footnote(id),
                    "endnoteReference" => Mark::Endnote(id),
                    _ => Mark::Comment(id),
                };
                if self.deletions == 0 {
                    paragraph.pieces.push(Piece::Mark(mark));
                }
            }
            "drawing" | "pict" | "object" => return self.graphic(&element.name),
            "ruby" => return self.ruby(paragraph),
            "AlternateContent" => {
                return self.alternative(&mut |body| {
                    while let Some(Node::Start(element)) = next_child(&mut body.nodes)? {
                        body.content(&element, looks, paragraph)?;
                    }
                    Ok(())
                });
            }
            _ => {}
        }
        self.nodes.skip()
    }

    fn is_shown(&self, looks: &RunProperties) -> bool {
        self.deletions == 0 && self.fields.iter().all(|has_result| *has_result) && !is_hidden(looks)
    }

    fn words(&mut self, text: &str, looks: &RunProperties, paragraph: &mut Paragraph) {
        if text.is_empty() || self.fields.iter().any(|has_result| !has_result) {
            return;
        }
        if self.deletions > 0 {
            return push_bounded(&mut self.deleted, text);
        }
        if is_hidden(looks) {
            return push_bounded(&mut self.hidden, text);
        }
        let format = Format {
            is_bold: looks.bold.unwrap_or(false),
            is_italic: looks.italic.unwrap_or(false),
            is_struck: looks.struck.unwrap_or(false),
            is_underlined: looks.underlined.unwrap_or(false),
            highlight: looks.highlight,
            style: looks.style.as_deref().map(Rc::from),
            link: self.link.clone(),
        };
        match paragraph.pieces.last_mut() {
            Some(Piece::Words(words, last)) if *last == format => words.push_str(text),
            _ => paragraph.pieces.push(Piece::Words(text.to_owned(), format)),
        }
    }

    /// A character by its number; those of symbol fonts mean nothing without the font.
    fn symbol(&mut self, element: &Element, looks: &RunProperties, paragraph: &mut Paragraph) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            Some(symbol) if !('\u{e000}'..='\u{f8ff}').contains(&symbol) => {
                self.words(symbol.encode_utf8(&mut [0; 4]), looks, paragraph);
            }
            _ => {
                let font = element.attribute("font").unwrap_or_default();
                self.report.skip("symbol", font, "symbol-font", self.place());
            }
        }
    }

    /// A picture, a drawing or an object. The paragraphs of text boxes in it come after this paragraph.
    fn graphic(&mut self, kind: &str) -> Result<(), ImportError> {
        let depth = self.nodes.open().len();
        let (mut is_image, mut has_text, mut description) = (false, false, String::new());
        while self.nodes.open().len() >= depth {
            let Some(node) = self.nodes.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name.as_str() {
                "blip" | "imagedata" => is_image = true,
                "docPr" => {
                    let words = element.attribute("descr").or(element.attribute("name"));
                    description = words.unwrap_or_default().to_owned();
                }
                "Fallback" => self.nodes.skip()?,
                "txbxContent" => {
                    has_text = true;
                    self.text_box()?;
                }
                _ => {}
            }
        }
        let (kind, is_left_out) = match kind {
            "object" => ("embedded-object", true),
            _ if is_image => ("image", true),
            _ => ("drawing", !has_text),
        };
        if is_left_out && self.deletions == 0 {
            self.report.skip(kind, &description, "no-text", self.place());
        }
        Ok(())
    }

    fn text_box(&mut self) -> Result<(), ImportError> {
        let outer = (std::mem::take(&mut self.boxed), std::mem::take(&mut self.fields), self.link.take());
        let mut kept = Kept::default();
        let read = self.blocks(&mut kept);
        let (mut boxed, fields, link) = outer;
        if self.deletions == 0 && kept.0.iter().any(|paragraph| !paragraph.pieces.is_empty()) {
            let words = kept.0.first().map(Paragraph::words).unwrap_or_default();
            self.report.alter("text-box", &words, "after-its-paragraph", self.place());
        }
        boxed.append(&mut kept.0);
        (self.boxed, self.fields, self.link) = (boxed, fields, link);
        read
    }

    /// Characters with small ones beside them that say how they are read: only the characters.
    fn ruby(&mut self, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        while let Some(Node::Start(element)) = next_child(&mut self.nodes)? {
            match element.name.as_str() {
                "rubyBase" => self.pieces(paragraph)?,
                "rt" => {
                    let reading = self.nodes.text()?;
                    self.report.skip("ruby", &reading, "reading-left-out", self.place());
                }
                _ => self.nodes.skip()?,
            }
        }
        Ok(())
    }

    /// The first of several ways to say the same.
    fn alternative(
        &mut self,
        read: &mut dyn FnMut(&mut Self) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut is_read = false;
        while let Some(Node::Start(_)) = next_child(&mut self.nodes)? {
            if std::mem::replace(&mut is_read, true) {
                self.nodes.skip()?;
            } else {
                read(self)?;
            }
        }
        Ok(())
    }

    fn deletion(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        self.deletions += 1;
        let result = read(self);
        self.deletions -= 1;
        if self.deletions == 0 && !self.deleted.is_empty() {
            let words = std::mem::take(&mut self.deleted);
            self.report.skip("tracked-deletion", &words, "deleted-in-word", self.place());
        }
        result
    }

    /// A content control: what is in it, unless that only says what to type there.
    fn control(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let (mut is_placeholder, mut read) = (false, Some(read));
        while let Some(Node::Start(element)) = next_child(&mut self.nodes)? {
            match element.name.as_str() {
                "sdtPr" => {
                    while let Some(Node::Start(property)) = next_child(&mut self.nodes)? {
                        is_placeholder |= property.name == "showingPlcHdr";
                        self.nodes.skip()?;
                    }
                }
                "sdtContent" if !is_placeholder => match read.take() {
                    Some(read) => read(self)?,
                    None => self.nodes.skip()?,
                },
                _ => self.nodes.skip()?,
            }
        }
        Ok(())
    }
}

fn is_hidden(looks: &RunProperties) -> bool {
    looks.hidden == Some(true) && looks.style.as_deref() != Some(MARK_STYLE)
}

/// Elements that say how something looks, or what it was before.
fn is_properties(name: &str) -> bool {
    name.ends_with("Pr") || name.ends_with("PrEx") || name.ends_with("Change") || name == "tblGrid"
}

fn mark(element: &Element) -> Option<Mark> {
    let id = || element.attribute("id").unwrap_or_default().to_owned();
    Some(match element.name.as_str() {
        "commentRangeStart" => Mark::CommentStart(id()),
        "commentRangeEnd" => Mark::CommentEnd(id()),
        "bookmarkStart" => {
            Mark::BookmarkStart(id(), element.attribute("name").unwrap_or_default().to_owned())
        }
        "bookmarkEnd" => Mark::BookmarkEnd(id()),
        _ => return None,
    })
}

fn push_bounded(kept: &mut String, more: &str) {
    if kept.len() < QUOTED * 4 {
        kept.extend(more.chars().take(QUOTED));
    }
}
