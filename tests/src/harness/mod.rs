//! The real app in a real window, driven as a person drives it.
//!
//! ```no_run
//! use vermilion_tests::harness::{By, Launch, Passage, Result, in_window};
//!
//! # async fn example() -> Result {
//! in_window(Launch::new().open("interview.txt"), async |app| {
//!     app.select(&Passage::of("a phrase of the text")).await?;
//!     app.click(By::role("button", "Yellow")).await?;
//!     app.restart(Launch::new()).await?;
//!     app.find(By::test_id("annotation")).await?;
//!     Ok(())
//! })
//! .await
//! # }
//! ```
//!
//! An [`App`] is one start of the app: its own WebDriver process ([`driver`]), its own folders ([`home`]), so
//! that tests do not meet one another's and leave nothing behind, whatever way they end. Nothing here waits for a
//! time: every verb waits until what it needs is there ([`wait`]), and says what it was waiting for when that
//! does not come. Positions in text are found by asking the page where the characters stand ([`passage`]).
//!
//! A test that fails leaves a picture of the window in `target/screenshots` and what the app printed.

mod app;
mod bare;
mod browser;
mod canary;
mod driver;
mod dropping;
mod find;
mod hands;
mod home;
mod keyboard;
mod passage;
mod pointer;
mod processes;
mod screen;
mod trouble;
mod wait;

pub use app::{App, Launch};
pub use bare::Bare;
pub use browser::in_browser;
pub use canary::Canary;
pub use find::By;
pub use home::Home;
pub use passage::Passage;
pub use trouble::{Result, Trouble};
pub use wait::until;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::time::Duration;

/// One window at a time: side by side they slow one another down until waits run out. nextest runs each test in a
/// process of its own, where this is always free; its configuration says the same.
static SCREEN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// How long one test may take, all its waits together: a command that the driver never answers ends here.
const LIMIT: Duration = Duration::from_secs(150);

/// Starts the app, runs a test in it, and ends the app; a test that fails leaves a picture and a log.
///
/// # Errors
/// When the app cannot be started, or with what the test came back with.
pub async fn in_window(launch: Launch, test: impl AsyncFnOnce(&mut App) -> Result) -> Result {
    let home = Home::new()?;
    run(async || App::start(home, launch).await, test).await
}

/// Has the screen to itself, starts what is to be tested and tests it.
async fn run(start: impl AsyncFnOnce() -> Result<App>, test: impl AsyncFnOnce(&mut App) -> Result) -> Result {
    let _screen = SCREEN.lock().await;
    let mut app = start().await?;
    let outcome = {
        let mut test = pin!(test(&mut app));
        // A failed assertion is a panic; it has to be caught for the window still to be there to look at.
        let caught = std::future::poll_fn(|context| {
            match catch_unwind(AssertUnwindSafe(|| test.as_mut().poll(context))) {
                Ok(poll) => poll.map(Ok),
                Err(panic) => std::task::Poll::Ready(Err(panic)),
            }
        });
        let stuck =
            || Ok(Err(Trouble::Vain { what: "the test to end".to_owned(), waited: LIMIT, last: None }));
        tokio::time::timeout(LIMIT, caught).await.unwrap_or_else(|_| stuck())
    };
    if !matches!(outcome, Ok(Ok(()))) {
        app.report_failure();
    }
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}
