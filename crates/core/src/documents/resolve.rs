//! Finding the document that a user means.

use crate::{
    error::{Candidate, Error, Result},
    ids::DocumentId,
    library::Library,
    tables::document,
};

/// Characters of an id that say enough to look for it.
const PREFIX: usize = 4;

/// The document that a reference means: an id, the beginning of one (four characters or more) that no other has, or a
/// title that no other has, exactly or but for upper and lower case.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::AmbiguousDocument`], or when the library cannot be read.
pub fn resolve(library: &Library, reference: &str) -> Result<DocumentId> {
    let all = library.read(|snapshot| document::names(snapshot.connection))?;
    choose(&all, reference)
}

fn choose(all: &[Candidate], reference: &str) -> Result<DocumentId> {
    let reference = reference.trim();
    let no_such = || Error::NoSuchDocument { reference: reference.to_owned() };
    if let Ok(id) = reference.parse::<DocumentId>() {
        return all.iter().find(|document| document.id == id).map(|document| document.id).ok_or_else(no_such);
    }
    let lower = reference.to_lowercase();
    let matchers: [&dyn Fn(&Candidate) -> bool; 3] = [
        &|document| reference.len() >= PREFIX && document.id.to_string().starts_with(&lower),
        &|document| document.title == reference,
        &|document| document.title.to_lowercase() == lower,
    ];
    for matches in matchers {
        let candidates: Vec<_> = all.iter().filter(|document| matches(document)).cloned().collect();
        match candidates.as_slice() {
            [] => {}
            [only] => return Ok(only.id),
            _ => return Err(Error::AmbiguousDocument { reference: reference.to_owned(), candidates }),
        }
    }
    Err(no_such())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn library() -> Vec<Candidate> {
        [(0xaaaa_1111, "Ada"), (0xaaaa_2222, "Ben"), (0xbbbb_0000, "ben")]
            .map(|(id, title)| Candidate {
                id: DocumentId(Uuid::from_u128(id << 96)),
                title: title.to_owned(),
            })
            .to_vec()
    }

    fn check(reference: &str, expected: Option<usize>) {
        let all = library();
        assert_eq!(choose(&all, reference).ok(), expected.map(|at| all[at].id), "{reference}");
    }

    #[test]
    fn a_document_is_found_by_id_prefix_and_title() {
        check(&library()[0].id.to_string(), Some(0));
        check("AAAA1", Some(0));
        check("bbbb", Some(2));
        check("ada", Some(0));
        check("Ben", Some(1));
        check("ben", Some(2));
    }

    #[test]
    fn what_may_mean_several_is_refused_with_all_of_them() {
        for reference in ["aaaa", "BEN"] {
            let Err(Error::AmbiguousDocument { candidates, .. }) = choose(&library(), reference) else {
                panic!("{reference} is ambiguous");
            };
            assert_eq!(candidates.len(), 2);
        }
        let message = choose(&library(), "aaaa").unwrap_err().to_string();
        assert!(message.contains("(Ada)") && message.contains("(Ben)"), "{message}");
    }

    #[test]
    fn three_characters_of_an_id_and_an_empty_reference_mean_nothing() {
        check("bbb", None);
        check("", None);
        check(&Uuid::from_u128(7).to_string(), None);
    }
}
