//! Lines to pages: the text in its column, what is noted beside it, title and number above and below.
//!
//! A note stands at the height of the line that calls it, or below the one before it; what does not fit on its page goes
//! on at the top of the next one's margin, at the end on pages of its own.

use super::PARTS;
use super::body::{Body, INK, Kind, PALE};
use super::draw::Canvas;
use super::setting::{Glyph, Look, Run, advance, set};
use super::typeface::Case;
use crate::watch::Watch;
use krilla::outline::OutlineNode;
use std::collections::VecDeque;

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);

const TOP: f32 = 78.0;
const BOTTOM: f32 = 770.0;
const LEFT: f32 = 64.0;
/// How wide the text is, with notes beside it and without.
const BESIDE: f32 = 322.0;
const ALONE: f32 = 440.0;
/// The margin: where it begins, and how wide it is.
const MARGIN: (f32, f32) = (408.0, 132.0);

const SIZE: f32 = 10.5;
/// From one baseline to the next, of the size.
const LEADING: f32 = 1.6;
const NOTE: f32 = 7.5;
const NOTE_LEADING: f32 = 1.4;

/// A heading of the outline.
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// A line that is placed.
pub(super) struct Placed {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) x: f32,
    /// The baseline, from the top.
    pub(super) y: f32,
    pub(super) size: f32,
}

/// A page.
#[derive(Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Placed>,
    pub(super) notes: Vec<Placed>,
}

/// All pages.
pub(super) struct Layout {
    pub(super) pages: Vec<Page>,
    pub(super) headings: Vec<Heading>,
    /// The looks of notes and page furniture come after those of the text.
    pub(super) looks: Vec<Look>,
    pub(super) pale: usize,
}

/// Sets a text on pages.
pub(super) fn lay_out(body: Body, case: &mut Case<'_>, watch: &Watch<'_>) -> Layout {
    let Body { paragraphs, mut looks, notes } = body;
    let width = if notes.is_empty() { ALONE } else { BESIDE };
    let (ink, pale) = (looks.len(), looks.len() + 1);
    looks.push(Look { ink: INK, ..Look::default() });
    looks.push(Look { ink: PALE, ..Look::default() });
    let mut layout = Layout { pages: vec![Page::default()], headings: Vec::new(), looks, pale };
    let mut y = TOP;
    let mut calls: Vec<(usize, f32, usize)> = Vec::new();
    let mut last = None;
    watch.begin(1, PARTS, paragraphs.len());
    for paragraph in watch.each(paragraphs) {
        let (size, before) = match &paragraph.kind {
            Kind::Title => (18.0, 0.0),
            Kind::Heading(level, _) => (if *level <= 1 { 13.5 } else { 12.0 }, 14.0),
            Kind::Metadata => (9.0, 5.0),
            Kind::Text => (SIZE, 7.0),
        };
        let step = size * LEADING;
        let lines = set(&paragraph.run, &layout.looks, width / size, case);
        // Of a heading all lines and two of the text are on one page.
        let keep = if matches!(paragraph.kind, Kind::Heading(..)) { lines.len() + 2 } else { 1 };
        let need = keep as f32 * step;
        y += if last.is_some() { before } else { 0.0 };
        if y + need > BOTTOM && y > TOP + need {
            layout.pages.push(Page::default());
            y = TOP;
        }
        for (at, glyphs) in lines.into_iter().enumerate() {
            if y + step > BOTTOM {
                layout.pages.push(Page::default());
                y = TOP;
            }
            y += step;
            let page = layout.pages.len() - 1;
            if let (Kind::Heading(level, text), 0) = (&paragraph.kind, at) {
                layout.headings.push(Heading { level: *level, text: text.clone(), page, y: y - step });
            }
            calls.extend(glyphs.iter().flat_map(|glyph| glyph.calls.iter().map(|note| (page, y, *note))));
            layout.pages[page].lines.push(Placed { glyphs, x: LEFT, y, size });
        }
        last = Some(());
    }
    watch.begin(2, PARTS, calls.len());
    layout.notes(&notes, calls, ink, case, watch);
    layout
}

