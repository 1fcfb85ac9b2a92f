//! Cutting the text into segments at every edge of an annotation, and dressing each segment in all its layers.
//!
//! A segment is one flat `mark` inside one block, so nothing ever nests or runs across a paragraph. Its classes name
//! its layers: `a-` to `c-` are fills (the first lies under the whole segment, the further ones are bands at its foot),
//! `u-` to `w-` are underlines, one below another; `more` stands for layers beyond three of a kind. The sweep is linear
//! in text and annotations, with a logarithm for the layers. Knows nothing of blocks and notes but their numbers.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use vermilion_anchor::{CodePoint, Span};

use crate::annotated::{Annotated, ExportedAnnotation, Mark};
use crate::escape::{push_lines, push_name, push_text};
use crate::places::Places;

/// Layers of a kind that are told apart by sight.
const LAYERS: usize = 3;
const FILLS: [&str; LAYERS] = ["a", "b", "c"];
const UNDERLINES: [&str; LAYERS] = ["u", "v", "w"];

/// Walks forward over the text and knows which annotations cover the place it has reached.
///
/// An annotation is known by its rank: by start, then the longer first, so that what encloses lies under what is
/// enclosed.
pub(super) struct Painter<'p, 'd> {
    places: &'p Places<'d>,
    by_rank: Vec<&'d ExportedAnnotation>,
    /// Ranks in the order in which the annotations end.
    by_end: Vec<usize>,
    started: usize,
    ended: usize,
    fills: BTreeSet<usize>,
    underlines: BTreeSet<usize>,
    /// For each annotation in the document's order, the number of its note.
    numbers: Vec<Option<u32>>,
    /// The same by rank.
    numbers_by_rank: Vec<Option<u32>>,
    is_name: bool,
}

impl<'p, 'd> Painter<'p, 'd> {
    pub(super) fn new(document: &'d Annotated, places: &'p Places<'d>) -> Self {
        let mut count = 0;
        let numbers: Vec<_> = (document.annotations.iter())
            .map(|annotation| {
                annotation.has_note().then(|| {
                    count += 1;
                    count
                })
            })
            .collect();
        let mut order: Vec<_> = (0..document.annotations.len()).collect();
        order.sort_by_key(|&at| {
            let span = document.annotations[at].span;
            (span.start, Reverse(span.end), at)
        });
        let by_rank: Vec<_> = order.iter().map(|&at| &document.annotations[at]).collect();
        let numbers_by_rank = order.iter().map(|&at| numbers[at]).collect();
        let mut by_end: Vec<_> = (0..by_rank.len()).collect();
        by_end.sort_by_key(|&rank| (by_rank[rank].span.end, Reverse(rank)));
        Self {
            places,
            by_rank,
            by_end,
            started: 0,
            ended: 0,
            fills: BTreeSet::new(),
            underlines: BTreeSet::new(),
            numbers,
            numbers_by_rank,
            is_name: false,
        }
    }

    /// The number of an annotation's note, counted over the document; `None` where it has none.
    pub(super) fn number(&self, annotation: usize) -> Option<u32> {
        self.numbers[annotation]
    }

    /// Writes the text of the span, which must not begin before the end of the one written last.
    pub(super) fn paint(&mut self, out: &mut String, span: Span) {
        let mut at = span.start;
        while at < span.end {
            self.pass(out, at, true);
            let next = self.next_edge().map_or(span.end, |edge| edge.min(span.end));
            self.segment(out, Span { start: at, end: next });
            at = next;
        }
        self.pass(out, span.end, false);
    }

    /// The same for a name or a heading, in which nothing may hide.
    pub(super) fn paint_name(&mut self, out: &mut String, span: Span) {
        self.is_name = true;
        self.paint(out, span);
        self.is_name = false;
    }

    /// Goes on to `to` without writing text; annotations that begin on the way still get the place links lead to.
    pub(super) fn skip_to(&mut self, out: &mut String, to: CodePoint) {
        self.pass(out, to, false);
    }

    /// Goes on beyond the end of the text.
    pub(super) fn finish(&mut self, out: &mut String) {
        self.pass(out, CodePoint(u32::MAX), true);
    }

    fn next_start(&self) -> Option<CodePoint> {
        self.by_rank.get(self.started).map(|annotation| annotation.span.start)
    }

    fn next_end(&self) -> Option<CodePoint> {
        self.by_end.get(self.ended).map(|&rank| self.by_rank[rank].span.end)
    }

    fn next_edge(&self) -> Option<CodePoint> {
        self.next_start().into_iter().chain(self.next_end()).min()
    }

    /// Passes all edges before `to`, the ends at `to`, and where asked for the starts at `to`. Where both fall on one
    /// place, ends come first: the number of a note belongs before the next highlight.
    fn pass(&mut self, out: &mut String, to: CodePoint, with_starts: bool) {
        while let Some(edge) = self.next_edge().filter(|&edge| edge <= to) {
            if self.next_end() == Some(edge) {
                self.end(out);
            } else if edge < to || with_starts {
                self.start(out);
            } else {
                break;
            }
        }
    }

    fn start(&mut self, out: &mut String) {
        let rank = self.started;
        self.started += 1;
        let annotation = self.by_rank[rank];
        out.push_str("<span class=\"at\" id=\"a-");
        push_text(out, &annotation.id);
        out.push_str("\"></span>");
        if !annotation.span.is_empty() {
            self.layers(annotation.style.mark).insert(rank);
        }
    }

    fn end(&mut self, out: &mut String) {
        let rank = self.by_end[self.ended];
        self.ended += 1;
        let annotation = self.by_rank[rank];
        self.layers(annotation.style.mark).remove(&rank);
        if let Some(number) = self.numbers_by_rank[rank] {
            out.push_str("<a class=\"ref\" href=\"#n-");
            push_text(out, &annotation.id);
            let _ = write!(out, "\">{number}</a>");
        }
    }

    fn layers(&mut self, mark: Mark) -> &mut BTreeSet<usize> {
        match mark {
            Mark::Fill => &mut self.fills,
            Mark::Underline => &mut self.underlines,
        }
    }

    fn segment(&self, out: &mut String, span: Span) {
        let text = self.places.quote(span);
        let push = if self.is_name { push_name } else { push_lines };
        if self.fills.is_empty() && self.underlines.is_empty() {
            push(out, text);
            return;
        }
        out.push_str("<mark class=\"");
        let mut separator = "";
        for (kinds, layers) in [(FILLS, &self.fills), (UNDERLINES, &self.underlines)] {
            for (kind, &rank) in kinds.iter().zip(layers) {
                let _ = write!(out, "{separator}{kind}-{}", self.by_rank[rank].style.colour);
                separator = " ";
            }
        }
        if self.fills.len() > LAYERS || self.underlines.len() > LAYERS {
            out.push_str(" more");
        }
        out.push_str("\">");
        push(out, text);
        out.push_str("</mark>");
    }
}
