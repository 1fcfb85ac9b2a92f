//! Files that are earlier exports: what becomes of one, and bringing it up to date.
//!
//! Only Markdown is written on by people; files of every other format are replaced or left alone.

use crate::error::Refusal;
use crate::files;
use crate::wire::{ApiError, ExportTarget, ExportTargetKind, ExportUpdate, Saved};
use std::path::Path;
use vermilion_formats::annotated::Annotated;
use vermilion_formats::markdown::{self, NoUpdate, Update};

/// An earlier export, and what is to become of it.
pub(crate) struct Updated {
    before: Vec<u8>,
    update: Update,
}

/// What would become of the earlier export at a path; `None` where there is none of this document. That what is there
/// cannot be read, or is no file, is said by who writes to it.
///
/// # Errors
/// When what was exported was altered by hand.
pub(crate) fn updated(
    path: &Path,
    document: &Annotated,
    options: markdown::Options,
) -> Result<Option<Updated>, Refusal> {
    let Ok(before) = files::read(path) else { return Ok(None) };
    let Ok(text) = std::str::from_utf8(&before) else { return Ok(None) };
    match markdown::update(text, document, options) {
        Ok(update) => Ok(Some(Updated { before, update })),
        Err(NoUpdate::Other) => Ok(None),
        Err(NoUpdate::Altered { line, fault }) => {
            Err(Refusal::FileAltered { path: path.to_owned(), line, fault })
        }
    }
}

/// What is at a path, and what would become of it. `document` is what would be written to it, where that is something that
/// an earlier export can be brought up to date with.
pub(crate) fn look(path: &Path, document: Option<(&Annotated, markdown::Options)>) -> ExportTarget {
    let target = |kind, update, altered| ExportTarget { kind, update, altered };
    if path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return target(ExportTargetKind::Free, None, None);
    }
    match document.map_or(Ok(None), |(document, options)| updated(path, document, options)) {
        Ok(Some(updated)) => target(ExportTargetKind::Earlier, Some(updated.told()), None),
        Ok(None) => target(ExportTargetKind::Other, None, None),
        Err(refusal) => target(ExportTargetKind::Altered, None, Some(ApiError::from(refusal))),
    }
}

impl Updated {
    /// Writes it, unless nothing is to be changed: a file that stays as it is keeps its time, too.
    ///
    /// # Errors
    /// When it cannot be written, or another program has changed it since it was read.
    pub(crate) fn save(&self, path: &Path) -> Result<Saved, Refusal> {
        let told = self.told();
        let text = self.update.text.as_bytes();
        let path = if told.is_current {
            std::path::absolute(path)
                .map_err(|source| Refusal::FileUnwritable { path: path.to_owned(), source })?
        } else {
            files::rewrite(path, &self.before, text)?
        };
        Ok(Saved { path: path.display().to_string(), bytes: text.len() as u64, update: Some(told) })
    }

    fn told(&self) -> ExportUpdate {
        let Update { text, added, changed, removed, kept } = &self.update;
        let count = |count: &usize| u32::try_from(*count).unwrap_or(u32::MAX);
        ExportUpdate {
            added: count(added),
            changed: count(changed),
            removed: count(removed),
            kept: count(kept),
            is_current: text.as_bytes() == self.before,
        }
    }
}
