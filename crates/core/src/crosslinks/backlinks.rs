//! What links to something.

use super::{Leads, follow::leads, link};
use crate::{
    documents,
    error::Result,
    ids::DocumentId,
    library::{Library, Snapshot},
    memos::Subject,
    tables::{annotation, memo},
    tags::Codebook,
};
use std::collections::BTreeMap;
use vermilion_formats::crosslink::{self, Crosslink, Found, Kind};

/// Characters shown before and after a link.
const AROUND: usize = 28;

/// A text that links to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// What the text belongs to: an annotation whose note it is, a memo, or a tag whose definition it is.
    pub from: Crosslink,
    /// The document that this is in or about, if it is one.
    pub document: Option<DocumentId>,
    /// The title of that document, or the path of the tag; empty of a memo on the library.
    pub title: String,
    /// What stands around the first of the links.
    pub excerpt: String,
}

/// What links to something: annotations, memos, definitions, each once, the oldest first.
///
/// # Errors
/// When that is not there, or the library cannot be read.
pub fn backlinks(library: &Library, to: &Crosslink) -> Result<Vec<Backlink>> {
    library.read(|snapshot| {
        let _: Leads = leads(snapshot, to)?;
        snapshot.backlinks(to)
    })
}

impl Snapshot<'_> {
    fn backlinks(&self, to: &Crosslink) -> Result<Vec<Backlink>> {
        let connection = self.connection;
        let address = to.to_string();
        let mut titles: BTreeMap<DocumentId, String> = BTreeMap::new();
        let mut title = |document: DocumentId| -> Result<String> {
            if let Some(known) = titles.get(&document) {
                return Ok(known.clone());
            }
            let title = documents::find(connection, document)?.title;
            titles.insert(document, title.clone());
            Ok(title)
        };
        let mut backlinks = Vec::new();
        for one in annotation::with_note_holding(connection, &address)? {
            if let Some(excerpt) = excerpt(&one.note, to) {
                let from = link(Kind::Annotation, one.id);
                let title = title(one.document)?;
                backlinks.push(Backlink { from, document: Some(one.document), title, excerpt });
            }
        }
        let codebook = Codebook::load(connection)?;
        for one in self.memos_of(memo::holding(connection, &address)?)? {
            let Some(excerpt) = excerpt(&one.text, to) else { continue };
            let from = link(Kind::Memo, one.id);
            let (document, title) = match one.subject {
                Subject::Library => (None, String::new()),
                Subject::Tag(tag) => (None, codebook.path(tag)),
                Subject::Document(document)
                | Subject::Section { document, .. }
                | Subject::Speaker { document, .. } => (Some(document), title(document)?),
            };
            backlinks.push(Backlink { from, document, title, excerpt });
        }
        for tag in codebook.tags() {
            if let Some(excerpt) = excerpt(&tag.definition, to) {
                let from = link(Kind::Tag, tag.id);
                backlinks.push(Backlink { from, document: None, title: codebook.path(tag.id), excerpt });
            }
        }
        // What links to itself is no news there.
        backlinks.retain(|one| one.from != *to);
        Ok(backlinks)
    }
}

/// What stands around the first link to something, on one line; `None` where there is none.
fn excerpt(markdown: &str, to: &Crosslink) -> Option<String> {
    let all = crosslink::find(markdown);
    let at = all.iter().position(|found| found.link == *to)?;
    let (before, after) = all.split_at(at);
    let (this, after) = after.split_first()?;
    let before = words(&markdown[..this.bytes.start], before, 0);
    let after = words(&markdown[this.bytes.end..], after, this.bytes.end);
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    out.push_str(&before[start..]);
    out.push_str(&this.label);
    out.push_str(&after[..end]);
    if end < after.len() {
        out.push('…');
    }
    Some(out)
}

/// A part of a text, which begins at a byte of it, with the words of its links in their place, on one line.
fn words(part: &str, links: &[Found], start: usize) -> String {
    let mut out = String::new();
    let mut done = 0;
    for found in links {
        out.push_str(&part[done..found.bytes.start - start]);
        out.push_str(&found.label);
        done = found.bytes.end - start;
    }
    out.push_str(&part[done..]);
    let mut line = String::with_capacity(out.len());
    for character in out.chars() {
        match character {
            _ if !character.is_whitespace() => line.push(character),
            _ if !line.ends_with(' ') => line.push(' '),
            _ => {}
        }
    }
    line
}
