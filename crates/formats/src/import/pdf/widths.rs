//! How far each glyph of a font goes, as a part of the font's size (ISO 32000-2, 9.2.4, 9.7.4.3).

use super::file::File;
use super::object::{Dict, Object};

/// Helvetica from the space to the tilde, of 1,000: of the standard fonts, which need not say how wide they are.
#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Times from the space to the tilde, of 1,000.
#[rustfmt::skip]
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500,
    500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Of 1,000: what is taken where nothing is told, and Courier.
const USUAL: f64 = 556.0;
const COURIER: f64 = 600.0;

/// The widths of a font.
#[derive(Debug)]
pub(super) struct Widths {
    /// Runs of glyphs: the first, the last, and the width of each or of all. In the order of the first.
    runs: Vec<(u32, u32, Width)>,
    otherwise: f64,
    standard: Option<&'static [u16; 95]>,
    /// What a unit is of the font's size.
    unit: f64,
}

#[derive(Debug)]
enum Width {
    Each(Vec<f64>),
    All(f64),
}

impl Widths {
    /// Those of a simple font.
    pub(super) fn simple(file: &File<'_>, dict: &Dict, descriptor: &Dict, name: &str) -> Self {
        let first = file.get(dict, b"FirstChar").count().and_then(|first| u32::try_from(first).ok());
        let each = file.numbers(&file.get(dict, b"Widths"));
        let missing = file.get(descriptor, b"MissingWidth").number();
        // The space of a font of Type 3 is its own; that of others has a thousandth for its unit.
        let is_drawn = file.get(dict, b"Subtype").name() == Some(b"Type3");
        let matrix = file.numbers(&file.get(dict, b"FontMatrix"));
        let unit = matrix.first().copied().filter(|_| is_drawn).unwrap_or(0.001);
        let (standard, usual): (Option<&[u16; 95]>, _) = if !each.is_empty() {
            (None, missing.unwrap_or_default())
        } else if name.contains("courier") || name.contains("mono") {
            (None, COURIER)
        } else if name.contains("times") || name.contains("serif") || name.contains("roman") {
            (Some(&TIMES), USUAL)
        } else {
            (Some(&HELVETICA), USUAL)
        };
        let first = first.unwrap_or_default();
        let last = first.saturating_add(u32::try_from(each.len()).unwrap_or(u32::MAX)).saturating_sub(1);
        let runs = if each.is_empty() { Vec::new() } else { vec![(first, last, Width::Each(each))] };
        Self { runs, otherwise: usual, standard, unit }
    }

    /// Those of a composite font, downwards where it is vertical.
    pub(super) fn composite(file: &File<'_>, dict: &Dict, is_vertical: bool) -> Self {
        let (key, per_glyph) = if is_vertical { (b"W2".as_slice(), 3) } else { (b"W".as_slice(), 1) };
        let otherwise = if is_vertical {
            // Most fonts are as high as they are wide. The sign says that one goes down.
            file.numbers(&file.get(dict, b"DW2")).get(1).map_or(1000.0, |down| down.abs())
        } else {
            file.get(dict, b"DW").number().unwrap_or(1000.0)
        };
        let list = file.get(dict, key);
        let mut entries = list.list().unwrap_or_default().iter().map(|entry| file.resolve(entry));
        let number = |entry: &Object| entry.count().and_then(|number| u32::try_from(number).ok());
        let mut runs = Vec::new();
        while let Some(first) = entries.next() {
            let (Some(first), Some(next)) = (number(&first), entries.next()) else { break };
            if next.list().is_some() {
                let each: Vec<f64> =
                    file.numbers(&next).chunks(per_glyph).map(|of_one| of_one[0].abs()).collect();
                let length = u32::try_from(each.len()).unwrap_or(u32::MAX);
                runs.push((first, first.saturating_add(length).saturating_sub(1), Width::Each(each)));
            } else {
                let Some(width) = entries.next().and_then(|width| width.number()) else { break };
                entries.by_ref().take(per_glyph - 1).for_each(drop);
                runs.push((first, number(&next).unwrap_or(first), Width::All(width.abs())));
            }
        }
        runs.sort_by_key(|(first, ..)| *first);
        Self { runs, otherwise, standard: None, unit: 0.001 }
    }

    /// How far a glyph goes, of the size of its font; `byte` is its code where the font is simple.
    pub(super) fn of(&self, glyph: u32, byte: u8) -> f64 {
        let after = self.runs.partition_point(|(first, ..)| *first <= glyph);
        let run = after.checked_sub(1).map(|at| &self.runs[at]).filter(|(_, last, _)| glyph <= *last);
        let told = run.and_then(|(first, _, width)| match width {
            Width::All(width) => Some(*width),
            Width::Each(widths) => widths.get((glyph - first) as usize).copied(),
        });
        let standard = || {
            let at = usize::from(byte.checked_sub(b' ')?);
            self.standard?.get(at).map(|width| f64::from(*width))
        };
        told.or_else(standard).unwrap_or(self.otherwise) * self.unit
    }
}
