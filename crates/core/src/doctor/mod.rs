//! The doctor: whether a library is sound, in every way that can be told, and mending what can be mended without
//! guessing.
//!
//! The examination reads one snapshot and writes nothing. It takes any file: what is of the wrong type, out of bounds or
//! on a damaged page is a [`Finding`] and never a panic or an early end. Each file here asks one kind of question.
//!
//! The rows and the history check each other: every step holds the values it left and the values it found, so a row
//! that changed by itself no longer fits the step that wrote it, even where it still makes sense.

mod codebook;
mod documents;
mod file;
mod finding;
mod history;
mod passages;
mod repair;
mod rows;
#[cfg(test)]
mod tests;

pub use finding::{Finding, Problem, Severity};
pub use repair::{Repair, repair};

pub(crate) use codebook::cut_circles;
pub(crate) use file::{file_problem, is_file_damaged};
pub(crate) use history::imported_text;
pub(crate) use passages::one_place;
pub(crate) use repair::close_unfit;

use crate::{
    error::{LibraryError, Result},
    library::{
        Library,
        access::{self, Access},
        header, log, older, open, schema,
    },
};
use rusqlite::Connection;
use std::{collections::BTreeSet, fmt, path::Path};

/// What an examination found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    /// What is wrong; empty where nothing is.
    pub findings: Vec<Finding>,
    /// How many documents were looked at.
    pub documents: u64,
    /// How many annotations.
    pub annotations: u64,
    /// How many steps of the history.
    pub steps: u64,
}

impl Diagnosis {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    fn find(&mut self, problem: Problem) {
        let can_be_repaired = problem.is_mendable();
        self.findings.push(Finding { problem, document: None, title: None, can_be_repaired });
    }

    /// Where a text is not the one that was imported, and that one is nowhere, what is stored of it elsewhere (the
    /// quotes, the history) is all that is left of it: it is not to be adapted to the altered text.
    fn spare_evidence(&mut self) {
        let altered: BTreeSet<_> = self
            .findings
            .iter()
            .filter(|finding| matches!(finding.problem, Problem::TextAltered { is_found: false, .. }))
            .map(|finding| finding.document)
            .collect();
        for finding in &mut self.findings {
            let is_history = matches!(
                finding.problem,
                Problem::HistoryConflict { .. } | Problem::HistoryUnreadable { .. }
            );
            if (finding.document.is_some() && altered.contains(&finding.document))
                || (is_history && !altered.is_empty())
            {
                finding.can_be_repaired = false;
            }
        }
    }

    /// Notes that part of the file could not be read.
    fn unreadable(&mut self, table: &'static str, error: &rusqlite::Error) {
        self.find(Problem::Unreadable { table, reason: error.to_string() });
    }
}

/// Examines an open library.
///
/// # Errors
/// When the file can no longer be opened. What it holds is never an error but a finding.
pub fn examine(library: &Library) -> Result<Diagnosis> {
    // A connection of its own: this may take long, and sets pragmas.
    let mut diagnosis = Diagnosis::default();
    let connection = library.noticing(library.lone_reader())?;
    examine_all(library.path(), &connection, &mut diagnosis);
    let is_about_file = |problem: &Problem| {
        matches!(problem, Problem::CannotOpen { .. } | Problem::Unreadable { .. } | Problem::Integrity { .. })
    };
    if diagnosis.findings.iter().any(|finding| is_about_file(&finding.problem)) {
        library.notice_damage();
    }
    Ok(diagnosis)
}

/// Examines the library at `path`, whether or not it opens. Writes nothing and leaves nothing beside it; what a program that was
/// killed had begun to put in its place is taken back before, as [`Library::open_read_only`](crate::Library::open_read_only) does.
#[must_use]
pub fn examine_file(path: &Path) -> Diagnosis {
    let mut diagnosis = Diagnosis::default();
    match open::settle(path).and_then(|()| header::recognise(path)) {
        Ok(()) => {}
        Err(LibraryError::NotALibrary { .. }) => {
            diagnosis.find(Problem::NotALibrary);
            return diagnosis;
        }
        Err(error) => {
            diagnosis.find(Problem::CannotOpen { reason: error.to_string() });
            return diagnosis;
        }
    }
    if log::is_torn(path) {
        diagnosis.find(Problem::Log);
    }
    match Access::find_traceless(path).and_then(|access| access::connect(path, access)) {
        Ok(connection) => examine_all(path, &connection, &mut diagnosis),
        Err(error) => diagnosis.find(Problem::CannotOpen { reason: error.to_string() }),
    }
    diagnosis
}

fn examine_all(path: &Path, connection: &Connection, diagnosis: &mut Diagnosis) {
    let broken = |error: &dyn fmt::Display| Problem::CannotOpen { reason: error.to_string() };
    match connection.unchecked_transaction() {
        Ok(transaction) => file::examine(&transaction, diagnosis),
        Err(error) => return diagnosis.find(broken(&error)),
    }
    // Without the tables there is nothing to ask, and with others than stored ones asking may never end.
    if schema::is_readable(connection).unwrap_or(false) {
        examine_content(connection, diagnosis);
    } else if is_older(connection) {
        // What an older version wrote is examined as this one will have it.
        match older::copy_up_to_date(path, connection) {
            Ok((_, copy)) => examine_content(&copy, diagnosis),
            Err(error) => diagnosis.find(broken(&error)),
        }
    }
    diagnosis.spare_evidence();
}

fn examine_content(connection: &Connection, diagnosis: &mut Diagnosis) {
    let transaction = match connection.unchecked_transaction() {
        Ok(transaction) => transaction,
        Err(error) => return diagnosis.find(Problem::CannotOpen { reason: error.to_string() }),
    };
    documents::examine(&transaction, diagnosis);
    codebook::examine(&transaction, diagnosis);
    history::examine(&transaction, diagnosis);
    rows::examine_small_tables(&transaction, diagnosis);
}

/// Whether it has all of an older version and nothing else; what has not is a finding of the file's already.
fn is_older(connection: &Connection) -> bool {
    schema::version(connection).is_ok_and(|version| {
        version < schema::supported() && schema::is_expected(connection, version).unwrap_or(false)
    })
}
