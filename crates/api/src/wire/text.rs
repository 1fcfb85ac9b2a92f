//! Questions about text alone: where words and sentences end, how a note looks, how a passage is quoted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A stretch of text to cut into units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextUnits {
    /// The text, as a rule one paragraph: a line end ends every unit.
    pub text: String,
}

/// Where the units of a text end, in code points from its beginning. Those of a kind lie back to back: each begins where
/// the one before it ends, and the last ends with the text. An empty text has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnitEnds {
    /// Words, also in Chinese; punctuation and white space are pieces of their own.
    pub words: Vec<u32>,
    /// The parts of sentences up to a comma, a colon or the like, with the space after them.
    pub clauses: Vec<u32>,
    /// Sentences, with their closing quotation marks and the space after them.
    pub sentences: Vec<u32>,
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

/// How a quotation that is copied says where it comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CitationForm {
    /// After a dash.
    #[default]
    Dash,
    /// As a Markdown quotation that leads to the passage.
    Markdown,
    /// In the running text: author and year.
    AuthorDate,
    /// With everything that a note wants, on a line of its own.
    Full,
    /// By a template.
    Template,
}

/// A form with what it takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Citation {
    /// The form.
    pub form: CitationForm,
    /// The name of the template, where it is by one.
    pub template: Option<String>,
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
    /// In which form; `null` as the library's setting says.
    #[serde(default)]
    pub citation: Option<Citation>,
}

/// A passage with its attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Quoted {
    /// The passage, who says it, in which section, where it was published.
    pub text: String,
}
