//! The system's file dialogs. Names of file types are the endings themselves, which need no translation.

use std::path::PathBuf;
use tauri::AppHandle;

/// So many endings are named of those that can be brought in.
#[cfg(not(feature = "scripted-dialogs"))]
const NAMED: usize = 5;

#[cfg(not(feature = "scripted-dialogs"))]
pub(crate) async fn pick_files(app: &AppHandle) -> Vec<PathBuf> {
    use tauri_plugin_dialog::DialogExt;
    let (answer, picked) = tokio::sync::oneshot::channel();
    let endings = vermilion_api::import_endings();
    let mut named: Vec<String> = endings.iter().map(|ending| format!("*.{ending}")).collect();
    // All of them would make the list in which they are chosen wider than the dialog.
    if named.len() > NAMED {
        named.truncate(NAMED);
        named.push("…".to_owned());
    }
    app.dialog().file().add_filter(named.join(", "), &endings).add_filter("*.*", &["*"]).pick_files(
        move |files| {
            // Nobody waits when the window has gone meanwhile.
            let _ = answer.send(files.unwrap_or_default());
        },
    );
    picked.await.unwrap_or_default().into_iter().filter_map(|file| file.into_path().ok()).collect()
}

#[cfg(not(feature = "scripted-dialogs"))]
pub(crate) async fn pick_save(app: &AppHandle, file_name: &str, ending: &str) -> Option<PathBuf> {
    use tauri_plugin_dialog::DialogExt;
    let (answer, picked) = tokio::sync::oneshot::channel();
    let mut dialog =
        app.dialog().file().set_file_name(file_name).add_filter(format!("*.{ending}"), &[ending]);
    if let Some(folder) = dirs::document_dir() {
        dialog = dialog.set_directory(folder);
    }
    dialog.save_file(move |file| {
        let _ = answer.send(file);
    });
    picked.await.ok().flatten()?.into_path().ok()
}

/// Asks for a library.
#[cfg(not(feature = "scripted-dialogs"))]
pub(crate) async fn pick_library(app: &AppHandle) -> Option<PathBuf> {
    use tauri_plugin_dialog::DialogExt;
    let (answer, picked) = tokio::sync::oneshot::channel();
    app.dialog().file().add_filter("*.vermilion", &["vermilion"]).add_filter("*.*", &["*"]).pick_file(
        move |file| {
            let _ = answer.send(file);
        },
    );
    picked.await.ok().flatten()?.into_path().ok()
}

/// Answers from the environment: a library.
#[cfg(feature = "scripted-dialogs")]
pub(crate) async fn pick_library(_app: &AppHandle) -> Option<PathBuf> {
    std::env::var_os("VERMILION_PICK_LIBRARY").map(PathBuf::from)
}

/// Asks for a folder.
#[cfg(not(feature = "scripted-dialogs"))]
pub(crate) async fn pick_folder(app: &AppHandle) -> Option<PathBuf> {
    use tauri_plugin_dialog::DialogExt;
    let (answer, picked) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_folder(move |folder| {
        let _ = answer.send(folder);
    });
    picked.await.ok().flatten()?.into_path().ok()
}

/// Answers from the environment: a folder.
#[cfg(feature = "scripted-dialogs")]
pub(crate) async fn pick_folder(_app: &AppHandle) -> Option<PathBuf> {
    std::env::var_os("VERMILION_PICK_FOLDER").map(PathBuf::from)
}

/// Asks a question with two answers; whether the first was chosen.
#[cfg(not(feature = "scripted-dialogs"))]
pub(crate) async fn ask(app: &AppHandle, question: &str, yes: &str, no: &str) -> bool {
    use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
    let (answer, answered) = tokio::sync::oneshot::channel();
    app.dialog()
        .message(question)
        .title("Vermilion")
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCancelCustom(yes.to_owned(), no.to_owned()))
        .show(move |is_yes| {
            let _ = answer.send(is_yes);
        });
    answered.await.unwrap_or(false)
}

/// Writes the question to the file that the environment names, and answers as the environment says, or else no.
#[cfg(feature = "scripted-dialogs")]
pub(crate) async fn ask(_app: &AppHandle, question: &str, _yes: &str, _no: &str) -> bool {
    if let Some(path) = std::env::var_os("VERMILION_ASKED")
        && let Err(error) = std::fs::write(path, question)
    {
        tracing::error!(%error, "the question was not written");
    }
    std::env::var_os("VERMILION_ANSWER").is_some_and(|answer| answer == "yes")
}

/// Answers from the environment: paths, one a line.
#[cfg(feature = "scripted-dialogs")]
pub(crate) async fn pick_files(_app: &AppHandle) -> Vec<PathBuf> {
    let answer = std::env::var("VERMILION_PICK_FILES").unwrap_or_default();
    answer.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect()
}

/// Answers from the environment: a file, or a folder for the file offered.
#[cfg(feature = "scripted-dialogs")]
pub(crate) async fn pick_save(_app: &AppHandle, file_name: &str, _ending: &str) -> Option<PathBuf> {
    let path = std::env::var_os("VERMILION_PICK_SAVE").map(PathBuf::from)?;
    Some(if path.is_dir() { path.join(file_name) } else { path })
}
