//! Whose each cue is: named by the file, by a label in the words (`Anna:`), or set apart by a dash or `>>`.

use super::{Cue, Report};
use crate::interview::{self, BlockKind, label_at_line};
use std::collections::{HashMap, HashSet};
use vermilion_anchor::{Span, TextIndex, count};

/// A piece of what one speaker says.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// Who says it; `None` where nobody is named.
    pub(super) speaker: Option<String>,
    /// When it begins, in milliseconds.
    pub(super) start: Option<u32>,
    /// When it ends.
    pub(super) end: Option<u32>,
    /// The words on one line.
    pub(super) text: String,
    /// Whether somebody else begins to speak, nobody knows who.
    pub(super) is_break: bool,
}

/// The cues by speaker. What was taken out of the words is reported.
pub(super) fn cast(cues: &mut [Cue], report: &mut Report) -> Vec<Piece> {
    let is_named = cues.iter().any(|cue| cue.speaker.is_some());
    let marks = take_marks(cues, report);
    let labels = if is_named { HashMap::new() } else { labels(cues) };
    let mut names = Names::default();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut owed: Option<String> = None;
    let mut number = 0;
    for cue in cues.iter_mut() {
        let voice = cue.speaker.as_deref().map(|speaker| names.spelled(speaker, report, cue.place.clone()));
        if is_named && voice.is_none() {
            cue.alter(report, "cue", "no-speaker");
        }
        let mut open: Option<Piece> = None;
        for line in &cue.lines {
            let mut text = line.trim();
            let mut speaker = owed.take();
            if let Some((name, said)) = labels.get(&number) {
                speaker = Some(names.spelled(name, report, cue.place.clone()));
                text = text.get(*said..).unwrap_or_default().trim();
            } else if let Some(voice) = cue.speaker.as_deref() {
                text = without_label(text, voice);
            }
            let is_break = marks.contains(&number) && voice.is_none() && speaker.is_none();
            number += 1;
            if text.is_empty() {
                owed = speaker.or(owed);
                continue;
            }
            match &mut open {
                Some(piece) if speaker.is_none() && !is_break => {
                    piece.text.push('\n');
                    piece.text.push_str(text);
                }
                _ => {
                    let is_first = open.is_none();
                    pieces.extend(open.take());
                    open = Some(Piece {
                        speaker: speaker.or_else(|| voice.clone()),
                        start: cue.start,
                        end: cue.end,
                        text: text.to_owned(),
                        is_break: is_break || (is_first && cue.is_paragraph),
                    });
                }
            }
        }
        pieces.extend(open);
    }
    // The lines of a cue are joined as cues are, by how the file is written.
    pieces
        .into_iter()
        .flat_map(|piece| {
            let lines: Vec<String> = piece.text.split('\n').map(str::to_owned).collect();
            let most = lines.len();
            lines.into_iter().enumerate().map(move |(at, text)| Piece {
                speaker: piece.speaker.clone(),
                start: piece.start,
                end: if at + 1 == most { piece.end } else { piece.start },
                text,
                is_break: piece.is_break && at == 0,
            })
        })
        .collect()
}

/// Takes away what only says that another one speaks: a dash or `>>` at the start of a line. The numbers of those lines.
fn take_marks(cues: &mut [Cue], report: &mut Report) -> HashSet<usize> {
    let mut marked = HashSet::new();
    let mut number = 0;
    for cue in cues {
        let mut is_altered = false;
        for line in &mut cue.lines {
            if let Some(said) = after_mark(line) {
                *line = said.to_owned();
                marked.insert(number);
                is_altered = true;
            }
            number += 1;
        }
        if is_altered {
            cue.alter(report, "speaker-mark", "became-paragraph");
        }
    }
    marked
}

fn after_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix(">>") {
        return Some(rest.trim_start_matches('>').trim_start());
    }
    let rest = line.strip_prefix(['-', '–', '—', '‐'])?;
    let first = rest.trim_start().chars().next()?;
    // "-5 degrees" and "——" are something else.
    (!matches!(first, '-' | '–' | '—' | '>') && !first.is_ascii_digit()).then(|| rest.trim_start())
}

/// Of the lines of all cues, by number, those that open with the label of a speaker: the name, and from which byte on
/// something is said. What is a label is decided as in any interview, over the whole.
fn labels(cues: &[Cue]) -> HashMap<usize, (String, usize)> {
    // The first line of a text may be its title; here that is not one of the cues.
    let mut text = String::from("# .\n");
    let mut starts = vec![count(&text)];
    for line in cues.iter().flat_map(|cue| &cue.lines) {
        let line = line.trim();
        text.push_str(if line.is_empty() { "." } else { line });
        text.push('\n');
        starts.push(starts.last().copied().unwrap_or_default() + count(line).max(1) + 1);
    }
    let index = TextIndex::new(&text);
    let mut labels = HashMap::new();
    for block in interview::parse(&text).blocks {
        let BlockKind::Turn { label: Some(label), .. } = block.kind else { continue };
        let line = starts.partition_point(|start| *start <= label.start.0).saturating_sub(1);
        let Some(name) = index.slice(label) else { continue };
        let Some(start) = starts.get(line) else { continue };
        let end = starts.get(line + 1).map_or(block.body.start.0, |end| block.body.start.0.min(*end - 1));
        let before = index.slice(Span::new(*start, end)).map_or(0, str::len);
        labels.insert(line, (name.to_owned(), before));
    }
    labels
}

