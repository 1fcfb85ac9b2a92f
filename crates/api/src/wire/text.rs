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

/// Which Han characters are forms of the same one, for matching names as they are typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Variants {
    /// Each character followed by the one that stands for all its forms, nothing between them.
    pub pairs: String,
}

/// An address to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkRead {
    /// The address as it stands in a note.
    pub address: String,
}

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// A page in the browser.
    Page,
    /// A letter in the mail program.
    Mail,
}

/// Where a link leads. Whatever is to be read has nothing invisible in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// The address as it is opened.
    pub href: String,
    /// The same to be read.
    pub shown: String,
    /// What it opens.
    pub kind: LinkKind,
    /// Of a page: the host as its owner writes it.
    pub host: Option<String>,
    /// Of a page: the host as the network knows it, where that reads differently.
    pub registered: Option<String>,
    /// Of a page: whether others can read along on the way.
    pub is_plain: bool,
    /// Of a letter: everybody it goes to.
    pub recipients: Vec<String>,
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
