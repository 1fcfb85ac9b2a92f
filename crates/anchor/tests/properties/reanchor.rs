//! What holds for passages of any text that became any other.

use proptest::prelude::*;
use vermilion_anchor::{Outcome, Side, Span, TextIndex, diff, reanchor, snap_outward};

use crate::texts::{text, text_and_span};

/// A text with a line or a sentence and its near copy behind it, of which one is deleted: the old one, the new one, what
/// was deleted and what is left, in the old text, and where that is in the new one.
#[derive(Debug)]
struct Copied {
    old: String,
    new: String,
    gone: Span,
    left: Span,
    there: Span,
}

/// What is deleted with a line.
#[derive(Clone, Copy, Debug)]
enum Ends {
    None,
    Own,
    Both,
}

fn copied() -> impl Strategy<Value = Copied> {
    let words =
        |length| prop::collection::vec(prop::sample::select(('甲'..='癸').collect::<Vec<_>>()), length);
    let ends = prop_oneof![Just(Ends::None), Just(Ends::Own), Just(Ends::Both)];
    let place = (any::<prop::sample::Index>(), any::<bool>(), any::<bool>(), ends);
    (words(12..40), words(12..40), words(12..40), place).prop_map(
        |(said, before, behind, (at, is_line, is_first, ends))| {
            let (end, length) = (if is_line { '\n' } else { '。' }, said.len() as u32);
            let mut copy = said.clone();
            // Not a character of the others.
            copy[at.index(said.len())] = '字';
            let text = |parts: &[&[char]]| parts.concat().into_iter().collect::<String>();
            let start = before.len() as u32 + 1;
            let [one, other] = [start, start + length + 1].map(|start| Span::new(start, start + length));
            let (gone, left) = if is_first { (one, other) } else { (other, one) };
            let old = text(&[&before, &[end], &said, &[end], &copy, &[end], &behind, &['\n']]);
            let (from, to) = match ends {
                _ if !is_line => (gone.start.0, gone.end.0 + 1),
                Ends::None => (gone.start.0, gone.end.0),
                Ends::Own => (gone.start.0, gone.end.0 + 1),
                Ends::Both => (gone.start.0 - 1, gone.end.0 + 1),
            };
            let kept = |(at, _): &(usize, char)| !(from..to).contains(&(*at as u32));
            let new = old.chars().enumerate().filter(kept).map(|(_, character)| character).collect();
            let shift = if is_first { to - from } else { 0 };
            let there = Span::new(left.start.0 - shift, left.end.0 - shift);
            Copied { old, new, gone, left, there }
        },
    )
}

proptest! {
    #[test]
    fn what_was_said_in_a_deleted_line_or_sentence_is_not_put_into_its_near_copy(
        copied in copied(), (from, to) in (0_u32..40, 0_u32..40),
    ) {
        let (old_index, new_index) = (TextIndex::new(&copied.old), TextIndex::new(&copied.new));
        let length = copied.left.len();
        let (from, to) = (from.min(to).min(length - 5), from.max(to).clamp(from.min(to).min(length - 5) + 5, length.max(5)));
        let within = |span: Span| Span::new(span.start.0 + from, span.start.0 + to);
        let sides = [&old_index, &new_index].map(|text| Side { text, zones: &[] });
        let difference = diff(&copied.old, &copied.new);
        let outcomes = reanchor(&sides[0], &sides[1], &difference, &[copied.gone, copied.left].map(within));
        prop_assert!(
            matches!(outcomes[0], Outcome::Orphaned { .. } | Outcome::ToConfirm { .. }),
            "deleted: {:?}", outcomes[0]
        );
        let is_right = match &outcomes[1] {
            Outcome::Kept(place) => *place == within(copied.there),
            Outcome::ToConfirm { candidates } => candidates.iter().any(|one| one.span == within(copied.there)),
            _ => false,
        };
        prop_assert!(is_right, "left: {:?}", outcomes[1]);
    }

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
