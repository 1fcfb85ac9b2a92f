//! Documents as they come in, are listed, opened, changed and taken out.

use crate::{
    Error,
    documents::{self, DocumentFields, Imported, NewDocument},
    revisions::edit_block,
    testing::{Desk, TALK, interview},
};
use vermilion_anchor::Span;
use vermilion_formats::interview::{Block, BlockKind};

#[test]
fn an_imported_document_opens_as_it_was_read() {
    let (desk, document) = Desk::with(TALK);
    let open = desk.open(document);
    let interview = interview(TALK);
    assert_eq!((&*open.text, &open.blocks), (interview.text.as_str(), &interview.blocks));
    let speakers: Vec<_> = open
        .speakers
        .iter()
        .map(|speaker| (speaker.name.as_str(), speaker.colour, speaker.turns, speaker.characters))
        .collect();
    assert_eq!(speakers, [("Ada", 0, 2, 6 + 4), ("Ben", 1, 2, 4 + 6 + 3)]);
    assert_eq!(open.speakers[0].aliases, ["Ada"]);
}

#[test]
fn a_list_shows_what_a_document_holds() {
    let (desk, document) = Desk::with(TALK);
    desk.highlight(document, 5, 7);
    desk.create(document, 9, 12, "好");
    desk.wait(1);
    let newer = desk.import(&["Ada: hello"]);
    let summaries = documents::summaries(&desk.library).unwrap();
    assert_eq!(summaries.iter().map(|summary| summary.id).collect::<Vec<_>>(), [newer, document]);
    let summary = &summaries[1];
    assert_eq!((summary.title.as_str(), summary.sections), ("風景", 2));
    assert_eq!((summary.annotations, summary.notes, summary.speakers.len()), (2, 1, 2));
    assert_eq!(summary.characters as usize, interview(TALK).text.chars().count());
    assert_eq!(&documents::summary(&desk.library, document).unwrap(), summary);
}

#[test]
fn sections_are_counted_as_they_are_in_the_current_text() {
    let (desk, document) = Desk::with(TALK);
    let sections = || documents::summary(&desk.library, document).unwrap().sections;
    let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading { .. });
    let start = desk.open(document).blocks.iter().find(is_heading).unwrap().span.start;
    let words = "別的標題";
    for (text, expected) in [(words, 2), ("", 1)] {
        let revision = desk.open(document).revision;
        edit_block(&desk.library, document, revision, start, text).unwrap();
        assert_eq!(sections(), expected, "{text:?}");
        assert_eq!(
            desk.open(document).blocks.iter().filter(is_heading).count(),
            expected as usize,
            "{text:?}"
        );
    }
    desk.library.undo().unwrap();
    assert_eq!(sections(), 2);
}

#[test]
fn the_title_is_the_text_s_own_or_the_file_s_or_the_first_words() {
    let titled = interview(TALK);
    let untitled = interview(&["Ada: hello there"]);
    assert_eq!(documents::title_of(&titled, Some("a.txt")), "風景");
    assert_eq!(documents::title_of(&untitled, Some("talk.zh.txt")), "talk.zh");
    assert_eq!(documents::title_of(&untitled, None), "Ada: hello there");
    assert_eq!(documents::title_of(&interview(&[""]), None), "—");
}

#[test]
fn what_the_user_says_at_import_goes_before_what_was_found() {
    let desk = Desk::new();
    let mut new = NewDocument::new(interview(TALK));
    new.interview.source = Some("Found".to_owned());
    new.fields.title = Some(" Mine ".to_owned());
    new.fields.source = Some(String::new());
    let document = documents::import(&desk.library, &new).unwrap().value.document;
    let summary = documents::summary(&desk.library, document).unwrap();
    assert_eq!((summary.title.as_str(), summary.source), ("Mine", None));
}

