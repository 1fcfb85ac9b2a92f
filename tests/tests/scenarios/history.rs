//! Every change can be taken back, by name, also after a restart and whoever made it.

use super::{INTERVIEW, TestResult, highlight, import_text, open};
use std::sync::{Mutex, mpsc};
use vermilion_api::wire::{AnnotationDelete, DocumentDelete, HistoryGo, HistoryList, LabelReject, Nothing};
use vermilion_tests::fixtures::{open_library, open_unhurried_library};

#[test]
fn undo_and_redo_reach_across_a_restart() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("library.vermilion");
    let document;
    {
        let api = open_unhurried_library(&path)?;
        document = import_text(&api, INTERVIEW)?.document;
        let made = highlight(&api, &document, "走了三天")?.annotation;
        api.annotation_delete(AnnotationDelete { annotations: vec![made.id] }, "test")?;
    }
    let api = open_unhurried_library(&path)?;
    let state = api.history_state(Nothing {})?;
    assert_eq!(state.undo.map(|entry| entry.action).as_deref(), Some("annotation-delete"));
    api.history_undo(Nothing {}, "test")?;
    assert_eq!(open(&api, &document)?.annotations[0].quote, "走了三天");
    drop(api);
    let api = open_unhurried_library(&path)?;
    assert_eq!(
        api.history_state(Nothing {})?.redo.map(|entry| entry.action).as_deref(),
        Some("annotation-delete")
    );
    api.history_redo(Nothing {}, "test")?;
    assert!(open(&api, &document)?.annotations.is_empty());
    Ok(())
}

#[test]
fn a_deleted_document_comes_back_with_everything_on_it() -> TestResult {
    let folder = tempfile::tempdir()?;
    let api = open_unhurried_library(&folder.path().join("library.vermilion"))?;
    let document = import_text(&api, INTERVIEW)?.document;
    highlight(&api, &document, "從山裡來")?;
    let before = open(&api, &document)?;
    api.document_delete(DocumentDelete { documents: vec![document.clone()] }, "test")?;
    assert!(open(&api, &document).is_err());
    api.history_undo(Nothing {}, "test")?;
    let after = open(&api, &document)?;
    assert_eq!((after.text, after.blocks), (before.text, before.blocks));
    assert_eq!((after.speakers, after.annotations), (before.speakers, before.annotations));
    Ok(())
}

#[test]
fn corrections_of_the_structure_are_steps_that_leave_the_text_alone() -> TestResult {
    let folder = tempfile::tempdir()?;
    let api = open_unhurried_library(&folder.path().join("library.vermilion"))?;
    let document = import_text(&api, INTERVIEW)?.document;
    let before = open(&api, &document)?;
    let speaker = before.speakers.iter().find(|speaker| speaker.name == "林").ok_or("林 speaks")?.id.clone();
    let reject = LabelReject { document: document.clone(), speaker, alias: "林".to_owned() };
    api.label_reject(reject, "test")?;
    let after = open(&api, &document)?;
    assert_eq!(after.text, before.text);
    assert!(after.speakers.iter().all(|speaker| speaker.name != "林"));
    api.history_undo(Nothing {}, "test")?;
    let undone = open(&api, &document)?;
    assert_eq!((undone.blocks, undone.speakers), (before.blocks, before.speakers));
    Ok(())
}

#[test]
fn the_history_goes_to_any_of_its_steps_and_back() -> TestResult {
    let folder = tempfile::tempdir()?;
    let api = open_unhurried_library(&folder.path().join("library.vermilion"))?;
    let document = import_text(&api, INTERVIEW)?.document;
    for quote in ["從山裡來", "都是霧", "我要過河"] {
        highlight(&api, &document, quote)?;
    }
    let entries = api.history_list(HistoryList { limit: 10 })?;
    assert_eq!(entries.len(), 4, "newest first, the import last");
    api.history_go(HistoryGo { entry: entries[2].id }, "test")?;
    assert_eq!(open(&api, &document)?.annotations.len(), 1);
    api.history_go(HistoryGo { entry: entries[0].id }, "test")?;
    assert_eq!(open(&api, &document)?.annotations.len(), 3);
    Ok(())
}

#[test]
fn what_another_process_wrote_is_noticed_and_can_be_undone_here() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("library.vermilion");
    let window = open_library(&path)?;
    let document = import_text(&window, INTERVIEW)?.document;
    let (sender, told) = mpsc::channel();
    let sender = Mutex::new(sender);
    window.on_change(move |event| {
        if let Ok(sender) = sender.lock() {
            let _ = sender.send((event.sequence, event.reload));
        }
    });
    window.poll_outside()?;
    assert!(told.try_recv().is_err(), "its own writes are not news");
    highlight(&window, &document, "都是霧")?;
    let (own, is_reload) = told.try_recv()?;
    assert!(!is_reload);

    // A view takes only what comes after what it has: each change from outside needs a number of its own.
    let command_line = open_library(&path)?;
    let mut newest = own;
    for quote in ["走了三天", "我要過河"] {
        highlight(&command_line, &document, quote)?;
        window.poll_outside()?;
        let (sequence, is_reload) = told.try_recv()?;
        assert!(is_reload && sequence > newest, "{sequence} after {newest}");
        newest = sequence;
    }
    assert_eq!(open(&window, &document)?.annotations.len(), 3);
    window.history_undo(Nothing {}, "test")?;
    assert!(told.try_recv()?.0 > newest);
    assert_eq!(open(&command_line, &document)?.annotations.len(), 2);
    Ok(())
}
