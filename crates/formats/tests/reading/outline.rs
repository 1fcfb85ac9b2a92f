//! An interview's structure as text, one line a block, so that a test is an input and what becomes of it.
//!
//! `title|`, `meta|`, `h1|` (level), `h1#3|` (level and number), `Anna:|` (a label opens the turn), `Anna|` (a further
//! paragraph), `|` (nobody's), each followed by the body.

use std::fmt::Write;
use vermilion_anchor::TextIndex;
use vermilion_formats::interview::{BlockKind, Interview, parse};

pub(crate) fn outline(found: &Interview) -> String {
    let index = TextIndex::new(&found.text);
    let mut outline = String::new();
    for block in &found.blocks {
        let body = index.slice(block.body).unwrap_or("?");
        let mark = match block.kind {
            BlockKind::Title => "title".to_owned(),
            BlockKind::Metadata => "meta".to_owned(),
            BlockKind::Heading { level, number: None } => format!("h{level}"),
            BlockKind::Heading { level, number: Some(number) } => format!("h{level}#{number}"),
            BlockKind::Turn { speaker, label: None, .. } => found.speakers[speaker].name.clone(),
            BlockKind::Turn { speaker, label: Some(_), time } => {
                let time = time.map_or(String::new(), |time| format!("@{time}"));
                format!("{}:{time}", found.speakers[speaker].name)
            }
            BlockKind::Paragraph => String::new(),
        };
        let _ = writeln!(outline, "{mark}|{body}");
    }
    outline
}

#[track_caller]
pub(crate) fn check(text: &str, expected: &str) {
    let expected: String = expected.lines().map(str::trim_start).filter(|line| !line.is_empty()).fold(
        String::new(),
        |mut lines, line| {
            let _ = writeln!(lines, "{line}");
            lines
        },
    );
    assert_eq!(outline(&parse(text)), expected, "in:\n{text}");
}
