//! The pages of a file in their order (ISO 32000-2, 7.7.3), and their text set upright.

use super::super::{ImportError, Limits};
use super::content::{Fonts, Glyph, Runner, Shown};
use super::file::File;
use super::matrix::Matrix;
use super::object::{Dict, Object};
use std::collections::HashSet;
use std::rc::Rc;

/// Branches of the tree within each other.
const DEEPEST: usize = 64;

/// A page.
pub(super) struct Page {
    pub(super) dict: Rc<Dict>,
    resources: Rc<Dict>,
    /// What of it is seen: left, bottom, right, top.
    area: [f64; 4],
    /// Quarters that it is turned clockwise.
    turns: u8,
}

/// What a branch gives to the pages under it.
#[derive(Clone, Default)]
struct Given {
    resources: Option<Rc<Dict>>,
    area: Option<[f64; 4]>,
    cropped: Option<[f64; 4]>,
    turns: u8,
}

/// The pages of a file.
///
/// # Errors
/// When there are more than are read.
pub(super) fn pages(file: &File<'_>, limits: Limits) -> Result<Vec<Page>, ImportError> {
    let root = file.trailer(b"Root");
    let tree = root.dict().and_then(|root| root.get(b"Pages".as_slice()).cloned()).unwrap_or_default();
    let mut pages = Vec::new();
    let mut seen = HashSet::new();
    // What is still to come, the next one last.
    let mut open = vec![(tree, Given::default(), 0)];
    while let Some((node, given, depth)) = open.pop() {
        let object = if let Object::Ref(number) = node { Some(number) } else { None };
        if object.is_some_and(|number| !seen.insert(number)) {
            continue;
        }
        let Some(dict) = file.resolve(&node).dict().cloned() else { continue };
        let given = given.with(file, &dict);
        if let (Object::List(kids), true) = (file.get(&dict, b"Kids"), depth < DEEPEST) {
            open.extend(kids.iter().rev().map(|kid| (kid.clone(), given.clone(), depth + 1)));
            continue;
        }
        if pages.len() >= limits.members {
            return Err(ImportError::TooMuch { what: "pages", most: limits.members as u64 });
        }
        pages.push(Page {
            dict,
            resources: given.resources.unwrap_or_default(),
            // A page that says no size is a letter (the standard asks for one).
            area: given.cropped.or(given.area).unwrap_or([0.0, 0.0, 612.0, 792.0]),
            turns: given.turns,
        });
    }
    Ok(pages)
}

impl Given {
    fn with(mut self, file: &File<'_>, dict: &Dict) -> Self {
        if let Some(resources) = file.get(dict, b"Resources").dict() {
            self.resources = Some(resources.clone());
        }
        let corners = |key: &[u8]| {
            let [left, bottom, right, top] = file.numbers(&file.get(dict, key)).try_into().ok()?;
            Some([f64::min(left, right), f64::min(bottom, top), f64::max(left, right), f64::max(bottom, top)])
        };
        self.area = corners(b"MediaBox").or(self.area);
        self.cropped = corners(b"CropBox").or(self.cropped);
        if let Some(degrees) = file.get(dict, b"Rotate").number() {
            let turns = (degrees / 90.0).round().rem_euclid(4.0) as u8;
            self.turns = turns;
        }
        self
    }
}

/// A character that stands upright: lines go to the right, and further ones are below, that is, have a smaller `y`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letter {
    pub(super) character: char,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The baseline.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) is_bold: bool,
}

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct Upright {
    pub(super) letters: Vec<Letter>,
    /// What the page marks as its furniture.
    pub(super) furniture: Vec<Letter>,
    /// Characters that run in another direction than the others: a stamp across the page, a note along its edge.
    pub(super) askew: String,
    pub(super) pictures: usize,
    pub(super) unknown: usize,
    /// From the page's units to those of its letters.
    pub(super) turn: Option<Turn>,
}

/// How a page is turned so that its text is upright.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn(Matrix);

impl Turn {
    /// By quarters against the clock.
    const fn quarters(count: usize) -> Self {
        Self(Matrix(match count % 4 {
            0 => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            1 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
            2 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            _ => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
        }))
    }

