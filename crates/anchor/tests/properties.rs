//! What holds for every text: no example could show it.

use proptest::prelude::*;
use vermilion_anchor::segment::units;
use vermilion_anchor::{
    CodePoint, Span, TextIndex, Unit, Utf16, describe, find_quote, snap_outward, trim, unit_at,
};

const UNITS: [Unit; 4] = [Unit::Grapheme, Unit::Word, Unit::Clause, Unit::Sentence];

/// Texts in which the units differ: pieces that are several bytes, code units or code points long, and the marks that
/// segmentation weighs, in any order; now and then any characters at all.
fn text() -> impl Strategy<Value = String> {
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

fn text_and_span() -> impl Strategy<Value = (String, Span)> {
    text().prop_flat_map(|text| {
        let len = vermilion_anchor::count(&text);
        (Just(text), 0..=len, 0..=len).prop_map(|(text, a, b)| (text, Span::new(a.min(b), a.max(b))))
    })
}

/// The offsets at which a range may begin or end, in order.
fn edges(text: &str) -> Vec<CodePoint> {
    std::iter::once(CodePoint(0))
        .chain(units(text, Unit::Grapheme).into_iter().map(|span| span.end))
        .collect()
}

fn is_on(edges: &[CodePoint], span: Span) -> bool {
    edges.binary_search(&span.start).is_ok() && edges.binary_search(&span.end).is_ok()
}

proptest! {
    #[test]
    fn offsets_survive_the_way_through_bytes_and_utf16_and_back(text in text()) {
        let index = TextIndex::new(&text);
        let mut utf16 = 0;
        for (at, (byte, character)) in text.char_indices().enumerate() {
            let at = CodePoint(at as u32);
            prop_assert_eq!(index.byte(at), Some(byte));
            prop_assert_eq!(index.code_point(byte), Some(at));
            prop_assert_eq!(index.to_utf16(at), Some(Utf16(utf16)));
            prop_assert_eq!(index.from_utf16(Utf16(utf16)), Some(at));
            for inside in 1..character.len_utf8() {
                prop_assert_eq!(index.code_point(byte + inside), None);
            }
            if character.len_utf16() == 2 {
                prop_assert_eq!(index.from_utf16(Utf16(utf16 + 1)), None);
            }
            utf16 += character.len_utf16() as u32;
        }
        prop_assert_eq!(index.to_utf16(index.len()), Some(Utf16(utf16)));
        prop_assert_eq!(index.from_utf16(Utf16(utf16)), Some(index.len()));
        prop_assert_eq!(index.byte(CodePoint(index.len().0 + 1)), None);
        prop_assert_eq!(index.code_point(text.len() + 1), None);
        prop_assert_eq!(index.from_utf16(Utf16(utf16 + 1)), None);
    }

    #[test]
    fn a_slice_and_its_span_are_one((text, span) in text_and_span()) {
        let index = TextIndex::new(&text);
        let range = index.byte_range(span).unwrap();
        prop_assert_eq!(index.span(range.clone()), Some(span));
        let expected: String = text.chars().skip(span.start.0 as usize).take(span.len() as usize).collect();
        prop_assert_eq!(index.slice(span), Some(expected.as_str()));
    }

    #[test]
    fn units_cover_the_text_back_to_back_and_split_no_grapheme(text in text()) {
        let index = TextIndex::new(&text);
        let edges = edges(&text);
        for unit in UNITS {
            let spans = units(&text, unit);
            let mut at = CodePoint(0);
            for &span in &spans {
                prop_assert_eq!(span.start, at, "{:?}", unit);
                prop_assert!(!span.is_empty());
                prop_assert!(is_on(&edges, span), "{:?} {:?}", unit, span);
                at = span.end;
            }
            prop_assert_eq!(at, index.len());
        }
    }

    #[test]
    fn the_unit_at_an_offset_is_the_one_among_all_that_holds_it((text, span) in text_and_span()) {
        for unit in UNITS {
            let spans = units(&text, unit);
            let holding = spans.iter().find(|unit| unit.contains(span.start)).or(spans.last());
            prop_assert_eq!(unit_at(&text, span.start, unit), holding.copied().unwrap_or_default(), "{:?}", unit);
        }
    }

    #[test]
    fn snapping_and_trimming_never_split_a_grapheme((text, span) in text_and_span()) {
        let index = TextIndex::new(&text);
        let edges = edges(&text);
        let snapped = snap_outward(&index, span);
        prop_assert!(is_on(&edges, snapped));
        prop_assert!(span.is_empty() || snapped.start <= span.start && span.end <= snapped.end);
        prop_assert_eq!(snap_outward(&index, snapped), snapped);

        let trimmed = trim(&index, snapped);
        prop_assert!(is_on(&edges, trimmed));
        prop_assert!(snapped.start <= trimmed.start && trimmed.end <= snapped.end);
        prop_assert_eq!(trim(&index, trimmed), trimmed);
    }

    #[test]
    fn a_described_range_is_found_again_by_its_own_words((text, span) in text_and_span()) {
        let index = TextIndex::new(&text);
        let span = snap_outward(&index, span);
        let selector = describe(&index, span).unwrap();
        prop_assert_eq!(&selector.exact, index.slice(span).unwrap());
        let places = find_quote(&index, &selector.exact, Some(&selector.prefix), Some(&selector.suffix));
        prop_assert_eq!(places.contains(&span), !span.is_empty());
        prop_assert!(places.is_sorted());
    }
}
