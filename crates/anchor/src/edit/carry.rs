//! Carries ranges and places across edits.

use super::{Edits, Splice};
use crate::units::{CodePoint, Span, count};

/// What became of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// None of its code points was touched; where it stands now.
    Kept(Span),
    /// Something inside, or at an edge, was edited; where it stands now.
    Changed(Span),
    /// All of it was removed; where it stood.
    Gone(CodePoint),
}

impl Carried {
    /// Where it stands now; `None` when it is gone.
    #[must_use]
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::Kept(span) | Self::Changed(span) => Some(span),
            Self::Gone(_) => None,
        }
    }
}

/// Which side a place takes where text was put in right there, or where it stood within removed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bias {
    /// It stays before the new text.
    Before,
    /// It goes behind the new text.
    After,
}

impl Edits {
    /// Carries one range; see [`Mapper::carry`]. For many, make one [`Mapper`].
    #[must_use]
    pub fn carry(&self, span: Span) -> Carried {
        self.mapper().carry(span)
    }

    /// Carries one place; see [`Mapper::carry_point`].
    #[must_use]
    pub fn carry_point(&self, at: CodePoint, bias: Bias) -> CodePoint {
        self.mapper().carry_point(at, bias)
    }

    /// What carries many ranges at a cost that grows with the logarithm of the number of splices.
    #[must_use]
    pub fn mapper(&self) -> Mapper {
        Mapper::new(self)
    }
}

/// A splice without its words.
#[derive(Clone, Copy, Debug)]
struct Change {
    old: Span,
    new: Span,
}

impl Change {
    /// Where `at`, strictly inside what was removed, stands now when it is an edge of a range that goes on to the side
    /// of `outside`: characters replaced one for one answer to each other; otherwise the edge falls back on what is
    /// left.
    const fn edge(self, at: u32, outside: u32) -> u32 {
        if self.old.len() == self.new.len() { self.new.start.0 + (at - self.old.start.0) } else { outside }
    }
}

/// Carries ranges and places across edits; see [`Edits::mapper`].
#[derive(Clone, Debug)]
pub struct Mapper {
    changes: Vec<Change>,
}

impl Mapper {
    fn new(edits: &Edits) -> Self {
        Self::of(edits.splices())
    }

    /// Of splices in the order of the text that do not overlap, and may touch, which [`Edits`] would join: between two
    /// words that are both replaced a range keeps its edge.
    #[must_use]
    pub fn of(splices: &[Splice]) -> Self {
        let (mut removed, mut inserted) = (0, 0);
        let change = |splice: &Splice| {
            let (gone, come) = (count(&splice.removed), count(&splice.inserted));
            let start = splice.start.0 - removed + inserted;
            removed += gone;
            inserted += come;
            Change {
                old: Span::new(splice.start.0, splice.start.0 + gone),
                new: Span::new(start, start + come),
            }
        };
        Self { changes: splices.iter().map(change).collect() }
    }

    /// Where `span` stands after the edits.
    ///
    /// - Text put in right before or right after it stays outside; text put in strictly inside belongs to it.
    /// - Words replaced within it, its first and last words included, belong to it in their new form; so does what
    ///   replaced exactly all of it.
    /// - Where a replacement reaches across an edge, characters replaced one for one answer to each other; otherwise
    ///   the edge falls back on the nearest code point that is left.
    /// - When none of its code points is left and what replaced them replaced more than them, it is gone.
    ///
    /// An empty span is a place: kept unless it stood strictly inside removed text.
    #[must_use]
    pub fn carry(&self, span: Span) -> Carried {
        // Those that touch the inside: not those that end at its start or begin at its end.
        let (first, last) = self.touching(span);
        if first == last {
            let start = self.shift(span.start, first);
            return Carried::Kept(Span::new(start, start.saturating_add(span.len())));
        }
        let (one, other) = (self.changes[first], self.changes[last - 1]);
        if one.old.start <= span.start && span.end <= one.old.end {
            let is_all = one.old == span && !one.new.is_empty();
            return if is_all { Carried::Changed(one.new) } else { Carried::Gone(one.new.start) };
        }
        let start = if one.old.start == span.start {
            one.new.start.0
        } else if one.old.start < span.start {
            one.edge(span.start.0, one.new.end.0)
        } else {
            self.shift(span.start, first)
        };
        let end = if other.old.end == span.end {
            other.new.end.0
        } else if span.end < other.old.end {
            other.edge(span.end.0, other.new.start.0)
        } else {
            self.shift(span.end, last)
        };
        Carried::Changed(Span::new(start, end.max(start)))
    }

