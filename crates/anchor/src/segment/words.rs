//! Words: the Unicode rules, with a dictionary for the scripts that write no spaces.

use std::sync::OnceLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::graphemes::is_edge;

/// The ends of the words of `text`, in bytes.
pub(super) fn ends(text: &str) -> Vec<usize> {
    // The segmenter lists 0 as its first break. Dictionaries cut by character, so their breaks are checked.
    segmenter().segment_str(text).filter(|&byte| byte > 0 && is_edge(text, byte)).collect()
}

fn segmenter() -> WordSegmenterBorrowed<'static> {
    static SEGMENTER: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    *SEGMENTER.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()))
}
