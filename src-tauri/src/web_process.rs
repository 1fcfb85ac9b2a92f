//! The process that shows the page: what happens when it ends, or does not answer.
//!
//! The page runs in a process of its own, which may crash without the app. Then the page is loaded anew; it takes back
//! what it held from [`crate::held`]. A page that crashes again and again is not loaded for ever: what was typed is
//! saved, and the user is asked.

#[cfg(target_os = "linux")]
pub(crate) use linux::watch;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// So many crashes within this time are no accident any more.
const MOST_CRASHES: usize = 3;
const WITHIN: Duration = Duration::from_secs(60);

/// When the page crashed lately.
#[derive(Default)]
struct Crashes(VecDeque<Instant>);

impl Crashes {
    /// Notes one; says whether it is one too many.
    fn add(&mut self, now: Instant) -> bool {
        self.0.push_back(now);
        while self.0.front().is_some_and(|first| now.duration_since(*first) > WITHIN) {
            self.0.pop_front();
        }
        self.0.len() >= MOST_CRASHES
    }
}

/// Other systems' web views load a page again by themselves, or have no such signal.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use super::Crashes;
    use crate::library::Desk;
    use crate::{MAIN, dialogs, files, held, messages, window};
    use std::cell::RefCell;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::{Duration, Instant};
    use tauri::{AppHandle, Manager, WebviewWindow};
    use webkit2gtk::{WebProcessTerminationReason, WebView, WebViewExt};

    /// How long the page may not answer before the user is asked. WebKit itself speaks up after three seconds, which a
    /// busy machine may need for a large interview.
    const SILENCE: Duration = Duration::from_secs(if cfg!(feature = "scripted-faults") { 1 } else { 20 });

    /// How long a page may take to be there, and how often it is loaded before it is left to the user.
    const LOADING: Duration = Duration::from_secs(5);
    const MOST_LOADS: u32 = 6;

    /// Watches over the page of a window.
    pub(crate) fn watch(window: &WebviewWindow) -> tauri::Result<()> {
        let app = window.app_handle().clone();
        window.with_webview(move |webview| {
            let view = webview.inner();
            let crashes = RefCell::new(Crashes::default());
            let ended = app.clone();
            view.connect_web_process_terminated(move |_, reason| {
                let mut crashes = crashes.borrow_mut();
                let is_too_many = crashes.add(Instant::now());
                if is_too_many {
                    // The answer to the question begins a new count.
                    *crashes = Crashes::default();
                }
                terminated(&ended, reason, is_too_many);
            });
            let is_asking = Arc::new(AtomicBool::new(false));
            view.connect_is_web_process_responsive_notify(move |view| {
                if view.is_web_process_responsive() {
                    tracing::info!("the page answers again");
                } else {
                    tracing::warn!("the page does not answer");
                    ask_after_silence(&app, &is_asking);
                }
            });
        })
    }

    fn terminated(app: &AppHandle, reason: WebProcessTerminationReason, is_too_many: bool) {
        tracing::error!(?reason, is_too_many, "the page's process has ended");
        app.state::<window::Closing>().note_page(false);
        if app.state::<window::Closing>().is_told() {
            let app = app.clone();
            tauri::async_runtime::spawn(async move { window::finish(&app).await });
            return;
        }
        // Files that arrive now wait for the next page.
        app.state::<files::Startup>().wait();
        if is_too_many {
            tauri::async_runtime::spawn(give_up(app.clone()));
        } else {
            tauri::async_runtime::spawn(bring_back(app.clone()));
        }
    }

    /// Loads the page anew, and once more where it does not come: an engine that has just lost a process sometimes
    /// ignores the first time.
    async fn bring_back(app: AppHandle) {
        let before = app.state::<held::Kept>().pages();
        for _ in 0..MOST_LOADS {
            with_view(&app, WebViewExt::reload);
            tokio::time::sleep(LOADING).await;
            if app.state::<held::Kept>().pages() > before {
                return;
            }
            tracing::warn!("the page has not come back");
        }
    }

    /// Saves what was typed, then asks whether to try once more or to quit.
    async fn give_up(app: AppHandle) {
        let saving = app.clone();
        let saved = tauri::async_runtime::spawn_blocking(move || {
            // Where no library is open, nothing is typed.
            let desk = saving.state::<Desk>();
            desk.api().map_or(0, |api| saving.state::<held::Kept>().save(&api, &desk.path()))
        });
        let words = messages::words(&app);
        let question = match saved.await {
            Ok(0) => words.crashed.to_owned(),
            // A panic while saving is in the log; for the user it comes to the same.
            Ok(_) | Err(_) => format!("{}\n\n{}", words.crashed, words.unsaved),
        };
        if dialogs::ask(&app, &question, words.again, words.quit).await {
            bring_back(app).await;
        } else {
            app.exit(1);
        }
    }

    /// Asks, when the page has not answered for long, whether to load it anew.
    fn ask_after_silence(app: &AppHandle, is_asking: &Arc<AtomicBool>) {
        if is_asking.swap(true, Ordering::Relaxed) {
            return;
        }
        let (app, is_asking) = (app.clone(), Arc::clone(is_asking));
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(SILENCE).await;
            let (tell, told) = tokio::sync::oneshot::channel();
            with_view(&app, move |view| {
                // Nobody listens when the app ends meanwhile.
                let _ = tell.send(view.is_web_process_responsive());
            });
            let words = messages::words(&app);
            if told.await == Ok(false) && dialogs::ask(&app, words.silent, words.reload, words.wait).await {
                // Its end loads the page anew.
                with_view(&app, WebViewExt::terminate_web_process);
            }
            is_asking.store(false, Ordering::Relaxed);
        });
    }

    /// Does something with the web view, on the thread it lives on.
    fn with_view(app: &AppHandle, run: impl FnOnce(&WebView) + Send + 'static) {
        let Some(window) = app.get_webview_window(MAIN) else { return };
        if let Err(error) = window.with_webview(move |webview| run(&webview.inner())) {
            tracing::warn!(%error, "the page could not be reached");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_crashes_within_a_minute_are_too_many() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut crashes = Crashes::default();
        assert!(!crashes.add(start));
        assert!(!crashes.add(after(50)));
        // The first is more than a minute ago.
        assert!(!crashes.add(after(61)));
        assert!(crashes.add(after(70)));
    }
}
