//! The codebook and the memos: what is in their rows, and whether the tags are a forest in which each can be named.

use super::{
    Diagnosis, Problem,
    rows::{Reader, for_each},
};
use crate::{
    error::Result,
    ids::{AnnotationId, DocumentId, MemoId, RevisionId, SpeakerId, TagId},
    tables::tag,
    tags::shortcut_of,
};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use vermilion_formats::annotated::Colour;

pub(super) fn examine(connection: &Connection, diagnosis: &mut Diagnosis) {
    tags(connection, diagnosis);
    let sql = "SELECT annotation_id, tag_id FROM annotation_tag";
    for_each(connection, diagnosis, "annotation_tag", sql, |_, row| {
        row.parsed::<AnnotationId>(0, "annotation_id");
        row.parsed::<TagId>(1, "tag_id");
    });
    let sql = "SELECT id, document_id, speaker_id, tag_id, revision_id, start, heading, text, created_at, modified_at
               FROM memo";
    for_each(connection, diagnosis, "memo", sql, |_, row| {
        row.parsed::<MemoId>(0, "id");
        optional_id::<DocumentId>(row, 1, "document_id");
        optional_id::<SpeakerId>(row, 2, "speaker_id");
        optional_id::<TagId>(row, 3, "tag_id");
        optional_id::<RevisionId>(row, 4, "revision_id");
        row.optional_small::<u32>(5, "start");
        row.optional_text(6, "heading");
        row.text(7, "text");
        row.integer(8, "created_at");
        row.integer(9, "modified_at");
    });
}

fn optional_id<T: std::str::FromStr>(row: &mut Reader<'_>, at: usize, column: &'static str) -> Option<T> {
    if row.optional_text(at, column).is_some() { row.parsed(at, column) } else { None }
}

fn tags(connection: &Connection, diagnosis: &mut Diagnosis) {
    let mut parents: BTreeMap<TagId, Option<TagId>> = BTreeMap::new();
    let (mut names, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let mut twins = Vec::new();
    let sql =
        "SELECT id, parent_id, position, name, colour, shortcut, definition, created_at FROM tag ORDER BY id";
    for_each(connection, diagnosis, "tag", sql, |_, row| {
        let id = row.parsed::<TagId>(0, "id");
        let parent = optional_id::<TagId>(row, 1, "parent_id");
        row.small::<u32>(2, "position");
        let name = row.text(3, "name").map(crate::tags::folded);
        if let Some(colour) = row.optional_text(4, "colour")
            && colour.parse::<Colour>().is_err()
        {
            row.wrong::<()>("colour");
        }
        let shortcut = row.optional_text(5, "shortcut");
        if shortcut
            .is_some_and(|shortcut| shortcut_of(shortcut).map(String::from).as_deref() != Some(shortcut))
        {
            row.wrong::<()>("shortcut");
        }
        row.text(6, "definition");
        row.integer(7, "created_at");
        let Some(id) = id else { return };
        let is_named_twice = name.is_some_and(|name| !names.insert((parent, name)));
        let is_keyed_twice = shortcut.is_some_and(|shortcut| !keys.insert(shortcut.to_owned()));
        if is_named_twice || is_keyed_twice {
            twins.push(id);
        }
        parents.insert(id, parent);
    });
    twins.into_iter().for_each(|tag| diagnosis.find(Problem::TagTwin { tag }));
    for tag in circles(&parents) {
        diagnosis.find(Problem::TagCircle { tag });
    }
}

/// Puts the oldest tag of every circle of tags at the top, with what is under it.
pub(crate) fn cut_circles(connection: &Connection) -> Result<()> {
    let parents = tag::all(connection)?.into_iter().map(|tag| (tag.id, tag.parent)).collect();
    for tag in circles(&parents) {
        connection.execute("UPDATE tag SET parent_id = NULL WHERE id = ?1", [tag])?;
    }
    Ok(())
}

/// The oldest tag of every circle of tags that are under each other.
fn circles(parents: &BTreeMap<TagId, Option<TagId>>) -> BTreeSet<TagId> {
    let above = |tag: &TagId| parents.get(tag).copied().flatten();
    let mut known = BTreeSet::new();
    let mut circles = BTreeSet::new();
    for start in parents.keys() {
        let mut way: Vec<TagId> = Vec::new();
        let mut next = Some(*start);
        while let Some(tag) = next.filter(|tag| known.insert(*tag)) {
            way.push(tag);
            next = above(&tag);
        }
        // What was met again on the same way is in a circle.
        if let Some(at) = way.iter().position(|tag| Some(*tag) == next) {
            circles.extend(way[at..].iter().min());
        }
    }
    circles
}
