//! The interview and the transcripts of the test data, against counts taken by plain scans of their lines. Where the
//! data are absent the tests say so and pass.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use vermilion_anchor::{CodePoint, Span, TextIndex, count};
use vermilion_formats::{
    decode::decode,
    interview::{Block, BlockKind, Interview, Role, parse, sections},
};

#[allow(clippy::print_stdout, reason = "a skipped test says why")]
fn data() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the test data are not at ../shared/data");
    None
}

fn read(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    decode(&bytes, None).unwrap_or_else(|error| panic!("{}: {error}", path.display())).text
}

fn turns(found: &Interview, wanted: &str) -> usize {
    let is_opening = |block: &&Block| match block.kind {
        BlockKind::Turn { speaker, label: Some(_), .. } => found.speakers[speaker].name == wanted,
        _ => false,
    };
    found.blocks.iter().filter(is_opening).count()
}

#[test]
fn the_interview_is_parsed_completely() {
    let Some(folder) = data() else { return };
    let text = read(&folder.join("interview.zh-Hant.txt"));
    let found = parse(&text);
    let index = TextIndex::new(&text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();

    assert_eq!(found.text, text);
    assert_eq!(found.title.as_deref(), Some(lines[0]));
    assert_eq!(found.source.as_deref(), Some("倍可親(backchina.com)"));
    assert_eq!(found.published, None);
    assert_eq!(found.language, "zh-Hant");

    let names: Vec<_> = found.speakers.iter().map(|speaker| (speaker.name.as_str(), speaker.role)).collect();
    assert_eq!(names, [("湯普森", Role::Interviewer), ("奧特曼", Role::Interviewee)]);
    for speaker in &found.speakers {
        let label = format!("{}:", speaker.name);
        assert_eq!(
            turns(&found, &speaker.name),
            lines.iter().filter(|line| line.starts_with(&label)).count()
        );
        assert_eq!(speaker.labels, [speaker.name.as_str()]);
    }

    let headings: Vec<(u32, &str)> = lines
        .iter()
        .filter_map(|line| {
            line.split_once('.').and_then(|(number, title)| Some((number.parse().ok()?, title)))
        })
        .collect();
    let sections = sections(&index, &found.blocks);
    assert_eq!(sections.len(), 8);
    for (at, (section, (number, title))) in sections.iter().zip(&headings).enumerate() {
        assert_eq!((section.number, section.title.as_str(), section.level), (Some(*number), *title, 1));
        assert_eq!(section.marker, format!("{number:02}."));
        let end = sections.get(at + 1).map_or(index.len(), |next| next.span.start);
        assert_eq!(section.span, Span { start: section.heading.start, end });
    }

    // Every line is one block, of the kind that its opening gives it, said by whoever spoke last.
    assert_eq!(found.blocks.len(), lines.len());
    let first_section = lines.iter().position(|line| line.starts_with("01.")).unwrap();
    let mut speaker = None;
    for (at, (block, line)) in found.blocks.iter().zip(&lines).enumerate() {
        let body = index.slice(block.body).unwrap();
        let label = found.speakers.iter().position(|one| line.starts_with(&format!("{}:", one.name)));
        speaker = label.or(speaker);
        match &block.kind {
            BlockKind::Title => assert_eq!((at, body), (0, *line)),
            BlockKind::Metadata => assert_eq!((at, body), (1, *line)),
            BlockKind::Heading { number, .. } => assert_eq!(format!("{:02}.{body}", number.unwrap()), **line),
            BlockKind::Paragraph => assert!(at < first_section && body == *line, "{line}"),
            BlockKind::Turn { speaker: who, label: Some(name), time: None } => {
                assert_eq!(Some(*who), label);
                assert_eq!(format!("{}:{body}", index.slice(*name).unwrap()), **line);
            }
            BlockKind::Turn { speaker: who, label: None, time: None } => {
                assert_eq!((Some(*who), label, body), (speaker, None, *line));
            }
            BlockKind::Turn { time: Some(_), .. } => panic!("no times in this text: {line}"),
        }
    }
}

#[test]
fn the_interview_keeps_its_structure_in_other_encodings_and_line_ends() {
    let Some(folder) = data() else { return };
    let text = read(&folder.join("interview.zh-Hant.txt"));
    let expected = parse(&text);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb18030 = encoding_rs::GB18030.encode(&text).0.into_owned();
    for (bytes, encoding) in [(utf16, "UTF-16LE"), (gb18030, "gb18030")] {
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.encoding, encoding);
        assert_eq!(parse(&decoded.text), expected);
    }
    let decoded = decode(text.replace('\n', "\r\n").as_bytes(), None).unwrap();
    assert_eq!(parse(&decoded.text), expected);
}

