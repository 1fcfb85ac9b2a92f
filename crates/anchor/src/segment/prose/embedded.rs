//! Quotations, titles and asides that a sentence holds as one of its parts: the mark within them does not end it.
//!
//! 「不對吧！」和「真好啊！」都是三個字。 is one sentence; 他說：「好！」我走了。 are two. Where a gap follows, as in Latin script, the
//! letter after it tells, and nothing is decided here.

use super::marks::{is_clause_mark, is_closing, is_sentence_mark, opening_of};
use crate::segment::graphemes::is_blank;

/// After these a quotation stands for itself, as after a colon.
const SAYING: &[char] = &[
    '說', '说', '問', '问', '道', '答', '喊', '叫', '寫', '写', '想', '講', '讲', '曰', '云', '罵', '骂',
    '念', '唸',
];

/// These join a quotation to what follows; no sentence begins with them, or few do.
const JOINING: &[char] = &[
    '的', '之', '和', '與', '与', '跟', '及', '或', '是', '都', 'と', 'っ', 'の', 'は', 'が', 'を', 'も',
    'に', 'で',
];

/// Together with one of the second kind, one of the first takes up a quotation: 「為什麼？」這個問題.
const POINTING: &[char] = &['這', '这', '那'];
const POINTED_AT: &[char] = &['句', '個', '个', '種', '种', '類', '类', '樣', '样', '番', '話', '话'];

/// Whether the sentence goes on after the run of marks and closing quotes `[at, end)`.
pub(super) fn goes_on_after(clusters: &[(usize, &str)], at: usize, end: usize) -> bool {
    let first = |at: usize| clusters.get(at).and_then(|(_, cluster)| cluster.chars().next());
    let is_gap = clusters.get(end).is_none_or(|(_, cluster)| is_blank(cluster));
    let Some(closing) = first(end - 1).filter(|_| !is_gap) else { return false };
    let Some(opening) = opening_of(closing) else { return false };
    let Some(open) = matching(clusters, at, opening, closing) else { return false };
    // A book may be called a question.
    if matches!(closing, '》' | '〉') {
        return true;
    }
    let before = open.checked_sub(1).and_then(first);
    let is_free = before.is_none_or(|before| {
        is_sentence_mark(before)
            || is_closing(before)
            || is_clause_mark(before) && before != '、'
            || before.is_whitespace()
            || matches!(before, '—' | '─' | '―')
            || SAYING.contains(&before)
    });
    !is_free || is_joined(first(end), first(end + 1))
}

/// Where the mark stands that is closed behind `at`.
fn matching(clusters: &[(usize, &str)], at: usize, opening: char, closing: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, (_, cluster)) in clusters[..at].iter().enumerate().rev() {
        match cluster.chars().next() {
            Some(character) if character == closing => depth += 1,
            Some(character) if character == opening && depth == 0 => return Some(place),
            Some(character) if character == opening => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_joined(next: Option<char>, second: Option<char>) -> bool {
    let is_one_of = |character: Option<char>, list: &[char]| character.is_some_and(|one| list.contains(&one));
    is_one_of(next, JOINING) || is_one_of(next, POINTING) && is_one_of(second, POINTED_AT)
}
