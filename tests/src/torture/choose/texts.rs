//! What corrects texts. Blocks are lines, and what comes into a text is told from all that stands in it, so that it is
//! known by hand what becomes of them and of what stands on them.

use super::Chooser;
use crate::torture::model::{Document, Model};
use crate::torture::operation::{MARK, Operation};

/// What nobody replaces: labels, by which people are known, and what only looks like the number of a text.
const KEPT: &str = "林吳：0123456789";

impl Chooser {
    pub(super) fn insert(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let (line, start, found) = self.line(text, |line| line.said.chars().count() > 1)?;
        let said: Vec<char> = found.said.chars().collect();
        let within = self.random.usize(1..said.len());
        // Beside another one nobody could tell which of the two is new.
        if said[within - 1..=within].iter().any(|one| MARK.contains(*one)) {
            return None;
        }
        let at = text.said_at(line) + u32::try_from(within).unwrap_or_default();
        let text: String = said[..within]
            .iter()
            .copied()
            .chain(MARK.chars())
            .chain(said[within..].iter().copied())
            .collect();
        Some(Operation::Insert { document, start, at, text })
    }

    pub(super) fn remove(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let (_, start, line) = self.line(text, |_| true)?;
        Some(Operation::Remove { document, start, end: start + line.length() })
    }

    pub(super) fn split(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let (line, _, found) = self.line(text, |line| line.said.chars().count() > 1)?;
        let said: Vec<char> = found.said.chars().collect();
        let within = self.random.usize(1..said.len());
        // A label alone would take the next line for its own, and white space would go.
        if said[within - 1..=within].iter().any(|one| one.is_whitespace() || *one == '：') {
            return None;
        }
        Some(Operation::Split { document, at: text.said_at(line) + u32::try_from(within).ok()? })
    }

    pub(super) fn join(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let (at, start, _) = self.line(text, |_| true)?;
        (at + 1 < text.lines().len()).then_some(Operation::Join { document, start })
    }

    pub(super) fn replace(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let (_, _, line) = self.line(text, |line| !line.said.is_empty())?;
        let said: Vec<char> = line.said.chars().collect();
        let from = self.random.usize(..said.len());
        let find: String = said[from..].iter().take(1 + self.random.usize(..2)).collect();
        if find.contains(|one: char| one.is_whitespace() || KEPT.contains(one)) {
            return None;
        }
        let replacement = (0..=self.random.usize(..3)).map(|_| self.character()).collect();
        let places = places_of(text, &find);
        let only = if self.random.u32(..3) == 0 { Some(self.some(places.iter(), 4)) } else { None };
        Some(Operation::Replace { document, find, replacement, only })
    }

    pub(super) fn update(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let text = format!("{}林：又說了{}句。\n", text.text(), self.random.u64(..));
        let standing = model.state().annotations.iter();
        let standing = standing.filter(|(_, found)| found.document == document && !found.is_orphan);
        let orphan = self.any(standing.map(|(id, _)| id)).filter(|_| self.random.bool());
        Some(Operation::Update { document, text, orphan })
    }

    pub(super) fn restore(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let current = text.revision();
        (current > 1).then(|| Operation::Restore { document, revision: self.random.u32(1..current) })
    }
}

/// Where words stand in what is read, as one goes from left to right.
fn places_of(document: &Document, find: &str) -> Vec<u32> {
    let characters = |text: &str| u32::try_from(text.chars().count()).unwrap_or_default();
    let mut places = Vec::new();
    for (start, line) in document.starts().zip(document.lines()) {
        let start = start + characters(&line.before);
        let found = line.said.match_indices(find);
        places.extend(found.map(|(at, _)| start + characters(&line.said[..at])));
    }
    places
}
