//! Cutting the text into segments at every edge of an annotation, and dressing each segment in all its layers.
//!
//! A segment is one flat `mark` inside one block, so nothing ever nests or runs across a paragraph. Its classes name
//! its layers (see `layers`): `f-yellow-red` is a fill or what several give together, `l0-blue` to `l5-…` are lines in
//! their rows, `r2` to `r6` say for how many of these there is room; `more` stands for layers beyond six. The sweep is
//! linear in text and annotations, with a logarithm for the layers. Knows nothing of blocks and notes but their numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use vermilion_anchor::segment::{Unit, unit_at};
use vermilion_anchor::{CodePoint, Span};

use super::brackets::Brackets;
use crate::annotated::{Annotated, Colour, ExportedAnnotation};
use crate::escape::{push_lines, push_name, push_text};
use crate::layers::{Blend, LAYERS, Layer, class_of, place};
use crate::places::Places;
use crate::words::Words;

/// Walks forward over the text and knows which annotations cover the place it has reached.
pub(super) struct Painter<'p, 'd> {
    places: &'p Places<'d>,
    annotations: &'d [ExportedAnnotation],
    /// For each annotation what it is among the others.
    layers: Vec<Layer>,
    /// The annotations in the order in which they end.
    by_end: Vec<usize>,
    started: usize,
    ended: usize,
    fills: BTreeSet<usize>,
    /// By row.
    lines: BTreeMap<usize, usize>,
    hidden: usize,
    /// How many more layers than are drawn were said to be there, in the same stretch: it is said again only where it is more.
    said: usize,
    brackets: Brackets<'d>,
    /// For each annotation, the number of its note.
    numbers: Vec<Option<u32>>,
    /// The blends that were painted.
    blends: BTreeSet<Blend>,
    words: &'static Words,
    is_patterned: bool,
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
        let mut by_end: Vec<_> = (0..document.annotations.len()).collect();
        by_end.sort_by_key(|&at| (document.annotations[at].span.end, std::cmp::Reverse(at)));
        Self {
            places,
            annotations: &document.annotations,
            layers: place(&document.annotations),
            by_end,
            started: 0,
            ended: 0,
            fills: BTreeSet::new(),
            lines: BTreeMap::new(),
            hidden: 0,
            said: 0,
            brackets: Brackets::new(&document.annotations),
            numbers,
            blends: BTreeSet::new(),
            words: Words::of(&document.language),
            is_patterned: document.is_patterned,
            is_name: false,
        }
    }

    /// The number of an annotation's note, counted over the document; `None` where it has none.
    pub(super) fn number(&self, annotation: usize) -> Option<u32> {
        self.numbers[annotation]
    }

    /// The blends of fills that the page needs so far.
    pub(super) fn blends(&self) -> &BTreeSet<Blend> {
        &self.blends
    }

    /// Writes the text of the span, which must not begin before the end of the one written last.
    pub(super) fn paint(&mut self, out: &mut String, span: Span) {
        self.said = 0;
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

    /// Whether there are brackets beside a block, the next one, that ends at `end`.
    pub(super) fn has_brackets(&self, end: CodePoint) -> bool {
        self.brackets.are_in(self.started, end)
    }

    /// Writes the brackets that come from the block before.
    pub(super) fn continue_brackets(&self, out: &mut String) {
        self.brackets.go_on(out);
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
        self.annotations.get(self.started).map(|annotation| annotation.span.start)
    }

    fn next_end(&self) -> Option<CodePoint> {
        self.by_end.get(self.ended).map(|&at| self.annotations[at].span.end)
    }

    fn next_edge(&self) -> Option<CodePoint> {
        self.next_start().into_iter().chain(self.next_end()).min()
    }

    /// Passes all edges before `to`, the ends at `to`, and where asked for the starts at `to`. Where both fall on one
    /// place, ends come first: the number of a note belongs before the next highlight.
    fn pass(&mut self, out: &mut String, to: CodePoint, with_starts: bool) {
        while let Some(edge) = self.next_edge().filter(|&edge| edge <= to) {
            if self.next_end() == Some(edge) && self.by_end[self.ended] < self.started {
                self.end(out);
            } else if edge < to || with_starts {
                self.start(out);
            } else {
                break;
            }
        }
    }

    fn start(&mut self, out: &mut String) {
        let at = self.started;
        self.started += 1;
        let annotation = &self.annotations[at];
        out.push_str("<span class=\"at\" id=\"a-");
        push_text(out, &annotation.id);
        out.push_str("\"></span>");
        if annotation.span.is_empty() {
            return;
        }
        match self.layers[at] {
            Layer::Fill => _ = self.fills.insert(at),
            Layer::Line { row, .. } => _ = self.lines.insert(row, at),
            Layer::Hidden => self.hidden += 1,
        }
        self.brackets.begin(at);
    }

    fn end(&mut self, out: &mut String) {
        let at = self.by_end[self.ended];
        self.ended += 1;
        let annotation = &self.annotations[at];
        if !annotation.span.is_empty() {
            match self.layers[at] {
                Layer::Fill => _ = self.fills.remove(&at),
                Layer::Line { row, .. } => _ = self.lines.remove(&row),
                Layer::Hidden => self.hidden -= 1,
            }
            self.brackets.end(out, at);
        }
        if let Some(number) = self.numbers[at] {
            out.push_str("<a class=\"ref\" href=\"#n-");
            push_text(out, &annotation.id);
            let _ = write!(out, "\">{number}</a>");
        }
    }

    fn segment(&mut self, out: &mut String, span: Span) {
        let text = self.places.quote(span);
        let push = if self.is_name { push_name } else { push_lines };
        if self.fills.is_empty() && self.lines.is_empty() && self.hidden == 0 {
            self.said = 0;
            push(out, text);
            return;
        }
        let mut fills: Vec<Colour> = self.fills.iter().map(|&at| self.annotations[at].style.colour).collect();
        fills.sort_by_key(|colour| *colour as usize);
        let mut classes = Vec::new();
        if !fills.is_empty() {
            classes.push(class_of(&fills));
        }
        if self.is_patterned {
            fills.dedup();
            classes.extend(fills.iter().map(|colour| format!("p-{colour}")));
        }
        let room = LAYERS - self.fills.len();
        let mut most = 1;
        for (row, &at) in self.lines.iter().take(room) {
            classes.push(format!("l{row}-{}", self.annotations[at].style.colour));
            if let Layer::Line { rows, .. } = self.layers[at] {
                most = most.max(rows);
            }
        }
        if most > 1 {
            classes.push(format!("r{most}"));
        }
        let unseen = self.hidden + self.lines.len().saturating_sub(room);
        let is_said = unseen > self.said;
        self.said = if unseen == 0 { 0 } else { unseen.max(self.said) };
        if is_said {
            classes.push("more".to_owned());
        }
        out.push_str("<mark");
        if !classes.is_empty() {
            let _ = write!(out, " class=\"{}\"", classes.join(" "));
        }
        if is_said {
            let _ = write!(out, " data-more=\"+{unseen}\"");
        }
        if unseen > 0 {
            let _ = write!(out, " title=\"+{unseen} {}\"", self.words.crowded);
        }
        out.push('>');
        if self.brackets.has_begun() {
            // Behind the first character: before it, it would be in the line above where a line begins with the passage.
            let count = unit_at(text, CodePoint(0), Unit::Grapheme).end.0 as usize;
            let byte = text.char_indices().nth(count).map_or(text.len(), |(byte, _)| byte);
            push(out, &text[..byte]);
            self.brackets.write_begun(out);
            push(out, &text[byte..]);
        } else {
            push(out, text);
        }
        out.push_str("</mark>");
        if self.fills.len() > 1 {
            let mut blend: Blend = self.fills.iter().map(|&at| self.annotations[at].style.colour).collect();
            blend.sort_by_key(|colour| *colour as usize);
            self.blends.insert(blend);
        }
    }
}
