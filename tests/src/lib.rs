//! What the tests of the whole product stand on.
//!
//! There are two test binaries. `scenarios` goes through the same commands as the app and the command line,
//! without a window. `window` starts the real app and does what a person does: looks for a button, drags over
//! a passage, types a note. It is built only with the feature `window`, and finds the app through the
//! environment; `cargo xtask test` sees to both.
//!
//! [`fixtures`] knows where test data lies, [`harness`] drives the window. Neither knows what the product
//! promises: that is in the tests.

pub mod fixtures;
#[cfg(feature = "window")]
pub mod harness;
