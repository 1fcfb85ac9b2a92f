//! The interview as one HTML file: set like a page of a book, with its highlights, its notes in the margin, its
//! memos, and an index of all annotations.
//!
//! The file needs nothing else and does nothing: no scripts, no fonts, no pictures, and a content security policy that
//! allows its own style sheet, by its hash, and nothing else. Text and notes reach it through `escape` and `note` only. Blocks are written one after another and
//! never nest; highlights that run across blocks are cut at their edges (see `paint`). On a wide screen each note
//! stands beside the paragraph in which its passage begins, on a narrow one after it; so do the names of its tags. A
//! bracket beside the text says how far a tagged passage goes (see `brackets`).

mod brackets;
mod legend;
mod memos;
mod paint;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use vermilion_anchor::segment::{Unit, unit_at};
use vermilion_anchor::{CodePoint, Span};

use crate::annotated::{Annotated, ExportedAnnotation, ExportedTag, Mark, Style, join_paths};
use crate::contents::Contents;
use crate::escape::{push_name, push_text};
use crate::interview::{Block, BlockKind};
use crate::layers::{self, Blend};
use crate::places::{Places, section_number};
use crate::words::Words;
use paint::Painter;

const STYLE: &str = include_str!("html/page.css");

/// Colours of speakers in the style sheet; further ones begin again.
const SPEAKER_COLOURS: u8 = 8;

/// Characters of a quote shown in the index.
const EXCERPT: u32 = 60;

/// The page.
#[must_use]
pub fn export(document: &Annotated) -> String {
    let places = Places::new(document);
    let page = Page {
        document,
        places: &places,
        contents: Contents::of(document),
        words: Words::of(&document.language),
        painter: Painter::new(document, &places),
        out: String::with_capacity(document.text.len() * 2 + document.annotations.len() * 1024),
        next_note: 0,
        next_section: 0,
        speaking: None,
    };
    page.write()
}

struct Page<'p, 'd> {
    document: &'d Annotated,
    places: &'p Places<'d>,
    contents: Contents<'d>,
    words: &'static Words,
    painter: Painter<'p, 'd>,
    out: String,
    /// The first annotation whose note is not written yet.
    next_note: usize,
    /// The section whose heading comes next.
    next_section: usize,
    /// Who speaks in the block before.
    speaking: Option<usize>,
}

impl Page<'_, '_> {
    fn write(mut self) -> String {
        self.out.push_str("<main>\n");
        let title = self.document.blocks.iter().position(|block| self.is_title_as_shown(block));
        if title.is_none() {
            self.out.push_str("<header class=\"row opening\">\n<h1>");
            push_name(&mut self.out, &self.document.title);
            self.out.push_str("</h1>\n");
            self.imprint();
            self.out.push_str("</header>\n");
        }
        for (at, block) in self.document.blocks.iter().enumerate() {
            self.block(block, title == Some(at));
        }
        self.painter.finish(&mut self.out);
        self.out.push_str("</main>\n");
        self.memos();
        self.index();
        self.out.push_str("</body>\n</html>\n");
        // Which blends there are is known only now.
        let mut page = self.head(self.painter.blends());
        page.push_str(&self.out);
        page
    }

    fn head(&self, blends: &BTreeSet<Blend>) -> String {
        let style = format!("{STYLE}{}", layers::rules(blends));
        let mut out = String::with_capacity(self.out.len() + style.len() + 1024);
        out.push_str("<!doctype html>\n<html lang=\"");
        push_text(&mut out, &self.document.language);
        out.push_str(
            "\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"",
        );
        out.push_str(&policy(&style));
        out.push_str(
            "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"Vermilion\">\n<title>",
        );
        push_name(&mut out, &self.document.title);
        out.push_str("</title>\n<style>");
        out.push_str(&style);
        let class = if self.document.is_patterned { " class=\"patterned\"" } else { "" };
        let _ = writeln!(out, "</style>\n</head>\n<body{class}>");
        out
    }

    /// Whether the block is the title as the document now has it; one that was corrected stays in the text, but does
    /// not head the page.
    fn is_title_as_shown(&self, block: &Block) -> bool {
        block.kind == BlockKind::Title && self.places.quote(block.body) == self.document.title
    }

