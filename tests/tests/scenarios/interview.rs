//! The interview that is read, as the app shows it: counted here by plain scans of its lines, independently of the
//! parser.

use super::{TestResult, import_file, open};
use std::collections::{BTreeMap, BTreeSet};
use vermilion_api::wire::{BlockKind, DocumentView, Role};
use vermilion_tests::fixtures::{open_library, shared_interview, shared_transcripts};

fn slice(text: &str, start: u32, end: u32) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

fn assert_blocks_cover_the_text(view: &DocumentView) {
    let mut place = 0;
    for block in &view.blocks {
        assert_eq!(block.start, place, "each block starts where the one before it ends");
        assert!(block.start <= block.body_start && block.body_start <= block.body_end);
        assert!(block.body_end <= block.end);
        place = block.end;
    }
    assert_eq!(place as usize, view.text.chars().count(), "the last block ends with the text");
}

#[test]
fn the_shared_interview_is_understood_completely() -> TestResult {
    let Some(path) = shared_interview() else { return Ok(()) };
    let file = std::fs::read_to_string(&path)?;
    let folder = tempfile::tempdir()?;
    let api = open_library(&folder.path().join("library.vermilion"))?;
    let view = open(&api, &import_file(&api, &path)?.document)?;

    assert_eq!(view.text, file, "every character of the file is in the text");
    assert_blocks_cover_the_text(&view);
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(view.summary.title, lines[0]);
    assert_eq!(view.summary.source.as_deref(), lines[1].strip_prefix("來源:"));
    assert_eq!(view.summary.language, "zh-Hant");

    let numbered: Vec<(u32, &str)> = lines
        .iter()
        .filter_map(|line| line.split_once('.'))
        .filter(|(number, _)| number.len() == 2)
        .filter_map(|(number, title)| Some((number.parse().ok()?, title)))
        .collect();
    let sections: Vec<(u32, &str)> =
        view.sections.iter().map(|section| (section.number.unwrap_or(0), section.title.as_str())).collect();
    assert_eq!(sections.len(), 8);
    assert_eq!(sections, numbered);

    let mut roles = BTreeMap::new();
    for speaker in &view.speakers {
        roles.insert(speaker.name.as_str(), speaker.role);
        let turns = lines
            .iter()
            .filter(|line| speaker.aliases.iter().any(|alias| line.starts_with(&format!("{alias}："))))
            .count();
        let ascii = lines
            .iter()
            .filter(|line| speaker.aliases.iter().any(|alias| line.starts_with(&format!("{alias}:"))))
            .count();
        assert_eq!(speaker.turns as usize, turns + ascii, "every turn of {}", speaker.name);
        assert!(speaker.turns > 20, "{} speaks often", speaker.name);
    }
    assert_eq!(roles, BTreeMap::from([("湯普森", Role::Interviewer), ("奧特曼", Role::Interviewee)]));

    let first_turn = view.blocks.iter().position(|block| block.kind == BlockKind::Turn).ok_or("a turn")?;
    assert!(view.blocks[..first_turn].iter().all(|block| block.speaker.is_none()), "nobody says the opening");
    assert!(
        view.blocks[first_turn..]
            .iter()
            .all(|block| matches!(block.kind, BlockKind::Turn | BlockKind::Heading)),
        "after it everything is said by somebody or is a heading"
    );
    Ok(())
}

#[test]
fn transcripts_have_exactly_the_speakers_of_their_headings() -> TestResult {
    for path in shared_transcripts() {
        let file = std::fs::read_to_string(&path)?;
        let headed: Vec<String> = file
            .lines()
            .filter_map(|line| line.strip_prefix("### "))
            .map(|line| line.trim().trim_end_matches([':', '：']).trim().to_owned())
            .collect();
        let folder = tempfile::tempdir()?;
        let api = open_library(&folder.path().join("library.vermilion"))?;
        let view = open(&api, &import_file(&api, &path)?.document)?;
        assert_blocks_cover_the_text(&view);

        let names: BTreeSet<&str> = view.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        let expected: BTreeSet<&str> = headed.iter().map(String::as_str).collect();
        assert_eq!(names, expected, "{}", path.display());
        let turns: usize = view.speakers.iter().map(|speaker| speaker.turns as usize).sum();
        assert_eq!(turns, headed.len(), "each label opens a turn: {}", path.display());
        for block in view.blocks.iter().filter(|block| block.label_start.is_some()) {
            let body = slice(&view.text, block.body_start, block.body_end);
            assert!(!body.trim().is_empty() && !body.starts_with('#'), "a turn opens with what is said");
        }
    }
    Ok(())
}
