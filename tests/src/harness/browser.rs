//! A bare browser of the same engine, for pages that are not the app's: WebKit's own MiniBrowser, which the driver
//! starts when it is told no other program. What people open an exported page in differs, so nothing of ours may help.

use super::app::{App, Launch};
use super::trouble::Result;
use super::{Home, run};

/// Starts the browser with an empty page and runs a test in it.
///
/// # Errors
/// When it cannot be started, or with what the test came back with.
pub async fn in_browser(test: impl AsyncFnOnce(&mut App) -> Result) -> Result {
    let home = Home::new()?;
    run(async || App::start(home, Launch::new().browser()).await, test).await
}
