//! Bytes to interviews, and annotated interviews to bytes: one module a format.
//!
//! Never touches a path, a clock or the database. A format never knows another format.

pub mod anki;
pub mod annotated;
pub mod attribution;
pub mod bibliography;
pub mod codebook;
mod contents;
pub mod crosslink;
pub mod csv;
pub mod decode;
pub mod docx;
mod escape;
pub mod html;
pub mod import;
pub mod interview;
pub mod jsonld;
mod layers;
pub mod link;
pub mod markdown;
mod memos;
pub mod note;
pub mod pdf;
pub mod places;
pub mod plain;
pub mod qdc;
pub mod qdpx;
mod refi;
mod script;
mod table;
pub mod template;
mod turns;
pub mod verify;
pub mod watch;
mod words;
pub mod xlsx;
