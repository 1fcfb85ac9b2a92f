//! Where things stand in a text, and what its natural pieces are.
//!
//! An annotation is a range of a text that will be edited, exported, quoted and read on a screen that counts
//! differently from the disk. This crate holds what is needed to keep such a range honest; it is pure (text
//! in, offsets out) and knows neither interviews nor files nor a database.
//!
//! - [`units`]: every offset has a type. [`CodePoint`] is what is stored, sent and exported, because the W3C Web
//!   Annotation model counts so; bytes live within one function; [`Utf16`] is what the window's engine counts. A
//!   [`TextIndex`] converts between them at a cost that does not grow with the text.
//! - [`segment`]: the pieces a reader points at: [`units()`](segment::units) cuts a text into graphemes, words, clauses
//!   or sentences, back to back; [`unit_at`] finds the one under the pointer; [`snap_outward`] and [`trim`] turn what
//!   was dragged into what was meant.
//! - [`selector`]: a range told by its words. [`describe`] writes a quote with its surroundings, [`find_quote`] finds
//!   every place that answers to it.
//! - [`edit`]: what turned one text into another, and what becomes of a range then: [`Edits`](edit::Edits).
//! - [`diff`](mod@diff): which edits those are, when only the two texts are known.
//! - [`reanchor`](mod@reanchor): where the passages of one text stand in another, and which of them have to be asked about.
//! - [`approximate`]: a pattern found although some of its characters differ.
//! - [`fold`](mod@fold): which characters count as the same, with the way back to the text.
//! - [`visible`](mod@visible): a name in which nothing hides.
//!
//! ```
//! use vermilion_anchor::{CodePoint, TextIndex, Unit, describe, find_quote, snap_outward, trim, unit_at};
//!
//! let text = "她說：「鉛字會老。」我問她怎麼老。";
//! let index = TextIndex::new(text);
//! let sentence = unit_at(text, CodePoint(5), Unit::Sentence);
//! assert_eq!(index.slice(sentence), Some("她說：「鉛字會老。」"));
//!
//! let kept = trim(&index, snap_outward(&index, sentence));
//! let quote = describe(&index, kept).unwrap();
//! assert_eq!(quote.suffix, "我問她怎麼老。");
//! assert_eq!(find_quote(&index, &quote.exact, Some(&quote.prefix), Some(&quote.suffix)), [kept]);
//! ```
//!
//! # Why code points and not something handier
//! Bytes would be free in Rust and UTF-16 free in the window, but each is foreign to the other side and to everybody
//! who reads an export; a count of graphemes changes with every Unicode version, so a stored one would rot. Code points
//! are stable, and what readers see as one character is protected where ranges are made: no range that
//! [`snap_outward`] or [`trim`] returns cuts a grapheme cluster in two.

pub mod approximate;
pub mod diff;
pub mod edit;
pub mod fold;
mod parallel;
pub mod reanchor;
pub mod segment;
pub mod selector;
pub mod units;
pub mod visible;

pub use diff::{Difference, Move, diff};
pub use edit::{Bias, Carried, EditError, Edits, Mapper, Splice};
pub use fold::{Folded, Folding};
pub use reanchor::{Candidate, Finder, Outcome, Reanchoring, Reason, Side, Zone, candidates, reanchor};
pub use segment::{Unit, snap_outward, trim, unit_at};
pub use selector::{TextQuoteSelector, describe, find_quote};
pub use units::{CodePoint, Span, TextIndex, Utf16, count};
pub use visible::visible;
