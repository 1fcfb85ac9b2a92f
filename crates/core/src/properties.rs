//! What holds for any sequence of actions.

use crate::{
    AnnotationId, DocumentId, Error, MemoId, SpeakerId, TagId, annotations, doctor,
    documents::{self, DocumentFields},
    memos::{self, Target},
    speakers::{self, SpeakerFields},
    structure::{self, NewKind, Scope},
    tags::{self, NewTag},
    testing::{Desk, RED_LINE, TALK, YELLOW},
};
use proptest::{prelude::*, sample::Index};
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::Role;

/// Something a user does; an [`Index`] picks among what there is at that moment.
#[derive(Clone, Debug)]
enum Step {
    Import,
    DeleteDocument(Index),
    Retitle(Index, String),
    Create(Index, Index, u32, String),
    Style(Index, bool),
    Resize(Index, Index, u32),
    Note(Index, String, bool),
    DeleteAnnotations(Index, usize),
    Rename(Index, Index, String),
    Merge(Index, Index, Index),
    Kind(Index, Index, NewKind),
    Speaker(Index, Index, Option<Index>, bool),
    Accept(Index, Index),
    Reject(Index, Index),
    Give(Index, String),
    Take(Index, Index),
    NewTag(Option<Index>, String),
    RenameTag(Index, String),
    KeyTag(Index, Option<char>),
    Define(Index, String, bool),
    MoveTag(Index, Option<Index>, Option<Index>),
    MergeTags(Index, Index, Index),
    Split(Index, Index, String),
    DeleteTag(Index, bool),
    Memo(Index, Option<Index>, u8, bool),
    WriteMemo(Index, String, bool),
    DeleteMemo(Index),
    Wait,
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    let kind = prop_oneof![
        Just(NewKind::Title),
        Just(NewKind::Metadata),
        (1u8..4).prop_map(|level| NewKind::Heading { level: Some(level) }),
        Just(NewKind::Heading { level: None }),
        Just(NewKind::Paragraph),
    ];
    prop_oneof![
        2 => Just(Step::Import),
        1 => index().prop_map(Step::DeleteDocument),
        1 => (index(), "[a-c景]{1,3}").prop_map(|(document, title)| Step::Retitle(document, title)),
        6 => (index(), index(), 1u32..20, "[好]{0,1}").prop_map(|(d, at, length, note)| Step::Create(d, at, length, note)),
        3 => (index(), any::<bool>()).prop_map(|(annotation, red)| Step::Style(annotation, red)),
        3 => (index(), index(), 1u32..20).prop_map(|(annotation, at, length)| Step::Resize(annotation, at, length)),
        4 => (index(), "[a-c好]{0,3}", any::<bool>()).prop_map(|(annotation, note, joins)| Step::Note(annotation, note, joins)),
        2 => (index(), 1usize..3).prop_map(|(first, many)| Step::DeleteAnnotations(first, many)),
        2 => (index(), index(), "[A-C]{1,2}").prop_map(|(document, speaker, name)| Step::Rename(document, speaker, name)),
        2 => (index(), index(), index()).prop_map(|(document, from, into)| Step::Merge(document, from, into)),
        4 => (index(), index(), kind).prop_map(|(document, block, kind)| Step::Kind(document, block, kind)),
        4 => (index(), index(), prop::option::of(index()), any::<bool>())
            .prop_map(|(document, block, speaker, turn)| Step::Speaker(document, block, speaker, turn)),
        3 => (index(), index()).prop_map(|(document, block)| Step::Accept(document, block)),
        3 => (index(), index()).prop_map(|(document, speaker)| Step::Reject(document, speaker)),
        4 => (index(), "[ab]{1,2}(/[ab])?").prop_map(|(annotation, tag)| Step::Give(annotation, tag)),
        2 => (index(), index()).prop_map(|(annotation, tag)| Step::Take(annotation, tag)),
        2 => (prop::option::of(index()), "[abA夜]{1,2}").prop_map(|(parent, name)| Step::NewTag(parent, name)),
        2 => (index(), "[abB夜]{1,2}").prop_map(|(tag, name)| Step::RenameTag(tag, name)),
        1 => (index(), prop::option::of(prop::char::range('a', 'c'))).prop_map(|(tag, key)| Step::KeyTag(tag, key)),
        2 => (index(), "[a好]{0,2}", any::<bool>()).prop_map(|(tag, text, joins)| Step::Define(tag, text, joins)),
        3 => (index(), prop::option::of(index()), prop::option::of(index()))
            .prop_map(|(tag, parent, before)| Step::MoveTag(tag, parent, before)),
        3 => (index(), index(), index()).prop_map(|(one, other, into)| Step::MergeTags(one, other, into)),
        2 => (index(), index(), "[ab]{1,2}").prop_map(|(from, annotation, into)| Step::Split(from, annotation, into)),
        2 => (index(), any::<bool>()).prop_map(|(tag, with)| Step::DeleteTag(tag, with)),
        3 => (index(), prop::option::of(index()), 0u8..4, any::<bool>())
            .prop_map(|(document, at, kind, joins)| Step::Memo(document, at, kind, joins)),
        3 => (index(), "[a好]{0,2}", any::<bool>()).prop_map(|(memo, text, joins)| Step::WriteMemo(memo, text, joins)),
        1 => index().prop_map(Step::DeleteMemo),
        1 => Just(Step::Wait),
        2 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ]
}

