//! What an element of a page is to a reader.

use super::dom::{attribute, name};
use dom_query::NodeRef;

/// What an element is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Words in a line.
    Inline,
    /// Words in a line, set in bold.
    Bold,
    /// A paragraph, or what holds paragraphs.
    Block,
    /// A heading, 1 for the outermost.
    Heading(u8),
    /// The end of a line.
    Break,
    /// A line drawn between paragraphs.
    Rule,
    /// Text whose line ends count.
    Preformatted,
    /// An ordered list.
    Ordered,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// The term of a list of definitions, which transcripts use for who speaks.
    Term,
    /// The reading set beside a character.
    Reading,
    /// A picture.
    Picture,
    /// Something else that is not text: a film, a page within the page.
    Embedded,
    /// Something to fill in or press.
    Control,
    /// Nothing that is read.
    Nothing,
}

/// What this element is.
pub(super) fn role(node: &NodeRef<'_>) -> Role {
    if is_hidden(node) {
        return Role::Nothing;
    }
    match &*name(node) {
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "nav"
        | "blockquote" | "ul" | "menu" | "dl" | "dd" | "table" | "tbody" | "thead" | "tfoot" | "caption"
        | "figure" | "figcaption" | "address" | "details" | "summary" | "center" | "body" | "html"
        | "hgroup" | "search" | "fieldset" | "form" | "dialog" => Role::Block,
        "b" | "strong" => Role::Bold,
        "br" => Role::Break,
        "hr" => Role::Rule,
        "pre" | "listing" | "xmp" | "plaintext" => Role::Preformatted,
        "ol" => Role::Ordered,
        "li" => Role::Item,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "dt" => Role::Term,
        "rt" | "rp" => Role::Reading,
        "img" | "svg" | "canvas" | "picture" => Role::Picture,
        "iframe" | "frame" | "object" | "embed" | "video" | "audio" | "applet" => Role::Embedded,
        "button" | "input" | "select" | "textarea" | "datalist" | "label" | "legend" | "meter"
        | "progress" => Role::Control,
        "script" | "style" | "template" | "noscript" | "noframes" | "noembed" | "head" | "title" | "link"
        | "meta" | "base" | "map" | "area" | "param" | "source" | "track" | "annotation"
        | "annotation-xml" => Role::Nothing,
        _ if is_set_bold(node) => Role::Bold,
        _ => Role::Inline,
    }
}

/// Whether this role takes lines of its own.
pub(super) const fn is_block(role: Role) -> bool {
    !matches!(
        role,
        Role::Inline
            | Role::Bold
            | Role::Break
            | Role::Reading
            | Role::Picture
            | Role::Embedded
            | Role::Control
            | Role::Nothing
    )
}

/// Whether the page says that it is not to be seen.
pub(in crate::import) fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") || (&*name(node) == "dialog" && !node.has_attr("open")) {
        return true;
    }
    let Some(style) = attribute(node, "style") else { return false };
    declarations(&style).any(|(property, value)| {
        matches!((&*property, &*value), ("display", "none") | ("visibility", "hidden" | "collapse"))
    })
}

fn is_set_bold(node: &NodeRef<'_>) -> bool {
    let Some(style) = attribute(node, "style") else { return false };
    declarations(&style).any(|(property, value)| {
        property == "font-weight"
            && (value.starts_with("bold") || value.parse::<u16>().is_ok_and(|weight| weight >= 600))
    })
}

fn declarations(style: &str) -> impl Iterator<Item = (String, String)> + '_ {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.trim().trim_end_matches("!important").trim_end();
        Some((property.trim().to_ascii_lowercase(), value.to_ascii_lowercase()))
    })
}
