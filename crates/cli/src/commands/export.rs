//! `export`.

use crate::arguments::Export;
use crate::commands::annotations;
use crate::output::{Failure, Output};
use serde_json::json;
use vermilion_api::wire::{ExportRender, ExportSave};
use vermilion_api::{Api, ApiError};

/// Writes the annotations to a file, or to standard output exactly as the file would be.
pub(crate) fn export(api: &Api, export: &Export, output: &Output) -> Result<(), Failure> {
    let document = api.document_resolve(&export.document)?;
    let format = export.format.into();
    let annotations = if export.wanted.is_any() {
        let found = annotations::find(api, Some(document.clone()), &export.wanted)?.found;
        Some(found.into_iter().map(|each| each.annotation.id).collect())
    } else {
        None
    };
    let Some(path) = &export.output else {
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
    let Some(path) = path.to_str() else {
        return Err(ApiError {
            code: "bad-path".to_owned(),
            params: Default::default(),
            message: format!("{} cannot be named: its path is not Unicode.", path.display()),
            hint: None,
        }
        .into());
    };
    let request =
        ExportSave { document, format, annotations, path: path.to_owned(), overwrite: export.force };
    let saved = api.export_save(request).map_err(|mut error| {
        if error.code == "file-exists" {
            error.hint = Some("Choose another name, or replace it with --force.".to_owned());
        }
        error
    })?;
    output.answer(
        || json!({ "path": saved.path, "bytes": saved.bytes }),
        || format!("Wrote {} ({} bytes)\n", saved.path, saved.bytes),
    )
}
