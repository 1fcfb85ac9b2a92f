//! The structure of an interview, found in plain text and Markdown.
//!
//! [`parse`] takes any text and never fails: at worst the whole is paragraphs that nobody says. It works on lines, in
//! passes that each own one question:
//!
//! 1. `lines`: which lines hold something;
//! 2. `labels`: which of them open in the shape of a speaker label; `casting`: which of those names speak;
//! 3. `opening`: the title and what the head says about the document (`metadata`, `dates`);
//! 4. `headings`: which lines have the shape of a heading; `numbering`: which of those head a section, how deep;
//! 5. `assembly`: blocks back to back, speakers with their labels (`aliases`) and roles (`roles`).
//!
//! Time is linear in the text: every rule looks at a bounded part of a line, and what needs the whole text counts in
//! tables. Nothing alters the text.

mod aliases;
mod assembly;
mod casting;
mod corrections;
mod dates;
mod given;
mod headings;
mod keys;
mod labels;
mod language;
mod lines;
mod metadata;
mod model;
mod nobody;
mod numbering;
mod numerals;
mod opening;
mod parts;
mod roles;
mod sections;
pub(crate) mod timecode;
mod words;

pub use corrections::{HeadingAt, LabelAt, heading_at_line, label_at_line};
pub(crate) use dates::only as full_date;
pub use given::Given;
pub use model::{Block, BlockKind, Interview, Role, Speaker};
pub use sections::{Section, section_at, sections};

/// Finds the structure of an interview. Total: any text has one.
#[must_use]
pub fn parse(text: &str) -> Interview {
    parse_given(text, &[])
}

/// Finds the structure of an interview of which a format says more than its words do. `given` has one entry for each line
/// of the text, blank ones included; what is missing at its end is not known.
#[must_use]
pub fn parse_given(text: &str, given: &[Given]) -> Interview {
    let lines = lines::split(text);
    let given: Vec<Given> =
        lines.iter().map(|line| given.get(line.number).copied().unwrap_or_default()).collect();
    let mut labels: Vec<_> =
        lines.iter().zip(&given).map(|(line, given)| labels::read(text, line, given)).collect();
    let mut marks: Vec<_> =
        lines.iter().zip(&given).map(|(line, given)| headings::read_given(text, line, given)).collect();
    for (line, given) in given.iter().enumerate().filter(|(_, given)| given.is_said) {
        marks[line] = None;
        labels[line].take_if(|_| !given.is_labelled);
    }
    let mut casting = casting::cast(text, &lines, &labels, &given);
    let opening = opening::read(text, &lines, &labels, &marks, &given, &mut casting.of_line);
    let title =
        opening.title.as_ref().and_then(|(line, _)| marks[*line].as_ref()).map_or(0, |mark| mark.hashes);
    // What a line is said to be by an earlier pass it stays.
    let taken = opening.metadata.iter().copied().chain(opening.title.as_ref().map(|(line, _)| *line));
    for line in taken {
        marks[line] = None;
    }
    for (line, speaker) in casting.of_line.iter().enumerate() {
        let is_what_is_said = speaker.is_none()
            && line > 0
            && casting.of_line[line - 1].is_some()
            && labels[line - 1].as_ref().is_some_and(labels::Label::is_alone)
            && marks[line].as_ref().is_some_and(|mark| mark.hashes == 0);
        if speaker.is_some() || is_what_is_said {
            marks[line] = None;
        }
    }
    let is_turn: Vec<bool> = casting.of_line.iter().map(Option::is_some).collect();
    let levels = numbering::levels(&marks, &is_turn, title);
    let headings: Vec<_> = marks.into_iter().zip(levels).map(|(mark, level)| mark.zip(level)).collect();
    let assembled = assembly::assemble(&assembly::Parts {
        text,
        lines: &lines,
        labels: &labels,
        casting: &casting,
        opening: &opening,
        headings: &headings,
        given: &given,
    });
    Interview {
        text: text.to_owned(),
        title: opening.name,
        source: opening.source,
        published: opening.published,
        language: language::guess(text).to_owned(),
        speakers: assembled.speakers,
        blocks: assembled.blocks,
    }
}
