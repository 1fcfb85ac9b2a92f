//! Texts made brief enough for a menu or a list.

use vermilion_anchor::{
    CodePoint,
    segment::{Unit, unit_at},
};

/// Code points kept.
const LENGTH: u32 = 40;

/// The beginning of a text on one line, with an ellipsis where something is left out. Never splits a character.
pub(crate) fn shorten(text: &str) -> String {
    let mut line = String::new();
    // Looking at a little more than can be kept is enough to know whether something is left out.
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().take(2 * LENGTH as usize));
        if line.chars().nth(LENGTH as usize).is_some() {
            break;
        }
    }
    if line.chars().nth(LENGTH as usize).is_none() {
        return line;
    }
    let end = unit_at(&line, CodePoint(LENGTH), Unit::Grapheme).start.0 as usize;
    let kept: String = line.chars().take(end).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_stays_and_its_line_ends_become_spaces() {
        assert_eq!(shorten("  風景\n\n很好  "), "風景 很好");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shorten(&"字".repeat(50)), format!("{}…", "字".repeat(40)));
        let family = "👨‍👩‍👧";
        assert_eq!(shorten(&format!("{}{family}{family}", "字".repeat(38))), format!("{}…", "字".repeat(38)));
    }
}
