//! The contract between the core and its shells.
pub(crate) mod table;
pub mod typescript;
pub mod wire;
