//! Corrections of the structure: each a before, an edit and an after.

use super::{NewKind, Scope, accept_label, reject_label, set_kind, set_speaker};
use crate::{
    DocumentId, Error, SpeakerId,
    documents::{self, NewDocument},
    speakers::{self, SpeakerFields},
    testing::{Desk, TALK},
};
use std::{fs, path::Path};
use vermilion_anchor::{CodePoint, TextIndex};
use vermilion_formats::interview::{Block, BlockKind, Role};

/// Makes an interview of `lines`, edits it, and expects these blocks; then undoes, and expects those from before.
fn check(lines: &[&str], edit: impl FnOnce(&Desk, DocumentId), expected: &[&str]) {
    let (desk, document) = Desk::with(lines);
    let (before, dump) = (desk.structure(document), desk.dump());
    edit(&desk, document);
    assert_eq!(desk.structure(document), expected);
    while desk.library.history(100).unwrap().iter().filter(|entry| !entry.is_undone).count() > 1 {
        let change = desk.library.undo().unwrap().change.unwrap();
        assert!(change.structure.contains(&document));
    }
    assert_eq!(desk.structure(document), before);
    assert_eq!(desk.dump(), dump);
}

fn set(desk: &Desk, document: DocumentId, text: &str, kind: NewKind) {
    let change = set_kind(&desk.library, document, desk.start_of(document, text), kind).unwrap().change;
    assert!(change.unwrap().structure.contains(&document));
}

fn speaker(desk: &Desk, document: DocumentId, name: &str) -> SpeakerId {
    desk.open(document).speakers.iter().find(|speaker| speaker.name == name).unwrap().id
}

fn names(desk: &Desk, document: DocumentId) -> Vec<String> {
    desk.open(document).speakers.into_iter().map(|speaker| speaker.name).collect()
}

#[test]
fn a_line_becomes_a_heading_with_its_number_and_its_title() {
    check(
        &["Ada: one", "03. 然後", "more"],
        |desk, document| set(desk, document, "03.", NewKind::Heading { level: None }),
        &["Ada: one", "heading 1 3: 然後", "Ada+: more"],
    );
}

#[test]
fn a_heading_may_be_given_a_level() {
    check(
        &["Ada: one", "Then"],
        |desk, document| set(desk, document, "Then", NewKind::Heading { level: Some(3) }),
        &["Ada: one", "heading 3 -: Then"],
    );
}

#[test]
fn a_line_that_is_no_heading_goes_on_with_what_was_being_said() {
    check(
        &["# 01. a", "Ada: one", "# 02. b", "more"],
        |desk, document| {
            set(desk, document, "# 02", NewKind::Paragraph);
            set(desk, document, "# 01", NewKind::Paragraph);
        },
        &["nobody: # 01. a", "Ada: one", "Ada+: # 02. b", "Ada+: more"],
    );
}

#[test]
fn a_turn_that_is_none_goes_on_with_what_was_being_said() {
    check(
        &["Ada: one", "Ben: two", "more", "Ada: three"],
        |desk, document| set(desk, document, "Ben", NewKind::Paragraph),
        &["Ada: one", "Ada+: Ben: two", "Ada+: more", "Ada: three"],
    );
}

#[test]
fn a_turn_that_is_a_heading_leaves_its_paragraphs_to_the_speaker_before() {
    check(
        &["Ada: one", "Ben: two", "more", "# x", "still"],
        |desk, document| set(desk, document, "Ben", NewKind::Heading { level: Some(1) }),
        &["Ada: one", "heading 1 -: Ben: two", "Ada+: more", "heading 1 -: x", "Ada+: still"],
    );
}

#[test]
fn only_one_line_of_a_block_becomes_the_heading() {
    check(
        &["Ada: one", "1. a\n\n  b\nc\n"],
        |desk, document| set(desk, document, "1. a", NewKind::Heading { level: None }),
        &["Ada: one", "heading 1 1: a", "Ada+: b\nc"],
    );
}

#[test]
fn a_block_may_be_the_title_or_metadata() {
    check(
        &["## Talk", "Source: x", "#hash", "Ada: one"],
        |desk, document| {
            set(desk, document, "## Talk", NewKind::Title);
            set(desk, document, "Source", NewKind::Metadata);
            set(desk, document, "#hash", NewKind::Title);
        },
        &["title: Talk", "metadata: Source: x", "title: #hash", "Ada: one"],
    );
}

#[test]
fn a_paragraph_stays_a_paragraph() {
    let (desk, document) = Desk::with(TALK);
    for text in ["這是第二段", "導言"] {
        let start = desk.start_of(document, text);
        assert_eq!(set_kind(&desk.library, document, start, NewKind::Paragraph).unwrap().change, None);
    }
}

