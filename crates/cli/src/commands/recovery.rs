//! `salvage`, and `restore` where the library does not open or is damaged.

use super::library::{among, comparison_json, comparison_text};
use crate::arguments::Restore;
use crate::output::{Failure, Output};
use crate::table::clip;
use serde_json::{Value, json};
use std::path::Path;
use vermilion_api::wire::{
    BackupChosen, RecoveryComparison, SalvageReport, SalvagedCut, SalvagedDocument, SalvagedText,
};
use vermilion_api::{ApiError, Recovery, Surroundings};

/// How wide a title is shown, in cells.
const TITLE_WIDTH: usize = 48;

/// Takes what can be read of a damaged library into a new one. What is missing is no refusal: it is said.
pub(crate) fn salvage(
    from: &Path,
    into: &Path,
    surroundings: &Surroundings,
    output: &Output,
) -> Result<(), Failure> {
    let report = vermilion_api::salvage(from, into, surroundings)?;
    output.answer(|| report_json(&report), || report_text(&report))
}

/// Puts a backup in the place of a library that does not open, or is damaged, because of `error`; or says what that would
/// change.
pub(crate) fn restore(
    recovery: &Recovery,
    restore: &Restore,
    error: ApiError,
    output: &Output,
) -> Result<(), Failure> {
    if restore.revision.is_some() {
        // There is no document.
        return Err(error.into());
    }
    let path = among(&recovery.backups(), &restore.what)?;
    if restore.dry_run {
        return foretell(&recovery.recovery_compare(BackupChosen { path })?, output);
    }
    let adopted = recovery.recovery_restore(BackupChosen { path })?;
    output.answer(
        || json!({ "moved_aside": adopted.moved_aside }),
        || {
            let aside = adopted.moved_aside.as_deref().unwrap_or_default();
            format!("The backup is in its place. The damaged library: {aside}\n")
        },
    )
}

/// Says what would change, as far as the library can be read.
fn foretell(compared: &RecoveryComparison, output: &Output) -> Result<(), Failure> {
    let RecoveryComparison { is_against_library, comparison } = compared;
    output.answer(
        || {
            let mut answer = comparison_json(comparison);
            answer["is_against_library"] = json!(is_against_library);
            answer
        },
        || {
            let text = comparison_text(comparison, "would be");
            if *is_against_library {
                return text;
            }
            format!("The library cannot be read. This is what the backup holds:\n{text}")
        },
    )
}

fn report_text(report: &SalvageReport) -> String {
    let SalvageReport { path, is_whole, is_log_torn, cut, loose, tables, documents } = report;
    let mut text = format!("Wrote {path}\n");
    if let Some(SalvagedCut { left, was }) = cut {
        text.push_str(&format!("The file was cut off: {left} of its {was} bytes are left.\n"));
    }
    if documents.is_empty() {
        text.push_str("No interview could be read.\n");
    }
    for document in documents {
        let SalvagedDocument {
            title, text: state, characters, structure, annotations, lost_annotations, ..
        } = document;
        let mut notes = match state {
            SalvagedText::Whole => vec![format!("{characters} characters")],
            SalvagedText::Altered => {
                vec![format!("{characters} characters"), "the text may not be as it was imported".to_owned()]
            }
            SalvagedText::Beginning => vec![format!("only the first {characters} characters are left")],
            SalvagedText::Quotes if *annotations == 0 => {
                vec!["the text is lost, only what was said about it is left".to_owned()]
            }
            SalvagedText::Quotes => vec!["the text is lost, the quotes stand in its place".to_owned()],
        };
        notes.push(match annotations {
            0 => "no annotations".to_owned(),
            1 => "1 annotation".to_owned(),
            _ => format!("{annotations} annotations"),
        });
        if !structure {
            notes.push("the structure was found anew".to_owned());
        }
        if *lost_annotations > 0 {
            notes.push(format!("{lost_annotations} annotations are lost or have lost their passage"));
        }
        text.push_str(&format!("{}: {}\n", clip(title, TITLE_WIDTH), notes.join(", ")));
    }
    for table in tables.iter().filter(|table| table.lost > 0) {
        text.push_str(&format!(
            "{}: {} taken, {} lost or unreadable\n",
            table.table, table.taken, table.lost
        ));
    }
    if *loose > 0 {
        text.push_str(&format!(
            "{loose} rows stood where nothing led to them any more: what had been deleted may be among them.\n"
        ));
    }
    if *is_log_torn {
        text.push_str("What was written last is incomplete: the newest changes may be missing.\n");
    }
    if *is_whole {
        text.push_str("Nothing that is known to have been there is missing.\n");
    }
    text
}

fn report_json(report: &SalvageReport) -> Value {
    let SalvageReport { path, is_whole, is_log_torn, cut, loose, tables, documents } = report;
    json!({
        "path": path,
        "is_whole": is_whole,
        "is_log_torn": is_log_torn,
        "cut": cut.map(|SalvagedCut { left, was }| json!({ "left": left, "was": was })),
        "loose": loose,
        "tables": tables
            .iter()
            .map(|table| json!({ "table": table.table, "taken": table.taken, "lost": table.lost }))
            .collect::<Vec<_>>(),
        "documents": documents.iter().map(document_json).collect::<Vec<_>>(),
    })
}

fn document_json(document: &SalvagedDocument) -> Value {
    let SalvagedDocument { id, title, text, characters, structure, annotations, lost_annotations } = document;
    let text = match text {
        SalvagedText::Whole => "whole",
        SalvagedText::Altered => "altered",
        SalvagedText::Beginning => "beginning",
        SalvagedText::Quotes => "quotes",
    };
    json!({
        "id": id,
        "title": title,
        "text": text,
        "characters": characters,
        "structure": structure,
        "annotations": annotations,
        "lost_annotations": lost_annotations,
    })
}