    /// Where a point of the page is among its letters.
    pub(super) fn apply(self, point: (f64, f64)) -> (f64, f64) {
        self.0.apply(point)
    }
}

impl Page {
    /// The text of the page.
    ///
    /// # Errors
    /// When it holds more than is read.
    pub(super) fn text(&self, file: &File<'_>, fonts: &mut Fonts) -> Result<Upright, ImportError> {
        let parts = match file.get(&self.dict, b"Contents") {
            Object::List(parts) => parts.iter().map(|part| file.resolve(part)).collect(),
            other => vec![other],
        };
        let mut content = Vec::new();
        for part in parts {
            // An operator may not reach from one part into the next, a line end between them harms none.
            content.extend(file.unpacked(&part)?.unwrap_or_default());
            content.push(b'\n');
        }
        let shown = Runner::new(file, fonts).run(&content, &self.resources)?;
        Ok(self.upright(shown))
    }

    fn upright(&self, shown: Shown) -> Upright {
        let [left, bottom, right, top] = self.area;
        let is_seen = |glyph: &Glyph| {
            let ((x, y), (end, _)) = (glyph.start, glyph.end);
            let slack = glyph.size;
            f64::max(x, end) >= left - slack
                && f64::min(x, end) <= right + slack
                && y >= bottom - slack
                && y <= top
        };
        // A page that says wrongly how large it is would have nothing on it.
        let is_any_seen = shown.glyphs.iter().any(is_seen);
        let glyphs: Vec<Glyph> =
            shown.glyphs.into_iter().filter(|glyph| !is_any_seen || is_seen(glyph)).collect();
        // Which way most of the text runs, in quarters clockwise from the right: of a page that is turned, and of
        // vertical lines, all of it.
        let mut ways = [0_usize; 4];
        for glyph in &glyphs {
            if let Some(way) = way(glyph) {
                ways[way] += 1;
            }
        }
        let most = (0..4).max_by_key(|way| (ways[*way], 4 - way)).unwrap_or_default();
        let most = if ways[most] == 0 { usize::from(self.turns) } else { most };
        let turn = Turn::quarters(most);
        let mut upright = Upright {
            pictures: shown.pictures,
            unknown: shown.unknown,
            turn: Some(turn),
            ..Upright::default()
        };
        let set = |glyph: &Glyph| {
            let (start, end) = (turn.apply(glyph.start), turn.apply(glyph.end));
            let Glyph { character, size, is_bold, .. } = *glyph;
            Letter { character, left: start.0, right: f64::max(start.0, end.0), y: start.1, size, is_bold }
        };
        for glyph in &glyphs {
            if way(glyph).is_none_or(|way| way == most) && !is_oblique(glyph) {
                upright.letters.push(set(glyph));
            } else if upright.askew.len() < 4096 {
                upright.askew.push(glyph.character);
            }
        }
        upright.furniture = shown.furniture.iter().map(set).collect();
        upright
    }
}

/// Which way a glyph runs, in quarters clockwise from the right; nothing of one that goes nowhere.
fn way(glyph: &Glyph) -> Option<usize> {
    let (x, y) = (glyph.end.0 - glyph.start.0, glyph.end.1 - glyph.start.1);
    if x == 0.0 && y == 0.0 {
        return None;
    }
    Some(if x.abs() >= y.abs() {
        if x > 0.0 { 0 } else { 2 }
    } else if y < 0.0 {
        1
    } else {
        3
    })
}

/// Whether a glyph runs across the page.
fn is_oblique(glyph: &Glyph) -> bool {
    let (x, y) = ((glyph.end.0 - glyph.start.0).abs(), (glyph.end.1 - glyph.start.1).abs());
    f64::min(x, y) > 0.15 * f64::max(x, y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whichever_way_text_runs_it_is_turned_upright() {
        for (quarter, end) in [(0, (1.0, 0.0)), (1, (0.0, -1.0)), (2, (-1.0, 0.0)), (3, (0.0, 1.0))] {
            let glyph = Glyph { character: 'a', start: (0.0, 0.0), end, size: 1.0, is_bold: false };
            assert_eq!(way(&glyph), Some(quarter));
            let (x, y) = Turn::quarters(quarter).apply(end);
            assert!(x > 0.9 && y.abs() < 0.1, "{quarter}");
        }
    }
}
