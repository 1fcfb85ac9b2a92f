//! The text with its marks, line by line, and the comments on it.
//!
//! A sweep over the edges of the annotations, linear in text and annotations but for a logarithm. Where one ends and the next
//! begins at the same place the end comes first; an edge that lies on a line end stands at the end of that line.

use std::collections::BTreeSet;
use vermilion_anchor::{CodePoint, Span};

use super::note::Notes;
use super::package::Links;
use super::styles::{HEADINGS, Lists};
use super::xml::Xml;
use super::{hex, line, second, tags};
use crate::annotated::{Annotated, Colour, ExportedAnnotation, Mark};
use crate::interview::{Block, BlockKind};
use crate::watch::Watch;
use crate::words::Words;

/// Fills that can be told apart in a blend.
const FILLS: usize = 3;

/// Whether there is anything about an annotation that its look does not say.
pub(super) fn has_comment(annotation: &ExportedAnnotation) -> bool {
    annotation.has_note() || !annotation.tags.is_empty() || annotation.original.is_some()
}

/// The name of the bookmark of the annotation at this place.
pub(super) fn bookmark(at: usize) -> String {
    format!("_vermilion{}", at + 1)
}

/// Writes all comments; whether there are any.
pub(super) fn comments(
    xml: &mut Xml,
    document: &Annotated,
    author: &str,
    lists: &mut Lists,
    links: &mut Links,
    watch: &Watch<'_>,
) -> bool {
    let words = Words::of(&document.language);
    let initials: String = author.split_whitespace().filter_map(|name| name.chars().next()).take(3).collect();
    let mut has_any = false;
    for (at, annotation) in watch.each(&document.annotations).enumerate() {
        if !has_comment(annotation) {
            continue;
        }
        has_any = true;
        let (id, time) = (at.to_string(), second(&annotation.created));
        let mut attributes = vec![("w:id", id.as_str()), ("w:author", author), ("w:initials", &initials)];
        attributes.extend(time.as_deref().map(|time| ("w:date", time)));
        xml.open("w:comment", &attributes);
        let mut reference = Some(reference());
        if annotation.has_note() {
            let mut notes = Notes { lists, links, style: "CommentText" };
            notes.write(xml, &document.without_links(&annotation.note), reference.take());
        }
        if let Some(original) = &annotation.original {
            let said = format!("{}{}{}", words.original, words.colon, original.replace('\n', " "));
            line(xml, "VermilionItem", &said);
        }
        if !annotation.tags.is_empty() {
            tags(xml, &annotation.tags, reference.take());
        }
        xml.close("w:comment");
    }
    has_any
}

/// With which the words of a comment begin.
fn reference() -> Xml {
    let mut xml = Xml::fragment();
    xml.open("w:r", &[]);
    xml.open("w:rPr", &[]);
    xml.value("w:rStyle", "CommentReference");
    xml.close("w:rPr");
    xml.empty("w:annotationRef", &[]);
    xml.close("w:r");
    xml
}

/// What a piece of a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Words,
    /// The label of a speaker.
    Label(usize),
    /// Marks of Markdown, which a reader does not read.
    Mark,
}

/// The text as it is written.
pub(super) struct Body<'d, 'x> {
    document: &'d Annotated,
    xml: &'x mut Xml,
    /// The annotations in the order in which they end.
    by_end: Vec<usize>,
    started: usize,
    ended: usize,
    fills: BTreeSet<usize>,
    lines: BTreeSet<usize>,
}

impl<'d, 'x> Body<'d, 'x> {
    pub(super) fn new(document: &'d Annotated, xml: &'x mut Xml) -> Self {
        let mut by_end: Vec<usize> = (0..document.annotations.len()).collect();
        by_end.sort_by_key(|&at| (document.annotations[at].span.end, std::cmp::Reverse(at)));
        let (fills, lines) = (BTreeSet::new(), BTreeSet::new());
        Self { document, xml, by_end, started: 0, ended: 0, fills, lines }
    }

