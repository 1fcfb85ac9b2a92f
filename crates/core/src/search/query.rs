//! The language of queries: words, phrases, operators, and what is wrong with a query and where.
//!
//! ```text
//! either  = both { "OR" both }
//! both    = one { one }
//! one     = "-" one | "(" either ")" | operator ":" value | '"' phrase '"' | word
//! ```
//!
//! Full-width spaces and colons and curly quotation marks do as well, for that is what an input method for Chinese
//! types. A quotation mark within a phrase has a backslash before it. A colon after anything but an operator is part of a
//! word, as in 12:30.

use super::pattern::PatternFault;
use std::fmt;
use vermilion_anchor::Span;
use vermilion_formats::annotated::Colour;

/// How deep parentheses may stand in each other.
const DEPTH: usize = 32;
/// How many words and conditions a query may have.
const TERMS: usize = 200;

/// What a condition can begin with, before a colon.
const OPERATORS: [&str; 8] = ["speaker", "section", "colour", "color", "title", "has", "is", "tag"];

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// One of the words of the query, by its number.
    Words(usize),
    /// One of the conditions of the query, by its number.
    Condition(usize),
    Not(Box<Expression>),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

/// What has to be true of the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// Somebody says it whose name or label has these words.
    Speaker(String),
    /// It is in a section whose title has these words, however deep.
    Section(String),
    /// The document's title has these words.
    Title(String),
    /// It is marked in this colour.
    Colour(Colour),
    /// It is marked with a note.
    HasNote,
    /// It is marked with a tag of this name, path or id, or with one under it.
    Tag(Wanted),
    /// It is an annotation that waits for its passage.
    Orphan,
    /// It is marked, and some of its words are others than those that were marked.
    Changed,
}

/// A tag as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) name: String,
    /// Where in the query that is said, in code points.
    pub(super) span: Span,
}

/// A query that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) expression: Expression,
    /// What is looked for in the text, in the order of the query.
    pub(super) words: Vec<String>,
    pub(super) conditions: Vec<Condition>,
    /// Whether some of the words are in quotation marks.
    has_phrases: bool,
}

impl Query {
    /// One that looks for these words as they stand.
    pub(super) fn literal(words: &str) -> Self {
        Self {
            expression: Expression::Words(0),
            words: vec![words.to_owned()],
            conditions: Vec::new(),
            has_phrases: false,
        }
    }

    /// Whether it asks where words stand, and not only which.
    pub(super) fn has_conditions(&self) -> bool {
        !self.conditions.is_empty()
    }

    /// Whether it says more than that words are to be there.
    pub(super) fn has_operators(&self) -> bool {
        self.has_phrases || self.has_conditions() || self.expression.has_alternatives()
    }
}

impl Expression {
    /// Whether it holds where its words and conditions do.
    pub(super) fn holds(&self, leaf: &dyn Fn(Leaf) -> bool) -> bool {
        match self {
            Self::Words(number) => leaf(Leaf::Words(*number)),
            Self::Condition(number) => leaf(Leaf::Condition(*number)),
            Self::Not(inner) => !inner.holds(leaf),
            Self::All(all) => all.iter().all(|one| one.holds(leaf)),
            Self::Any(any) => any.iter().any(|one| one.holds(leaf)),
        }
    }

    /// Whether it says "or" or "not".
    fn has_alternatives(&self) -> bool {
        match self {
            Self::Words(_) | Self::Condition(_) => false,
            Self::Not(_) | Self::Any(_) => true,
            Self::All(all) => all.iter().any(Self::has_alternatives),
        }
    }

    /// Marks the words that are to be there, and not only to be missing.
    pub(super) fn mark_sought(&self, is_sought: bool, words: &mut [bool]) {
        match self {
            Self::Words(number) => {
                if let Some(word) = words.get_mut(*number) {
                    *word |= is_sought;
                }
            }
            Self::Condition(_) => {}
            Self::Not(inner) => inner.mark_sought(!is_sought, words),
            Self::All(all) | Self::Any(all) => all.iter().for_each(|one| one.mark_sought(is_sought, words)),
        }
    }
}

/// What an expression is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Leaf {
    /// Words, by their number.
    Words(usize),
    /// A condition, by its number.
    Condition(usize),
}

