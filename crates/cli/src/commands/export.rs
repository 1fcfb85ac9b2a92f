//! `export`.

use crate::arguments::Export;
use crate::commands::{annotations, templates};
use crate::output::{Failure, Output};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use vermilion_api::wire::{
    ChosenDocument, ExportEach, ExportFormat, ExportLibrary, ExportRender, ExportSave, ExportUpdate,
    ExportedEach, ExportedFile, Nothing, Saved,
};
use vermilion_api::{Api, ApiError};

/// Writes the annotations to a file, or to standard output exactly as the file would be.
pub(crate) fn export(api: &Api, export: &Export, output: &Output) -> Result<(), Failure> {
    let format = match (&export.template, export.format) {
        (Some(template), _) => return templates::export(api, export, template, output),
        (None, Some(format)) => format.into(),
        // The parser asks for one of the two.
        (None, None) => return Ok(()),
    };
    let [document] = export.documents.as_slice() else { return several(api, export, format, output) };
    let is_folder = export.output.as_deref().is_some_and(Path::is_dir);
    if is_folder {
        return each(api, export, format, output);
    }
    let document = api.document_resolve(document)?;
    let tags = export.tags_as.map(Into::into);
    let annotations = if export.wanted.is_any() {
        let found = annotations::find(api, Some(document.clone()), &export.wanted)?.found;
        Some(found.into_iter().map(|each| each.annotation.id).collect())
    } else {
        None
    };
    let Some(path) = named(export.output.as_deref())? else {
        if output.is_json() {
            let rendered = api.export_render(ExportRender { document, format, annotations, tags })?;
            let answer = json!({
                "file_name": rendered.file_name,
                "media_type": rendered.media_type,
                "text": rendered.text,
            });
            return output.answer(|| answer, String::new);
        }
        return output.write(&api.export_bytes(&document, format, annotations.as_deref(), tags)?);
    };
    let path = path.to_owned();
    let request = ExportSave { document, format, annotations, tags, path, overwrite: export.force };
    tell(&api.export_save(request).map_err(with_way_out)?, output)
}

/// Writes several documents: into one file where one can hold them, into a folder otherwise.
fn several(api: &Api, export: &Export, format: ExportFormat, output: &Output) -> Result<(), Failure> {
    let is_folder = export.output.as_deref().is_some_and(|path| path.is_dir() || ends_as_folder(path));
    if is_folder || !format.is_of_many() {
        return each(api, export, format, output);
    }
    let documents = chosen_documents(api, export)?;
    let path = named(export.output.as_deref())?.map(str::to_owned);
    let request = ExportLibrary { format, documents, path, overwrite: export.force };
    let done = api.export_library(request).map_err(with_way_out)?;
    // A path is asked for with several documents, so there is a file.
    done.saved.map_or(Ok(()), |saved| tell(&saved, output))
}

/// Whether a path that leads nowhere yet is meant to be one of a folder.
fn ends_as_folder(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}

/// Writes documents as a file each into a folder. One that is refused does not keep the others out; the status tells that
/// one was.
fn each(api: &Api, export: &Export, format: ExportFormat, output: &Output) -> Result<(), Failure> {
    let request = ExportEach {
        format,
        documents: chosen_documents(api, export)?,
        tags: export.tags_as.map(Into::into),
        folder: named(export.output.as_deref())?.unwrap_or_default().to_owned(),
        overwrite: export.force,
    };
    let done = api.export_each(request).map_err(with_way_out)?;
    for refused in &done.refused {
        output.remark(&refused.name);
        output.refuse(&Failure::Refused(with_way_out(refused.error.clone())));
    }
    output.answer(|| each_json(&done), || each_text(&done))?;
    if done.refused.is_empty() && done.left == 0 { Ok(()) } else { Err(Failure::Told) }
}

fn each_json(done: &ExportedEach) -> Value {
    let files = done.files.iter().map(|ExportedFile { document, saved, .. }| {
        let mut file = saved_json(saved);
        file["document"] = document.clone().into();
        file
    });
    let refused = done.refused.iter().map(|one| {
        json!({ "document": one.document, "name": one.name, "code": one.error.code, "message": one.error.message })
    });
    json!({
        "folder": done.folder,
        "files": files.collect::<Vec<_>>(),
        "refused": refused.collect::<Vec<_>>(),
        "left": done.left,
    })
}

