//! The domain of Vermilion: one library file, the documents in it, their structure, their annotations, and the history
//! of everything that was done to them.
//!
//! [`Library`] is the file. It has one door in each direction. Whatever changes something goes through
//! [`Library::act`], which records it, so that it can be undone, also after a restart, and reports a [`Change`], so
//! that every view can follow. Whatever reads goes through [`Library::read`], which sees one consistent state.
//!
//! The modules are nouns ([`documents`], [`structure`], [`revisions`], [`speakers`], [`annotations`], [`tags`], [`memos`], [`crosslinks`],
//! [`search`], [`references`],
//! [`reading`], [`settings`]); the functions in them are verbs that take the library and open the right door themselves.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use vermilion_core::{Library, Surroundings, documents, annotations};
//! # use vermilion_formats::{annotated::{Colour, Mark, Style}, interview};
//! # let folder = std::env::temp_dir().join(format!("vermilion-doc-{}", std::process::id()));
//! # let ids = std::sync::atomic::AtomicU64::new(1);
//! # let next = move || uuid::Uuid::from_u64_pair(0, ids.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
//! let library = Library::open(&folder.join("library.vermilion"), Surroundings::new(|| 0, next))?;
//! let interview = interview::parse("Ada: Who reads?\nBen: I do.\nAda: And?\nBen: I write.\n");
//! let document = documents::import(&library, &documents::NewDocument::new(interview))?.value.document;
//! let style = Style { mark: Mark::Fill, colour: Colour::Yellow };
//! annotations::create(&library, document, vermilion_anchor::Span::new(21, 26), style, "")?;
//! library.undo()?;
//! assert!(annotations::list(&library, document)?.is_empty());
//! # drop(library);
//! # std::fs::remove_dir_all(folder)?;
//! # Ok(())
//! # }
//! ```
//!
//! This crate holds all SQL; no type of the database driver is part of its interface. It reads no clock and draws no
//! random number: both come in through [`Surroundings`]. Calls block for as long as the disk takes, so a shell makes
//! them on a thread that may block.

pub mod annotations;
pub mod backups;
mod brief;
pub mod crosslinks;
pub mod doctor;
pub mod documents;
mod error;
mod exchange;
mod ids;
mod library;
pub mod memos;
#[cfg(test)]
mod properties;
pub mod reading;
pub mod references;
pub mod revisions;
pub mod salvage;
mod scratch;
pub mod search;
pub mod settings;
pub mod sources;
pub mod speakers;
pub mod structure;
mod surroundings;
mod tables;
pub mod tags;
#[cfg(test)]
mod testing;
mod texts;

pub use error::{Candidate, Error, LibraryError, Result, StorageError, StorageFault};
pub use ids::{AnnotationId, DocumentId, IdError, MemoId, RevisionId, SpeakerId, TagId};
pub use library::{
    Act, Acted, ActionName, Change, HistoryEntry, HistoryState, Library, ReadOnly, Snapshot, TextChange,
    has_orphan_log, is_open_here,
};
pub use surroundings::Surroundings;
