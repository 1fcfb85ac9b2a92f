//! skeleton

pub mod units;

pub use units::{CodePoint, Span, TextIndex, Utf16, count};
