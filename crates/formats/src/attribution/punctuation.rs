//! How a language quotes and cites: its marks, and how they nest.

use crate::words::Tongue;

/// How a language quotes and cites.
pub(super) struct Punctuation {
    pub(super) quotation: Pairs,
    pub(super) section: Pairs,
    pub(super) work: Pairs,
    pub(super) dash: &'static str,
    pub(super) dash_on_line: &'static str,
    pub(super) comma: &'static str,
    pub(super) list_comma: &'static str,
    /// What a reference in the running text stands in.
    pub(super) reference: (&'static str, &'static str),
    pub(super) full_stop: &'static str,
}

impl Punctuation {
    pub(super) fn of(language: &str) -> Self {
        let chinese = Self {
            quotation: Pairs::new(('「', '」'), ('『', '』')),
            section: Pairs::new(('〈', '〉'), ('《', '》')),
            work: Pairs::new(('《', '》'), ('〈', '〉')),
            dash: "——",
            dash_on_line: "\n——",
            comma: "，",
            list_comma: "、",
            reference: ("（", "）"),
            full_stop: "。",
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
                reference: (" (", ")"),
                full_stop: ".",
            },
        }
    }
}

/// A pair of marks and the pair that takes its place inside it.
pub(super) struct Pairs {
    outer: (char, char),
    inner: (char, char),
}

impl Pairs {
    const fn new(outer: (char, char), inner: (char, char)) -> Self {
        Self { outer, inner }
    }

    pub(super) fn enclose(&self, text: &str) -> String {
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
