//! What is typed where passages are mostly looked for as they stand: a query that is words and nothing else is the passage,
//! one with an operator is read as such.
//!
//! What cannot be read is looked for as it stands too, for a passage may well begin with a parenthesis. Only where it stands
//! nowhere is it told what is wrong with it.

use super::{
    Request, Syntax,
    query::{self, BadQuery},
};
use crate::error::{Error, Result};

/// How a query is meant.
#[derive(Debug, PartialEq, Eq)]
enum Meant {
    AsItStands,
    AsOperators,
    /// As it stands, or else as operators with a mistake in them.
    Either(BadQuery),
}

/// Finds by a query of [`Syntax::AsTyped`] what it means, and by any other what it says. `is_nothing` tells whether that is
/// nothing.
///
/// # Errors
/// Those of `find`, and [`Error::BadQuery`] where the query cannot be read and stands nowhere.
pub(super) fn find<Found>(
    request: &Request,
    find: impl Fn(&Request) -> Result<Found>,
    is_nothing: impl Fn(&Found) -> bool,
) -> Result<Found> {
    if request.syntax != Syntax::AsTyped {
        return find(request);
    }
    let read_as = |syntax| Request { syntax, ..request.clone() };
    match meant(&request.query) {
        Meant::AsOperators => find(&read_as(Syntax::Words)),
        Meant::AsItStands => find(&read_as(Syntax::Literal)),
        Meant::Either(bad) => {
            let found = find(&read_as(Syntax::Literal))?;
            if is_nothing(&found) { Err(Error::BadQuery(bad)) } else { Ok(found) }
        }
    }
}

fn meant(query: &str) -> Meant {
    match query::parse(query) {
        Err(bad) => Meant::Either(bad),
        Ok(Some(query)) if query.has_operators() => Meant::AsOperators,
        Ok(_) => Meant::AsItStands,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_a_passage_and_operators_are_operators() {
        for query in ["New York", "（笑）", "(笑)", "12:30", " 光", "光　影", "a-b", "ORder", " ", ""]
        {
            assert_eq!(meant(query), Meant::AsItStands, "{query}");
        }
        for query in ["speaker:奧特曼 市場", "光 OR 影", "光 -影", "\"New York\"", "(光 OR 影)", "has:note"]
        {
            assert_eq!(meant(query), Meant::AsOperators, "{query}");
        }
        for query in ["(競爭 OR", "(笑", "\"", "-光", "color:pink", "tag:", "1) 光"] {
            assert!(matches!(meant(query), Meant::Either(_)), "{query}");
        }
    }
}
