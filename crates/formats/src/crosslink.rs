//! Links inside the library: how they stand in a note, and where.
//!
//! A note or a memo links to an annotation, a document, a tag or another memo with a plain Markdown link whose address
//! names the kind and the id: `[他的名字](vermilion:annotation/0192f3c4-…)`. So the text can be read anywhere, every
//! Markdown program knows where the link begins and ends, and nothing has to be written when what it leads to is renamed:
//! whoever shows the link asks what that is called now. An id counts in the form in which ids are written, in small
//! letters with hyphens, and has to stand in the text as it is; so a search for it finds every link.
//!
//! Knows no library: what a link leads to, and whether it is there, is told by [`Standing`].

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fmt;
use std::ops::Range;

use crate::link::Link;

/// With which the address of every such link begins.
pub const SCHEME: &str = "vermilion:";

/// Characters of a label at most; what is longer ends with an ellipsis.
const LONGEST_LABEL: usize = 48;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Crosslink {
    /// What kind of thing.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

/// The kinds of things that can be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An annotation.
    Annotation,
    /// A document.
    Document,
    /// A tag.
    Tag,
    /// A memo.
    Memo,
}

/// A link as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it leads to.
    pub link: Crosslink,
    /// Its words, without Markdown.
    pub label: String,
    /// The bytes of the text from its first bracket to the last.
    pub bytes: Range<usize>,
}

/// What is known of what a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is not there, or not any more.
    Gone,
    /// It is there.
    There {
        /// What it is called now, where it has a name; otherwise the link's own words say it.
        name: Option<String>,
        /// The id of the element of the same file that is about it, if there is one.
        anchor: Option<String>,
    },
}

impl Kind {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Annotation, Self::Document, Self::Tag, Self::Memo];

    /// The name used in addresses, files and on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Annotation => "annotation",
            Self::Document => "document",
            Self::Tag => "tag",
            Self::Memo => "memo",
        }
    }
}

impl Crosslink {
    /// Reads an address; `None` where it is not one of these.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        let (kind, id) = address.strip_prefix(SCHEME)?.split_once('/')?;
        let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
        is_id(id).then(|| Self { kind, id: id.to_owned() })
    }

    /// The link as Markdown, with a name as its words.
    #[must_use]
    pub fn markdown(&self, name: &str) -> String {
        format!("[{}]({self})", label(name))
    }
}

impl fmt::Display for Crosslink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}/{}", self.kind.name(), self.id)
    }
}

/// The links in a text, in their order.
#[must_use]
pub fn find(markdown: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !markdown.contains(SCHEME) {
        return found;
    }
    // Of each link or image that is open: whether it is an anchor. Inside one there is no other.
    let mut open: Vec<bool> = Vec::new();
    let mut inside: Option<usize> = None;
    for (event, bytes) in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let link = read(markdown, &dest_url).filter(|_| !open.contains(&true));
                open.push(link.is_some() || !open.contains(&true) && Link::parse(&dest_url).is_ok());
                if let Some(link) = link {
                    inside = Some(open.len());
                    found.push(Found { link, label: String::new(), bytes });
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if inside == Some(open.len()) {
                    inside = None;
                }
                open.pop();
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) if inside.is_some() => {
                if let Some(last) = found.last_mut() {
                    last.label.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak if inside.is_some() => {
                if let Some(last) = found.last_mut() {
                    last.label.push(' ');
                }
            }
            _ => {}
        }
    }
    found
}

/// The text with other Markdown in the place of each link; `None` leaves a link as it is.
#[must_use]
pub fn rewrite(markdown: &str, replace: impl Fn(&Found) -> Option<String>) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for link in find(markdown) {
        if let Some(replacement) = replace(&link) {
            out.push_str(&markdown[done..link.bytes.start]);
            out.push_str(&replacement);
            done = link.bytes.end;
        }
    }
    out.push_str(&markdown[done..]);
    out
}

/// The text with the words of each link in its place: what it leads to as it is called now, where that is told.
#[must_use]
pub fn without(markdown: &str, standing: &dyn Fn(&Crosslink) -> Standing) -> String {
    rewrite(markdown, |found| Some(words(found, &standing(&found.link))))
}

