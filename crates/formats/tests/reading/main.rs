//! Reading a file: bytes to text, text to the structure of an interview.

mod decoding;
mod shared;
