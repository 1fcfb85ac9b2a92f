//! A note's Markdown as HTML that is safe to put into a page.
//!
//! The renderer writes tags from a closed list and escapes everything else, so it is safe by construction rather than
//! by cleaning up afterwards. Raw HTML in a note is shown as the text it is. Links go to `http`, `https` and `mailto`
//! only; an image is its alternative text, with a link at most, because a page of ours loads nothing. Tables,
//! footnotes, task lists and mathematics are not part of a note; strikethrough is.
//!
//! A line end inside a paragraph becomes a line break: a note is typed in a narrow margin, and whoever presses Return
//! there means it. It also keeps lines of Chinese from being joined with a space.

mod emphasis;

use std::fmt::Write as _;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::escape::{push_lines, push_text};

/// Renders a note. The result holds only these elements, without attributes but for those named: `p`, `h4` to `h6`,
/// `blockquote`, `pre`, `code`, `ul`, `ol[start]`, `li`, `em`, `strong`, `del`, `a[href, rel]`, `br`, `hr`.
///
/// Headings start at `h4`: a note stands inside a page whose own headings it must not outrank.
#[must_use]
pub fn note_html(markdown: &str) -> String {
    let hinted = emphasis::hint(markdown);
    let mut writer = Writer { out: String::with_capacity(markdown.len() * 3 / 2), anchors: Vec::new() };
    for event in Parser::new_ext(&hinted, Options::ENABLE_STRIKETHROUGH) {
        writer.event(event);
    }
    emphasis::forget(writer.out)
}

struct Writer {
    out: String,
    /// For each open link or image, whether it was written as an anchor.
    anchors: Vec<bool>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
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
        let prefix = if link_type == LinkType::Email { "mailto:" } else { "" };
        let is_anchor =
            !self.anchors.contains(&true) && (!prefix.is_empty() || is_safe_destination(destination));
        self.anchors.push(is_anchor);
        if is_anchor {
            self.out.push_str("<a href=\"");
            self.out.push_str(prefix);
            push_text(&mut self.out, destination);
            self.out.push_str("\" rel=\"noopener noreferrer\">");
        }
    }

    fn close_anchor(&mut self) {
        if self.anchors.pop() == Some(true) {
            self.out.push_str("</a>");
        }
    }
}

/// Whether a link may go there. The scheme must be spelled out: what is relative would be relative to the app.
/// White space and control characters are refused because browsers drop them before they read the scheme.
fn is_safe_destination(destination: &str) -> bool {
    let Some((scheme, rest)) = destination.split_once(':') else { return false };
    let is_known = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.starts_with("//"),
        "mailto" => true,
        _ => false,
    };
    is_known && !destination.chars().any(|c| c.is_whitespace() || c.is_control())
}

const fn heading(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 4,
        HeadingLevel::H2 => 5,
        _ => 6,
    }
}
