//! Taking out of a damaged library what can be read, into a new one.
//!
//! The damaged file is never touched: SQLite is given a copy. Each table is read row by row over the damage ([`sweep`]), each
//! row is taken where it is one ([`take`]); where something was in the way, or there is no table any more, every page of the
//! file is looked at for rows that nothing leads to ([`loose`]). Then each document is made whole from what is there
//! ([`mend`]): a text that is lost or altered from the history that imported it, its structure from the text, and where
//! there is no text any more, the quotes of the annotations stand in its place. The new library is sound; what it lacks
//! is in the report.

mod loose;
mod mend;
mod pages;
mod source;
mod sweep;
mod take;
#[cfg(test)]
mod tests;

use crate::{
    backups::{self, BackupError, OnProgress},
    error::LibraryError,
    ids::DocumentId,
    library::{
        access::{self, Access},
        header, log, open,
    },
    scratch::{self, Scratch},
    surroundings::Surroundings,
};
use pages::Pages;
use std::{
    io,
    path::{Path, PathBuf},
};
use take::Taken;

/// What was taken, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvage {
    /// The new library.
    pub path: PathBuf,
    /// By table.
    pub tables: Vec<TableSalvage>,
    /// By document, in the order of their ids.
    pub documents: Vec<DocumentSalvage>,
    /// Whether what was written last to the damaged library could not all be understood.
    pub is_log_torn: bool,
    /// What the file has lost at its end, as far as it can be told.
    pub cut: Option<Cut>,
    /// Rows that stood on pages that nothing led to any more. What had been deleted may be among them: which pages are free
    /// is lost where the list of them is.
    pub loose: u64,
}

/// A file that ends before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// How many bytes are left.
    pub left: u64,
    /// How many there were.
    pub was: u64,
}

impl Salvage {
    /// Whether nothing that is known to have been there is missing or different.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.is_log_torn
            && self.cut.is_none()
            && self.loose == 0
            && self.tables.iter().all(|table| table.lost == 0)
            && self.documents.iter().all(|document| {
                document.text == TextSalvage::Whole && document.structure && document.lost_annotations == 0
            })
    }
}

/// What was taken out of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSalvage {
    /// The table.
    pub table: &'static str,
    /// Rows that were taken.
    pub taken: u64,
    /// Rows that are known to have been there and were not, and places that could not be read.
    pub lost: u64,
}

/// What is left of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSalvage {
    /// It is the one that was imported.
    Whole,
    /// It is not the one that was imported, or nothing tells whether it is.
    Altered,
    /// Only its beginning is left.
    Beginning,
    /// It is gone; the quotes of its annotations stand in its place.
    Quotes,
}

/// What was taken out of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSalvage {
    /// The document.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// What is left of its text.
    pub text: TextSalvage,
    /// The length of the text in code points.
    pub characters: u32,
    /// Whether what is said about it, its blocks and its speakers are as they were.
    pub structure: bool,
    /// Annotations in it.
    pub annotations: u64,
    /// Annotations that are known to have been in it and are not, or whose passage is no longer in the text.
    pub lost_annotations: u64,
}

/// Why nothing was salvaged. No file was left.
#[derive(Debug, thiserror::Error)]
pub enum SalvageError {
    /// The damaged file is not there, or is no file.
    #[error("there is no file “{}”", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// There is a file already where the new library is to be.
    #[error("“{}” exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// There is no interview, annotation, tag or memo that can be read.
    #[error("nothing can be read from “{}”: {lack}", path.display())]
    Nothing {
        /// The file.
        path: PathBuf,
        /// Why not.
        lack: Lack,
    },
    /// The damaged file may not be read.
    #[error("“{}” cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or a folder refused.
    #[error("“{}” cannot be written: {source}", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A new library cannot be made.
    #[error("{0}")]
    Model(#[source] LibraryError),
    /// The new library cannot be written.
    #[error("{0}")]
    Unwritten(#[source] BackupError),
    /// The new library cannot be filled.
    #[error("{0}")]
    Unfilled(#[from] crate::Error),
}

/// Why there is nothing to salvage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// No page of a library is in the file.
    #[error("it was overwritten, or has never been a library")]
    Foreign,
    /// The pages that are left hold nothing.
    #[error("only {} of its {} bytes are left, and nothing that anybody made is on them", .0.left, .0.was)]
    Cut(Cut),
    /// There are pages of tables, and on none of them a row that a library has.
    #[error("there are pages of a database in it, and nothing that anybody made is on them")]
    Rowless,
}

impl Lack {
    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Foreign => "foreign",
            Self::Cut(_) => "cut",
            Self::Rowless => "rowless",
        }
    }
}

