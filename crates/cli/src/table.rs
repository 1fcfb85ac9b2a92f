//! Text set for a terminal: columns that line up also where characters are two cells wide.

use crate::output::visible;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The space between columns.
const GAP: &str = "  ";

/// To which side a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    Left,
    Right,
}

/// Rows in columns as wide as their widest cell; `columns` says how each is set.
pub(crate) fn table<const N: usize>(columns: [Set; N], rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for ((set, width), cell) in columns.iter().zip(widths).zip(row) {
            let padding = " ".repeat(width - cell.width());
            if !line.is_empty() {
                line.push_str(GAP);
            }
            match set {
                Set::Left => line.extend([cell.as_str(), &padding]),
                Set::Right => line.extend([padding.as_str(), cell]),
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// `text` on one line of at most `width` cells, with an ellipsis where something is left out.
pub(crate) fn clip(text: &str, width: usize) -> String {
    let line: String = one_line(text);
    if line.width() <= width {
        return line;
    }
    let mut out = String::new();
    let mut used = 0;
    for character in line.chars() {
        let cells = character.width().unwrap_or(0);
        if used + cells + 1 > width {
            break;
        }
        used += cells;
        out.push(character);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// `text` with every run of white space as one space. Control characters become visible here already, where their width
/// counts.
pub(crate) fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The beginning of an id, `length` characters or, not to end on a hyphen, which looks like a mistake, one more.
pub(crate) fn short_id(id: &str, length: usize) -> &str {
    let length = if id.get(..length).is_some_and(|short| short.ends_with('-')) { length + 1 } else { length };
    id.get(..length).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_where_characters_are_two_cells_wide() {
        let rows = [["a", "硃批", "1"], ["bc", "Ada", "20"]].map(|row| row.map(str::to_owned));
        assert_eq!(table([Set::Left, Set::Left, Set::Right], &rows), "a   硃批   1\nbc  Ada   20\n");
    }

    #[test]
    fn a_text_is_clipped_by_cells() {
        assert_eq!(clip("硃批讀訪談", 10), "硃批讀訪談");
        assert_eq!(clip("硃批讀訪談", 9), "硃批讀訪…");
        assert_eq!(clip("硃批讀訪談", 8), "硃批讀…");
        assert_eq!(clip("two\n\nlines", 20), "two lines");
    }

    #[test]
    fn a_control_character_takes_a_cell() {
        assert_eq!(clip("硃\u{1b}批", 5), "硃␛批");
        assert_eq!(clip("硃\u{1b}批", 4), "硃␛…");
    }

    #[test]
    fn a_short_id_does_not_end_on_a_hyphen() {
        assert_eq!(short_id("01234567-8a", 8), "01234567");
        assert_eq!(short_id("01234567-8a", 9), "01234567-8");
        assert_eq!(short_id("01234567-8a", 40), "01234567-8a");
    }
}