/// A query that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadQuery {
    /// Where, in code points of the query.
    pub span: Span,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A quotation mark has no other.
    UnclosedQuote,
    /// A parenthesis has no other.
    UnclosedParenthesis,
    /// A parenthesis closes nothing.
    StrayParenthesis,
    /// Nothing stands after an operator, a minus sign or OR, before OR, or between parentheses or quotation marks.
    Nothing,
    /// There is no such colour.
    UnknownColour,
    /// Only `has:note` is known.
    UnknownHas,
    /// Only `is:orphan` and `is:changed` are known.
    UnknownIs,
    /// There are no tags yet.
    NoTags,
    /// There is no such tag.
    UnknownTag {
        /// The paths of some whose names are like it.
        near: Vec<String>,
    },
    /// Parentheses stand too deep in each other.
    TooDeep,
    /// There are too many words.
    TooManyWords,
    /// The query only says what is not to be found.
    OnlyNot,
    /// A regular expression is none.
    BadPattern(PatternFault),
    /// A regular expression is none, or would take too much.
    Pattern(String),
}

impl Problem {
    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::UnclosedQuote => "unclosed-quote",
            Self::UnclosedParenthesis => "unclosed-parenthesis",
            Self::StrayParenthesis => "stray-parenthesis",
            Self::Nothing => "nothing",
            Self::UnknownColour => "unknown-colour",
            Self::UnknownHas => "unknown-has",
            Self::UnknownIs => "unknown-is",
            Self::NoTags => "no-tags",
            Self::TooDeep => "too-deep",
            Self::TooManyWords => "too-many-words",
            Self::OnlyNot => "only-not",
            Self::UnknownTag { .. } => "unknown-tag",
            Self::BadPattern(fault) => fault.name(),
            Self::Pattern(_) => "pattern",
        }
    }

    /// What the user may have meant, where there is something like it.
    #[must_use]
    pub fn near(&self) -> &[String] {
        match self {
            Self::UnknownTag { near } => near,
            _ => &[],
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::UnclosedQuote => "the quotation mark has no other one: put one after the phrase",
            Self::UnclosedParenthesis => "the parenthesis is not closed",
            Self::StrayParenthesis => "the parenthesis closes nothing",
            Self::Nothing => "something to look for is missing here",
            Self::UnknownColour => "there is no such colour: yellow, red, green, blue or purple",
            Self::UnknownHas => "only has:note can be asked",
            Self::UnknownIs => "only is:orphan and is:changed can be asked",
            Self::NoTags => "there are no tags yet to search by",
            Self::TooDeep => "the parentheses stand too deep in each other",
            Self::TooManyWords => "there are too many words to look for at once",
            Self::OnlyNot => "say also what is to be found, not only what is not",
            Self::UnknownTag { near } if near.is_empty() => "there is no such tag",
            Self::UnknownTag { near } => {
                return write!(formatter, "there is no such tag; there is {}", near.join(", "));
            }
            Self::BadPattern(fault) => fault.words(),
            Self::Pattern(reason) => reason,
        })
    }
}

/// Understands a query; `None` where it is blank.
pub(super) fn parse(text: &str) -> Result<Option<Query>, BadQuery> {
    let characters = text.chars().collect();
    let mut parser =
        Parser { characters, at: 0, words: Vec::new(), conditions: Vec::new(), has_phrases: false, terms: 0 };
    if parser.skip_space().is_none() {
        return Ok(None);
    }
    let expression = parser.either(0)?;
    if parser.skip_space().is_some() {
        return Err(parser.bad(parser.at, parser.at + 1, Problem::StrayParenthesis));
    }
    if !is_positive(&expression) {
        return Err(parser.bad(0, parser.characters.len(), Problem::OnlyNot));
    }
    let Parser { words, conditions, has_phrases, .. } = parser;
    Ok(Some(Query { expression, words, conditions, has_phrases }))
}

/// The first word of a query that looks like an operator and is none, as `said` in `said:Ada`: whoever finds nothing may have
/// meant one. Addresses of the web are none.
pub(super) fn unknown_operator(text: &str) -> Option<String> {
    text.split(|one: char| one.is_whitespace() || matches!(one, '(' | ')')).find_map(|word| {
        let (name, value) = word.trim_start_matches('-').split_once([':', '：'])?;
        let is_name = name.len() > 1 && name.chars().all(|one| one.is_ascii_alphabetic());
        let is_known = OPERATORS.iter().any(|operator| operator.eq_ignore_ascii_case(name));
        (is_name && !is_known && !value.is_empty() && !value.starts_with('/')).then(|| name.to_owned())
    })
}

/// Whether something is asked to be there.
fn is_positive(expression: &Expression) -> bool {
    match expression {
        Expression::Words(_) | Expression::Condition(_) => true,
        Expression::Not(_) => false,
        Expression::All(all) => all.iter().any(is_positive),
        Expression::Any(any) => any.iter().all(is_positive),
    }
}

struct Parser {
    characters: Vec<char>,
    at: usize,
    words: Vec<String>,
    conditions: Vec<Condition>,
    has_phrases: bool,
    terms: usize,
}

