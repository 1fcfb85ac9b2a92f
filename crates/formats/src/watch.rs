//! Who watches a writer: hears how far it is, and may call it off.
//!
//! A writer has one part or several, each of so many steps (annotations, lines, pages), and asks before each whether to go
//! on. What a writer gives back that was called off is cut short and nothing to keep: whoever watches asks
//! [`Watch::is_called_off`] before anything is done with it.

use crate::annotated::Annotated;
use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// All of the work, in the units in which it is told.
pub const WHOLE: u64 = 1000;

/// Hears of a writer's work, in thousandths of all of it, and answers whether to go on.
pub type Listener<'w> = dyn Fn(u64) -> ControlFlow<()> + Sync + 'w;

/// A watch over a writer.
#[derive(Default)]
pub struct Watch<'w> {
    listener: Option<&'w Listener<'w>>,
    /// Which part is under way, from 0, and of how many.
    part: AtomicUsize,
    parts: AtomicUsize,
    /// The steps of that part that were begun, and of how many.
    step: AtomicUsize,
    steps: AtomicUsize,
    is_called_off: AtomicBool,
}

impl<'w> Watch<'w> {
    /// Nobody watches.
    #[must_use]
    pub fn nobody() -> Self {
        Self::default()
    }

    /// `listener` is told of each step.
    #[must_use]
    pub fn new(listener: &'w Listener<'w>) -> Self {
        Self { listener: Some(listener), ..Self::default() }
    }

    /// Whether the work was called off, and what it made is to be thrown away.
    #[must_use]
    pub fn is_called_off(&self) -> bool {
        self.is_called_off.load(Ordering::Relaxed)
    }

    /// Begins a part, counted from 0, of so many; it has so many steps.
    pub(crate) fn begin(&self, part: usize, parts: usize, steps: usize) {
        for (known, value) in
            [(&self.part, part), (&self.parts, parts), (&self.step, 0), (&self.steps, steps)]
        {
            known.store(value, Ordering::Relaxed);
        }
    }

    /// Before a step: whether to take it.
    pub(crate) fn step(&self) -> bool {
        let before = self.step.fetch_add(1, Ordering::Relaxed);
        self.goes_on_after(before)
    }

    /// In the middle of a step: whether to go on with it.
    pub(crate) fn goes_on(&self) -> bool {
        self.goes_on_after(self.step.load(Ordering::Relaxed))
    }

    fn goes_on_after(&self, step: usize) -> bool {
        let Some(listener) = self.listener else { return true };
        if !self.is_called_off() && listener(self.share(step)).is_break() {
            self.is_called_off.store(true, Ordering::Relaxed);
        }
        !self.is_called_off()
    }

    fn share(&self, step: usize) -> u64 {
        let of = |known: &AtomicUsize| known.load(Ordering::Relaxed) as u64;
        let (parts, steps) = (of(&self.parts).max(1), of(&self.steps).max(1));
        (of(&self.part) * WHOLE + (step as u64).min(steps) * WHOLE / steps) / parts
    }

    /// These, each of which is a step, until it is called off.
    pub(crate) fn each<I: IntoIterator>(&self, items: I) -> impl Iterator<Item = I::Item> {
        items.into_iter().take_while(|_| self.step())
    }
}

/// How many annotations, orphans and memos there are: the steps of a table of them.
pub(crate) fn items(documents: &[Annotated]) -> usize {
    documents.iter().map(|one| one.annotations.len() + one.orphans.len() + one.memos.len()).sum()
}

/// Bytes that are kept for as long as nobody calls it off: what is written by others, who ask nobody, ends so.
pub(crate) struct Watched<'w> {
    bytes: Vec<u8>,
    watch: &'w Watch<'w>,
    /// It was said that no more is taken.
    has_refused: bool,
}

impl<'w> Watched<'w> {
    pub(crate) fn new(watch: &'w Watch<'w>) -> Self {
        Self { bytes: Vec::new(), watch, has_refused: false }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl io::Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.watch.goes_on() {
            self.bytes.extend_from_slice(bytes);
        } else if !std::mem::replace(&mut self.has_refused, true) {
            // `Interrupted` would be tried again. Once is enough: an archive that is given up tries to close itself, and
            // complains on standard error where it cannot.
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::sync::Mutex;

    #[test]
    fn the_work_of_all_parts_is_told_as_one() {
        let told = Mutex::new(Vec::new());
        let listener = |share| {
            told.lock().expect("nobody panics").push(share);
            ControlFlow::Continue(())
        };
        let watch = Watch::new(&listener);
        watch.begin(0, 2, 4);
        assert_eq!(watch.each(["a", "b", "c", "d"]).count(), 4);
        watch.begin(1, 2, 0);
        assert!(watch.step() && watch.goes_on());
        assert_eq!(*told.lock().expect("nobody panics"), [0, 125, 250, 375, 500, 1000]);
    }

    #[test]
    fn what_is_called_off_takes_no_further_step() {
        let listener = |share| if share < 500 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        let watch = Watch::new(&listener);
        watch.begin(0, 1, 4);
        assert_eq!(watch.each(1..5).collect::<Vec<_>>(), [1, 2]);
        assert!(watch.is_called_off() && !watch.step() && !watch.goes_on());
        let mut bytes = Watched::new(&watch);
        assert!(bytes.write_all(b"rest").is_err() && bytes.write_all(b"end").is_ok());
        assert!(bytes.into_bytes().is_empty());
    }

    #[test]
    fn what_nobody_watches_goes_on() {
        let watch = Watch::nobody();
        assert!(watch.step() && watch.goes_on() && !watch.is_called_off());
    }
}
