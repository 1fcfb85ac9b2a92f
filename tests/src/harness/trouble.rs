//! Why a test could not do what it wanted to.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::error::CmdError;

/// What the verbs of the harness, and tests in the window, give back.
pub type Result<T = ()> = std::result::Result<T, Trouble>;

/// The ways in which driving the window fails.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The environment does not say where the app is.
    #[error(
        "this test drives the real app: run it with `cargo xtask test`, which builds the app and gives it a screen"
    )]
    NoApp,
    /// WebKit's driver cannot be started.
    #[error("WebKitWebDriver cannot be started (`cargo xtask setup --test` installs it): {0}")]
    NoDriver(io::Error),
    /// No port can be listened on.
    #[error("nothing can be listened on: {0}")]
    NoCanary(io::Error),
    /// The driver runs, but the app did not come up under it.
    #[error("the app did not start: {why}\nThe driver and the app printed:\n{log}")]
    NoSession {
        /// What the driver said, or what became of the app.
        why: String,
        /// The last lines that the driver and the app wrote.
        log: String,
    },
    /// The driver refused a command, or has gone.
    #[error("the window's driver: {0}")]
    Driver(Box<CmdError>),
    /// Something did not come in time.
    #[error("waited {} s in vain for {what}{}", waited.as_secs(), last.as_ref().map(|last| format!(": {last}")).unwrap_or_default())]
    Vain {
        /// What was waited for.
        what: String,
        /// For how long.
        waited: Duration,
        /// What the last attempt said.
        last: Option<String>,
    },
    /// A command of the app's own came back with an error.
    #[error("the app's command {command} failed: {error}")]
    Command {
        /// The command's name.
        command: String,
        /// The error as the page got it.
        error: String,
    },
    /// The screen, which is asked beside the driver.
    #[error("the screen: {0}")]
    Screen(Box<dyn std::error::Error + Send + Sync>),
    /// A key that the harness has no name for.
    #[error("there is no key named {0}")]
    NoSuchKey(String),
    /// A file or folder of the test cannot be used.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Trouble {
    /// Turns an error of the file system into one that names the path.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Trouble {
        let path = path.into();
        move |source| Trouble::File { path, source }
    }
}

/// The sentence itself: this is what the test runner prints of a test that came back with an error.
impl fmt::Debug for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<CmdError> for Trouble {
    fn from(error: CmdError) -> Trouble {
        Trouble::Driver(Box::new(error))
    }
}
