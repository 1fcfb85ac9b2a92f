//! A link in a note leaves the app only after it was shown where it leads.

use super::{import, interview, long_turns, on_page};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

const NOTE: &str = "[甲](https://xn--pple-43d.example/a?q=%E5%B1%B1) [乙](mailto:a@example.org?cc=b@example.org) \
                    [丙](javascript:alert(1))";

#[tokio::test]
async fn a_link_is_opened_only_after_the_reader_has_seen_where_it_leads() -> Result {
    let file = interview();
    let quote = long_turns(&file)[0][2..12].to_vec();
    // A program in the place of the one that opens addresses on a desktop: it notes what it is given.
    let folder = tempfile::tempdir().expect("a folder for the program");
    let opened = folder.path().join("opened");
    for name in ["xdg-open", "gio", "gnome-open", "kde-open"] {
        let program = folder.path().join(name);
        fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$*\" >> '{}'\n", opened.display()))
            .expect("the program can be written");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it can be run");
    }
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap_or_default());
    in_window(Launch::new().open(&file).with("PATH", path), async |app| {
        import(app).await?;
        app.select(&on_page(&quote)).await?;
        app.press("n").await?;
        app.type_into(By::role("textbox", "Note"), NOTE).await?;
        app.find(By::css("[data-testid=note-state][data-state=saved]")).await?;
        app.press("Escape").await?;
        let place = app.script("return location.href", Vec::new()).await?;

        // What is refused is no link at all, and no link has an address that the engine knows of.
        app.count(By::css(".note-text [role=link]"), 2).await?;
        assert_eq!(
            app.script("return document.querySelectorAll('[href]:not(head *)').length", Vec::new()).await?,
            0
        );

        let first = || By::css(".note-text [role=link]:first-of-type");
        app.click(first()).await?;
        app.reads(By::test_id("link-host"), "аpple.example").await?;
        app.reads(By::test_id("link-registered"), "xn--pple-43d.example").await?;
        app.reads(By::test_id("link-address"), "https://аpple.example/a?q=山").await?;
        app.screenshot("link").await?;
        app.click(By::test_id("link-cancel")).await?;
        app.gone(By::test_id("link-dialog")).await?;

        app.middle_click(first()).await?;
        dismiss(app).await?;
        app.control_click(first()).await?;
        dismiss(app).await?;
        focus_first_link(app).await?;
        app.press("Enter").await?;
        dismiss(app).await?;
        app.drag_to(first(), &on_page(&quote)).await?;
        assert_eq!(app.script("return location.href", Vec::new()).await?, place);
        assert!(!opened.exists(), "nothing was opened without a yes");

        app.press("Control+,").await?;
        app.find(By::test_id("settings-dialog")).await?;
        app.script("document.querySelector('[data-testid=setting-language-zh-Hant]').click()", Vec::new())
            .await?;
        app.press("Escape").await?;
        app.gone(By::test_id("settings-dialog")).await?;
        app.click(By::css(".note-text [role=link]:last-of-type")).await?;
        app.count(By::test_id("link-recipient"), 2).await?;
        app.find(By::role("heading", "寫信給對方？")).await?;
        app.screenshot("link-mail").await?;
        dismiss(app).await?;

        focus_first_link(app).await?;
        app.press("Enter").await?;
        app.find(By::test_id("link-dialog")).await?;
        app.press("Enter").await?;
        let told = app.until("the address to be opened", async || {
            Ok(fs::read_to_string(&opened).ok().filter(|told| told.ends_with('\n')))
        });
        assert!(told.await?.contains("https://xn--pple-43d.example/a?q=%E5%B1%B1"));
        assert_eq!(app.script("return location.href", Vec::new()).await?, place);
        Ok(())
    })
    .await
}

/// Waits for the question and says no from the keyboard.
async fn dismiss(app: &App) -> Result {
    app.find(By::test_id("link-dialog")).await?;
    app.press("Escape").await?;
    app.gone(By::test_id("link-dialog")).await
}

async fn focus_first_link(app: &App) -> Result {
    app.script("document.querySelector('.note-text [role=link]').focus()", Vec::new()).await.map(|_| ())
}
