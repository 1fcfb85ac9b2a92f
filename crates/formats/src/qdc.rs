//! A codebook as REFI-QDA exchanges it: `.qdc`, one XML file.
//!
//! Codes are nested as tags are, each with its name, its colour and its definition. What the format cannot hold: the key of
//! a tag, memos, and when a tag was made. A name that several tags have is told by its path, because some programs take
//! only names that are unique.

use crate::codebook::CodebookTag;
use crate::refi::{Markup, write_codes};

/// The codebook. One without tags has no form that the format allows: what is written then says so, and no more.
#[must_use]
pub fn export(codebook: &[CodebookTag]) -> Vec<u8> {
    let mut markup = Markup::new();
    markup.open("CodeBook", &[("xmlns", "urn:QDA-XML:codebook:1.0"), ("origin", "Vermilion")]);
    markup.open("Codes", &[]);
    write_codes(&mut markup, codebook, &|_, _| {});
    markup.finish().into_bytes()
}
