//! Why a task stopped, as a sentence for whoever typed it.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What a task gives back.
pub(crate) type Result<T = ()> = std::result::Result<T, Failure>;

/// The reasons for which a task stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The task does not know an argument it was given.
    Usage { usage: &'static str },
    /// A program could not be started at all.
    CannotStart { program: String, source: io::Error },
    /// A program ran and said no; its own output stands above.
    Command { line: String, code: Option<i32> },
    /// A program was installed and is not where it should be.
    NoProgram { path: PathBuf },
    /// A file or folder could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// Packages of the system are missing and cannot be installed from here.
    MissingPackages { how: String },
    /// The checks found something; each line names a place.
    Findings { count: usize },
    /// Some steps failed; the summary above names them.
    Steps { failed: usize },
    /// The kernel refuses what some tests need, where they have to run.
    NotGranted { why: String },
    /// There is no screen to open a window on.
    NoDisplay,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage { usage } => write!(f, "usage: cargo xtask {usage}"),
            Failure::CannotStart { program, source } => write!(f, "{program} could not be started: {source}"),
            Failure::Command { line, code: Some(code) } => write!(f, "`{line}` ended with status {code}"),
            Failure::Command { line, code: None } => write!(f, "`{line}` was ended by a signal"),
            Failure::NoProgram { path } => write!(f, "{} was installed and is not there", path.display()),
            Failure::File { path, source } => write!(f, "{}: {source}", path.display()),
            Failure::MissingPackages { how } => write!(f, "{how}"),
            Failure::Findings { count: 1 } => write!(f, "the check found one thing to mend"),
            Failure::Findings { count } => write!(f, "the check found {count} things to mend"),
            Failure::Steps { failed: 1 } => write!(f, "one step failed"),
            Failure::Steps { failed } => write!(f, "{failed} steps failed"),
            Failure::NotGranted { why } => write!(f, "{why}"),
            Failure::NoDisplay => write!(
                f,
                "the app is built, but there is no screen to open it on (neither DISPLAY nor WAYLAND_DISPLAY is set); \
                 `xvfb-run cargo xtask run` opens it on a virtual one"
            ),
        }
    }
}

/// Names the path in an error of the file system.
pub(crate) trait AtPath<T> {
    /// Turns the error into a [`Failure::File`] about `path`.
    fn at(self, path: impl Into<PathBuf>) -> Result<T>;
}

impl<T> AtPath<T> for io::Result<T> {
    fn at(self, path: impl Into<PathBuf>) -> Result<T> {
        self.map_err(|source| Failure::File { path: path.into(), source })
    }
}
