//! What became of everything that a file holds.

use serde::{Deserialize, Serialize};

/// The report of an import: everything that was taken, altered or left out, with the reason and the place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The format the file was read as.
    pub format: String,
    /// What was done, in the order of the file; at most [`Report::MOST`] of those that are taken as they are.
    pub findings: Vec<Finding>,
    /// How many were taken as they are.
    pub taken: u32,
    /// How many were taken with something changed.
    pub altered: u32,
    /// How many were left out.
    pub skipped: u32,
}

/// What became of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What became of it.
    pub fate: Fate,
    /// What kind of thing it is and what was done, a word that the interface has words for, such as
    /// `comment`, `tracked-deletion`, `image`.
    pub kind: String,
    /// What it is, a few words of the file.
    pub what: String,
    /// Why, a word that the interface has words for, such as `no-place`; empty for what was taken as it is.
    pub reason: String,
    /// Where in the file.
    pub place: Option<Place>,
}

/// What became of something in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It was taken as it is.
    Taken,
    /// It was taken with something changed.
    Altered,
    /// It was left out.
    Skipped,
}

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "at")]
pub enum Place {
    /// A line, from 1.
    Line(u32),
    /// A page, from 1.
    Page(u32),
    /// A paragraph, from 1.
    Paragraph(u32),
    /// A member of an archive, by its name.
    Member(String),
    /// An entry of a list, from 1.
    Entry(u32),
}

impl Fate {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Altered => "altered",
            Self::Skipped => "skipped",
        }
    }
}

impl Place {
    /// What kind of place it is, a word that the interface has words for, and which one.
    #[must_use]
    pub fn told(&self) -> (&'static str, String) {
        match self {
            Self::Line(line) => ("line", line.to_string()),
            Self::Page(page) => ("page", page.to_string()),
            Self::Paragraph(paragraph) => ("paragraph", paragraph.to_string()),
            Self::Member(name) => ("member", name.clone()),
            Self::Entry(entry) => ("entry", entry.to_string()),
        }
    }
}

impl Report {
    /// Findings that are listed one by one; of more only the numbers are kept.
    pub const MOST: usize = 5_000;

    /// The report of a file that is read as `format`.
    #[must_use]
    pub fn of(format: &str) -> Self {
        Self { format: format.to_owned(), ..Self::default() }
    }

    /// Something was taken as it is.
    pub fn take(&mut self, kind: &str, what: &str, place: Option<Place>) {
        self.taken += 1;
        self.add(Fate::Taken, kind, what, "", place);
    }

    /// Something was taken with a change.
    pub fn alter(&mut self, kind: &str, what: &str, reason: &str, place: Option<Place>) {
        self.altered += 1;
        self.add(Fate::Altered, kind, what, reason, place);
    }

    /// Something was left out.
    pub fn skip(&mut self, kind: &str, what: &str, reason: &str, place: Option<Place>) {
        self.skipped += 1;
        self.add(Fate::Skipped, kind, what, reason, place);
    }

    /// Adds what was found in a part of the file.
    pub fn absorb(&mut self, part: Self) {
        self.taken += part.taken;
        self.altered += part.altered;
        self.skipped += part.skipped;
        let room = Self::MOST.saturating_sub(self.findings.len());
        self.findings.extend(part.findings.into_iter().take(room));
    }

    fn add(&mut self, fate: Fate, kind: &str, what: &str, reason: &str, place: Option<Place>) {
        /// Characters of the file that are quoted.
        const LONGEST: usize = 80;
        if self.findings.len() < Self::MOST {
            let what = what.chars().take(LONGEST).collect();
            self.findings.push(Finding {
                fate,
                kind: kind.to_owned(),
                what,
                reason: reason.to_owned(),
                place,
            });
        }
    }
}