impl Layout {
    fn notes(
        &mut self,
        notes: &[Vec<String>],
        calls: Vec<(usize, f32, usize)>,
        look: usize,
        case: &mut Case<'_>,
        watch: &Watch<'_>,
    ) {
        let step = NOTE * NOTE_LEADING;
        // Lines that wait for room: the page and the height they belong to, and whether one begins a note.
        let mut waiting: VecDeque<(usize, f32, bool, Vec<Glyph>)> = VecDeque::new();
        for (page, y, number) in watch.each(calls) {
            let mut is_first = true;
            for line in notes.get(number).into_iter().flatten() {
                let mut run = Run::default();
                let words = if is_first { format!("{} {line}", number + 1) } else { line.clone() };
                run.push(&words.chars().filter(|letter| !letter.is_control()).collect::<String>(), look);
                for glyphs in set(&run, &self.looks, MARGIN.1 / NOTE, case) {
                    waiting.push_back((page, y, std::mem::take(&mut is_first), glyphs));
                }
            }
        }
        let (mut page, mut y) = (0, TOP);
        while let Some((wanted, height, is_first, glyphs)) = waiting.pop_front() {
            if wanted > page {
                (page, y) = (wanted, TOP);
            }
            if is_first {
                let at = if wanted == page { height - step } else { TOP };
                y = f32::max(y + 0.4 * step, at);
            }
            if y + step > BOTTOM {
                (page, y) = (page + 1, TOP);
            }
            y += step;
            while self.pages.len() <= page {
                self.pages.push(Page::default());
            }
            self.pages[page].notes.push(Placed { glyphs, x: MARGIN.0, y, size: NOTE });
        }
    }

    /// Draws all pages.
    pub(super) fn draw(
        &self,
        title: &str,
        case: &mut Case<'_>,
        document: &mut krilla::Document,
        watch: &Watch<'_>,
    ) {
        let of = |text: &str, width: f32, case: &mut Case| {
            let mut run = Run::default();
            run.push(&text.chars().filter(|letter| !letter.is_control()).collect::<String>(), self.pale);
            set(&run, &self.looks, width, case).into_iter().next().unwrap_or_default()
        };
        watch.begin(3, PARTS, self.pages.len());
        for (at, page) in watch.each(&self.pages).enumerate() {
            let size = 8.0;
            let head = of(title, ALONE / size, case);
            let number = of(&format!("{} / {}", at + 1, self.pages.len()), ALONE, case);
            let long: f32 = number.iter().map(advance).sum();
            let number = Placed { glyphs: number, x: (PAGE.0 - long * size) / 2.0, y: 806.0, size };
            let mut furniture = vec![number];
            if at > 0 {
                furniture.push(Placed { glyphs: head, x: LEFT, y: 48.0, size });
            }
            Canvas { looks: &self.looks, case }.page(document, page, &furniture);
        }
    }

    /// The outline: each heading under the last one that stands above it.
    pub(super) fn outline(&self) -> krilla::outline::Outline {
        use krilla::destination::XyzDestination;
        use krilla::geom::Point;
        let mut outline = krilla::outline::Outline::new();
        // The headings that are open, the outermost first.
        let mut open: Vec<(u8, OutlineNode)> = Vec::new();
        let close = |open: &mut Vec<(u8, OutlineNode)>, outline: &mut krilla::outline::Outline, level: u8| {
            while open.last().is_some_and(|(other, _)| *other >= level) {
                let Some((_, node)) = open.pop() else { break };
                match open.last_mut() {
                    Some((_, parent)) => parent.push_child(node),
                    None => outline.push_child(node),
                }
            }
        };
        for heading in &self.headings {
            close(&mut open, &mut outline, heading.level);
            let place = XyzDestination::new(heading.page, Point::from_xy(LEFT, heading.y));
            open.push((heading.level, OutlineNode::new(heading.text.clone(), place)));
        }
        close(&mut open, &mut outline, 0);
        outline
    }
}
