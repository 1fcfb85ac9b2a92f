//! A note's Markdown as paragraphs of Word: bold, italic, struck, code, links, lists, quotations, headings.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::package::Links;
use super::styles::{BULLETS, Lists};
use super::xml::Xml;
use crate::link::Link;
use crate::note::emphasis;

/// Levels of a list at most.
const DEEPEST: usize = 8;

/// How a run of a note is set.
#[derive(Clone, Debug, Default)]
struct Look {
    bold: u32,
    italic: u32,
    struck: u32,
    link: Option<String>,
}

/// A paragraph of a note.
#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    /// Id of the list and level in it.
    list: Option<(String, usize)>,
    runs: Vec<Run>,
}

enum Run {
    Text { text: String, look: Look, is_code: bool },
    Break,
}

/// Where notes are written.
pub(super) struct Notes<'w> {
    pub(super) lists: &'w mut Lists,
    pub(super) links: &'w mut Links,
    /// The style of ordinary paragraphs.
    pub(super) style: &'static str,
}

impl Notes<'_> {
    /// Writes a note; `first` is what stands before its first words.
    pub(super) fn write(&mut self, xml: &mut Xml, markdown: &str, mut first: Option<Xml>) {
        let mut reader = Reader {
            lists: self.lists,
            done: Vec::new(),
            now: None,
            look: Look::default(),
            open: Vec::new(),
            items: Vec::new(),
            quotes: 0,
            block: None,
            links: Vec::new(),
        };
        let hinted = emphasis::hint(markdown);
        for event in Parser::new_ext(&hinted, Options::ENABLE_STRIKETHROUGH) {
            reader.event(event);
        }
        reader.end();
        // A comment or a cell without a paragraph is none.
        if reader.done.is_empty() {
            reader.done.push(Paragraph::default());
        }
        for paragraph in reader.done {
            self.paragraph(xml, &paragraph, first.take());
        }
    }

    fn paragraph(&mut self, xml: &mut Xml, paragraph: &Paragraph, first: Option<Xml>) {
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.value("w:pStyle", paragraph.style.as_deref().unwrap_or(self.style));
        if let Some((id, level)) = &paragraph.list {
            xml.open("w:numPr", &[]);
            xml.value("w:ilvl", &level.to_string());
            xml.value("w:numId", id);
            xml.close("w:numPr");
        }
        xml.close("w:pPr");
        if let Some(first) = first {
            xml.append(first);
        }
        for run in &paragraph.runs {
            self.run(xml, run);
        }
        xml.close("w:p");
    }

    fn run(&mut self, xml: &mut Xml, run: &Run) {
        let Run::Text { text, look, is_code } = run else {
            xml.open("w:r", &[]);
            xml.empty("w:br", &[]);
            return xml.close("w:r");
        };
        if let Some(address) = &look.link {
            let id = self.links.id(address);
            xml.open("w:hyperlink", &[("r:id", &id)]);
        }
        xml.open("w:r", &[]);
        let style = match (is_code, &look.link) {
            (true, _) => Some("VermilionCode"),
            (false, Some(_)) => Some("Hyperlink"),
            (false, None) => None,
        };
        if style.is_some() || look.bold + look.italic + look.struck > 0 {
            xml.open("w:rPr", &[]);
            style.into_iter().for_each(|style| xml.value("w:rStyle", style));
            for (depth, name) in [(look.bold, "w:b"), (look.italic, "w:i"), (look.struck, "w:strike")] {
                if depth > 0 {
                    xml.empty(name, &[]);
                }
            }
            xml.close("w:rPr");
        }
        xml.element("w:t", &[("xml:space", "preserve")], text);
        xml.close("w:r");
        if look.link.is_some() {
            xml.close("w:hyperlink");
        }
    }
}

/// Takes the events of a Markdown parser.
struct Reader<'l> {
    lists: &'l mut Lists,
    done: Vec<Paragraph>,
    now: Option<Paragraph>,
    look: Look,
    /// The ids of the lists that are open.
    open: Vec<String>,
    /// For each item that is open, whether its first paragraph has begun.
    items: Vec<bool>,
    quotes: u32,
    /// The style of what is neither a list nor a quotation.
    block: Option<String>,
    /// For each link that is open, whether it is one.
    links: Vec<bool>,
}