impl Parser {
    fn bad(&self, start: usize, end: usize, problem: Problem) -> BadQuery {
        BadQuery { span: self.span(start, end), problem }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let offset = |at: usize| u32::try_from(at.min(self.characters.len())).unwrap_or(u32::MAX);
        Span::new(offset(start), offset(end))
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    /// The next character that is no space.
    fn skip_space(&mut self) -> Option<char> {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.peek()
    }

    /// Whether the word OR stands here.
    fn is_or(&self) -> bool {
        let is_end = |one: Option<&char>| one.is_none_or(|one| one.is_whitespace() || *one == '(');
        self.characters[self.at..].starts_with(&['O', 'R']) && is_end(self.characters.get(self.at + 2))
    }

    fn either(&mut self, depth: usize) -> Result<Expression, BadQuery> {
        let mut parts = vec![self.both(depth)?];
        while self.skip_space().is_some() && self.is_or() {
            self.at += 2;
            parts.push(self.both(depth)?);
        }
        Ok(one_or(parts, Expression::Any))
    }

    fn both(&mut self, depth: usize) -> Result<Expression, BadQuery> {
        let mut parts = Vec::new();
        while let Some(next) = self.skip_space() {
            if next == ')' || self.is_or() {
                break;
            }
            parts.push(self.one(depth)?);
        }
        if parts.is_empty() {
            let (start, end) =
                if self.is_or() { (self.at, self.at + 2) } else { (self.at.saturating_sub(1), self.at + 1) };
            return Err(match self.peek() {
                Some(')') if depth == 0 => self.bad(self.at, self.at + 1, Problem::StrayParenthesis),
                _ => self.bad(start, end, Problem::Nothing),
            });
        }
        Ok(one_or(parts, Expression::All))
    }

    fn one(&mut self, depth: usize) -> Result<Expression, BadQuery> {
        let start = self.at;
        if depth > DEPTH {
            return Err(self.bad(start, start + 1, Problem::TooDeep));
        }
        self.terms += 1;
        if self.terms > TERMS {
            return Err(self.bad(start, self.characters.len(), Problem::TooManyWords));
        }
        match self.peek() {
            Some('-') if self.characters.get(start + 1).is_some_and(|next| !next.is_whitespace()) => {
                self.at += 1;
                Ok(Expression::Not(Box::new(self.one(depth + 1)?)))
            }
            Some('(') => {
                self.at += 1;
                let inner = self.either(depth + 1)?;
                if self.skip_space() != Some(')') {
                    return Err(self.bad(start, start + 1, Problem::UnclosedParenthesis));
                }
                self.at += 1;
                Ok(inner)
            }
            _ => match self.operator() {
                Some(name) => self.condition(start, name),
                None => {
                    let words = self.value()?;
                    self.words.push(words);
                    Ok(Expression::Words(self.words.len() - 1))
                }
            },
        }
    }

    /// Goes over an operator with its colon, where one stands here.
    fn operator(&mut self) -> Option<&'static str> {
        let rest = &self.characters[self.at..];
        let name = OPERATORS.into_iter().find(|name| {
            let length = name.len();
            rest.len() > length
                && matches!(rest[length], ':' | '：')
                && rest[..length].iter().copied().map(|one| one.to_ascii_lowercase()).eq(name.chars())
        })?;
        self.at += name.len() + 1;
        Some(name)
    }

    fn condition(&mut self, start: usize, name: &str) -> Result<Expression, BadQuery> {
        if self.peek().is_none_or(|one| one.is_whitespace() || one == ')') {
            return Err(self.bad(start, self.at, Problem::Nothing));
        }
        let from = self.at;
        let value = self.value()?;
        let asked = value.to_lowercase();
        self.conditions.push(match name {
            "speaker" => Condition::Speaker(value),
            "section" => Condition::Section(value),
            "title" => Condition::Title(value),
            "has" if asked == "note" => Condition::HasNote,
            "has" => return Err(self.bad(from, self.at, Problem::UnknownHas)),
            "is" if asked == "orphan" => Condition::Orphan,
            "is" if asked == "changed" => Condition::Changed,
            "is" => return Err(self.bad(from, self.at, Problem::UnknownIs)),
            "tag" => Condition::Tag(Wanted { name: value, span: self.span(from, self.at) }),
            _ => match asked.parse() {
                Ok(colour) => Condition::Colour(colour),
                Err(_) => return Err(self.bad(from, self.at, Problem::UnknownColour)),
            },
        });
        Ok(Expression::Condition(self.conditions.len() - 1))
    }

