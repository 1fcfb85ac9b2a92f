//! What the desktop itself can refuse, in the form that the api's errors have.

use std::collections::BTreeMap;
use vermilion_api::ApiError;

/// Why the desktop did not do something.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ShellError {
    /// No program opens the link.
    #[error("The link cannot be opened: {0}.")]
    Link(#[from] tauri_plugin_opener::Error),
    /// No program shows the folder.
    #[error("The folder cannot be shown: {0}.")]
    Folder(tauri_plugin_opener::Error),
    /// The clipboard is not there or not ours.
    #[error("The clipboard cannot be written: {0}.")]
    Clipboard(#[from] tauri_plugin_clipboard_manager::Error),
    /// The windowing system refused.
    #[error("The window system refused: {0}.")]
    Window(#[from] tauri::Error),
    /// A call was cut off, because the app ends.
    #[error("The command was cut off.")]
    Interrupted,
    /// A command panicked: a defect of the program.
    #[error("Something went wrong in Vermilion. Your library is unharmed; the details are in the log.")]
    Panicked,
}

impl From<ShellError> for ApiError {
    fn from(error: ShellError) -> Self {
        let message = error.to_string();
        let (code, params) = match error {
            ShellError::Link(_) => ("link-failed", BTreeMap::new()),
            ShellError::Folder(_) => ("folder-failed", BTreeMap::new()),
            ShellError::Clipboard(_) => ("clipboard-failed", BTreeMap::new()),
            ShellError::Window(_) => ("window-failed", BTreeMap::new()),
            ShellError::Panicked => ("panicked", BTreeMap::new()),
            ShellError::Interrupted => ("interrupted", BTreeMap::new()),
        };
        Self { code: code.to_owned(), params, message, hint: None }
    }
}
