//! Units, pieces and selectors.

use proptest::prelude::*;
use vermilion_anchor::segment::units;
use vermilion_anchor::{
    CodePoint, Span, TextIndex, Unit, Utf16, describe, find_quote, snap_outward, trim, unit_at,
};

use crate::texts::{text, text_and_span};

const UNITS: [Unit; 4] = [Unit::Grapheme, Unit::Word, Unit::Clause, Unit::Sentence];

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
