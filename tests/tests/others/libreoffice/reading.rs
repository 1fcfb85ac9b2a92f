//! What LibreOffice reads in the files that we write for Word.

use super::converted;
use crate::TestResult;
use crate::library::{FORMULA, Library, NOTE, WORDS_OF_NOTE};
use crate::original::slice;
use crate::program::ask;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use vermilion_api::wire::{Annotation, BlockKind, DocumentView, ExportFormat, Mark};

/// What is in a text document, as `fodt.py` says it.
#[derive(Deserialize)]
struct Document {
    title: String,
    /// How letters are set where nothing else is said.
    defaults: BTreeMap<String, String>,
    paragraphs: Vec<Paragraph>,
    comments: Vec<Comment>,
    /// Comments that begin and do not end.
    unfinished: Vec<String>,
    tables: Vec<Table>,
}

#[derive(Deserialize)]
struct Paragraph {
    style: String,
    /// Of a heading: its level.
    level: Option<u8>,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    text: String,
    shade: Option<String>,
    line: Option<String>,
}

#[derive(Deserialize)]
struct Comment {
    author: Option<String>,
    date: Option<String>,
    /// Its paragraphs.
    lines: Vec<String>,
    /// The words that it is on.
    range: String,
}

/// Rows of cells of paragraphs.
#[derive(Deserialize)]
struct Table {
    /// The rows that stand on every page.
    head: Vec<Vec<Vec<String>>>,
    rows: Vec<Vec<Vec<String>>>,
}

impl Document {
    fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        ask(include_str!("fodt.py"), &[&converted(file, None, "fodt")?])
    }

    /// The letters of the text that are set in a way, one paragraph after the other.
    fn set(&self, is_set: fn(&Run) -> bool) -> String {
        self.paragraphs
            .iter()
            .flat_map(|one| &one.runs)
            .filter(|run| is_set(run))
            .map(|run| run.text.as_str())
            .collect()
    }
}

impl Paragraph {
    fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The letters of a text that are marked in a way, without line ends.
fn marked(view: &DocumentView, mark: Mark) -> String {
    let is_in = |at: u32| {
        view.annotations.iter().any(|one| one.style.mark == mark && (one.start..one.end).contains(&at))
    };
    let letters = (0..).zip(view.text.chars()).filter(|(at, letter)| *letter != '\n' && is_in(*at));
    letters.map(|(_, letter)| letter).collect()
}

/// The paragraphs of which a note is when it is read.
fn words_of(note: &str) -> Vec<&str> {
    match note {
        NOTE => WORDS_OF_NOTE.to_vec(),
        "" => Vec::new(),
        other => other.split("\n\n").collect(),
    }
}

#[test]
fn a_word_file_has_the_text_its_headings_its_highlights_and_its_comments() -> TestResult {
    let library = Library::annotated()?;
    let tags: BTreeMap<String, String> =
        library.tags()?.into_iter().map(|tag| (tag.id.clone(), format!("#{}", tag.path))).collect();
    for view in library.views()? {
        let file = library.save(&view.summary.id, ExportFormat::Docx, None)?;
        let found = Document::read(&file)?;
        assert_eq!(found.title, view.summary.title);

        let lines: Vec<&str> = view.text.trim_end().split('\n').collect();
        let texts: Vec<String> = found.paragraphs.iter().map(Paragraph::text).collect();
        assert_eq!(texts[..lines.len()], lines, "the text comes first, word for word");
        assert_eq!(found.paragraphs[lines.len()].style, "Vermilion_20_Appendix");
        assert_eq!(found.paragraphs[0].style, "Title");
        let headings: Vec<(u8, &str)> = found.paragraphs[..lines.len()]
            .iter()
            .zip(&texts)
            .filter_map(|(one, text)| Some((one.level?, text.as_str())))
            .collect();
        let expected: Vec<(u8, String)> = view
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Heading)
            .map(|block| (block.level.unwrap_or_default(), slice(&view.text, block.start, block.body_end)))
            .collect();
        assert_eq!(
            headings,
            expected.iter().map(|(level, text)| (*level, text.as_str())).collect::<Vec<_>>()
        );

        assert_eq!(found.set(|run| run.shade.is_some()), marked(&view, Mark::Fill));
        assert_eq!(found.set(|run| run.line.is_some()), marked(&view, Mark::Underline));
        let shades: BTreeSet<&str> = found
            .paragraphs
            .iter()
            .flat_map(|one| &one.runs)
            .filter_map(|run| run.shade.as_deref())
            .collect();
        assert_eq!(shades.len(), 7, "four of one fill, three where two of them meet: {shades:?}");

        assert!(found.unfinished.is_empty(), "{:?}", found.unfinished);
        let is_commented = |one: &&Annotation| !one.note.is_empty() || !one.tags.is_empty();
        let commented: Vec<&Annotation> = view.annotations.iter().filter(is_commented).collect();
        assert_eq!(found.comments.len(), commented.len());
        for (comment, annotation) in found.comments.iter().zip(commented) {
            assert_eq!(comment.range, annotation.quote);
            assert_eq!(comment.author.as_deref(), Some("Vermilion"));
            assert!(comment.date.as_deref().is_some_and(|date| date.len() >= "2026-11-30T10:00:00".len()));
            let given: Vec<&str> = annotation.tags.iter().map(|tag| tags[tag].as_str()).collect();
            let mut expected: Vec<String> =
                words_of(&annotation.note).into_iter().map(str::to_owned).collect();
            expected.extend((!given.is_empty()).then(|| given.join(" ")));
            assert_eq!(comment.lines, expected);
        }
    }
    Ok(())
}

