//! Annotations as Markdown, grouped by section, for reading on and for other tools, Obsidian among them.
//!
//! First comes YAML front matter ([`front`]), then one block after another ([`blocks`]): the title with what is known of the
//! document, the memos, and for each section that has annotations its heading and they. Of an annotation there is a block
//! quote with the words and who says them, its id as a block id of Obsidian's, a line with its style, one with its tags where
//! it has some, and its note as a list item. What the user wrote keeps its Markdown, but inside the list item, so that a
//! heading, an open fence or an open comment in a note ends with the note. What the interview says is escaped: it cannot
//! become markup. Addresses in it are left alone, so a tool that links bare addresses may do so. A link to something in the
//! library leads to that where it is in the same file, and is its words otherwise.
//!
//! Each block stands between two marks ([`marks`]), which are HTML comments: CommonMark has no other way to hide
//! something, Obsidian's own `%%` being words to everybody else. What is between the blocks, before and behind them belongs
//! to whoever has the file, and [`update`] writes a later state of the document into it without touching that. Nothing in
//! the file says when it was written, so that one in which nothing changed stays the same to the byte.

mod blocks;
mod front;
mod inline;
mod marks;
mod merge;
mod tags;

use crate::annotated::Annotated;

pub(crate) use inline::inline;
pub use merge::{Fault, NoUpdate, Update, update};

/// What may be chosen about the Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How the tags of an annotation are written under it.
    pub tags: TagForm,
}

/// How a tag is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagForm {
    /// As words: `情感/恐懼`.
    #[default]
    Words,
    /// As a link to a note: `[[情感/恐懼]]`. Links to tags in notes and memos are written so too.
    Wikilinks,
    /// As a tag of the text: `#情感/恐懼`.
    Hashtags,
}

/// The annotations as a Markdown document (CommonMark, safe with the GFM and Obsidian extensions).
#[must_use]
pub fn export(document: &Annotated, options: Options) -> String {
    let fields = front::fields(document);
    let mut out = front::write(&fields);
    for block in blocks::blocks(document, &fields, options) {
        out.push('\n');
        block.write(&mut out, &document.id);
    }
    out
}
