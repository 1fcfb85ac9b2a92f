//! The passage a user means by a selection: whole characters, no white space at its ends, and how it is found again.

use crate::{
    error::{Error, Result},
    texts::Text,
};
use vermilion_anchor::{
    Span, TextIndex,
    segment::{snap_outward, trim},
    selector::{TextQuoteSelector, describe},
};

/// A selection as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    pub(crate) span: Span,
    pub(crate) selector: TextQuoteSelector,
}

/// Snaps a selection outward to whole characters and takes white space off its ends.
pub(crate) fn locate(text: &Text, selection: Span) -> Result<Passage> {
    let window = text.window(selection).ok_or_else(|| text.out_of_bounds(selection))?;
    let index = TextIndex::new(window.text);
    let span = trim(&index, snap_outward(&index, window.inside(selection)));
    if selection.is_empty() || span.is_empty() {
        return Err(Error::EmptySelection);
    }
    let selector = describe(&index, span).ok_or_else(|| text.out_of_bounds(selection))?;
    Ok(Passage { span: window.outside(span), selector })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, selection: (u32, u32), expected: &str) {
        let text = Text::new(text.into());
        let passage = locate(&text, Span::new(selection.0, selection.1)).unwrap();
        assert_eq!(passage.selector.exact, expected);
        assert_eq!(text.slice(passage.span), Some(expected));
    }

    #[test]
    fn white_space_at_the_ends_is_no_part_of_a_passage() {
        check("一 　風景\n很好　\n", (1, 9), "風景\n很好");
    }

    #[test]
    fn a_passage_never_splits_a_character() {
        check("見e\u{301}面", (2, 3), "e\u{301}");
        check("看👨‍👩‍👧吧", (3, 4), "👨‍👩‍👧");
    }

    #[test]
    fn a_passage_is_quoted_as_if_the_whole_text_had_been_looked_at() {
        let line = "𠀀一二三四👨‍👩‍👧五六e\u{301}七八九\n";
        let whole = line.repeat(500);
        let (text, index) = (Text::new(whole.as_str().into()), TextIndex::new(&whole));
        for start in (0..text.length - 20).step_by(37) {
            let selection = Span::new(start, start + 9);
            let span = trim(&index, snap_outward(&index, selection));
            let passage = locate(&text, selection).unwrap();
            assert_eq!((passage.span, Some(passage.selector)), (span, describe(&index, span)));
        }
    }

    #[test]
    fn nothing_but_white_space_is_refused() {
        let text = Text::new("一  \n 二".into());
        for selection in [(1, 5), (2, 2), (0, 0), (6, 6)] {
            let result = locate(&text, Span::new(selection.0, selection.1));
            assert!(matches!(result, Err(Error::EmptySelection)), "{selection:?}");
        }
    }

    #[test]
    fn a_passage_outside_the_text_is_refused() {
        let text = Text::new("一二".into());
        assert!(matches!(locate(&text, Span::new(1, 3)), Err(Error::OutOfBounds { length: 2, .. })));
    }
}
