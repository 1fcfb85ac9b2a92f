//! The brackets beside the text: from the line in which a tagged passage begins to the one in which it ends, through all
//! paragraphs between.
//!
//! A page without scripts cannot measure where a line stands, but what is positioned and told no place stands in the line
//! where it is written. So a bracket (`b`) is written in its passage, from where it goes down to the end of the paragraph;
//! in the paragraphs after that it begins at the top (`b go`); and what is written at the end of the passage (`e`) lies
//! over the rest of it. Each has a lane of its own (`n0` to `n3`) among those that are near.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use vermilion_anchor::CodePoint;

use super::colour_class;
use crate::annotated::ExportedAnnotation;

/// Brackets that have room beside each other.
const LANES: usize = 4;
/// Two passages with fewer characters than this between them may stand in one line.
const LINE: u32 = 40;

/// Which brackets are where: those that have begun and not ended, as the text is walked through.
pub(super) struct Brackets<'d> {
    annotations: &'d [ExportedAnnotation],
    /// For each annotation the lane of its bracket; `None` where it has no tags, or there is no room.
    lanes: Vec<Option<usize>>,
    /// Those that have begun and are not written yet.
    begun: Vec<usize>,
    /// Those that are written and have not ended.
    open: BTreeSet<usize>,
}

impl<'d> Brackets<'d> {
    pub(super) fn new(annotations: &'d [ExportedAnnotation]) -> Self {
        Self { annotations, lanes: lanes(annotations), begun: Vec::new(), open: BTreeSet::new() }
    }

    /// Whether there are any in a paragraph that ends at `end`, before which all annotations up to `next` have begun.
    pub(super) fn are_in(&self, next: usize, end: CodePoint) -> bool {
        let begins = |(annotation, lane): (&ExportedAnnotation, &Option<usize>)| {
            (annotation.span.start < end).then_some(lane.is_some())
        };
        !self.open.is_empty()
            || !self.begun.is_empty()
            || self.annotations[next..]
                .iter()
                .zip(&self.lanes[next..])
                .map_while(begins)
                .any(|has_one| has_one)
    }

    /// Writes what of the open ones stands beside a paragraph from its top.
    pub(super) fn go_on(&self, out: &mut String) {
        for &at in &self.open {
            self.write(out, "b go", at);
        }
    }

    pub(super) fn begin(&mut self, at: usize) {
        if self.lanes[at].is_some() {
            self.begun.push(at);
        }
    }

    /// Whether one is to be written in the text that comes next.
    pub(super) fn has_begun(&self) -> bool {
        !self.begun.is_empty()
    }

    /// Writes those that have begun.
    pub(super) fn write_begun(&mut self, out: &mut String) {
        for at in std::mem::take(&mut self.begun) {
            self.write(out, "b", at);
            self.open.insert(at);
        }
    }

    pub(super) fn end(&mut self, out: &mut String, at: usize) {
        self.begun.retain(|begun| *begun != at);
        if self.open.remove(&at) {
            self.write(out, "e", at);
        }
    }

    fn write(&self, out: &mut String, class: &str, at: usize) {
        let colour = self.annotations[at].tags.first().map(colour_class).unwrap_or_default();
        let lane = self.lanes[at].unwrap_or_default();
        let _ = write!(out, "<span class=\"{class} n{lane}{colour}\"></span>");
    }
}

fn lanes(annotations: &[ExportedAnnotation]) -> Vec<Option<usize>> {
    let mut free = [CodePoint(0); LANES];
    let lane_of = |annotation: &ExportedAnnotation| {
        if annotation.tags.is_empty() || annotation.span.is_empty() {
            return None;
        }
        let lane = free.iter().position(|from| *from <= annotation.span.start)?;
        free[lane] = CodePoint(annotation.span.end.0.saturating_add(LINE));
        Some(lane)
    };
    annotations.iter().map(lane_of).collect()
}
