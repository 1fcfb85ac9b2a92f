//! The ways out when the library does not open: reading it, salvaging what can be read, bringing a backup back.
//!
//! It needs no open library, so that it is there when there is none. Its commands have a table of their own: a window
//! that shows this can ask for nothing else.

use crate::api::{Api, Result, parsed, shared, unfit};
use crate::error::Refusal;
use crate::matter::Matter;
use crate::table::with_recovery_commands;
use crate::tasks::Tasks;
use crate::wire::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vermilion_core::Surroundings;
use vermilion_core::backups;
use vermilion_core::salvage::{self, SalvageError};

/// A library that could not be opened.
pub struct Recovery {
    path: PathBuf,
    surroundings: Arc<Surroundings>,
    error: ApiError,
    tasks: Tasks,
}

impl Recovery {
    /// For the library at `path`, which could not be opened because of `error`.
    #[must_use]
    pub fn new(path: &Path, surroundings: Surroundings, error: ApiError) -> Self {
        Self { path: path.to_owned(), surroundings: Arc::new(surroundings), error, tasks: Tasks::default() }
    }

    /// For the library at `path`, which opens although its examination finds it damaged; `None` where that finds nothing.
    /// Nobody may have it open any more when something is to take its place.
    #[must_use]
    pub fn of_damaged(path: &Path, surroundings: Surroundings) -> Option<Self> {
        let is_sound = crate::examine(path).is_sound;
        (!is_sound).then(|| Self::new(path, surroundings, crate::error::damaged(path)))
    }

    /// Opens the library as [`Api::open`] does: after something has taken its place.
    ///
    /// # Errors
    /// Those of [`Api::open`].
    pub fn open(&self) -> Result<Api> {
        Api::open(&self.path, shared(&self.surroundings))
    }

    /// Opens the library for reading only.
    ///
    /// # Errors
    /// When its tables are not there to be read.
    pub fn open_read_only(&self) -> Result<Api> {
        let reason = Matter::of(&self.error).why_read_only();
        Api::open_read_only(&self.path, shared(&self.surroundings), reason)
    }

    /// Whether another file may take the place of the library: it is damaged, or strange, and was once one of ours.
    fn is_replaceable(&self) -> bool {
        Matter::of(&self.error).is_replaceable() && backups::may_be_replaced(&self.path)
    }

    /// What did not open it is no reason to do this to it.
    fn spare(&self) -> ApiError {
        let ApiError { message, .. } = &self.error;
        let message = format!("{message} It is not known to be damaged, so it stays as it is.");
        ApiError { message, ..self.error.clone() }
    }

    /// Calls `listener` now and then while something takes long, on the thread that does it.
    pub fn on_progress(&self, listener: impl Fn(&ProgressEvent) + Send + Sync + 'static) {
        self.tasks.listen(listener);
    }

