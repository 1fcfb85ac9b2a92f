//! A codebook as a table: what Taguette exports, and tables like it.
//!
//! The first row names the columns: `tag`, `name`, `code` or `path` is the name; `parent` is the name of the tag above it,
//! which may stand anywhere in the table; `description`, `definition` or `memo` is the definition; `color` is `#RRGGBB`.
//! Between the cells are commas, semicolons or tabs. Further columns, such as the number of highlights, have no place.

use super::tags::{Tags, colour_of};
use super::{Import, ImportError, Limits, Place, Report};
use crate::decode;
use std::collections::HashMap;

const FORMAT: &str = "codebook";

/// The columns of a table.
struct Columns {
    name: usize,
    parent: Option<usize>,
    definition: Option<usize>,
    colour: Option<usize>,
    delimiter: u8,
}

/// A row of a table.
struct Row {
    name: String,
    parent: String,
    definition: String,
    colour: String,
    line: u32,
}

/// Reads a table.
///
/// # Errors
/// When it is no text, too large, has no column of names, or more than one.
pub fn read(bytes: &[u8], _name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    let most = limits.file.min(limits.text as u64);
    if bytes.len() as u64 > most {
        return Err(ImportError::TooMuch { what: "bytes", most });
    }
    let text = decode::decode(bytes, None)?.text;
    let columns = columns(&text).ok_or_else(|| {
        ImportError::malformed(FORMAT, "its first row names no column “tag”, “name” or “path”, or several")
    })?;
    let mut report = Report::of("codebook-csv");
    let rows = rows(&text, &columns, limits, &mut report)?;
    let tags = place(&rows, &mut report);
    Ok(Import { tags: tags.into_all(), report, ..Import::default() })
}

/// Whether a file looks like a codebook: its first row names a column of names and one that only codebooks have.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    const LONGEST: usize = 4 * 1024;
    let Ok(head) = decode::decode(&bytes[..bytes.len().min(LONGEST)], None) else { return false };
    columns(&head.text).is_some_and(|columns| columns.parent.is_some() || columns.definition.is_some())
        && !head.text.lines().next().is_some_and(|first| {
            ["content", "quote", "document"].iter().any(|other| first.to_lowercase().contains(other))
        })
}

fn columns(text: &str) -> Option<Columns> {
    let first = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty())?;
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| (count(*delimiter), *delimiter == b','))?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(first.as_bytes());
    let header = reader.records().next()?.ok()?;
    let names: Vec<String> = header.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let find = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
    let of_names = |name: &&String| matches!(name.as_str(), "tag" | "name" | "code" | "path");
    (names.iter().filter(of_names).count() == 1).then_some(())?;
    Some(Columns {
        name: find(&["tag", "name", "code", "path"])?,
        parent: find(&["parent"]),
        definition: find(&["description", "definition", "memo"]),
        colour: find(&["color", "colour"]),
        delimiter,
    })
}

fn rows(text: &str, columns: &Columns, limits: Limits, report: &mut Report) -> Result<Vec<Row>, ImportError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(columns.delimiter)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| ImportError::malformed(FORMAT, error))?;
        let line =
            record.position().and_then(|position| u32::try_from(position.line()).ok()).unwrap_or(u32::MAX);
        if rows.len() >= limits.items {
            return Err(ImportError::TooMuch { what: "tags", most: limits.items as u64 });
        }
        let cell = |column: Option<usize>| {
            column.and_then(|column| record.get(column)).map(unguarded).unwrap_or_default().to_owned()
        };
        let row = Row {
            name: cell(Some(columns.name)),
            parent: cell(columns.parent),
            definition: cell(columns.definition),
            colour: cell(columns.colour),
            line,
        };
        if row.name.is_empty() {
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                report.skip("tag", &row.definition, "no-name", Some(Place::Line(line)));
            }
            continue;
        }
        rows.push(row);
    }
    Ok(rows)
}

/// A cell without the apostrophe that keeps a spreadsheet from running it as a formula.
fn unguarded(cell: &str) -> &str {
    let cell = cell.trim();
    let rest =
        cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
    rest.unwrap_or(cell)
}

/// Makes the tags, those above before those under them, wherever they stand.
fn place(rows: &[Row], report: &mut Report) -> Tags {
    let mut tags = Tags::default();
    let by_name: HashMap<&str, usize> =
        rows.iter().enumerate().rev().map(|(at, row)| (row.name.as_str(), at)).collect();
    let mut placed: Vec<Option<usize>> = vec![None; rows.len()];
    // The rows that are waiting for the ones above them.
    let mut is_waiting = vec![false; rows.len()];
    for first in 0..rows.len() {
        let mut waiting = vec![first];
        while let Some(at) = waiting.last().copied() {
            let row = &rows[at];
            is_waiting[at] = true;
            let line = Some(Place::Line(row.line));
            let above = by_name.get(row.parent.as_str()).copied().filter(|_| !row.parent.is_empty());
            let parent = match above {
                _ if placed[at].is_some() => {
                    waiting.pop();
                    continue;
                }
                Some(above) if placed[above].is_some() => placed[above],
                Some(above) if !is_waiting[above] => {
                    waiting.push(above);
                    continue;
                }
                Some(_) => {
                    report.alter("tag", &row.name, "under-itself", line.clone());
                    None
                }
                None if row.parent.is_empty() => None,
                // It is named and has no row of its own.
                None => Some(tags.child(None, &row.parent, report)),
            };
            let tag = tags.add(parent, &row.name, report);
            if let Some(tag) = tags.get_mut(tag) {
                tag.definition.clone_from(&row.definition);
                tag.colour = colour_of(&row.colour);
            }
            report.take("tag", &row.name, line);
            placed[at] = Some(tag);
            waiting.pop();
        }
    }
    tags
}
