//! What holds for every text: no example could show it.

mod diff;
mod edits;
mod texts;
mod units;
