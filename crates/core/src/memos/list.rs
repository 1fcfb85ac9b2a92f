//! Finding memos.

use super::{Memo, Subject, section::Headings};
use crate::{
    error::{Error, Result},
    ids::{DocumentId, MemoId},
    library::{Library, Snapshot},
    references::CANDIDATES,
    tables::memo::{self, MemoRow},
};
use std::collections::{BTreeMap, btree_map::Entry};

/// All memos, the oldest first.
///
/// # Errors
/// When the library cannot be read.
pub fn list(library: &Library) -> Result<Vec<Memo>> {
    library.read(|snapshot| snapshot.memos())
}

/// One memo.
///
/// # Errors
/// [`Error::NoSuchMemo`], or when the library cannot be read.
pub fn find(library: &Library, id: MemoId) -> Result<Memo> {
    let missing = || Error::NoSuchMemo { reference: id.to_string() };
    library.read(|snapshot| snapshot.memos_of([id])?.pop().ok_or_else(missing))
}

/// The memo that a reference means: an id, or the beginning of one that no other memo has.
///
/// # Errors
/// [`Error::NoSuchMemo`], [`Error::AmbiguousMemo`] with up to ten candidates, or when the library cannot be read.
pub fn resolve(library: &Library, reference: &str) -> Result<MemoId> {
    let reference = reference.trim();
    if let Ok(id) = reference.parse() {
        return Ok(find(library, id)?.id);
    }
    let candidates = if reference.is_empty() {
        Vec::new()
    } else {
        let prefix = reference.to_lowercase();
        library.read(|snapshot| memo::with_prefix(snapshot.connection, &prefix, CANDIDATES))?
    };
    match candidates.as_slice() {
        [] => Err(Error::NoSuchMemo { reference: reference.to_owned() }),
        [only] => Ok(*only),
        _ => Err(Error::AmbiguousMemo { reference: reference.to_owned(), candidates }),
    }
}

impl Snapshot<'_> {
    /// All memos, the oldest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn memos(&self) -> Result<Vec<Memo>> {
        self.told(memo::all(self.connection)?)
    }

    /// Those of these memos that are in the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn memos_of(&self, ids: impl IntoIterator<Item = MemoId>) -> Result<Vec<Memo>> {
        let rows = ids.into_iter().filter_map(|id| memo::find(self.connection, id).transpose());
        self.told(rows.collect::<Result<_>>()?)
    }

    fn told(&self, rows: Vec<MemoRow>) -> Result<Vec<Memo>> {
        let mut headings: BTreeMap<DocumentId, Headings> = BTreeMap::new();
        let told = rows.into_iter().map(|row| {
            let subject = match row.subject {
                memo::Subject::Library => Subject::Library,
                memo::Subject::Document(document) => Subject::Document(document),
                memo::Subject::Speaker(document, speaker) => Subject::Speaker { document, speaker },
                memo::Subject::Tag(tag) => Subject::Tag(tag),
                memo::Subject::Section(document, heading) => {
                    let headings = match headings.entry(document) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(place) => place.insert(Headings::load(self, document)?),
                    };
                    let found = headings.find(&heading);
                    let (heading, title) = match found {
                        Some((start, title)) => (Some(start), title.to_owned()),
                        None => (None, heading.words),
                    };
                    Subject::Section { document, heading, title }
                }
            };
            let MemoRow { id, text, created_at, modified_at, .. } = row;
            Ok(Memo { id, subject, text, created_at, modified_at })
        });
        told.collect()
    }
}
