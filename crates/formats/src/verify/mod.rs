//! Whether a file that was written says what the library says: the file is read again with its own importer, and what that
//! found is compared with what was to be written, as far as the format can hold it.
//!
//! Pure: bytes are read by whoever asks, with [`crate::import`]. What each format cannot hold is said once, in `held`; all
//! else that differs is a [`Difference`], whether the writer left it out, the importer did not find it, or somebody changed
//! the file since. Ids, the colours of speakers, the times of memos and the reasons of orphans are nothing that an
//! [`Import`] has, and are not compared.

mod annotations;
mod held;
mod memos;
mod structure;

use crate::annotated::{Annotated, Colour};
use crate::codebook::{self, CodebookTag};
use crate::import::{Import, ImportedAbout, ImportedDocument};
use held::Held;
use std::collections::{BTreeMap, BTreeSet};
use vermilion_anchor::CodePoint;

/// The formats that are written and have an importer of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A Web Annotation collection with its document ([`crate::jsonld`]).
    Json,
    /// An interview as a Word file ([`crate::docx::export`]).
    Docx,
    /// A REFI-QDA project ([`crate::qdpx`]), however it is counted.
    Qdpx,
}

impl Written {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Json, Self::Docx, Self::Qdpx];

    /// The one whose importer has this name (see [`crate::import::Format::name`]).
    #[must_use]
    pub fn of(importer: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|written| written.importer() == importer)
    }

    /// The name of its importer.
    #[must_use]
    pub const fn importer(self) -> &'static str {
        match self {
            Self::Json => "jsonld",
            Self::Docx => "docx",
            Self::Qdpx => "qdpx",
        }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What differs, in the order in which it was compared; at most [`Verdict::MOST`].
    pub differences: Vec<Difference>,
    /// How many there are of them.
    pub total: u32,
    /// How many annotations, orphans among them, were compared.
    pub annotations: u32,
}

/// Something that the file says otherwise than the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub what: What,
    /// Of what.
    pub of: Of,
    /// A few words of what the library has; `None` where it has nothing of the kind.
    pub library: Option<String>,
    /// A few words of what the file has; `None` where it has nothing of the kind.
    pub file: Option<String>,
}

/// What can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Whether it is there at all.
    Presence,
    /// The text of the document.
    Text,
    /// Its title.
    Title,
    /// Where it was published.
    Source,
    /// When it was published.
    Published,
    /// Its language.
    Language,
    /// The role of a speaker.
    Role,
    /// What a block is: its kind, who says it, where its label and its body are.
    Structure,
    /// Where a passage is.
    Passage,
    /// The words that were marked.
    Quote,
    /// Mark and colour.
    Style,
    /// The note.
    Note,
    /// The tags.
    Tags,
    /// When it was made.
    Created,
    /// When it was last changed.
    Modified,
    /// The colour of a tag.
    Colour,
    /// The definition of a tag.
    Definition,
}

/// What a difference is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// The document as a whole.
    Document,
    /// A place in its text, where the difference begins.
    Place(CodePoint),
    /// The block, a section's heading or a turn among them, that begins there.
    Block(CodePoint),
    /// A speaker, by name.
    Speaker(String),
    /// An annotation: its id in the library, where it is there, and where its passage begins, where it has one.
    Annotation {
        /// Id (UUID).
        id: Option<String>,
        /// Where its passage begins, in the library or else in the file.
        start: Option<CodePoint>,
    },
    /// A memo: its id in the library, where it is there.
    Memo {
        /// Id (UUID).
        id: Option<String>,
    },
    /// A tag, by its path.
    Tag(String),
}

