//! What must hold whatever goes in: of any bytes decoded, any text taken for an interview, any note, any commands.
//!
//! Each check takes one input and panics, naming what was broken, when something that must hold does not. The
//! property tests, the fuzz targets in `fuzz/` and the test that replays the fuzzers' seeds all call these same
//! functions, so that whatever one of them finds the others can show. Nothing in here knows where its input comes from.

pub mod commands;
pub mod decoding;
pub mod html;
pub mod imports;
pub mod note;
pub mod structure;
