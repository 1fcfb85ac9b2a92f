//! What an exporter gets: a document, its structure and its annotations, in one neutral value.
//!
//! Offsets count code points of [`Annotated::text`]. The names that files, the command line and the wire give to
//! marks, colours and roles are kept here too, so that every format says the same. Nothing here knows the database,
//! a path or a clock.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::crosslink::{self, Crosslink, Standing};
use crate::interview::{Block, Role};
use vermilion_anchor::{CodePoint, Span};

/// A document with the annotations to export.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotated {
    /// Stable id of the document (UUID).
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Id of the revision to which the offsets belong (UUID).
    pub revision: String,
    /// The text of that revision.
    pub text: String,
    /// Back to back over the whole text; `BlockKind::Turn::speaker` is an index into `speakers`.
    pub blocks: Vec<Block>,
    /// The participants.
    pub speakers: Vec<AnnotatedSpeaker>,
    /// Those that stand in the text, in its order (start, then end, then id).
    pub annotations: Vec<ExportedAnnotation>,
    /// Those whose passage is no longer in the text, in the order in which they stood.
    pub orphans: Vec<ExportedOrphan>,
    /// Memos: on the document, on its sections and speakers in their order, on the tags of the annotations.
    pub memos: Vec<ExportedMemo>,
    /// Of what the links of the notes and memos lead to, that which is there, with its name where it has one.
    pub names: BTreeMap<Crosslink, Option<String>>,
    /// Whether colours have patterns too where they are seen, for who cannot tell them apart otherwise.
    pub is_patterned: bool,
    /// When this was taken out of the library: RFC 3339, UTC.
    pub exported_at: String,
}

/// A participant as exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotatedSpeaker {
    /// Stable id (UUID).
    pub id: String,
    /// Name shown.
    pub name: String,
    /// What the participant does.
    pub role: Role,
    /// Index into the palette of speaker colours.
    pub colour: u8,
}

/// An annotation as exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedAnnotation {
    /// Stable id (UUID).
    pub id: String,
    /// The passage.
    pub span: Span,
    /// How the passage is marked.
    pub style: Style,
    /// The note, Markdown; empty where there is none.
    pub note: String,
    /// Its tags, in the order of the codebook.
    pub tags: Vec<ExportedTag>,
    /// The words that were marked, where the text was corrected since and others stand there now.
    pub original: Option<String>,
    /// RFC 3339, UTC.
    pub created: String,
    /// RFC 3339, UTC.
    pub modified: String,
}

/// A tag as exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedTag {
    /// Stable id (UUID).
    pub id: String,
    /// The names from the top of the codebook down to it, with `/` between them.
    pub path: String,
    /// Its colour, or that of the nearest tag above it that has one.
    pub colour: Option<Colour>,
}

/// The paths of tags with something between them.
pub(crate) fn join_paths(tags: &[ExportedTag], between: &str) -> String {
    tags.iter().map(|tag| tag.path.as_str()).collect::<Vec<_>>().join(between)
}

/// A memo as exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedMemo {
    /// Stable id (UUID).
    pub id: String,
    /// What it is about.
    pub about: About,
    /// Markdown.
    pub text: String,
    /// RFC 3339, UTC.
    pub created: String,
    /// RFC 3339, UTC.
    pub modified: String,
}

/// What an exported memo is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The document.
    Document,
    /// One of its sections.
    Section {
        /// Where the block of its heading starts; `None` where that heading is not there any more.
        heading: Option<CodePoint>,
        /// Its title, as it is or as it was last known.
        title: String,
    },
    /// A participant, by the place among the speakers.
    Speaker(usize),
    /// A tag.
    Tag(ExportedTag),
}

/// An annotation whose passage is no longer in the text, as exported: nothing that was made is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedOrphan {
    /// Stable id (UUID).
    pub id: String,
    /// The last words of the passage.
    pub quote: String,
    /// Why it is not in the text, a word such as `deleted`.
    pub reason: &'static str,
    /// Id of the last revision in which it stood (UUID).
    pub revision: String,
    /// How the passage was marked.
    pub style: Style,
    /// The note, Markdown; empty where there is none.
    pub note: String,
    /// Its tags, in the order of the codebook.
    pub tags: Vec<ExportedTag>,
    /// RFC 3339, UTC.
    pub created: String,
    /// RFC 3339, UTC.
    pub modified: String,
}

impl Annotated {
    /// What is known of what a link leads to; `anchor` says where in the same file something is about it.
    pub(crate) fn standing(&self, link: &Crosslink, anchor: impl FnOnce() -> Option<String>) -> Standing {
        match self.names.get(link) {
            Some(name) => Standing::There { name: name.clone(), anchor: anchor() },
            None => Standing::Gone,
        }
    }

    /// A note or memo with the words of its links in their place, for a file that has no anchors.
    pub(crate) fn without_links(&self, markdown: &str) -> String {
        crosslink::without(markdown, &|link| self.standing(link, || None))
    }
}

impl ExportedOrphan {
    /// Whether there is a note that says anything.
    #[must_use]
    pub fn has_note(&self) -> bool {
        !self.note.trim().is_empty()
    }
}

impl ExportedAnnotation {
    /// Whether there is a note that says anything.
    #[must_use]
    pub fn has_note(&self) -> bool {
        !self.note.trim().is_empty()
    }
}

/// The mark a highlight leaves on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// Whether the colour fills the passage or underlines it.
    pub mark: Mark,
    /// The colour.
    pub colour: Colour,
}

/// How the colour is laid on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Behind the text.
    Fill,
    /// Under the text.
    Underline,
}