impl Reader<'_> {
    fn begin(&mut self) -> &mut Paragraph {
        let (items, open, quotes, block) = (&mut self.items, &self.open, self.quotes, &self.block);
        self.now.get_or_insert_with(|| {
            let mut paragraph = Paragraph::default();
            match items.last_mut() {
                Some(is_begun) if !*is_begun => {
                    *is_begun = true;
                    let level = (open.len() - 1).min(DEEPEST);
                    paragraph.list = open.last().map(|id| (id.clone(), level));
                }
                Some(_) => paragraph.style = Some("VermilionNoteMore".to_owned()),
                None if quotes > 0 => paragraph.style = Some("VermilionNoteQuote".to_owned()),
                None => {}
            }
            if let Some(block) = block {
                paragraph.style = Some(block.clone());
            }
            paragraph
        })
    }

    fn end(&mut self) {
        self.done.extend(self.now.take());
    }

    fn text(&mut self, text: &str, is_code: bool) {
        let text = emphasis::forget(text.to_owned());
        let look = self.look.clone();
        let paragraph = self.begin();
        for (at, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if at > 0 {
                paragraph.runs.push(Run::Break);
            }
            if !line.is_empty() {
                paragraph.runs.push(Run::Text { text: line.to_owned(), look: look.clone(), is_code });
            }
        }
        // The lines of a block of code come one by one.
        if text.ends_with('\n') {
            paragraph.runs.push(Run::Break);
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.text(&text, false),
            Event::Code(text) => self.text(&text, true),
            Event::SoftBreak | Event::HardBreak => self.begin().runs.push(Run::Break),
            Event::Rule => {
                self.end();
                let style = Some("VermilionNoteRule".to_owned());
                self.done.push(Paragraph { style, ..Paragraph::default() });
            }
            // Not asked of the parser, so it does not send them.
            Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.end(),
            Tag::Heading { level, .. } => {
                self.end();
                self.block = Some(format!("VermilionNoteHeading{}", number(level)));
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.end();
                self.block = Some("VermilionNoteCode".to_owned());
            }
            Tag::List(start) => {
                self.end();
                let id = start.map_or_else(|| BULLETS.to_owned(), |start| self.lists.counted(start));
                self.open.push(id);
            }
            Tag::Item => {
                self.end();
                self.items.push(false);
            }
            Tag::Strong => self.look.bold += 1,
            Tag::Emphasis => self.look.italic += 1,
            Tag::Strikethrough => self.look.struck += 1,
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                let is_mail = link_type == LinkType::Email;
                let address = if is_mail { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                // Links do not nest: inside one, a further one is its words.
                let link = Link::parse(&address).ok().filter(|_| self.look.link.is_none());
                self.links.push(link.is_some());
                self.look.link = self.look.link.take().or(link.map(|link| link.href));
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end(),
            TagEnd::Heading(_) => {
                self.end();
                self.block = None;
            }
            TagEnd::CodeBlock => {
                if let Some(paragraph) = &mut self.now {
                    while matches!(paragraph.runs.last(), Some(Run::Break)) {
                        paragraph.runs.pop();
                    }
                }
                self.end();
                self.block = None;
            }
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes -= 1;
            }
            TagEnd::List(_) => {
                self.end();
                self.open.pop();
            }
            TagEnd::Item => {
                // An item that says nothing is an item.
                if self.items.last() == Some(&false) {
                    self.begin();
                }
                self.end();
                self.items.pop();
            }
            TagEnd::Strong => self.look.bold -= 1,
            TagEnd::Emphasis => self.look.italic -= 1,
            TagEnd::Strikethrough => self.look.struck -= 1,
            TagEnd::Link | TagEnd::Image => self.close_link(),
            _ => {}
        }
    }

    fn close_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.look.link = None;
        }
    }
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
