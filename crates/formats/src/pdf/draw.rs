//! Lines on a page, as the operators of a PDF.

use super::pages::{PAGE, Page, Placed};
use super::setting::{CALL, Glyph, Look, advance};
use super::typeface::Case;
use krilla::Document;
use krilla::blend::BlendMode;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};
use krilla::text::KrillaGlyph;

/// The room below the letters of a line for the lines that are drawn under them.
const ROWS: f32 = 4.8;

/// What lines are drawn with.
pub(super) struct Canvas<'c, 'given> {
    pub(super) looks: &'c [Look],
    pub(super) case: &'c mut Case<'given>,
}

impl Canvas<'_, '_> {
    /// Draws a page. What is beside the text is marked as no part of it, so that who reads the text in its order, aloud or
    /// by a program, is not interrupted.
    pub(super) fn page(&mut self, document: &mut Document, page: &Page, furniture: &[Placed]) {
        let Some(settings) = PageSettings::from_wh(PAGE.0, PAGE.1) else { return };
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for line in &page.lines {
            self.marks(&mut surface, line);
        }
        for line in &page.lines {
            self.line(&mut surface, line);
        }
        let beside = [(&page.notes[..], ArtifactType::Other), (furniture, ArtifactType::PaginationOther)];
        for (lines, kind) in beside {
            for line in lines {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
                self.line(&mut surface, line);
                surface.end_tagged();
            }
        }
        surface.finish();
        sheet.finish();
    }

    /// What is behind and under the letters of a line.
    fn marks(&self, surface: &mut Surface<'_>, line: &Placed) {
        let Placed { y, size, .. } = *line;
        for (from, to, look) in self.stretches(line) {
            let look = &self.looks[look];
            // Fills that lie over each other darken each other, as on the page of the app.
            for colour in &look.fills {
                surface.push_blend_mode(BlendMode::Multiply);
                rectangle(surface, (from, y - 0.92 * size), (to - from, 1.24 * size), *colour);
                surface.pop();
            }
            for (row, rows, colour) in &look.lines {
                let step = (ROWS / *rows as f32).min(1.6);
                let top = y + 0.2 * size + *row as f32 * step;
                rectangle(surface, (from, top), (to - from, (0.65 * step).min(1.0)), *colour);
            }
        }
    }

    /// Runs of letters that look alike: from where to where, and which look.
    fn stretches(&self, line: &Placed) -> Vec<(f32, f32, usize)> {
        let mut stretches: Vec<(f32, f32, usize)> = Vec::new();
        let mut x = line.x;
        for glyph in &line.glyphs {
            let end = x + glyph.sort.advance * line.size;
            match stretches.last_mut() {
                Some((_, to, look)) if *look == glyph.look && (*to - x).abs() < 0.01 => *to = end,
                _ => stretches.push((x, end, glyph.look)),
            }
            x += advance(glyph) * line.size;
        }
        stretches
    }

    fn line(&mut self, surface: &mut Surface<'_>, line: &Placed) {
        let mut x = line.x;
        let mut rest = &line.glyphs[..];
        while let Some(first) = rest.first() {
            let alike = |glyph: &&Glyph| {
                glyph.sort.face == first.sort.face && self.looks[glyph.look].ink == self.looks[first.look].ink
            };
            let mut count = rest.iter().take_while(alike).count();
            // What is called behind a letter comes before the next one.
            if let Some(call) = rest[..count].iter().position(|glyph| !glyph.calls.is_empty()) {
                count = call + 1;
            }
            let (piece, after) = rest.split_at(count);
            self.piece(surface, piece, (x, line.y), line.size);
            x += piece.iter().map(|glyph| glyph.sort.advance * line.size).sum::<f32>();
            if let Some(last) = piece.last() {
                for note in &last.calls {
                    x = self.call(surface, *note, (x, line.y), line.size);
                }
            }
            rest = after;
        }
    }

    fn piece(&self, surface: &mut Surface<'_>, piece: &[Glyph], (x, y): (f32, f32), size: f32) {
        let Some(first) = piece.first() else { return };
        let text: String = piece.iter().map(|glyph| glyph.character).collect();
        let mut start = 0;
        let glyphs: Vec<KrillaGlyph> = piece
            .iter()
            .map(|glyph| {
                let range = start..start + glyph.character.len_utf8();
                start = range.end;
                KrillaGlyph::new(glyph.sort.glyph, glyph.sort.advance, 0.0, 0.0, 0.0, range, None)
            })
            .collect();
        surface.set_fill(Some(fill(self.looks[first.look].ink)));
        surface.draw_glyphs(
            Point::from_xy(x, y),
            &glyphs,
            self.case.font(first.sort.face),
            &text,
            size,
            false,
        );
    }

    /// The number of a note, raised; gives where it ends.
    fn call(&mut self, surface: &mut Surface<'_>, note: usize, (x, y): (f32, f32), size: f32) -> f32 {
        let figures = (note + 1).to_string();
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
        let mut at = x;
        for figure in figures.chars() {
            let sort = self.case.sort(figure, false);
            let glyph = Glyph { character: figure, look: 0, sort, calls: Vec::new() };
            self.piece(surface, &[glyph], (at, y - 0.38 * size), CALL * size);
            at += CALL * 0.6 * size;
        }
        surface.end_tagged();
        at
    }
}

fn rectangle(surface: &mut Surface<'_>, (x, y): (f32, f32), (width, height): (f32, f32), colour: [u8; 3]) {
    let Some(rectangle) = Rect::from_xywh(x, y, width, height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rectangle);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}
