//! Waiting for a condition, and for nothing else.

use std::time::{Duration, Instant};

use fantoccini::error::CmdError;

use super::trouble::{Result, Trouble};

/// How long anything may take. Far more than it does: a busy machine makes a test slow, not red.
const PATIENCE: Duration = Duration::from_secs(30);

/// The pause between two looks.
const PERIOD: Duration = Duration::from_millis(20);

/// Looks again and again until there is something.
///
/// What the page refuses at one moment (the element is not there yet, or was just replaced) it may grant at the
/// next, so such refusals are not errors but reported when patience ends; a lost driver ends the wait at once.
///
/// # Errors
/// When patience ends, or `look` fails.
pub async fn until<T>(
    what: impl Into<String>,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let start = Instant::now();
    let mut last = None;
    loop {
        match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            Err(Trouble::Driver(error)) => match *error {
                CmdError::Standard(refusal) => last = Some(refusal.to_string()),
                lost => return Err(lost.into()),
            },
            Err(trouble) => return Err(trouble),
        }
        if start.elapsed() > PATIENCE {
            return Err(Trouble::Vain { what: what.into(), waited: PATIENCE, last });
        }
        tokio::time::sleep(PERIOD).await;
    }
}
