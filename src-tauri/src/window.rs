//! The one window: how it looks before its page does, what it accepts, how it closes.

use crate::held::Kept;
use crate::library::Desk;
use crate::{MAIN, files, keys, web_process};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tauri::plugin::TauriPlugin;
use tauri::webview::{Color, NewWindowResponse};
use tauri::{
    App, AppHandle, DragDropEvent, Emitter, Manager, Theme as Brightness, Url, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, WindowEvent, Wry,
};
use tauri_plugin_window_state::StateFlags;
use vermilion_api::wire::Theme;

/// The paper of the page, light and dark: what is seen until the page has painted.
const PAPER: Color = Color(0xFB, 0xF9, 0xF5, 0xFF);
const DARK_PAPER: Color = Color(0x1C, 0x1B, 0x19, 0xFF);

/// The window as first opened, and the smallest in which the page still has room, in logical pixels.
const SIZE: (f64, f64) = (1280.0, 860.0);
const SMALLEST: (f64, f64) = (720.0, 520.0);

/// How long the page may take to save what is being typed before the window closes without it: longer than the library
/// waits for another program that is writing, which is 5 s.
const CLOSING_TIME: Duration = Duration::from_secs(8);

/// Whether the page has painted. Before, nothing can have been typed, and nobody would hear that the window closes.
#[derive(Default)]
pub(crate) struct Readiness(AtomicBool);

impl Readiness {
    /// Says that it has; true the first time.
    pub(crate) fn reach(&self) -> bool {
        !self.0.swap(true, Ordering::Relaxed)
    }

    fn is_reached(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How often the window was asked to close or to stay. Only the newest attempt may close it by force.
#[derive(Default)]
pub(crate) struct Closing {
    attempts: AtomicU32,
    /// Whether the system has told the app to end, which nothing that waits to be saved can keep it from.
    is_told: AtomicBool,
    /// Whether there is no page just now: its process has ended, and the next one has not painted yet.
    is_without_page: AtomicBool,
}

impl Closing {
    fn begin(&self) -> u32 {
        self.attempts.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Notes that the page is gone, or that there is one again.
    pub(crate) fn note_page(&self, is_there: bool) {
        self.is_without_page.store(!is_there, Ordering::Relaxed);
    }

    /// Whether the system has told the app to end.
    pub(crate) fn is_told(&self) -> bool {
        self.is_told.load(Ordering::Relaxed)
    }

    /// Ends the attempt under way, if there is one: the page has something that it could not save.
    pub(crate) fn call_off(&self) {
        self.begin();
    }

    fn is_current(&self, attempt: u32) -> bool {
        self.attempts.load(Ordering::Relaxed) == attempt
    }
}

/// The plugin that remembers where the window was and how large.
pub(crate) fn memory() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(
            StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN,
        )
        .build()
}

/// Opens the window.
pub(crate) fn create(app: &App, theme: Theme) -> tauri::Result<()> {
    // Hidden until its background is set: a system in the dark would see a white flash.
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Vermilion")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .visible(false)
        .initialization_script(first_brightness(theme))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // The engine's own menus offer to save what they find; nothing of ours is fetched from anywhere.
        .on_download(|_, _| false)
        .build()?;
    apply(&window, theme)?;
    web_process::watch(&window)?;
    keys::give_to_page_first(&window)?;
    let handle = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { api, .. } if handle.state::<Readiness>().is_reached() => {
            api.prevent_close();
            close_after_saving(&handle);
        }
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            files::arrived(handle.app_handle(), paths.clone());
        }
        WindowEvent::ThemeChanged(brightness) => paint(&handle, *brightness),
        _ => {}
    });
    window.show()
}

/// The script by which the page is dark or light before it has asked for the settings: its first painting, which is empty,
/// would flash white over a dark window.
const fn first_brightness(theme: Theme) -> &'static str {
    match theme {
        Theme::System => {
            "document.documentElement.dataset.theme =
                matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';"
        }
        Theme::Light => "document.documentElement.dataset.theme = 'light';",
        Theme::Dark => "document.documentElement.dataset.theme = 'dark';",
    }
}

