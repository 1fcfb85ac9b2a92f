//! An export under way: how far it is is told, and it can be called off. First its documents are read, then they are
//! written; each is half of the work. Nothing is on the disk before both are done.

use crate::api::{Api, Result};
use crate::error::Refusal;
use crate::tasks::{Running, TOLD};
use crate::wire::{ChosenDocument, Task};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use vermilion_core::documents;
use vermilion_formats::annotated::Annotated;
use vermilion_formats::watch::{WHOLE, Watch};

/// An export under way.
pub(crate) struct Exporting<'a> {
    running: Running<'a>,
    /// What was told last.
    told: AtomicU64,
    /// Which of several files is being made, from 0, and of how many.
    file: AtomicU64,
    files: AtomicU64,
}

impl Exporting<'_> {
    /// Begins with one of several files, counted from 0.
    ///
    /// # Errors
    /// `cancelled` when it was called off.
    pub(crate) fn begin_file(&self, file: usize, files: usize) -> Result<()> {
        self.file.store(file as u64, Ordering::Relaxed);
        self.files.store(files.max(1) as u64, Ordering::Relaxed);
        self.read(0, 1)
    }

    /// So much of a file is done, in thousandths; whether to go on.
    fn tell(&self, share: u64) -> ControlFlow<()> {
        let (file, files) = (self.file.load(Ordering::Relaxed), self.files.load(Ordering::Relaxed));
        let share = (file * WHOLE + share) * TOLD / (WHOLE * files);
        if self.told.swap(share, Ordering::Relaxed) != share {
            self.running.tell(share, TOLD);
        }
        self.running.goes_on()
    }

    /// So many documents of all are read.
    fn read(&self, done: usize, all: usize) -> Result<()> {
        match self.tell(done as u64 * WHOLE / (2 * all.max(1)) as u64) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(called_off()),
        }
    }

    /// Has a writer write.
    ///
    /// # Errors
    /// What it refuses; `cancelled` when it was called off, and then what it made is gone.
    pub(crate) fn write<T>(
        &self,
        write: impl FnOnce(&Watch<'_>) -> std::result::Result<T, Refusal>,
    ) -> Result<T> {
        if self.tell(WHOLE / 2).is_break() {
            return Err(called_off());
        }
        let listener = |share: u64| self.tell((WHOLE + share) / 2);
        let watch = Watch::new(&listener);
        let written = write(&watch);
        // A writer that asks nobody is asked for here.
        if watch.is_called_off() || self.running.goes_on().is_break() {
            return Err(called_off());
        }
        let written = written?;
        let _ = self.tell(WHOLE);
        Ok(written)
    }
}

fn called_off() -> crate::wire::ApiError {
    vermilion_core::Error::Cancelled.into()
}

impl Api {
    /// Begins an export.
    pub(crate) fn begin_export(&self) -> Exporting<'_> {
        Exporting {
            running: self.tasks.run(Task::Export),
            told: AtomicU64::new(0),
            file: AtomicU64::new(0),
            files: AtomicU64::new(1),
        }
    }

    /// These documents, or all of the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(crate) fn chosen(&self, chosen: Option<Vec<ChosenDocument>>) -> Result<Vec<ChosenDocument>> {
        if let Some(chosen) = chosen {
            return Ok(chosen);
        }
        let summaries = documents::summaries(&self.library)?;
        let whole =
            summaries.iter().map(|one| ChosenDocument { document: one.id.to_string(), annotations: None });
        Ok(whole.collect())
    }

    /// These documents with these of their annotations, or all of the library, as writers take them. `work` is the export
    /// that they are for, where one waits for it.
    ///
    /// # Errors
    /// When there is no such document, or one of the annotations is not in it; `cancelled` when it was called off.
    pub(crate) fn annotated_all(
        &self,
        chosen: Option<Vec<ChosenDocument>>,
        work: Option<&Exporting<'_>>,
    ) -> Result<Vec<Annotated>> {
        let chosen = self.chosen(chosen)?;
        let mut annotated = Vec::with_capacity(chosen.len());
        for one in &chosen {
            if let Some(work) = work {
                work.read(annotated.len(), chosen.len())?;
            }
            annotated.push(self.annotated(&one.document, one.annotations.as_deref())?);
        }
        Ok(annotated)
    }
}
