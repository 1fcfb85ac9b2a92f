//! Subtitles and transcripts of machines become interviews.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where it stopped")]

mod hostile;
mod srt;
mod vtt;
mod whisper;

use std::fmt::Write as _;
use vermilion_anchor::TextIndex;
use vermilion_formats::import::{Import, Place};
use vermilion_formats::interview::BlockKind;

/// What a file became: each block with its time, and the report but for what was taken as it is.
fn shown(import: &Import) -> String {
    let mut out = String::new();
    for document in &import.documents {
        let interview = &document.interview;
        let _ = writeln!(out, "{} {:?}", interview.language, document.name);
        for speaker in &interview.speakers {
            let _ = writeln!(out, "  {} ({})", speaker.name, speaker.role);
        }
        let index = TextIndex::new(&interview.text);
        for block in &interview.blocks {
            let body = index.slice(block.body).unwrap();
            let _ = match &block.kind {
                BlockKind::Turn { speaker, label, time } => {
                    let mark = if label.is_some() { "T" } else { "t" };
                    writeln!(out, "{mark}{speaker} {time:?} {body}")
                }
                BlockKind::Paragraph => writeln!(out, "P {body}"),
                other => writeln!(out, "{other:?} {body}"),
            };
        }
    }
    let report = &import.report;
    let _ = writeln!(
        out,
        "{}: {} taken, {} altered, {} skipped",
        report.format, report.taken, report.altered, report.skipped
    );
    for finding in report.findings.iter().filter(|finding| !finding.reason.is_empty()) {
        let place = match &finding.place {
            Some(Place::Line(at) | Place::Entry(at) | Place::Paragraph(at)) => at.to_string(),
            _ => String::new(),
        };
        let _ = writeln!(out, "  {place} {} {} ({})", finding.kind, finding.reason, finding.what);
    }
    out
}
