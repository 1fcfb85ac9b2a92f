//! Commands about text alone.

use crate::api::{Api, Result};
use crate::convert;
use crate::error::Refusal;
use crate::wire::{NoteRender, Passage, QuoteCopy, Quoted, TextUnit};
use vermilion_anchor::CodePoint;
use vermilion_anchor::segment::unit_at;
use vermilion_core::{DocumentId, documents};
use vermilion_formats::{attribution, note};

impl Api {
    /// The unit of text that holds a code point; the last one for an offset at or after the end.
    ///
    /// # Errors
    /// Never; every command may refuse.
    pub fn text_unit(&self, request: TextUnit) -> Result<Passage> {
        let length = vermilion_anchor::count(&request.text);
        let span = unit_at(&request.text, CodePoint(request.offset.min(length)), request.unit.into());
        Ok(Passage { start: span.start.0, end: span.end.0 })
    }

    /// Notes as HTML that is safe to show.
    ///
    /// # Errors
    /// Never; every command may refuse.
    pub fn note_render(&self, request: NoteRender) -> Result<Vec<String>> {
        Ok(request.notes.iter().map(|markdown| note::note_html(markdown)).collect())
    }

    /// A passage with its attribution.
    ///
    /// # Errors
    /// When there is no such document or passage.
    pub fn quote_copy(&self, request: QuoteCopy) -> Result<Quoted> {
        let id: DocumentId = convert::id(&request.document)?;
        let annotated = documents::annotated(&self.library, id, Some(&[]))?;
        let text = attribution::quote(&annotated, convert::span(request.start, request.end))
            .ok_or(Refusal::NoSuchPassage)?;
        Ok(Quoted { text })
    }
}