#[test]
fn a_document_is_recognised_by_its_text() {
    let (desk, document) = Desk::with(TALK);
    let find = |text: &str| documents::find_by_digest(&desk.library, &documents::digest(text)).unwrap();
    assert_eq!(find(&interview(TALK).text), Some(document));
    assert_eq!(find("other"), None);
    assert_eq!(
        documents::digest("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA-256"
    );
}

#[test]
fn the_same_text_is_one_document_unless_it_may_repeat() {
    let (desk, document) = Desk::with(TALK);
    let mut new = NewDocument::new(interview(TALK));
    let again = documents::import(&desk.library, &new).unwrap();
    assert_eq!((again.value, again.change), (Imported { document, is_new: false }, None));
    new.may_repeat = true;
    let other = documents::import(&desk.library, &new).unwrap();
    assert!(other.value.is_new && other.value.document != document && other.change.is_some());
    assert_eq!(documents::summaries(&desk.library).unwrap().len(), 2);
}

#[test]
fn the_same_text_imported_by_many_at_once_is_one_document() {
    let desk = Desk::new();
    let imported: Vec<Imported> = std::thread::scope(|scope| {
        let import = || {
            let beside = desk.beside();
            documents::import(&beside.library, &NewDocument::new(interview(TALK))).unwrap().value
        };
        let threads: Vec<_> = (0..20).map(|_| scope.spawn(import)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(imported.iter().filter(|imported| imported.is_new).count(), 1);
    assert!(imported.iter().all(|one| one.document == imported[0].document));
    assert_eq!(documents::summaries(&desk.library).unwrap().len(), 1);
}

#[test]
fn a_structure_that_leaves_out_text_is_refused() {
    let desk = Desk::new();
    for damage in [
        |new: &mut NewDocument| new.interview.blocks.retain(|block| block.span.start.0 != 5),
        |new: &mut NewDocument| new.interview.blocks.truncate(3),
        |new: &mut NewDocument| new.interview.speakers.clear(),
        |new: &mut NewDocument| new.interview.blocks[2].body = Span::new(0, 1),
    ] {
        let mut new = NewDocument::new(interview(TALK));
        damage(&mut new);
        assert!(matches!(documents::import(&desk.library, &new), Err(Error::BrokenStructure)));
    }
    assert_eq!(desk.dump(), "");
}

#[test]
fn the_facts_of_a_document_change_without_its_text() {
    let (desk, document) = Desk::with(TALK);
    let fields = |title: &str, source: &str| DocumentFields {
        title: Some(title.to_owned()),
        source: Some(source.to_owned()),
        ..DocumentFields::default()
    };
    documents::update(&desk.library, document, &fields("景", "報")).unwrap();
    documents::update(&desk.library, document, &DocumentFields::default()).unwrap();
    let summary = documents::summary(&desk.library, document).unwrap();
    assert_eq!((summary.title.as_str(), summary.source.as_deref()), ("景", Some("報")));
    documents::update(&desk.library, document, &fields("景", "")).unwrap();
    assert_eq!(documents::summary(&desk.library, document).unwrap().source, None);
    let cleared = documents::update(&desk.library, document, &fields(" ", ""));
    assert!(matches!(cleared, Err(Error::Empty { field: "title" })));
}

#[test]
fn deleting_documents_takes_everything_with_them_and_can_be_undone() {
    let (desk, document) = Desk::with(TALK);
    desk.create(document, 5, 7, "好");
    let other = desk.import(&["Ada: hello"]);
    let before = desk.dump();
    documents::delete(&desk.library, &[document, other]).unwrap();
    assert_eq!(desk.dump(), "");
    assert!(matches!(documents::open(&desk.library, document), Err(Error::NoSuchDocument { .. })));
    desk.library.undo().unwrap();
    assert_eq!(desk.dump(), before);
}

#[test]
fn an_export_holds_the_chosen_annotations_in_order() {
    let (desk, document) = Desk::with(TALK);
    let later = desk.highlight(document, 9, 12);
    let earlier = desk.create(document, 3, 5, "好").annotation.id;
    let all = documents::annotated(&desk.library, document, None).unwrap();
    let ids: Vec<_> = all.annotations.iter().map(|annotation| annotation.id.clone()).collect();
    assert_eq!(ids, [earlier.to_string(), later.to_string()]);
    assert_eq!(all.exported_at, "2023-11-14T22:13:20Z");
    assert_eq!(all.annotations[0].created, all.exported_at);
    assert_eq!(all.blocks, interview(TALK).blocks);
    let one = documents::annotated(&desk.library, document, Some(&[later])).unwrap();
    assert_eq!(one.annotations, [all.annotations[1].clone()]);
    let absent = crate::AnnotationId(uuid::Uuid::nil());
    let missing = documents::annotated(&desk.library, document, Some(&[absent]));
    assert!(matches!(missing, Err(Error::NoSuchAnnotation { .. })));
}

#[test]
fn a_corrected_text_is_known_by_what_it_has_in_common() {
    let lines = |seed: u32| -> Vec<String> {
        let word = |at: u32| char::from_u32(0x4E00 + (at * 7919 + seed * 104_729) % 20_000).unwrap();
        (0..40)
            .map(|line| format!("Ada: {}", (0..50).map(|at| word(line * 50 + at)).collect::<String>()))
            .collect()
    };
    let desk = Desk::new();
    let import = |lines: &[String]| desk.import(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let (other, document) = (import(&lines(1)), import(&lines(2)));
    let find = |text: &str| documents::find_similar(&desk.library, text).unwrap();
    let joined = |seed| lines(seed).join("\n");
    // One character in twenty another one, every line end a blank line, and a paragraph gone.
    let corrected: String =
        joined(2).chars().enumerate().map(|(at, one)| if at % 20 == 7 { '改' } else { one }).collect();
    assert_eq!(find(&corrected.replace('\n', "\n\n")), Some(document));
    assert_eq!(find(&lines(1)[..12].join("\n")), Some(other));
    assert_eq!(find(&joined(3)), None);
    assert_eq!(
        find(&[&lines(1)[..4], &lines(3)[..36]].concat().join("\n")),
        None,
        "a tenth of it is a quotation"
    );
    assert_eq!((find(""), find("好")), (None, None));
}
