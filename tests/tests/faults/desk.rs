//! A library held by another process, and what it has to hold.

use crate::TestResult;
use crate::disk::Disk;
use std::path::{Path, PathBuf};
use std::process::Command;
use vermilion_tests::fixtures;
use vermilion_tests::torture::audit::{self, Ask, Loss};
use vermilion_tests::torture::model::Model;
use vermilion_tests::torture::operation::{Operation, STYLES};
use vermilion_tests::torture::serve;
use vermilion_tests::torture::worker::{Undone, Worker};

/// The program that holds the library.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_torture");

/// When the clock of a worker begins, in milliseconds since 1970.
const BEGINNING: i64 = 1_750_000_000_000;

/// A library with an interview and an annotation, held by a worker.
pub(crate) struct Desk {
    pub(crate) worker: Worker,
    pub(crate) model: Model,
    library: PathBuf,
}

impl Desk {
    /// With the library on the disk.
    pub(crate) fn on(disk: &Disk) -> Result<Self, Box<dyn std::error::Error>> {
        let library = library_on(disk);
        let mut command = work_on(&library);
        disk.mount(&mut command);
        Self::with(&library, &mut command)
    }

    /// With the library elsewhere.
    pub(crate) fn beside(disk: &Disk) -> Result<Self, Box<dyn std::error::Error>> {
        let library = disk.outside().join("library.vermilion");
        let mut command = work_on(&library);
        disk.mount(&mut command);
        Self::with(&library, &mut command)
    }

    /// With what this command holds.
    pub(crate) fn with(library: &Path, command: &mut Command) -> Result<Self, Box<dyn std::error::Error>> {
        let mut worker = Worker::start(command)?;
        worker.opened()?;
        let mut desk = Self { worker, model: Model::default(), library: library.to_owned() };
        desk.attempt(&Operation::Import { number: 1 })?;
        let document = desk.document();
        let note = "第一條批註".to_owned();
        desk.attempt(&Operation::Annotate {
            document,
            start: 22,
            end: 25,
            style: STYLES[0],
            note,
            tags: Vec::new(),
        })?;
        Ok(desk)
    }

    /// Opens the library on a disk as it is, and lets it be closed again.
    pub(crate) fn open(disk: &Disk) -> Result<(), Undone> {
        let mut command = work_on(&library_on(disk));
        disk.mount(&mut command);
        let mut worker = Worker::start(&mut command).map_err(|_| Undone::Gone)?;
        worker.opened()?;
        worker.close().map_err(|_| Undone::Gone).map(drop)
    }

    /// Where the library is.
    pub(crate) fn library(&self) -> &Path {
        &self.library
    }

    /// The first of its documents.
    pub(crate) fn document(&self) -> String {
        self.model.state().documents.keys().next().expect("a document").clone()
    }

    /// The first of its annotations.
    pub(crate) fn annotation(&self) -> String {
        self.model.state().annotations.keys().next().expect("an annotation").clone()
    }

    /// Does something, and takes it into the model when it is acknowledged.
    pub(crate) fn attempt(&mut self, operation: &Operation) -> Result<(), Undone> {
        let questions = operation.questions().into_iter();
        let told: Result<Vec<_>, _> =
            questions.map(|(command, payload)| self.worker.call(command, payload)).collect();
        let (command, payload) = operation.request(&told?);
        let answer = self.worker.call(command, payload)?;
        self.model.apply(operation, operation.given(&answer), 0);
        Ok(())
    }

    /// Whether the library holds what it has to.
    pub(crate) fn check(&mut self) -> Result<(), Loss> {
        compare(&mut self.worker, &self.model)
    }

    /// Whether a backup holds the same.
    pub(crate) fn check_backup(&self, path: &Path) -> Result<(), Loss> {
        let api = fixtures::read_library(path)?;
        audit::examine(&mut &api)?;
        compare(&mut &api, &self.model)
    }

    /// The same once the worker has closed it and another process opens it.
    pub(crate) fn close_and_check(self) -> TestResult {
        self.worker.close()?;
        let api = fixtures::open_library(&self.library)?;
        audit::examine(&mut &api)?;
        Ok(compare(&mut &api, &self.model)?)
    }
}

/// The command that holds a library.
pub(crate) fn work_on(library: &Path) -> Command {
    serve(Path::new(PROGRAM), library, BEGINNING)
}

fn library_on(disk: &Disk) -> PathBuf {
    disk.folder().join("library.vermilion")
}

fn compare(library: &mut impl Ask, model: &Model) -> Result<(), Loss> {
    let (expected, found) = (model.content(), audit::read(library)?);
    if found == expected { Ok(()) } else { Err(Loss::Different(audit::difference(&expected, &found))) }
}