/// The five colours, in the order of their keys 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    /// Key 1.
    Yellow,
    /// Key 2: vermilion.
    Red,
    /// Key 3.
    Green,
    /// Key 4.
    Blue,
    /// Key 5.
    Purple,
}

/// A name that no mark, colour or role has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {kind} \u{201c}{name}\u{201d}: use one of {known}")]
pub struct UnknownName {
    /// What was looked for: `mark`, `colour` or `role`.
    pub kind: &'static str,
    /// The name that was given.
    pub name: String,
    /// The names there are, for the user to choose from.
    pub known: &'static str,
}

impl Colour {
    /// All five, in order.
    pub const ALL: [Self; 5] = [Self::Yellow, Self::Red, Self::Green, Self::Blue, Self::Purple];

    /// The name used in files, on the command line and on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Purple => "purple",
        }
    }

    /// Red, green and blue of a fill on light paper, as on the page of the app.
    #[must_use]
    pub const fn fill(self) -> [u8; 3] {
        match self {
            Self::Yellow => [0xfb, 0xe9, 0xa6],
            Self::Red => [0xf9, 0xd3, 0xc8],
            Self::Green => [0xd6, 0xe9, 0xc4],
            Self::Blue => [0xcf, 0xe2, 0xf2],
            Self::Purple => [0xe4, 0xd8, 0xf1],
        }
    }

    /// Red, green and blue of a line on light paper, as on the page of the app.
    #[must_use]
    pub const fn line(self) -> [u8; 3] {
        match self {
            Self::Yellow => [0xb8, 0x8a, 0x00],
            Self::Red => [0xc2, 0x3a, 0x2b],
            Self::Green => [0x4f, 0x8a, 0x3c],
            Self::Blue => [0x2f, 0x74, 0xad],
            Self::Purple => [0x7d, 0x55, 0xad],
        }
    }

    /// The one of the five that a colour of another program would be called; `None` for white, black and greys, which
    /// are none. Only the hue counts: pale and dark yellow are both yellow.
    #[must_use]
    pub fn nearest([red, green, blue]: [u8; 3]) -> Option<Self> {
        /// Less between the strongest and the weakest channel than this is grey to the eye.
        const GREY: i32 = 16;
        let [red, green, blue] = [red, green, blue].map(i32::from);
        let most = red.max(green).max(blue);
        let range = most - red.min(green).min(blue);
        if range < GREY {
            return None;
        }
        // Degrees around the circle of hues, red being 0.
        let hue = if most == red {
            (60 * (green - blue) / range).rem_euclid(360)
        } else if most == green {
            60 * (blue - red) / range + 120
        } else {
            60 * (red - green) / range + 240
        };
        Some(match hue {
            33..72 => Self::Yellow,
            72..165 => Self::Green,
            165..255 => Self::Blue,
            255..325 => Self::Purple,
            _ => Self::Red,
        })
    }
}

impl FromStr for Colour {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        Self::ALL.into_iter().find(|colour| colour.name() == name).ok_or_else(|| UnknownName {
            kind: "colour",
            name: name.to_owned(),
            known: "yellow, red, green, blue, purple",
        })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Mark {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Fill, Self::Underline];

    /// The name used in files, on the command line and on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Underline => "underline",
        }
    }
}

impl FromStr for Mark {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        Self::ALL.into_iter().find(|mark| mark.name() == name).ok_or_else(|| UnknownName {
            kind: "mark",
            name: name.to_owned(),
            known: "fill, underline",
        })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Role {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Interviewer, Self::Interviewee, Self::Other];

    /// The name used in files, on the command line and on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Interviewer => "interviewer",
            Self::Interviewee => "interviewee",
            Self::Other => "other",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        Self::ALL.into_iter().find(|role| role.name() == name).ok_or_else(|| UnknownName {
            kind: "role",
            name: name.to_owned(),
            known: "interviewer, interviewee, other",
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_as_what_it_names() {
        for colour in Colour::ALL {
            assert_eq!(colour.name().parse(), Ok(colour));
        }
        for mark in Mark::ALL {
            assert_eq!(mark.name().parse(), Ok(mark));
        }
        for role in Role::ALL {
            assert_eq!(role.name().parse(), Ok(role));
        }
    }

    #[test]
    fn colours_of_other_programs_are_taken_for_the_nearest() {
        for colour in Colour::ALL {
            assert_eq!(Colour::nearest(colour.fill()), Some(colour));
            assert_eq!(Colour::nearest(colour.line()), Some(colour));
        }
        for (rgb, expected) in [
            ([0xff, 0xff, 0x00], Some(Colour::Yellow)),
            ([0xff, 0xc0, 0x00], Some(Colour::Yellow)),
            ([0xff, 0x00, 0x00], Some(Colour::Red)),
            ([0xff, 0x80, 0xa0], Some(Colour::Red)),
            ([0x00, 0xff, 0x00], Some(Colour::Green)),
            ([0x00, 0xff, 0xff], Some(Colour::Blue)),
            ([0x00, 0x00, 0xff], Some(Colour::Blue)),
            ([0xff, 0x00, 0xff], Some(Colour::Purple)),
            ([0xff, 0xff, 0xff], None),
            ([0x00, 0x00, 0x00], None),
            ([0xc0, 0xc8, 0xc0], None),
        ] {
            assert_eq!(Colour::nearest(rgb), expected, "{rgb:?}");
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_those_that_exist() {
        let error = "pink".parse::<Colour>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no colour “pink”: use one of yellow, red, green, blue, purple"
        );
    }
}
