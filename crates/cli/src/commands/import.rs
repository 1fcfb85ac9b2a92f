//! `import`.

use super::ORIGIN;
use super::export::named;
use crate::arguments::Import;
use crate::output::{Failure, Output};
use crate::table::one_line;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use vermilion_api::wire::{
    DocumentSummary, ImportCommit, ImportList, ImportPreviewRequest, ImportReport, ImportSource, Imported,
};
use vermilion_api::{Api, ApiError};

/// What became of a file that was taken in.
struct Taken {
    /// Its documents; none of a codebook.
    documents: Vec<DocumentSummary>,
    imported: Imported,
    format: String,
    report: Option<ImportReport>,
    is_encoding_certain: bool,
    replaced: u32,
}

/// Imports files one after the other. One that is refused does not keep the others out; the status tells that one was.
pub(crate) fn import(api: &Api, import: &Import, output: &Output) -> Result<(), Failure> {
    let files = listed(api, import, output)?;
    let (mut taken, mut report) = (Vec::new(), Vec::new());
    let mut is_refused = false;
    for file in &files {
        match take(api, file, import) {
            Ok(one) => {
                for remark in remarks(file, &one) {
                    output.remark(&remark);
                }
                report.push(reported(file, &one));
                taken.push(one);
            }
            Err(failure) => {
                is_refused = true;
                output.refuse(&failure);
                report.push(json!({ "file": file.display().to_string(), "refused": failure.code() }));
            }
        }
    }
    if let Some(path) = &import.report {
        write_report(path, &report)?;
    }
    if !taken.is_empty() {
        output.answer(|| as_json(&taken), || as_text(&taken))?;
    }
    if is_refused { Err(Failure::Told) } else { Ok(()) }
}

/// The files that are meant: of folders those in them.
fn listed(api: &Api, import: &Import, output: &Output) -> Result<Vec<PathBuf>, Failure> {
    if !import.files.iter().any(|path| path.is_dir()) {
        return Ok(import.files.clone());
    }
    let paths = import.files.iter().map(|path| Ok(named(Some(path))?.unwrap_or_default().to_owned()));
    let listed = api.import_list(ImportList { paths: paths.collect::<Result<_, ApiError>>()? })?;
    for path in &listed.unread {
        output.remark(&format!("{path}: cannot be looked into, and was left out"));
    }
    if listed.others > 0 {
        output.remark(&format!("{} other files in the folders were left alone", listed.others));
    }
    if listed.is_cut {
        output.remark("There are more files than are imported at once; import the folders one by one.");
    }
    if let (Some(_), true) = (&import.title, listed.files.len() > 1) {
        let message = "--title is for one file: several would have the same title.".to_owned();
        let code = "bad-request".to_owned();
        return Err(ApiError { code, params: BTreeMap::new(), message, hint: None }.into());
    }
    if listed.files.is_empty() {
        let message = "There is nothing in the folders that can be imported.".to_owned();
        let hint = Some("Name the files themselves where they have other endings.".to_owned());
        let code = "nothing-to-import".to_owned();
        return Err(ApiError { code, params: BTreeMap::new(), message, hint }.into());
    }
    Ok(listed.files.into_iter().map(PathBuf::from).collect())
}

fn take(api: &Api, file: &Path, import: &Import) -> Result<Taken, Failure> {
    let Some(path) = file.to_str() else {
        return Err(ApiError {
            code: "bad-path".to_owned(),
            params: Default::default(),
            message: format!("{} cannot be named: its path is not Unicode.", file.display()),
            hint: Some("Rename the file.".to_owned()),
        }
        .into());
    };
    let source = ImportSource::Path { path: path.to_owned() };
    let preview = api.import_preview(ImportPreviewRequest {
        source: source.clone(),
        encoding: import.encoding.clone(),
        format: import.format.clone(),
    })?;
    let (is_encoding_certain, replaced) = (preview.is_encoding_certain, preview.replaced);
    let imported = api.import_commit(
        ImportCommit {
            source,
            encoding: import.encoding.clone(),
            title: import.title.clone(),
            published_source: None,
            published: None,
            language: None,
            again: false,
            format: import.format.clone(),
            speakers: None,
            memo: None,
            onto: import.onto.as_deref().map(|onto| api.document_resolve(onto)).transpose()?,
        },
        ORIGIN,
    )?;
    let documents =
        imported.documents.iter().map(|id| api.document_summary(id)).collect::<Result<Vec<_>, ApiError>>()?;
    // A text is imported once, and importing it again changes nothing; a title that was asked for and is not given must
    // not go unsaid.
    if let (false, Some(_), Some(summary)) = (imported.is_new, &import.title, documents.first()) {
        return Err(already_imported(file, summary));
    }
    let (format, report) = (preview.format, preview.report);
    Ok(Taken { documents, imported, format, report, is_encoding_certain, replaced })
}