    /// Where the place `at` stands after the edits.
    #[must_use]
    pub fn carry_point(&self, at: CodePoint, bias: Bias) -> CodePoint {
        // The first that ends behind the place, or at it: there its text was put in, or it was the end of removed text.
        let index = self.changes.partition_point(|change| change.old.end < at);
        match self.changes.get(index) {
            Some(change) if change.old.start <= at => match bias {
                // At the end of a removal that put something in, the place was behind it already.
                _ if change.old.end == at && !change.old.is_empty() => change.new.end,
                // And at its beginning it was before it.
                _ if change.old.start == at && !change.old.is_empty() => change.new.start,
                Bias::Before => change.new.start,
                Bias::After => change.new.end,
            },
            _ => CodePoint(self.shift(at, index)),
        }
    }

    /// Where the first and after the last of the code points of `span` stand that are left, before and after the edits; none
    /// when all are gone.
    pub(crate) fn ends_left(&self, span: Span) -> Option<(Span, Span)> {
        let (first, last) = self.touching(span);
        let covers = |at: u32, index: usize| {
            self.changes.get(index).filter(|change| change.old.start.0 <= at && at < change.old.end.0)
        };
        let (start, before) = match covers(span.start.0, first) {
            Some(change) => (change.old.end.0, first + 1),
            None => (span.start.0, first),
        };
        let (end, until) =
            match last.checked_sub(1).and_then(|index| covers(span.end.0.checked_sub(1)?, index)) {
                Some(change) => (change.old.start.0, last - 1),
                None => (span.end.0, last),
            };
        let place = (start < end).then(|| {
            Span::new(self.shift(CodePoint(start), before), self.shift(CodePoint(end - 1), until) + 1)
        })?;
        Some((Span::new(start, end), place))
    }

    /// The replacement that reaches across the place `at`: what it removed, and what stands there now.
    pub(crate) fn across(&self, at: CodePoint) -> Option<(Span, Span)> {
        let change = self.changes.get(self.changes.partition_point(|change| change.old.end <= at))?;
        (change.old.start < at).then_some((change.old, change.new))
    }

    /// What was put in, with or without something taken away for it, between the place `at` and what is left next to it; on
    /// the side of what is before the place, or behind it.
    pub(crate) fn put_in_beside(&self, at: CodePoint, is_before: bool) -> Option<Span> {
        let change = self.changes.get(self.changes.partition_point(|change| change.old.end < at))?;
        let edge = if is_before { change.old.end } else { change.old.start };
        (edge == at).then_some(change.new)
    }

    /// Of what was put in strictly inside `span` the longest: what it replaced, if anything, and where it stands.
    pub(crate) fn longest_inside(&self, span: Span) -> Option<(Span, Span)> {
        let (first, last) = self.touching(span);
        let inside = self.changes[first..last].iter();
        inside
            .filter(|change| span.start < change.old.start && change.old.end < span.end)
            .map(|change| (change.old, change.new))
            .max_by_key(|(_, new)| new.len())
    }

    /// The changes that touch the inside of `span`, as a range of indices.
    fn touching(&self, span: Span) -> (usize, usize) {
        let first = self.changes.partition_point(|change| change.old.end <= span.start);
        let last = self.changes.partition_point(|change| change.old.start < span.end);
        (first, last.max(first))
    }

    /// Where a code point that is left stands, of which the first `before` changes lie to the left.
    fn shift(&self, at: CodePoint, before: usize) -> u32 {
        match before.checked_sub(1).and_then(|last| self.changes.get(last)) {
            // A place behind the end of any text has none to go to.
            Some(last) => last.new.end.0.saturating_add(at.0 - last.old.end.0),
            None => at.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bias, Carried, Mapper};
    use crate::edit::{Edits, Splice};
    use crate::units::{CodePoint, Span};

    /// The text with its highlight in brackets, the splices, and what is expected in the same notation; `~` at the
    /// front of the expectation says that it changed, and no brackets that the highlight is gone.
    #[track_caller]
    fn check(old: &str, splices: &[(u32, &str, &str)], expected: &str) {
        let (text, span) = unbracket(old).expect("a highlight");
        let edits = Edits::new(
            splices.iter().map(|&(at, removed, inserted)| Splice::new(CodePoint(at), removed, inserted)),
        )
        .unwrap();
        let new = edits.apply(&text).unwrap();
        let found = match edits.carry(span) {
            Carried::Kept(span) => bracket(&new, span),
            Carried::Changed(span) => format!("~{}", bracket(&new, span)),
            Carried::Gone(_) => new,
        };
        assert_eq!(found, expected);
    }

    fn unbracket(marked: &str) -> Option<(String, Span)> {
        let at = |bracket| marked.chars().position(|character| character == bracket).map(|at| at as u32);
        let span = Span::new(at('[')?, at(']')? - 1);
        Some((marked.replace(['[', ']'], ""), span))
    }

    fn bracket(text: &str, span: Span) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        characters.insert(span.end.0 as usize, ']');
        characters.insert(span.start.0 as usize, '[');
        characters.into_iter().collect()
    }

