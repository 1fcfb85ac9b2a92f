//! `doctor`, `backup` and `restore`: what is done with the library as a file.

use super::ORIGIN;
use crate::arguments::{Backup, Restore};
use crate::output::{Failure, Output};
use crate::table::{Set, clip, table};
use crate::times;
use serde_json::{Value, json};
use std::path::{self, Path};
use vermilion_api::wire::{
    self, BackupChosen, BackupMake, ComparedDocument, ComparedState, Comparison, Diagnosis, Difference,
    Finding, Nothing, Severity,
};
use vermilion_api::{Api, ApiError};

/// How wide a title is shown, in cells.
const TITLE_WIDTH: usize = 48;

/// Examines a library that need not open. Nothing is written to it.
pub(crate) fn examine(library: &Path, output: &Output) -> Result<(), Failure> {
    let diagnosis = vermilion_api::examine(library);
    output.answer(|| diagnosis_json(&diagnosis), || diagnosis_text(&diagnosis))?;
    judge(&diagnosis)
}

/// Mends what can be mended, then says what was and what is left.
pub(crate) fn repair(api: &Api, output: &Output) -> Result<(), Failure> {
    let report = api.doctor_repair(Nothing {}, ORIGIN)?;
    let wire::RepairReport { backup, repaired, left, change: _ } = &report;
    output.answer(
        || {
            json!({
                "backup": backup.as_ref().map(backup_json),
                "repaired": repaired.iter().map(finding_json).collect::<Vec<_>>(),
                "left": diagnosis_json(left),
            })
        },
        || {
            let mut text = String::new();
            if let Some(backup) = backup {
                text.push_str(&format!("The library as it was before: {}\n\nMended:\n", backup.path));
                repaired.iter().for_each(|finding| text.push_str(&finding_text(finding)));
                text.push('\n');
            }
            text.push_str(&diagnosis_text(left));
            text
        },
    )?;
    judge(left)
}

fn judge(diagnosis: &Diagnosis) -> Result<(), Failure> {
    if diagnosis.is_sound { Ok(()) } else { Err(Failure::Told) }
}

fn diagnosis_text(diagnosis: &Diagnosis) -> String {
    let Diagnosis { is_sound, findings, left_out, documents, annotations, steps } = diagnosis;
    let looked = format!("{documents} documents, {annotations} annotations, {steps} steps of the history");
    if *is_sound {
        return format!("Nothing is wrong: {looked}.\n");
    }
    let mut text = format!("Looked at {looked}. This is wrong:\n");
    findings.iter().for_each(|finding| text.push_str(&finding_text(finding)));
    if *left_out > 0 {
        text.push_str(&format!("… and {left_out} more\n"));
    }
    if findings.iter().any(|finding| finding.can_repair) {
        text.push_str("`vermilion doctor --repair` mends what is marked with +, after a backup.\n");
    }
    text
}

fn finding_text(finding: &Finding) -> String {
    let mark = if finding.can_repair { '+' } else { '-' };
    let place =
        finding.title.as_ref().map_or_else(String::new, |title| format!("{}: ", clip(title, TITLE_WIDTH)));
    format!("{mark} {place}{}\n", finding.message)
}

fn diagnosis_json(diagnosis: &Diagnosis) -> Value {
    let Diagnosis { is_sound, findings, left_out, documents, annotations, steps } = diagnosis;
    json!({
        "is_sound": is_sound,
        "findings": findings.iter().map(finding_json).collect::<Vec<_>>(),
        "left_out": left_out,
        "documents": documents,
        "annotations": annotations,
        "steps": steps,
    })
}

fn finding_json(finding: &Finding) -> Value {
    let Finding { code, severity, can_repair, document, title, params, message } = finding;
    let severity = match severity {
        Severity::Warning => "warning",
        Severity::Damage => "damage",
    };
    json!({
        "code": code,
        "severity": severity,
        "can_repair": can_repair,
        "document": document,
        "title": title,
        "params": params,
        "message": message,
    })
}

/// Makes a backup, or lists those there are.
pub(crate) fn backup(api: &Api, backup: &Backup, output: &Output) -> Result<(), Failure> {
    if backup.list {
        return list(api, output);
    }
    let path = backup.to.as_deref().map(named).transpose()?;
    let made = api.backup_make(BackupMake { path })?;
    output.answer(
        || json!({ "backup": backup_json(&made) }),
        || format!("Wrote and checked {} ({} bytes)\n", made.path, made.bytes),
    )
}

fn list(api: &Api, output: &Output) -> Result<(), Failure> {
    answer_list(&api.backup_list(Nothing {})?, output)
}

/// The backups there are.
pub(super) fn answer_list(list: &wire::BackupList, output: &Output) -> Result<(), Failure> {
    output.answer(
        || {
            json!({
                "folder": list.folder,
                "backups": list.backups.iter().map(backup_json).collect::<Vec<_>>(),
            })
        },
        || {
            if list.backups.is_empty() {
                return format!("There are no backups in {}.\n", list.folder);
            }
            let rows: Vec<[String; 5]> = list
                .backups
                .iter()
                .map(|backup| {
                    let at = times::local(backup.at);
                    let own = if backup.is_own { "" } else { "elsewhere" }.to_owned();
                    [at, reason(backup).to_owned(), backup.bytes.to_string(), own, backup.path.clone()]
                })
                .collect();
            table([Set::Left, Set::Left, Set::Right, Set::Left, Set::Left], &rows)
        },
    )
}