/// What a comment cannot keep there are the lists and quotes of its note, of which the words are left.
#[test]
fn a_word_file_that_is_saved_again_brings_every_annotation_back() -> TestResult {
    let library = Library::annotated()?;
    for view in library.views()? {
        let file = library.save(&view.summary.id, ExportFormat::Docx, None)?;
        let again = Library::of(&converted(&file, None, "docx")?)?;
        let [found] =
            again.views()?.try_into().map_err(|views: Vec<_>| format!("{} documents", views.len()))?;
        assert_eq!(found.text.trim_end(), view.text.trim_end());
        let told = |library: &Library, view: &DocumentView| -> Result<Vec<_>, Box<dyn Error>> {
            let paths: BTreeMap<String, String> =
                library.tags()?.into_iter().map(|tag| (tag.id, tag.path)).collect();
            let all = view.annotations.iter().map(|one| {
                let tags: BTreeSet<String> = one.tags.iter().map(|tag| paths[tag].clone()).collect();
                let note = if one.note.contains("Bold") { NOTE } else { &one.note };
                (one.start, one.end, one.quote.clone(), one.style, tags, note.to_owned())
            });
            Ok(all.collect())
        };
        assert_eq!(told(&again, &found)?, told(&library, &view)?);
    }
    Ok(())
}

#[test]
fn a_word_file_says_its_languages_and_which_font_is_for_chinese() -> TestResult {
    let library = Library::annotated()?;
    let views = library.views()?;
    let chinese = views.iter().find(|view| view.summary.language == "zh-Hant").ok_or("one in Chinese")?;
    let found = Document::read(&library.save(&chinese.summary.id, ExportFormat::Docx, None)?)?;
    let said = |name: &str| found.defaults.get(name).map_or("", String::as_str);
    assert_eq!((said("language"), said("country")), ("en", "US"));
    assert_eq!((said("language-asian"), said("country-asian")), ("zh", "TW"));
    assert_eq!((said("font-name"), said("font-name-asian")), ("Georgia", "Noto Serif CJK TC"));
    Ok(())
}

#[test]
fn a_table_of_quotes_has_a_row_for_each_and_its_head_on_every_page() -> TestResult {
    let library = Library::annotated()?;
    let file = library.save_all(ExportFormat::Quotes)?;
    let found = Document::read(&file)?;
    let views = library.views()?;
    assert_eq!(found.tables.len(), views.len());
    for (table, view) in found.tables.iter().zip(&views) {
        assert_eq!(table.head.len(), 1);
        assert_eq!(table.head[0].len(), 7);
        assert_eq!(table.rows.len(), view.annotations.len());
        for (row, annotation) in table.rows.iter().zip(&view.annotations) {
            let [quote, speaker, _, turn, _, tags, note] = row.as_slice() else {
                return Err(format!("{} cells", row.len()).into());
            };
            assert_eq!(quote.join("\n"), annotation.quote);
            let is_named =
                |name: &String| view.speakers.iter().any(|speaker| name.starts_with(&speaker.name));
            assert!(is_named(&speaker.concat()), "{speaker:?}");
            assert!(turn.concat().parse::<u32>().is_ok(), "{turn:?}");
            assert_eq!(tags.concat().matches('#').count(), annotation.tags.len());
            let words = words_of(&annotation.note);
            assert_eq!(*note, if words.is_empty() { vec![""] } else { words });
        }
        assert!(table.rows.iter().any(|row| row[6].concat() == FORMULA));
    }
    Ok(())
}
