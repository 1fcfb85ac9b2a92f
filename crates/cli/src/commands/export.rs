//! `export`.

use crate::arguments::Export;
use crate::commands::{annotations, templates};
use crate::output::{Failure, Output};
use serde_json::json;
use std::path::Path;
use vermilion_api::wire::{ExportLibrary, ExportRender, ExportSave, Saved};
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
    let annotations = if export.wanted.is_any() {
        let found = annotations::find(api, Some(document.clone()), &export.wanted)?.found;
        Some(found.into_iter().map(|each| each.annotation.id).collect())
    } else {
        None
    };
    let Some(path) = named(export.output.as_deref())? else {
        if output.is_json() {
            let rendered = api.export_render(ExportRender { document, format, annotations })?;
            let answer = json!({
                "file_name": rendered.file_name,
                "media_type": rendered.media_type,
                "text": rendered.text,
            });
            return output.answer(|| answer, String::new);
        }
        return output.write(&api.export_bytes(&document, format, annotations.as_deref())?);
    };
    let request =
        ExportSave { document, format, annotations, path: path.to_owned(), overwrite: export.force };
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
    if error.code == "file-exists" {
        error.hint = Some("Choose another name, or replace it with --force.".to_owned());
    }
    error
}

pub(crate) fn tell(saved: &Saved, output: &Output) -> Result<(), Failure> {
    output.answer(
        || json!({ "path": saved.path, "bytes": saved.bytes }),
        || format!("Wrote {} ({} bytes)\n", saved.path, saved.bytes),
    )
}
