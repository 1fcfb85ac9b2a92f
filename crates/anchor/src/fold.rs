//! Folding: which characters count as the same, and where what was found in a folded text stands in the text itself.
//!
//! A [`Folding`] says what is not to matter: capitals, width, the form in which a Han character is written. Two texts
//! are the same under it where [`Folding::text`] makes the same of both, so a search is a plain scan of folded text for
//! folded words. The unit is the grapheme cluster: what a cluster becomes depends on nothing around it, and no place
//! inside one is ever the edge of something found. (With [`Folding::separators`] what stands around marks between
//! words does matter; see there.)
//!
//! What is here owns the offsets: [`Folded`] turns bytes of the folded text into code points of the text. It keeps what
//! deviates from one character for one, which in most texts is nothing.

mod character;
mod separators;
mod table;
#[cfg(test)]
mod tests;

use crate::units::{CodePoint, Span};
use icu_normalizer::ComposingNormalizerBorrowed;
use std::ops::Range;
use table::{Entry, Table};
use unicode_segmentation::UnicodeSegmentation;

/// Code points of the folded text between two samples: a place is found by walking over fewer than these.
const SAMPLE: u32 = 64;

/// What does not matter when texts are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Folding {
    /// Capital and small letters are the same; ß is ss.
    pub case: bool,
    /// Full-width and half-width forms are the same.
    pub width: bool,
    /// What is the same under NFKC is the same: ligatures, ① and 1, ㍿ and 株式会社, é composed or not.
    pub compatibility: bool,
    /// Traditional and simplified Han characters and other forms of them are the same: 後 and 后, 臺 and 台. One stands
    /// for all that are connected, so 乾, 幹 and 干 are the same too.
    pub variants: bool,
    /// Hiragana and katakana are the same.
    pub kana: bool,
    /// Letters are the same with and without diacritics. The voicing marks of kana are none.
    pub diacritics: bool,
    /// Straight, curly and corner quotation marks are the same; single ones are not double ones.
    pub quotes: bool,
    /// Punctuation, white space and a line end between words may be there or not. What stands between is one space
    /// between letters of scripts that are written with spaces, and nothing beside Han characters and kana; a blank line
    /// still parts.
    pub separators: bool,
}

impl Folding {
    /// Everything matters.
    pub const NONE: Self = Self {
        case: false,
        width: false,
        compatibility: false,
        variants: false,
        kana: false,
        diacritics: false,
        quotes: false,
        separators: false,
    };

    /// What a search folds where nobody says otherwise: everything but [`Folding::separators`], with which a comma in
    /// the query would be nothing.
    pub const USUAL: Self = Self {
        case: true,
        width: true,
        compatibility: true,
        variants: true,
        kana: true,
        diacritics: true,
        quotes: true,
        separators: false,
    };

    /// Folds a text and keeps where everything stands.
    #[must_use]
    pub fn text(self, text: &str) -> Folded {
        let mut folded = Builder::default();
        folded.add_all(text, Table::of(self, text.len()).as_deref(), self);
        let folded = folded.finish();
        if self.separators { separators::fold(&folded) } else { folded }
    }

    /// Folds the words of a query, which may be nothing afterwards.
    #[must_use]
    pub fn words(self, words: &str) -> String {
        self.text(words).text
    }
}

/// Han characters and, for each, the one that stands for all of its forms under [`Folding::variants`], in the order of the
/// characters; those that stand for themselves are left out. For who has to fold names without this crate.
pub fn variants() -> impl Iterator<Item = (char, char)> {
    character::VARIANTS.iter().copied()
}

/// A folded text and where it stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// The bytes that are no edges: inside a grapheme cluster of the text, or of what one character became.
    inside: Vec<u32>,
    /// Where code points stop being next to each other in both texts: never empty, unless the text is.
    runs: Vec<Run>,
    /// The byte of every [`SAMPLE`]th code point.
    samples: Vec<u32>,
}

/// From here on each code point of the folded text is the next one of the text, until another run begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// The code point of the folded text.
    folded: u32,
    /// The code point of the text.
    source: u32,
    /// The end, in the text, of what stands before this run.
    before: u32,
}

impl Folded {
    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether something found may begin or end at a byte of the folded text: where a grapheme cluster of the text does.
    #[must_use]
    pub fn is_edge(&self, byte: usize) -> bool {
        self.inside.is_empty()
            || u32::try_from(byte).is_ok_and(|byte| self.inside.binary_search(&byte).is_err())
    }

