//! Text exports by templates: some of ours, and those that users write. The language is that of Jinja.
//!
//! A template sees `documents`; where there is one document, all that is in it is there without a name before it too
//! (`title` for `documents[0].title`). [`VARIABLES`] lists what there is. What a template names and is not there is an error
//! with its line, and no empty word.
//!
//! What comes from an interview or a library is words: by the kind of file they are escaped so that they cannot become
//! markup. Notes and memos are the user's own Markdown: in a Markdown file they stay as they are, and `note_html` is safe
//! HTML. Two filters are added to Jinja's: `prefix("> ")` puts something before each line, `lines("<br>")` something between
//! them; both escape the words and not what they are given.
//!
//! Nothing that a template does reaches a file, a clock or another template, and none goes on for ever: each step and each
//! byte costs fuel, of which there is as much as the documents need many times over.

mod variables;

use minijinja::value::Value;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter,
};

use crate::annotated::Annotated;
use crate::escape::push_text;
use crate::markdown;
use crate::watch::{Watch, Watched};

pub use variables::{VARIABLES, Variable};

/// Bytes of a template.
pub const LONGEST: usize = 256 * 1024;

/// Calls and blocks within each other.
const DEEPEST: usize = 64;

/// Steps for a template that has nothing to say; 64 bytes cost one.
const FUEL: u64 = 1_000_000;

/// Steps for each annotation, orphan, memo, section and speaker.
const FUEL_OF_ITEM: u64 = 2_000;

/// What kind of text a template writes, and so how words are escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Not escaped.
    Text,
    /// Escaped as in our own Markdown export.
    Markdown,
    /// Escaped for elements and attributes.
    Html,
}

impl Kind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Text, Self::Markdown, Self::Html];

    /// The kind of a file with this extension; every one that is not known is text.
    #[must_use]
    pub fn of_extension(extension: &str) -> Self {
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" | "xml" => Self::Html,
            _ => Self::Text,
        }
    }

    /// The extension that a file of this kind has.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

/// A template that comes with the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// The name by which it is asked for.
    pub name: &'static str,
    /// What it writes.
    pub kind: Kind,
    /// Its text, for the user to begin with.
    pub source: &'static str,
}

/// The templates that come with the app.
pub const BUILT_IN: [BuiltIn; 3] = [
    BuiltIn { name: "markdown-notes", kind: Kind::Markdown, source: include_str!("markdown.jinja") },
    BuiltIn { name: "quote-list", kind: Kind::Text, source: include_str!("quotes.jinja") },
    BuiltIn { name: "html-fragment", kind: Kind::Html, source: include_str!("fragment.jinja") },
];

/// Why a template could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It is too long.
    #[error("the template is longer than {} KiB", LONGEST / 1024)]
    TooLong,
    /// It does not end, or makes more than the documents hold many times over.
    #[error("line {line}: the template takes too many steps; does a loop in it end?")]
    Endless {
        /// Where it was stopped, from 1.
        line: usize,
    },
    /// Something in it is wrong.
    #[error("line {line}: {problem}{}", .detail.as_ref().map_or(String::new(), |detail| format!(": {detail}")))]
    Wrong {
        /// From 1.
        line: usize,
        /// What is wrong.
        problem: Problem,
        /// What is not there, or more about it in English.
        detail: Option<String>,
    },
}

/// What can be wrong in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is not written as the language has it.
    #[error("syntax error")]
    Syntax,
    /// It names something that is not there.
    #[error("undefined value")]
    Undefined,
    /// There is no such filter.
    #[error("unknown filter")]
    UnknownFilter,
    /// There is no such function.
    #[error("unknown function")]
    UnknownFunction,
    /// There is no such test.
    #[error("unknown test")]
    UnknownTest,
    /// There is no such method.
    #[error("unknown method")]
    UnknownMethod,
    /// It wants another template.
    #[error("a template stands alone")]
    Alone,
    /// It does with a value what cannot be done with it.
    #[error("invalid operation")]
    Operation,
}

impl Problem {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Undefined => "undefined",
            Self::UnknownFilter => "unknown-filter",
            Self::UnknownFunction => "unknown-function",
            Self::UnknownTest => "unknown-test",
            Self::UnknownMethod => "unknown-method",
            Self::Alone => "alone",
            Self::Operation => "operation",
        }
    }

    fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::SyntaxError | ErrorKind::BadEscape | ErrorKind::InvalidDelimiter => Self::Syntax,
            ErrorKind::UndefinedError => Self::Undefined,
            ErrorKind::UnknownFilter => Self::UnknownFilter,
            ErrorKind::UnknownFunction => Self::UnknownFunction,
            ErrorKind::UnknownTest => Self::UnknownTest,
            ErrorKind::UnknownMethod => Self::UnknownMethod,
            ErrorKind::TemplateNotFound | ErrorKind::BadInclude | ErrorKind::UnknownBlock => Self::Alone,
            _ => Self::Operation,
        }
    }
}

