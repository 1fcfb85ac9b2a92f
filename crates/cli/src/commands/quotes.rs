//! `quote`.

use crate::arguments::Quote;
use crate::output::{Failure, Output};
use crate::quote;
use serde_json::json;
use vermilion_api::wire::{AnnotationState, Citation, CitationForm, QuoteCopy};
use vermilion_api::{Api, ApiError};

/// Prints a passage as a quotation that says where it comes from.
pub(crate) fn quote(api: &Api, asked: &Quote, output: &Output) -> Result<(), Failure> {
    let (document, start, end) = passage(api, asked)?;
    let citation = match (&asked.template, asked.form) {
        (Some(name), _) => Some(Citation { form: CitationForm::Template, template: Some(name.clone()) }),
        (None, form) => form.map(|form| Citation { form: form.into(), template: None }),
    };
    let quoted = api.quote_copy(QuoteCopy { document: document.clone(), start, end, citation })?;
    output.answer(
        || json!({ "document": document, "start": start, "end": end, "text": quoted.text }),
        || format!("{}\n", quoted.text),
    )
}

/// The document and the passage that are meant.
fn passage(api: &Api, asked: &Quote) -> Result<(String, u32, u32), Failure> {
    if let Some(id) = &asked.annotation {
        let annotation = api.annotation_resolve(id)?;
        if annotation.state == AnnotationState::Orphan {
            let error = ApiError {
                code: "no-such-passage".to_owned(),
                params: Default::default(),
                message: "The passage of this annotation is no longer in the text.".to_owned(),
                hint: Some("`vermilion annotations` shows where it stood.".to_owned()),
            };
            return Err(error.into());
        }
        return Ok((annotation.document, annotation.start, annotation.end));
    }
    let document = api.document_resolve(asked.document.as_deref().unwrap_or_default())?;
    let (start, end) = match (asked.start, asked.end) {
        (Some(start), Some(end)) => (start, end),
        _ => {
            let words = asked.quote.as_deref().unwrap_or_default();
            quote::locate(api, &document, words, asked.prefix.as_deref(), asked.suffix.as_deref())?
        }
    };
    Ok((document, start, end))
}
