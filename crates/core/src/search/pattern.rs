//! What is wrong with a regular expression, and where: said in the words of this app, for the engine says it in English
//! and of the pattern as it was folded.

use super::query::{BadQuery, Problem};
use regex_syntax::{
    Error, Parser,
    ast::{self, ErrorKind},
    hir,
};
use vermilion_anchor::{Span, count};

/// What is wrong with a regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// A parenthesis is not closed.
    UnclosedGroup,
    /// A parenthesis closes nothing.
    StrayGroup,
    /// A bracket is not closed.
    UnclosedClass,
    /// The ends of a range in brackets are the wrong way round, or are none.
    BadRange,
    /// `*`, `+`, `?` or braces repeat nothing.
    NothingToRepeat,
    /// Braces do not say how often.
    BadCount,
    /// There is no such escape.
    BadEscape,
    /// There is no such class of characters.
    UnknownClass,
    /// It looks ahead or behind, which cannot be done in linear time.
    LookAround,
    /// It refers to what was found before, which cannot be done in linear time.
    BackReference,
    /// Something else.
    Other,
}

impl PatternFault {
    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnclosedGroup => "pattern-unclosed-group",
            Self::StrayGroup => "pattern-stray-group",
            Self::UnclosedClass => "pattern-unclosed-class",
            Self::BadRange => "pattern-bad-range",
            Self::NothingToRepeat => "pattern-nothing-to-repeat",
            Self::BadCount => "pattern-bad-count",
            Self::BadEscape => "pattern-bad-escape",
            Self::UnknownClass => "pattern-unknown-class",
            Self::LookAround => "pattern-look-around",
            Self::BackReference => "pattern-back-reference",
            Self::Other => "pattern-other",
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::UnclosedGroup => "the parenthesis of the regular expression is not closed; `\\(` finds one",
            Self::StrayGroup => "the parenthesis of the regular expression closes nothing; `\\)` finds one",
            Self::UnclosedClass => "the bracket of the regular expression is not closed; `\\[` finds one",
            Self::BadRange => "this is no range: the first of its characters must come before the last",
            Self::NothingToRepeat => {
                "there is nothing before it to be repeated; `\\*`, `\\+` and `\\?` find these marks"
            }
            Self::BadCount => "braces say how often, as in `{2}` or `{2,5}`; `\\{` finds one",
            Self::BadEscape => "a backslash means nothing before this character; `\\\\` finds one",
            Self::UnknownClass => "there is no such class of characters",
            Self::LookAround => "regular expressions cannot look ahead or behind here",
            Self::BackReference => "regular expressions cannot refer to what they found here",
            Self::Other => "this is no regular expression",
        }
    }

    fn of(kind: &ErrorKind) -> Self {
        use ErrorKind as Kind;
        match kind {
            Kind::GroupUnclosed => Self::UnclosedGroup,
            Kind::GroupUnopened => Self::StrayGroup,
            Kind::ClassUnclosed => Self::UnclosedClass,
            Kind::ClassRangeInvalid | Kind::ClassRangeLiteral | Kind::ClassEscapeInvalid => Self::BadRange,
            Kind::RepetitionMissing => Self::NothingToRepeat,
            Kind::RepetitionCountInvalid
            | Kind::RepetitionCountDecimalEmpty
            | Kind::RepetitionCountUnclosed
            | Kind::DecimalEmpty
            | Kind::DecimalInvalid => Self::BadCount,
            Kind::EscapeHexEmpty
            | Kind::EscapeHexInvalid
            | Kind::EscapeHexInvalidDigit
            | Kind::EscapeUnexpectedEof
            | Kind::EscapeUnrecognized => Self::BadEscape,
            Kind::UnicodeClassInvalid => Self::UnknownClass,
            Kind::UnsupportedLookAround => Self::LookAround,
            Kind::UnsupportedBackreference => Self::BackReference,
            _ => Self::Other,
        }
    }
}

/// Refuses what is no regular expression, with the place.
pub(super) fn check(pattern: &str) -> Result<(), BadQuery> {
    let (fault, span) = match Parser::new().parse(pattern) {
        Ok(_) => return Ok(()),
        Err(Error::Parse(error)) => (PatternFault::of(error.kind()), *error.span()),
        Err(Error::Translate(error)) => {
            let is_class = matches!(
                error.kind(),
                hir::ErrorKind::UnicodePropertyNotFound | hir::ErrorKind::UnicodePropertyValueNotFound
            );
            (if is_class { PatternFault::UnknownClass } else { PatternFault::Other }, *error.span())
        }
        // What comes later and is not known here is said by the engine, without a place.
        Err(_) => return Ok(()),
    };
    Err(BadQuery { span: place(pattern, span), problem: Problem::BadPattern(fault) })
}

/// The code points of a place in a pattern; at the very end of one its last character.
fn place(pattern: &str, span: ast::Span) -> Span {
    let at = |byte: usize| count(pattern.get(..byte).unwrap_or(pattern));
    let (start, end) = (at(span.start.offset), at(span.end.offset));
    if start < end { Span::new(start, end) } else { Span::new(start.saturating_sub(1), start.max(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_pattern_is_told_where_it_is() {
        use PatternFault as Fault;
        for (pattern, start, end, fault) in [
            ("光(影", 1, 2, Fault::UnclosedGroup),
            ("光影)", 2, 3, Fault::StrayGroup),
            ("光[影", 1, 2, Fault::UnclosedClass),
            ("[影-光]", 1, 4, Fault::BadRange),
            ("*光", 0, 1, Fault::NothingToRepeat),
            ("光{", 1, 2, Fault::BadCount),
            ("光\\光", 1, 3, Fault::BadEscape),
            ("\\p{Hon}", 0, 7, Fault::UnknownClass),
            ("(?=光)", 0, 3, Fault::LookAround),
            ("(光)\\1", 3, 5, Fault::BackReference),
        ] {
            let bad = check(pattern).unwrap_err();
            assert_eq!(
                (bad.span, bad.problem),
                (Span::new(start, end), Problem::BadPattern(fault)),
                "{pattern}"
            );
        }
        assert_eq!(check("臺[北南]+(?:人|話)"), Ok(()));
    }
}
