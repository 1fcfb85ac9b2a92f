//! Reading a file: bytes to text, text to the structure of an interview.

mod decoding;
mod documents;
mod headings;
mod outline;
mod properties;
mod shared;
mod speakers;
