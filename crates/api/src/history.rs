//! Commands on the history.

use crate::api::{Api, Result};
use crate::wire::{Changed, HistoryEntry, HistoryGo, HistoryList, HistoryMoved, HistoryState, Nothing};
use vermilion_core::{Acted, Error, Library};

impl Api {
    /// What undo and redo would do now.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn history_state(&self, _: Nothing) -> Result<HistoryState> {
        Ok(self.library.history_state()?.into())
    }

    /// The newest steps, newest first, those undone included.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn history_list(&self, request: HistoryList) -> Result<Vec<HistoryEntry>> {
        Ok(self.library.history(request.limit)?.into_iter().map(Into::into).collect())
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// When there is nothing to undo, or the step no longer fits.
    pub fn history_undo(&self, _: Nothing, origin: &str) -> Result<HistoryMoved> {
        self.travel("undo", origin, Library::undo)
    }

    /// Does the step taken back again.
    ///
    /// # Errors
    /// When there is nothing to redo, or the step no longer fits.
    pub fn history_redo(&self, _: Nothing, origin: &str) -> Result<HistoryMoved> {
        self.travel("redo", origin, Library::redo)
    }

    /// Undoes or redoes until an entry is the last one done; 0 stands for the state before all of them.
    ///
    /// # Errors
    /// When there is no such entry, or a step no longer fits.
    pub fn history_go(&self, request: HistoryGo, origin: &str) -> Result<Changed> {
        self.change("history-go", origin, |library| library.go_to(request.entry))
    }

    fn travel(
        &self,
        action: &str,
        origin: &str,
        run: impl FnOnce(&Library) -> std::result::Result<Acted<vermilion_core::HistoryEntry>, Error>,
    ) -> Result<HistoryMoved> {
        let (entry, change) = self.act(action, origin, run)?;
        Ok(HistoryMoved { entry: entry.into(), change })
    }
}
