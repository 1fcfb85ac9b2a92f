//! The texts that properties are shown on.

use proptest::prelude::*;
use vermilion_anchor::Span;

/// Texts in which the units differ: pieces that are several bytes, code units or code points long, and the marks that
/// segmentation weighs, in any order; now and then any characters at all.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "字", "活版", "\u{20089}", "\u{2A6D6}", "👩\u{200D}👩\u{200D}👧", "👍🏽", "🇹🇼", "🇯", "e\u{301}", "\u{301}", "\u{200D}",
            "각", "ᄀ", "ก\u{E33}", "क\u{94D}ष", "\u{600}", "\r\n", "\r", "\n", "\n\n", " ", "　", "\u{FEFF}", "\u{200B}", "\t",
            "a", "Mr.", "I.", "1.3", "17:30", ".", "...", "。", "！", "?", "…", "，", ":", "「", "」", "\"", "'", "**", ")",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,80}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

pub(crate) fn text_and_span() -> impl Strategy<Value = (String, Span)> {
    text().prop_flat_map(|text| {
        let len = vermilion_anchor::count(&text);
        (Just(text), 0..=len, 0..=len).prop_map(|(text, a, b)| (text, Span::new(a.min(b), a.max(b))))
    })
}
