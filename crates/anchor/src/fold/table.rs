//! What each character becomes, looked up: a folding is asked the same of every character of a library.

use super::{Folding, character};
use std::sync::{Arc, Mutex, PoisonError};

/// Tables kept: the usual folding, and those that were tried beside it.
const KEPT: usize = 4;

/// Bytes of a text for which a table is made: below, each of its characters is folded by itself sooner.
const WORTH: usize = 16 << 10;

/// The basic plane.
const CHARACTERS: u32 = 0x1_0000;

/// What a character becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// One character.
    One(char),
    /// None or several, or one that is not in the table.
    Other,
}

/// What every character of the basic plane becomes.
pub(super) struct Table {
    folding: Folding,
    entries: Vec<Entry>,
}

static TABLES: Mutex<Vec<Arc<Table>>> = Mutex::new(Vec::new());

impl Table {
    /// The table of a folding for a text of so many bytes; `None` where it is not at hand and the text is too short for
    /// one to be made.
    pub(super) fn of(folding: Folding, length: usize) -> Option<Arc<Self>> {
        let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = tables.iter().position(|table| table.folding == folding) {
            tables[..=at].rotate_right(1);
            return Some(Arc::clone(&tables[0]));
        }
        if length < WORTH {
            return None;
        }
        let entry = |number: u32| match char::from_u32(number) {
            Some(one) if is_simple(one) => {
                let folded = character::fold(folding, one);
                let mut characters = folded.chars();
                match (characters.next(), characters.next()) {
                    (Some(only), None) => Entry::One(only),
                    _ => Entry::Other,
                }
            }
            _ => Entry::Other,
        };
        let table = Arc::new(Self { folding, entries: (0..CHARACTERS).map(entry).collect() });
        tables.insert(0, Arc::clone(&table));
        tables.truncate(KEPT);
        Some(table)
    }

    pub(super) fn get(&self, character: char) -> Entry {
        self.entries.get(u32::from(character) as usize).copied().unwrap_or(Entry::Other)
    }
}

/// Whether a character is a grapheme cluster of its own wherever such a one, or nothing, stands after it: it belongs to
/// no class that the rules of Unicode (UAX 29) join with a neighbour. Not all of those, but nearly all that are written.
pub(super) fn is_simple(character: char) -> bool {
    matches!(character,
        '\n' | ' '..='~' | '\u{A1}'..='\u{A8}' | '\u{AA}'..='\u{AC}' | '\u{AF}'..='\u{2FF}' | '\u{370}'..='\u{377}'
        | '\u{384}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}'
        | '\u{3031}'..='\u{303C}' | '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{30FF}' | '\u{3105}'..='\u{312F}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF9D}'
        | '\u{20000}'..='\u{323AF}')
}
