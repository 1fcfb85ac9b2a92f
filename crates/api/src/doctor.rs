//! Commands that examine and repair the library.

use crate::api::{Api, Result};
use crate::wire::{Diagnosis, Nothing, RepairReport, Task};
use std::path::Path;
use std::sync::PoisonError;
use vermilion_core::{ActionName, doctor};

/// Findings that are listed at most: whoever reads them has read enough by then.
const MOST_FINDINGS: usize = 200;

/// Examines the library at `path`, whether or not it opens. Nothing is written.
#[must_use]
pub fn examine(path: &Path) -> Diagnosis {
    doctor::examine_file(path).into()
}

impl Api {
    /// Examines the library.
    ///
    /// # Errors
    /// When the file can no longer be opened.
    pub fn doctor_examine(&self, _: Nothing) -> Result<Diagnosis> {
        Ok(doctor::examine(&self.library)?.into())
    }

    /// Mends what can be mended without guessing, after a backup.
    ///
    /// # Errors
    /// When the backup cannot be made, or the library cannot be written to.
    pub fn doctor_repair(&self, _: Nothing, origin: &str) -> Result<RepairReport> {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let mut progress = self.tasks.begin(Task::Repair);
        let doctor::Repair { backup, repaired, left, sequence } =
            doctor::repair(&self.library, &mut progress)?;
        let change = sequence
            .map(|sequence| self.everything_changed(sequence, ActionName::LibraryRepair.name(), origin));
        Ok(RepairReport {
            backup: backup.map(Into::into),
            repaired: repaired.into_iter().take(MOST_FINDINGS).map(Into::into).collect(),
            left: left.into(),
            change,
        })
    }
}

impl From<doctor::Diagnosis> for Diagnosis {
    fn from(diagnosis: doctor::Diagnosis) -> Self {
        let is_sound = diagnosis.is_sound();
        let doctor::Diagnosis { mut findings, documents, annotations, steps } = diagnosis;
        let left_out = findings.len().saturating_sub(MOST_FINDINGS) as u64;
        findings.truncate(MOST_FINDINGS);
        Self {
            is_sound,
            findings: findings.into_iter().map(Into::into).collect(),
            left_out,
            documents,
            annotations,
            steps,
        }
    }
}
