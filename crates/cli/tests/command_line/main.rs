//! The command line, from outside.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says why")]

mod bringing;
mod commands;
mod keeping;
mod libraries;
mod quoting;
mod revising;
mod searching;
mod several;
mod support;
mod tags;
mod templates;
mod updating;
mod verifying;
mod words;
