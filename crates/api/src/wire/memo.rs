//! Memos: texts about what is no passage.

use super::ChangeEvent;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of thing a memo is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MemoKind {
    /// All of the library.
    Library,
    /// A document.
    Document,
    /// A section of a document.
    Section,
    /// A participant in a document.
    Speaker,
    /// A tag.
    Tag,
}

/// A text about something that is no passage. One thing may have several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Memo {
    /// Its id.
    pub id: String,
    /// What kind of thing it is about.
    pub kind: MemoKind,
    /// The document, of one about a document, a section or a speaker.
    pub document: Option<String>,
    /// Of one about a section: where the block of its heading starts in the current text, as `Section.heading` says it;
    /// `null` where that heading is not there any more.
    pub heading: Option<u32>,
    /// Of one about a section: the words of its heading, as they are, or as they were last known.
    pub section: Option<String>,
    /// The speaker, of one about a speaker.
    pub speaker: Option<String>,
    /// Of one about a speaker: the name.
    pub speaker_name: Option<String>,
    /// The tag, of one about a tag.
    pub tag: Option<String>,
    /// Markdown.
    pub text: String,
    /// When it was begun.
    pub created_at: i64,
    /// When it was last written on.
    pub modified_at: i64,
}

/// Begins a memo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemoCreate {
    /// The id that it is to have, made by whoever asks, so that asking again makes no second one: the one that has it gets
    /// the text. `null`: it gets one.
    #[serde(default)]
    pub id: Option<String>,
    /// What kind of thing it is about. What the kind does not need may be `null`.
    pub kind: MemoKind,
    /// The document, of one about a document, a section or a speaker.
    pub document: Option<String>,
    /// Of one about a section: where the block of its heading starts.
    pub heading: Option<u32>,
    /// The speaker, of one about a speaker.
    pub speaker: Option<String>,
    /// The tag, of one about a tag.
    pub tag: Option<String>,
    /// Markdown; must say something.
    pub text: String,
    /// What is written on it soon after with the same key becomes one step with this; empty: nothing does.
    pub join_key: String,
}

/// What beginning a memo gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemoCreated {
    /// The memo.
    pub memo: Memo,
    /// What changed.
    pub change: Option<ChangeEvent>,
}

/// Gives a memo another text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemoWrite {
    /// The memo.
    pub memo: String,
    /// Markdown. An empty one stays until it is deleted.
    pub text: String,
    /// Writings with the same key that follow one another closely become one step of the history; empty: none does.
    pub join_key: String,
}

/// Deletes memos in one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemoDelete {
    /// The memos.
    pub memos: Vec<String>,
}
