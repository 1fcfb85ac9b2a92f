//! Bytes to interviews, and annotated interviews to bytes: one module a format.
//!
//! Never touches a path, a clock or the database. A format never knows another format.

pub mod annotated;
pub mod decode;
pub mod interview;
mod script;