    fn block(&mut self, block: &Block, is_title: bool) {
        let speaking = self.speaking.take();
        match block.kind {
            BlockKind::Title if is_title => {
                self.open_row("header", "row opening", "", block);
                self.out.push_str("\n<h1>");
                self.painter.paint_name(&mut self.out, block.body);
                self.out.push_str("</h1>\n");
                self.imprint();
            }
            BlockKind::Title | BlockKind::Metadata => self.paragraph("row metadata", block),
            BlockKind::Heading { level, .. } => self.heading(block, level),
            BlockKind::Turn { speaker, label, .. } => {
                self.speaking = Some(speaker);
                if label.is_some() || speaking != Some(speaker) {
                    self.open_row("div", "row turn", "", block);
                    self.speaker(speaker, label);
                } else {
                    self.open_row("div", "row", "", block);
                }
                self.text(block.body);
            }
            BlockKind::Paragraph => self.paragraph("row", block),
        }
        self.painter.skip_to(&mut self.out, block.span.end);
        self.notes(block.span);
        self.out.push_str(match block.kind {
            BlockKind::Title if is_title => "</header>\n",
            BlockKind::Heading { .. } => "</section>\n",
            _ => "</div>\n",
        });
    }

    fn paragraph(&mut self, class: &str, block: &Block) {
        self.open_row("div", class, "", block);
        self.text(block.body);
    }

    /// Opens what has a block and what stands beside it.
    fn open_row(&mut self, element: &str, class: &str, id: &str, block: &Block) {
        let is_bracketed = self.painter.has_brackets(block.span.end);
        let bracketed = if is_bracketed { " bracketed" } else { "" };
        let _ = write!(self.out, "<{element} class=\"{class}{bracketed}\"{id}>");
        self.painter.continue_brackets(&mut self.out);
    }

    fn text(&mut self, body: Span) {
        if body.is_empty() {
            return;
        }
        self.out.push_str("<p class=\"text\">");
        self.painter.paint(&mut self.out, body);
        self.out.push_str("</p>\n");
    }

    /// The label is set as it stands where it is the speaker's name, so that highlights show on it; where the speaker
    /// has been renamed, the name is set.
    fn speaker(&mut self, speaker: usize, label: Option<Span>) {
        let Some(speaker) = self.document.speakers.get(speaker) else { return };
        let _ = write!(self.out, "<p class=\"who s{}\">", speaker.colour % SPEAKER_COLOURS);
        match label {
            Some(label) if self.places.quote(label) == speaker.name => {
                self.painter.paint_name(&mut self.out, label);
            }
            _ => push_name(&mut self.out, &speaker.name),
        }
        self.out.push_str("</p>\n");
    }

    fn heading(&mut self, block: &Block, level: u8) {
        // h1 is the document's title.
        let level = level.clamp(1, 5) + 1;
        let id = format!(" id=\"s-{}\"", self.next_section + 1);
        self.open_row("section", "row heading", &id, block);
        let _ = write!(self.out, "\n<h{level}>");
        if let Some(section) = self.places.sections().get(self.next_section) {
            let number = section_number(section);
            if !number.is_empty() {
                self.out.push_str("<span class=\"number\">");
                push_name(&mut self.out, number);
                self.out.push_str("</span> ");
            }
        }
        self.next_section += 1;
        self.out.push_str("<span class=\"name\">");
        self.painter.paint_name(&mut self.out, block.body);
        let _ = writeln!(self.out, "</span></h{level}>");
    }

    /// Source, date and speakers under the title, then the contents.
    fn imprint(&mut self) {
        // What a line of the text says already is not said twice.
        let metadata: Vec<_> = (self.document.blocks.iter())
            .filter(|block| block.kind == BlockKind::Metadata)
            .map(|block| self.places.quote(block.body))
            .collect();
        let facts: Vec<_> = [self.document.source.as_deref(), self.document.published.as_deref()]
            .into_iter()
            .flatten()
            .filter(|fact| !fact.is_empty() && !metadata.iter().any(|line| line.contains(fact)))
            .collect();
        if !facts.is_empty() {
            self.out.push_str("<p class=\"imprint\">");
            push_name(&mut self.out, &facts.join(" · "));
            self.out.push_str("</p>\n");
        }
        if !self.document.speakers.is_empty() {
            self.out.push_str("<ul class=\"speakers\">\n");
            for speaker in &self.document.speakers {
                let _ = write!(self.out, "<li><span class=\"s{}\">", speaker.colour % SPEAKER_COLOURS);
                push_name(&mut self.out, &speaker.name);
                let _ = writeln!(self.out, "</span> <small>{}</small></li>", self.words.role(speaker.role));
            }
            self.out.push_str("</ul>\n");
        }
        self.contents();
        legend::write(&mut self.out, self.document, self.words);
    }

