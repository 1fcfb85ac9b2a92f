//! The native menu. What is in it, in which language and with which shortcuts is the page's business: it sends the
//! whole model each time something changes. This changes the items in place where the shape is the same, because
//! building a menu anew makes the menu bar flicker.

mod build;
mod kept;
mod model;
mod native;

pub(crate) use model::MenuModel;

use crate::MAIN;
use build::Built;
use serde::Serialize;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Emitter, Manager};

/// The menu that is shown.
#[derive(Default)]
pub(crate) struct Current(Mutex<Option<Built>>);

#[derive(Clone, Serialize)]
struct Action<'a> {
    id: &'a str,
}

/// Shows a menu.
pub(crate) fn set(app: &AppHandle, model: MenuModel) -> tauri::Result<()> {
    let state = app.state::<Current>();
    // A menu whose update panicked half way is rebuilt when its shape changes; until then it is a menu still.
    let mut current = state.0.lock().unwrap_or_else(PoisonError::into_inner);
    match current.as_mut() {
        Some(built) if built.model.has_shape_of(&model) => built.update(model),
        _ => {
            let built = Built::new(app, model)?;
            app.set_menu(built.menu.clone())?;
            *current = Some(built);
            Ok(())
        }
    }
}

/// Shows the menu of the last time, until the page has sent its own: a menu bar that comes late pushes the page down. What
/// it was is of no importance, so that a fault is only logged.
pub(crate) fn restore(app: &AppHandle, folder: &Path) {
    let Some(model) = kept::read(folder) else { return };
    if let Err(error) = set(app, model) {
        tracing::warn!(%error, "the menu of the last time was not shown");
    }
}

/// Keeps the menu for the next start.
pub(crate) fn keep(app: &AppHandle, folder: &Path) {
    let state = app.state::<Current>();
    // Never waited for: who is changing the menu waits for the thread that this runs on.
    let Ok(current) = state.0.try_lock() else { return };
    let Some(built) = current.as_ref() else { return };
    if let Err(error) = kept::write(folder, &built.model) {
        tracing::warn!(%error, "the menu was not kept");
    }
}

/// Does what a click on an item asks for: what the system does itself here, everything else in the page.
pub(crate) fn clicked(app: &AppHandle, id: &str) {
    let done = match native::role(id) {
        Some(role) => native::perform(app, role),
        None => app.emit_to(MAIN, "action", Action { id }),
    };
    if let Err(error) = done {
        tracing::warn!(%error, id, "a menu item did nothing");
    }
}
