//! What bringing a backup back would change, before it does.

use super::{BackupError, restore};
use crate::{
    ids::DocumentId,
    library::{
        Library,
        access::{self, Access},
        schema,
    },
};
use rusqlite::{Connection, Statement, ToSql, types::ValueRef};
use std::{
    collections::{BTreeMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    path::Path,
};

/// What differs between a library and a backup of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many documents are alike in both.
    pub same: u32,
    /// Those that are not, by title.
    pub documents: Vec<DocumentDifference>,
    /// Whether the codebook, or the memos on its tags and on the library, are not alike.
    pub codebook: bool,
}

/// Where a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// In the library and not in the backup: it would go.
    OnlyHere,
    /// In the backup and not in the library: it would come.
    OnlyThere,
    /// In both, and not alike.
    Changed,
}

/// How a document would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDifference {
    /// The document.
    pub id: DocumentId,
    /// Its title, that of the library where it has one.
    pub title: String,
    /// Where it is.
    pub state: DocumentState,
    /// Whether its text, its structure, its memos or what is said about it differ.
    pub text: bool,
    /// Its annotations.
    pub annotations: Difference,
    /// Those of them that have a note, and their notes.
    pub notes: Difference,
}

/// How many would come, go and be different.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// In the backup only.
    pub added: u32,
    /// In the library only.
    pub removed: u32,
    /// In both, and not alike.
    pub changed: u32,
}

/// Compares a library with one of its backups, or with any other library file.
///
/// # Errors
/// [`BackupError::Missing`], [`BackupError::Unsound`], [`BackupError::Refused`], or when the library cannot be read.
pub fn compare(library: &Library, backup: &Path) -> Result<Comparison, BackupError> {
    let here = library.read(|snapshot| Ok(content(snapshot.connection)?))?;
    Ok(contrast(here, there(library.path(), backup)?))
}

/// What a backup holds, as [`compare`] tells it of a library that holds nothing: for one that cannot be read. `library` is
/// where that lies.
///
/// # Errors
/// Those of [`compare`] about the backup.
pub fn compare_with_nothing(library: &Path, backup: &Path) -> Result<Comparison, BackupError> {
    Ok(contrast(Content::default(), there(library, backup)?))
}

fn there(library: &Path, backup: &Path) -> Result<Content, BackupError> {
    let unsound = BackupError::unsound(backup);
    let (connection, version) = restore::open_to_read(backup)?;
    if version == schema::supported() {
        return content(&connection).map_err(unsound);
    }
    // An older one is read as it would be once it is up to date.
    let prepared = restore::prepare(backup, library, &mut |_| std::ops::ControlFlow::Continue(()))?;
    let connection = access::connect(&prepared.path(), Access::Shared).map_err(&unsound)?;
    content(&connection).map_err(unsound)
}

/// A library as hashes of its rows.
#[derive(Default)]
struct Content {
    documents: BTreeMap<DocumentId, Document>,
    /// The rows of the codebook and of the memos that are in no document; `None` where there are none.
    codebook: Option<u64>,
}

fn content(connection: &Connection) -> rusqlite::Result<Content> {
    let mut hasher = DefaultHasher::new();
    let mut is_empty = true;
    for sql in ["SELECT * FROM tag ORDER BY id", "SELECT * FROM memo WHERE document_id IS NULL ORDER BY id"] {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            is_empty = false;
            hash_row(row, 0, &mut hasher)?;
        }
        hasher.write_u8(0xff);
    }
    let codebook = (!is_empty).then(|| hasher.finish());
    Ok(Content { documents: documents(connection)?, codebook })
}

/// A document as hashes of its rows.
struct Document {
    title: String,
    text: u64,
    /// By id: all of the annotation, and its note where it has one.
    annotations: BTreeMap<String, (u64, Option<u64>)>,
}

fn documents(connection: &Connection) -> rusqlite::Result<BTreeMap<DocumentId, Document>> {
    let mut of_document = [
        "SELECT * FROM document WHERE id = ?1",
        "SELECT * FROM revision WHERE document_id = ?1 ORDER BY id",
        "SELECT correction.* FROM correction JOIN revision ON revision.id = revision_id WHERE document_id = ?1
         ORDER BY revision_id",
        "SELECT * FROM speaker WHERE document_id = ?1 ORDER BY id",
        "SELECT * FROM speaker_alias WHERE document_id = ?1 ORDER BY alias",
        "SELECT * FROM block WHERE revision_id IN (SELECT id FROM revision WHERE document_id = ?1)
         ORDER BY revision_id, start",
        "SELECT * FROM memo WHERE document_id = ?1 ORDER BY id",
    ]
    .into_iter()
    .map(|sql| connection.prepare(sql))
    .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut of_annotations = connection.prepare(
        "SELECT id, note, annotation.*, (
             SELECT group_concat(tag_id ORDER BY tag_id) FROM annotation_tag WHERE annotation_id = annotation.id
         )
         FROM annotation WHERE document_id = ?1 ORDER BY id",
    )?;
    let mut ids = connection.prepare("SELECT id, title FROM document")?;
    let mut rows = ids.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (id, title): (DocumentId, String) = (row.get(0)?, row.get(1)?);
        let mut hasher = DefaultHasher::new();
        for statement in &mut of_document {
            hash_rows(statement, &id, &mut hasher)?;
        }
        let mut annotations = BTreeMap::new();
        let mut rows = of_annotations.query([id])?;
        while let Some(row) = rows.next()? {
            let note = row.get_ref(1)?.as_str()?;
            let mut whole = DefaultHasher::new();
            hash_row(row, 2, &mut whole)?;
            let note = (!note.is_empty()).then(|| {
                let mut hasher = DefaultHasher::new();
                note.hash(&mut hasher);
                hasher.finish()
            });
            annotations.insert(row.get(0)?, (whole.finish(), note));
        }
        found.insert(id, Document { title, text: hasher.finish(), annotations });
    }
    Ok(found)
}

