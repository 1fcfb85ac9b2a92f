//! Sentences and clauses, for Chinese and Latin script in one text.
//!
//! Works on the graphemes of one paragraph and decides by punctuation alone. A full-width mark means what it says; a
//! half-width one also occurs inside numbers, names, abbreviations and addresses, so it is weighed with its
//! neighbours. In doubt it does not cut: too long a piece is easily shortened by hand, half of one is useless.

use super::graphemes::{graphemes, is_blank};

mod abbreviations;
mod embedded;
mod marks;

use marks::{is_clause_mark, is_closing, is_sentence_mark};

/// How fine to cut.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Sentence,
    Clause,
}

/// The ends of the sentences or clauses of `paragraph`, in bytes.
pub(super) fn ends(paragraph: &str, grain: Grain) -> Vec<usize> {
    let clusters = graphemes(paragraph);
    let prose = Prose { clusters: &clusters, grain };
    let byte_at = |at: usize| clusters.get(at).map_or(paragraph.len(), |&(byte, _)| byte);
    let mut ends = Vec::new();
    let mut is_quote_open = false;
    let mut at = 0;
    while at < clusters.len() {
        let Some(run_end) = prose.run_at(at, is_quote_open) else {
            is_quote_open ^= prose.first(at) == Some('"');
            at += 1;
            continue;
        };
        let is_cut = prose.is_cut(at, run_end);
        is_quote_open ^= (at..run_end).filter(|&mark| prose.first(mark) == Some('"')).count() % 2 == 1;
        at = prose.skip_blank(run_end);
        if is_cut {
            ends.push(byte_at(at));
        }
    }
    if !paragraph.is_empty() && ends.last() != Some(&paragraph.len()) {
        ends.push(paragraph.len());
    }
    ends
}

/// One paragraph under the knife. Positions are indices into `clusters`.
struct Prose<'a> {
    clusters: &'a [(usize, &'a str)],
    grain: Grain,
}

impl Prose<'_> {
    /// The first character of a grapheme, which decides what it is; what it carries does not.
    fn first(&self, at: usize) -> Option<char> {
        self.clusters.get(at)?.1.chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.first(at.checked_sub(1)?)
    }

    /// Whether white space or the paragraph's end stands at `at`.
    fn is_gap(&self, at: usize) -> bool {
        self.clusters.get(at).is_none_or(|(_, cluster)| is_blank(cluster))
    }

    fn skip_blank(&self, from: usize) -> usize {
        (from..self.clusters.len()).find(|&at| !self.is_gap(at)).unwrap_or(self.clusters.len())
    }

    fn is_mark(&self, character: char) -> bool {
        is_sentence_mark(character) || self.grain == Grain::Clause && is_clause_mark(character)
    }

    /// Where the run of marks and closing quotes that begins with a mark at `at` ends; `None` when no mark is there.
    fn run_at(&self, at: usize, mut is_quote_open: bool) -> Option<usize> {
        if !self.is_mark(self.first(at)?) {
            return None;
        }
        let mut end = at + 1;
        while let Some(character) = self.first(end) {
            let belongs = match character {
                // Looks the same at both ends: it closes here when one was opened before.
                '"' => std::mem::take(&mut is_quote_open),
                // Closes only before a gap; otherwise an apostrophe or the opening of an emphasis.
                '\'' | '*' | '_' => self.closes_before_gap(end),
                _ => self.is_mark(character) || is_closing(character),
            };
            if !belongs {
                break;
            }
            end += 1;
        }
        Some(end)
    }

    fn closes_before_gap(&self, at: usize) -> bool {
        let is_other = |&at: &usize| {
            self.first(at).is_none_or(|character| {
                !matches!(character, '\'' | '"' | '*' | '_') && !is_closing(character)
            })
        };
        (at..=self.clusters.len()).find(is_other).is_some_and(|after| self.is_gap(after))
    }

    /// Whether the run of marks `[at, end)` ends a piece of this grain.
    fn is_cut(&self, at: usize, end: usize) -> bool {
        if end == self.clusters.len() {
            return true;
        }
        let marks = || (at..end).filter_map(|mark| self.first(mark));
        if self.grain == Grain::Clause && (at..end).any(|mark| self.is_clause_end(mark)) {
            return true;
        }
        if embedded::goes_on_after(self.clusters, at, end) {
            return false;
        }
        let next = self.first(self.skip_blank(end));
        // 「好。」，他說: the comma carries the sentence on.
        if self.grain == Grain::Sentence && self.first(end).is_some_and(is_clause_mark) {
            return false;
        }
        // "Really?" she asked: in Latin script a small letter carries the sentence on.
        let goes_on =
            next.is_some_and(char::is_lowercase) && !self.before(at).is_some_and(marks::is_han_like);
        let first = self.first(at);
        match first {
            Some('.' | '．') => {
                let is_ellipsis = self.first(at + 1) == first;
                !goes_on
                    && (self.is_gap(end) || marks().any(marks::is_full_width_closing))
                    && (is_ellipsis || !abbreviations::goes_on_after(self.clusters, at, next))
            }
            Some('!' | '?') => {
                let is_inside = self.before(at).is_some_and(|before| before.is_ascii_graphic())
                    && self.first(at + 1).is_some_and(|after| after.is_ascii_alphanumeric());
                !(is_inside || goes_on && self.grain == Grain::Sentence)
            }
            Some('…' | '⋯') => !(goes_on && self.grain == Grain::Sentence),
            Some(mark) => is_sentence_mark(mark),
            None => false,
        }
    }

    /// Whether a clause mark stands at `at` that is between clauses, not inside a number, a time or an address.
    fn is_clause_end(&self, at: usize) -> bool {
        let (before, after) = (self.before(at), self.first(at + 1));
        let is_between = |test: fn(&char) -> bool| {
            before.is_some_and(|before| test(&before)) && after.is_some_and(|after| test(&after))
        };
        match self.first(at) {
            Some(',' | '：') => !is_between(char::is_ascii_digit),
            Some(':') => !is_between(char::is_ascii_alphanumeric) && !matches!(after, Some('/' | '\\')),
            mark => mark.is_some_and(is_clause_mark),
        }
    }
}
