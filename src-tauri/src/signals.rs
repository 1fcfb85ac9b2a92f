//! The system tells the app to end: at the end of a session, when its terminal is closed, or because somebody asks for it.
//!
//! Without this the system would end it in the middle of a word, and what was typed last would be lost.

#[cfg(unix)]
pub(crate) use unix::listen;

/// Other systems close the windows of a session that ends, which is an ordinary close.
#[cfg(not(unix))]
pub(crate) fn listen(_app: &tauri::AppHandle) {}

#[cfg(unix)]
mod unix {
    use crate::window;
    use std::io;
    use tauri::AppHandle;
    use tokio::signal::unix::{Signal, SignalKind, signal};

    /// Ends the app as closing its window does when one of the signals comes that ask for it.
    pub(crate) fn listen(app: &AppHandle) {
        let kinds = [
            ("SIGTERM", SignalKind::terminate()),
            ("SIGINT", SignalKind::interrupt()),
            ("SIGHUP", SignalKind::hangup()),
        ];
        for (name, kind) in kinds {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                match signal(kind) {
                    Ok(signal) => wait(&app, signal, name).await,
                    Err(error) => unheard(&error, name),
                }
            });
        }
    }

    async fn wait(app: &AppHandle, mut signal: Signal, name: &str) {
        if signal.recv().await.is_some() {
            tracing::info!(name, "told to end");
            window::end(app).await;
        }
    }

    /// The app ends all the same when it comes, with what is on disk by then.
    fn unheard(error: &io::Error, name: &str) {
        tracing::warn!(%error, name, "a signal is not heard");
    }
}