    fn contents(&mut self) {
        if self.places.sections().len() < 2 {
            return;
        }
        let _ = writeln!(self.out, "<nav class=\"contents\" aria-label=\"{}\">\n<ol>", self.words.contents);
        for (at, section) in self.places.sections().iter().enumerate() {
            let level = section.level.clamp(1, 5);
            let _ = write!(self.out, "<li class=\"level-{level}\"><a href=\"#s-{}\">", at + 1);
            push_label(&mut self.out, section_number(section), &section.title);
            self.out.push_str("</a></li>\n");
        }
        self.out.push_str("</ol>\n</nav>\n");
    }

    /// The notes and the tags of the passages that begin in the block.
    fn notes(&mut self, block: Span) {
        let mut is_open = false;
        while let Some(annotation) = self.document.annotations.get(self.next_note)
            && annotation.span.start < block.end
        {
            self.next_note += 1;
            let number = self.painter.number(self.next_note - 1);
            if number.is_none() && annotation.tags.is_empty() {
                continue;
            }
            if !is_open {
                self.out.push_str("<aside class=\"notes\">\n");
                is_open = true;
            }
            match number {
                Some(number) => self.margin_note(annotation, number),
                None => self.bracket(annotation),
            }
        }
        if is_open {
            self.out.push_str("</aside>\n");
        }
    }

