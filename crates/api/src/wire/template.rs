//! Templates of text exports.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of text a template writes, and so how words are escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TemplateKind {
    /// Plain text: nothing is escaped.
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// Its name, which no other has.
    pub name: String,
    /// What it writes.
    pub kind: TemplateKind,
    /// Its text, in the language of Jinja.
    pub source: String,
    /// Whether it comes with the app: such a one can be used and copied, and not be changed.
    pub is_built_in: bool,
}

/// Something that a template can name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateVariable {
    /// Where it is; `[]` stands for each of a list.
    pub path: String,
    /// What it is, in English, Markdown.
    pub about: String,
}

/// The templates, and what they can name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateList {
    /// Those that come with the app, then the user's own by name.
    pub templates: Vec<Template>,
    /// Everything that a template can name.
    pub variables: Vec<TemplateVariable>,
}

/// Keeps a template in the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateSave {
    /// Its name.
    pub name: String,
    /// What it writes.
    pub kind: TemplateKind,
    /// Its text. One that has mistakes is kept, too: they are told when it is used.
    pub source: String,
    /// Whether to replace the one that has the name.
    pub overwrite: bool,
}

/// Gives a template another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateRename {
    /// The name that it has.
    pub name: String,
    /// The name that it gets.
    pub to: String,
}

/// A template by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateNamed {
    /// Its name.
    pub name: String,
}

/// The template that is to be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum TemplateChosen {
    /// One that is kept, or comes with the app.
    Name {
        /// Its name.
        name: String,
    },
    /// One as it is typed.
    Source {
        /// What it is called when something is wrong in it; `null` where it has no name.
        name: Option<String>,
        /// What it writes.
        kind: TemplateKind,
        /// Its text.
        source: String,
    },
}

/// A document that is to be written, by a template or in a format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChosenDocument {
    /// The document.
    pub document: String,
    /// The annotations to write; `null` for all.
    pub annotations: Option<Vec<String>>,
}

/// Shows what a template makes of documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateRender {
    /// The template.
    pub template: TemplateChosen,
    /// The documents, in the order in which it sees them; `null` for all of the library.
    pub documents: Option<Vec<ChosenDocument>>,
    /// The most characters to give back; `null` for all.
    pub limit: Option<u32>,
}

/// What a template makes of documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateRendered {
    /// The text, or its beginning.
    pub text: String,
    /// How many characters all of it has.
    pub characters: u32,
    /// A name for the file, safe on every system.
    pub file_name: String,
    /// What the file is, such as `text/markdown`.
    pub media_type: String,
}

/// Writes what a template makes of documents to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateExport {
    /// The template.
    pub template: TemplateChosen,
    /// The documents, in the order in which it sees them; `null` for all of the library.
    pub documents: Option<Vec<ChosenDocument>>,
    /// Where to write it.
    pub path: String,
    /// Whether to replace a file that is there.
    pub overwrite: bool,
}