impl What {
    /// The name on the wire, which the interface has words for.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Text => "text",
            Self::Title => "title",
            Self::Source => "source",
            Self::Published => "published",
            Self::Language => "language",
            Self::Role => "role",
            Self::Structure => "structure",
            Self::Passage => "passage",
            Self::Quote => "quote",
            Self::Style => "style",
            Self::Note => "note",
            Self::Tags => "tags",
            Self::Created => "created",
            Self::Modified => "modified",
            Self::Colour => "colour",
            Self::Definition => "definition",
        }
    }
}

impl Verdict {
    /// Differences that are listed one by one; of more only the number is kept.
    pub const MOST: usize = 1_000;

    /// Whether nothing differs that the format can hold.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.total == 0
    }

    fn add(&mut self, what: What, of: Of, library: Option<&str>, file: Option<&str>) {
        self.total = self.total.saturating_add(1);
        if self.differences.len() < Self::MOST {
            let (library, file) = (library.map(brief), file.map(brief));
            self.differences.push(Difference { what, of, library, file });
        }
    }

    /// Adds a difference where two values are not the same.
    fn compare(&mut self, what: What, of: impl FnOnce() -> Of, library: Option<&str>, file: Option<&str>) {
        if library != file {
            self.add(what, of(), library, file);
        }
    }
}

/// The beginning of a text.
fn brief(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut characters = text.chars();
    let mut brief: String = characters.by_ref().take(LONGEST).collect();
    brief.extend(characters.next().map(|_| '…'));
    brief
}

/// Compares a document of the library with what a file of it brings. `codebook` has all tags of the library; it counts for a
/// project only, which holds definitions and the colours that tags have themselves.
#[must_use]
pub fn compare(written: Written, document: &Annotated, codebook: &[CodebookTag], import: &Import) -> Verdict {
    let held = Held::of(written, document);
    let mut verdict = Verdict::default();
    let Some(found) = same_document(document, import) else {
        verdict.add(What::Presence, Of::Document, Some(&document.title), None);
        return verdict;
    };
    let is_same_text = compare_fields(&held, found, &mut verdict);
    structure::compare(&held, found, is_same_text, &mut verdict);
    annotations::compare(&held, found, import, is_same_text, &mut verdict);
    memos::compare(&held, found, import, &mut verdict);
    compare_tags(&held, codebook, found, import, &mut verdict);
    verdict
}

/// The document of a file that is this one: the one with its text, or its title, or the only one.
fn same_document<'i>(document: &Annotated, import: &'i Import) -> Option<&'i ImportedDocument> {
    let has_title = |one: &&ImportedDocument| one.interview.title.as_ref() == Some(&document.title);
    let with_text = || import.documents.iter().filter(|one| one.interview.text == document.text);
    let only = || match import.documents.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    (with_text().find(has_title))
        .or_else(|| with_text().next())
        .or_else(|| import.documents.iter().find(has_title))
        .or_else(only)
}

/// Compares the text and what is said of the document; whether the texts are the same to the character.
fn compare_fields(held: &Held<'_>, found: &ImportedDocument, verdict: &mut Verdict) -> bool {
    let (document, interview) = (held.document, &found.interview);
    let (library, file) = (held.text(&document.text), held.text(&interview.text));
    if library != file {
        let at = library.chars().zip(file.chars()).take_while(|(one, other)| one == other).count();
        let rest = |text: &str| text.chars().skip(at).collect::<String>();
        let place = CodePoint(u32::try_from(at).unwrap_or(u32::MAX));
        verdict.add(What::Text, Of::Place(place), Some(&rest(&library)), Some(&rest(&file)));
    }
    let line = |text: Option<&str>| text.map(|text| held.line(text));
    for (what, library, file) in [
        (What::Title, Some(document.title.as_str()), interview.title.as_deref()),
        (What::Source, document.source.as_deref(), interview.source.as_deref()),
        (What::Published, document.published.as_deref(), interview.published.as_deref()),
        (What::Language, Some(document.language.as_str()), Some(interview.language.as_str())),
    ] {
        let (library, file) = (line(library), line(file));
        verdict.compare(what, || Of::Document, library.as_deref(), file.as_deref());
    }
    document.text == interview.text
}

