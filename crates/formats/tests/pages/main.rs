//! Pages and books: what is read from a saved page, an EPUB, a text of a word processor.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where it stopped")]

mod epub;
mod html;
mod odt;
mod rtf;
mod shared;
