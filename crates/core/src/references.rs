//! References that do not say what they name: the beginning of an id, of a document or of an annotation.
//!
//! Titles are no references here (see [`documents::resolve`](crate::documents::resolve)): whoever asks for either kind
//! of thing is about to do the same to whichever it is, and a word that happens to be a title is too little for that.

use crate::{
    error::{Error, Result},
    ids::{AnnotationId, DocumentId},
    library::Library,
    tables::{annotation, document},
};
use rusqlite::Connection;
use std::{fmt, str::FromStr};

/// Candidates named at most when a prefix fits several ids.
const CANDIDATES: u32 = 10;

/// Characters with which [`id_length`] begins: shorter ids look like numbers.
const SHORTEST: usize = 8;

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A document.
    Document(DocumentId),
    /// An annotation.
    Annotation(AnnotationId),
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(id) => write!(formatter, "document {id}"),
            Self::Annotation(id) => write!(formatter, "annotation {id}"),
        }
    }
}

/// The document or annotation that a reference means: an id, or the beginning of one that nothing else has, neither a
/// document nor an annotation.
///
/// # Errors
/// [`Error::NoSuchId`], [`Error::AmbiguousId`] with up to ten candidates of each kind, or when the library cannot be
/// read.
pub fn resolve(library: &Library, reference: &str) -> Result<Reference> {
    let reference = reference.trim();
    // Written in full, an id may lack its hyphens.
    let prefix = match reference.parse::<DocumentId>() {
        Ok(id) => id.to_string(),
        Err(_) => reference.to_lowercase(),
    };
    let candidates: Vec<Reference> = library.read(|snapshot| {
        let documents = document::with_prefix(snapshot.connection, &prefix, CANDIDATES)?;
        let annotations = annotation::with_prefix(snapshot.connection, &prefix, CANDIDATES)?;
        let documents = documents.into_iter().map(|document| Reference::Document(document.id));
        Ok(documents.chain(annotations.into_iter().map(Reference::Annotation)).collect())
    })?;
    match candidates.as_slice() {
        [only] if !prefix.is_empty() => Ok(*only),
        [_, _, ..] if !prefix.is_empty() => {
            Err(Error::AmbiguousId { reference: reference.to_owned(), candidates })
        }
        _ => Err(Error::NoSuchId { reference: reference.to_owned() }),
    }
}

/// The one thing of a kind that a reference means: an id, or the beginning of one that no other thing of that kind has.
/// `refuse` says what it is to mean none or several.
pub(crate) fn resolve_among<Id: FromStr + Copy>(
    library: &Library,
    reference: &str,
    find: impl FnOnce(Id) -> Result<Id>,
    with_prefix: impl FnOnce(&Connection, &str, u32) -> Result<Vec<Id>>,
    refuse: impl FnOnce(String, Vec<Id>) -> Error,
) -> Result<Id> {
    let reference = reference.trim();
    if let Ok(id) = reference.parse() {
        return find(id);
    }
    let candidates = if reference.is_empty() {
        Vec::new()
    } else {
        let prefix = reference.to_lowercase();
        library.read(|snapshot| with_prefix(snapshot.connection, &prefix, CANDIDATES))?
    };
    match candidates.as_slice() {
        [only] => Ok(*only),
        _ => Err(refuse(reference.to_owned(), candidates)),
    }
}

/// How many characters from the beginning of an id tell each annotation of the library from every other one, and from
/// every document; at least eight. What is listed at this length can be given to [`resolve`].
///
/// # Errors
/// When the library cannot be read.
pub fn id_length(library: &Library) -> Result<usize> {
    library.read(|snapshot| {
        let mut statement = snapshot
            .connection
            .prepare_cached("SELECT id FROM annotation UNION ALL SELECT id FROM document ORDER BY id")?;
        let mut rows = statement.query([])?;
        let (mut before, mut length) = (String::new(), SHORTEST);
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            // In order, an id shares most with one of its neighbours.
            let shared = before.bytes().zip(id.bytes()).take_while(|(one, other)| one == other).count();
            length = length.max(shared + 1);
            before = id;
        }
        Ok(length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TALK};

    #[test]
    fn an_id_names_a_document_or_an_annotation_by_its_beginning() {
        let (desk, document) = Desk::with(TALK);
        let (one, other) = (desk.highlight(document, 5, 7), desk.highlight(document, 9, 12));
        let length = id_length(&desk.library).unwrap();
        for (id, expected) in [
            (document.to_string(), Reference::Document(document)),
            (one.to_string(), Reference::Annotation(one)),
            (other.to_string(), Reference::Annotation(other)),
        ] {
            let short = &id[..length];
            for reference in [id.as_str(), &id.replace('-', ""), short, &short.to_uppercase()] {
                assert_eq!(resolve(&desk.library, reference).unwrap(), expected, "{reference}");
            }
        }
    }

    #[test]
    fn a_single_character_names_the_only_thing_there_is() {
        let (desk, document) = Desk::with(TALK);
        assert_eq!(resolve(&desk.library, "0").unwrap(), Reference::Document(document));
    }

    #[test]
    fn what_may_mean_a_document_or_an_annotation_is_refused_with_both() {
        let (desk, document) = Desk::with(TALK);
        let annotation = desk.highlight(document, 5, 7);
        match resolve(&desk.library, "0192") {
            Err(Error::AmbiguousId { candidates, .. }) => {
                assert_eq!(candidates, [Reference::Document(document), Reference::Annotation(annotation)]);
            }
            result => panic!("{result:?}"),
        }
    }

    #[test]
    fn nothing_and_a_title_name_nothing() {
        let (desk, _) = Desk::with(TALK);
        for reference in ["", " ", "風景", "ffff", "%"] {
            assert!(matches!(resolve(&desk.library, reference), Err(Error::NoSuchId { .. })), "{reference}");
        }
    }

    #[test]
    fn the_length_of_short_ids_is_what_it_takes_and_eight_at_least() {
        let desk = Desk::new();
        assert_eq!(id_length(&desk.library).unwrap(), SHORTEST);
        let document = desk.import(TALK);
        let ids = [document.to_string(), desk.highlight(document, 5, 7).to_string()];
        let length = id_length(&desk.library).unwrap();
        assert_ne!(ids[0][..length], ids[1][..length]);
        assert_eq!(ids[0][..length - 1], ids[1][..length - 1]);
    }
}
