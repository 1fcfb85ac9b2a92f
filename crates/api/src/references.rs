//! What an id names when nobody says whether it is a document's or an annotation's.

use crate::api::{Api, Result};
use vermilion_core::references;

/// What an id names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A document, by its whole id.
    Document(String),
    /// An annotation, by its whole id.
    Annotation(String),
}

impl Api {
    /// The document or annotation that an id or the beginning of one means. A title means nothing here.
    ///
    /// # Errors
    /// `no-such-id`; `ambiguous-id` when several things of either kind answer to it.
    pub fn reference_resolve(&self, reference: &str) -> Result<Reference> {
        Ok(match references::resolve(&self.library, reference)? {
            references::Reference::Document(id) => Reference::Document(id.to_string()),
            references::Reference::Annotation(id) => Reference::Annotation(id.to_string()),
        })
    }

    /// How many characters from the beginning of an id tell every annotation in the library from every other one, and
    /// from every document; at least eight.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn id_length(&self) -> Result<usize> {
        Ok(references::id_length(&self.library)?)
    }
}