#[test]
fn the_transcripts_have_exactly_their_speakers() {
    let Some(folder) = data() else { return };
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder.join("transcripts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert_eq!(paths.len(), 5);
    for path in paths {
        let text = read(&path);
        let found = parse(&text);
        let index = TextIndex::new(&text);
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();

        let title = lines[0].strip_prefix("# ").unwrap();
        assert_eq!(found.title.as_deref(), Some(title));
        assert_eq!(found.published.as_deref(), title.get(..10));
        assert_eq!(found.language, if title.contains("Nana") { "en" } else { "zh-Hant" });
        assert!(sections(&index, &found.blocks).is_empty());

        let mut expected: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
        let mut speaker = "";
        for line in &lines[1..] {
            if let Some(label) = line.strip_prefix("### ") {
                speaker = label.trim_end_matches([':', '：']);
                expected.entry(speaker).or_default().0 += 1;
            } else if !line.starts_with("> ") {
                expected.entry(speaker).or_default().1 += count(line.trim());
            }
        }
        let mut counted: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
        for block in &found.blocks {
            if let BlockKind::Turn { speaker, label, .. } = block.kind {
                let entry = counted.entry(&found.speakers[speaker].name).or_default();
                entry.0 += usize::from(label.is_some());
                entry.1 += block.body.len();
            }
        }
        assert_eq!(counted, expected, "{title}");
        assert_eq!(found.speakers.len(), expected.len());
        if expected.len() > 5 {
            assert!(found.speakers.iter().all(|speaker| speaker.role == Role::Other));
        }
        assert_eq!(found.blocks[0].kind, BlockKind::Title);
        assert_eq!(found.blocks[0].span.start, CodePoint(0));
        assert!(found.blocks[1..].iter().all(|block| match block.kind {
            BlockKind::Turn { .. } => true,
            // What is set as a quotation in brackets is said by nobody.
            BlockKind::Paragraph => index.slice(block.body).unwrap().starts_with("> "),
            _ => false,
        }));
    }
}

#[test]
fn passages_of_forty_characters_are_decoded_rightly() {
    let Some(folder) = data() else { return };
    let transcripts = fs::read_dir(folder.join("transcripts")).unwrap().map(|entry| entry.unwrap().path());
    let mut wrong = Vec::new();
    let mut tried = 0;
    for path in transcripts.chain([folder.join("interview.zh-Hant.txt")]) {
        let characters: Vec<char> = read(&path).chars().collect();
        for window in characters.windows(40).step_by(211) {
            let passage: String = window.iter().collect();
            for encoding in [encoding_rs::BIG5, encoding_rs::GB18030, encoding_rs::WINDOWS_1252] {
                let (bytes, _, has_unmappable) = encoding.encode(&passage);
                if has_unmappable || passage.is_ascii() {
                    continue;
                }
                tried += 1;
                let decoded = decode(&bytes, None).unwrap();
                if decoded.text != passage {
                    wrong.push(format!("{} for {}", decoded.encoding, encoding.name()));
                }
            }
        }
    }
    assert!(tried > 500);
    assert!(wrong.len() * 200 <= tried, "{} of {tried}: {wrong:?}", wrong.len());
}
