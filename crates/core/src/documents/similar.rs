//! Finds the document that a text is another version of, by what they have in common and not by a file's name.

use crate::{error::Result, ids::DocumentId, library::Library, tables::text_copy};
use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;

/// Code points of a sample: long enough that two interviews of one series have hardly one in common, short enough that
/// most samples outlive a correction. Of a text with one character in twenty changed, each by itself, 60 % of the samples
/// are left; with one in ten changed 35 %; with 15 % changed, the most that corrections are measured with, 20 %.
const SAMPLE: usize = 10;

/// Samples taken of a text.
const SAMPLES: usize = 64;

/// One in so many samples has to be found in a document for it to be an earlier version.
const LEAST_SHARE: usize = 6;

/// So many samples have to be found at least: a heading or a sentence about consent that a whole series has is a few.
const LEAST_FOUND: usize = 5;

/// The document that has most of a text's samples, and no fewer than a sixth of them; of equals the newest. A text that is
/// too short to tell is like none. Every
/// text of the library is read for it, as it was last stored whole.
///
/// # Errors
/// When the library cannot be read.
pub fn find_similar(library: &Library, text: &str) -> Result<Option<DocumentId>> {
    let samples = samples(text);
    // Patterns this short and few are always within the automaton's bounds.
    let Ok(searcher) = AhoCorasick::new(&samples) else { return Ok(None) };
    let mut best: Option<(usize, DocumentId)> = None;
    library.read(|snapshot| {
        text_copy::each_document(snapshot.connection, |document, text| {
            let found: BTreeSet<_> = searcher.find_iter(text).map(|found| found.pattern()).collect();
            let is_better = best.is_none_or(|(most, _)| found.len() >= most);
            let is_enough = found.len() >= LEAST_FOUND && found.len() * LEAST_SHARE >= samples.len();
            if is_better && is_enough {
                best = Some((found.len(), document));
            }
        })
    })?;
    Ok(best.map(|(_, document)| document))
}

/// Pieces of lines, evenly spread over the text. Line ends are left out: another program may have wrapped the lines anew.
fn samples(text: &str) -> Vec<String> {
    let pieces: Vec<String> = text
        .lines()
        .flat_map(|line| {
            let characters: Vec<char> = line.trim().chars().collect();
            characters.chunks_exact(SAMPLE).map(String::from_iter).collect::<Vec<_>>()
        })
        .collect();
    let step = pieces.len().div_ceil(SAMPLES).max(1);
    pieces.into_iter().step_by(step).collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn samples_are_few_and_stand_in_the_text(text in "[a中\n 𠀀]{0,3000}") {
            let samples = samples(&text);
            prop_assert!(samples.len() <= SAMPLES);
            prop_assert!(samples.iter().all(|sample| text.contains(sample.as_str())));
        }
    }
}
