//! Revisions: the texts that a document has had, and correcting its text.
//!
//! A correction is edits (what was taken away, what was put in, where), from which the text of every revision can be had
//! again byte for byte, and which carry everything that stands off from the text. [`Structure::correct`] is the one way
//! to make a revision; the other files here say which edits a correction by hand, words replaced, a version from outside
//! or an older revision come to.
//!
//! [`Structure::correct`]: crate::structure::Structure

mod blocks;
mod commit;
mod compare;
mod lineage;
mod list;
mod matched;
mod open;
mod replace;
mod restore;
#[cfg(test)]
mod tests;
mod typed;
mod update;
mod zones;

pub use blocks::{Neighbour, edit_block, join_blocks, split_block, type_block};
pub use compare::{Comparison, Hunk, Piece, PieceKind, compare};
pub use list::{Origin, Revision, UnknownOrigin, find, list, resolve};
pub use open::{OldDocument, open};
pub use replace::{Fold, Words, occurrences, replace};
pub use restore::restore;
pub use typed::Typed;
pub use update::{Decision, Entry, Report, Revised, Version, preview, revise};

pub(crate) use commit::{Fate, Fates};
pub(crate) use lineage::Lineage;
pub(crate) use open::blocks_at;
pub(crate) use zones::{Names, Stood};

use crate::{
    error::{Error, Result},
    ids::{DocumentId, RevisionId},
};

/// Refuses where the current revision is another one than the caller knows.
pub(crate) fn require(lineage: &Lineage, document: DocumentId, revision: RevisionId) -> Result<()> {
    if lineage.current() == revision { Ok(()) } else { Err(Error::StaleRevision { document }) }
}
