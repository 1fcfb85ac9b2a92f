//! Beginning a memo.

use super::{Target, join_key};
use crate::{
    crosslinks, documents,
    error::{Error, Result},
    ids::{DocumentId, MemoId},
    library::{Act, Acted, ActionName, Library},
    structure,
    tables::{
        memo::{self, Heading, MemoRow, Subject},
        speaker,
    },
    tags::Codebook,
};
use vermilion_anchor::{CodePoint, TextIndex};
use vermilion_formats::interview::sections;

/// Begins a memo. What is written on it soon after with the same `key` becomes one step with this; an empty key joins
/// nothing.
///
/// # Errors
/// [`Error::Empty`] for a text that says nothing; [`Error::NoSuchDocument`], [`Error::NoSuchSection`],
/// [`Error::NoSuchSpeaker`], [`Error::NoSuchTag`]; or when the library cannot be written to.
pub fn create(library: &Library, target: Target, text: &str, key: &str) -> Result<Acted<MemoId>> {
    create_once(library, None, target, text, key)
}

/// Begins a memo as [`create`] does, under an id that was made by whoever asks: asked again, because the answer to the first
/// time was lost or more was typed meanwhile, it makes no second memo, and the one that has the id gets the text.
///
/// # Errors
/// Those of [`create`].
pub fn create_once(
    library: &Library,
    id: Option<MemoId>,
    target: Target,
    text: &str,
    key: &str,
) -> Result<Acted<MemoId>> {
    library.act(ActionName::MemoCreate, |act| {
        if text.trim().is_empty() {
            return Err(Error::Empty { field: "memo" });
        }
        act.set_subject(&crosslinks::plain(text));
        if let Some(known) = id.map(|id| memo::find(act.connection, id)).transpose()?.flatten() {
            act.join_with(&join_key(known.id, key));
            if known.text != text {
                memo::set_text(act.connection, known.id, text, act.now())?;
            }
            return Ok(known.id);
        }
        let id = id.unwrap_or_else(|| MemoId(act.new_id()));
        act.join_with(&join_key(id, key));
        let subject = subject(act, target)?;
        let row =
            MemoRow { id, subject, text: text.to_owned(), created_at: act.now(), modified_at: act.now() };
        memo::insert(act.connection, &row)?;
        Ok(id)
    })
}

fn subject(act: &Act<'_>, target: Target) -> Result<Subject> {
    Ok(match target {
        Target::Library => Subject::Library,
        Target::Document(document) => {
            documents::find(act.connection, document)?;
            Subject::Document(document)
        }
        Target::Section(document, start) => Subject::Section(document, heading(act, document, start)?),
        Target::Speaker(document, speaker) => {
            documents::find(act.connection, document)?;
            let speakers = speaker::of_document(act.connection, document)?;
            if !speakers.iter().any(|row| row.id == speaker) {
                return Err(Error::NoSuchSpeaker { speaker });
            }
            Subject::Speaker(document, speaker)
        }
        Target::Tag(tag) => Subject::Tag(Codebook::load(act.connection)?.find(tag)?.id),
    })
}

fn heading(act: &Act<'_>, document: DocumentId, start: CodePoint) -> Result<Heading> {
    let revision = documents::find(act.connection, document)?.revision;
    let speakers = speaker::of_document(act.connection, document)?;
    let blocks = structure::blocks_of(act.connection, act.texts(), document, &speakers)?;
    let text = act.text(revision)?;
    let sections = sections(&TextIndex::new(&text.text), &blocks);
    let section = sections.into_iter().find(|section| section.heading.start == start);
    let block = blocks.iter().find(|block| block.span.start == start);
    match (section, block) {
        (Some(section), Some(block)) => {
            Ok(Heading { revision, start: block.body.start, words: section.title })
        }
        _ => Err(Error::NoSuchSection { start }),
    }
}
