//! `list` and `show`.

use super::TITLE_WIDTH;
use crate::output::{Failure, Output};
use crate::table::{Set, clip, one_line, short_id, table};
use crate::times;
use serde_json::{Value, json};
use vermilion_api::Api;
use vermilion_api::wire::{Block, BlockKind, DocumentSummary, DocumentView, Nothing, Role, Section};

/// How wide the names of speakers are shown, in cells.
const SPEAKERS_WIDTH: usize = 30;

pub(crate) fn list(api: &Api, output: &Output) -> Result<(), Failure> {
    answer(&api.document_list(Nothing {})?, api.id_length()?, output)
}

/// Answers with these documents, their ids shortened to `id_length` characters for people.
pub(super) fn answer(
    documents: &[DocumentSummary],
    id_length: usize,
    output: &Output,
) -> Result<(), Failure> {
    output.answer(
        || json!({ "documents": documents.iter().map(summary_json).collect::<Vec<_>>() }),
        || list_text(documents, id_length),
    )
}

fn summary_json(summary: &DocumentSummary) -> Value {
    json!({
        "id": summary.id,
        "title": summary.title,
        "source": summary.source,
        "published": summary.published,
        "language": summary.language,
        "characters": summary.characters,
        "speakers": summary.speakers.iter().map(|speaker| speaker.name.as_str()).collect::<Vec<_>>(),
        "sections": summary.sections,
        "annotations": summary.annotations,
        "notes": summary.notes,
        "created": times::rfc3339(summary.created_at),
        "read": summary.read_at.and_then(times::rfc3339),
    })
}

fn list_text(documents: &[DocumentSummary], id_length: usize) -> String {
    if documents.is_empty() {
        return "The library is empty. Add an interview: vermilion import FILE\n".to_owned();
    }
    let mut rows = vec![["ID", "TITLE", "SPEAKERS", "CHARACTERS", "ANNOTATIONS"].map(str::to_owned)];
    for document in documents {
        let speakers: Vec<&str> = document.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        rows.push([
            short_id(&document.id, id_length).to_owned(),
            clip(&document.title, TITLE_WIDTH),
            clip(&speakers.join(", "), SPEAKERS_WIDTH),
            document.characters.to_string(),
            document.annotations.to_string(),
        ]);
    }
    table([Set::Left, Set::Left, Set::Left, Set::Right, Set::Right], &rows)
}

pub(crate) fn show(api: &Api, document: &str, output: &Output) -> Result<(), Failure> {
    let view = api.document_view(&api.document_resolve(document)?)?;
    output.answer(|| view_json(&view), || view_text(&view))
}

fn view_json(view: &DocumentView) -> Value {
    let summary = &view.summary;
    let text = Characters::new(&view.text);
    json!({
        "id": summary.id,
        "title": summary.title,
        "source": summary.source,
        "published": summary.published,
        "language": summary.language,
        "characters": summary.characters,
        "speakers": view.speakers.iter().map(|speaker| json!({
            "id": speaker.id,
            "name": speaker.name,
            "role": role(speaker.role),
            "turns": speaker.turns,
            "characters": speaker.characters,
        })).collect::<Vec<_>>(),
        "sections": view.sections.iter().map(|section| json!({
            "number": section.number,
            "title": section.title,
            "start": section.start,
            "end": section.end,
        })).collect::<Vec<_>>(),
        "blocks": view.blocks.iter().map(|block| json!({
            "kind": kind(block.kind),
            "speaker": speaker_of(view, block),
            "start": block.start,
            "end": block.end,
            "text": text.slice(block.start, block.end),
        })).collect::<Vec<_>>(),
    })
}

fn view_text(view: &DocumentView) -> String {
    let summary = &view.summary;
    let mut out = format!("{}\n", one_line(&summary.title));
    let facts = [
        ("id", Some(summary.id.clone())),
        ("source", summary.source.clone()),
        ("published", summary.published.clone()),
        ("language", Some(summary.language.clone())),
        ("characters", Some(summary.characters.to_string())),
        ("annotations", Some(summary.annotations.to_string())),
        ("imported", Some(times::local(summary.created_at))),
    ];
    let facts: Vec<[String; 2]> = facts
        .into_iter()
        .filter_map(|(name, value)| Some([format!("  {name}"), one_line(&value?)]))
        .collect();
    out.push_str(&table([Set::Left, Set::Left], &facts));

    if !view.speakers.is_empty() {
        out.push_str("\nSpeakers\n");
        let rows: Vec<[String; 4]> = view
            .speakers
            .iter()
            .map(|speaker| {
                [
                    format!("  {}", one_line(&speaker.name)),
                    role(speaker.role).to_owned(),
                    format!("{} turns", speaker.turns),
                    format!("{} characters", speaker.characters),
                ]
            })
            .collect();
        out.push_str(&table([Set::Left, Set::Left, Set::Right, Set::Right], &rows));
    }
    if !view.sections.is_empty() {
        out.push_str("\nSections\n");
        let rows: Vec<[String; 3]> = view
            .sections
            .iter()
            .map(|section| {
                [
                    format!("  {}", marker(section)),
                    format!(
                        "{}{}",
                        "  ".repeat(usize::from(section.level.saturating_sub(1))),
                        one_line(&section.title)
                    ),
                    format!("{}–{}", section.start, section.end),
                ]
            })
            .collect();
        out.push_str(&table([Set::Right, Set::Left, Set::Right], &rows));
    }

    out.push('\n');
    let text = Characters::new(&view.text);
    for block in &view.blocks {
        let body = text.slice(block.body_start, block.body_end);
        match block.kind {
            BlockKind::Title | BlockKind::Metadata => continue,
            BlockKind::Heading => {
                let heading = view.sections.iter().find(|section| section.heading == block.start);
                let number = heading.map(marker).filter(|marker| !marker.is_empty());
                out.push_str(&number.map_or_else(String::new, |number| format!("{number} ")));
            }
            BlockKind::Turn => {
                if let (Some(speaker), Some(_)) = (speaker_of(view, block), block.label_start) {
                    out.push_str(&format!("{}: ", one_line(speaker)));
                }
            }
            BlockKind::Paragraph => {}
        }
        if !body.is_empty() {
            out.push_str(body);
            out.push_str("\n\n");
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A section's number as it stands, without the marks of Markdown.
fn marker(section: &Section) -> String {
    one_line(section.marker.trim_start_matches('#'))
}

fn speaker_of<'v>(view: &'v DocumentView, block: &Block) -> Option<&'v str> {
    let id = block.speaker.as_deref()?;
    view.speakers.iter().find(|speaker| speaker.id == id).map(|speaker| speaker.name.as_str())
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Interviewer => "interviewer",
        Role::Interviewee => "interviewee",
        Role::Other => "other",
    }
}

fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Metadata => "metadata",
        BlockKind::Heading => "heading",
        BlockKind::Turn => "turn",
        BlockKind::Paragraph => "paragraph",
    }
}

/// A text in which blocks are looked up by code points, in one pass over the text for all of them.
struct Characters<'t> {
    text: &'t str,
    bytes: Vec<usize>,
}

impl<'t> Characters<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, bytes }
    }

    fn slice(&self, start: u32, end: u32) -> &'t str {
        let byte = |offset: u32| self.bytes.get(offset as usize).copied();
        byte(start).zip(byte(end)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_taken_by_code_points() {
        let text = Characters::new("a硃👩‍👩‍👧b");
        assert_eq!(text.slice(1, 2), "硃");
        assert_eq!(text.slice(2, 7), "👩‍👩‍👧");
        assert_eq!(text.slice(7, 9), "");
    }
}
