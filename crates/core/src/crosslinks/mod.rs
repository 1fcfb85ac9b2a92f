//! Links inside the library: what they lead to, what leads to something, and what can be linked to. How one is written in
//! a note is the business of [`vermilion_formats::crosslink`].
//!
//! Nothing of it is stored beside the texts. A link holds an id, so what links to something is what a scan of the notes,
//! the memos and the definitions for that id finds: some milliseconds at ten thousand notes, and never out of date.

mod backlinks;
mod find;
mod follow;
mod names;
#[cfg(test)]
mod tests;

pub use backlinks::{Backlink, backlinks};
pub use find::{Candidate, find};
pub use follow::{Leads, follow};
pub use names::{Names, names, standing};

use vermilion_formats::crosslink::{self, Crosslink, Kind};

/// The link to something of this kind.
#[allow(clippy::needless_pass_by_value, reason = "ids are small and copied")]
fn link(kind: Kind, id: impl ToString) -> Crosslink {
    Crosslink { kind, id: id.to_string() }
}

/// A text on one line, with the words of its links in their place.
pub(crate) fn plain(markdown: &str) -> String {
    let text = crosslink::rewrite(markdown, |found| Some(found.label.clone()));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
