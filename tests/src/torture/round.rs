//! One round: work, a kill, and the reckoning.

use super::audit::{self, Loss};
use super::choose::Chooser;
use super::model::{Content, Model};
use super::operation::Operation;
use super::report::Report;
use super::worker::{Undone, Worker};
use super::{Failure, Torture, serve};
use crate::fixtures;
use serde_json::Value;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use vermilion_api::wire::BackupMake;

/// How long a worker lives, in microseconds: between these, each order of magnitude as often as the others, so that
/// many are killed while the library opens and many in full work.
const LIFE: std::ops::Range<f64> = 1_000.0..1_200_000.0;
/// How long one lives that is started to be killed while it recovers what the first left, in microseconds.
const SECOND_LIFE: std::ops::Range<u64> = 0..40_000;
/// One round in so many has such a second worker.
const SECONDS_IN: u32 = 4;
/// What the clock advances by from one worker to the next, in milliseconds: what is typed in two is not joined.
const PAUSE: i64 = 3_600_000;
/// When the first worker's clock begins.
const BEGINNING: i64 = 1_750_000_000_000;

/// A library, what it has to hold, and what is done to it.
pub(super) struct Library {
    folder: TempDir,
    model: Model,
    /// What the library was, in this round, before what may have made a backup unasked.
    before_sweeping: Vec<Model>,
    chooser: Chooser,
    random: fastrand::Rng,
    sitting: u32,
}

/// What was going on when the worker was killed.
enum Moment {
    Opening,
    Asking,
    Doing(Operation),
}

impl Moment {
    fn name(&self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Asking => "asking",
            Self::Doing(operation) => operation.name(),
        }
    }
}

impl Library {
    pub(super) fn new(seed: u64) -> io::Result<Self> {
        let folder = TempDir::with_prefix("vermilion-torture-")?;
        let mut random = fastrand::Rng::with_seed(seed);
        let chooser = Chooser::new(random.fork(), folder.path().to_owned());
        let (model, before_sweeping) = (Model::default(), Vec::new());
        Ok(Self { folder, model, before_sweeping, chooser, random, sitting: 0 })
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("own").join("library.vermilion")
    }

    fn clock(&self) -> i64 {
        BEGINNING + PAUSE * i64::from(self.sitting)
    }

    /// Works until the kill, and checks what is left.
    pub(super) fn survive(
        &mut self,
        torture: &Torture,
        round: u32,
        report: &mut Report,
    ) -> Result<(), Failure> {
        let moment = self.work(torture, round, report)?;
        if self.random.u32(..SECONDS_IN) == 0 {
            let second = Worker::start(&mut serve(&torture.program, &self.path(), self.clock()))?;
            let life = Duration::from_micros(self.random.u64(SECOND_LIFE));
            // The thread ends with the kill; it panics nowhere.
            let _ = second.kill_after(life).join();
            report.recoveries += 1;
        }
        match self.reckon(&moment) {
            Ok(was_whole) => {
                report.note_kill(moment.name(), was_whole);
                Ok(())
            }
            Err(loss) => {
                self.folder.disable_cleanup(true);
                Err(Failure::Loss {
                    round,
                    seed: torture.seed,
                    phase: moment.name().to_owned(),
                    loss: Box::new(loss),
                    folder: self.folder.path().to_owned(),
                })
            }
        }
    }

    /// Does one thing after the other, as fast as the answers come, until the worker is gone.
    fn work(&mut self, torture: &Torture, round: u32, report: &mut Report) -> Result<Moment, Failure> {
        self.sitting += 1;
        let mut worker = Worker::start(&mut serve(&torture.program, &self.path(), self.clock()))?;
        let (least, most) = (LIFE.start.ln(), LIFE.end.ln());
        let life = (least + (most - least) * self.random.f64()).exp();
        let killer = worker.kill_after(Duration::from_secs_f64(life / 1_000_000.0));
        let refused = |operation: &str, error: vermilion_api::ApiError| Failure::Refused {
            round,
            seed: torture.seed,
            operation: operation.to_owned(),
            error: format!("{}: {}", error.code, error.message),
        };
        let moment = match worker.opened() {
            Ok(()) => loop {
                let operation = self.chooser.choose(&self.model);
                let mut told = Vec::new();
                let mut questions = operation.questions().into_iter();
                let asked = questions.try_for_each(|(command, payload)| {
                    told.push(worker.call(command, payload)?);
                    Ok::<_, Undone>(())
                });
                match asked {
                    Ok(()) => {}
                    Err(Undone::Refused(error)) => {
                        return Err(refused(&format!("ask before {operation:?}"), error));
                    }
                    // Nothing was under way that could be there.
                    Err(Undone::Gone) => break Moment::Asking,
                }
                if operation.is_sweeping() {
                    self.before_sweeping.push(self.model.clone());
                }
                let (command, payload) = operation.request(&told);
                match worker.call(command, payload) {
                    Ok(answer) => {
                        self.model.apply(&operation, operation.given(&answer), self.sitting);
                        report.acknowledged += 1;
                    }
                    Err(Undone::Refused(error)) => return Err(refused(&format!("{operation:?}"), error)),
                    Err(Undone::Gone) => break Moment::Doing(operation),
                }
            },
            Err(Undone::Refused(error)) => return Err(refused("open the library", error)),
            Err(Undone::Gone) => Moment::Opening,
        };
        // It has killed, or else the worker would not be gone.
        let _ = killer.join();
        Ok(moment)
    }

