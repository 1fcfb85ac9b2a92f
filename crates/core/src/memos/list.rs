//! Finding memos.

use super::{Memo, Subject, section::Headings};
use crate::{
    error::{Error, Result},
    ids::{DocumentId, MemoId, TagId},
    library::{Library, Snapshot},
    references::resolve_among,
    tables::{
        memo::{self, MemoRow},
        speaker::{self, SpeakerRow},
    },
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
    let refuse = |reference, candidates: Vec<_>| match candidates.as_slice() {
        [] => Error::NoSuchMemo { reference },
        _ => Error::AmbiguousMemo { reference, candidates },
    };
    resolve_among(library, reference, |id| Ok(find(library, id)?.id), memo::with_prefix, refuse)
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

    /// Those on a document, its sections and its speakers, and those on these tags; of each the oldest first.
    pub(crate) fn memos_about(&self, document: DocumentId, tags: &[TagId]) -> Result<Vec<Memo>> {
        let mut rows = memo::of_document(self.connection, document)?;
        for tag in tags {
            rows.extend(memo::of_tag(self.connection, *tag)?);
        }
        self.told(rows)
    }

    fn told(&self, rows: Vec<MemoRow>) -> Result<Vec<Memo>> {
        let mut headings: BTreeMap<DocumentId, Headings> = BTreeMap::new();
        let mut names: BTreeMap<DocumentId, Vec<SpeakerRow>> = BTreeMap::new();
        let told = rows.into_iter().map(|row| {
            let subject = match row.subject {
                memo::Subject::Library => Subject::Library,
                memo::Subject::Document(document) => Subject::Document(document),
                memo::Subject::Speaker(document, speaker) => {
                    let names = match names.entry(document) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(place) => {
                            place.insert(speaker::of_document(self.connection, document)?)
                        }
                    };
                    let found = names.iter().find(|one| one.id == speaker);
                    let name = found.map(|one| one.name.clone()).unwrap_or_default();
                    Subject::Speaker { document, speaker, name }
                }
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
