//! Commands on documents as a whole.

use crate::api::{Api, Result};
use crate::convert;
use crate::wire::{
    Changed, DocumentDelete, DocumentOpen, DocumentSummary, DocumentUpdate, DocumentView, Nothing,
    ReadingRemember, Trouble,
};
use vermilion_anchor::CodePoint;
use vermilion_core::documents::DocumentFields;
use vermilion_core::{ActionName, DocumentId, annotations, documents, reading};

impl Api {
    /// All documents, the newest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn document_list(&self, _: Nothing) -> Result<Vec<DocumentSummary>> {
        Ok(documents::summaries(&self.library)?.into_iter().map(Into::into).collect())
    }

    /// What the list says of one document.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn document_summary(&self, document: &str) -> Result<DocumentSummary> {
        Ok(documents::summary(&self.library, convert::id(document)?)?.into())
    }

    /// The id of the document that a reference means: an id, the beginning of one, or a title that no other has.
    ///
    /// # Errors
    /// When none or several answer to it.
    pub fn document_resolve(&self, reference: &str) -> Result<String> {
        Ok(documents::resolve(&self.library, reference)?.to_string())
    }

    /// Opens a document for reading and remembers when. A library that cannot be written to is read all the same.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn document_open(&self, request: DocumentOpen) -> Result<DocumentView> {
        let id: DocumentId = convert::id(&request.document)?;
        // That somebody reads is worth remembering, and no reason to keep them from it: one can still read when the disk
        // is full or another program is writing.
        if let Err(error) = reading::touch(&self.library, id) {
            tracing::warn!(%error, "it is not remembered when a document was opened");
        }
        self.view(id)
    }

    /// Shows a document as [`Api::document_open`] does to somebody who only looks into it: nothing is remembered of that.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn document_peek(&self, request: DocumentOpen) -> Result<DocumentView> {
        self.view(convert::id(&request.document)?)
    }

    fn view(&self, id: DocumentId) -> Result<DocumentView> {
        let mut document = documents::open(&self.library, id)?;
        let misfits = annotations::misfits(&document);
        let mut trouble = None;
        if document.is_damaged {
            tracing::warn!(document = %id, lost = misfits, "the text is not the one that was stored");
            trouble = Some(Trouble { is_text_damaged: true, lost: misfits, ..Trouble::default() });
        } else if misfits > 0 {
            trouble = self.mend(id);
            if trouble.is_some_and(|trouble| trouble.found + trouble.lost > 0) {
                document = documents::open(&self.library, id)?;
            }
        }
        Ok(DocumentView { trouble, ..document.into() })
    }

    /// Puts annotations right that are not on the words that they quote, and says what came of it; `None` where there were
    /// none. That it fails keeps nobody from reading, but is said.
    fn mend(&self, document: DocumentId) -> Option<Trouble> {
        let mended = match self.library.read_only() {
            Some(_) => None,
            None => {
                let name = ActionName::AnnotationMend.name();
                self.act(name, "", |library| annotations::mend(library, document))
                    .inspect_err(|error| {
                        tracing::warn!(%error, %document, "annotations could not be put right");
                    })
                    .ok()
            }
        };
        let trouble = match mended {
            Some((annotations::Mended { found, lost }, _)) => Trouble { found, lost, ..Trouble::default() },
            None => Trouble { astray: self.astray(document), ..Trouble::default() },
        };
        let Trouble { found, lost, astray, .. } = trouble;
        if found + lost + astray == 0 {
            return None;
        }
        tracing::warn!(%document, found, lost, astray, "annotations were not on the words that they quote");
        Some(trouble)
    }

    /// How many annotations are not on the words that they quote and could be put right if the library could be written to.
    fn astray(&self, document: DocumentId) -> u32 {
        match annotations::astray(&self.library, document) {
            Ok(astray) => u32::try_from(astray.len()).unwrap_or(u32::MAX),
            Err(error) => {
                tracing::warn!(%error, %document, "annotations could not be checked");
                0
            }
        }
    }

    /// Everything of a document, without remembering that anybody read it.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn document_view(&self, document: &str) -> Result<DocumentView> {
        Ok(documents::open(&self.library, convert::id(document)?)?.into())
    }

    /// Corrects what is said about a document.
    ///
    /// # Errors
    /// When there is no such document, or a title or language would be empty.
    pub fn document_update(&self, request: DocumentUpdate, origin: &str) -> Result<Changed> {
        let DocumentUpdate { document, title, source, published, language } = request;
        let id = convert::id(&document)?;
        let fields = DocumentFields { title, source, published, language };
        self.change(ActionName::DocumentUpdate.name(), origin, |library| {
            documents::update(library, id, &fields)
        })
    }

    /// Deletes documents with all that hangs on them.
    ///
    /// # Errors
    /// When one of them is not there: none is deleted then.
    pub fn document_delete(&self, request: DocumentDelete, origin: &str) -> Result<Changed> {
        let ids = convert::ids(&request.documents)?;
        self.change(ActionName::DocumentDelete.name(), origin, |library| documents::delete(library, &ids))
    }

    /// Remembers where the reader is.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn reading_remember(&self, request: ReadingRemember) -> Result<Nothing> {
        reading::remember(&self.library, convert::id(&request.document)?, CodePoint(request.position))?;
        Ok(Nothing {})
    }
}