/// The path of each tag of a file; a parent stands before its children.
fn paths(import: &Import) -> Vec<String> {
    let mut paths: Vec<String> = Vec::with_capacity(import.tags.len());
    for tag in &import.tags {
        let above = tag.parent.and_then(|parent| paths.get(parent));
        paths.push(above.map_or_else(|| tag.name.clone(), |above| format!("{above}/{}", tag.name)));
    }
    paths
}

/// The paths of the tags that a file has only for its other documents.
fn given_elsewhere(found: &ImportedDocument, import: &Import) -> BTreeSet<String> {
    let in_document = |document: &ImportedDocument| {
        let given = document.annotations.iter().flat_map(|one| one.tags.clone());
        let about = document.memos.iter().filter_map(|memo| match memo.about {
            ImportedAbout::Tag(tag) => Some(tag),
            _ => None,
        });
        given.chain(about).collect::<BTreeSet<usize>>()
    };
    let here = in_document(found);
    let mut elsewhere: BTreeSet<usize> = import.documents.iter().flat_map(in_document).collect();
    elsewhere.retain(|tag| !here.contains(tag));
    // Those above them are there because they are.
    for tag in elsewhere.clone() {
        let above = std::iter::successors(import.tags.get(tag), |tag| import.tags.get(tag.parent?));
        elsewhere.extend(
            above.take(import.tags.len()).filter_map(|tag| tag.parent).filter(|tag| !here.contains(tag)),
        );
    }
    let paths = paths(import);
    elsewhere.into_iter().filter_map(|tag| paths.get(tag).cloned()).collect()
}

fn compare_tags(
    held: &Held<'_>,
    codebook: &[CodebookTag],
    found: &ImportedDocument,
    import: &Import,
    verdict: &mut Verdict,
) {
    /// What is said of a tag.
    type Said = (Option<Colour>, Option<String>);
    let name = |colour: &Option<Colour>| colour.map(Colour::name);
    let mut library: BTreeMap<String, Said> = BTreeMap::new();
    if held.has_codebook() {
        // As it was written: with the tags of the document that are not in it.
        let codebook = codebook::complete(codebook, std::slice::from_ref(held.document));
        for (tag, path) in codebook.iter().zip(codebook::paths(&codebook)) {
            let definition = Some(held.definition(&tag.definition)).filter(|text| !text.is_empty());
            library.insert(held.line(&path), (tag.colour, definition));
        }
    } else {
        for tag in held.given() {
            library.insert(held.line(&tag.path), (tag.colour, None));
        }
    }
    let file: BTreeMap<String, Said> = (import.tags.iter().zip(paths(import)))
        .map(|(tag, path)| {
            let definition = Some(tag.definition.clone()).filter(|text| !text.is_empty());
            (path, (tag.colour, definition))
        })
        .collect();
    for (path, (colour, definition)) in &library {
        let of = || Of::Tag(path.clone());
        let Some((found_colour, found_definition)) = file.get(path) else {
            verdict.add(What::Presence, of(), Some(path), None);
            continue;
        };
        verdict.compare(What::Colour, of, name(colour), name(found_colour));
        if held.has_codebook() {
            verdict.compare(What::Definition, of, definition.as_deref(), found_definition.as_deref());
        }
    }
    // A tag above others is there because they are; a project holds what other documents have, too.
    let is_above = |path: &str| library.keys().any(|other| other.starts_with(&format!("{path}/")));
    let elsewhere = if held.has_codebook() { BTreeSet::new() } else { given_elsewhere(found, import) };
    let is_more = |path: &str| !library.contains_key(path) && !is_above(path) && !elsewhere.contains(path);
    for path in file.keys().filter(|path| is_more(path)) {
        verdict.add(What::Presence, Of::Tag(path.clone()), None, Some(path));
    }
}
