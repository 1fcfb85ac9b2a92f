//! The structure of an interview, found in plain text.

mod model;

pub use model::{Block, BlockKind, Interview, Role, Speaker};
