//! Questions about text alone: where a word or sentence lies, how a note looks, how a passage is quoted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A unit of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// What a reader takes for one character.
    Grapheme,
    /// A word, also in Chinese.
    Word,
    /// A part of a sentence between commas.
    Clause,
    /// A sentence.
    Sentence,
}

/// Asks for the unit that holds a code point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextUnit {
    /// The text to look in.
    pub text: String,
    /// The code point of that text.
    pub offset: u32,
    /// The unit.
    pub unit: Unit,
}

/// A passage of the text that was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Passage {
    /// The first code point.
    pub start: u32,
    /// The first code point after.
    pub end: u32,
}

/// Notes to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoteRender {
    /// Markdown texts.
    pub notes: Vec<String>,
}

/// A passage to quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteCopy {
    /// The document.
    pub document: String,
    /// The first code point of the passage.
    pub start: u32,
    /// The first code point after the passage.
    pub end: u32,
}

/// A passage with its attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Quoted {
    /// The passage, who says it, in which section, where it was published.
    pub text: String,
}
