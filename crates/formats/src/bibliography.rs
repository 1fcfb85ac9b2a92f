//! The sources as bibliography entries: BibTeX and CSL-JSON, an entry a document.
//!
//! Who answers is the author, who asks the interviewer; where no one is known to answer, everybody who does not ask is an
//! author. A name stays whole: which part of it is the family name cannot be told from a transcript. A key is made of the
//! document's id, so that it is the same from export to export, whatever becomes of the title. A date that is none (autumn
//! 2025) is kept in words. A source that is an address is the URL, any other one what the interview was published in.
//!
//! Not in it: annotations, memos, and where in the library something is. BibTeX has no field for interviewers and further
//! participants: they stand in a note, in the language of the document.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::annotated::Annotated;
use crate::interview::Role;
use crate::link::Link;
use crate::words::Words;

/// The sources as a BibTeX file: UTF-8, for BibLaTeX as well.
#[must_use]
pub fn bibtex(documents: &[Annotated]) -> Vec<u8> {
    let mut out = String::new();
    for (number, document) in documents.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        push_entry(&mut out, document);
    }
    out.into_bytes()
}

/// The sources as a CSL-JSON file, which Zotero and pandoc read.
#[must_use]
pub fn csl_json(documents: &[Annotated]) -> Vec<u8> {
    let items: Vec<Value> = documents.iter().map(item).collect();
    let mut text = format!("{:#}", Value::Array(items));
    text.push('\n');
    text.into_bytes()
}

/// The key of a document.
fn key(document: &Annotated) -> String {
    let id = document.id.chars().filter(|character| character.is_ascii_alphanumeric() || *character == '-');
    format!("interview-{}", id.collect::<String>())
}

/// Who took part, by what they do in a citation.
struct Cast<'d> {
    authors: Vec<&'d str>,
    interviewers: Vec<&'d str>,
    others: Vec<&'d str>,
}

impl<'d> Cast<'d> {
    fn of(document: &'d Annotated) -> Self {
        let of = |role: Role| -> Vec<&str> {
            let speakers = document.speakers.iter().filter(|speaker| speaker.role == role);
            speakers.map(|speaker| speaker.name.trim()).filter(|name| !name.is_empty()).collect()
        };
        let (authors, others) = match of(Role::Interviewee) {
            authors if authors.is_empty() => (of(Role::Other), Vec::new()),
            authors => (authors, of(Role::Other)),
        };
        Self { authors, interviewers: of(Role::Interviewer), others }
    }
}

/// Where a document was published.
enum Source {
    Address(String),
    Name(String),
}

fn source(document: &Annotated) -> Option<Source> {
    let source = document.source.as_deref().map(str::trim).filter(|source| !source.is_empty())?;
    let address = Link::parse(source).ok().map(|link| link.href);
    let is_web = |address: &String| address.starts_with("https://") || address.starts_with("http://");
    Some(address.filter(is_web).map_or_else(|| Source::Name(source.to_owned()), Source::Address))
}

/// Year, month and day, as many of them as there are; `None` for a date in words.
fn date_parts(date: &str) -> Option<Vec<u16>> {
    /// Digits of a year, a month and a day.
    const DIGITS: [usize; 3] = [4, 2, 2];
    let parts: Vec<&str> = date.trim().split('-').collect();
    let is_date = parts.len() <= DIGITS.len()
        && parts
            .iter()
            .zip(DIGITS)
            .all(|(part, digits)| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()));
    let parts: Vec<u16> = parts.iter().filter(|_| is_date).filter_map(|part| part.parse().ok()).collect();
    let is_in = |at: usize, most: u16| parts.get(at).is_none_or(|part| (1..=most).contains(part));
    (!parts.is_empty() && is_in(1, 12) && is_in(2, 31)).then_some(parts)
}

