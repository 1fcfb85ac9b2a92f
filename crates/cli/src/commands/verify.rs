//! `verify`.

use super::export;
use crate::output::{Failure, Output};
use crate::table::one_line;
use serde_json::json;
use std::path::Path;
use vermilion_api::Api;
use vermilion_api::wire::{ChosenDocument, ExportDifference, ExportVerified, ExportVerify, ImportSource};

/// Says what a file says otherwise than the library. That something does is told by the status.
pub(crate) fn verify(api: &Api, file: &Path, document: &str, output: &Output) -> Result<(), Failure> {
    let document = api.document_resolve(document)?;
    let path = export::named(Some(file))?.unwrap_or_default().to_owned();
    let source = ImportSource::Path { path };
    let documents = Some(vec![ChosenDocument { document, annotations: None }]);
    let verified = api.export_verify(ExportVerify { documents, source })?;
    output.answer(|| as_json(&verified), || as_text(file, &verified))?;
    if verified.total == 0 { Ok(()) } else { Err(Failure::Told) }
}

fn as_json(verified: &ExportVerified) -> serde_json::Value {
    let difference = |one: &ExportDifference| {
        json!({
            "what": one.what,
            "of": one.of,
            "id": one.id,
            "start": one.start,
            "library": one.library,
            "file": one.file,
        })
    };
    json!({
        "format": verified.format,
        "annotations": verified.annotations,
        "total": verified.total,
        "differences": verified.differences.iter().map(difference).collect::<Vec<_>>(),
    })
}

fn as_text(file: &Path, verified: &ExportVerified) -> String {
    let ExportVerified { format, annotations, total, differences } = verified;
    if *total == 0 {
        return format!(
            "{} ({format}) says what the library says; {annotations} annotations were compared.\n",
            file.display()
        );
    }
    let mut text = format!("{} ({format}) differs from the library in {total}:\n", file.display());
    for one in differences {
        text.push_str(&line(one));
    }
    let more = (*total as usize).saturating_sub(differences.len());
    if more > 0 {
        text.push_str(&format!("and {more} more\n"));
    }
    text
}

fn line(difference: &ExportDifference) -> String {
    let ExportDifference { what, of, id, start, library, file, .. } = difference;
    let id = id.as_deref().map(|id| format!(" {}", one_line(id))).unwrap_or_default();
    let start = start.map(|start| format!(" at {start}")).unwrap_or_default();
    let said = |words: &Option<String>| {
        words.as_deref().map_or_else(|| "nothing".to_owned(), |words| format!("“{}”", one_line(words)))
    };
    format!("  {of}{id}{start}, {what}: {} in the library, {} in the file\n", said(library), said(file))
}
