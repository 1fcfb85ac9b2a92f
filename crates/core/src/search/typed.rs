//! What is typed where passages are mostly looked for as they stand: it is the passage, and where that stands nowhere or it has
//! a condition, the query that it can be read as.
//!
//! A passage may well have quotation marks in it, begin with a parenthesis or say OR. So what cannot be read is told only where
//! it stands nowhere.

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
    /// As it stands, or else as operators.
    Either,
    /// As it stands, or else as operators with a mistake in them.
    Wrong(BadQuery),
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
    let meant = meant(&request.query);
    if meant == Meant::AsOperators {
        return find(&read_as(Syntax::Words));
    }
    let found = find(&read_as(Syntax::Literal))?;
    match meant {
        Meant::Either if is_nothing(&found) => find(&read_as(Syntax::Words)),
        Meant::Wrong(bad) if is_nothing(&found) => Err(Error::BadQuery(bad)),
        _ => Ok(found),
    }
}

fn meant(query: &str) -> Meant {
    match query::parse(query) {
        Err(bad) => Meant::Wrong(bad),
        Ok(Some(query)) if query.has_conditions() => Meant::AsOperators,
        Ok(Some(query)) if query.has_operators() => Meant::Either,
        Ok(_) => Meant::AsItStands,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_a_passage_conditions_are_conditions_and_the_rest_may_be_either() {
        for query in ["New York", "（笑）", "(笑)", "12:30", " 光", "光　影", "a-b", "ORder", " ", ""]
        {
            assert_eq!(meant(query), Meant::AsItStands, "{query}");
        }
        for query in ["speaker:奧特曼 市場", "has:note", "光 -color:red"] {
            assert_eq!(meant(query), Meant::AsOperators, "{query}");
        }
        for query in ["光 OR 影", "光 -影", "\"New York\"", "(光 OR 影)", "said \"no deal\" to"] {
            assert_eq!(meant(query), Meant::Either, "{query}");
        }
        for query in ["(競爭 OR", "(笑", "\"", "-光", "color:pink", "tag:", "1) 光"] {
            assert!(matches!(meant(query), Meant::Wrong(_)), "{query}");
        }
    }
}