fn item(document: &Annotated) -> Value {
    let mut item = Map::new();
    item.insert("id".into(), key(document).into());
    item.insert("type".into(), "interview".into());
    let title = one_line(&document.title);
    if !title.is_empty() {
        item.insert("title".into(), title.into());
    }
    let cast = Cast::of(document);
    for (role, names) in
        [("author", cast.authors), ("interviewer", cast.interviewers), ("contributor", cast.others)]
    {
        if !names.is_empty() {
            let names: Vec<Value> =
                names.into_iter().map(|name| json!({ "literal": one_line(name) })).collect();
            item.insert(role.into(), names.into());
        }
    }
    if let Some(date) = document.published.as_deref().map(one_line).filter(|date| !date.is_empty()) {
        let issued = match date_parts(&date) {
            Some(parts) => json!({ "date-parts": [parts] }),
            None => json!({ "literal": date }),
        };
        item.insert("issued".into(), issued);
    }
    match source(document) {
        Some(Source::Address(address)) => item.insert("URL".into(), address.into()),
        Some(Source::Name(name)) => item.insert("container-title".into(), one_line(&name).into()),
        None => None,
    };
    if document.language != "und" && !document.language.is_empty() {
        item.insert("language".into(), document.language.clone().into());
    }
    item.into()
}

fn push_entry(out: &mut String, document: &Annotated) {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words = Words::of(&document.language);
    let cast = Cast::of(document);
    let _ = write!(out, "@misc{{{}", key(document));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(out, ",\n  {name} = {value}");
        }
    };
    let braced = |text: &str| {
        let text = escaped(&one_line(text));
        if text.is_empty() { text } else { format!("{{{text}}}") }
    };
    // In braces of its own a name is not taken apart, and a title keeps its capitals.
    let authors: Vec<String> = cast.authors.iter().map(|name| braced(name)).collect();
    field("author", &wrapped(&authors.join(" and ")));
    field("title", &wrapped(&braced(&document.title)));
    field("entrysubtype", "{interview}");
    match document.published.as_deref().map(|date| (date, date_parts(date))) {
        Some((_, Some(parts))) => {
            field("year", &format!("{{{:04}}}", parts[0]));
            if let Some(month) = parts.get(1).and_then(|month| MONTHS.get(usize::from(*month) - 1)) {
                field("month", month);
            }
            if let Some(day) = parts.get(2) {
                field("day", &format!("{{{day}}}"));
            }
        }
        Some((date, None)) => field("year", &braced(date)),
        None => {}
    }
    match source(document) {
        Some(Source::Address(address)) => field("url", &wrapped(&verbatim(&address))),
        Some(Source::Name(name)) => field("howpublished", &braced(&name)),
        None => {}
    }
    let named = |role: Role, names: &[&str]| {
        let names = names.join(words.list_comma);
        (!names.is_empty()).then(|| format!("{}{}{names}", words.role(role), words.colon))
    };
    let notes = [named(Role::Interviewer, &cast.interviewers), named(Role::Other, &cast.others)];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    field("note", &braced(&notes.join("; ")));
    if document.language != "und" {
        field("language", &braced(&document.language));
    }
    out.push_str("\n}\n");
}

fn wrapped(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{{{value}}}") }
}

/// The text on one line, without what is no text.
fn one_line(text: &str) -> String {
    let text: String =
        text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as LaTeX sets it. A brace becomes a command: BibTeX counts braces, whatever stands before them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

/// An address, which BibTeX and LaTeX take as it stands but for braces and backslashes.
fn verbatim(address: &str) -> String {
    address.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_command_and_braces_stay_even() {
        for (text, expected) in [
            ("a_b & 50% #1 $x$", "a\\_b \\& 50\\% \\#1 \\$x\\$"),
            (
                "}\\input{x}{",
                "\\textbraceright{}\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}\\textbraceleft{}",
            ),
            ("~^霧𠮷", "\\textasciitilde{}\\textasciicircum{}霧𠮷"),
        ] {
            let found = escaped(text);
            assert_eq!(found, expected);
            assert_eq!(found.matches('{').count(), found.matches('}').count());
        }
    }

    #[test]
    fn a_date_has_the_parts_that_are_known() {
        for (date, expected) in [
            ("2026-05-01", Some(vec![2026, 5, 1])),
            ("2026-05", Some(vec![2026, 5])),
            ("2026", Some(vec![2026])),
            ("2026-13", None),
            ("2026-1-1", None),
            ("autumn 2025", None),
            ("", None),
        ] {
            assert_eq!(date_parts(date), expected, "{date}");
        }
    }
}
