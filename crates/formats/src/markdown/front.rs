//! The front matter: what is known of the document, as YAML.
//!
//! Texts are written in double quotes, so every reader of YAML takes them for what they are, whatever is in them. Whoever has
//! the file may write into its front matter too, and programs write it anew in their own way; so it is no block that is
//! exchanged as a whole. What we last wrote for each key is remembered in the file as digests ([`remembered`]), and
//! [`merge`] changes only what still says that: a value that somebody changed stays theirs, a key that somebody took out
//! stays out, and what somebody put into a list stays in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use vermilion_anchor::visible;

use super::marks::{OPENING, digest};
use super::tags;
use crate::annotated::Annotated;

/// What opens and closes front matter.
const FENCE: &str = "---";

/// With which the line begins that remembers what was written.
const REMEMBERED: &str = "<!-- vermilion-front:";

/// A key with what is to be written for it, in the order of writing. One that there is nothing to say for is left out.
pub(super) type Fields = Vec<(&'static str, Value)>;

/// What is to be written for a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// A number, a date or what else YAML shall take for more than a text.
    Bare(String),
    /// Texts.
    List(Vec<String>),
}

/// The keys that were written before, with the digest of each of their values.
type Remembered = BTreeMap<String, Vec<String>>;

/// What there is to say of a document.
pub(super) fn fields(document: &Annotated) -> Fields {
    let text = |value: &str| Value::Text(visible(value.trim()).into_owned());
    let published = document.published.as_deref().map(|published| {
        if is_date(published) { Value::Bare(published.to_owned()) } else { text(published) }
    });
    let speakers = document.speakers.iter().map(|speaker| visible(speaker.name.trim()).into_owned());
    let given = (document.annotations.iter().flat_map(|one| &one.tags))
        .chain(document.orphans.iter().flat_map(|one| &one.tags))
        .filter_map(|tag| tags::plain(&visible(&tag.path)));
    let count = document.annotations.len() + document.orphans.len();
    let fields = [
        ("title", Some(text(&document.title))),
        ("source", document.source.as_deref().map(text)),
        ("published", published),
        ("speakers", Some(Value::List(once_each(speakers)))),
        ("tags", Some(Value::List(once_each(given)))),
        ("annotations", Some(Value::Bare(count.to_string()))),
        ("vermilion", Some(text(&document.id))),
    ];
    let fields = fields.into_iter().filter_map(|(key, value)| Some((key, value?)));
    fields.filter(|(_, value)| value.items().iter().any(|item| !item.is_empty())).collect()
}

/// The front matter of a new file.
pub(super) fn write(fields: &Fields) -> String {
    let mut out = format!("{FENCE}\n");
    for (key, value) in fields {
        push_entry(&mut out, key, value, "\n");
    }
    let _ = writeln!(out, "{FENCE}");
    out
}

/// The line that remembers what was written: a comment, without a line end.
pub(super) fn remembered(fields: &Fields) -> String {
    let mut out = REMEMBERED.to_owned();
    for (key, value) in fields {
        let digests: Vec<_> = value.items().iter().map(|item| digest(item)).collect();
        let _ = write!(out, " {key}={}", digests.join("+"));
    }
    out.push_str(" -->");
    out
}

/// Reads that line among others.
pub(super) fn recall(content: &str) -> Remembered {
    let line =
        content.lines().find_map(|line| line.trim_end().strip_prefix(REMEMBERED)?.strip_suffix(" -->"));
    let pairs = line.unwrap_or_default().split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, digests)| (key.to_owned(), digests.split('+').map(str::to_owned).collect())).collect()
}

/// Where the front matter of a text lies, between its fences and with them; `None` where it has none.
pub(super) fn find(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut at = 0;
    let mut inside = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match (inside, line.trim_end()) {
            (None, FENCE) => inside = Some(end),
            (None, _) => return None,
            // It was never closed: what follows is not it.
            (Some(_), _) if line.starts_with(OPENING) => return None,
            (Some(start), FENCE | "...") => return Some((start..at, 0..end)),
            (Some(_), _) => {}
        }
        at = end;
    }
    None
}