    fn margin_note(&mut self, annotation: &ExportedAnnotation, number: u32) {
        let _ = write!(self.out, "<div class=\"note {}\" id=\"n-", annotation.style.colour);
        push_text(&mut self.out, &annotation.id);
        self.out.push_str("\"><a class=\"back\" href=\"#a-");
        push_text(&mut self.out, &annotation.id);
        let _ = writeln!(self.out, "\" aria-label=\"{} {number}\">{number}</a>", self.words.note);
        self.note(&annotation.note);
        if !annotation.tags.is_empty() {
            self.out.push_str("<p class=\"names\">");
            self.tag_names(&annotation.tags);
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</div>\n");
    }

    /// The names of the tags beside a passage without a note; they lead to it.
    fn bracket(&mut self, annotation: &ExportedAnnotation) {
        self.out.push_str("<p class=\"bracket\"><a href=\"#a-");
        push_text(&mut self.out, &annotation.id);
        self.out.push_str("\">");
        self.tag_names(&annotation.tags);
        self.out.push_str("</a></p>\n");
    }

    fn tag_names(&mut self, tags: &[ExportedTag]) {
        for (at, tag) in tags.iter().enumerate() {
            let space = if at > 0 { " " } else { "" };
            let _ = write!(self.out, "{space}<span class=\"tag{}\">", colour_class(tag));
            push_name(&mut self.out, &tag.path);
            self.out.push_str("</span>");
        }
    }

    /// Every annotation in the order of the text, by section.
    fn index(&mut self) {
        let _ = writeln!(self.out, "<section class=\"index\">\n<h2>{}</h2>", self.words.annotations);
        let mut current = None;
        for (at, annotation) in self.document.annotations.iter().enumerate() {
            let section = self.places.section_at(annotation.span.start);
            if current != Some(section) {
                if current.is_some() {
                    self.out.push_str("</ul>\n");
                }
                current = Some(section);
                self.index_heading(section);
            }
            self.index_entry(at, annotation);
        }
        if current.is_some() {
            self.out.push_str("</ul>\n");
        } else if self.document.orphans.is_empty() {
            let _ = writeln!(self.out, "<p>{}</p>", self.words.no_annotations);
        }
        self.orphans();
        let _ = writeln!(
            self.out,
            "<p class=\"colophon\"><span>{}{}{} · Vermilion</span></p>\n</section>",
            self.words.exported, self.words.colon, self.document.exported_at
        );
    }

    /// Those whose passage is no longer in the text, with their words and their notes.
    fn orphans(&mut self) {
        if self.document.orphans.is_empty() {
            return;
        }
        let _ = writeln!(self.out, "<h3 id=\"orphans\">{}</h3>\n<ul class=\"orphans\">", self.words.orphans);
        for orphan in &self.document.orphans {
            let _ = write!(self.out, "<li id=\"o-");
            push_text(&mut self.out, &orphan.id);
            let _ = write!(self.out, "\"><mark class=\"{}\">", self.class_of(orphan.style));
            push_text(&mut self.out, &orphan.quote);
            let _ = write!(self.out, "</mark> <small>{}</small>", self.words.orphaned);
            self.tags(&orphan.tags);
            if orphan.has_note() {
                let _ = write!(self.out, "\n<div class=\"note {}\">", orphan.style.colour);
                self.note(&orphan.note);
                self.out.push_str("</div>");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn tags(&mut self, tags: &[ExportedTag]) {
        if !tags.is_empty() {
            let _ = write!(self.out, " <small class=\"tags\">{}{}", self.words.tags, self.words.colon);
            push_name(&mut self.out, &join_paths(tags, self.words.list_comma));
            self.out.push_str("</small>");
        }
    }

    fn class_of(&self, style: Style) -> String {
        class_of(style, self.document.is_patterned)
    }

    fn index_heading(&mut self, section: Option<usize>) {
        if let Some(at) = section {
            let section = &self.places.sections()[at];
            let _ = write!(self.out, "<h3><a href=\"#s-{}\">", at + 1);
            push_label(&mut self.out, section_number(section), &section.title);
            self.out.push_str("</a></h3>\n");
        } else if !self.places.sections().is_empty() {
            let _ = writeln!(self.out, "<h3>{}</h3>", self.words.opening);
        }
        self.out.push_str("<ul>\n");
    }

    fn index_entry(&mut self, at: usize, annotation: &ExportedAnnotation) {
        let _ = write!(self.out, "<li><a href=\"#a-");
        push_text(&mut self.out, &annotation.id);
        let _ = write!(self.out, "\"><mark class=\"{}\">", self.class_of(annotation.style));
        push_text(&mut self.out, &excerpt(self.places.quote(annotation.span)));
        self.out.push_str("</mark></a>");
        let speakers = self.places.speakers_in(annotation.span);
        if !speakers.is_empty() {
            let names: Vec<_> = speakers.iter().map(|speaker| speaker.name.as_str()).collect();
            self.out.push_str(" <small>");
            push_name(&mut self.out, &names.join(self.words.list_comma));
            self.out.push_str("</small>");
        }
        self.tags(&annotation.tags);
        if let Some(number) = self.painter.number(at) {
            self.out.push_str(" <a class=\"ref\" href=\"#n-");
            push_text(&mut self.out, &annotation.id);
            let _ = write!(self.out, "\" aria-label=\"{} {number}\">{number}</a>", self.words.note);
        }
        self.out.push_str("</li>\n");
    }
}

/// What the page may do. A hash in place of `unsafe-inline`: were a way into the page ever found, it could not even
/// restyle it, which is enough to make an address send what a reader sees.
fn policy(style: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(style));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

/// The classes of one annotation by itself.
fn class_of(style: Style, is_patterned: bool) -> String {
    let colour = style.colour;
    match style.mark {
        Mark::Underline => format!("l0-{colour}"),
        Mark::Fill if is_patterned => format!("f-{colour} p-{colour}"),
        Mark::Fill => format!("f-{colour}"),
    }
}

/// The class of a tag's colour with a space before it; empty where it has none.
fn colour_class(tag: &ExportedTag) -> String {
    tag.colour.map(|colour| format!(" {colour}")).unwrap_or_default()
}

fn push_label(out: &mut String, number: &str, title: &str) {
    if !number.is_empty() {
        out.push_str("<span class=\"number\">");
        push_name(out, number);
        out.push_str("</span> ");
    }
    push_name(out, title);
}

/// The beginning of a quote in one line, cut between graphemes.
fn excerpt(quote: &str) -> String {
    // Room for the longest grapheme that may begin before the cut.
    let near = quote.char_indices().nth(2 * EXCERPT as usize).map_or(quote, |(byte, _)| &quote[..byte]);
    let line = near.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(_) = line.chars().nth(EXCERPT as usize) else { return line };
    let cut = unit_at(&line, CodePoint(EXCERPT), Unit::Grapheme).start.0 as usize;
    line.chars().take(cut).chain(['…']).collect()
}
