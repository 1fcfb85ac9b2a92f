//! Who watches a writer: hears how far it is, and may call it off.
//!
//! A writer has one part or several, each of so many steps (annotations, lines, pages), and asks before each whether to go
//! on. What a writer gives back that was called off is cut short and nothing to keep: whoever watches asks
//! [`Watch::is_called_off`] before anything is done with it.

use crate::annotated::Annotated;
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// All of the work, in the units in which it is told.
pub const WHOLE: u64 = 1000;

/// How often it is asked whether work that is done aside goes on.
const LOOK: Duration = Duration::from_millis(20);

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

    /// Has work done on a thread of its own that somewhere asks nobody for long, so that whoever calls it off is not kept
    /// waiting: `None` then. The work is gone when it comes to its end by itself, and what it made with it.
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub(crate) fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Watch<'_>) -> T + Send + 'static,
    ) -> io::Result<Option<T>> {
        if self.listener.is_none() {
            return Ok(Some(work(&Watch::nobody())));
        }
        let told = Arc::new(Aside::default());
        let (done, waits) = mpsc::channel();
        let there = Arc::clone(&told);
        let thread = thread::Builder::new().name("writer".to_owned()).spawn(move || {
            let listener = |share| there.tell(share);
            // Nobody waits for what was called off.
            let _ = done.send(work(&Watch::new(&listener)));
        })?;
        loop {
            match waits.recv_timeout(LOOK) {
                Ok(made) => return Ok(Some(made)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => match thread.join() {
                    Err(panic) => std::panic::resume_unwind(panic),
                    // What it made came before its end.
                    Ok(()) => return Ok(waits.try_recv().ok()),
                },
            }
            if !self.passes_on(told.share.load(Ordering::Relaxed)) {
                told.is_called_off.store(true, Ordering::Relaxed);
                return Ok(None);
            }
        }
    }

    /// Tells what another thread has done; whether to go on.
    fn passes_on(&self, share: u64) -> bool {
        if self.listener.is_some_and(|listener| listener(share).is_break()) {
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

/// What two threads tell each other of work that is done aside.
#[derive(Default)]
struct Aside {
    share: AtomicU64,
    is_called_off: AtomicBool,
}

impl Aside {
    fn tell(&self, share: u64) -> ControlFlow<()> {
        self.share.store(share, Ordering::Relaxed);
        if self.is_called_off.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
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
    fn work_aside_that_asks_nobody_keeps_nobody_waiting() {
        let asked = AtomicUsize::new(0);
        let listener = |_| match asked.fetch_add(1, Ordering::Relaxed) {
            0 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        };
        let watch = Watch::new(&listener);
        let (end, waits) = mpsc::channel::<()>();
        let (ended, has_ended) = mpsc::channel();
        let made = watch.aside(move |inner| {
            inner.begin(0, 1, 2);
            assert!(inner.step());
            // It comes to its end only after it was called off.
            let _ = waits.recv();
            ended.send(inner.step()).expect("somebody waits");
        });
        assert!(made.expect("a thread").is_none() && watch.is_called_off());
        drop(end);
        assert!(!has_ended.recv().expect("it ends"), "it is told at its next step");
    }

    #[test]
    fn work_aside_gives_back_what_it_made_and_fails_as_it_would_here() {
        let listener = |_| ControlFlow::Continue(());
        let watch = Watch::new(&listener);
        assert_eq!(watch.aside(|inner| inner.step()).expect("a thread"), Some(true));
        assert_eq!(Watch::nobody().aside(|inner| inner.step()).expect("none is needed"), Some(true));
        let panics = || watch.aside(|_| -> bool { panic!("as it would here") });
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).is_err());
    }

    #[test]
    fn what_nobody_watches_goes_on() {
        let watch = Watch::nobody();
        assert!(watch.step() && watch.goes_on() && !watch.is_called_off());
    }
}
