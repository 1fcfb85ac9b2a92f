//! Tests that do in the real window what a person does. One module a part of the app.
//!
//! `cargo xtask test` builds the app they drive and runs them on a screen of their own; after a
//! failure `target/screenshots` shows the window and the test's output what the app printed.

mod starting;
