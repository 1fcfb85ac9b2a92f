//! What holds for passages of any text that became any other.

use proptest::prelude::*;
use vermilion_anchor::{Outcome, Side, Span, TextIndex, diff, reanchor, snap_outward};

use crate::texts::{text, text_and_span};

proptest! {
    #[test]
    fn every_passage_gets_an_outcome_in_whole_graphemes((old, span) in text_and_span(), new in text(), is_edited in any::<bool>()) {
        // Either another text, or the same with something in front and in the middle.
        let new = if is_edited {
            let middle = old.char_indices().nth(old.chars().count() / 2).map_or(0, |(byte, _)| byte);
            format!("{new}\n{}字{}", &old[..middle], &old[middle..])
        } else {
            new
        };
        let (old_index, new_index) = (TextIndex::new(&old), TextIndex::new(&new));
        let span = snap_outward(&old_index, span);
        let sides = [&old_index, &new_index].map(|text| Side { text, zones: &[] });
        let outcomes = reanchor(&sides[0], &sides[1], &diff(&old, &new), &[span]);
        prop_assert_eq!(outcomes.len(), 1);
        let is_whole = |span: Span| {
            new_index.byte_range(span).is_some() && snap_outward(&new_index, span) == span && !span.is_empty()
        };
        match &outcomes[0] {
            Outcome::Kept(place) | Outcome::Moved(place) => {
                prop_assert_eq!(new_index.slice(*place), old_index.slice(span), "said to be untouched");
            }
            Outcome::Changed { span, score } => {
                prop_assert!(is_whole(*span));
                prop_assert!((0.0..=1.0).contains(score));
            }
            Outcome::ToConfirm { candidates } => {
                prop_assert!(!candidates.is_empty());
                prop_assert!(candidates.iter().all(|candidate| is_whole(candidate.span)));
            }
            Outcome::Orphaned { candidates, .. } => {
                prop_assert!(candidates.iter().all(|candidate| is_whole(candidate.span)));
            }
        }
    }

    #[test]
    fn in_the_same_text_every_passage_is_where_it_was((text, span) in text_and_span()) {
        let index = TextIndex::new(&text);
        let side = Side { text: &index, zones: &[] };
        let outcome = reanchor(&side, &side, &diff(&text, &text), &[span]).remove(0);
        prop_assert!(span.is_empty() || outcome == Outcome::Kept(span), "{:?}", outcome);
    }
}