    /// Runs a command by its name.
    ///
    /// # Errors
    /// Those of the command; `unknown-command`; `bad-request` when `payload` is not what the command takes.
    pub fn call(&self, name: &str, payload: Value) -> Result<Value> {
        macro_rules! dispatch {
            ($($(#[doc = $doc:literal])* $name:ident($request:ty) -> $response:ty;)*) => {
                match name {
                    $(stringify!($name) => {
                        let request: $request = parsed(name, payload)?;
                        let response: $response = self.$name(request)?;
                        serde_json::to_value(response).map_err(|error| unfit(name, &error))
                    })*
                    _ => Err(Refusal::UnknownCommand { name: name.to_owned() }.into()),
                }
            };
        }
        with_recovery_commands!(dispatch)
    }

    /// What is wrong, and what there is to bring back.
    ///
    /// # Errors
    /// None: where the folder of the backups cannot be read, there are none.
    pub fn recovery_state(&self, _: Nothing) -> Result<RecoveryView> {
        let readable = self.open_read_only().ok();
        Ok(RecoveryView {
            path: self.path.display().to_string(),
            error: self.error.clone(),
            can_read: readable.is_some(),
            can_replace: self.is_replaceable(),
            can_salvage: Matter::of(&self.error).is_salvageable(),
            backups: self.backups(),
        })
    }

    /// The backups there are: for them the library need not be read.
    #[must_use]
    pub fn backups(&self) -> BackupList {
        let folder = backups::folder_of(&self.path, &self.surroundings);
        let backups = backups::list_of(&self.path, &self.surroundings);
        BackupList {
            is_default: folder == backups::default_folder(&self.path),
            folder: folder.display().to_string(),
            named: None,
            backups: backups.into_iter().map(Into::into).collect(),
            failure: None,
        }
    }

    /// Examines the file.
    ///
    /// # Errors
    /// None: what is wrong is what it answers.
    pub fn recovery_examine(&self, _: Nothing) -> Result<Diagnosis> {
        Ok(crate::examine(&self.path))
    }

    /// Mends what can be mended without guessing, after a backup: in a library that opens, although what is in it could
    /// not be shown.
    ///
    /// # Errors
    /// Those of [`Recovery::open`] and of [`Api::doctor_repair`].
    pub fn recovery_repair(&self, nothing: Nothing) -> Result<RepairReport> {
        self.open()?.doctor_repair(nothing, "")
    }

    /// Takes what can be read into a new library.
    ///
    /// # Errors
    /// When nothing can be read, or the new library cannot be written; why the library did not open, where that is no
    /// damage: another program is writing to it, say.
    pub fn recovery_salvage(&self, request: RecoverySalvage) -> Result<SalvageReport> {
        if !Matter::of(&self.error).is_salvageable() {
            return Err(self.spare());
        }
        let into = match request.into {
            Some(into) => PathBuf::from(into),
            None => backups::free_name(&self.path, "salvaged", (self.surroundings.now)()),
        };
        let mut progress = self.tasks.begin(Task::Salvage);
        Ok(salvage::salvage(&self.path, &into, &self.surroundings, &mut progress)?.into())
    }

    /// How much a backup holds.
    ///
    /// # Errors
    /// When the file is not there, is no library, or cannot be read.
    pub fn backup_count(&self, request: BackupChosen) -> Result<BackupCounts> {
        Ok(backups::count(Path::new(&request.path))?.into())
    }

    /// What putting a backup in the place of the library would change, as far as that can be read; where it cannot, what
    /// the backup holds.
    ///
    /// # Errors
    /// When the backup is not there, is no library, or cannot be read.
    pub fn recovery_compare(&self, request: BackupChosen) -> Result<RecoveryComparison> {
        let backup = Path::new(&request.path);
        let whole = self.open_read_only().and_then(|api| api.backup_compare(request.clone()));
        // That only part of the library can be read shows while it is read.
        Ok(match whole {
            Ok(comparison) => RecoveryComparison { is_against_library: true, comparison },
            Err(_) => RecoveryComparison {
                is_against_library: false,
                comparison: backups::compare_with_nothing(&self.path, backup)?.into(),
            },
        })
    }

    /// Puts a copy of a backup, of what was salvaged, or of any other library in the place of the damaged one, which is
    /// moved aside.
    ///
    /// # Errors
    /// When the file is not there, is no library, or does not pass its check; why the library did not open, where that is
    /// no damage; `library-busy` where another program has it open. Everything is then as it was.
    pub fn recovery_restore(&self, request: BackupChosen) -> Result<Adopted> {
        if !self.is_replaceable() {
            return Err(self.spare());
        }
        let mut progress = self.tasks.begin(Task::Restore);
        let now = (self.surroundings.now)();
        let aside = backups::replace_file(&self.path, Path::new(&request.path), now, &mut progress)?;
        Ok(Adopted { moved_aside: aside.map(|path| path.display().to_string()) })
    }

    /// Calls off what takes long.
    ///
    /// # Errors
    /// None.
    pub fn task_cancel(&self, _: Nothing) -> Result<Nothing> {
        self.tasks.cancel();
        Ok(Nothing {})
    }
}

/// Takes what can be read out of the library at `from` into a new one at `into`.
///
/// # Errors
/// When nothing can be read, or the new library cannot be written.
pub fn salvage(from: &Path, into: &Path, surroundings: &Surroundings) -> Result<SalvageReport> {
    let mut progress = |_| std::ops::ControlFlow::Continue(());
    Ok(salvage::salvage(from, into, surroundings, &mut progress)?.into())
}

impl From<SalvageError> for ApiError {
    fn from(error: SalvageError) -> Self {
        crate::error::salvage(&error)
    }
}

impl From<salvage::Salvage> for SalvageReport {
    fn from(report: salvage::Salvage) -> Self {
        let is_whole = report.is_whole();
        let salvage::Salvage { path, tables, documents, is_log_torn, cut, loose } = report;
        Self {
            path: path.display().to_string(),
            is_whole,
            is_log_torn,
            cut: cut.map(|salvage::Cut { left, was }| SalvagedCut { left, was }),
            loose,
            tables: tables
                .into_iter()
                .map(|salvage::TableSalvage { table, taken, lost }| SalvagedTable {
                    table: table.to_owned(),
                    taken,
                    lost,
                })
                .collect(),
            documents: documents.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<salvage::DocumentSalvage> for SalvagedDocument {
    fn from(document: salvage::DocumentSalvage) -> Self {
        let salvage::DocumentSalvage {
            id,
            title,
            text,
            characters,
            structure,
            annotations,
            lost_annotations,
        } = document;
        Self {
            id: id.to_string(),
            title,
            text: match text {
                salvage::TextSalvage::Whole => SalvagedText::Whole,
                salvage::TextSalvage::Altered => SalvagedText::Altered,
                salvage::TextSalvage::Beginning => SalvagedText::Beginning,
                salvage::TextSalvage::Quotes => SalvagedText::Quotes,
            },
            characters,
            structure,
            annotations,
            lost_annotations,
        }
    }
}
