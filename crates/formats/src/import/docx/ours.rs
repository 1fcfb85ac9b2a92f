//! What our own export says beside what Word has a place for: how each passage is marked, when, who the speakers are.
//!
//! It is a part of the file that Word keeps and does not show. What Word shows counts: a comment that was altered there is
//! what it says there.

use std::collections::HashMap;

use crate::annotated::{Colour, Style};
use crate::import::ImportError;
use crate::import::xml::{Element, Node, Nodes};
use crate::interview::{BlockKind, Interview, Role, Speaker};

/// With which the names of our bookmarks begin. Word hides bookmarks that begin with a line.
pub(super) const BOOKMARK: &str = "_vermilion";

/// The style of the title above a text that does not have it: words of ours.
pub(super) const FRONT_STYLE: &str = "VermilionFront";

/// The style of the headings of what comes after the text.
pub(super) const APPENDIX_STYLE: &str = "VermilionAppendix";

/// The style of a line that names tags.
pub(super) const TAGS_STYLE: &str = "VermilionTags";

/// The style of a tag in it.
pub(super) const TAG_STYLE: &str = "VermilionTag";

/// The style of the words of an orphan.
pub(super) const QUOTE_STYLE: &str = "VermilionQuote";

/// The style of what says what a memo is about, and of an orphan's mark: words of ours.
pub(super) const ITEM_STYLE: &str = "VermilionItem";

/// With which the ids of the speakers' styles begin.
pub(super) const SPEAKER_STYLE: &str = "VermilionSpeaker";

/// What our export says of its document.
#[derive(Debug, Default)]
pub(super) struct Ours {
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    /// The speakers in their order: the id of the style of their labels, name and role.
    speakers: Vec<(String, String, Role)>,
    /// In the order of the text, with the name of the bookmark.
    pub(super) annotations: Vec<(String, Facts)>,
    pub(super) colours: HashMap<String, Colour>,
    /// By the name of their bookmark.
    pub(super) orphans: HashMap<String, Facts>,
    pub(super) memos: HashMap<String, MemoFacts>,
}

/// What is said of a memo.
#[derive(Debug, Default)]
pub(super) struct MemoFacts {
    /// What kind of thing it is about.
    pub(super) about: String,
    /// Which one of them.
    pub(super) of: String,
    /// What it said when it was written, Markdown.
    pub(super) text: Option<String>,
}

/// What is said of an annotation.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) style: Option<Style>,
    pub(super) created: Option<String>,
    pub(super) modified: Option<String>,
    /// Whether a comment belongs to it.
    pub(super) has_comment: bool,
    /// The note as it was when it was written, Markdown.
    pub(super) note: Option<String>,
    /// The words that were marked, where others stood there when it was written.
    pub(super) original: Option<String>,
}

impl Ours {
    /// Reads the part; `None` where it is another program's.
    pub(super) fn read(nodes: &mut Nodes<'_>) -> Result<Option<Self>, ImportError> {
        let mut found = Self::default();
        let mut is_ours = false;
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            let value = |name| element.attribute(name).map(str::to_owned);
            let of = |name| element.attribute(name).unwrap_or_default().to_owned();
            match element.name.as_str() {
                "vermilion" => {
                    is_ours = true;
                    (found.title, found.source) = (value("title"), value("source"));
                    (found.published, found.language) = (value("published"), value("language"));
                }
                _ if !is_ours => return Ok(None),
                "speaker" => {
                    let role = of("role").parse().unwrap_or_default();
                    found.speakers.push((of("style"), of("name"), role));
                }
                "annotation" => found.annotations.push((of("bookmark"), facts(&element))),
                "tag" => {
                    if let Ok(colour) = of("colour").parse() {
                        found.colours.insert(of("path"), colour);
                    }
                }
                "orphan" => _ = found.orphans.insert(of("bookmark"), facts(&element)),
                "memo" => {
                    let facts = MemoFacts { about: of("about"), of: of("of"), text: value("text") };
                    found.memos.insert(of("bookmark"), facts);
                }
                _ => {}
            }
        }
        Ok(is_ours.then_some(found))
    }

    /// Gives the speakers of a text the names and roles that they had. `labels` are the styles of labels, each with the code
    /// point at which it begins. Whoever has no label in the text is a speaker all the same.
    pub(super) fn name_speakers(&self, interview: &mut Interview, labels: &[(String, u32)]) {
        let by_style: HashMap<&str, usize> =
            self.speakers.iter().enumerate().map(|(at, (style, ..))| (style.as_str(), at)).collect();
        let mut is_named = vec![false; self.speakers.len()];
        for (style, at) in labels {
            let Some(known) = by_style.get(style.as_str()) else { continue };
            let after = interview.blocks.partition_point(|block| block.span.start.0 <= *at);
            let block = after.checked_sub(1).and_then(|at| interview.blocks.get(at));
            if let Some(BlockKind::Turn { speaker, label: Some(_), .. }) = block.map(|block| &block.kind)
                && let Some(speaker) = interview.speakers.get_mut(*speaker)
            {
                let (_, name, role) = &self.speakers[*known];
                speaker.name.clone_from(name);
                speaker.role = *role;
                is_named[*known] = true;
            }
        }
        for ((_, name, role), _) in self.speakers.iter().zip(is_named).filter(|(_, is_named)| !is_named) {
            interview.speakers.push(Speaker { name: name.clone(), labels: Vec::new(), role: *role });
        }
    }
}

fn facts(element: &Element) -> Facts {
    let value = |name| element.attribute(name);
    let mark = value("mark").and_then(|mark| mark.parse().ok());
    let colour = value("colour").and_then(|colour| colour.parse().ok());
    let time = |name| value(name).and_then(super::comments::time);
    Facts {
        style: mark.zip(colour).map(|(mark, colour)| Style { mark, colour }),
        created: time("created"),
        modified: time("modified"),
        has_comment: value("comment").is_some(),
        note: value("note").map(str::to_owned),
        original: value("original").map(str::to_owned),
    }
}
