//! What the two formats of REFI-QDA, projects and codebooks, have in common: elements within elements, ids, and codes.

mod codes;
mod elements;

pub(super) use codes::{Code, place, read_code};
pub(super) use elements::{children, guid, text};
