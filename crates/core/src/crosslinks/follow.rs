//! Where a link leads.

use crate::{
    annotations::Annotation,
    documents,
    error::{Error, Result},
    ids::{DocumentId, TagId},
    library::{Library, Snapshot},
    memos::Memo,
    tags::Codebook,
};
use vermilion_formats::crosslink::{Crosslink, Kind};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// An annotation, where it is now.
    Annotation(Box<Annotation>),
    /// A document.
    Document(DocumentId),
    /// A tag.
    Tag(TagId),
    /// A memo.
    Memo(Memo),
}

/// What a link leads to.
///
/// # Errors
/// [`Error::NoSuchAnnotation`], [`Error::NoSuchDocument`], [`Error::NoSuchTag`] or [`Error::NoSuchMemo`] where that is
/// not there, or when the library cannot be read.
pub fn follow(library: &Library, link: &Crosslink) -> Result<Leads> {
    library.read(|snapshot| leads(snapshot, link))
}

pub(super) fn leads(snapshot: &Snapshot<'_>, link: &Crosslink) -> Result<Leads> {
    let reference = link.id.clone();
    match link.kind {
        Kind::Annotation => {
            let found = match link.id.parse() {
                Ok(id) => snapshot.annotations_of([id])?.pop(),
                Err(_) => None,
            };
            found.map(|one| Leads::Annotation(Box::new(one))).ok_or(Error::NoSuchAnnotation { reference })
        }
        Kind::Document => match link.id.parse() {
            Ok(id) => Ok(Leads::Document(documents::find(snapshot.connection, id)?.id)),
            Err(_) => Err(Error::NoSuchDocument { reference }),
        },
        Kind::Tag => match link.id.parse() {
            Ok(id) => Ok(Leads::Tag(Codebook::load(snapshot.connection)?.find(id)?.id)),
            Err(_) => Err(Error::NoSuchTag { reference }),
        },
        Kind::Memo => {
            let found = match link.id.parse() {
                Ok(id) => snapshot.memos_of([id])?.pop(),
                Err(_) => None,
            };
            found.map(Leads::Memo).ok_or(Error::NoSuchMemo { reference })
        }
    }
}