#[test]
fn a_block_is_given_to_another_speaker_alone_or_with_its_turn() {
    let give = |text: &'static str, name: Option<&'static str>, scope: Scope| {
        move |desk: &Desk, document: DocumentId| {
            let speaker = name.map(|name| speaker(desk, document, name));
            let start = desk.start_of(document, text);
            set_speaker(&desk.library, document, start, speaker, scope).unwrap();
        }
    };
    let lines = ["intro", "more", "Ada: one", "two", "# x", "three", "Ben: four"];
    check(
        &lines,
        give("two", Some("Ben"), Scope::Block),
        &[
            "nobody: intro",
            "nobody: more",
            "Ada: one",
            "Ben+: two",
            "heading 1 -: x",
            "Ada+: three",
            "Ben: four",
        ],
    );
    for text in ["one", "two", "three"] {
        check(
            &lines,
            give(text, Some("Ben"), Scope::Turn),
            &[
                "nobody: intro",
                "nobody: more",
                "Ben: one",
                "Ben+: two",
                "heading 1 -: x",
                "Ben+: three",
                "Ben: four",
            ],
        );
    }
    check(
        &lines,
        give("intro", Some("Ben"), Scope::Turn),
        &["Ben+: intro", "Ben+: more", "Ada: one", "Ada+: two", "heading 1 -: x", "Ada+: three", "Ben: four"],
    );
    check(
        &lines,
        give("one", None, Scope::Turn),
        &[
            "nobody: intro",
            "nobody: more",
            "nobody: Ada: one",
            "nobody: two",
            "heading 1 -: x",
            "nobody: three",
            "Ben: four",
        ],
    );
}

#[test]
fn a_heading_is_said_by_nobody() {
    let (desk, document) = Desk::with(TALK);
    let start = desk.start_of(document, "# 01");
    let ada = speaker(&desk, document, "Ada");
    let result = set_speaker(&desk.library, document, start, Some(ada), Scope::Block);
    assert!(matches!(result, Err(Error::NotSpeech { .. })));
}

#[test]
fn a_label_that_is_none_is_read_with_its_line() {
    check(
        &["注: zero", "Ada: one", "注: two", "more", "Ben: three", "注: four"],
        |desk, document| {
            reject_label(&desk.library, document, speaker(desk, document, "注"), "注").unwrap();
            assert_eq!(names(desk, document), ["Ada", "Ben"]);
        },
        &["nobody: 注: zero", "Ada: one", "Ada+: 注: two", "Ada+: more", "Ben: three", "Ben+: 注: four"],
    );
}

#[test]
fn a_speaker_keeps_the_labels_that_were_not_rejected() {
    check(
        &["Ada: one", "Ben: two", "B: three"],
        |desk, document| {
            let (ben, b) = (speaker(desk, document, "Ben"), speaker(desk, document, "B"));
            speakers::merge(&desk.library, document, b, ben).unwrap();
            reject_label(&desk.library, document, ben, "B").unwrap();
            assert_eq!(desk.open(document).speakers[1].aliases, ["Ben"]);
            let again = reject_label(&desk.library, document, ben, "B");
            assert!(matches!(again, Err(Error::NoSuchLabel { .. })));
        },
        &["Ada: one", "Ben: two", "Ben+: B: three"],
    );
}

#[test]
fn a_label_that_is_one_opens_turns_wherever_it_stands() {
    check(
        &["Cleo: zero", "Ada: one", "Dora：two", "more", "# x", "Ada: three", "Dora：four"],
        |desk, document| {
            let start = desk.start_of(document, "Dora：four");
            accept_label(&desk.library, document, start).unwrap();
            assert_eq!(names(desk, document), ["Cleo", "Ada", "Dora"]);
            let dora = &desk.open(document).speakers[2];
            assert_eq!((dora.aliases.as_slice(), dora.turns, dora.colour), (&["Dora".to_owned()][..], 2, 2));
        },
        &["Cleo: zero", "Ada: one", "Dora: two", "Dora+: more", "heading 1 -: x", "Ada: three", "Dora: four"],
    );
}

#[test]
fn a_label_on_a_line_of_its_own_takes_the_paragraph_after_it() {
    check(
        &["Ada: one", "Dora：", "", "two", "three", "Ada: four"],
        |desk, document| {
            // The blank line is a block of its own in this fixture; the parser gives it to the block before.
            accept_label(&desk.library, document, desk.start_of(document, "Dora")).unwrap();
        },
        &["Ada: one", "Dora: ", "Dora+: two", "Dora+: three", "Ada: four"],
    );
    check(
        &["Ada: one", "Dora：\n", "two", "three", "Ada: four"],
        |desk, document| {
            accept_label(&desk.library, document, desk.start_of(document, "Dora")).unwrap();
        },
        &["Ada: one", "Dora: two", "Dora+: three", "Ada: four"],
    );
}

