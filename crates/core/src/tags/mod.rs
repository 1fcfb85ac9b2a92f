//! Tags: labels for annotations, in a hierarchy. All of them together are the codebook.
//!
//! A name is its own among its siblings, whatever its case and width, so a tag is told by its path: `Feeling/Fear`. What is
//! given to an annotation is the tag, not its name: who renames or moves one touches no annotation. The codebook is read
//! whole for every change; a few thousand tags take a millisecond.

mod codebook;
mod count;
mod create;
mod delete;
mod give;
mod merge;
mod place;
mod resolve;
mod split;
#[cfg(test)]
mod tests;
mod update;

pub use codebook::{Codebook, SEPARATOR, codebook};
pub use count::{TagCount, Tally, count};
pub(crate) use create::add;
pub use create::{NewTag, create};
pub use delete::delete;
pub use give::{give, take};
pub use merge::merge;
pub use place::move_to;
pub use resolve::resolve;
pub use split::split;
pub use update::{define, rename, set_colour, set_shortcut};

pub(crate) use resolve::ensure_all;

use crate::{
    error::{Error, Result},
    ids::TagId,
};
use vermilion_anchor::fold::Folding;
use vermilion_formats::annotated::Colour;

/// A label for annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// The tag under which it is; `None` at the top.
    pub parent: Option<TagId>,
    /// Its place in the order of its siblings; equal ones go by id.
    pub position: u32,
    /// Its name, which no sibling has, but for case and width.
    pub name: String,
    /// Its colour, one of those of highlights, where it has one.
    pub colour: Option<Colour>,
    /// The key that gives it: a digit or a small letter, which no other tag has.
    pub shortcut: Option<char>,
    /// What is meant by it, Markdown; empty where that was not said.
    pub definition: String,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
}

/// A name as it is stored: on one line, without white space at its ends.
fn clean_name(name: &str) -> Result<String> {
    let clean = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.is_empty() {
        return Err(Error::Empty { field: "name" });
    }
    if clean.chars().any(|character| is_separator(character) || character.is_control()) {
        return Err(Error::BadTagName { name: clean });
    }
    Ok(clean)
}

/// The name nearest to this that a tag may have: what would part a path is a dot, and a name of nothing a dash.
pub(crate) fn name_of(name: &str) -> String {
    let allowed = |character: char| if is_separator(character) { '·' } else { character };
    let one_line: String =
        name.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    clean_name(&one_line.chars().map(allowed).collect::<String>()).unwrap_or_else(|_| "—".to_owned())
}

/// Whether a character stands between the names of a path.
fn is_separator(character: char) -> bool {
    matches!(character, '/' | '／')
}

/// A name as it is compared: without the differences of case and width.
pub(crate) fn folded(name: &str) -> String {
    Folding { width: true, case: true, ..Folding::NONE }.words(name)
}

/// The key that a text means: a digit or a letter, whatever its case and width.
#[must_use]
pub fn shortcut_of(text: &str) -> Option<char> {
    let folded = folded(text.trim());
    let mut characters = folded.chars();
    let first = characters.next().filter(char::is_ascii_alphanumeric)?;
    characters.next().is_none().then_some(first)
}