/// What there is to pick from.
struct Picker<'desk>(&'desk Desk);

impl Picker<'_> {
    fn document(&self, index: &Index) -> Option<DocumentId> {
        let all = documents::summaries(&self.0.library).unwrap();
        (!all.is_empty()).then(|| index.get(&all).id)
    }

    fn annotations(&self) -> Vec<AnnotationId> {
        let documents = documents::summaries(&self.0.library).unwrap();
        let of = |document: DocumentId| annotations::list(&self.0.library, document).unwrap();
        documents.iter().flat_map(|document| of(document.id)).map(|annotation| annotation.id).collect()
    }

    fn annotation(&self, index: &Index) -> Option<AnnotationId> {
        let all = self.annotations();
        (!all.is_empty()).then(|| *index.get(&all))
    }

    fn tag(&self, index: &Index) -> Option<TagId> {
        let codebook = tags::codebook(&self.0.library).unwrap();
        (!codebook.tags().is_empty()).then(|| index.get(codebook.tags()).id)
    }

    fn memo(&self, index: &Index) -> Option<MemoId> {
        let all = memos::list(&self.0.library).unwrap();
        (!all.is_empty()).then(|| index.get(&all).id)
    }

    fn block(&self, document: DocumentId, index: &Index) -> CodePoint {
        index.get(&self.0.open(document).blocks).span.start
    }

    fn speaker(&self, document: DocumentId, index: &Index) -> Option<SpeakerId> {
        let all = self.0.open(document).speakers;
        (!all.is_empty()).then(|| index.get(&all).id)
    }

    fn span(&self, document: DocumentId, index: &Index, length: u32) -> Span {
        let characters = documents::summary(&self.0.library, document).unwrap().characters;
        let start = u32::try_from(index.index(characters as usize)).unwrap();
        Span::new(start, (start + length).min(characters))
    }
}

/// Does it, where there is something to do it to.
fn take(desk: &Desk, step: &Step) -> Option<Result<(), Error>> {
    let (library, pick) = (&desk.library, Picker(desk));
    Some(match step {
        Step::Import => {
            desk.import(TALK);
            Ok(())
        }
        Step::DeleteDocument(document) => documents::delete(library, &[pick.document(document)?]).map(drop),
        Step::Retitle(document, title) => {
            let fields = DocumentFields { title: Some(title.clone()), ..DocumentFields::default() };
            documents::update(library, pick.document(document)?, &fields).map(drop)
        }
        Step::Create(document, at, length, note) => {
            let document = pick.document(document)?;
            annotations::create(library, document, pick.span(document, at, *length), YELLOW, note).map(drop)
        }
        Step::Style(annotation, red) => {
            let style = if *red { RED_LINE } else { YELLOW };
            annotations::set_style(library, pick.annotation(annotation)?, style).map(drop)
        }
        Step::Resize(annotation, at, length) => {
            let annotation = annotations::find(library, pick.annotation(annotation)?).unwrap();
            let span = pick.span(annotation.document, at, *length);
            annotations::resize(library, annotation.id, span).map(drop)
        }
        Step::Note(annotation, note, joins) => {
            let key = if *joins { "typing" } else { "" };
            annotations::set_note(library, pick.annotation(annotation)?, note, key).map(drop)
        }
        Step::DeleteAnnotations(first, many) => {
            pick.annotation(first)?;
            let all = pick.annotations();
            let first = first.index(all.len());
            annotations::delete(library, &all[first..(first + many).min(all.len())]).map(drop)
        }
        Step::Rename(document, speaker, name) => {
            let document = pick.document(document)?;
            let fields =
                SpeakerFields { name: Some(name.clone()), role: Some(Role::Interviewer), colour: None };
            speakers::update(library, document, pick.speaker(document, speaker)?, &fields).map(drop)
        }
        Step::Merge(document, from, into) => {
            let document = pick.document(document)?;
            let (from, into) = (pick.speaker(document, from)?, pick.speaker(document, into)?);
            speakers::merge(library, document, from, into).map(drop)
        }
        Step::Kind(document, block, kind) => {
            let document = pick.document(document)?;
            structure::set_kind(library, document, pick.block(document, block), *kind).map(drop)
        }
        Step::Speaker(document, block, speaker, turn) => {
            let document = pick.document(document)?;
            let speaker = speaker.as_ref().and_then(|speaker| pick.speaker(document, speaker));
            let scope = if *turn { Scope::Turn } else { Scope::Block };
            structure::set_speaker(library, document, pick.block(document, block), speaker, scope).map(drop)
        }
        Step::Accept(document, block) => {
            let document = pick.document(document)?;
            structure::accept_label(library, document, pick.block(document, block)).map(drop)
        }
        Step::Reject(document, speaker) => {
            let document = pick.document(document)?;
            let speaker = pick.speaker(document, speaker)?;
            let aliases = desk.open(document).speakers.into_iter().find(|other| other.id == speaker)?.aliases;
            structure::reject_label(library, document, speaker, aliases.first()?).map(drop)
        }
        Step::Give(annotation, tag) => {
            tags::give(library, &[pick.annotation(annotation)?], std::slice::from_ref(tag)).map(drop)
        }
        Step::Take(annotation, tag) => {
            tags::take(library, &[pick.annotation(annotation)?], &[pick.tag(tag)?]).map(drop)
        }
        Step::NewTag(parent, name) => {
            let parent = parent.as_ref().and_then(|parent| pick.tag(parent));
            tags::create(library, &NewTag { name: name.clone(), parent, ..NewTag::default() }).map(drop)
        }
        Step::RenameTag(tag, name) => tags::rename(library, pick.tag(tag)?, name).map(drop),
        Step::KeyTag(tag, key) => tags::set_shortcut(library, pick.tag(tag)?, *key).map(drop),
        Step::Define(tag, text, joins) => {
            let key = if *joins { "typing" } else { "" };
            tags::define(library, pick.tag(tag)?, text, key).map(drop)
        }
        Step::MoveTag(tag, parent, before) => {
            let parent = parent.as_ref().and_then(|parent| pick.tag(parent));
            let before = before.as_ref().and_then(|before| pick.tag(before));
            tags::move_to(library, &[pick.tag(tag)?], parent, before).map(drop)
        }
        Step::MergeTags(one, other, into) => {
            tags::merge(library, &[pick.tag(one)?, pick.tag(other)?], pick.tag(into)?).map(drop)
        }
        Step::Split(from, annotation, into) => {
            tags::split(library, pick.tag(from)?, into, &[pick.annotation(annotation)?]).map(drop)
        }
        Step::DeleteTag(tag, with_children) => {
            tags::delete(library, &[pick.tag(tag)?], *with_children).map(drop)
        }
        Step::Memo(document, at, kind, joins) => {
            let document = pick.document(document)?;
            let target = match (kind, at) {
                (0, _) => Target::Library,
                (1, Some(at)) => Target::Speaker(document, pick.speaker(document, at)?),
                (2, Some(at)) => Target::Section(document, pick.block(document, at)),
                (3, Some(at)) => Target::Tag(pick.tag(at)?),
                _ => Target::Document(document),
            };
            memos::create(library, target, "記", if *joins { "typing" } else { "" }).map(drop)
        }
        Step::WriteMemo(memo, text, joins) => {
            memos::write(library, pick.memo(memo)?, text, if *joins { "typing" } else { "" }).map(drop)
        }
        Step::DeleteMemo(memo) => memos::delete(library, &[pick.memo(memo)?]).map(drop),
        Step::Wait => {
            desk.wait(20_000);
            Ok(())
        }
        Step::Undo => library.undo().map(drop),
        Step::Redo => library.redo().map(drop),
    })
}

