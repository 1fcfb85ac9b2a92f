//! `export`.

use crate::arguments::Export;
use crate::commands::{annotations, templates};
use crate::output::{Failure, Output};
use serde_json::json;
use std::path::Path;
use vermilion_api::wire::{ExportLibrary, ExportRender, ExportSave, ExportUpdate, Saved};
use vermilion_api::{Api, ApiError};

/// Writes the annotations to a file, or to standard output exactly as the file would be.
pub(crate) fn export(api: &Api, export: &Export, output: &Output) -> Result<(), Failure> {
    let format = match (&export.template, export.format) {
        (Some(template), _) => return templates::export(api, export, template, output),
        (None, Some(format)) => format.into(),
        // The parser asks for one of the two.
        (None, None) => return Ok(()),
    };
    let Some(document) = &export.document else {
        let path = named(export.output.as_deref())?.map(str::to_owned);
        let done = api
            .export_library(ExportLibrary { format, documents: None, path, overwrite: export.force })
            .map_err(with_way_out)?;
        // A path was asked for with `--all`, so there is a file.
        return done.saved.map_or(Ok(()), |saved| tell(&saved, output));
    };
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
    let update = saved.update.map(|update| {
        json!({
            "added": update.added,
            "changed": update.changed,
            "removed": update.removed,
            "kept": update.kept,
            "is_current": update.is_current,
        })
    });
    output.answer(
        || json!({ "path": saved.path, "bytes": saved.bytes, "update": update }),
        || match saved.update {
            None => format!("Wrote {} ({} bytes)\n", saved.path, saved.bytes),
            Some(update) if update.is_current => format!("{} is up to date already\n", saved.path),
            Some(ExportUpdate { added, changed, removed, .. }) => format!(
                "Updated {}: {added} added, {changed} changed, {removed} removed; what else is in it stays\n",
                saved.path
            ),
        },
    )
}
