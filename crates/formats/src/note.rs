//! A note's Markdown as HTML that is safe to put into a page.
//!
//! The renderer writes tags from a closed list and escapes everything else, so it is safe by construction rather than
//! by cleaning up afterwards. Raw HTML in a note is shown as the text it is. What is a link at all is decided by
//! [`Link`]; an image is its alternative text, with a link at most, because a page of ours loads nothing. Tables,
//! footnotes, task lists and mathematics are not part of a note; strikethrough is.
//!
//! A link inside the library (see [`crosslink`]) says what it leads to as that is called now, whatever words it was
//! written with. What became of it is told by whoever renders the note.
//!
//! A line end inside a paragraph becomes a line break: a note is typed in a narrow margin, and whoever presses Return
//! there means it. It also keeps lines of Chinese from being joined with a space.

pub(crate) mod emphasis;
pub(crate) mod shown;

use std::fmt::Write as _;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::crosslink::{self, Crosslink, Standing};
use crate::escape::{push_lines, push_name, push_text};
use crate::link::Link;

/// Renders a note for a file that is read in a browser. The result holds only these elements, without attributes but for those named: `p`, `h4` to `h6`,
/// `blockquote`, `pre`, `code`, `ul`, `ol[start]`, `li`, `em`, `strong`, `del`, `a[href, rel]`, `br`, `hr`.
///
/// Headings start at `h4`: a note stands inside a page whose own headings it must not outrank.
///
/// A link inside the library is `a[href]` where what it leads to has an anchor in the same file, and its words otherwise.
#[must_use]
pub fn note_html(markdown: &str, standing: &dyn Fn(&Crosslink) -> Standing) -> String {
    render(markdown, Links::Lead, standing)
}

/// Renders a note for the app's own window, which asks before it opens anything. The same elements, but an anchor is
/// `a[data-href, role, tabindex]`: without an `href` the engine has nothing to follow, prefetch, drag or download,
/// whatever button or menu it is asked with.
///
/// A link inside the library is `a[data-link, role, tabindex]`, with kind and id (`tag/0192…`), or `a[data-gone, role,
/// aria-disabled]`, with the kind, where what it leads to is not there.
#[must_use]
pub fn note_html_for_window(markdown: &str, standing: &dyn Fn(&Crosslink) -> Standing) -> String {
    render(markdown, Links::Ask, standing)
}

/// What becomes of a link.
#[derive(Clone, Copy)]
enum Links {
    Lead,
    Ask,
}

fn render(markdown: &str, links: Links, standing: &dyn Fn(&Crosslink) -> Standing) -> String {
    let hinted = emphasis::hint(markdown);
    let mut writer = Writer {
        markdown,
        out: String::with_capacity(markdown.len() * 3 / 2),
        anchors: Vec::new(),
        named: None,
        links,
        standing,
    };
    for event in Parser::new_ext(&hinted, Options::ENABLE_STRIKETHROUGH) {
        writer.event(event);
    }
    emphasis::forget(writer.out)
}

struct Writer<'n> {
    markdown: &'n str,
    out: String,
    /// For each open link or image, what it was written as.
    anchors: Vec<Anchor>,
    /// Inside so many links stands one that shows a name in the place of its words.
    named: Option<usize>,
    links: Links,
    standing: &'n dyn Fn(&Crosslink) -> Standing,
}

/// What a link was written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// An element.
    Element,
    /// Words of a link inside the library that lead nowhere.
    Words,
    /// Nothing: it is no link.
    None,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        if self.named.is_some() {
            match event {
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.anchors.push(Anchor::None),
                Event::End(TagEnd::Link | TagEnd::Image) => self.close_anchor(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::InlineHtml(text) => push_text(&mut self.out, &text),
            Event::Html(text) => push_lines(&mut self.out, &text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                push_text(&mut self.out, &text);
                self.out.push_str("</code>");
            }
            Event::SoftBreak | Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            // Not asked of the parser, so it does not send them; shown as text should that ever change.
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                push_text(&mut self.out, &text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let _ = write!(self.out, "<h{}>", heading(level));
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(_) => self.out.push_str("<pre><code>"),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
            Tag::Item => self.out.push_str("<li>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                self.open_anchor(link_type, &dest_url);
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                let _ = writeln!(self.out, "</h{}>", heading(level));
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link | TagEnd::Image => self.close_anchor(),
            _ => {}
        }
    }

    /// Anchors do not nest in HTML: inside one, a further link or image is its text.
    fn open_anchor(&mut self, link_type: LinkType, destination: &str) {
        let is_inside = self.anchors.iter().any(|anchor| *anchor != Anchor::None);
        if let Some(link) = crosslink::read(self.markdown, destination).filter(|_| !is_inside) {
            return self.open_crosslink(&link);
        }
        let link = if is_inside {
            None
        } else if link_type == LinkType::Email {
            Link::parse(&format!("mailto:{destination}")).ok()
        } else {
            Link::parse(destination).ok()
        };
        self.anchors.push(if link.is_some() { Anchor::Element } else { Anchor::None });
        let Some(link) = link else { return };
        self.out.push_str(match self.links {
            Links::Lead => "<a href=\"",
            Links::Ask => "<a data-href=\"",
        });
        push_text(&mut self.out, &link.href);
        self.out.push_str(match self.links {
            Links::Lead => "\" rel=\"noopener noreferrer\">",
            Links::Ask => "\" role=\"link\" tabindex=\"0\">",
        });
    }

    fn open_crosslink(&mut self, link: &Crosslink) {
        let (name, anchor, is_there) = match (self.standing)(link) {
            Standing::Gone => (None, None, false),
            Standing::There { name, anchor } => (name, anchor, true),
        };
        let kind = link.kind.name();
        let written = match (self.links, anchor) {
            (Links::Lead, Some(anchor)) => {
                self.out.push_str("<a href=\"#");
                push_text(&mut self.out, &anchor);
                self.out.push_str("\">");
                Anchor::Element
            }
            (Links::Lead, None) => Anchor::Words,
            (Links::Ask, _) if is_there => {
                let _ = write!(self.out, "<a data-link=\"{kind}/{}\" role=\"link\" tabindex=\"0\">", link.id);
                Anchor::Element
            }
            (Links::Ask, _) => {
                let _ = write!(self.out, "<a data-gone=\"{kind}\" role=\"link\" aria-disabled=\"true\">");
                Anchor::Element
            }
        };
        self.anchors.push(written);
        if let Some(name) = name {
            push_name(&mut self.out, &name);
            self.named = Some(self.anchors.len());
        }
    }

    fn close_anchor(&mut self) {
        if self.named == Some(self.anchors.len()) {
            self.named = None;
        }
        if self.anchors.pop() == Some(Anchor::Element) {
            self.out.push_str("</a>");
        }
    }
}

const fn heading(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 4,
        HeadingLevel::H2 => 5,
        _ => 6,
    }
}