/// Whether an error is one that a user may meet in such a sequence.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::EmptySelection
            | Error::NotSpeech { .. }
            | Error::NoLabel { .. }
            | Error::TagNameTaken { .. }
            | Error::ShortcutTaken { .. }
            | Error::AmbiguousTag { .. }
            | Error::TagIntoItself { .. }
            | Error::NoSuchTag { .. }
            | Error::NoSuchSection { .. }
            | Error::NothingToUndo
            | Error::NothingToRedo
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_gives_the_first_state_and_redoing_it_the_last(
        steps in prop::collection::vec(step(), 1..40)
    ) {
        let desk = Desk::new();
        for step in &steps {
            if let Some(Err(error)) = take(&desk, step) {
                prop_assert!(is_refusal(&error), "{:?}: {}", step, error);
            }
            // What follows the changesets on the connection that writes, and what is counted on one that reads.
            let followed = desk.library.read_back(|snapshot| snapshot.summaries()).unwrap();
            prop_assert_eq!(followed, documents::summaries(&desk.library).unwrap(), "after {:?}", step);
        }
        prop_assert_eq!(doctor::examine(&desk.library).unwrap().findings, []);
        for document in documents::summaries(&desk.library).unwrap() {
            let open = desk.open(document.id);
            prop_assert!(structure::is_cover(&open.blocks, document.characters, open.speakers.len()));
        }
        while desk.library.redo().is_ok() {}
        let last = desk.dump();
        let mut states = vec![last.clone()];
        while desk.library.undo().is_ok() {
            states.push(desk.dump());
        }
        prop_assert!(matches!(desk.library.undo(), Err(Error::NothingToUndo)));
        let first = states.pop();
        prop_assert_eq!(first.as_deref(), Some(""), "the first state is an empty library");
        while let Some(state) = states.pop() {
            prop_assert!(desk.library.redo().is_ok());
            prop_assert_eq!(desk.dump(), state);
        }
        prop_assert!(matches!(desk.library.redo(), Err(Error::NothingToRedo)));
        prop_assert!(desk.library.go_to(0).is_ok() || last.is_empty());
        prop_assert_eq!(desk.dump(), "");
    }
}
