//! What the tests of the whole product stand on.
//!
//! There are four test binaries. `scenarios` goes through the same commands as the app and the command line,
//! without a window. `faults` does so while the world around fails. `others` gives our files to other programs, and theirs
//! to us. `window` starts the real app and does what a person does: looks for a button, drags over
//! a passage, types a note. It is built only with the feature `window`, and finds the app through the
//! environment; `cargo xtask test` sees to both.
//!
//! [`anchoring`] corrects transcripts and knows where every annotation belongs. [`fixtures`] knows where test data lies, [`harness`] drives the window, [`torture`] kills what writes,
//! [`trace`] watches what is asked of the network, [`grants`] asks for what the system has to allow for that. None of them knows what the product promises: that is in the tests; but for the model of a library that a kill is
//! measured by.
//! [`invariants`] is what must hold whatever goes in, for the property tests of other crates and the fuzz targets too.

pub mod anchoring;
pub mod fixtures;
pub mod grants;
#[cfg(feature = "window")]
pub mod harness;
pub mod invariants;
pub mod torture;
pub mod trace;
