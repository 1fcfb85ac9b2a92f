//! The marks around what we write: a comment before each block, one after it.
//!
//! ```text
//! <!-- vermilion:annotation:01930000-0000-7000-8000-000000000001 3f0c9a51e2b7 -->
//! …
//! <!-- /vermilion -->
//! ```
//!
//! The first names what the block is of and seals it: with a digest of the document's id, of what it is of and of its lines.
//! Line ends and white space at them do not count, since editors change those by themselves. Inside a block no line begins as
//! a mark does: words are escaped and notes are indented.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

/// With which the mark before a block begins, and what would be one if it were whole.
pub(super) const OPENING: &str = "<!-- vermilion:";

/// The mark after a block.
pub(super) const CLOSING: &str = "<!-- /vermilion -->";

/// With which the mark after a block begins.
pub(super) const CLOSING_START: &str = "<!-- /vermilion";

/// Hexadecimal digits of a digest: an accident is found, and nobody has a reason to forge one.
const DIGITS: usize = 12;

/// What a block is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// The document as a whole: the title and what is known of it.
    Document,
    /// A section, or a group of blocks.
    Heading,
    /// A memo.
    Memo,
    /// An annotation, an orphan too.
    Annotation,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Document, Self::Heading, Self::Memo, Self::Annotation];

    const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Heading => "heading",
            Self::Memo => "memo",
            Self::Annotation => "annotation",
        }
    }
}

/// Names a block in its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub(super) kind: Kind,
    pub(super) id: String,
}

impl Key {
    pub(super) fn new(kind: Kind, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.id)
    }
}

/// A block as we write it.
pub(super) struct Block {
    pub(super) key: Key,
    /// Whether something in the file links to it.
    pub(super) is_linked: bool,
    /// Its lines, each with its end.
    pub(super) content: String,
}

impl Block {
    /// The mark before it, without a line end.
    pub(super) fn opening(&self, document: &str) -> String {
        let Self { key, is_linked, content } = self;
        let anchor = if *is_linked { anchor(&key.id) } else { String::new() };
        format!("{OPENING}{key} {} -->{anchor}", seal(document, key, content))
    }

    /// Appends it with both of its marks.
    pub(super) fn write(&self, out: &mut String, document: &str) {
        let _ = writeln!(out, "{}", self.opening(document));
        out.push_str(&self.content);
        let _ = writeln!(out, "{CLOSING}");
    }
}

/// The element that links of other programs than Obsidian lead to. Obsidian looks for the block id, and leaves the caret of
/// `#^id` where it is; so one link serves both.
fn anchor(id: &str) -> String {
    format!("<a id=\"^{id}\"></a>")
}

/// A mark before a block, as it was found.
pub(super) struct Opening {
    pub(super) key: Key,
    pub(super) seal: String,
}

/// Reads a line as the mark before a block; `None` where it is not exactly one. White space at its end does not count.
pub(super) fn read(line: &str) -> Option<Opening> {
    let (inside, after) = line.trim_end().strip_prefix(OPENING)?.split_once(" -->")?;
    let (key, seal) = inside.split_once(' ')?;
    let (kind, id) = key.split_once(':')?;
    let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_seal = seal.len() == DIGITS && seal.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_whole = is_id && is_seal && (after.is_empty() || after == anchor(id));
    is_whole.then(|| Opening { key: Key::new(kind, id), seal: seal.to_owned() })
}

/// The digest of a block's lines. It holds for this document and this block only: a block that was brought over from
/// another file is not taken for one of this.
pub(super) fn seal(document: &str, key: &Key, content: &str) -> String {
    digest(&format!("{document}\n{key}\n{}", normal(content)))
}

/// The first digits of the SHA-256 of a text.
pub(super) fn digest(text: &str) -> String {
    let mut digits = String::with_capacity(DIGITS);
    for byte in Sha256::digest(text.as_bytes()).iter().take(DIGITS / 2) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Lines without white space at their ends: what two texts have to have in common to say the same.
pub(super) fn normal(content: &str) -> String {
    let lines: Vec<_> = content.lines().map(str::trim_end).collect();
    lines.join("\n")
}
