//! The large document: a million characters of interview made from the sample that ships with the app, ten thousand
//! annotations on it. Made the same way on every run, so that figures can be compared.

use std::fmt::Write as _;
use vermilion_api::Api;
use vermilion_api::wire::{
    AnnotationCreate, AnnotationSetNote, Colour, DocumentOpen, ImportCommit, ImportSource, Mark, Style,
};

/// Characters of the large document, at least.
pub(crate) const CHARACTERS: usize = 1_000_000;
/// Annotations on it.
pub(crate) const ANNOTATIONS: u32 = 10_000;
/// Every fifth annotation carries a note.
const NOTE_EVERY: u32 = 5;

const SAMPLE: &str = include_str!("../../../../samples/interview.zh-Hant.txt");

/// An interview of at least [`CHARACTERS`] characters: the turns of the sample over and over under running section
/// numbers, each paragraph opening with a running number so that no two are alike.
pub(crate) fn text() -> String {
    let turns: Vec<&str> = SAMPLE.lines().filter(|line| line.contains('：')).collect();
    let mut text = String::from("一百萬字的訪談\n來源：樣本\n");
    let (mut characters, mut section, mut paragraph) = (0, 0, 0);
    while characters < CHARACTERS {
        section += 1;
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{section:02}.第{section}節的標題");
        for turn in &turns {
            paragraph += 1;
            let (label, said) = turn.split_once('：').unwrap_or(("", turn));
            let line = format!("{label}：（{paragraph}）{said}");
            characters += line.chars().count();
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// Imports the large document and annotates it; its id and the range of its text.
pub(crate) fn import(api: &Api) -> Result<String, Box<dyn std::error::Error>> {
    let imported = api.import_commit(
        ImportCommit {
            source: ImportSource::Text { name: None, text: text() },
            encoding: None,
            title: None,
            published_source: None,
            published: None,
            language: None,
            again: false,
        },
        "",
    )?;
    let view = api.document_open(DocumentOpen { document: imported.document.clone() })?;
    let turns: Vec<_> = view.blocks.iter().filter(|block| block.body_end > block.body_start + 30).collect();
    for index in 0..ANNOTATIONS {
        let block = turns[(index as usize * 7) % turns.len()];
        let start = block.body_start + (index * 13) % 20;
        let colour =
            [Colour::Yellow, Colour::Red, Colour::Green, Colour::Blue, Colour::Purple][(index % 5) as usize];
        let created = api.annotation_create(
            AnnotationCreate {
                document: imported.document.clone(),
                start,
                end: start + 5 + index % 20,
                style: Style { mark: if index % 11 == 0 { Mark::Underline } else { Mark::Fill }, colour },
                note: String::new(),
            },
            "",
        )?;
        if index % NOTE_EVERY == 0 {
            api.annotation_set_note(
                AnnotationSetNote {
                    annotation: created.annotation.id,
                    note: format!("第 {index} 則批註。**值得**再讀一次。"),
                    join_key: String::new(),
                },
                "",
            )?;
        }
    }
    Ok(imported.document)
}
