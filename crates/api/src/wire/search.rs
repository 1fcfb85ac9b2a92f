//! Search: what is asked, and every place where it stands.

use super::MemoKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a query is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SearchSyntax {
    /// Words, "phrases" and operators (`speaker:`, `section:`, `title:`, `tag:`, `color:`, `has:note`, `is:orphan`,
    /// `is:changed`, `-not`, `OR`, parentheses); all words stand in the same paragraph, note, memo, title or name.
    #[default]
    Words,
    /// As it stands, spaces included.
    Literal,
    /// With a condition such as `speaker:` as `words`. Anything else as it stands, and only where it stands nowhere as `words`;
    /// what cannot be read is refused then.
    AsTyped,
    /// As a regular expression.
    Pattern,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SearchScope {
    /// The texts.
    Text,
    /// The notes, the memos and the tags.
    Notes,
    /// Titles, names of speakers, texts, notes, memos and tags.
    #[default]
    All,
}

/// What does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct SearchFolding {
    /// Capital and small letters are the same.
    pub case: bool,
    /// Full-width and half-width forms are the same.
    pub width: bool,
    /// What is the same under NFKC is the same.
    pub compatibility: bool,
    /// Traditional and simplified characters and other forms of them are the same.
    pub variants: bool,
    /// Hiragana and katakana are the same.
    pub kana: bool,
    /// Letters are the same with and without diacritics.
    pub diacritics: bool,
    /// Straight, curly and corner quotation marks are the same.
    pub quotes: bool,
    /// Punctuation and line ends between words may be there or not.
    pub separators: bool,
}

/// A search. One that comes calls off the one under way that looks at the same (the library, or a document), which is
/// refused with `cancelled`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchRequest {
    /// The query. A blank one finds nothing.
    pub query: String,
    /// How it is read.
    pub syntax: SearchSyntax,
    /// What is looked at.
    pub scope: SearchScope,
    /// Only this document.
    pub document: Option<String>,
    /// What does not matter; `null` for what usually does not: everything but `separators`.
    pub folding: Option<SearchFolding>,
    /// Only whole words, in Chinese as a dictionary has them.
    pub whole_word: bool,
    /// How many places to pass over.
    pub offset: u32,
    /// How many places to show at most; no more than 1,000.
    pub limit: u32,
}

/// Every place where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchResults {
    /// How many places there are.
    #[ts(type = "number")]
    pub total: u64,
    /// How many of them each document has, in the order of the list of documents: those with places.
    pub documents: Vec<SearchDocumentCount>,
    /// How many of those in texts each speaker says, the most first. Several of the same name are one.
    pub speakers: Vec<SearchSpeakerCount>,
    /// The places asked for, by document.
    pub found: Vec<SearchDocument>,
    /// How many places there are in tags and memos, which `total` does not count.
    #[ts(type = "number")]
    pub aside_total: u64,
    /// Those, as many as were asked for: tags in the order of the codebook, then memos, the oldest first. None where
    /// places were to be passed over: they stand before the others.
    pub asides: Vec<SearchAside>,
    /// Where nothing was found: what stands before a colon in the query as an operator does, and is none.
    pub unknown_operator: Option<String>,
}

/// What a place that belongs to no text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SearchAsideKind {
    /// The name of a tag.
    TagName,
    /// The definition of a tag.
    TagDefinition,
    /// A memo.
    Memo,
}

/// A place in a tag or a memo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchAside {
    /// What it is in.
    pub kind: SearchAsideKind,
    /// The first code point of it in the name, definition or memo.
    pub start: u32,
    /// The first code point after.
    pub end: u32,
    /// What stands before it.
    pub before: String,
    /// What stands there.
    pub text: String,
    /// What stands after it.
    pub after: String,
    /// The tag, or the tag that the memo is about.
    pub tag: Option<String>,
    /// The memo.
    pub memo: Option<String>,
    /// What the memo is about.
    pub subject: Option<MemoKind>,
    /// The document that the memo is about, or that has what it is about.
    pub document: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Where the section that the memo is about begins; `null` where its heading is not there any more.
    pub heading: Option<u32>,
    /// The path of the tag, or the name of the section, speaker or tag that the memo is about.
    pub name: Option<String>,
}

/// All places of a query in the text and the notes of a document, to be marked and stepped through. One that comes calls
/// off the one under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchPlacesRequest {
    /// The document.
    pub document: String,
    /// The query. A blank one finds nothing.
    pub query: String,
    /// How it is read.
    pub syntax: SearchSyntax,
    /// What is looked at; titles and names never are.
    pub scope: SearchScope,
    /// What does not matter; `null` for what usually does not: everything but `separators`.
    pub folding: Option<SearchFolding>,
    /// Only whole words, in Chinese as a dictionary has them.
    pub whole_word: bool,
    /// How many places to give at most; no more than 100,000.
    pub limit: u32,
}

/// All places of a query in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchPlaces {
    /// The revision in whose text they count.
    pub revision: String,
    /// How many places there are in the text.
    #[ts(type = "number")]
    pub total: u64,
    /// The first ones, in the order of the text: of each the first code point and the first one after, one number after
    /// the other.
    pub places: Vec<u32>,
    /// The annotations in whose notes there are places, as they stand in the text; orphans last.
    pub notes: Vec<NotePlaces>,
    /// Where there are none: what stands before a colon in the query as an operator does, and is none.
    pub unknown_operator: Option<String>,
}

/// An annotation in whose note there are places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotePlaces {
    /// The annotation.
    pub annotation: String,
    /// How many places there are in its note.
    pub count: u32,
}

/// A search that was given a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedSearch {
    /// Its name, which no other has.
    pub name: String,
    /// The query.
    pub query: String,
    /// How it is read.
    pub syntax: SearchSyntax,
    /// What is looked at.
    pub scope: SearchScope,
    /// What does not matter; `null` for what usually does not.
    pub folding: Option<SearchFolding>,
    /// Only whole words.
    pub whole_word: bool,
}

/// How many places a document has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchDocumentCount {
    /// The document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// How many places somebody says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchSpeakerCount {
    /// The name.
    pub name: String,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// Places of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchDocument {
    /// The document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// The revision in whose text the places count.
    pub revision: String,
    /// By section, in the order of the text.
    pub sections: Vec<SearchSection>,
}

/// Places of one section that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchSection {
    /// Its heading without number and marks; `null` for what is in none.
    pub title: Option<String>,
    /// Where its heading begins.
    pub start: Option<u32>,
    /// The places.
    pub hits: Vec<SearchHit>,
}

/// What a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SearchHitKind {
    /// The title of a document.
    Title,
    /// The name of a speaker.
    Speaker,
    /// The text.
    Text,
    /// A note.
    Note,
    /// An annotation as a whole, which a query without words found.
    Annotation,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// What it is in.
    pub kind: SearchHitKind,
    /// The first code point of it in the text, title, name or note; of an annotation, of its passage. Of one whose passage
    /// is not in the text this is 0, as is `end`.
    pub start: u32,
    /// The first code point after.
    pub end: u32,
    /// What of the text can be marked by it; `null` where it stands in no text, or in a name, a number or a mark before what
    /// is read.
    pub passage: Option<SearchPassage>,
    /// What stands before it.
    pub before: String,
    /// What stands there.
    pub text: String,
    /// What stands after it.
    pub after: String,
    /// Who says it.
    pub speaker: Option<String>,
    /// The annotation, of a note or of one found as a whole.
    pub annotation: Option<String>,
}

/// What of a text can be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchPassage {
    /// The first code point.
    pub start: u32,
    /// The first code point after.
    pub end: u32,
}
