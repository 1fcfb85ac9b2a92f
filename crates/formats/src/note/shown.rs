//! What is seen of a note in a word processor: lines, what each is, and how its characters are set. Two ways of writing the
//! same in Markdown are the same here. White space is nothing that is seen.

use crate::link::Link;
use crate::note::emphasis;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// The deepest level of a list that a word processor has.
const DEEPEST: usize = 9;

/// A line on which something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Line {
    kind: Kind,
    /// Characters that are set alike, in their order, without white space; none is empty.
    runs: Vec<(String, Look)>,
}

/// What a line is: what a style or a list can say of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Nothing else.
    #[default]
    Plain,
    /// A heading of this level, which is set as its style says: whether it is bold is no matter of its characters.
    Heading(u8),
    /// The first paragraph of an item, in a list of that depth, 1 for the outermost.
    Item(usize),
    /// A further paragraph of an item.
    More,
    /// A quotation.
    Quote,
    /// Code.
    Code,
    /// A line drawn across.
    Rule,
}

/// How characters are set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    pub(crate) is_bold: bool,
    pub(crate) is_italic: bool,
    pub(crate) is_struck: bool,
    pub(crate) is_code: bool,
    /// Where they lead.
    pub(crate) link: Option<String>,
}

/// Lines in the making.
#[derive(Default)]
pub(crate) struct Lines {
    all: Vec<Line>,
    now: Line,
}

impl Lines {
    /// Adds characters to the line.
    pub(crate) fn push(&mut self, kind: Kind, text: &str, mut look: Look) {
        let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        if text.is_empty() {
            return;
        }
        self.now.kind = match kind {
            Kind::Item(depth) => Kind::Item(depth.min(DEEPEST)),
            kind => kind,
        };
        look.is_bold &= !matches!(kind, Kind::Heading(_));
        match self.now.runs.last_mut().filter(|(_, last)| *last == look) {
            Some((words, _)) => words.push_str(&text),
            None => self.now.runs.push((text, look)),
        }
    }

    /// Whether the line has nothing yet.
    fn is_at_start(&self) -> bool {
        self.now.runs.is_empty()
    }

    /// Ends the line.
    pub(crate) fn end(&mut self) {
        let line = std::mem::take(&mut self.now);
        if !line.runs.is_empty() {
            self.all.push(line);
        }
    }

    /// Draws a line across.
    pub(crate) fn rule(&mut self) {
        self.end();
        self.all.push(Line { kind: Kind::Rule, runs: Vec::new() });
    }

    /// All of them.
    pub(crate) fn finish(mut self) -> Vec<Line> {
        self.end();
        self.all
    }
}

/// What is seen of a note.
pub(crate) fn lines(markdown: &str) -> Vec<Line> {
    let hinted = emphasis::hint(markdown);
    let mut reader = Reader::default();
    for event in Parser::new_ext(&hinted, Options::ENABLE_STRIKETHROUGH) {
        reader.event(event);
    }
    reader.lines.finish()
}

#[derive(Default)]
struct Reader {
    lines: Lines,
    bold: u32,
    italic: u32,
    struck: u32,
    /// The links that are open: whether each is one.
    links: Vec<bool>,
    link: Option<String>,
    lists: usize,
    /// For each item that is open, whether its first paragraph is over.
    items: Vec<bool>,
    quotes: u32,
    block: Option<Kind>,
}

impl Reader {
    fn kind(&self) -> Kind {
        match (self.block, self.items.last()) {
            (Some(block), _) => block,
            (None, Some(false)) => Kind::Item(self.lists),
            (None, Some(true)) => Kind::More,
            (None, None) if self.quotes > 0 => Kind::Quote,
            (None, None) => Kind::Plain,
        }
    }

    /// Ends a paragraph; `is_begun` where one was.
    fn end_paragraph(&mut self, is_begun: bool) {
        let is_begun = is_begun || !self.lines.is_at_start();
        self.lines.end();
        if let Some(item) = self.items.last_mut().filter(|_| is_begun) {
            *item = true;
        }
    }

    fn text(&mut self, text: &str, is_code: bool) {
        let look = Look {
            is_bold: self.bold > 0,
            is_italic: self.italic > 0,
            is_struck: self.struck > 0,
            is_code,
            link: self.link.clone(),
        };
        for (at, part) in emphasis::forget(text.to_owned()).split('\n').enumerate() {
            if at > 0 {
                self.lines.end();
            }
            self.lines.push(self.kind(), part, look.clone());
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.text(&text, false),
            Event::Code(text) => self.text(&text, true),
            Event::SoftBreak | Event::HardBreak => self.lines.end(),
            Event::Rule => {
                self.end_paragraph(false);
                self.lines.rule();
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
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                let is_mail = link_type == LinkType::Email;
                let address = if is_mail { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                let link = Link::parse(&address).ok().filter(|_| self.link.is_none());
                self.links.push(link.is_some());
                self.link = self.link.take().or(link.map(|link| link.href));
            }
            tag => {
                self.end_paragraph(false);
                match tag {
                    Tag::Heading { level, .. } => self.block = Some(Kind::Heading(level as u8)),
                    Tag::CodeBlock(_) => self.block = Some(Kind::Code),
                    Tag::BlockQuote(_) => self.quotes += 1,
                    Tag::List(_) => self.lists += 1,
                    Tag::Item => self.items.push(false),
                    _ => {}
                }
            }
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Strikethrough => self.struck -= 1,
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() == Some(true) {
                    self.link = None;
                }
            }
            tag => {
                // The lines of a paragraph are over by now where the last of them was empty.
                self.end_paragraph(matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock));
                match tag {
                    TagEnd::Heading(_) | TagEnd::CodeBlock => self.block = None,
                    TagEnd::BlockQuote(_) => self.quotes -= 1,
                    TagEnd::List(_) => self.lists -= 1,
                    TagEnd::Item => _ = self.items.pop(),
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn what_is_written_in_two_ways_and_seen_as_one_is_the_same() {
        for (one, other) in [
            ("*a* __b__", "_a_ **b**"),
            ("a  \nb", "a\nb"),
            ("- a\n- b", "* a\n\n* b"),
            ("***a***", "_**a**_"),
            ("# a #", "a\n==="),
            ("a\\<b", "a<b"),
            ("```\na\n```", "    a"),
            ("", " \n\n"),
        ] {
            assert_eq!(lines(one), lines(other), "{one:?}");
        }
        for (one, other) in [("a", "*a*"), ("a\nb", "ab"), ("- a", "a"), ("> a", "a"), ("# a", "## a")] {
            assert_ne!(lines(one), lines(other), "{one:?}");
        }
    }
}
