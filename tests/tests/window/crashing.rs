//! Crashes of the page's process and panics of a command: nothing is lost, and it is said.

use super::{import_and_type_unsaved, interview, read_outside};
use serde_json::json;
use std::fs;
use vermilion_tests::harness::{App, Bare, By, Home, Launch, Result, Trouble, in_window};

const NOTE: &str = "寫到一半的時候，視窗當掉了。";

#[tokio::test]
async fn a_page_that_crashes_while_a_note_is_typed_comes_back_with_all_of_it() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        // Nothing gets into the library, so what comes back was not read from there.
        let held = import_and_type_unsaved(app, NOTE).await?;
        app.script("document.querySelector('.reader').scrollTop = 240", Vec::new()).await?;
        let place = app
            .until("the shell to keep where the reader is", async || {
                let place = held_by_shell(app, NOTE).await?;
                Ok((place != json!(0)).then_some(place))
            })
            .await?;

        // The driver's session ends with the page's process, so from here on all is seen from outside.
        let library = app.home().library();
        app.crash_page().await?;
        assert_eq!(read_outside(&library)["annotations"][0]["note"], "");
        drop(held);
        app.until("the note in the library", async || {
            Ok((read_outside(&library)["annotations"][0]["note"] == NOTE).then_some(()))
        })
        .await?;

        // A page that closes saves where it is, if it has a document open.
        app.ask_to_close().await?;
        app.ended().await?;
        assert_eq!(read_outside(&library)["position"], place);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_that_crashes_again_and_again_is_given_up_with_a_question_and_nothing_lost() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the question");
    let asked = folder.path().join("asked.txt");
    in_window(Launch::new().open(interview()).with("VERMILION_ASKED", &asked), async |app| {
        let held = import_and_type_unsaved(app, NOTE).await?;
        held_by_shell(app, NOTE).await?;
        drop(held);
        for crashes in 1..3 {
            app.crash_page().await?;
            app.until("the page to be back", async || Ok(is_back_after(app, crashes).then_some(()))).await?;
        }
        // The third is answered with a question; the test says no to another try, and the app ends.
        app.kill_page().await?;
        app.ended().await?;
        let question = fs::read_to_string(&asked).expect("the question was asked");
        assert!(question.contains("Your library is unharmed"), "{question}");
        assert_eq!(read_outside(&app.home().library())["annotations"][0]["note"], NOTE);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_that_does_not_answer_is_loaded_anew_if_the_user_wants_it() -> Result {
    let home = Home::new()?;
    let asked = home.path().join("asked.txt");
    let launch = Launch::new().with("VERMILION_ASKED", &asked).with("VERMILION_ANSWER", "yes");
    let app = Bare::start(home, launch).await?;
    let pages = || app.home().own_log().matches("the page begins").count();
    app.stop_page().await?;
    // The engine notices that nobody answers once somebody presses a key.
    app.press_tab_until("another page", || pages() > 1).await?;
    let question = fs::read_to_string(&asked).expect("the question was asked");
    assert!(question.contains("has not answered") && question.contains("kept"), "{question}");
    Ok(())
}

#[tokio::test]
async fn a_panic_behind_the_window_is_said_in_it_and_survived() -> Result {
    in_window(Launch::new(), async |app| {
        app.find(By::test_id("welcome")).await?;
        app.call("panic-behind", json!({})).await?;
        app.reads(By::test_id("toast"), "Your library is unharmed").await?;
        app.call("document_list", json!({})).await?;
        assert!(app.home().own_log().contains("panic"), "the log has nothing of it");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_panic_of_a_command_is_answered_logged_and_survived() -> Result {
    in_window(Launch::new(), async |app| {
        app.find(By::test_id("welcome")).await?;
        match app.call("panic", json!({})).await {
            Err(Trouble::Command { error, .. }) => {
                assert!(error.contains("panicked"), "{error}");
                assert!(error.contains("Your library is unharmed"), "{error}");
            }
            other => panic!("the command answered {other:?}"),
        }
        app.call("document_list", json!({})).await?;
        app.until("the place of the panic in the log", async || {
            let log = app.home().own_log();
            Ok((log.contains("panic") && log.contains("commands.rs")).then_some(()))
        })
        .await?;
        assert!(!app.home().own_log().contains("a test asked for it"), "the log repeats what the panic said");
        Ok(())
    })
    .await
}

/// Whether a page has taken back what the one before it held, since the page's process ended for the so-manieth time. What
/// was logged before that does not count: it may be written later, and a process that is killed while it starts takes
/// the app with it.
pub(super) fn is_back_after(app: &App, crashes: usize) -> bool {
    let log = app.home().own_log();
    let end = log.match_indices("the page's process has ended").nth(crashes - 1);
    end.is_some_and(|(at, _)| log[at..].contains("takes back what it held"))
}

/// Waits until the shell keeps a note for the page, or it is on disk, and gives back the place that it keeps.
async fn held_by_shell(app: &App, note: &str) -> Result<serde_json::Value> {
    app.until("the shell to keep what is typed", async || {
        let script = "const done = arguments[0];
            window.__TAURI_INTERNALS__.invoke('page_held').then(done, () => done(null));";
        let held = app.client().execute_async(script, Vec::new()).await?;
        Ok((held["drafts"][0]["note"] == note).then(|| held["place"].clone()))
    })
    .await
}