/// The document's id that front matter names.
pub(super) fn names(inside: &str, id: &str) -> bool {
    let entries = entries(inside);
    let named = entries.iter().find(|entry| entry.key == Some("vermilion"));
    named.and_then(|entry| entry.value(inside)).is_some_and(|items| items == [id])
}

/// What stands between the fences, with what there is to say now in the place of what was said before.
pub(super) fn merge(theirs: &str, before: &Remembered, fields: &Fields, line_end: &str) -> String {
    let entries = entries(theirs);
    let is_twice = |key: &str| entries.iter().filter(|entry| entry.key == Some(key)).count() > 1;
    let ours: BTreeMap<&str, &Value> = fields.iter().map(|(key, value)| (*key, value)).collect();
    // A key that is new comes after the one that it comes after in a new file.
    let mut new: BTreeMap<Option<&str>, Vec<(&str, &Value)>> = BTreeMap::new();
    let mut last = None;
    for (key, value) in fields {
        if entries.iter().any(|entry| entry.key == Some(key)) {
            last = Some(*key);
        } else if !before.contains_key(*key) {
            new.entry(last).or_default().push((key, value));
        }
    }
    let mut out = String::with_capacity(theirs.len());
    push_entries(&mut out, new.remove(&None), line_end);
    for entry in &entries {
        let raw = &theirs[entry.bytes.clone()];
        let Some(key) = entry.key.filter(|key| !is_twice(key)) else {
            out.push_str(raw);
            push_entries(&mut out, entry.key.and_then(|key| new.remove(&Some(key))), line_end);
            continue;
        };
        let known = before.get(key).map_or(&[][..], Vec::as_slice);
        match entry.value(theirs).map(|value| become_of(&value, known, ours.get(key).copied())) {
            Some(Became::Gone) => {}
            Some(Became::New(value)) => {
                end_line(&mut out, line_end);
                push_entry(&mut out, key, &value, line_end);
            }
            Some(Became::Theirs) | None => out.push_str(raw),
        }
        push_entries(&mut out, new.remove(&Some(key)), line_end);
    }
    out
}

fn push_entries(out: &mut String, entries: Option<Vec<(&str, &Value)>>, line_end: &str) {
    for (key, value) in entries.into_iter().flatten() {
        end_line(out, line_end);
        push_entry(out, key, value, line_end);
    }
}

/// What becomes of a value that is there.
enum Became {
    Theirs,
    New(Value),
    Gone,
}

/// `known` are the digests of what was written last, none where nothing was.
fn become_of(theirs: &[String], known: &[String], ours: Option<&Value>) -> Became {
    let is_known = |item: &String| known.contains(&digest(item));
    match ours {
        Some(Value::List(ours)) => {
            let kept = ours.iter().filter(|item| theirs.contains(item) || !is_known(item));
            let others = theirs.iter().filter(|item| !ours.contains(item) && !is_known(item));
            let items = once_each(kept.chain(others).cloned());
            let is_same = items.len() == theirs.len() && items.iter().all(|item| theirs.contains(item));
            if is_same { Became::Theirs } else { Became::New(Value::List(items)) }
        }
        Some(value) => {
            let is_as_written = !theirs.is_empty() && theirs.iter().all(is_known);
            if is_as_written && value.items() != theirs { Became::New(value.clone()) } else { Became::Theirs }
        }
        None => {
            let others: Vec<_> = theirs.iter().filter(|item| !is_known(item)).cloned().collect();
            match others.len() {
                count if count == theirs.len() => Became::Theirs,
                0 => Became::Gone,
                _ => Became::New(Value::List(others)),
            }
        }
    }
}

impl Value {
    fn items(&self) -> &[String] {
        match self {
            Self::Text(item) | Self::Bare(item) => std::slice::from_ref(item),
            Self::List(items) => items,
        }
    }
}

/// A key at the top with what belongs to it, or lines that belong to none.
struct Entry<'t> {
    key: Option<&'t str>,
    bytes: Range<usize>,
}

