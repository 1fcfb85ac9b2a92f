//! Commands on backups.

use crate::api::{Api, Result};
use crate::changes::reload;
use crate::wire::{
    ApiError, Backup, BackupChosen, BackupCounts, BackupList, BackupMake, Comparison, Nothing, Restored, Task,
};
use std::path::Path;
use std::sync::PoisonError;
use vermilion_core::backups::{self, BackupError, Occasion, Reason};

/// The action of the event after a backup was brought back.
const RESTORE: &str = "restore";

impl Api {
    /// The backups there are. Where the folder cannot be read and the last automatic backup failed, none, and that failure: it
    /// says what is the matter.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn backup_list(&self, _: Nothing) -> Result<BackupList> {
        let folder = backups::folder(&self.library);
        let failure = self.library.backup_failure().map(|failure| ApiError::from(&*failure));
        let listed = match backups::list(&self.library) {
            Err(_) if failure.is_some() => Vec::new(),
            listed => listed?,
        };
        Ok(BackupList {
            is_default: folder == backups::default_folder(self.library.path()),
            named: backups::named_folder(&self.library)?,
            folder: folder.display().to_string(),
            backups: listed.into_iter().map(Into::into).collect(),
            failure,
        })
    }

    /// Makes a backup.
    ///
    /// # Errors
    /// When it cannot be written, or does not pass its check. What was there before stays as it was.
    pub fn backup_make(&self, request: BackupMake) -> Result<Backup> {
        let mut progress = self.tasks.begin(Task::Backup);
        let to = request.path.as_deref().map(Path::new);
        Ok(backups::make(&self.library, Reason::Manual, to, &mut progress)?.into())
    }

    /// Makes a backup where one is due, and takes away those that have had their time. A shell asks once after its first
    /// screen is there, and then every now and then: often enough is once an hour. What it fails with is also in
    /// [`BackupList::failure`].
    ///
    /// # Errors
    /// See [`Api::backup_make`].
    pub fn backup_if_due(&self, occasion: Occasion) -> Result<Option<Backup>> {
        let mut progress = self.tasks.begin(Task::Backup);
        match backups::make_if_due(&self.library, occasion, &mut progress) {
            Ok(backup) => Ok(backup.map(Into::into)),
            Err(error) => Err(ApiError::from(&*error)),
        }
    }

    /// How many automatic backups have failed since the library was opened; what the newest one failed with is in
    /// [`BackupList::failure`].
    #[must_use]
    pub fn backup_failures(&self) -> u64 {
        self.library.backup_failures()
    }

    /// How much a backup holds.
    ///
    /// # Errors
    /// When the file is not there, is no library, or cannot be read.
    pub fn backup_count(&self, request: BackupChosen) -> Result<BackupCounts> {
        Ok(backups::count(Path::new(&request.path))?.into())
    }

    /// What bringing a backup back would change.
    ///
    /// # Errors
    /// When the file is not there, is no library, or does not pass its check.
    pub fn backup_compare(&self, request: BackupChosen) -> Result<Comparison> {
        Ok(backups::compare(&self.library, Path::new(&request.path))?.into())
    }

    /// Makes the library what the backup holds, after a backup of what it holds now.
    ///
    /// # Errors
    /// See [`Api::backup_compare`]; when the library cannot be written to. It is then as it was.
    pub fn backup_restore(&self, request: BackupChosen, origin: &str) -> Result<Restored> {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let mut progress = self.tasks.begin(Task::Restore);
        let restored = backups::restore(&self.library, Path::new(&request.path), &mut progress)?;
        let change = self.everything_changed(restored.sequence, RESTORE, origin);
        Ok(Restored { safety: restored.safety.into(), change })
    }

    /// Tells everybody that everything may be different.
    pub(crate) fn everything_changed(
        &self,
        sequence: u64,
        action: &str,
        origin: &str,
    ) -> crate::wire::ChangeEvent {
        let mut event = reload(sequence, action, origin);
        match self.library.history_state() {
            Ok(history) => event.history = history.into(),
            Err(error) => tracing::warn!(%error, "the history could not be read"),
        }
        self.tell(&event);
        event
    }
}

impl From<BackupError> for ApiError {
    fn from(error: BackupError) -> Self {
        Self::from(&error)
    }
}
