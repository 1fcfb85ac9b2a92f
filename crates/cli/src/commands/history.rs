//! `undo`, `redo` and `history`.

use super::ORIGIN;
use crate::output::{Failure, Output};
use crate::table::{Set, clip, table};
use crate::times;
use serde_json::{Value, json};
use vermilion_api::Api;
use vermilion_api::wire::{HistoryEntry, HistoryList, Nothing};

/// How wide the subject of a step is shown, in cells.
const SUBJECT_WIDTH: usize = 60;

pub(crate) fn undo(api: &Api, output: &Output) -> Result<(), Failure> {
    let entry = api.history_undo(Nothing {}, ORIGIN)?.entry;
    output.answer(|| json!({ "undone": entry_json(&entry) }), || format!("Undone: {}\n", said(&entry)))
}

pub(crate) fn redo(api: &Api, output: &Output) -> Result<(), Failure> {
    let entry = api.history_redo(Nothing {}, ORIGIN)?.entry;
    output.answer(|| json!({ "redone": entry_json(&entry) }), || format!("Redone: {}\n", said(&entry)))
}

pub(crate) fn list(api: &Api, limit: u32, output: &Output) -> Result<(), Failure> {
    let entries = api.history_list(HistoryList { limit })?;
    output.answer(
        || json!({ "history": entries.iter().map(entry_json).collect::<Vec<_>>() }),
        || list_text(&entries),
    )
}

fn list_text(entries: &[HistoryEntry]) -> String {
    if entries.is_empty() {
        return "Nothing has been done yet.\n".to_owned();
    }
    let rows: Vec<[String; 5]> = entries
        .iter()
        .map(|entry| {
            [
                entry.id.to_string(),
                times::local(entry.at),
                entry.action.clone(),
                if entry.is_undone { "undone".to_owned() } else { String::new() },
                clip(&entry.subject, SUBJECT_WIDTH),
            ]
        })
        .collect();
    table([Set::Right, Set::Left, Set::Left, Set::Left, Set::Left], &rows)
}

fn said(entry: &HistoryEntry) -> String {
    format!("{} {}", entry.action, clip(&entry.subject, SUBJECT_WIDTH)).trim_end().to_owned()
}

fn entry_json(entry: &HistoryEntry) -> Value {
    json!({
        "id": entry.id,
        "action": entry.action,
        "subject": entry.subject,
        "at": times::rfc3339(entry.at),
        "is_undone": entry.is_undone,
    })
}