    /// Opens what is left, and compares. What was under way is there as a whole or not at all; which, goes into the
    /// model and comes back: `None` where nothing was under way that could be.
    fn reckon(&mut self, moment: &Moment) -> Result<Option<bool>, Loss> {
        let found = {
            let api = fixtures::open_library(&self.path())?;
            audit::examine(&mut &api)?;
            audit::read(&mut &api)?
        };
        self.check_backups(moment)?;
        check_files(self.folder.path())?;
        let expected = self.model.content();
        let after = match moment {
            Moment::Doing(operation) => {
                let mut after = self.model.clone();
                after.apply(operation, operation.given_by_content(&expected, &found), self.sitting);
                Some((after.content(), after)).filter(|(whole, _)| *whole != expected)
            }
            Moment::Opening | Moment::Asking => None,
        };
        let was_whole = match after {
            Some((whole, after)) if found == whole => {
                self.model = after;
                Some(true)
            }
            other if found == expected => other.map(|_| false),
            _ => return Err(Loss::Different(audit::difference(&expected, &found))),
        };
        // They have been taken away.
        self.model.forget_backups();
        Ok(was_whole)
    }

    /// Checks that every backup that was acknowledged is there and holds what the library held, that one that was not is not
    /// there either, or does so too, and that the next one takes away what a kill left unfinished, here and beside the
    /// library. Then clears the backups away.
    fn check_backups(&mut self, moment: &Moment) -> Result<(), Loss> {
        let mut promised = self.model.backups().clone();
        let before_sweeping: Vec<Content> =
            std::mem::take(&mut self.before_sweeping).iter().map(Model::content).collect();
        let own = self.folder.path().join("own");
        let folder = own.join("backups");
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".vermilion") {
                continue;
            }
            let unsound = |reason: String| Loss::File { path: path.display().to_string(), reason };
            let expected = match (promised.remove(&*path.to_string_lossy()), moment) {
                (Some(model), _) => vec![model.content()],
                (None, _) if name.contains(".bulk.") => before_sweeping.clone(),
                (None, Moment::Doing(Operation::Backup { .. } | Operation::RestoreBackup { .. })) => {
                    vec![self.model.content()]
                }
                (None, _) => return Err(unsound("nobody asked for it".to_owned())),
            };
            let found = fixtures::read_library(&path)
                .map_err(Loss::from)
                .and_then(|api| {
                    audit::examine(&mut &api)?;
                    audit::read(&mut &api)
                })
                .map_err(|loss| unsound(loss.to_string()))?;
            if !expected.contains(&found) {
                let differences = expected.iter().map(|expected| audit::difference(expected, &found));
                return Err(unsound(differences.collect::<Vec<_>>().join(" or ")));
            }
            let _ = fs::remove_file(&path);
        }
        if let Some(path) = promised.into_keys().next() {
            return Err(Loss::File { path, reason: "it was promised".to_owned() });
        }
        let next = fixtures::open_library(&self.path())?.backup_make(BackupMake { path: None })?;
        let _ = fs::remove_file(&next.path);
        let left = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        let beside = left(&own).find(|entry| entry.file_name().to_string_lossy().starts_with(".vermilion"));
        if let Some(entry) = left(&folder).next().or(beside) {
            let path = entry.path().display().to_string();
            return Err(Loss::File { path, reason: "a kill left it, and the next backup too".to_owned() });
        }
        Ok(())
    }
}

/// Checks that what was written beside the library is whole, and clears away what a kill left unfinished.
fn check_files(folder: &Path) -> Result<(), Loss> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let unsound = |reason: &str| Loss::File { path: name.clone(), reason: reason.to_owned() };
        if name.ends_with(".partial") {
            // Nobody was left to remove it; its name says that it is nothing.
            let _ = fs::remove_file(&path);
            continue;
        }
        if !path.is_file() {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| unsound(&error.to_string()))?;
        let is_whole = match path.extension().and_then(|ending| ending.to_str()) {
            Some("json") => serde_json::from_str::<Value>(&text).is_ok(),
            Some("html") => text.trim_end().ends_with("</html>"),
            _ => text.ends_with('\n'),
        };
        if !is_whole {
            return Err(unsound("it was cut off"));
        }
    }
    Ok(())
}
