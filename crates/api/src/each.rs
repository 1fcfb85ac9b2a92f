//! Documents as a file each, in one folder.
//!
//! Each file is written whole or not at all, and one that is refused does not keep the others out. What would take the place
//! of something that is there is found out for all of them before the first is written. Whoever calls it off keeps what is
//! written by then, and is told which.

use crate::api::{Api, Result};
use crate::convert;
use crate::error::Refusal;
use crate::exporting::Exporting;
use crate::wire::{
    ApiError, ChosenDocument, ExportEach, ExportFormat, ExportRefused, ExportedEach, ExportedFile, Saved,
    TagForm,
};
use crate::{earlier, files, names};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use vermilion_core::{DocumentId, Error, documents};

/// What a file is written of, and where.
struct Wanted {
    chosen: ChosenDocument,
    name: String,
    path: PathBuf,
}

/// How all of them are written.
#[derive(Clone, Copy)]
struct Way {
    format: ExportFormat,
    tags: Option<TagForm>,
    overwrite: bool,
}

impl Api {
    /// Several documents, or all of them, as a file each, in a folder that is made where there is none.
    ///
    /// # Errors
    /// When there is no such document; when files are there that may not be replaced, before any is written; when the folder
    /// is none; when it was called off, or refused for each of them, and nothing was written.
    pub fn export_each(&self, request: ExportEach) -> Result<ExportedEach> {
        let ExportEach { format, documents, tags, folder, overwrite } = request;
        let work = self.begin_export();
        let folder = PathBuf::from(folder);
        let folder = std::path::absolute(&folder)
            .map_err(|source| Refusal::FileUnwritable { path: folder.clone(), source })?;
        if folder.symlink_metadata().is_ok() && !folder.is_dir() {
            return Err(Refusal::NotAFolder { path: folder }.into());
        }
        let way = Way { format, tags, overwrite };
        let wanted = self.wanted(documents, format, &folder)?;
        if !overwrite {
            self.refuse_existing(&wanted, way, &folder)?;
        }
        if !wanted.is_empty() {
            std::fs::create_dir_all(&folder)
                .map_err(|source| Refusal::FileUnwritable { path: folder.clone(), source })?;
        }
        self.write_each(wanted, way, &folder, &work)
    }

    fn write_each(
        &self,
        wanted: Vec<Wanted>,
        way: Way,
        folder: &Path,
        work: &Exporting<'_>,
    ) -> Result<ExportedEach> {
        let all = wanted.len();
        let mut done = ExportedEach {
            folder: folder.display().to_string(),
            files: Vec::with_capacity(all),
            refused: Vec::new(),
            left: 0,
        };
        for (at, one) in wanted.into_iter().enumerate() {
            let saved = work.begin_file(at, all).and_then(|()| self.write_one(&one, way, work));
            let Wanted { chosen: ChosenDocument { document, .. }, name, .. } = one;
            match saved {
                Ok(saved) => done.files.push(ExportedFile { document, name, saved }),
                Err(error) if is_called_off(&error) && done.files.is_empty() => return Err(error),
                Err(error) if is_called_off(&error) => {
                    done.left = u32::try_from(all - at).unwrap_or(u32::MAX);
                    break;
                }
                Err(error) => done.refused.push(ExportRefused { document, name, error }),
            }
        }
        match done.refused.first() {
            Some(first) if done.files.is_empty() => Err(first.error.clone()),
            _ => Ok(done),
        }
    }

    fn write_one(&self, one: &Wanted, way: Way, work: &Exporting<'_>) -> Result<Saved> {
        let Way { format, tags, overwrite } = way;
        let annotated = self.annotated(&one.chosen.document, one.chosen.annotations.as_deref())?;
        if format == ExportFormat::Md {
            match earlier::updated(&one.path, &annotated, self.markdown_options(tags)?) {
                Ok(Some(updated)) => return Ok(updated.save(&one.path)?),
                Ok(None) => {}
                // It is to be replaced, whatever somebody made of it.
                Err(_) if overwrite => {}
                Err(refusal) => return Err(refusal.into()),
            }
        }
        let bytes = self.written(format, annotated, tags, work)?;
        let path = files::write(&one.path, &bytes, overwrite)?;
        Ok(Saved { path: path.display().to_string(), bytes: bytes.len() as u64, update: None })
    }

    /// The documents, each with its file. What a file is called does not depend on which other documents are asked for: the
    /// next export finds the files of this one.
    fn wanted(
        &self,
        chosen: Option<Vec<ChosenDocument>>,
        format: ExportFormat,
        folder: &Path,
    ) -> Result<Vec<Wanted>> {
        let chosen = self.chosen(chosen)?;
        // The oldest first: a document that comes later takes no name from one that was there.
        let mut all = documents::summaries(&self.library)?;
        all.reverse();
        let names = names::file_names(all.iter().map(|one| one.title.as_str()), format.ending());
        let names: HashMap<DocumentId, String> = all.iter().map(|one| one.id).zip(names).collect();
        let each = chosen.into_iter().map(|chosen| {
            let id: DocumentId = convert::id(&chosen.document)?;
            let unknown = || Error::NoSuchDocument { reference: chosen.document.clone() };
            let name = names.get(&id).ok_or_else(unknown)?.clone();
            Ok(Wanted { path: folder.join(&name), chosen, name })
        });
        each.collect()
    }

    /// Refuses where something is in the place of a file that may not be replaced.
    fn refuse_existing(&self, wanted: &[Wanted], way: Way, folder: &Path) -> Result<()> {
        let mut there = Vec::new();
        for one in wanted {
            // What cannot be looked at is said by who writes to it.
            if one.path.symlink_metadata().is_ok() && !self.is_earlier(one, way)? {
                there.push(one.name.clone());
            }
        }
        let count = there.len();
        match there.into_iter().next() {
            Some(name) => {
                let (folder, all) = (folder.to_owned(), wanted.len());
                Err(Refusal::FilesExist { folder, name, count, all }.into())
            }
            None => Ok(()),
        }
    }

    /// Whether what is there is an earlier export that can be brought up to date.
    fn is_earlier(&self, one: &Wanted, Way { format, tags, .. }: Way) -> Result<bool> {
        if format != ExportFormat::Md {
            return Ok(false);
        }
        let annotated = self.annotated(&one.chosen.document, one.chosen.annotations.as_deref())?;
        let updated = earlier::updated(&one.path, &annotated, self.markdown_options(tags)?);
        Ok(matches!(updated, Ok(Some(_))))
    }
}

fn is_called_off(error: &ApiError) -> bool {
    error.code == "cancelled"
}