    /// Writes it.
    pub(super) fn write(mut self, watch: &Watch<'_>) {
        self.front();
        let document = self.document;
        let (mut at, mut block) = (0, 0);
        let mut is_headed = None;
        let mut texts = document.text.strip_suffix('\n').unwrap_or(&document.text).split('\n').peekable();
        while let Some(text) = texts.next_if(|_| watch.step()) {
            let length = vermilion_anchor::count(text);
            while document.blocks.get(block).is_some_and(|block| block.span.end.0 <= at) {
                block += 1;
            }
            let of = document.blocks.get(block).filter(|block| block.span.start.0 <= at);
            let is_blank = text.trim().is_empty();
            // What follows a heading in its block is not the heading.
            let is_first = !is_blank && is_headed.replace(block) != Some(block);
            self.open(of, is_first, is_blank);
            self.pieces(text, Span::new(at, at + length), of);
            // What ends beyond the text ends with it: a range without an end is none to Word.
            let is_last = texts.peek().is_none();
            self.pass(CodePoint(if is_last { u32::MAX } else { at + length }));
            self.xml.close("w:p");
            at += length + 1;
        }
    }

    /// The title as the document now has it, where no line of the text says so.
    fn front(&mut self) {
        let index = vermilion_anchor::TextIndex::new(&self.document.text);
        let says = |block: &Block| {
            block.kind == BlockKind::Title && index.slice(block.body) == Some(self.document.title.as_str())
        };
        if self.document.title.is_empty() || self.document.blocks.iter().any(says) {
            return;
        }
        line(self.xml, "VermilionFront", &self.document.title);
    }

    /// Begins a paragraph.
    fn open(&mut self, block: Option<&Block>, is_first: bool, is_blank: bool) {
        self.xml.open("w:p", &[]);
        let style = match block.map(|block| &block.kind) {
            _ if is_blank => Some("VermilionBlank".to_owned()),
            Some(BlockKind::Title) if is_first => Some("Title".to_owned()),
            Some(BlockKind::Heading { level, .. }) if is_first => {
                Some(format!("Heading{}", level.clamp(&1, &HEADINGS)))
            }
            Some(BlockKind::Metadata) => Some("VermilionMetadata".to_owned()),
            Some(BlockKind::Turn { label: Some(_), .. }) if is_first => Some("VermilionTurn".to_owned()),
            Some(BlockKind::Turn { .. }) => Some("VermilionTurnMore".to_owned()),
            _ => None,
        };
        if let Some(style) = style {
            self.xml.open("w:pPr", &[]);
            self.xml.value("w:pStyle", &style);
            self.xml.close("w:pPr");
        }
    }

    fn pieces(&mut self, text: &str, span: Span, block: Option<&Block>) {
        let mut at = span.start;
        let mut rest = text;
        for (part, end) in parts(text, span, block) {
            while at < end {
                self.pass(at);
                let next = self.next_edge().map_or(end, |edge| edge.min(end));
                let length = rest.char_indices().nth((next.0 - at.0) as usize);
                let (piece, after) = rest.split_at(length.map_or(rest.len(), |(byte, _)| byte));
                self.run(piece, part);
                (rest, at) = (after, next);
            }
        }
    }

    fn next_edge(&self) -> Option<CodePoint> {
        let start = self.document.annotations.get(self.started).map(|annotation| annotation.span.start);
        let end = self.by_end.get(self.ended).map(|&at| self.document.annotations[at].span.end);
        start.into_iter().chain(end).min()
    }

    /// Writes all edges up to `to`, the ends at one place before the starts there.
    fn pass(&mut self, to: CodePoint) {
        while let Some(edge) = self.next_edge().filter(|&edge| edge <= to) {
            let ending = self.by_end.get(self.ended).copied().filter(|at| *at < self.started);
            let ends = ending.filter(|&at| self.document.annotations[at].span.end == edge);
            match ends {
                Some(at) => self.end(at),
                None => self.start(),
            }
        }
    }