/// What became of a file and of everything in it.
fn reported(file: &Path, taken: &Taken) -> Value {
    json!({
        "file": file.display().to_string(),
        "format": taken.format,
        "documents": taken.imported.documents,
        "is_new": taken.imported.is_new,
        "report": taken.report,
    })
}

/// Writes what became of the files.
fn write_report(path: &Path, report: &[Value]) -> Result<(), Failure> {
    // A value of these parts is always text.
    let text = serde_json::to_string_pretty(report).unwrap_or_default();
    vermilion_api::write_text(path, &format!("{text}\n"))?;
    Ok(())
}

fn already_imported(file: &Path, summary: &DocumentSummary) -> Failure {
    let error = ApiError {
        code: "already-imported".to_owned(),
        params: BTreeMap::from([("document".to_owned(), summary.id.clone())]),
        message: format!(
            "The text of {} is in the library already, as “{}” ({}).",
            file.display(),
            one_line(&summary.title),
            summary.id
        ),
        hint: Some("That document was left as it is; --title is for a new one.".to_owned()),
    };
    let document = json!({ "id": summary.id, "title": summary.title });
    Failure::RefusedWith(error, "document", Box::new(document))
}

fn remarks(file: &Path, taken: &Taken) -> Vec<String> {
    let mut remarks = Vec::new();
    let encoding = taken.documents.first().map_or("", |first| first.encoding.as_str());
    let is_new = taken.imported.is_new;
    if is_new && !taken.is_encoding_certain {
        remarks.push(format!(
            "{}: read as {encoding}, which is a guess; if it is wrong, undo and import with --encoding",
            file.display()
        ));
    }
    if is_new && taken.replaced > 0 {
        remarks.push(format!(
            "{}: {} sequences mean nothing in {encoding} and became \u{FFFD}",
            file.display(),
            taken.replaced
        ));
    }
    if let Some(report) = taken.report.as_ref().filter(|report| report.altered + report.skipped > 0) {
        remarks.push(format!(
            "{}: {} things were taken, {} changed, {} left out; --report FILE tells which",
            file.display(),
            report.taken,
            report.altered,
            report.skipped
        ));
    }
    if taken.imported.left_out > 0 {
        remarks.push(format!(
            "{}: {} annotations belong to a text that is not in the file, and were left out; import it again with --onto DOC",
            file.display(),
            taken.imported.left_out
        ));
    }
    remarks
}

/// The documents; the fields of the only one stand at the top as well, so that a script that imports one file need not
/// look into a list.
fn as_json(taken: &[Taken]) -> Value {
    let documents: Vec<Value> = taken.iter().flat_map(file_json).collect();
    let mut answer = match documents.as_slice() {
        [only] => only.clone(),
        _ => json!({}),
    };
    answer["documents"] = documents.into();
    answer
}

/// The documents of a file; of a file without an interview what else it brought.
fn file_json(taken: &Taken) -> Vec<Value> {
    let brought = |mut answer: Value| {
        answer["format"] = taken.format.clone().into();
        answer["annotations"] = taken.imported.annotations.into();
        answer["orphans"] = taken.imported.orphans.into();
        answer["tags"] = taken.imported.tags.into();
        answer
    };
    if taken.documents.is_empty() {
        return vec![brought(json!({}))];
    }
    taken.documents.iter().map(|summary| brought(document_json(taken, summary))).collect()
}

fn document_json(taken: &Taken, summary: &DocumentSummary) -> Value {
    json!({
        "id": summary.id,
        "title": summary.title,
        "is_new": taken.imported.is_new,
        "encoding": summary.encoding,
        "is_encoding_certain": taken.is_encoding_certain,
        "replaced": taken.replaced,
        "language": summary.language,
        "characters": summary.characters,
        "speakers": summary.speakers.iter().map(|speaker| speaker.name.as_str()).collect::<Vec<_>>(),
        "sections": summary.sections,
    })
}

fn as_text(taken: &[Taken]) -> String {
    let mut text = String::new();
    for (one, summary) in taken.iter().flat_map(|one| one.documents.iter().map(move |summary| (one, summary)))
    {
        let done = if one.imported.is_new { "Imported" } else { "In the library already, left as it is:" };
        text.push_str(&format!("{done} {}\n", one_line(&summary.title)));
        let speakers: Vec<String> = summary.speakers.iter().map(|speaker| one_line(&speaker.name)).collect();
        let speakers = if speakers.is_empty() { "no speakers".to_owned() } else { speakers.join(", ") };
        text.push_str(&format!(
            "  {}\n  {} characters, {} sections, {speakers}\n",
            summary.id, summary.characters, summary.sections
        ));
    }
    for one in taken {
        let Imported { annotations, orphans, tags, .. } = one.imported;
        if annotations + orphans + tags > 0 {
            text.push_str(&format!(
                "{annotations} annotations, {orphans} without a place, {tags} new tags\n"
            ));
        }
    }
    text
}
