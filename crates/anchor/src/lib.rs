//! skeleton

pub mod units;

pub use units::{CodePoint, Span};
