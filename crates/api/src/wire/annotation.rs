//! Annotations and what is done with them.

use super::ChangeEvent;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a colour is laid on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Behind the text.
    Fill,
    /// Under the text.
    Underline,
}

/// The five colours, in the order of their keys 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// Key 1.
    Yellow,
    /// Key 2: vermilion.
    Red,
    /// Key 3.
    Green,
    /// Key 4.
    Blue,
    /// Key 5.
    Purple,
}

/// The mark a highlight leaves on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Style {
    /// Whether the colour fills the passage or underlines it.
    pub mark: Mark,
    /// The colour.
    pub colour: Colour,
}

/// What became of an annotation's passage when the text was corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AnnotationState {
    /// It is there, word for word.
    #[default]
    Anchored,
    /// It is there, and some of its words are others than those that were marked.
    Changed,
    /// It is not in the text: the annotation waits for its passage.
    Orphan,
}

/// Why an annotation lost its passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LossReason {
    /// Its words were deleted.
    Deleted,
    /// Its words were deleted, and what is like them stood there before and is something else.
    LookAlike,
    /// Several places may be it, and nobody said which.
    Ambiguous,
    /// It is too short to be told by a part of its words.
    TooShort,
    /// Too little of it is left to be sure of.
    Rewritten,
    /// A place was proposed for it, and nobody has accepted that.
    Undecided,
    /// Somebody said that it is nowhere.
    Dismissed,
    /// Its quote was not what the text said there, and stands nowhere else.
    Mismatch,
}

/// A passage with its mark and its note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Annotation {
    /// Its id.
    pub id: String,
    /// The document it belongs to.
    pub document: String,
    /// The first code point of the passage. Of an orphan: in the revision in which it stood last.
    pub start: u32,
    /// The first code point after the passage.
    pub end: u32,
    /// The text of the passage; of an orphan, its last words.
    pub quote: String,
    /// What became of the passage. An orphan is not drawn in the text.
    pub state: AnnotationState,
    /// Of a changed annotation: the words that were marked.
    pub original: Option<String>,
    /// Of an orphan: why.
    pub reason: Option<LossReason>,
    /// The revision it was made on.
    pub made_on: String,
    /// How the passage is marked.
    pub style: Style,
    /// Markdown; empty where there is none.
    pub note: String,
    /// The ids of its tags.
    pub tags: Vec<String>,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub modified_at: i64,
}

/// Some of the annotations of a document. What is committed between two pages may be seen by one of them only: whoever
/// hears of a change begins anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationPage {
    /// The document.
    pub document: String,
    /// The last annotation of the page before; `null` for the first page.
    pub after: Option<String>,
    /// How many to list: 1 to 2,000.
    pub limit: u32,
}

/// Annotations of a document, orphans among them, in the order in which they are stored, which need not be that of the
/// text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationsPage {
    /// The current revision: in its text count those that stand.
    pub revision: String,
    /// The annotations.
    pub annotations: Vec<Annotation>,
    /// Whether there are more.
    pub has_more: bool,
}

/// Highlights a passage. White space at both ends is left out, and characters are never split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationCreate {
    /// The id that it is to have, made by whoever asks, so that asking again makes no second one: the one that has it gets
    /// the style and the tags, and the note where it has none. `null`: it gets one.
    #[serde(default)]
    pub id: Option<String>,
    /// The document to annotate.
    pub document: String,
    /// The first code point of the passage.
    pub start: u32,
    /// The first code point after the passage.
    pub end: u32,
    /// How to mark it.
    pub style: Style,
    /// Markdown; empty for none.
    pub note: String,
    /// Tags to give it in the same step: each an id, or a name or path, which is made where there is none.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// What highlighting gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationCreated {
    /// The annotation, made now or found as it was.
    pub annotation: Annotation,
    /// False when the same passage already had the same mark.
    pub is_new: bool,
    /// What changed, if anything did.
    pub change: Option<ChangeEvent>,
}

/// Passages of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentPassages {
    /// The document.
    pub document: String,
    /// The revision in whose text they count, which must be the current one.
    pub revision: String,
    /// Of each passage the first code point and the first one after, one number after the other.
    pub places: Vec<u32>,
}

/// Highlights passages of any number of documents in one step, and gives them tags. A passage that an annotation marks
/// exactly gets no second one, whatever the style of that is: it gets the tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationCreateAll {
    /// The passages.
    pub passages: Vec<DocumentPassages>,
    /// How to mark those that are not marked yet.
    pub style: Style,
    /// Tags to give them: each an id, or a name or path, which is made where there is none.
    pub tags: Vec<String>,
}

/// What highlighting many passages gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationsCreated {
    /// How many annotations were made.
    pub created: u32,
    /// How many were there and got a tag that they had not.
    pub tagged: u32,
    /// How many were there and stayed as they were.
    pub unchanged: u32,
    /// The ids of the tags that were given.
    pub tags: Vec<String>,
    /// What changed, if anything did.
    pub change: Option<ChangeEvent>,
}

/// A passage that an annotation marks exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarkedPassage {
    /// The number of the passage among those that were asked about, from 0.
    pub passage: u32,
    /// The annotation.
    pub annotation: String,
    /// The ids of the tags that it has.
    pub tags: Vec<String>,
}

/// Marks a passage differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationSetStyle {
    /// The annotation.
    pub annotation: String,
    /// Its new mark.
    pub style: Style,
}

/// Moves the edges of a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationResize {
    /// The annotation.
    pub annotation: String,
    /// The first code point of the passage.
    pub start: u32,
    /// The first code point after the passage.
    pub end: u32,
}

/// Writes a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationSetNote {
    /// The annotation.
    pub annotation: String,
    /// Markdown; empty removes the note.
    pub note: String,
    /// Writings with the same key that follow one another closely become one step of the history; empty: none does.
    pub join_key: String,
}

/// Deletes annotations in one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationDelete {
    /// The annotations.
    pub annotations: Vec<String>,
}