#[test]
fn a_rejected_label_can_be_accepted_again() {
    check(
        &["Ada: one", "Ben: two", "more", "Ada: three", "Ben: four"],
        |desk, document| {
            let before = desk.structure(document);
            reject_label(&desk.library, document, speaker(desk, document, "Ben"), "Ben").unwrap();
            accept_label(&desk.library, document, desk.start_of(document, "Ben: two")).unwrap();
            assert_eq!(desk.structure(document), before);
        },
        &["Ada: one", "Ben: two", "Ben+: more", "Ada: three", "Ben: four"],
    );
}

#[test]
fn in_real_interviews_too_a_rejected_label_can_be_accepted_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let mut files = vec![folder.join("interview.zh-Hant.txt")];
    files.extend(
        fs::read_dir(folder.join("transcripts")).into_iter().flatten().flatten().map(|entry| entry.path()),
    );
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else {
            println!("passed over: {} is not there", file.display());
            continue;
        };
        let desk = Desk::new();
        let interview = vermilion_formats::interview::parse(&text.replace("\r\n", "\n"));
        let document =
            documents::import(&desk.library, &NewDocument::new(interview.clone())).unwrap().value.document;
        let before = desk.open(document);
        assert_eq!(before.blocks, interview.blocks, "{}", file.display());
        for speaker in &before.speakers {
            for alias in &speaker.aliases {
                let (dump, labels) = (desk.dump(), labels(&desk, document));
                let Some((start, _)) = labels.iter().find(|(_, label)| label == alias) else { continue };
                reject_label(&desk.library, document, speaker.id, alias).unwrap();
                accept_label(&desk.library, document, *start).unwrap();
                assert_eq!(self::labels(&desk, document), labels, "{alias} in {}", file.display());
                desk.library.undo().unwrap();
                desk.library.undo().unwrap();
                assert_eq!(desk.dump(), dump, "{alias} in {}", file.display());
            }
        }
    }
}

/// Where turns open, and under which labels.
fn labels(desk: &Desk, document: DocumentId) -> Vec<(CodePoint, String)> {
    let open = desk.open(document);
    let text = TextIndex::new(&open.text);
    let opening = |block: &Block| match block.kind {
        BlockKind::Turn { label: Some(label), .. } => {
            Some((block.span.start, text.slice(label).unwrap().to_owned()))
        }
        _ => None,
    };
    open.blocks.iter().filter_map(opening).collect()
}

#[test]
fn a_line_without_a_label_has_none_to_accept() {
    let (desk, document) = Desk::with(TALK);
    let start = desk.start_of(document, "這是第二段");
    assert!(matches!(accept_label(&desk.library, document, start), Err(Error::NoLabel { .. })));
    let inside = CodePoint(start.0 + 1);
    assert!(matches!(accept_label(&desk.library, document, inside), Err(Error::NoSuchBlock { .. })));
}

#[test]
fn merging_speakers_moves_blocks_and_labels() {
    check(
        &["A: one", "Ada: two", "more", "Ben: three"],
        |desk, document| {
            let (short, long) = (speaker(desk, document, "A"), speaker(desk, document, "Ada"));
            speakers::merge(&desk.library, document, short, long).unwrap();
            let open = desk.open(document);
            assert_eq!(names(desk, document), ["Ada", "Ben"]);
            assert_eq!(open.speakers[0].aliases, ["A", "Ada"]);
            assert_eq!(open.speakers[0].turns, 2);
            assert_eq!(speakers::merge(&desk.library, document, long, long).unwrap().change, None);
        },
        &["Ada: one", "Ada: two", "Ada+: more", "Ben: three"],
    );
}

#[test]
fn a_speaker_is_renamed_and_recoloured_and_given_a_role() {
    let (desk, document) = Desk::with(TALK);
    let ada = speaker(&desk, document, "Ada");
    let fields =
        SpeakerFields { name: Some(" Ada L. ".to_owned()), role: Some(Role::Interviewer), colour: Some(7) };
    let change = speakers::update(&desk.library, document, ada, &fields).unwrap().change.unwrap();
    assert!(change.structure.contains(&document));
    let open = desk.open(document);
    let after = &open.speakers[0];
    assert_eq!((after.name.as_str(), after.role, after.colour), ("Ada L.", Role::Interviewer, 7));
    assert_eq!(after.aliases, ["Ada"], "the labels stay");
    let refuse = |fields: SpeakerFields| speakers::update(&desk.library, document, ada, &fields).unwrap_err();
    assert!(matches!(
        refuse(SpeakerFields { name: Some(" ".to_owned()), ..SpeakerFields::default() }),
        Error::Empty { field: "name" }
    ));
    assert!(matches!(
        refuse(SpeakerFields { colour: Some(8), ..SpeakerFields::default() }),
        Error::NoSuchColour { colour: 8 }
    ));
    let other = desk.import(&["Eve: hello"]);
    assert!(matches!(
        speakers::update(&desk.library, other, ada, &SpeakerFields::default()),
        Err(Error::NoSuchSpeaker { .. })
    ));
}
