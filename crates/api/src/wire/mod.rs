//! The types that cross to a shell: what the commands take and answer, what a change looks like, what an error is.
//!
//! Made for the wire and for nothing else: core's types are converted into these, never serialised as they stand, so
//! that the domain may change without the window noticing. Field names are camelCase on the wire, ids are UUIDs as
//! text, offsets count Unicode code points and are half-open, times are milliseconds since 1970-01-01 UTC. They all
//! fit a JavaScript number exactly, which is why 64-bit integers are declared as `number` in TypeScript.
//!
//! A `null` in a request that changes something means "leave as it is"; an empty text clears.

mod annotation;
mod backup;
mod change;
mod crosslink;
mod doctor;
mod document;
mod error;
mod export;
mod import;
mod library;
mod memo;
mod recovery;
mod revision;
mod search;
mod structure;
mod tag;
mod template;
mod text;

pub use annotation::*;
pub use backup::*;
pub use change::*;
pub use crosslink::*;
pub use doctor::*;
pub use document::*;
pub use error::*;
pub use export::*;
pub use import::*;
pub use library::*;
pub use memo::*;
pub use recovery::*;
pub use revision::*;
pub use search::*;
pub use structure::*;
pub use tag::*;
pub use template::*;
pub use text::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No fields: the request or the answer of a command that needs none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}
