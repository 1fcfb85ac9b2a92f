//! Finding the document that a user means.

use crate::{
    error::{Candidate, Error, Result},
    ids::DocumentId,
    library::Library,
    tables::document,
};

/// The document that a reference means: an id, a title that no other has, exactly or but for upper and lower case, or
/// the beginning of an id that no other has. Titles go first: they are given whole, and one
/// that reads like the beginning of an id could not be given otherwise.
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
    if reference.is_empty() {
        return Err(no_such());
    }
    let matchers: [&dyn Fn(&Candidate) -> bool; 3] = [
        &|document| document.title == reference,
        &|document| document.title.to_lowercase() == lower,
        &|document| document.id.to_string().starts_with(&lower),
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
        check("bb", Some(2));
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
    fn a_title_goes_before_the_beginning_of_another_s_id() {
        for title in ["b", "B", "aaaa1111"] {
            let mut all = library();
            all[1].title = title.to_owned();
            assert_eq!(choose(&all, &title.to_lowercase()).unwrap(), all[1].id, "{title}");
        }
    }

    #[test]
    fn an_empty_reference_and_the_id_of_nothing_mean_nothing() {
        check("", None);
        check(" ", None);
        check(&Uuid::from_u128(7).to_string(), None);
    }
}