    fn start(&mut self) {
        let (at, annotation) = (self.started, &self.document.annotations[self.started]);
        self.started += 1;
        let id = at.to_string();
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &bookmark(at))]);
        if has_comment(annotation) {
            self.xml.empty("w:commentRangeStart", &[("w:id", &id)]);
        }
        match annotation.style.mark {
            Mark::Fill => self.fills.insert(at),
            Mark::Underline => self.lines.insert(at),
        };
    }

    fn end(&mut self, at: usize) {
        let id = at.to_string();
        self.ended += 1;
        self.fills.remove(&at);
        self.lines.remove(&at);
        if has_comment(&self.document.annotations[at]) {
            self.xml.empty("w:commentRangeEnd", &[("w:id", &id)]);
        }
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
        if has_comment(&self.document.annotations[at]) {
            self.xml.open("w:r", &[]);
            self.xml.open("w:rPr", &[]);
            self.xml.value("w:rStyle", "CommentReference");
            self.xml.close("w:rPr");
            self.xml.empty("w:commentReference", &[("w:id", &id)]);
            self.xml.close("w:r");
        }
    }

    fn run(&mut self, text: &str, part: Part) {
        let colour = |at: &usize| self.document.annotations[*at].style.colour;
        let fills: Vec<Colour> = self.fills.iter().take(FILLS).map(colour).collect();
        let line = self.lines.first().map(colour);
        let xml = &mut *self.xml;
        xml.open("w:r", &[]);
        let is_plain = part == Part::Words && fills.is_empty() && line.is_none();
        if !is_plain {
            xml.open("w:rPr", &[]);
        }
        match part {
            Part::Label(speaker) => xml.value("w:rStyle", &format!("VermilionSpeaker{}", speaker + 1)),
            Part::Mark => xml.value("w:rStyle", "VermilionMark"),
            Part::Words => {}
        }
        if let Some(line) = line {
            xml.empty("w:u", &[("w:val", "thick"), ("w:color", &hex(line.line()))]);
        }
        if !fills.is_empty() {
            let shade = hex(blend(&fills));
            xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &shade)]);
        }
        if !is_plain {
            xml.close("w:rPr");
        }
        for (at, piece) in text.split('\t').enumerate() {
            if at > 0 {
                xml.empty("w:tab", &[]);
            }
            if !piece.is_empty() {
                // A carriage return by itself is no line end of ours, and XML would make one of it.
                xml.element("w:t", &[("xml:space", "preserve")], &piece.replace('\r', " "));
            }
        }
        xml.close("w:r");
    }
}

/// What fills give together on paper: as on the page of the app they are multiplied.
fn blend(fills: &[Colour]) -> [u8; 3] {
    let mut blend = [255_u32; 3];
    for fill in fills {
        for (channel, value) in blend.iter_mut().zip(fill.fill()) {
            *channel = (*channel * u32::from(value) + 127) / 255;
        }
    }
    // No product of parts of 255 is more than that.
    blend.map(|channel| u8::try_from(channel).unwrap_or(u8::MAX))
}

/// The pieces of a line, each with where it ends.
fn parts(text: &str, line: Span, block: Option<&Block>) -> Vec<(Part, CodePoint)> {
    let Some(block) = block else { return vec![(Part::Words, line.end)] };
    let label = match block.kind {
        BlockKind::Turn { label: Some(label), speaker, .. } => Some((label, speaker)),
        _ => None,
    };
    let mut parts: Vec<(Part, CodePoint)> = Vec::new();
    let mut is_after_hash = false;
    for (offset, character) in text.chars().enumerate() {
        // A line has fewer characters than a text, whose offsets are of 32 bits.
        let at = CodePoint(line.start.0 + u32::try_from(offset).unwrap_or(u32::MAX));
        let part = match label {
            Some((label, speaker)) if label.contains(at) => Part::Label(speaker),
            _ if block.body.contains(at) => Part::Words,
            _ if matches!(character, '#' | '*' | '_') => Part::Mark,
            _ if is_after_hash && character == ' ' => Part::Mark,
            _ => Part::Words,
        };
        is_after_hash = part == Part::Mark && character == '#';
        let end = CodePoint(at.0 + 1);
        match parts.last_mut() {
            Some((last, last_end)) if *last == part => *last_end = end,
            _ => parts.push((part, end)),
        }
    }
    parts
}
