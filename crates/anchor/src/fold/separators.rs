//! What stands between words made as little as it can be.

use super::{Builder, Folded};

/// What stands between two words.
struct Gap {
    line_ends: u32,
}

impl Gap {
    fn between(&self, before: char, after: char) -> Option<char> {
        if self.line_ends > 1 {
            Some('\n')
        } else if is_unspaced(before) || is_unspaced(after) {
            None
        } else {
            Some(' ')
        }
    }
}

/// Folds what stands between the words of a text that is folded otherwise: see
/// [`Folding::separators`](super::Folding::separators).
pub(super) fn fold(folded: &Folded) -> Folded {
    let mut out = Builder::default();
    let mut before: Option<char> = None;
    let mut gap: Option<Gap> = None;
    let mut inside = folded.inside.iter().peekable();
    // The start of the cluster in the text.
    let mut at = 0;
    for (count, (byte, one)) in (0..).zip(folded.text.char_indices()) {
        let is_inside = inside.next_if(|other| **other as usize == byte).is_some();
        if !is_inside {
            at = folded.source(count);
        }
        if is_separator(one) {
            let gap = gap.get_or_insert(Gap { line_ends: 0 });
            gap.line_ends += u32::from(one == '\n');
            continue;
        }
        if let (Some(gap), Some(before)) = (gap.take(), before)
            && let Some(between) = gap.between(before, one)
        {
            // Stands for all of the gap.
            out.put(between, is_inside, out.last_end, at);
            if between == '\n' {
                // Two of them, so that folded again it is still a blank line.
                out.put(between, true, at, at);
            }
        }
        let end = if folded.is_edge(byte + one.len_utf8()) { folded.source_end(count + 1) } else { at };
        out.put(one, is_inside, at, end.max(at));
        before = Some(one);
    }
    out.source = folded.runs.last().map_or(0, |run| run.source).max(out.last_end);
    out.finish()
}

impl Builder {
    /// Adds a character that stands from one place of the text to another; inside a cluster it has no place of its own.
    fn put(&mut self, one: char, is_inside: bool, start: u32, end: u32) {
        if is_inside {
            self.folded.inside.push(self.bytes());
        } else {
            self.source = start;
            self.begin();
        }
        self.push(one);
        self.source = end;
        self.last_end = end;
    }
}

/// Whether a character stands between words and is none of them.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || character.is_ascii_punctuation()
        || matches!(character,
            '\u{A1}' | '\u{A7}' | '\u{AB}' | '\u{B6}' | '\u{B7}' | '\u{BB}' | '\u{BF}' | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
            | '\u{30FB}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6B}' | '\u{FF01}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

/// Whether a character is of a script that is written without spaces.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{312F}' | '\u{31A0}'..='\u{A4CF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}