fn hash_rows(
    statement: &mut Statement<'_>,
    key: &dyn ToSql,
    hasher: &mut DefaultHasher,
) -> rusqlite::Result<()> {
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        hash_row(row, 0, hasher)?;
    }
    hasher.write_u8(0xff);
    Ok(())
}

fn hash_row(row: &rusqlite::Row<'_>, from: usize, hasher: &mut DefaultHasher) -> rusqlite::Result<()> {
    for column in from..row.as_ref().column_count() {
        hash_value(row.get_ref(column)?, hasher);
    }
    Ok(())
}

pub(crate) fn hash_value(value: ValueRef<'_>, hasher: &mut DefaultHasher) {
    match value {
        ValueRef::Null => 0u8.hash(hasher),
        ValueRef::Integer(value) => (1u8, value).hash(hasher),
        ValueRef::Real(value) => (2u8, value.to_bits()).hash(hasher),
        ValueRef::Text(value) => (3u8, value).hash(hasher),
        ValueRef::Blob(value) => (4u8, value).hash(hasher),
    }
}

fn contrast(here: Content, there: Content) -> Comparison {
    let mut comparison = Comparison { codebook: here.codebook != there.codebook, ..Comparison::default() };
    let (here, mut there) = (here.documents, there.documents);
    let nothing = Document { title: String::new(), text: 0, annotations: BTreeMap::new() };
    for (id, content) in here {
        let other = there.remove(&id);
        let state = if other.is_some() { DocumentState::Changed } else { DocumentState::OnlyHere };
        let difference = difference(id, state, &content, other.as_ref().unwrap_or(&nothing));
        let is_same = state == DocumentState::Changed
            && !difference.text
            && difference.annotations == Difference::default();
        if is_same {
            comparison.same += 1;
        } else {
            comparison.documents.push(difference);
        }
    }
    comparison.documents.extend(
        there.iter().map(|(id, content)| difference(*id, DocumentState::OnlyThere, &nothing, content)),
    );
    comparison.documents.sort_by(|one, other| (&one.title, one.id).cmp(&(&other.title, other.id)));
    comparison
}

fn difference(id: DocumentId, state: DocumentState, here: &Document, there: &Document) -> DocumentDifference {
    let title = if state == DocumentState::OnlyThere { &there.title } else { &here.title };
    let (mut annotations, mut notes) = (Difference::default(), Difference::default());
    for (key, (whole, note)) in &here.annotations {
        let other = there.annotations.get(key);
        annotations.count(Some(*whole), other.map(|(whole, _)| *whole));
        notes.count(*note, other.and_then(|(_, note)| *note));
    }
    for (key, (whole, note)) in &there.annotations {
        if !here.annotations.contains_key(key) {
            annotations.count(None, Some(*whole));
            notes.count(None, *note);
        }
    }
    DocumentDifference { id, title: title.clone(), state, text: here.text != there.text, annotations, notes }
}

impl Difference {
    fn count(&mut self, here: Option<u64>, there: Option<u64>) {
        match (here, there) {
            (None, Some(_)) => self.added += 1,
            (Some(_), None) => self.removed += 1,
            (here, there) if here != there => self.changed += 1,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{tags, testing::Desk, testing::TALK};

    #[test]
    fn the_order_in_which_sqlite_happens_to_give_rows_is_no_difference() {
        let (desk, document) = Desk::with(TALK);
        let annotations = [desk.highlight(document, 5, 7), desk.highlight(document, 9, 11)];
        tags::give(&desk.library, &annotations, &["夜".to_owned(), "情感/恐懼".to_owned(), "光".to_owned()])
            .unwrap();
        let (connection, _) = restore::open_to_read(&desk.path()).unwrap();
        let here = content(&connection).unwrap();
        connection.pragma_update(None, "reverse_unordered_selects", true).unwrap();
        let comparison = contrast(here, content(&connection).unwrap());
        assert_eq!(comparison, Comparison { same: 1, ..Comparison::default() });
    }
}
