//! Portable documents: what is read from those that the tests write themselves, byte for byte.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where it stopped")]

mod hostile;
mod layout;
mod made;
mod marks;
mod reading;
