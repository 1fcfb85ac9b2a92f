//! A folder on a disk that fails when it is told to: the other side of `failing.c`.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// Which calls fail.
pub(crate) const WRITE: i64 = 1;
pub(crate) const SYNC: i64 = 2;
pub(crate) const TRUNCATE: i64 = 4;

/// Errors of the system, by number, as Linux has them.
pub(crate) const EIO: i64 = 5;
pub(crate) const ENOSPC: i64 = 28;

/// How calls fail.
#[derive(Clone, Copy, Debug)]
pub(crate) enum How {
    /// With this error.
    Error(i64),
    /// The first writes the half of what it is given, and the next fails with this error.
    Torn(i64),
    /// They go through, and the whole folder is gone.
    Vanish,
}

// The words of the control file that are read; the others are written all at once.
const FAILED: u64 = 5;
const SEEN: u64 = 6;
const UNSYNCED: u64 = 7;
const WORDS: u64 = 8;

/// A disk.
pub(crate) struct Disk {
    // The folder that fails is inside, so that nothing but it can vanish.
    outside: TempDir,
    control: File,
}

impl Disk {
    pub(crate) fn new() -> io::Result<Self> {
        let outside = TempDir::with_prefix("vermilion-disk-")?;
        fs::create_dir(outside.path().join("disk"))?;
        let control = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(outside.path().join("control"))?;
        control.set_len(8 * WORDS)?;
        Ok(Self { outside, control })
    }

    /// The folder whose files are on it.
    pub(crate) fn folder(&self) -> PathBuf {
        self.outside.path().join("disk")
    }

    /// A folder that does not fail.
    pub(crate) fn outside(&self) -> &Path {
        self.outside.path()
    }

    /// Lets a program write to this disk as it writes to any other.
    pub(crate) fn mount(&self, command: &mut Command) {
        command
            .env("LD_PRELOAD", library())
            .env("FAILING_BELOW", self.folder())
            .env("FAILING_CONTROL", self.outside.path().join("control"));
    }

    /// Lets `pass` calls of these kinds through and the next `fail` ones fail.
    pub(crate) fn fail(&self, calls: i64, pass: i64, fail: i64, how: How) -> io::Result<()> {
        let (how, error) = match how {
            How::Error(error) => (0, error),
            How::Torn(error) => (1, error),
            How::Vanish => (2, 0),
        };
        let words = [calls, pass, fail, how, error, 0].map(i64::to_ne_bytes);
        self.control.write_all_at(words.as_flattened(), 0)
    }

    /// From now on nothing fails.
    pub(crate) fn mend(&self) -> io::Result<()> {
        self.control.write_all_at(&[0; 8 * 5], 0)
    }

    /// How many calls have failed since it was last told to fail.
    pub(crate) fn failed(&self) -> io::Result<i64> {
        self.word(FAILED)
    }

    /// How many calls there were at all.
    pub(crate) fn seen(&self) -> io::Result<i64> {
        self.word(SEEN)
    }

    /// How much of a write-ahead log was written after the log was last synced.
    pub(crate) fn unsynced(&self) -> io::Result<i64> {
        self.word(UNSYNCED)
    }

    fn word(&self, at: u64) -> io::Result<i64> {
        let mut bytes = [0; 8];
        self.control.read_exact_at(&mut bytes, 8 * at)?;
        Ok(i64::from_ne_bytes(bytes))
    }
}

/// The compiled `failing.c`. The compiler is there: Rust's linker is it.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, library) = LIBRARY.get_or_init(|| {
        let folder = TempDir::with_prefix("vermilion-failing-").expect("a folder for the library");
        let library = folder.path().join("failing.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/failing.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o"]);
        let status = compiler.arg(&library).arg(source).arg("-ldl").status();
        assert!(status.is_ok_and(|status| status.success()), "failing.c compiles");
        (folder, library)
    });
    library
}
