//! Edits against an oracle that moves every character by hand.

use proptest::prelude::*;
use vermilion_anchor::edit::{Bias, Carried, Edits, Splice};
use vermilion_anchor::{CodePoint, Span, count};

use crate::texts::text;

/// A text, splices of it, and a range.
fn case() -> impl Strategy<Value = (String, Vec<Splice>, Span)> {
    let splices = prop::collection::vec((0_u32..12, 0_u32..6, short()), 0..8);
    (text(), splices, any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        |(text, drawn, one, other)| {
            let characters: Vec<char> = text.chars().collect();
            let mut at = 0;
            let mut splices = Vec::new();
            for (gap, length, inserted) in drawn {
                let start = (at + gap as usize).min(characters.len());
                let end = (start + length as usize).min(characters.len());
                let removed: String = characters[start..end].iter().collect();
                splices.push(Splice::new(CodePoint(start as u32), removed, inserted));
                at = end;
            }
            let (one, other) = (one.index(characters.len() + 1), other.index(characters.len() + 1));
            (text, splices, Span::new(one.min(other) as u32, one.max(other) as u32))
        },
    )
}

/// What is put in: often nothing, sometimes as long as what it replaces.
fn short() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        1 => prop::sample::select(vec!["字", "\u{20089}\u{2A6D6}", "e\u{301}", "👩\u{200D}👩\u{200D}👧", "ab", "\n"]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ]
}

/// Where a character of the new text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// It stood here in the old text.
    Old(u32),
    /// It is a character of what a splice inserted.
    New { splice: usize, at: u32 },
}

/// The new text, character by character with its origin, made by the slowest means there are.
fn by_hand(old: &str, splices: &[Splice]) -> Vec<(char, Origin)> {
    let mut characters: Vec<(char, Origin)> =
        old.chars().enumerate().map(|(at, character)| (character, Origin::Old(at as u32))).collect();
    // From the end, so that what lies before still stands where it did.
    for (number, splice) in splices.iter().enumerate().rev() {
        let at = splice.start.0 as usize;
        for _ in splice.removed.chars() {
            characters.remove(at);
        }
        for (place, character) in splice.inserted.chars().enumerate() {
            characters.insert(at + place, (character, Origin::New { splice: number, at: place as u32 }));
        }
    }
    characters
}

/// Where a highlight stands after the edits, told from the characters that belong to it.
fn carried_by_hand(characters: &[(char, Origin)], splices: &[Splice], span: Span) -> Carried {
    let own = |splice: &Splice| Span::new(splice.start.0, splice.start.0 + count(&splice.removed));
    let is_touched = splices.iter().any(|splice| {
        let own = own(splice);
        own.overlaps(span) || own.is_empty() && span.start < own.start && own.start < span.end
    });
    let is_left = |origin| matches!(origin, Origin::Old(at) if span.contains(CodePoint(at)));
    let belongs = |origin| match origin {
        Origin::Old(at) => span.contains(CodePoint(at)),
        Origin::New { splice, at } => {
            let (splice, own) = (&splices[splice], own(&splices[splice]));
            let is_within = span.start <= own.start && own.end <= span.end;
            let is_beside = own.is_empty() && (own.start == span.start || own.end == span.end);
            let is_one_for_one = own.len() == count(&splice.inserted);
            is_within && !is_beside || is_one_for_one && span.contains(CodePoint(own.start.0 + at))
        }
    };
    let is_replaced_exactly = splices.iter().any(|splice| own(splice) == span && !splice.inserted.is_empty());
    let is_gone = !is_replaced_exactly && !characters.iter().any(|&(_, origin)| is_left(origin));
    let places: Vec<u32> =
        (0..).zip(characters).filter(|(_, (_, origin))| belongs(*origin)).map(|(at, _)| at).collect();
    match (places.first(), places.last()) {
        (Some(&first), Some(&last)) if !is_gone => {
            assert_eq!(last - first + 1, places.len() as u32, "what belongs stands in one piece");
            let span = Span::new(first, last + 1);
            if is_touched { Carried::Changed(span) } else { Carried::Kept(span) }
        }
        _ => Carried::Gone(CodePoint(0)),
    }
}

proptest! {
    #[test]
    fn a_range_stands_where_its_characters_were_moved_by_hand((old, splices, span) in case()) {
        let edits = Edits::new(splices).unwrap();
        let characters = by_hand(&old, edits.splices());
        let new: String = characters.iter().map(|(character, _)| character).collect();
        prop_assert_eq!(edits.apply(&old).unwrap(), new.as_str());
        if span.is_empty() {
            return Ok(());
        }
        let carried = edits.carry(span);
        match carried_by_hand(&characters, edits.splices(), span) {
            Carried::Gone(_) => prop_assert!(matches!(carried, Carried::Gone(_)), "{:?}", carried),
            expected => prop_assert_eq!(carried, expected),
        }
        if let Carried::Kept(after) = carried {
            let words = |text: &str, span: Span| -> String {
                text.chars().skip(span.start.0 as usize).take(span.len() as usize).collect()
            };
            prop_assert_eq!(words(&old, span), words(&new, after));
        }
    }

    #[test]
    fn a_character_that_is_left_is_where_its_place_was_carried((old, splices, _) in case()) {
        let edits = Edits::new(splices).unwrap();
        let mapper = edits.mapper();
        for (at, (_, origin)) in (0..).zip(by_hand(&old, edits.splices())) {
            if let Origin::Old(was) = origin {
                prop_assert_eq!(mapper.carry_point(CodePoint(was), Bias::After), CodePoint(at));
                prop_assert_eq!(mapper.carry_point(CodePoint(was + 1), Bias::Before), CodePoint(at + 1));
            }
        }
    }

    #[test]
    fn taken_back_edits_leave_nothing((old, splices, span) in case()) {
        let edits = Edits::new(splices).unwrap();
        let new = edits.apply(&old).unwrap();
        let back = edits.invert();
        prop_assert_eq!(back.apply(&new).unwrap(), old);
        prop_assert_eq!(back.invert(), edits.clone());
        // A place beside what was taken out may be either side of it.
        if let Carried::Kept(after) = edits.carry(span) && !span.is_empty() {
            prop_assert_eq!(back.carry(after), Carried::Kept(span));
        }
        prop_assert!(edits.then(&back).is_empty());
    }

    #[test]
    fn two_edits_at_once_do_what_they_do_one_after_the_other((old, first, _) in case(), (_, second, span) in case()) {
        let first = Edits::new(first).unwrap();
        let between = first.apply(&old).unwrap();
        // The second edits are made to fit the text between.
        let characters: Vec<char> = between.chars().collect();
        let fitting = second.iter().map(|splice| {
            let start = (splice.start.0 as usize).min(characters.len());
            let end = (start + splice.removed.chars().count()).min(characters.len());
            let removed: String = characters[start..end].iter().collect();
            Splice::new(CodePoint(start as u32), removed, splice.inserted.as_str())
        });
        let second = Edits::new(fitting).unwrap();
        let new = second.apply(&between).unwrap();
        let both = first.then(&second);
        prop_assert_eq!(both.apply(&old).unwrap(), new.as_str());
        prop_assert_eq!(Edits::new(both.splices().to_vec()).unwrap(), both.clone(), "in order, apart, none for nothing");

        // What both leave alone stands where both leave it.
        if !span.is_empty() && let Carried::Kept(middle) = first.carry(span) && let Carried::Kept(after) = second.carry(middle) {
            prop_assert_eq!(both.carry(span), Carried::Kept(after));
        }
    }
}