    #[test]
    fn what_happens_outside_moves_a_highlight_and_leaves_its_words() {
        check("ab[cde]fg", &[(0, "", "XX"), (6, "g", "")], "XXab[cde]f");
        check("ab[cde]fg", &[(2, "", "X"), (5, "", "Y")], "abX[cde]Yfg");
        check("ab[cde]fg", &[(0, "ab", ""), (5, "fg", "h")], "[cde]h");
        check("[ab]", &[(0, "", "X"), (2, "", "Y")], "X[ab]Y");
    }

    #[test]
    fn what_is_written_inside_belongs() {
        check("ab[cde]fg", &[(3, "", "XY")], "~ab[cXYde]fg");
        check("ab[cde]fg", &[(3, "d", "")], "~ab[ce]fg");
        check("ab[cde]fg", &[(0, "a", ""), (3, "d", "D")], "~b[cDe]fg");
    }

    #[test]
    fn a_typo_mended_at_an_edge_stays_inside() {
        check("ab[cde]fg", &[(2, "c", "XX")], "~ab[XXde]fg");
        check("ab[cde]fg", &[(4, "e", "XX")], "~ab[cdXX]fg");
        check("ab[cde]fg", &[(2, "c", ""), (4, "e", "")], "~ab[d]fg");
        check("ab[cde]fg", &[(2, "cde", "X")], "~ab[X]fg");
    }

    #[test]
    fn across_an_edge_what_is_left_stays_and_one_for_one_answers() {
        check("ab[cde]fg", &[(1, "bc", "XYZ")], "~aXYZ[de]fg");
        check("ab[cde]fg", &[(4, "ef", "X")], "~ab[cd]Xg");
        check("ab[cde]fg", &[(1, "bc", "XY")], "~aX[Yde]fg");
        check("ab[cde]fg", &[(4, "ef", "XY")], "~ab[cdX]Yg");
        check("ab[cde]fg", &[(1, "bc", ""), (4, "ef", "")], "~a[d]g");
    }

    #[test]
    fn without_words_of_its_own_it_is_gone() {
        check("ab[cde]fg", &[(2, "cde", "")], "abfg");
        check("ab[cde]fg", &[(1, "bcde", "WXYZ")], "aWXYZfg");
        check("ab[cde]fg", &[(0, "abcdefg", "")], "");
    }

    #[test]
    fn a_place_takes_the_side_it_is_told() {
        let edits =
            Edits::new([Splice::new(CodePoint(2), "", "XY"), Splice::new(CodePoint(4), "ef", "Z")]).unwrap();
        let both = |at| [Bias::Before, Bias::After].map(|bias| edits.carry_point(CodePoint(at), bias).0);
        assert_eq!(both(1), [1, 1]);
        assert_eq!(both(2), [2, 4]);
        assert_eq!(both(4), [6, 6]);
        assert_eq!(both(5), [6, 7]);
        assert_eq!(both(6), [7, 7]);
        assert_eq!(both(7), [8, 8]);
        assert_eq!(edits.carry(Span::new(5, 5)), Carried::Gone(CodePoint(6)));
        assert_eq!(edits.carry(Span::new(6, 6)), Carried::Kept(Span::new(7, 7)));
    }

    #[test]
    fn a_range_between_words_that_are_replaced_beside_each_other_keeps_its_edges() {
        let word = |start| Splice::new(CodePoint(start), "哈哈", "呵");
        let mapper = Mapper::of(&[word(1), word(3), word(5)]);
        for (old, new) in [((3, 5), (2, 3)), ((0, 5), (0, 3)), ((3, 9), (2, 6)), ((1, 7), (1, 4))] {
            let carried = mapper.carry(Span::new(old.0, old.1));
            assert_eq!(carried, Carried::Changed(Span::new(new.0, new.1)), "{old:?}");
        }
        assert_eq!(mapper.carry(Span::new(7, 8)), Carried::Kept(Span::new(4, 5)));
    }
}
