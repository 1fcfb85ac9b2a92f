//! A passage copied as a quotation, in the form that is asked for or set.

use crate::api::{Api, Result};
use crate::convert;
use crate::error::Refusal;
use crate::names;
use crate::wire::{Citation, CitationForm, QuoteCopy, Quoted, TemplateChosen};
use vermilion_anchor::Span;
use vermilion_core::{DocumentId, documents};
use vermilion_formats::annotated::{Annotated, Colour, ExportedAnnotation, Mark, Style};
use vermilion_formats::attribution::{self, Form};

impl Api {
    /// A passage with its attribution.
    ///
    /// # Errors
    /// When there is no such document or passage; when there is no such template, or something is wrong in it.
    pub fn quote_copy(&self, request: QuoteCopy) -> Result<Quoted> {
        let QuoteCopy { document, start, end, citation } = request;
        let id: DocumentId = convert::id(&document)?;
        let span = convert::span(start, end);
        let Citation { form, template } = match citation {
            Some(citation) => citation,
            None => self.settings()?.citation,
        };
        let mut annotated = documents::annotated(&self.library, id, None)?;
        let marked = annotated.annotations.iter().find(|annotation| annotation.span == span).cloned();
        let form = match form {
            CitationForm::Dash => Form::Dash,
            CitationForm::Markdown => Form::Markdown,
            CitationForm::AuthorDate => Form::AuthorDate,
            CitationForm::Full => Form::Full,
            CitationForm::Template => {
                // Whether there is such a passage, which a template would not ask.
                attribution::quote(&annotated, span, Form::Dash, None).ok_or(Refusal::NoSuchPassage)?;
                annotated.annotations = vec![marked.unwrap_or_else(|| unmarked(&annotated, span))];
                annotated.orphans.clear();
                annotated.memos.clear();
                let chosen = TemplateChosen::Name { name: template.unwrap_or_default() };
                let (_, text) = self.template_written(chosen, &[annotated], None)?;
                return Ok(Quoted { text: text.trim().to_owned() });
            }
        };
        // Where its Markdown export lies beside, this is where the passage stands in it.
        let link = marked.map(|annotation| {
            let file = names::file_name(&annotated.title, "md").replace('%', "%25").replace('#', "%23");
            format!("{}#^{}", attribution::destination(&file), annotation.id)
        });
        let text =
            attribution::quote(&annotated, span, form, link.as_deref()).ok_or(Refusal::NoSuchPassage)?;
        Ok(Quoted { text })
    }
}

/// A passage that nobody has marked, for a template, which sees annotations. It has no id.
fn unmarked(document: &Annotated, span: Span) -> ExportedAnnotation {
    ExportedAnnotation {
        id: String::new(),
        span,
        style: Style { mark: Mark::Fill, colour: Colour::Yellow },
        note: String::new(),
        tags: Vec::new(),
        original: None,
        created: document.exported_at.clone(),
        modified: document.exported_at.clone(),
    }
}
