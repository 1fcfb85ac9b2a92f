//! `export`.

use crate::arguments::Export;
use crate::output::{Failure, Output};
use serde_json::json;
use vermilion_api::wire::{ExportRender, ExportSave};
use vermilion_api::{Api, ApiError};

/// Writes the annotations to a file, or to standard output exactly as the file would be.
pub(crate) fn export(api: &Api, export: &Export, output: &Output) -> Result<(), Failure> {
    let document = api.document_resolve(&export.document)?;
    let format = export.format.into();
    let Some(path) = &export.output else {
        if output.is_json() {
            let rendered = api.export_render(ExportRender { document, format, annotations: None })?;
            let answer = json!({
                "file_name": rendered.file_name,
                "media_type": rendered.media_type,
                "text": rendered.text,
            });
            return output.answer(|| answer, String::new);
        }
        return output.write(&api.export_bytes(&document, format)?);
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
        ExportSave { document, format, annotations: None, path: path.to_owned(), overwrite: export.force };
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
