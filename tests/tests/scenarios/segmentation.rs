//! How the interviews are cut into sentences, clauses and words. The lists are snapshots, and whoever changes one reads
//! it: of the samples, which are ours, the words; of the shared interview, whose words are not, how long each piece is
//! and how it ends. They were read beside the text, piece by piece, by these rules: a sentence ends with its mark and
//! whatever closes behind it, or with its paragraph; a clause at a comma, semicolon, colon or enumeration mark, too; what
//! a sentence holds as one of its parts (a title, a quotation taken up at once, a number, a name) does not end it.

use super::{TestResult, import_file, open};
use std::fmt::Write as _;
use std::path::Path;
use vermilion_api::Api;
use vermilion_api::wire::{DocumentView, TextUnits};
use vermilion_tests::fixtures::{open_library, project, shared_interview};

/// A paragraph and the pieces it is cut into.
struct Cut {
    start: u32,
    text: String,
    sentences: Vec<String>,
    clauses: Vec<String>,
    words: Vec<String>,
}

fn pieces(text: &str, ends: &[u32]) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut start = 0;
    ends.iter()
        .map(|&end| {
            let piece = characters[start..end as usize].iter().collect();
            start = end as usize;
            piece
        })
        .collect()
}

fn cut(api: &Api, view: &DocumentView) -> Result<Vec<Cut>, Box<dyn std::error::Error>> {
    let characters: Vec<char> = view.text.chars().collect();
    view.blocks
        .iter()
        .filter(|block| block.body_end > block.body_start)
        .map(|block| {
            let text: String =
                characters[block.body_start as usize..block.body_end as usize].iter().collect();
            let ends = api.text_units(TextUnits { text: text.clone() })?;
            Ok(Cut {
                start: block.body_start,
                sentences: pieces(&text, &ends.sentences),
                clauses: pieces(&text, &ends.clauses),
                words: pieces(&text, &ends.words),
                text,
            })
        })
        .collect()
}

fn cut_file(path: &Path) -> Result<Vec<Cut>, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let api = open_library(&folder.path().join("library.vermilion"))?;
    let view = open(&api, &import_file(&api, path)?.document)?;
    let paragraphs = cut(&api, &view)?;
    for Cut { text, sentences, clauses, words, .. } in &paragraphs {
        for pieces in [sentences, clauses, words] {
            assert_eq!(&pieces.concat(), text, "the pieces are the text");
        }
        let ends = |pieces: &[String]| -> Vec<usize> {
            pieces
                .iter()
                .scan(0, |at, piece| {
                    *at += piece.len();
                    Some(*at)
                })
                .collect()
        };
        let clause_ends = ends(clauses);
        assert!(ends(sentences).iter().all(|end| clause_ends.contains(end)), "a sentence is whole clauses");
    }
    Ok(paragraphs)
}

/// Its characters counted, and a sign for how it ends: with a mark, with `)` after it for what closes, or with `$` where
/// there is none.
fn shape(piece: &str) -> String {
    let words = piece.trim_end();
    let is_closing = |character: char| "」』）)》〉】”’\"".contains(character);
    let inside = words.trim_end_matches(is_closing);
    let sign = match inside.chars().next_back() {
        Some('。' | '.') => '.',
        Some('？' | '?') => '?',
        Some('！' | '!') => '!',
        Some('…' | '⋯') => '~',
        Some('，' | ',') => ',',
        Some('；' | ';') => ';',
        Some('：' | ':') => ':',
        Some('、') => '^',
        _ => '$',
    };
    let closing = if inside.len() < words.len() { ")" } else { "" };
    format!("{}{sign}{closing}", words.chars().count())
}

fn shapes(pieces: &[String]) -> String {
    pieces.iter().map(|piece| shape(piece)).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_shared_interview_is_cut_where_it_was_read_to_end() -> TestResult {
    let Some(path) = shared_interview() else { return Ok(()) };
    let mut list = String::new();
    let [mut sentences, mut clauses, mut words] = [0; 3];
    for paragraph in cut_file(&path)? {
        sentences += paragraph.sentences.len();
        clauses += paragraph.clauses.len();
        words += paragraph.words.len();
        writeln!(list, "at {}", paragraph.start)?;
        writeln!(list, "  sentences {}", shapes(&paragraph.sentences))?;
        writeln!(list, "  clauses {}", shapes(&paragraph.clauses))?;
    }
    writeln!(list, "{sentences} sentences, {clauses} clauses, {words} words")?;
    insta::assert_snapshot!("shared_interview", list);
    Ok(())
}

#[test]
fn the_samples_are_cut_where_they_were_read_to_end() -> TestResult {
    for (name, file) in [("sample_zh_hant", "interview.zh-Hant.txt"), ("sample_en", "interview.en.txt")] {
        let mut list = String::new();
        for paragraph in cut_file(&project().join("samples").join(file))? {
            writeln!(list, "{}", paragraph.sentences.join("|").trim_end())?;
            writeln!(list, "  {}", paragraph.clauses.join("|").trim_end())?;
        }
        insta::assert_snapshot!(name, list);
    }
    Ok(())
}

#[test]
fn words_of_the_shared_interview_hold_no_white_space_and_no_half_number() -> TestResult {
    let Some(path) = shared_interview() else { return Ok(()) };
    for word in cut_file(&path)?.into_iter().flat_map(|paragraph| paragraph.words) {
        let is_blank = word.chars().all(char::is_whitespace);
        assert!(is_blank || !word.contains(char::is_whitespace), "{word:?}");
        let is_number = word.starts_with(|first: char| first.is_ascii_digit());
        assert!(!is_number || !word.ends_with(['.', ',']), "{word:?}");
    }
    Ok(())
}