/// Makes the library what a backup holds, or says what that would change.
pub(crate) fn restore(api: &Api, restore: &Restore, output: &Output) -> Result<(), Failure> {
    let path = chosen(api, &restore.what)?;
    let comparison = api.backup_compare(BackupChosen { path: path.clone() })?;
    if restore.dry_run {
        return output.answer(|| comparison_json(&comparison), || comparison_text(&comparison, "would be"));
    }
    let restored = api.backup_restore(BackupChosen { path }, ORIGIN)?;
    output.answer(
        || {
            let mut answer = comparison_json(&comparison);
            answer["safety"] = backup_json(&restored.safety);
            answer
        },
        || {
            let before = &restored.safety.path;
            format!("{}The library as it was before: {before}\n", comparison_text(&comparison, "was"))
        },
    )
}

/// The path of a backup that is named by its path, or by its file name in the folder of the backups.
fn chosen(api: &Api, backup: &Path) -> Result<String, Failure> {
    Ok(among(&api.backup_list(Nothing {})?, backup)?)
}

/// The same among those of a list.
pub(super) fn among(list: &wire::BackupList, backup: &Path) -> Result<String, ApiError> {
    if backup.components().count() == 1 && !backup.exists() {
        let is_called = |one: &&wire::Backup| Path::new(&one.path).file_name() == Some(backup.as_os_str());
        return match list.backups.iter().find(is_called) {
            Some(one) => Ok(one.path.clone()),
            None => named(&Path::new(&list.folder).join(backup)),
        };
    }
    named(backup)
}

/// The path as the api takes it.
pub(super) fn named(path: &Path) -> Result<String, ApiError> {
    let absolute = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.to_str().map(str::to_owned).ok_or_else(|| ApiError {
        code: "bad-path".to_owned(),
        params: Default::default(),
        message: format!("{} cannot be named: its path is not Unicode.", path.display()),
        hint: None,
    })
}

pub(super) fn comparison_text(comparison: &Comparison, be: &str) -> String {
    let Comparison { same, documents, codebook } = comparison;
    if documents.is_empty() && !codebook {
        return format!("Nothing {be} different: {same} documents are alike.\n");
    }
    let mut text = String::new();
    for document in documents {
        let title = clip(&document.title, TITLE_WIDTH);
        let what = match document.state {
            ComparedState::OnlyHere => format!("- {title}: {be} taken out"),
            ComparedState::OnlyThere => format!("+ {title}: {be} brought back"),
            ComparedState::Changed if document.text => format!("~ {title}: {be} changed"),
            ComparedState::Changed => format!("~ {title}"),
        };
        text.push_str(&what);
        text.push_str(&counts(document));
        text.push('\n');
    }
    if *codebook {
        text.push_str(&format!("~ tags, or memos on them or on the library: {be} changed\n"));
    }
    text.push_str(&format!("{same} documents are alike.\n"));
    text
}

fn counts(document: &ComparedDocument) -> String {
    let count = |name: &str, difference: &Difference| {
        let Difference { added, removed, changed } = difference;
        if added + removed + changed == 0 {
            return String::new();
        }
        format!("; {name} +{added} -{removed} ~{changed}")
    };
    count("annotations", &document.annotations) + &count("notes", &document.notes)
}

pub(super) fn comparison_json(comparison: &Comparison) -> Value {
    let documents = comparison.documents.iter().map(|document| {
        let ComparedDocument { id, title, state, text, annotations, notes } = document;
        let state = match state {
            ComparedState::OnlyHere => "only-here",
            ComparedState::OnlyThere => "only-there",
            ComparedState::Changed => "changed",
        };
        json!({
            "id": id,
            "title": title,
            "state": state,
            "text": text,
            "annotations": difference_json(annotations),
            "notes": difference_json(notes),
        })
    });
    json!({
        "same": comparison.same,
        "documents": documents.collect::<Vec<_>>(),
        "codebook": comparison.codebook,
    })
}

fn difference_json(difference: &Difference) -> Value {
    let Difference { added, removed, changed } = difference;
    json!({ "added": added, "removed": removed, "changed": changed })
}

fn backup_json(backup: &wire::Backup) -> Value {
    json!({
        "path": backup.path,
        "at": times::rfc3339(backup.at),
        "reason": reason(backup),
        "bytes": backup.bytes,
        "is_own": backup.is_own,
    })
}

fn reason(backup: &wire::Backup) -> &'static str {
    match backup.reason {
        wire::BackupReason::Start => "start",
        wire::BackupReason::Daily => "daily",
        wire::BackupReason::Migration => "migration",
        wire::BackupReason::Bulk => "bulk",
        wire::BackupReason::Manual => "manual",
        wire::BackupReason::Repair => "repair",
        wire::BackupReason::Restore => "restore",
    }
}
