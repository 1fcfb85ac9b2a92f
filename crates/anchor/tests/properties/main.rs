//! What holds for every text: no example could show it.

mod diff;
mod edits;
mod reanchor;
mod texts;
mod units;