fn each_text(done: &ExportedEach) -> String {
    let mut text: String = done.files.iter().map(|file| said(&file.saved)).collect();
    if done.files.is_empty() && done.refused.is_empty() {
        text.push_str("No annotation matches: nothing was written\n");
    }
    if done.left > 0 {
        text.push_str(&format!("Stopped: {} were not written\n", done.left));
    }
    text
}

/// What is asked for of the library: all of it, documents, or what has something in common in them.
pub(crate) fn chosen_documents(api: &Api, export: &Export) -> Result<Option<Vec<ChosenDocument>>, Failure> {
    let named = export.documents.iter().map(|document| api.document_resolve(document));
    let mut named: Vec<String> = named.collect::<Result<_, _>>()?;
    // One may be named twice, by its title and its id.
    let mut known = HashSet::new();
    named.retain(|document| known.insert(document.clone()));
    if !export.wanted.is_any() {
        let whole = |document| ChosenDocument { document, annotations: None };
        return Ok((!export.all).then(|| named.into_iter().map(whole).collect()));
    }
    let only = if let [only] = named.as_slice() { Some(only.clone()) } else { None };
    let mut wanted: HashMap<String, Vec<String>> = HashMap::new();
    for found in annotations::find(api, only, &export.wanted)?.found {
        wanted.entry(found.annotation.document).or_default().push(found.annotation.id);
    }
    if export.all {
        let all = api.document_list(Nothing {})?.into_iter();
        let found = all.filter_map(|one| {
            let annotations = wanted.remove(&one.id)?;
            Some(ChosenDocument { document: one.id, annotations: Some(annotations) })
        });
        return Ok(Some(found.collect()));
    }
    // Those are asked for by their names, and so there, whether or not anything in them is.
    let chosen = named.into_iter().map(|document| {
        let annotations = wanted.remove(&document).unwrap_or_default();
        ChosenDocument { document, annotations: Some(annotations) }
    });
    Ok(Some(chosen.collect()))
}

/// A path as it can be named.
pub(crate) fn named(path: Option<&Path>) -> Result<Option<&str>, ApiError> {
    let unnamed = |path: &Path| ApiError {
        code: "bad-path".to_owned(),
        params: Default::default(),
        message: format!("{} cannot be named: its path is not Unicode.", path.display()),
        hint: None,
    };
    path.map(|path| path.to_str().ok_or_else(|| unnamed(path))).transpose()
}

pub(crate) fn with_way_out(mut error: ApiError) -> ApiError {
    match error.code.as_str() {
        "files-exist" => {
            error.hint = Some("Choose another folder, or replace them with --force.".to_owned());
        }
        "file-exists" => error.hint = Some("Choose another name, or replace it with --force.".to_owned()),
        "file-altered" => {
            let hint = error.hint.unwrap_or_default();
            error.hint = Some(format!("{hint} With --force it is replaced with all that was written in it."));
        }
        _ => {}
    }
    error
}

pub(crate) fn tell(saved: &Saved, output: &Output) -> Result<(), Failure> {
    output.answer(|| saved_json(saved), || said(saved))
}

fn saved_json(saved: &Saved) -> Value {
    let update = saved.update.map(|update| {
        json!({
            "added": update.added,
            "changed": update.changed,
            "removed": update.removed,
            "kept": update.kept,
            "is_current": update.is_current,
        })
    });
    json!({ "path": saved.path, "bytes": saved.bytes, "update": update })
}

fn said(saved: &Saved) -> String {
    match saved.update {
        None => format!("Wrote {} ({} bytes)\n", saved.path, saved.bytes),
        Some(update) if update.is_current => format!("{} is up to date already\n", saved.path),
        Some(ExportUpdate { added, changed, removed, .. }) => format!(
            "Updated {}: {added} added, {changed} changed, {removed} removed; what else is in it stays\n",
            saved.path
        ),
    }
}