impl SalvageError {
    /// The same about the new library that somebody asked for: nobody has heard of the files that are made on the way to
    /// it.
    fn at(self, into: &Path) -> Self {
        match self {
            Self::Unwritable { source, .. } => Self::Unwritable { path: into.to_owned(), source },
            Self::Model(error) => Self::Model(error.at(into)),
            other => other,
        }
    }
}

impl From<rusqlite::Error> for SalvageError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Unfilled(error.into())
    }
}

/// Takes what can be read out of the file at `from` into a new library at `into`.
///
/// # Errors
/// See [`SalvageError`].
pub fn salvage(
    from: &Path,
    into: &Path,
    surroundings: &Surroundings,
    progress: OnProgress<'_>,
) -> Result<Salvage, SalvageError> {
    if !from.is_file() {
        return Err(SalvageError::Missing { path: from.to_owned() });
    }
    open::settle(from).map_err(SalvageError::Model)?;
    let into = std::path::absolute(into).map_err(unwritable(into))?;
    if into.symlink_metadata().is_ok() {
        return Err(SalvageError::Exists { path: into });
    }
    let beside = into.parent().unwrap_or(&into);
    header::create_folder(beside).map_err(unwritable(beside))?;
    scratch::clear(beside, (surroundings.now)());
    let folder = Scratch::make_in(beside).map_err(unwritable(beside))?;
    let is_log_torn = log::is_torn(from);
    let pages =
        Pages::open(from).map_err(|source| SalvageError::Unreadable { path: from.to_owned(), source })?;
    let cut = pages.cut();
    let source = source::open(from, folder.path(), &into)?;
    let new = folder.path().join("new.vermilion");
    let mut connection =
        open::writer(&new, || Ok(())).map_err(|error| SalvageError::Model(error.at(&into)))?;
    // Until the end there may be rows that name others which are yet to come, or which never do.
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    let transaction = connection.transaction()?;
    let mut taken = match &source {
        Some(source) => take::take(source, &transaction, progress).map_err(SalvageError::Unwritten)?,
        None => Taken::nothing(),
    };
    let mut loose = 0;
    if source.is_none_or(|source| !take::is_all(&source, &taken)) {
        loose = loose::take(&pages, &transaction, &mut taken, progress)?;
        if !taken.is_worth_keeping() {
            let lack = match cut {
                _ if pages.count() == 0 => Lack::Empty,
                Some(cut) => Lack::Cut(cut),
                None if pages.has_tables() => Lack::Rowless,
                None => Lack::Foreign,
            };
            return Err(SalvageError::Nothing { path: from.to_owned(), lack });
        }
    }
    let documents = mend::mend(&transaction, &taken, surroundings)?;
    let tables = mend::close(&transaction, taken)?;
    transaction.commit()?;
    drop(connection);
    let filled = access::connect(&new, Access::Shared)?;
    backups::write(&filled, &into, true, progress).map_err(|error| match error {
        BackupError::Exists { path } => SalvageError::Exists { path },
        error => SalvageError::Unwritten(error),
    })?;
    Ok(Salvage { path: into, tables, documents, is_log_torn, cut, loose })
}

fn unwritable(path: &Path) -> impl Fn(io::Error) -> SalvageError {
    move |source| SalvageError::Unwritable { path: path.to_owned(), source }
}