    /// A phrase in quotation marks, or everything up to a space or a parenthesis.
    fn value(&mut self) -> Result<String, BadQuery> {
        let start = self.at;
        let closing: &[char] = match self.peek() {
            Some('"') => &['"'],
            Some('“' | '”') => &['”', '“'],
            _ => {
                let is_inside = |one: char| !one.is_whitespace() && one != ')' && one != '(';
                while self.peek().is_some_and(is_inside) {
                    self.at += 1;
                }
                if self.at == start {
                    return Err(self.bad(start, start + 1, Problem::Nothing));
                }
                return Ok(self.characters[start..self.at].iter().collect());
            }
        };
        let mut phrase = String::new();
        let mut at = start + 1;
        loop {
            match (self.characters.get(at), self.characters.get(at + 1)) {
                (None, _) => return Err(self.bad(start, start + 1, Problem::UnclosedQuote)),
                // A quotation mark of the phrase itself.
                (Some('\\'), Some(next)) if closing.contains(next) => {
                    phrase.push(*next);
                    at += 2;
                }
                (Some(one), _) if closing.contains(one) => break,
                (Some(one), _) => {
                    phrase.push(*one);
                    at += 1;
                }
            }
        }
        self.at = at + 1;
        self.has_phrases = true;
        if phrase.is_empty() {
            return Err(self.bad(start, self.at, Problem::Nothing));
        }
        Ok(phrase)
    }
}

fn one_or(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            several(parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Vec<String> {
        parse(text).unwrap().map(|query| query.words).unwrap_or_default()
    }

    #[test]
    fn words_phrases_and_operators_are_told_apart() {
        assert_eq!(words_of("攝影　老師 \"New York\" “鉛 字”"), ["攝影", "老師", "New York", "鉛 字"]);
        assert_eq!(words_of(r#""說\"市場\"的" “a\”b” "c\d""#), ["說\"市場\"的", "a”b", "c\\d"]);
        assert_eq!(words_of("12:30 http://a.b a-b - ORder"), ["12:30", "http://a.b", "a-b", "-", "ORder"]);
        let tag = |name: &str, start, end| {
            Condition::Tag(Wanted { name: name.to_owned(), span: Span::new(start, end) })
        };
        assert_eq!(
            parse("Tag:情感/恐懼 tag:\"very good\"").unwrap().unwrap().conditions,
            [tag("情感/恐懼", 4, 9), tag("very good", 14, 25)]
        );
        let query = parse("speaker：阮 -color:red (光 OR 影)").unwrap().unwrap();
        assert_eq!(
            query.expression,
            Expression::All(vec![
                Expression::Condition(0),
                Expression::Not(Box::new(Expression::Condition(1))),
                Expression::Any(vec![Expression::Words(0), Expression::Words(1)]),
            ])
        );
        assert_eq!(query.conditions, [Condition::Speaker("阮".to_owned()), Condition::Colour(Colour::Red)]);
        assert_eq!(parse(" 　").unwrap(), None);
    }

    #[test]
    fn what_is_wrong_is_told_where_it_is() {
        for (text, start, end, problem) in [
            ("光 \"影", 2, 3, Problem::UnclosedQuote),
            ("光 (影", 2, 3, Problem::UnclosedParenthesis),
            ("光) 影", 1, 2, Problem::StrayParenthesis),
            ("光 OR", 3, 4, Problem::Nothing),
            ("OR 光", 0, 2, Problem::Nothing),
            ("speaker: 光", 0, 8, Problem::Nothing),
            ("光 color:pink", 8, 12, Problem::UnknownColour),
            ("has:tag", 4, 7, Problem::UnknownHas),
            ("is:lost", 3, 7, Problem::UnknownIs),
            ("光 tag:", 2, 6, Problem::Nothing),
            ("-光", 0, 2, Problem::OnlyNot),
            ("光 OR -影", 0, 7, Problem::OnlyNot),
            ("\"\"", 0, 2, Problem::Nothing),
        ] {
            assert_eq!(parse(text), Err(BadQuery { span: Span::new(start, end), problem }), "{text}");
        }
    }

    #[test]
    fn what_is_like_an_operator_and_is_none_is_known() {
        for (text, expected) in [
            ("光 said:Ada", Some("said")),
            ("-(Sprecher：阮", Some("Sprecher")),
            ("speaker:阮 12:30 http://a.b a:b \"x: y\" 光:影 note:", None),
        ] {
            assert_eq!(unknown_operator(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn hostile_queries_are_refused_and_not_followed() {
        let deep = parse(&"(".repeat(10_000)).unwrap_err();
        assert_eq!(deep.problem, Problem::TooDeep);
        assert_eq!(parse(&"-".repeat(10_000)).unwrap_err().problem, Problem::TooDeep);
        assert_eq!(parse(&"光 ".repeat(5_000)).unwrap_err().problem, Problem::TooManyWords);
        assert_eq!(words_of(&"光".repeat(10_000)), ["光".repeat(10_000)]);
        assert!(parse(&"\"".repeat(9_999)).is_err());
    }
}
