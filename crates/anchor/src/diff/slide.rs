//! Where exactly something was inserted or removed, when several places give the same text.
//!
//! 「甲。乙。」 with 「丙。」 put in may have got 「。丙」 or 「丙。」; a reader says the latter. What was inserted or removed is
//! slid along to where it begins and ends like a thing of its own.

use super::NONE;
use super::tokens::Tokens;

/// How far an edit is slid, in graphemes: more than a paragraph, so that of one and its near copy the whole is new.
const REACH: usize = 4_000;

/// Slides every pure insertion and removal to its best place.
pub(super) fn settle(partners: &mut [u32], old: &Tokens, new: &Tokens) {
    let (mut at, mut to) = (0, 0);
    while at < partners.len() || to < new.len() {
        let old_end = (at..partners.len()).find(|&at| partners[at] != NONE).unwrap_or(partners.len());
        let new_end = partners.get(old_end).map_or(new.len(), |&to| to as usize);
        if old_end == at && new_end == to {
            (at, to) = (at + 1, to + 1);
            continue;
        }
        let (left, right) = (before(partners, at, to), after(partners, old_end, new_end));
        let mut shift = 0;
        if old_end == at {
            shift = best_shift(new.ids(), to, new_end, left, right);
            slide_insertion(partners, at, new_end - to, shift);
        } else if new_end == to {
            shift = best_shift(old.ids(), at, old_end, left, right);
            slide_removal(partners, at, old_end, shift);
        }
        let on = shift.max(0).unsigned_abs();
        (at, to) = (old_end + on, new_end + on);
    }
}

/// How many pairs without a gap end right before these places.
fn before(partners: &[u32], at: usize, to: usize) -> usize {
    (1..=at.min(to).min(REACH)).take_while(|&step| partners[at - step] as usize == to - step).count()
}

/// How many pairs without a gap begin at these places.
fn after(partners: &[u32], at: usize, to: usize) -> usize {
    let pairs = partners[at..].iter().take(REACH).enumerate();
    pairs.take_while(|&(step, &partner)| partner != NONE && partner as usize == to + step).count()
}

/// How far `from..to` of `tokens` is best slid: negative to the left.
fn best_shift(tokens: &[u32], from: usize, to: usize, left: usize, right: usize) -> isize {
    let score = |shift: isize| {
        let edge = |at: usize| boundary(tokens, at.wrapping_add_signed(shift));
        edge(from) + edge(to)
    };
    let mut best = (score(0), 0);
    for step in 1..=left {
        if tokens[from - step] != tokens[to - step] {
            break;
        }
        let shift = -(step as isize);
        best = best.max((score(shift), shift));
    }
    for step in 1..=right {
        if tokens[from + step - 1] != tokens[to + step - 1] {
            break;
        }
        let shift = step as isize;
        // To the right only for something better.
        if score(shift) > best.0 {
            best = (score(shift), shift);
        }
    }
    best.1
}

/// How much the place before the token at `at` is an end of something.
fn boundary(tokens: &[u32], at: usize) -> u32 {
    let character = |at: usize| tokens.get(at).and_then(|&token| char::from_u32(token));
    let Some(before) = at.checked_sub(1).and_then(character) else {
        return if at == 0 { 6 } else { 0 };
    };
    let is_closed = character(at).is_some_and(closes);
    match before {
        '\n' => 6,
        // What is quoted goes on to its mark, and a quotation that ends as a sentence does ends one.
        _ if ends_sentence(before) && !is_closed => 5,
        _ if closes(before) && at.checked_sub(2).and_then(character).is_some_and(ends_sentence) => 5,
        _ if ends_sentence(before) || closes(before) => 4,
        '，' | '、' | '；' | '：' | ',' | ';' | ':' => 3,
        _ if before.is_whitespace() => 2,
        _ if at == tokens.len() => 6,
        // Within a word of letters.
        _ if before.is_ascii_alphanumeric()
            && character(at).is_some_and(|next| next.is_ascii_alphanumeric()) =>
        {
            0
        }
        _ => 1,
    }
}

const fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '.' | '!' | '?' | '…')
}

const fn closes(character: char) -> bool {
    matches!(character, '」' | '』' | '”')
}

/// Moves the insertion of `length` tokens before the old token at `at`: the old tokens that it passes get other partners.
fn slide_insertion(partners: &mut [u32], at: usize, length: usize, shift: isize) {
    let other = at.wrapping_add_signed(shift);
    for partner in &mut partners[at.min(other)..at.max(other)] {
        *partner = if shift < 0 { *partner + length as u32 } else { *partner - length as u32 };
    }
}

/// Moves the removal of `from..to`: the partners of the tokens that it passes go to those at its other end.
fn slide_removal(partners: &mut [u32], from: usize, to: usize, shift: isize) {
    let step = shift.unsigned_abs();
    if shift < 0 {
        let passed = partners[from - step..from].to_vec();
        partners[from - step..to - step].fill(NONE);
        partners[to - step..to].copy_from_slice(&passed);
    } else {
        let passed = partners[to..to + step].to_vec();
        partners[from..from + step].copy_from_slice(&passed);
        partners[from + step..to + step].fill(NONE);
    }
}
