//! What the commands answer.

mod annotations;
mod documents;
mod export;
mod history;
mod import;
mod library;
mod links;
mod memos;
mod quotes;
mod recovery;
mod revise;
mod revisions;
mod search;
mod tags;
mod templates;
mod verify;

use crate::arguments::{Command, TemplateAction};
use crate::output::{Failure, Output};
use links::links_json;
use std::path::Path;
use vermilion_api::{Api, ApiError, Recovery};

/// Who asks, for the events that an open window hears of.
const ORIGIN: &str = "command-line";

/// How wide a title is shown, in cells.
const TITLE_WIDTH: usize = 48;

/// Runs a command.
pub(crate) fn run(api: &Api, command: &Command, output: &Output) -> Result<(), Failure> {
    if let Some(log) = api.log_set_aside() {
        output.remark(&format!(
            "A library was here whose file was moved or deleted; what was written to it last is kept as {}.",
            log.display()
        ));
    }
    match command {
        Command::Import(import) => import::import(api, import, output),
        Command::List => documents::list(api, output),
        Command::Show { document } => documents::show(api, document, output),
        Command::Annotate(annotate) => annotations::annotate(api, annotate, output),
        Command::Quote(asked) => quotes::quote(api, asked, output),
        Command::Annotations(asked) => annotations::list(api, asked, output),
        Command::Tags => tags::list(api, output),
        Command::Tag { action } => tags::act(api, action, output),
        Command::Memo { action } => memos::act(api, action, output),
        Command::Template { action } => templates::act(api, action, output),
        Command::Note { id, text } => annotations::note(api, id, text, output),
        Command::Delete { id } => annotations::delete(api, id, output),
        Command::Export(export) => export::export(api, export, output),
        Command::Verify { file, document } => verify::verify(api, file, document, output),
        Command::Undo => history::undo(api, output),
        Command::Redo => history::redo(api, output),
        Command::History { limit } => history::list(api, *limit, output),
        Command::Doctor(_) => library::repair(api, output),
        Command::Backup(backup) => library::backup(api, backup, output),
        Command::Restore(restore) => match &restore.revision {
            Some(revision) => revisions::restore(api, restore, revision, output),
            None => library::restore(api, restore, output),
        },
        Command::Revise(revise) => revise::revise(api, revise, output),
        Command::Revisions { document } => revisions::list(api, document, output),
        Command::Diff { document, from, to } => {
            revisions::diff(api, document, from.as_deref(), to.as_deref(), output)
        }
        Command::Text { document, revision } => revisions::text(api, document, revision.as_deref(), output),
        Command::Relink { id, start, end } => annotations::relink(api, id, *start, *end, output),
        Command::Replace(replace) => revise::replace(api, replace, output),
        Command::Search(search) => search::search(api, search, output),
        // Is about no open library, and has been run before one was opened.
        Command::Salvage { .. } => Ok(()),
    }
}

/// Runs a command that asks nothing of a library; `None` where it does.
pub(crate) fn run_without(command: &Command, output: &Output) -> Option<Result<(), Failure>> {
    match command {
        Command::Template { action: TemplateAction::Variables } => Some(templates::variables(output)),
        _ => None,
    }
}

/// Runs a command that is about a file, whether or not it opens as a library; `None` where it is none.
pub(crate) fn run_unopened(path: &Path, command: &Command, output: &Output) -> Option<Result<(), Failure>> {
    match command {
        Command::Doctor(doctor) if !doctor.repair => Some(library::examine(path, output)),
        _ => None,
    }
}

/// Whether a command puts something in the place of the library.
pub(crate) fn takes_place(command: &Command) -> bool {
    matches!(command, Command::Restore(restore) if restore.revision.is_none())
}

/// Runs a command on a library that did not open, or is damaged, because of `error`: what can be done without it.
pub(crate) fn run_shut(
    recovery: &Recovery,
    command: &Command,
    error: ApiError,
    output: &Output,
) -> Result<(), Failure> {
    match command {
        Command::Backup(backup) if backup.list => library::answer_list(&recovery.backups(), output),
        Command::Restore(restore) => recovery::restore(recovery, restore, error, output),
        _ => Err(error.into()),
    }
}

pub(crate) use recovery::salvage;

/// The answer of `list` where there is no library yet.
pub(crate) fn list_nothing(output: &Output) -> Result<(), Failure> {
    documents::answer(&[], 0, output)
}
