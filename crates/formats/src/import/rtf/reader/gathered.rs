//! What groups gather beside the text: comments and their passages, footnotes, text boxes, the title.

use super::Reader;
use crate::import::comments::Comment;
use crate::import::rtf::state::Use;

impl Reader<'_> {
    /// Uses what a group gathered, now that it has ended.
    pub(super) fn use_gathered(&mut self, of: Use, words: &str) {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = Some(line.clone()).filter(|line| !line.is_empty());
        match of {
            Use::Title => self.text.title = said,
            Use::Author => self.author = said,
            Use::Initials => self.author = self.author.take().or(said),
            Use::Date => self.date = said.map(|date| date_of(&date).unwrap_or(date)),
            Use::Reference => self.reference = said,
            Use::RangeStart => {
                if self.ranges.len() < self.limits.items {
                    self.ranges.insert(line, (self.text.prose.here(), None));
                }
            }
            Use::RangeEnd => {
                let here = self.text.prose.here();
                if let Some((_, end)) = self.ranges.get_mut(&line) {
                    *end = Some(here);
                }
            }
            Use::Comment => self.comment(words),
            Use::Instruction => {
                let address = line.strip_prefix("HYPERLINK").map(|address| address.trim().trim_matches('"'));
                if let Some(address) = address.filter(|address| address.contains("://")) {
                    self.report.alter("link", address, "address-left-out", self.place());
                }
            }
            Use::Footnote => {
                self.report.alter("footnote", &line, "after-the-text", self.place());
                self.notes.push(line);
            }
            Use::Box => {
                self.report.alter("text-box", &line, "after-its-paragraph", self.place());
                self.boxed.extend(words.lines().map(str::to_owned));
            }
        }
    }

    fn comment(&mut self, words: &str) {
        let range = self.reference.take().and_then(|number| self.ranges.remove(&number));
        let (start, end) = range.unwrap_or((self.text.prose.here(), None));
        let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
        self.text.comments.push(Comment {
            start,
            end,
            note: lines.collect::<Vec<_>>().join("\n\n"),
            author: self.author.take(),
            date: self.date.take(),
        });
    }

    /// `\yr2026\mo11` and so on, gathered into a moment.
    pub(super) fn date_part(&mut self, word: &str, number: i32) {
        let between = match word {
            "yr" => "",
            "mo" | "dy" => "-",
            "hr" => "T",
            _ => ":",
        };
        if let Some(gathered) = self.gathered.last_mut().filter(|gathered| gathered.len() < 32) {
            gathered.push_str(&format!("{between}{number:02}"));
        }
    }
}

/// The moment that Word packs into a number: minute, hour, day, month and year since 1900.
fn date_of(number: &str) -> Option<String> {
    let packed = number.parse::<i64>().ok()?;
    let part = |from: u32, bits: u32| (packed >> from) & ((1 << bits) - 1);
    let (minute, hour, day, month, year) =
        (part(0, 6), part(6, 5), part(11, 5), part(16, 4), part(20, 9) + 1900);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"))
}
