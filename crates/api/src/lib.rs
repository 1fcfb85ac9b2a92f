//! The contract between the domain and its shells: what can be asked, what is answered, how a change is told.
//!
//! [`Api`] holds the library. A shell calls its typed methods, or, when the question comes from a web page, passes
//! name and JSON to [`Api::call`]; both are the same, because the dispatcher, the methods' names and the TypeScript
//! types of the page come from one table of commands. After every committed change the callbacks of
//! [`Api::on_change`] get a [`wire::ChangeEvent`] with the new values, whoever made the change, so that every view can
//! follow without asking again.
//!
//! Wire types are made here; the core's own are never serialised as they stand. Errors cross as [`ApiError`]: a code
//! with parameters, so that a window can say it in the user's language, and the sentence in English.
//!
//! This crate knows no window, no terminal, and neither clock nor home directory: a shell passes those in
//! ([`Surroundings`], [`paths::library_in`]). It is the only one that touches files other than the library's.

#![allow(
    clippy::needless_pass_by_value,
    reason = "every command has the same shape: it takes its request, whether it uses up all of it or not"
)]

mod annotations;
mod api;
mod backups;
mod changes;
mod convert;
mod crosslinks;
mod databases;
mod doctor;
mod documents;
mod each;
mod earlier;
mod error;
mod export;
mod exporting;
mod files;
mod folders;
mod history;
mod import;
mod matter;
mod memos;
mod names;
pub mod paths;
mod quotes;
mod quoting;
mod recovery;
mod references;
mod revisions;
mod sample;
mod search;
mod settings;
mod structure;
mod table;
mod tags;
mod tasks;
mod templates;
mod text;
mod typefaces;
pub mod typescript;
mod verify;
pub mod wire;

pub use api::Api;
pub use doctor::examine;
pub use error::damaged;
pub use files::write_text;
pub use import::import_endings;
pub use quotes::Occurrence;
pub use recovery::{Recovery, salvage};
pub use references::Reference;
pub use table::{Command, commands};
pub use templates::{read_template, template_variables};
pub use vermilion_anchor::visible;
pub use vermilion_core::backups::Occasion;
pub use vermilion_core::{ReadOnly, Surroundings, has_orphan_log};
pub use wire::ApiError;
