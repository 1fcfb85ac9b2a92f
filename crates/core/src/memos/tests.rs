//! Memos as they are written, and where they stay.

use crate::{
    Error, MemoId,
    memos::{self, Memo, Subject, Target},
    revisions, speakers, structure, tags,
    testing::{Desk, TALK},
};
use vermilion_anchor::CodePoint;

impl Desk {
    fn memo(&self, target: Target, text: &str) -> crate::MemoId {
        memos::create(&self.library, target, text, "").unwrap().value
    }

    fn memos(&self) -> Vec<Memo> {
        memos::list(&self.library).unwrap()
    }
}

#[test]
fn a_memo_is_about_whatever_is_no_passage() {
    let (desk, document) = Desk::with(TALK);
    let speaker = desk.open(document).speakers[1].id;
    let new = tags::NewTag { name: "夜".to_owned(), ..tags::NewTag::default() };
    let tag = tags::create(&desk.library, &new).unwrap().value;
    let heading = desk.start_of(document, "02. 然後");
    let targets = [
        Target::Library,
        Target::Document(document),
        Target::Section(document, heading),
        Target::Speaker(document, speaker),
        Target::Tag(tag),
    ];
    for target in targets {
        desk.memo(target, "記");
    }
    let subjects: Vec<Subject> = desk.memos().into_iter().map(|memo| memo.subject).collect();
    let title = "02. 然後".to_owned();
    let section = Subject::Section { document, heading: Some(heading), title };
    let name = "Ben".to_owned();
    let speaker = Subject::Speaker { document, speaker, name };
    assert_eq!(
        subjects,
        [Subject::Library, Subject::Document(document), section, speaker, Subject::Tag(tag)]
    );
    let refused = |target| memos::create(&desk.library, target, "記", "").unwrap_err();
    assert!(matches!(refused(Target::Section(document, CodePoint(3))), Error::NoSuchSection { .. }));
    let empty = memos::create(&desk.library, Target::Library, " \n", "").unwrap_err();
    assert!(matches!(empty, Error::Empty { field: "memo" }));
}

#[test]
fn a_memo_that_is_begun_again_under_the_same_id_is_one_and_says_what_was_typed_last() {
    let desk = Desk::new();
    let id = MemoId(uuid::Uuid::from_u128(7));
    let begin = |text| memos::create_once(&desk.library, Some(id), Target::Library, text, "typing").unwrap();
    assert_eq!(begin("記").value, id);
    assert_eq!(begin("記").change, None, "asked again it is no step");
    assert_eq!(begin("記得").value, id);
    assert_eq!(
        desk.memos().iter().map(|memo| (memo.id, memo.text.as_str())).collect::<Vec<_>>(),
        [(id, "記得")]
    );
    assert_eq!(desk.library.history(10).unwrap().len(), 1);
}

#[test]
fn what_is_typed_in_one_sitting_is_one_step_and_nothing_where_it_is_taken_back() {
    let desk = Desk::new();
    let memo = memos::create(&desk.library, Target::Library, "記", "typing").unwrap().value;
    desk.wait(1_000);
    let change = memos::write(&desk.library, memo, "記得", "typing").unwrap().change.unwrap();
    assert_eq!(change.memos, [memo].into());
    assert_eq!(desk.library.history(10).unwrap().len(), 1);
    assert_eq!(memos::find(&desk.library, memo).unwrap().text, "記得");
    desk.wait(20_000);
    memos::write(&desk.library, memo, "記得你", "more").unwrap();
    desk.wait(1_000);
    memos::write(&desk.library, memo, "記得", "more").unwrap();
    assert_eq!(desk.library.history(10).unwrap().len(), 1, "what is taken back was not done");
    let change = desk.library.undo().unwrap().change.unwrap();
    assert_eq!(change.removed_memos, [memo].into());
    assert!(desk.memos().is_empty());
}

#[test]
fn a_memo_on_a_section_stays_on_it_when_the_text_is_corrected() {
    let (desk, document) = Desk::with(TALK);
    let start = desk.start_of(document, "02. 然後");
    desk.memo(Target::Section(document, start), "記");
    let edit = |words: &str, text: &str| {
        let revision = desk.open(document).revision;
        let at = desk.start_of(document, words);
        revisions::edit_block(&desk.library, document, revision, at, text).unwrap();
    };
    let section = || match desk.memos().remove(0).subject {
        Subject::Section { heading, title, .. } => (heading, title),
        subject => panic!("{subject:?}"),
    };
    edit("導言。", "很長很長的導言。");
    assert_eq!(section(), (Some(desk.start_of(document, "02. 然後")), "02. 然後".to_owned()));
    edit("02. 然後", "02. 後來");
    assert_eq!(section(), (Some(desk.start_of(document, "02. 後來")), "02. 後來".to_owned()));
    let at = desk.start_of(document, "02. 後來");
    structure::set_kind(&desk.library, document, at, structure::NewKind::Paragraph).unwrap();
    assert_eq!(section(), (None, "02. 然後".to_owned()), "it is a heading no more");
    while desk.library.undo().is_ok() && !desk.memos().is_empty() {}
    assert!(desk.memos().is_empty());
}

#[test]
fn a_memo_goes_with_its_speaker_and_its_document() {
    let (desk, document) = Desk::with(TALK);
    let [ada, ben] = [0, 1].map(|at| desk.open(document).speakers[at].id);
    let memo = desk.memo(Target::Speaker(document, ben), "記");
    desk.memo(Target::Document(document), "記");
    let before = desk.dump();
    speakers::merge(&desk.library, document, ben, ada).unwrap();
    let subject = || memos::find(&desk.library, memo).unwrap().subject;
    assert_eq!(subject(), Subject::Speaker { document, speaker: ada, name: "Ada".to_owned() });
    desk.library.undo().unwrap();
    structure::reject_label(&desk.library, document, ben, "Ben").unwrap();
    assert_eq!(subject(), Subject::Document(document), "nobody of that name speaks any more");
    desk.library.undo().unwrap();
    assert_eq!(desk.dump(), before);
    crate::documents::delete(&desk.library, &[document]).unwrap();
    assert!(desk.memos().is_empty());
    desk.library.undo().unwrap();
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_memo_is_found_by_the_beginning_of_its_id_and_deleted() {
    let desk = Desk::new();
    let memo = desk.memo(Target::Library, "記");
    assert_eq!(memos::resolve(&desk.library, "0192").unwrap(), memo);
    memos::delete(&desk.library, &[memo]).unwrap();
    assert!(matches!(memos::resolve(&desk.library, "0192"), Err(Error::NoSuchMemo { .. })));
    assert!(matches!(memos::write(&desk.library, memo, "x", ""), Err(Error::NoSuchMemo { .. })));
}
