//! What leaves the app: every export format, the rendering of notes, and quotations with attribution.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should say where it stopped"
)]
#![expect(clippy::print_stdout, reason = "whoever reads the output is to know what was left out")]

mod anki;
mod attribution;
mod bibliography;
mod csv;
mod fixture;
mod html;
mod jsonld;
mod large;
mod markdown;
mod markdown_update;
mod memos;
mod note;
mod pdf;
mod plain;
mod shared;
mod tags;
mod template;
mod watched;
mod xlsx;
