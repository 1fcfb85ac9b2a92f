//! The app comes up, with its library where it was told to have it, and goes.

use serde_json::json;
use std::os::unix::fs::PermissionsExt;
use vermilion_tests::harness::{Launch, Result, in_window};

#[tokio::test]
async fn the_app_opens_the_library_it_is_told_to_and_finds_it_again() -> Result {
    in_window(Launch::new(), async |app| {
        let opened = app.call("library_open", json!({})).await?;
        assert_eq!(opened["path"], json!(app.home().library()));
        assert!(app.home().library().is_file());

        app.restart(Launch::new()).await?;
        let opened = app.call("library_open", json!({})).await?;
        assert_eq!(opened["path"], json!(app.home().library()));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_the_web_view_keeps_is_its_owners_alone() -> Result {
    in_window(Launch::new(), async |app| {
        let mut ours = Vec::new();
        let mut folders = vec![app.home().path().join("home")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                // What lies deeper is reached through it alone.
                if entry.file_name().to_string_lossy().contains("vermilion") {
                    ours.push(entry.path());
                } else if is_folder {
                    folders.push(entry.path());
                }
            }
        }
        let is_open = |path: &std::path::PathBuf| {
            std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
        };
        assert!(ours.iter().any(|path| path.ends_with("app.vermilion.desktop")), "{ours:?}");
        ours.retain(is_open);
        assert!(ours.is_empty(), "others may look into {ours:?}");
        Ok(())
    })
    .await
}
