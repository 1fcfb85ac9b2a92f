//! Which tags a query asks for, by name, path or id, and what a name that no tag has is like.

use super::{
    query::{BadQuery, Condition, Problem, Wanted},
    run::{Asked, Plan},
};
use crate::{
    error::{Error, Result},
    ids::TagId,
    tags::{Codebook, SEPARATOR},
};
use rusqlite::Connection;
use std::collections::HashSet;
use vermilion_anchor::Folding;

/// Tags named where none has the name asked for.
const NEAR: usize = 3;

impl Plan {
    /// Finds the tags that the query asks for.
    pub(super) fn find_tags(&mut self, connection: &Connection) -> Result<()> {
        if !self.conditions.iter().any(|asked| matches!(asked.condition, Condition::Tag(_))) {
            return Ok(());
        }
        let codebook = Codebook::load(connection)?;
        let folding = Folding { separators: false, ..self.folding };
        for asked in &mut self.conditions {
            if let Condition::Tag(wanted) = &asked.condition {
                asked.tags = find(&codebook, folding, wanted).map_err(Error::BadQuery)?;
            }
        }
        Ok(())
    }
}

impl Asked {
    /// Whether one of these is a tag that is asked for.
    pub(super) fn is_tagged(&self, tags: &[TagId]) -> bool {
        tags.iter().any(|tag| self.tags.contains(tag))
    }
}

/// The tags of a name, path or id with all that are under them. `/Fear` means the one at the top alone.
fn find(codebook: &Codebook, folding: Folding, wanted: &Wanted) -> Result<HashSet<TagId>, BadQuery> {
    let branch = |id: TagId| codebook.branch(id).iter().map(|tag| tag.id);
    if let Ok(id) = wanted.name.parse::<TagId>()
        && codebook.get(id).is_some()
    {
        return Ok(branch(id).collect());
    }
    let is_separator = |one: char| matches!(one, '/' | '／');
    let is_from_top = wanted.name.starts_with(is_separator);
    let names: Vec<String> = wanted
        .name
        .split(is_separator)
        .map(|name| folding.words(name.trim()))
        .filter(|name| !name.is_empty())
        .collect();
    let path = names.join(SEPARATOR);
    let is_meant = |other: &str| {
        !path.is_empty()
            && other
                .strip_suffix(path.as_str())
                .is_some_and(|before| before.is_empty() || !is_from_top && before.ends_with(SEPARATOR))
    };
    let folded: Vec<String> =
        codebook.tags().iter().map(|tag| folding.words(&codebook.path(tag.id))).collect();
    let found: HashSet<TagId> = codebook
        .tags()
        .iter()
        .zip(&folded)
        .filter(|(_, path)| is_meant(path))
        .flat_map(|(tag, _)| branch(tag.id))
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let problem = if codebook.tags().is_empty() {
        Problem::NoTags
    } else {
        let name = names.last().map_or("", String::as_str);
        Problem::UnknownTag { near: near(codebook, folding, name) }
    };
    Err(BadQuery { span: wanted.span, problem })
}

/// The paths of the tags whose names are most like this one, the likest first.
fn near(codebook: &Codebook, folding: Folding, wanted: &str) -> Vec<String> {
    let wanted: Vec<char> = wanted.chars().collect();
    let mut near: Vec<(usize, TagId)> = Vec::new();
    for tag in codebook.tags() {
        let name: Vec<char> = folding.words(&tag.name).chars().collect();
        let (short, long) = if name.len() < wanted.len() { (&name, &wanted) } else { (&wanted, &name) };
        let is_within = !short.is_empty() && long.windows(short.len()).any(|part| part == short.as_slice());
        let distance = distance(&wanted, &name);
        // Half of the characters may be others: of two Chinese ones, one.
        if is_within || distance * 2 <= long.len() {
            near.push((distance, tag.id));
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    near.truncate(NEAR);
    near.into_iter().map(|(_, id)| codebook.path(id)).collect()
}

/// How many characters have to be put in, taken out or changed to make one of the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, first) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], above + 1);
        for (at, second) in other.iter().enumerate() {
            let changed = diagonal + usize::from(first != second);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