impl TemplateError {
    /// The line of the template, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        match self {
            Self::TooLong => 1,
            Self::Endless { line } | Self::Wrong { line, .. } => *line,
        }
    }
}

/// Whether a template can be read at all; what it names is seen when it is used.
///
/// # Errors
/// With the line at which it cannot.
pub fn check(source: &str) -> Result<(), TemplateError> {
    if source.len() > LONGEST {
        return Err(TemplateError::TooLong);
    }
    environment(Kind::Text, FUEL).template_from_str(source).map(drop).map_err(|error| told(&error))
}

/// What a template makes of the documents. How far it is nobody knows who has not written it; called off it can be whenever
/// it writes something.
///
/// # Errors
/// [`TemplateError`] with the line at which something is wrong, or at which it was called off.
pub fn render(
    source: &str,
    kind: Kind,
    documents: &[Annotated],
    watch: &Watch<'_>,
) -> Result<String, TemplateError> {
    if source.len() > LONGEST {
        return Err(TemplateError::TooLong);
    }
    let environment = environment(kind, fuel(documents));
    let template = environment.template_from_str(source).map_err(|error| told(&error))?;
    let mut written = Watched::new(watch);
    template.render_captured_to(variables::of(documents), &mut written).map_err(|error| told(&error))?;
    // Templates and what they show are text, so nothing is lost here.
    let mut text = String::from_utf8_lossy(&written.into_bytes()).into_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

fn fuel(documents: &[Annotated]) -> u64 {
    let of = |document: &Annotated| {
        let items = document.annotations.len() + document.orphans.len() + document.memos.len();
        let items = (items + document.blocks.len() + document.speakers.len()) as u64;
        items * FUEL_OF_ITEM + document.text.len() as u64
    };
    FUEL + documents.iter().map(of).sum::<u64>()
}

fn environment<'s>(kind: Kind, fuel: u64) -> Environment<'s> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(fuel));
    environment.set_recursion_limit(DEEPEST);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(move |_| match kind {
        Kind::Text => AutoEscape::None,
        Kind::Markdown => AutoEscape::Custom("markdown".into()),
        Kind::Html => AutoEscape::Html,
    });
    environment.set_formatter(format);
    environment.add_filter("prefix", prefix);
    environment.add_filter("lines", lines);
    // It shows what the engine holds, in no form that is documented.
    environment.remove_global("debug");
    environment
}

/// Writes a value: what is not there as nothing, words escaped.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    let escape: fn(&str) -> String = match state.auto_escape() {
        AutoEscape::Custom(_) => escaped_markdown,
        AutoEscape::Html => escaped_html,
        _ => return escape_formatter(out, state, value),
    };
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let text = if value.is_safe() { text } else { escape(&text) };
    out.write_str(&text).map_err(Error::from)
}

/// As every page of ours has it.
fn escaped_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text);
    out
}

/// Line by line, so that a line end stays one.
fn escaped_markdown(text: &str) -> String {
    text.split('\n').map(markdown::inline).collect::<Vec<_>>().join("\n")
}

/// The lines of a value, escaped, with something before each.
fn prefix(state: &mut State<'_, '_>, value: &Value, before: &str) -> Result<Value, Error> {
    let lines = escaped_lines(state, value)?;
    let lines: Vec<String> =
        lines.iter().map(|line| format!("{before}{line}").trim_end().to_owned()).collect();
    Ok(Value::from_safe_string(lines.join("\n")))
}

/// The lines of a value, escaped, with something between them.
fn lines(state: &mut State<'_, '_>, value: &Value, between: &str) -> Result<Value, Error> {
    Ok(Value::from_safe_string(escaped_lines(state, value)?.join(between)))
}

fn escaped_lines(state: &mut State<'_, '_>, value: &Value) -> Result<Vec<String>, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    let text = value.to_string();
    let lines = text.lines().map(|line| {
        let line = if value.is_safe() { Value::from_safe_string(line.to_owned()) } else { Value::from(line) };
        state.format(line)
    });
    lines.collect()
}

fn told(error: &Error) -> TemplateError {
    let line = error.line().unwrap_or(1).max(1);
    if error.kind() == ErrorKind::OutOfFuel {
        return TemplateError::Endless { line };
    }
    let problem = Problem::of(error.kind());
    // That it is not there has been said: what is missing is what.
    let named = |detail: &str| detail.strip_prefix('`')?.strip_suffix("` is undefined").map(str::to_owned);
    let detail = error.detail().filter(|detail| !detail.is_empty());
    let detail = match problem {
        Problem::Undefined => detail.map(|detail| named(detail).unwrap_or_else(|| detail.to_owned())),
        _ => detail.map(str::to_owned),
    };
    TemplateError::Wrong { line, problem, detail }
}
