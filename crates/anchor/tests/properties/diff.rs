//! What holds for the difference of any two texts.

use proptest::prelude::*;
use vermilion_anchor::edit::{Edits, Splice};
use vermilion_anchor::segment::units;
use vermilion_anchor::{CodePoint, TextIndex, Unit, diff};

use crate::texts::text;

/// A text and another that was made from it, or has nothing to do with it.
fn two_texts() -> impl Strategy<Value = (String, String)> {
    let edited = (text(), prop::collection::vec((0_usize..20, 0_usize..8, text()), 0..4), any::<bool>())
        .prop_map(|(old, drawn, is_turned)| {
            let characters: Vec<char> = old.chars().collect();
            let mut new = String::new();
            let mut at = 0;
            for (gap, removed, inserted) in drawn {
                let start = (at + gap).min(characters.len());
                new.extend(&characters[at..start]);
                new.extend(inserted.chars().take(5));
                at = (start + removed).min(characters.len());
            }
            new.extend(&characters[at..]);
            if is_turned {
                // Paragraphs move.
                new = new.split_inclusive('\n').rev().collect();
            }
            (old, new)
        });
    prop_oneof![4 => edited, 1 => (text(), text())]
}

fn is_whole(text: &str, at: u32) -> bool {
    at == 0 || units(text, Unit::Grapheme).iter().any(|piece| piece.end == CodePoint(at))
}

proptest! {
    #[test]
    fn a_difference_leads_from_one_text_to_the_other_in_whole_graphemes((old, new) in two_texts()) {
        let difference = diff(&old, &new);
        prop_assert_eq!(difference.edits.apply(&old).unwrap(), new.as_str());
        prop_assert_eq!(difference.readable(&old).apply(&old).unwrap(), new.as_str());
        let splices = difference.edits.splices().to_vec();
        prop_assert_eq!(Edits::new(splices).unwrap(), difference.edits.clone());
        for (text, edits) in [(&old, difference.edits.clone()), (&new, difference.edits.invert())] {
            for Splice { start, removed, .. } in edits.splices() {
                prop_assert!(is_whole(text, start.0));
                prop_assert!(is_whole(text, start.0 + vermilion_anchor::count(removed)));
            }
        }
        let (old_index, new_index) = (TextIndex::new(&old), TextIndex::new(&new));
        for moved in &difference.moves {
            prop_assert_eq!(old_index.slice(moved.from), new_index.slice(moved.to));
        }
        prop_assert!(difference.moves.windows(2).all(|pair| pair[0].from.end <= pair[1].from.start));
    }
}
