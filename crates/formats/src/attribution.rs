//! A passage copied as a quotation that says where it comes from.
//!
//! Chinese: 「…」——奧特曼，〈01 標題〉，《訪談》，來源. English: “…” — Altman, “01 Title”, *Interview*, Source. The punctuation
//! follows the language of the document, and quotation marks inside the quotation change to the inner pair (and those
//! inside them back), so that the marks nest. Plain text; knows no clipboard.

use vermilion_anchor::{Span, visible};

use crate::annotated::Annotated;
use crate::places::{Places, section_label};
use crate::words::Tongue;

/// The passage in quotation marks with speaker, section, title and source; parts that the document does not have are
/// left out, and what hides in the others is shown. `None` where the passage is empty or does not lie in the text.
#[must_use]
pub fn quote(document: &Annotated, span: Span) -> Option<String> {
    let places = Places::new(document);
    let passage = places.quote(span).trim();
    if passage.is_empty() {
        return None;
    }
    let style = Punctuation::of(&document.language);
    let speakers: Vec<_> =
        places.speakers_in(span).into_iter().map(|speaker| speaker.name.as_str()).collect();
    let section = places.section_at(span.start).map(|section| section_label(&places.sections()[section]));

    let mut parts = Vec::new();
    if !speakers.is_empty() {
        parts.push(speakers.join(style.list_comma));
    }
    if let Some(section) = section.filter(|section| !section.is_empty()) {
        parts.push(style.section.enclose(&section));
    }
    if !document.title.trim().is_empty() {
        parts.push(style.work.enclose(document.title.trim()));
    }
    if let Some(source) = document.source.as_deref().map(str::trim).filter(|source| !source.is_empty()) {
        parts.push(source.to_owned());
    }

    let mut text = style.quotation.enclose(passage);
    if !parts.is_empty() {
        // Under a quotation of several paragraphs the attribution has a line of its own.
        text.push_str(if passage.contains('\n') { style.dash_on_line } else { style.dash });
        text.push_str(&visible(&parts.join(style.comma)));
    }
    Some(text)
}

/// How a language quotes and cites.
struct Punctuation {
    quotation: Pairs,
    section: Pairs,
    work: Pairs,
    dash: &'static str,
    dash_on_line: &'static str,
    comma: &'static str,
    list_comma: &'static str,
}

impl Punctuation {
    fn of(language: &str) -> Self {
        let chinese = Self {
            quotation: Pairs::new(('「', '」'), ('『', '』')),
            section: Pairs::new(('〈', '〉'), ('《', '》')),
            work: Pairs::new(('《', '》'), ('〈', '〉')),
            dash: "——",
            dash_on_line: "\n——",
            comma: "，",
            list_comma: "、",
        };
        let curly = || Pairs::new(('“', '”'), ('‘', '’'));
        match Tongue::of(language) {
            Tongue::TraditionalChinese => chinese,
            Tongue::SimplifiedChinese => Self { quotation: curly(), ..chinese },
            Tongue::Japanese => Self {
                section: Pairs::new(('「', '」'), ('『', '』')),
                work: Pairs::new(('『', '』'), ('「', '」')),
                comma: "、",
                ..chinese
            },
            Tongue::English => Self {
                quotation: curly(),
                section: curly(),
                work: Pairs::new(('*', '*'), ('*', '*')),
                dash: " — ",
                dash_on_line: "\n— ",
                comma: ", ",
                list_comma: ", ",
            },
        }
    }
}

/// A pair of marks and the pair that takes its place inside it.
struct Pairs {
    outer: (char, char),
    inner: (char, char),
}

impl Pairs {
    const fn new(outer: (char, char), inner: (char, char)) -> Self {
        Self { outer, inner }
    }

    fn enclose(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 6);
        out.push(self.outer.0);
        // Straight double quotes say nothing about their direction; in pairs they open and close in turn.
        let turns_straight = self.outer == ('“', '”') && text.matches('"').count().is_multiple_of(2);
        let (mut is_straight_open, mut open_inner) = (false, 0_u32);
        for c in text.chars() {
            out.push(if turns_straight && c == '"' {
                is_straight_open = !is_straight_open;
                if is_straight_open { self.inner.0 } else { self.inner.1 }
            } else if c == self.outer.0 {
                self.inner.0
            } else if c == self.outer.1 {
                self.inner.1
            } else if c == self.inner.0 {
                open_inner += 1;
                self.outer.0
            } else if c == self.inner.1 && (c != '’' || open_inner > 0) {
                // A right single quote that closes nothing is an apostrophe.
                open_inner = open_inner.saturating_sub(1);
                self.outer.1
            } else {
                c
            });
        }
        out.push(self.outer.1);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_a_quotation_change_to_the_inner_pair_and_back() {
        let table = [
            ("zh-Hant", "他說「讀《山》的『人』」。", "「他說『讀《山》的「人」』。」"),
            ("zh-Hant", "“曲”與 \"直\"", "「“曲”與 \"直\"」"),
            ("zh-Hans", "他说“读‘书’的人”。", "“他说‘读“书”的人’。”"),
            ("en", "She said “it’s ‘fine’, don’t worry”.", "“She said ‘it’s “fine”, don’t worry’.”"),
            ("en", "Call it \"slow reading\".", "“Call it ‘slow reading’.”"),
            ("en", "A 6\" rule", "“A 6\" rule”"),
            ("ja", "「静か」だ", "「『静か』だ」"),
        ];
        for (language, passage, expected) in table {
            assert_eq!(Punctuation::of(language).quotation.enclose(passage), expected);
        }
    }
}
