//! What holds inside a group, and where its text goes.

use crate::interview::Given;

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sink {
    /// Into the text.
    Body,
    /// Nowhere.
    Nothing,
    /// The table of fonts.
    Fonts,
    /// The styles.
    Styles,
    /// Into what a group gathers, which is used when the group ends.
    Gathered(Use),
}

/// What becomes of what a group gathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The title that the file has in its properties.
    Title,
    /// What a comment says.
    Comment,
    /// Who wrote the comment that follows.
    Author,
    /// The initials of who did, for want of a name.
    Initials,
    /// When the comment was written.
    Date,
    /// The number of the passage that a comment is about.
    Reference,
    /// The number of a passage that begins.
    RangeStart,
    /// The number of a passage that ends.
    RangeEnd,
    /// What a field shows, such as an address.
    Instruction,
    /// A footnote.
    Footnote,
    /// A text box.
    Box,
}

/// What holds inside a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) sink: Sink,
    /// Whether the group began with what it gathers for.
    pub(super) gathers: bool,
    pub(super) is_bold: bool,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    /// The number of the font.
    pub(super) font: i32,
    /// How many characters stand after each `\u` for who does not know it.
    pub(super) fallbacks: usize,
}

impl State {
    pub(super) const fn new() -> Self {
        Self {
            sink: Sink::Body,
            gathers: false,
            is_bold: false,
            is_hidden: false,
            is_deleted: false,
            font: 0,
            fallbacks: 1,
        }
    }
}

/// What a paragraph style says of its paragraphs, by its name and its level.
pub(super) fn given(name: &str, level: Option<u8>) -> Given {
    let name = name.trim().to_lowercase();
    let of_name = ["heading ", "標題 ", "标题 ", "見出し "]
        .iter()
        .find_map(|start| name.strip_prefix(start)?.trim().parse().ok())
        .filter(|level| (1..=9).contains(level));
    let is_title = matches!(name.as_str(), "title" | "標題" | "标题" | "表題");
    Given { is_title, heading: of_name.or(level).filter(|_| !is_title), ..Given::default() }
}

/// The groups that hold no text of the document.
pub(super) fn holds_no_text(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "colortbl",
        "filetbl",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "generator",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "xmlnstbl",
        "mmathPr",
        "info",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "xe",
        "tc",
        "tcn",
        "txe",
        "rxe",
        "bkmkstart",
        "bkmkend",
        "objdata",
        "objclass",
        "objname",
        "nonshppict",
        "pntext",
        "pntxta",
        "pntxtb",
        "falt",
        "panose",
        "fname",
        "fontemb",
        "template",
        "private",
        "background",
        "pgptbl",
        "userprops",
        "docvar",
        "fldtype",
        "datafield",
        "formfield",
        "listtext",
        "atnparent",
        "atnicn",
        "sp",
        "sn",
        "sv",
    ];
    WORDS.contains(&word)
}
