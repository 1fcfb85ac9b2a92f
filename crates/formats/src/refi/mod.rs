//! What the two formats of REFI-QDA, projects and codebooks, have in common: their XML, and how codes are told.

mod codes;
mod markup;

pub(crate) use codes::write_codes;
pub(crate) use markup::Markup;