/// What is said after the name of who says it, where a file names them twice.
fn without_label<'t>(text: &'t str, voice: &str) -> &'t str {
    let rest = text.strip_prefix(voice).map(str::trim_start);
    rest.and_then(|rest| rest.strip_prefix([':', '：'])).map_or(text, str::trim_start)
}

/// The names of speakers as a label can have them.
#[derive(Default)]
struct Names {
    spelled: HashMap<String, String>,
}

impl Names {
    fn spelled(&mut self, name: &str, report: &mut Report, place: Option<super::Place>) -> String {
        if let Some(spelled) = self.spelled.get(name) {
            return spelled.clone();
        }
        let mut spelled = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !is_label(&spelled) {
            spelled = label_of(&spelled).unwrap_or_else(|| format!("Speaker {}", self.spelled.len() + 1));
            report.alter("speaker", name, "spelled-as-label", place);
        }
        self.spelled.insert(name.to_owned(), spelled.clone());
        spelled
    }
}

/// Whether a label with this name reads as one with this name.
fn is_label(name: &str) -> bool {
    let line = format!("{name}: x");
    label_at_line(&line, Span::new(0, count(&line)))
        .is_some_and(|label| label.name == name && label.time.is_none())
}

/// The name without the characters that no label has.
fn label_of(name: &str) -> Option<String> {
    /// Characters of a name.
    const MOST: usize = 40;
    let letters = |character: char| {
        if character.is_alphanumeric() || matches!(character, '-' | '\'' | '’' | '.' | '·' | '_') {
            character
        } else {
            ' '
        }
    };
    let plain: String = name.chars().take(MOST).map(letters).collect();
    let plain = plain.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    let plain = plain.trim_matches(|character: char| !character.is_alphanumeric()).to_owned();
    let with_word = format!("Speaker {plain}");
    [plain, with_word].into_iter().find(|name| is_label(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(texts: &[&str]) -> Vec<Cue> {
        let cue = |(at, text): (usize, &&str)| Cue {
            start: Some(at as u32 * 1_000),
            end: Some(at as u32 * 1_000 + 900),
            lines: text.lines().map(str::to_owned).collect(),
            ..Cue::default()
        };
        texts.iter().enumerate().map(cue).collect()
    }

    fn shown(texts: &[&str]) -> Vec<String> {
        let pieces = cast(&mut cues(texts), &mut Report::default());
        let shown = |piece: Piece| {
            let mark = if piece.is_break { "-" } else { "" };
            format!("{mark}{}|{}", piece.speaker.unwrap_or_default(), piece.text)
        };
        pieces.into_iter().map(shown).collect()
    }

    #[test]
    fn labels_in_the_words_are_taken_where_they_name_who_speaks() {
        assert_eq!(
            shown(&[
                "Anna: Where?",
                "Ben: By the\nriver.",
                "Note: not said",
                "ANNA:\nAnd then?",
                "Ben: Gone."
            ]),
            ["Anna|Where?", "Ben|By the", "Ben|river.", "|Note: not said", "ANNA|And then?", "Ben|Gone."]
        );
    }

    #[test]
    fn dashes_and_chevrons_say_that_another_one_speaks() {
        assert_eq!(
            shown(&[
                "- Where?\n- There.",
                "-Now?",
                "-5 degrees",
                "——不",
                ">> ANNA: Hi.",
                ">> ANNA: Yes.",
                ">> BEN: Yes.",
                ">> BEN: No."
            ]),
            [
                "-|Where?",
                "-|There.",
                "-|Now?",
                "|-5 degrees",
                "|——不",
                "ANNA|Hi.",
                "ANNA|Yes.",
                "BEN|Yes.",
                "BEN|No."
            ]
        );
    }

    #[test]
    fn a_name_that_no_label_can_have_is_spelled_as_one() {
        let mut names = Names::default();
        let mut report = Report::default();
        for (name, expected) in [
            ("Anna", "Anna"),
            ("高𠮷", "高𠮷"),
            ("@anna!", "anna"),
            ("1", "Speaker 1"),
            ("!!", "Speaker 5"),
            ("a: b", "a b"),
        ] {
            assert_eq!(names.spelled(name, &mut report, None), expected, "{name}");
        }
        assert_eq!(report.altered, 4);
    }
}
