//! Finds the document that a text is another version of, by what they have in common and not by a file's name.

use crate::{error::Result, ids::DocumentId, library::Library, tables::text_copy};
use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;

/// Code points of a sample: long enough that a stock phrase of an interviewer is hardly one, short enough that most
/// samples outlive a correction of every twentieth character.
const SAMPLE: usize = 14;

/// Samples taken of a text.
const SAMPLES: usize = 64;

/// One in so many samples has to be found in a document for it to be an earlier version. Of a text with 5 % of its
/// characters changed one by one half of the samples are left, of two interviews of one series none or one.
const LEAST_SHARE: usize = 4;

/// The document in which most of a text stands already, and no less than a quarter of it; of equals the newest. Every
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
            if is_better && found.len() * LEAST_SHARE >= samples.len() && !found.is_empty() {
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
