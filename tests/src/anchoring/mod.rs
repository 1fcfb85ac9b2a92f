//! Annotations on a transcript that is corrected, with the truth about where each of them belongs.
//!
//! Owns the trial of `vermilion_anchor`: texts, edits that know what becomes of every character, the judgement of what was
//! answered, and the usual ways to find a passage again, which are tried beside it. `cargo xtask bench --only anchoring` runs
//! all of it, the ordinary tests a small part. What is on trial sees the two texts, who speaks where, and the spans on the
//! old text: nothing of the truth.

mod manuscript;
mod rivals;
mod tally;
mod texts;
mod workloads;

pub use manuscript::{Manuscript, Truth};
pub use rivals::Way;
pub use tally::{Answer, Tally};
pub use texts::{Source, million, samples, shared};
pub use workloads::{RATES, WORKLOADS, Workload};

use vermilion_anchor::{Span, TextIndex, snap_outward, trim};

/// One revision of a text with annotations on the text before it.
pub struct Trial {
    /// The text before.
    pub old: String,
    /// The text after.
    pub new: String,
    /// Annotations on the text before.
    pub spans: Vec<Span>,
    /// Where each belongs.
    pub truth: Vec<Truth>,
}

impl Trial {
    /// Edits a text as the workload does, at this rate, and puts so many annotations on what was there before.
    pub fn new(text: &str, workload: &Workload, rate: f64, annotations: usize, seed: u64) -> Trial {
        let mut random = fastrand::Rng::with_seed(seed);
        let old = (workload.prepare)(text, &mut random);
        let mut manuscript = Manuscript::new(&old);
        (workload.edit)(&mut manuscript, rate, &mut random);
        let spans = annotate(&old, annotations, |span| manuscript.is_clear(span), &mut random);
        let truth = manuscript.truth(&spans);
        Trial { new: manuscript.text(), old, spans, truth }
    }
}

/// Annotations of 5 to 200 characters; one in twenty may reach across a line end, as a reader's do.
fn annotate(
    text: &str,
    wanted: usize,
    is_clear: impl Fn(Span) -> bool,
    random: &mut fastrand::Rng,
) -> Vec<Span> {
    let index = TextIndex::new(text);
    let characters: Vec<char> = text.chars().collect();
    let mut spans = Vec::with_capacity(wanted);
    while spans.len() < wanted && characters.len() > 400 {
        let length = random.usize(5..=200);
        let start = random.usize(0..characters.len() - length);
        let is_across = characters[start..start + length].contains(&'\n');
        if is_across && random.u32(0..20) > 0 {
            continue;
        }
        let span = trim(&index, snap_outward(&index, Span::new(start as u32, (start + length) as u32)));
        if span.len() >= 5 && is_clear(span) {
            spans.push(span);
        }
    }
    spans
}
