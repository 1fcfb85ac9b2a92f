//! Who gets a key first: the page, then the native menu.
//!
//! GTK asks the accelerators of the menu bar before what has the focus, so that a key which means something where the
//! focus is (F2 on a row renames it) would run the menu's action of the same key instead. Here what has the focus is asked
//! first. The web view hands a key to the page and takes it for the time being; a key that the page has not prevented
//! comes a second time, which the web view refuses, and only then is it the menu's.

#[cfg(target_os = "linux")]
pub(crate) use linux::give_to_page_first;

/// Other systems' web views hear of a key before the menu, or have no menu that takes any.
#[cfg(not(target_os = "linux"))]
pub(crate) fn give_to_page_first(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use gtk::glib::Propagation;
    use gtk::prelude::*;
    use gtk::{Container, MenuBar, Window, gdk};
    use tauri::WebviewWindow;
    use webkit2gtk::{WebView, WebViewExt};

    /// Lets the page of a window have each key before its menu.
    pub(crate) fn give_to_page_first(window: &WebviewWindow) -> tauri::Result<()> {
        window.with_webview(|webview| {
            let view = webview.inner();
            let Some(frame) = view.toplevel().and_then(|top| top.downcast::<Window>().ok()) else {
                tracing::warn!("the page stands in no window: the menu has its keys first");
                return;
            };
            frame.connect_key_press_event(move |frame, key| {
                if !is_taken(frame, &view, key) && is_for_menu_bar(frame, key) {
                    // The bar listens to the window itself.
                    Propagation::Proceed
                } else {
                    // What is the window's own to do with a key is done. It would begin anew: the page would have the key
                    // once more, give it back, and so on without end.
                    Propagation::Stop
                }
            });
        })
    }

    fn is_taken(frame: &Window, view: &WebView, key: &gdk::EventKey) -> bool {
        // A page that does not answer keeps what it is given, also the key for quitting.
        let has_answer = view.is_web_process_responsive();
        (!has_answer && frame.activate_key(key))
            || frame.propagate_key_event(key)
            || (has_answer && frame.activate_key(key))
    }

    /// Whether a key is the one that leads into the menu bar, and there is one.
    fn is_for_menu_bar(frame: &Window, key: &gdk::EventKey) -> bool {
        let Some(settings) = frame.settings() else { return false };
        let name: Option<String> = settings.property("gtk-menu-bar-accel");
        let Some(name) = name else { return false };
        let (value, modifiers) = gtk::accelerator_parse(&name);
        let held = key.state() & gtk::accelerator_get_default_mod_mask();
        *key.keyval() == value && held == modifiers && has_menu_bar(frame)
    }

    fn has_menu_bar(frame: &Window) -> bool {
        let content = frame.child().and_then(|child| child.downcast::<Container>().ok());
        content.is_some_and(|content| {
            content.children().iter().any(|child| child.is::<MenuBar>() && child.is_mapped())
        })
    }
}
