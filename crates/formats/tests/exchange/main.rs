//! Exchange with other programs: what is exported reads back as what it was, and what others write is taken rightly.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where it stopped")]

#[path = "../export/fixture.rs"]
#[expect(dead_code, reason = "the documents are those of the tests of export, which use more of it")]
mod fixture;

mod archive;
mod codebook;
mod hypothesis;
mod jsonld;
mod large;
mod library;
mod qdpx;
mod table;
mod vendors;
mod verify;
