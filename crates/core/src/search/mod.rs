//! Search: every place in the library where something stands, exactly.
//!
//! A search scans the folded text of every revision that is read today. Those are kept in memory, made when they are
//! first needed and kept by the id of the revision, whose text never changes; so nothing derived is stored, and there is
//! nothing to go stale or to repair. A scan finds one character as it finds six, and is exact by construction.
//!
//! The files are the way of a query: [`query`] understands it, [`matcher`] finds its words, [`held`] has the texts,
//! [`outline`] knows who says what where, [`document`] judges what was found in one document, [`page`] cuts out what is
//! shown. [`typed`] tells a passage from a query with operators, [`pattern`] says what is wrong with a regular expression,
//! [`tagged`] which tags are asked for, [`aside`] looks into what belongs to no text, and [`places`] gives all places of one
//! document and nothing around them.

mod aside;
mod document;
mod held;
mod matcher;
mod outline;
mod page;
mod pattern;
mod places;
mod query;
mod run;
mod tagged;
#[cfg(test)]
mod tests;
mod typed;

pub(crate) use held::State;
pub(crate) use matcher::Matcher;
pub use pattern::PatternFault;
pub use places::{NotePlaces, Places, places};
pub use query::{BadQuery, Problem};
pub use run::search;

use crate::{
    ids::{AnnotationId, DocumentId, MemoId, RevisionId, TagId},
    memos::Subject,
};
use vermilion_anchor::{CodePoint, Folding, Span};

/// What is looked for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The query.
    pub query: String,
    /// How it is read.
    pub syntax: Syntax,
    /// What is looked at.
    pub scope: Scope,
    /// Only this document.
    pub document: Option<DocumentId>,
    /// What does not matter.
    pub folding: Folding,
    /// Only where a word begins and one ends, in Chinese as a dictionary has them.
    pub is_whole_word: bool,
    /// How many places to pass over.
    pub offset: usize,
    /// How many places to show at most.
    pub limit: usize,
}

/// How a query is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// Words and operators: all words stand in the same block, note, title or name.
    #[default]
    Words,
    /// As it stands, spaces included.
    Literal,
    /// With a condition such as `speaker:` as [`Syntax::Words`]. Anything else as it stands, and only where it stands nowhere
    /// as words, phrases and alternatives; what cannot be read as those is refused then.
    AsTyped,
    /// As a regular expression, which sees one folded text at a time.
    Pattern,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The texts.
    Text,
    /// The notes, the memos and the tags.
    Notes,
    /// Titles, names of speakers, texts, notes, memos and tags.
    #[default]
    All,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many places there are.
    pub total: u64,
    /// The documents with places, in the order of the list of documents.
    pub documents: Vec<DocumentCount>,
    /// Who says how many of those in texts, the most first; several of the same name in different documents are one.
    pub speakers: Vec<SpeakerCount>,
    /// The places asked for: by document; in each the title, the names, the text and the notes, in their order.
    pub hits: Vec<Hit>,
    /// How many places there are in tags and memos, which `total` does not count.
    pub aside_total: u64,
    /// Those, as many as were asked for: tags in the order of the codebook, then memos, the oldest first. Nothing where
    /// places were to be passed over: they stand before the others.
    pub asides: Vec<Aside>,
    /// Where nothing was found: what stands before a colon in the query as an operator does, and is none.
    pub unknown_operator: Option<String>,
}

/// A place in what belongs to no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// What it is in.
    pub of: AsideOf,
    /// Where it stands, in code points of the name, definition or memo.
    pub span: Span,
    /// What stands before it.
    pub before: String,
    /// What stands there.
    pub text: String,
    /// What stands after it.
    pub after: String,
}

/// What belongs to no text and is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AsideOf {
    /// The name of a tag.
    TagName {
        /// The tag.
        tag: TagId,
        /// Its path.
        path: String,
    },
    /// The definition of a tag.
    TagDefinition {
        /// The tag.
        tag: TagId,
        /// Its path.
        path: String,
    },
    /// A memo.
    Memo {
        /// The memo.
        memo: MemoId,
        /// What it is about.
        subject: Subject,
        /// The title of the document that it is about, or that has what it is about.
        title: Option<String>,
        /// The name of what it is about: a section, a speaker, a tag with its path.
        about: Option<String>,
    },
}

/// How many places a document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentCount {
    /// The document.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// How many.
    pub count: u64,
}

/// How many places somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerCount {
    /// The name.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// What a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitKind {
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

/// A place that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is in.
    pub kind: HitKind,
    /// The document.
    pub document: DocumentId,
    /// The revision in whose text it counts.
    pub revision: RevisionId,
    /// Where it stands, in code points of the text, title, name or note; of an annotation as a whole its passage, which is
    /// empty where that is not in the text.
    pub span: Span,
    /// What of it can be marked, where it is in the text: none where that is a name, a number or a mark before what is
    /// read, and nothing else.
    pub passage: Option<Span>,
    /// What stands before it.
    pub before: String,
    /// What stands there.
    pub text: String,
    /// What stands after it.
    pub after: String,
    /// Who says it.
    pub speaker: Option<String>,
    /// The section it is in.
    pub section: Option<SectionName>,
    /// The annotation, of a note or of one found as a whole.
    pub annotation: Option<AnnotationId>,
}

/// A section as it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionName {
    /// Its heading without number and marks.
    pub title: String,
    /// Where its heading begins.
    pub start: CodePoint,
}