/// Divides what stands between the fences; nothing is left out.
fn entries(inside: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        let bytes = at..at + line.len();
        at = bytes.end;
        if line.starts_with([' ', '\t', '-']) && !line.trim().is_empty() {
            // What is between a key and its lines, a comment for one, belongs to it.
            while entries.len() > 1 && entries.last().is_some_and(|entry| entry.key.is_none()) {
                entries.pop();
            }
            if let Some(last) = entries.last_mut() {
                last.bytes.end = bytes.end;
                continue;
            }
        }
        entries.push(Entry { key: key(line), bytes });
    }
    entries
}

/// The key with which a line begins.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let is_key = !key.is_empty() && !key.starts_with(['#', '"', '\'', ' ', '\t', '-']);
    let is_apart = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    (is_key && is_apart).then(|| key.trim_end())
}

impl Entry<'_> {
    /// The texts of the value; `None` where it is none that we would write, or a program in our place.
    fn value(&self, inside: &str) -> Option<Vec<String>> {
        let (_, value) = inside[self.bytes.clone()].split_once(':')?;
        let mut lines = value.lines();
        let first = lines.next().unwrap_or_default().trim();
        let mut items = Vec::new();
        for line in lines {
            items.push(scalar(line.trim().strip_prefix('-')?.trim())?);
        }
        match first.strip_prefix('[').map(|list| list.strip_suffix(']')) {
            Some(list) if items.is_empty() => flow(list?),
            None if items.is_empty() && !first.is_empty() => Some(vec![scalar(first)?]),
            None if first.is_empty() => Some(items),
            _ => None,
        }
    }
}

/// The texts of a list in brackets.
fn flow(list: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    let (mut quote, mut is_escaped, mut start) = (None, false, 0);
    for (at, c) in list.char_indices() {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some('"'), '\\') => is_escaped = true,
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') if list[start..at].trim().is_empty() => quote = Some(c),
            (None, ',') => {
                items.push(scalar(list[start..at].trim())?);
                start = at + 1;
            }
            _ => {}
        }
    }
    let last = list[start..].trim();
    if quote.is_some() {
        return None;
    }
    if !last.is_empty() {
        items.push(scalar(last)?);
    }
    Some(items)
}

/// A text on one line, quoted or not.
fn scalar(text: &str) -> Option<String> {
    if let Some(inside) = text.strip_prefix('\'') {
        let inside = inside.strip_suffix('\'')?;
        return (!inside.replace("''", "").contains('\'')).then(|| inside.replace("''", "'"));
    }
    let Some(inside) = text.strip_prefix('"') else {
        let is_more = text.starts_with(['[', '{', '&', '*', '!', '|', '>', '%', '@', '`', '#'])
            || text.contains(" #")
            || text.contains(": ")
            || text.ends_with(':');
        return (!is_more).then(|| text.to_owned());
    };
    let mut out = String::with_capacity(inside.len());
    let mut characters = inside.strip_suffix('"')?.chars();
    while let Some(c) = characters.next() {
        let escaped = match c {
            '"' => return None,
            '\\' => characters.next()?,
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push(match escaped {
            '"' | '\\' | '/' => escaped,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => return None,
        });
    }
    Some(out)
}

fn push_entry(out: &mut String, key: &str, value: &Value, line_end: &str) {
    let _ = match value {
        Value::Text(text) => write!(out, "{key}: {}{line_end}", quoted(text)),
        Value::Bare(text) => write!(out, "{key}: {text}{line_end}"),
        Value::List(_) => write!(out, "{key}:{line_end}"),
    };
    if let Value::List(items) = value {
        for item in items {
            let _ = write!(out, "  - {}{line_end}", quoted(item));
        }
    }
}

/// A text in double quotes. Of what hides in it nothing is left here but line ends and tabs.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // YAML has every other character that is left.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

fn end_line(out: &mut String, line_end: &str) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str(line_end);
    }
}

/// Each once, in the order in which they first come.
fn once_each(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for item in items {
        if !item.is_empty() && !once.contains(&item) {
            once.push(item);
        }
    }
    once
}

/// Whether it is a full date, which YAML knows: `2026-05-01`.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}
