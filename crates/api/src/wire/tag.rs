//! Tags, what is done with them, and annotations found by them.

use super::{Annotation, AnnotationState, ChangeEvent, Colour};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A label for annotations. A list of them is the codebook: each tag before those under it, siblings in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// Its id.
    pub id: String,
    /// The tag under which it is; `null` at the top.
    pub parent: Option<String>,
    /// How many tags are above it.
    pub depth: u32,
    /// Its name, which no sibling has, but for case and width.
    pub name: String,
    /// The names from the top down to it, with `/` between them: no other tag has that.
    pub path: String,
    /// Its colour, where it has one.
    pub colour: Option<Colour>,
    /// The key that gives it, a digit or a small letter, which no other tag has; `null` where there is none.
    pub shortcut: Option<String>,
    /// What is meant by it, Markdown; empty where that was not said.
    pub definition: String,
    /// When it was made.
    pub created_at: i64,
}

/// How much a tag holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Annotations, orphans included.
    pub annotations: u32,
    /// Documents that these are in.
    pub documents: u32,
    /// Participants who speak in the passages; of each document for themselves.
    pub speakers: u32,
    /// Code points that the passages cover, each once.
    pub characters: u32,
}

/// How much a tag holds, by itself and with those under it: what has several of these counts once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagCount {
    /// The tag.
    pub tag: String,
    /// What has this tag.
    pub own: Tally,
    /// What has this tag or one under it.
    pub whole: Tally,
}

/// Makes a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagCreate {
    /// Its name: not empty, without `/`.
    pub name: String,
    /// The tag under which it comes, behind those that are there; `null` for the top.
    pub parent: Option<String>,
    /// Its colour.
    pub colour: Option<Colour>,
    /// The key that gives it: a digit or a letter; empty or `null` for none.
    pub shortcut: Option<String>,
    /// What is meant by it, Markdown; empty for nothing yet.
    pub definition: String,
}

/// What making a tag, or splitting one, gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagMade {
    /// The tag's id.
    pub tag: String,
    /// What changed, if anything did.
    pub change: Option<ChangeEvent>,
}

/// Gives a tag another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagRename {
    /// The tag.
    pub tag: String,
    /// Its new name.
    pub name: String,
}

/// Gives a tag another colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagSetColour {
    /// The tag.
    pub tag: String,
    /// Its new colour; `null` for none.
    pub colour: Option<Colour>,
}

/// Gives a tag another key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagSetShortcut {
    /// The tag.
    pub tag: String,
    /// A digit or a letter; empty for none.
    pub shortcut: String,
}

/// Says what is meant by a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagDefine {
    /// The tag.
    pub tag: String,
    /// Markdown; empty takes it back.
    pub definition: String,
    /// Writings with the same key that follow one another closely become one step of the history; empty: none does.
    pub join_key: String,
}

/// Puts tags, each with those under it, elsewhere in the codebook, where they stand together. Never into themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagMove {
    /// The tags. One that is under another of them goes with it.
    pub tags: Vec<String>,
    /// The tag under which they come; `null` for the top.
    pub parent: Option<String>,
    /// The tag there before which they come; `null` for behind all.
    pub before: Option<String>,
}

/// Makes tags one with another: what has any of them has `into`, once, and what was under them comes under `into`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagMerge {
    /// The tags that will be gone.
    pub tags: Vec<String>,
    /// The tag that they become.
    pub into: String,
}

/// Gives some annotations of a tag another one in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagSplit {
    /// The tag that they have. Those that have it not are passed over.
    pub tag: String,
    /// The tag that they get: an id, or a path, which is made where there is none.
    pub into: String,
    /// The annotations.
    pub annotations: Vec<String>,
}

/// Deletes tags, with their memos. Annotations stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagDelete {
    /// The tags.
    pub tags: Vec<String>,
    /// Whether what is under them goes too; otherwise it comes to where they were.
    pub with_children: bool,
}

/// Gives annotations tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagGive {
    /// The annotations.
    pub annotations: Vec<String>,
    /// Each an id, or a name or path, which is made where there is none: `Feeling/Fear`, and `/Fear` for one at the top.
    pub tags: Vec<String>,
}

/// What giving tags gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagsGiven {
    /// The ids of the tags.
    pub tags: Vec<String>,
    /// What changed, if anything did.
    pub change: Option<ChangeEvent>,
}

/// Takes tags from annotations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagTake {
    /// The annotations.
    pub annotations: Vec<String>,
    /// The ids of the tags.
    pub tags: Vec<String>,
}

/// What annotations must have to be found, all of it; `null` asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationFind {
    /// The document that they are in.
    pub document: Option<String>,
    /// A tag that they have.
    pub tag: Option<String>,
    /// Whether one that is under that tag does as well.
    pub with_descendants: bool,
    /// Somebody who speaks in the passage: an id, or a name in whatever document, but for case.
    pub speaker: Option<String>,
    /// The colour of their mark.
    pub colour: Option<Colour>,
    /// Whether they have a note.
    pub has_note: Option<bool>,
    /// What became of their passage when the text was corrected.
    pub state: Option<AnnotationState>,
    /// How many of those found to leave out at the beginning.
    pub offset: u32,
    /// How many to list at most.
    pub limit: u32,
}

/// Annotations that were found: the newest document first, in each those that stand in the order of the text, then the
/// orphans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationsFound {
    /// How many there are in all.
    pub total: u32,
    /// Those that were asked for.
    pub found: Vec<FoundAnnotation>,
}

/// An annotation with where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundAnnotation {
    /// The annotation; its quote is the passage.
    pub annotation: Annotation,
    /// The title of its document.
    pub title: String,
    /// What stands before the passage in its paragraph, as much of it as a line shows; of an orphan nothing.
    pub before: String,
    /// The same after it.
    pub after: String,
    /// The number of the section in which the passage begins, as a reader would say it; empty where it has none.
    pub section_number: String,
    /// The title of that section; `null` before the first one, and of an orphan.
    pub section: Option<String>,
    /// The names of those who speak in the passage, in the order in which they do; of an orphan none.
    pub speakers: Vec<String>,
}
