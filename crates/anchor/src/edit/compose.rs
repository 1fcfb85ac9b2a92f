//! Two edits one after the other, as one.

use super::{Edits, Splice};
use crate::units::{CodePoint, count};

/// A splice of either edits, where it stands in the text between the two.
struct Piece<'e> {
    start: u32,
    end: u32,
    splice: &'e Splice,
    is_later: bool,
}

/// See [`Edits::then`].
///
/// In the text between, the earlier splices cover what they inserted and the later ones what they removed. Splices that
/// touch there make one of the result, and every character that it covers is known from one or the other.
pub(super) fn compose(earlier: &Edits, later: &Edits) -> Edits {
    let back = earlier.invert();
    let covers = |splice: &Splice, text: &str| (splice.start.0, splice.start.0 + count(text));
    let mut pieces: Vec<Piece> = Vec::with_capacity(earlier.0.len() + later.0.len());
    for (inverse, splice) in back.0.iter().zip(&earlier.0) {
        let (start, end) = covers(inverse, &splice.inserted);
        pieces.push(Piece { start, end, splice, is_later: false });
    }
    for splice in &later.0 {
        let (start, end) = covers(splice, &splice.removed);
        pieces.push(Piece { start, end, splice, is_later: true });
    }
    // An empty piece goes before one that begins where it stands.
    pieces.sort_by_key(|piece| (piece.start, piece.end));

    let mut splices = Vec::new();
    // How far the text between is ahead of the old one, by the earlier splices that are done.
    let mut ahead: i64 = 0;
    let mut pieces = pieces.as_slice();
    while let Some(first) = pieces.first() {
        let mut end = first.end;
        let mut length = 1;
        while let Some(next) = pieces.get(length).filter(|next| next.start <= end) {
            end = end.max(next.end);
            length += 1;
        }
        let (cluster, rest) = pieces.split_at(length);
        let start = u32::try_from(i64::from(first.start) - ahead).unwrap_or_default();
        let removed = side(cluster, false);
        let inserted = side(cluster, true);
        let own = cluster.iter().filter(|piece| !piece.is_later);
        ahead += own
            .map(|piece| i64::from(count(&piece.splice.inserted)) - i64::from(count(&piece.splice.removed)))
            .sum::<i64>();
        splices.extend(trimmed(start, &removed, &inserted));
        pieces = rest;
    }
    Edits(splices)
}

/// What a cluster removed of the old text, or, of the new side, what it inserted: its stretch of the text between, with
/// the splices of that side carried out and the words outside them taken from the other side's splices.
fn side(cluster: &[Piece], is_new: bool) -> String {
    let mut words = String::new();
    let mut done = cluster.first().map_or(0, |first| first.start);
    let (mut own, mut others): (Vec<&Piece>, Vec<&Piece>) =
        cluster.iter().partition(|piece| piece.is_later == is_new);
    own.reverse();
    others.reverse();
    // Where the next of this side stands, or the end.
    loop {
        let next = own.pop();
        let until = next.map_or(u32::MAX, |piece| piece.start);
        while let Some(other) = others.last() {
            let known = if is_new { &other.splice.inserted } else { &other.splice.removed };
            let from = done.max(other.start);
            let to = until.min(other.end);
            if from < to {
                let skip = (from - other.start) as usize;
                words.extend(known.chars().skip(skip).take((to - from) as usize));
                done = to;
            }
            if other.end > until {
                break;
            }
            others.pop();
        }
        let Some(piece) = next else { return words };
        words.push_str(if is_new { &piece.splice.inserted } else { &piece.splice.removed });
        done = piece.end;
    }
}

/// The splice without what it leaves as it was at either end; none when that is all of it.
fn trimmed(start: u32, removed: &str, inserted: &str) -> Option<Splice> {
    let same = |(one, other): &(char, char)| one == other;
    let prefix: usize =
        removed.chars().zip(inserted.chars()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    let (removed_rest, inserted_rest) = (&removed[prefix..], &inserted[prefix..]);
    let suffix: usize = removed_rest
        .chars()
        .rev()
        .zip(inserted_rest.chars().rev())
        .take_while(same)
        .map(|(one, _)| one.len_utf8())
        .sum();
    let removed_rest = &removed_rest[..removed_rest.len() - suffix];
    let inserted_rest = &inserted_rest[..inserted_rest.len() - suffix];
    let is_nothing = removed_rest.is_empty() && inserted_rest.is_empty();
    let start = CodePoint(start + count(&removed[..prefix]));
    (!is_nothing).then(|| Splice::new(start, removed_rest, inserted_rest))
}