/// What a link says: the name of what it leads to, where it has one.
#[must_use]
pub fn words(found: &Found, standing: &Standing) -> String {
    match standing {
        Standing::There { name: Some(name), .. } => name.clone(),
        _ => found.label.clone(),
    }
}

/// An address of a text as one of these links. Written with entities it would be found by nobody who looks for the id.
pub(crate) fn read(markdown: &str, address: &str) -> Option<Crosslink> {
    Crosslink::parse(address).filter(|_| markdown.contains(address))
}

/// A name on one line, not longer than a link should be, that Markdown takes for nothing else.
fn label(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len() + 8);
    for (at, character) in line.chars().enumerate() {
        if at == LONGEST_LABEL {
            out.push('…');
            break;
        }
        if matches!(character, '\\' | '[' | ']' | '*' | '_' | '`' | '<' | '&' | '~' | '!') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn is_id(id: &str) -> bool {
    id.len() == 36
        && id.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01920000-0000-7000-8000-000000000001";

    fn link(kind: Kind) -> Crosslink {
        Crosslink { kind, id: ID.to_owned() }
    }

    #[test]
    fn a_link_is_written_so_that_it_reads_back() {
        for kind in Kind::ALL {
            for name in ["他的名字", "a [b] *c* _d_ `e` <f> &amp; ~g~ \\h !", "兩行\n之間"] {
                let markdown = link(kind).markdown(name);
                let found = find(&format!("見{markdown}。"));
                let label = name.replace('\n', " ");
                assert_eq!(found.len(), 1, "{markdown}");
                assert_eq!((&found[0].link, found[0].label.as_str()), (&link(kind), label.as_str()));
                assert_eq!(found[0].bytes, 3..3 + markdown.len());
            }
        }
        let long = link(Kind::Tag).markdown(&"長".repeat(60));
        assert_eq!(find(&long)[0].label, format!("{}…", "長".repeat(LONGEST_LABEL)));
    }

    #[test]
    fn what_only_looks_like_a_link_is_none() {
        let upper = ID.replace("000000000001", "00000000000A");
        let table = [
            format!("vermilion:tag/{ID}"),
            format!("`[a](vermilion:tag/{ID})`"),
            format!("    [a](vermilion:tag/{ID})"),
            format!("\\[a](vermilion:tag/{ID})"),
            format!("[a](vermilion:tags/{ID})"),
            format!("[a](vermilion:tag/{upper})"),
            format!("[a](vermilion:tag/{ID}/x)"),
            format!("[a](vermilion:tag/{})", &ID[1..]),
            format!("[a](vermilion:tag/&#48;{})", &ID[1..]),
            format!("[a](javascript:vermilion:tag/{ID})"),
            "[a](vermilion:tag/)".to_owned(),
        ];
        for text in table {
            assert_eq!(find(&text), [], "{text}");
        }
    }

    #[test]
    fn links_are_found_in_their_order_and_inside_other_markdown() {
        let tag = link(Kind::Tag).to_string();
        let text = format!(
            "- **[甲]({tag})** 和 [*乙*]({tag} \"題\")\n\n[丙][1] [![丁]({tag})](https://example.org)\n\n[1]: {tag}\n"
        );
        let labels: Vec<_> = find(&text).into_iter().map(|found| found.label).collect();
        assert_eq!(labels, ["甲", "乙", "丙"]);
    }

    #[test]
    fn links_give_way_to_what_they_say() {
        let text = format!(
            "見[甲]({})與[乙]({})。",
            link(Kind::Document),
            Crosslink { kind: Kind::Annotation, ..link(Kind::Tag) }
        );
        let standing = |link: &Crosslink| match link.kind {
            Kind::Document => Standing::There { name: Some("新的題目".to_owned()), anchor: None },
            _ => Standing::Gone,
        };
        assert_eq!(without(&text, &standing), "見新的題目與乙。");
        assert_eq!(rewrite(&text, |_| None), text);
    }
}
