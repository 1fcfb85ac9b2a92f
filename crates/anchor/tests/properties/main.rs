//! What holds for every text: no example could show it.

mod edits;
mod texts;
mod units;
