//! Edits as a reader wants to see them.

use crate::edit::{Edits, Splice};
use crate::units::count;

/// An untouched stretch of more code points than this always stands between two changes.
const MOST_JOINED: u32 = 12;

/// Joins splices that fewer untouched code points keep apart than either of the two changes: then the change is the whole.
/// Never across a line end.
pub(super) fn join_close(edits: &Edits, old: &str) -> Edits {
    let mut joined: Vec<Splice> = Vec::new();
    // Where the last of them ends in `old`.
    let (mut byte, mut point) = (0, 0);
    for splice in edits.splices() {
        let gap = splice.start.0 - point;
        let Some(length) =
            old[byte..].char_indices().map(|(at, _)| at).chain([old.len() - byte]).nth(gap as usize)
        else {
            // Another text than the one that was compared.
            return edits.clone();
        };
        let between = &old[byte..byte + length];
        let end = byte + length + splice.removed.len();
        if !old.is_char_boundary(end) {
            return edits.clone();
        }
        match joined.last_mut() {
            Some(last) if gap <= size(last).min(size(splice)).min(MOST_JOINED) && !between.contains('\n') => {
                for words in [&mut last.removed, &mut last.inserted] {
                    words.push_str(between);
                }
                last.removed.push_str(&splice.removed);
                last.inserted.push_str(&splice.inserted);
            }
            _ => joined.push(splice.clone()),
        }
        (byte, point) = (end, splice.start.0 + count(&splice.removed));
    }
    Edits::new(joined).unwrap_or_else(|_| edits.clone())
}

/// How large a change is: the longer of what went and what came.
fn size(splice: &Splice) -> u32 {
    count(&splice.removed).max(count(&splice.inserted))
}
