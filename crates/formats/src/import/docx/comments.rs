//! The comments, footnotes and endnotes of a Word file.

use std::collections::HashMap;

use super::body::Body;
use super::markdown;
use super::numbering::Numbering;
use super::ours::{ITEM_STYLE, TAG_STYLE, TAGS_STYLE};
use super::paragraphs::{Kept, Paragraph, Piece};
use super::seen;
use super::styles::next_child;
use crate::import::ImportError;
use crate::import::xml::{Node, Nodes};
use crate::note::shown::{self, Line};

/// Answers to answers, at most; a circle ends there.
const CHAIN: usize = 32;

/// A comment.
#[derive(Debug, Default)]
pub(super) struct Comment {
    pub(super) id: String,
    pub(super) author: Option<String>,
    /// RFC 3339, UTC.
    pub(super) created: Option<String>,
    pub(super) paragraphs: Vec<Paragraph>,
    /// The comment that it answers, by its place.
    pub(super) answers: Option<usize>,
}

/// Reads `comments.xml`, or with other words `footnotes.xml`: everything called `kind` that somebody wrote.
pub(super) fn read(body: &mut Body<'_, '_>, kind: &str) -> Result<Vec<Comment>, ImportError> {
    let mut found = Vec::new();
    // The element of the file.
    next_child(&mut body.nodes)?;
    while let Some(Node::Start(element)) = next_child(&mut body.nodes)? {
        if element.name != kind || element.attribute("type").is_some_and(|kind| kind != "normal") {
            body.nodes.skip()?;
            continue;
        }
        let text = |name| element.attribute(name).map(str::trim).filter(|text| !text.is_empty());
        // The newer attribute is in UTC; the older one says so and is in the writer's own time.
        let created = text("dateUtc").or(text("date")).and_then(time);
        let (id, author) = (text("id").unwrap_or_default().to_owned(), text("author").map(str::to_owned));
        let mut kept = Kept::default();
        body.blocks(&mut kept)?;
        found.push(Comment { id, author, created, paragraphs: kept.0, answers: None });
    }
    Ok(found)
}

/// A time in the form of RFC 3339 in UTC; one that names no zone is taken to be in it.
pub(super) fn time(text: &str) -> Option<String> {
    let zoned = text.parse::<jiff::Timestamp>().or_else(|_| format!("{text}Z").parse());
    zoned.ok().map(|time| time.to_string())
}

/// Reads `commentsExtended.xml`: which comment answers which.
pub(super) fn thread(comments: &mut [Comment], nodes: &mut Nodes<'_>) -> Result<(), ImportError> {
    let by_id: HashMap<String, usize> = (comments.iter().enumerate())
        .filter_map(|(at, comment)| Some((comment.paragraphs.last()?.id.clone()?, at)))
        .collect();
    while let Some(node) = nodes.next()? {
        let Node::Start(element) = node else { continue };
        let place = |name| element.attribute(name).and_then(|id| by_id.get(id)).copied();
        if let (Some(at), Some(parent)) = (place("paraId"), place("paraIdParent"))
            && at != parent
        {
            comments[at].answers = Some(parent);
        }
    }
    Ok(())
}

/// The comment that a thread begins with.
pub(super) fn root(comments: &[Comment], at: usize) -> usize {
    let mut root = at;
    for _ in 0..CHAIN {
        match comments[root].answers {
            Some(parent) => root = parent,
            None => return root,
        }
    }
    at
}

/// What a comment says.
pub(super) struct Words {
    /// Markdown.
    pub(super) note: String,
    /// What is seen of the note.
    pub(super) lines: Vec<Line>,
    /// The paths of its tags.
    pub(super) tags: Vec<String>,
}

impl Words {
    /// Of these paragraphs, the last of which may name tags. `is_note` tells whether lines are those of a note of ours, of
    /// which no paragraph is one of tags.
    pub(super) fn of(
        paragraphs: &[Paragraph],
        numbering: &Numbering,
        is_note: &dyn Fn(&[Line]) -> bool,
    ) -> Self {
        // What our own export says by itself is no part of a note.
        let is_said = |paragraph: &&Paragraph| paragraph.style.as_deref() != Some(ITEM_STYLE);
        let mut paragraphs: Vec<Paragraph> = paragraphs.iter().filter(is_said).cloned().collect();
        let last = paragraphs.iter().rposition(|paragraph| !paragraph.words().trim().is_empty());
        let mut lines = seen::lines(&paragraphs);
        let is_all_note = is_note(&lines);
        let last = last.filter(|_| !is_all_note);
        let tags = last.and_then(|last| tags(&paragraphs[last]));
        if let Some(last) = last.filter(|_| tags.is_some()) {
            paragraphs.truncate(last);
            lines = seen::lines(&paragraphs);
        }
        Self { note: markdown::of(&paragraphs, numbering), lines, tags: tags.unwrap_or_default() }
    }

    /// What the note said when it was written, where it still looks like that.
    pub(super) fn restore(&mut self, written: Option<&String>) {
        if let Some(written) = written.filter(|written| shown::lines(written) == self.lines) {
            self.note.clone_from(written);
        }
    }
}

/// The tags that a paragraph names, if it does nothing else: `#情感/恐懼 #Night`.
fn tags(paragraph: &Paragraph) -> Option<Vec<String>> {
    let is_ours = paragraph.style.as_deref() == Some(TAGS_STYLE);
    let mut tags: Vec<String> = Vec::new();
    let mut is_inside = false;
    for piece in &paragraph.pieces {
        match piece {
            Piece::Words(words, format) if format.style.as_deref() == Some(TAG_STYLE) => {
                match tags.last_mut().filter(|_| is_inside) {
                    Some(tag) => tag.push_str(words),
                    None => tags.push(words.clone()),
                }
                is_inside = true;
            }
            Piece::Words(words, _) if words.trim().is_empty() => is_inside = false,
            Piece::Mark(_) => {}
            _ => return plain_tags(&paragraph.words(), is_ours),
        }
    }
    let named =
        |tag: &String| tag.strip_prefix('#').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned);
    let tags: Option<Vec<String>> = tags.iter().map(named).collect();
    tags.filter(|tags| !tags.is_empty())
}

/// The same in words that have lost their styles. Only our own paragraph may have spaces in a tag.
fn plain_tags(words: &str, is_ours: bool) -> Option<Vec<String>> {
    let words = words.trim();
    let is_tag = |tag: &&str| tag.len() > 1 && tag.starts_with('#') && !tag[1..].starts_with(['#', '/']);
    if is_ours {
        let tags = words.strip_prefix('#')?.split(" #").map(|tag| tag.trim().to_owned());
        return Some(tags.filter(|tag| !tag.is_empty()).collect());
    }
    let all = words.split_whitespace().all(|tag| is_tag(&tag) && tag[1..].chars().any(char::is_alphabetic));
    (all && !words.is_empty()).then(|| words.split_whitespace().map(|tag| tag[1..].to_owned()).collect())
}