    /// Where bytes of the folded text stand in the text; `None` where either end is no edge. What was folded away at
    /// either side is not part of it.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Option<Span> {
        let is_placed = self.is_edge(bytes.start) && self.is_edge(bytes.end) && bytes.start <= bytes.end;
        let (start, end) = (self.code_point(bytes.start)?, self.code_point(bytes.end)?);
        if !is_placed {
            return None;
        }
        let start = self.source(start);
        let span = Span { start: CodePoint(start), end: CodePoint(self.source_end(end).max(start)) };
        Some(span)
    }

    /// The first byte of the folded text of what stands at or after a code point of the text.
    #[must_use]
    pub fn byte(&self, at: CodePoint) -> usize {
        let after = self.runs.partition_point(|run| run.source <= at.0);
        let Some(run) = after.checked_sub(1).and_then(|before| self.runs.get(before)) else { return 0 };
        let limit = self.runs.get(after).map_or(u32::MAX, |next| next.folded);
        let folded = (run.folded + (at.0 - run.source)).min(limit);
        let Some(from) = self.samples.get((folded / SAMPLE) as usize) else { return self.text.len() };
        let from = *from as usize;
        let step = self.text[from..].char_indices().nth((folded % SAMPLE) as usize);
        step.map_or(self.text.len(), |(step, _)| from + step)
    }

    /// What it takes in memory, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.capacity()
            + self.inside.capacity() * size_of::<u32>()
            + self.samples.capacity() * size_of::<u32>()
            + self.runs.capacity() * size_of::<Run>()
    }

    /// The code point of the folded text that begins at `byte`.
    fn code_point(&self, byte: usize) -> Option<u32> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        let after = self.samples.partition_point(|sample| *sample as usize <= byte);
        let Some(before) = after.checked_sub(1) else { return Some(0) };
        let from = self.samples[before] as usize;
        // The samples of a text fit.
        Some(before as u32 * SAMPLE + crate::units::count(&self.text[from..byte]))
    }

    fn source(&self, folded: u32) -> u32 {
        let after = self.runs.partition_point(|run| run.folded <= folded);
        after
            .checked_sub(1)
            .and_then(|before| self.runs.get(before))
            .map_or(0, |run| run.source + (folded - run.folded))
    }

    /// Where what stands before a code point of the folded text ends in the text.
    fn source_end(&self, folded: u32) -> u32 {
        let after = self.runs.partition_point(|run| run.folded < folded);
        match self.runs.get(after) {
            Some(run) if run.folded == folded => run.before,
            _ => after
                .checked_sub(1)
                .and_then(|before| self.runs.get(before))
                .map_or(0, |run| run.source + (folded - run.folded)),
        }
    }
}

/// A folded text in the making.
#[derive(Default)]
struct Builder {
    folded: Folded,
    /// Code points of the folded text.
    count: u32,
    /// Code points of the text that have been gone over.
    source: u32,
    /// The end, in the text, of the last cluster that is there in the folded text.
    last_end: u32,
    /// By how much the source is ahead where code points are next to each other; none before the first.
    ahead: Option<u32>,
}

impl Builder {
    fn add_all(&mut self, text: &str, table: Option<&Table>, folding: Folding) {
        self.folded.text.reserve(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = first.len_utf8();
            let is_alone =
                table::is_simple(first) && rest[length..].chars().next().is_none_or(table::is_simple);
            if is_alone {
                match table.map_or(Entry::Other, |table| table.get(first)) {
                    Entry::One(one) => self.add_one(one),
                    Entry::Other => self.add(1, &character::fold(folding, first)),
                }
                rest = &rest[length..];
                continue;
            }
            let end = region_end(rest);
            for cluster in rest[..end].graphemes(true) {
                self.add_cluster(cluster, folding);
            }
            rest = &rest[end..];
        }
    }

    fn add_cluster(&mut self, cluster: &str, folding: Folding) {
        let source = crate::units::count(cluster);
        let mut folded = String::new();
        if folding.compatibility {
            let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(cluster);
            composed.chars().for_each(|one| folded.push_str(&character::fold(folding, one)));
            // What was taken apart may go together again.
            folded = ComposingNormalizerBorrowed::new_nfkc().normalize(&folded).into_owned();
        } else {
            cluster.chars().for_each(|one| folded.push_str(&character::fold(folding, one)));
        }
        self.add(source, &folded);
    }

    /// One character for one.
    fn add_one(&mut self, one: char) {
        self.begin();
        self.push(one);
        self.source += 1;
        self.last_end = self.source;
    }

    /// What a cluster of `source` code points became.
    fn add(&mut self, source: u32, folded: &str) {
        let mut characters = folded.chars();
        if let Some(first) = characters.next() {
            self.begin();
            self.push(first);
            for other in characters {
                self.folded.inside.push(self.bytes());
                self.push(other);
            }
            self.last_end = self.source + source;
        }
        self.source += source;
    }

    /// Begins a run where one is needed.
    fn begin(&mut self) {
        let ahead = self.source.wrapping_sub(self.count);
        if self.ahead != Some(ahead) {
            let run = Run { folded: self.count, source: self.source, before: self.last_end };
            self.folded.runs.push(run);
            self.ahead = Some(ahead);
        }
    }

    fn push(&mut self, one: char) {
        if self.count.is_multiple_of(SAMPLE) {
            self.folded.samples.push(self.bytes());
        }
        self.folded.text.push(one);
        self.count += 1;
    }

    fn bytes(&self) -> u32 {
        // Texts are shorter than 4 GiB: see TextIndex.
        self.folded.text.len() as u32
    }

    fn finish(mut self) -> Folded {
        // So that the end of what stands last is known however much was folded away after it.
        let end = Run { folded: self.count, source: self.source, before: self.last_end };
        if self.count > 0 && self.ahead != Some(self.source.wrapping_sub(self.count))
            || self.last_end < self.source
        {
            self.folded.runs.push(end);
        }
        self.folded.runs.shrink_to_fit();
        self.folded.inside.shrink_to_fit();
        self.folded.samples.shrink_to_fit();
        self.folded.text.shrink_to_fit();
        self.folded
    }
}

/// The end of what has to be looked at as clusters: after a character that stands alone before another one that does.
fn region_end(text: &str) -> usize {
    let mut was_simple = false;
    for (byte, one) in text.char_indices() {
        let is_simple = table::is_simple(one);
        if was_simple && is_simple {
            return byte;
        }
        was_simple = is_simple;
    }
    text.len()
}
