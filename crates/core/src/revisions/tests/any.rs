//! Corrections of every kind, one after the other: every revision can be had again, and each be undone.

use super::*;
use proptest::{prelude::*, sample::Index};

/// A correction of any kind; an [`Index`] picks among what there is at that moment.
#[derive(Clone, Debug)]
enum Step {
    Edit(Index, String),
    Split(Index),
    Join(Index, bool),
    Replace(String, String),
    Restore(Index),
    Mark(Index, u32),
    Revise(Index, String),
    Speak(Index, Index),
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    // Han with Extension B, an emoji sequence, a combining mark, Latin, blank lines.
    let words = "(𠀀|👨‍👩‍👧|e\u{301}|一本|書|hello |\n|\n\n){0,6}";
    prop_oneof![
        6 => (index(), words).prop_map(|(at, text)| Step::Edit(at, text)),
        2 => index().prop_map(Step::Split),
        2 => (index(), any::<bool>()).prop_map(|(at, is_next)| Step::Join(at, is_next)),
        2 => ("(書|一|𠀀|e|l)", "(書書|𠀀|\u{301}|x|)").prop_map(|(from, to)| Step::Replace(from, to)),
        1 => index().prop_map(Step::Restore),
        6 => (index(), 1u32..12).prop_map(|(at, length)| Step::Mark(at, length)),
        2 => (index(), words).prop_map(|(at, text)| Step::Revise(at, text)),
        1 => (index(), index()).prop_map(|(block, speaker)| Step::Speak(block, speaker)),
    ]
}

impl Talk {
    fn take(&self, step: &Step) -> Result<(), Error> {
        let (library, document, open) = (&self.desk.library, self.document, self.open());
        let block = |index: &Index| index.get(&open.blocks).span.start;
        match step {
            Step::Edit(at, text) => edit_block(library, document, open.revision, block(at), text).map(drop),
            Step::Split(at) => {
                let length = vermilion_anchor::count(&open.text) as usize;
                let at = CodePoint(u32::try_from(at.index(length)).unwrap());
                split_block(library, document, open.revision, at).map(drop)
            }
            Step::Join(at, is_next) => {
                let with = if *is_next { Neighbour::Next } else { Neighbour::Previous };
                join_blocks(library, document, open.revision, block(at), with).map(drop)
            }
            Step::Replace(from, to) => {
                let words = Words { words: from.clone(), fold: Fold::default() };
                replace(library, document, open.revision, &words, to, None).map(drop)
            }
            Step::Restore(index) => {
                let id = index.get(&self.revisions()).id;
                restore(library, document, open.revision, id).map(drop)
            }
            Step::Mark(at, length) => {
                let total = vermilion_anchor::count(&open.text);
                let start = u32::try_from(at.index(total as usize)).unwrap();
                let span = Span::new(start, (start + length).min(total));
                annotations::create(library, document, span, crate::testing::YELLOW, "").map(drop)
            }
            Step::Revise(at, text) => {
                let length = open.text.chars().count();
                let at = at.index(length);
                let new: String = open
                    .text
                    .chars()
                    .take(at)
                    .chain(text.chars())
                    .chain(open.text.chars().skip(at + 3))
                    .collect();
                let version = Version { interview: interview::parse(&new) };
                self.revise(&version, &HashMap::new()).map(drop)
            }
            Step::Speak(at, speaker) => {
                let speaker = index_of(speaker, &open);
                structure::set_speaker(library, document, block(at), speaker, structure::Scope::Turn)
                    .map(drop)
            }
        }
    }
}

fn index_of(index: &Index, open: &OpenDocument) -> Option<crate::SpeakerId> {
    (!open.speakers.is_empty()).then(|| index.get(&open.speakers).id)
}

fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::EmptySelection
            | Error::NothingLeft
            | Error::NothingToSplit { .. }
            | Error::NothingToJoin { .. }
            | Error::NotSpeech { .. }
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_revision_can_be_had_again_and_every_correction_be_undone(
        steps in prop::collection::vec(step(), 1..14)
    ) {
        let talk = Talk::new();
        let first = talk.desk.dump();
        let mut texts = HashMap::from([(talk.current(), talk.open().text)]);
        let mut states = Vec::new();
        for step in &steps {
            let before = (talk.desk.dump(), talk.open());
            match talk.take(step) {
                Ok(()) => {}
                Err(error) => {
                    prop_assert!(is_refusal(&error), "{:?}: {}", step, error);
                    prop_assert_eq!(&talk.desk.dump(), &before.0);
                }
            }
            talk.check();
            let open = talk.open();
            texts.insert(open.revision, open.text);
            if talk.desk.dump() != before.0 {
                states.push(before);
            }
        }
        // Byte for byte, with nothing in memory.
        let Talk { desk, document } = talk;
        let talk = Talk { desk: desk.reopened(), document };
        for revision in talk.revisions() {
            let old = open(&talk.desk.library, document, revision.id).unwrap();
            prop_assert_eq!(&old.text, &texts[&revision.id]);
            prop_assert!(structure::is_cover(&old.blocks, revision.characters, old.speakers.len()));
            for annotation in &old.annotations {
                let words: String = old.text.chars().skip(annotation.span.start.0 as usize)
                    .take(annotation.span.len() as usize).collect();
                prop_assert_eq!(&words, &annotation.quote);
            }
        }
        while let Some((dump, open)) = states.pop() {
            prop_assert!(talk.desk.library.undo().is_ok());
            prop_assert_eq!(&talk.desk.dump(), &dump);
            prop_assert_eq!(talk.open(), open);
        }
        prop_assert_eq!(talk.desk.dump(), first);
    }
}