/// Brings the window's own brightness in line with what the user set.
pub(crate) fn follow_settings(window: &WebviewWindow) {
    let Some(Ok(settings)) = window.state::<Desk>().api().map(|api| api.settings()) else { return };
    if let Err(error) = apply(window, settings.theme) {
        tracing::warn!(%error, "the window did not take the theme");
    }
}

fn apply(window: &WebviewWindow, theme: Theme) -> tauri::Result<()> {
    window.set_theme(match theme {
        Theme::System => None,
        Theme::Light => Some(Brightness::Light),
        Theme::Dark => Some(Brightness::Dark),
    })?;
    paint(window, window.theme()?);
    Ok(())
}

fn paint(window: &WebviewWindow, brightness: Brightness) {
    let paper = if brightness == Brightness::Dark { DARK_PAPER } else { PAPER };
    if let Err(error) = window.set_background_color(Some(paper)) {
        tracing::warn!(%error, "the window did not take its background");
    }
}

/// Asks the page to save and close; closes without it when it does not answer. A page that could not save answers that
/// the window has to stay.
fn close_after_saving(window: &WebviewWindow) {
    tracing::info!("asked to close");
    let attempt = window.state::<Closing>().begin();
    if let Err(error) = window.emit_to(MAIN, "close-requested", ()) {
        tracing::warn!(%error, "the page was not told that the window closes");
    }
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(CLOSING_TIME).await;
        let closing = window.state::<Closing>();
        // Who was told to end saves first what the page has said that it holds.
        if closing.is_current(attempt) && !closing.is_told() {
            // An error says that the window has closed itself meanwhile, as it should.
            let _ = window.destroy();
        }
    });
}

/// Ends the app because the system told it to: at the end of the session, say. The page saves and closes as it does when
/// its window is closed. Whoever ends a session does not wait for an answer to a question, so where the page does not
/// close in time it ends all the same, and what could not be saved is kept for the next start.
pub(crate) async fn end(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN).filter(|window| window.state::<Readiness>().is_reached())
    else {
        // Nothing can have been typed.
        return app.exit(0);
    };
    let closing = app.state::<Closing>();
    if closing.is_told.swap(true, Ordering::Relaxed) {
        return;
    }
    // Whoever ends a session may end all of its processes at once, the page's first.
    if !closing.is_without_page.load(Ordering::Relaxed) {
        close_after_saving(&window);
        tokio::time::sleep(CLOSING_TIME).await;
    }
    finish(app).await;
}

/// Ends the app without its page, which is gone or does not close: what it said last that it holds is saved.
pub(crate) async fn finish(app: &AppHandle) {
    let saving = app.clone();
    let saved = tauri::async_runtime::spawn_blocking(move || {
        let desk = saving.state::<Desk>();
        desk.api().map_or(0, |api| saving.state::<Kept>().save(&api, &desk.path()))
    });
    match saved.await {
        Ok(0) => tracing::warn!("ended without the page"),
        // A panic while saving is in the log; for the user it comes to the same.
        Ok(_) | Err(_) => tracing::error!("ended without the page, and with what could not be saved"),
    }
    app.exit(0);
}

/// The page may go nowhere but to itself.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => true,
        "http" | "https" => match url.host_str() {
            Some("tauri.localhost") => true,
            // The development server; a page that is built in has none.
            Some("127.0.0.1") => !cfg!(feature = "custom-protocol"),
            _ => false,
        },
        "about" => url.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_goes_nowhere_but_to_itself() {
        let cases = [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("javascript:alert(1)", false),
        ];
        for (url, expected) in cases {
            assert_eq!(is_ours(&url.parse().unwrap()), expected, "{url}");
        }
    }
}
