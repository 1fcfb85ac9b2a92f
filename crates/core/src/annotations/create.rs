//! Highlighting a passage.

use super::{
    Annotation, State,
    passage::{Passage, locate},
    settle, touch,
};
use crate::{
    documents,
    error::Result,
    ids::{AnnotationId, DocumentId, TagId},
    library::{Act, Acted, ActionName, Library},
    tables::{annotation, annotation_tag},
    tags,
};
use vermilion_anchor::Span;
use vermilion_formats::annotated::Style;

/// The annotation that marks a passage after [`create`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// The annotation.
    pub annotation: Annotation,
    /// False when it was there before.
    pub is_new: bool,
}

/// Marks a passage, snapped outward to whole characters and without white space at its ends.
///
/// The same passage in the same style does not become two annotations: the existing one is given back, and gets the
/// note where it has none. Only a different note makes a second one.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), [`Error::OutOfBounds`](crate::Error::OutOfBounds),
/// [`Error::EmptySelection`](crate::Error::EmptySelection), [`Error::DamagedText`](crate::Error::DamagedText), or when the
/// library cannot be written to.
pub fn create(
    library: &Library,
    document: DocumentId,
    selection: Span,
    style: Style,
    note: &str,
) -> Result<Acted<Created>> {
    create_tagged(library, document, selection, style, note, &[])
}

/// Marks a passage as [`create`] does, and gives it tags in the same step: ids, or paths, which are made where there are
/// none. An annotation that was there gets them too.
///
/// # Errors
/// Those of [`create`], and of [`tags::give`] about the tags.
pub fn create_tagged(
    library: &Library,
    document: DocumentId,
    selection: Span,
    style: Style,
    note: &str,
    tags: &[String],
) -> Result<Acted<Created>> {
    create_once(library, None, document, selection, style, note, tags)
}

/// Marks a passage as [`create_tagged`] does, under an id that was made by whoever asks: asked again, because the answer to
/// the first time was lost or something about it was wished otherwise meanwhile, it makes no second annotation. The one that
/// has the id stays where it is by now, gets the style and the tags, and the note where it has none.
///
/// # Errors
/// Those of [`create_tagged`].
pub fn create_once(
    library: &Library,
    id: Option<AnnotationId>,
    document: DocumentId,
    selection: Span,
    style: Style,
    note: &str,
    tags: &[String],
) -> Result<Acted<Created>> {
    library.act(ActionName::AnnotationCreate, |act| {
        if let Some(known) = id.map(|id| annotation::find(act.connection, id)).transpose()?.flatten() {
            return Ok(Created { annotation: wished_again(act, known, style, note, tags)?, is_new: false });
        }
        let revision = documents::find(act.connection, document)?.revision;
        let Passage { span, selector } = locate(&*act.sound_text(document, revision)?, selection)?;
        act.set_subject(&selector.exact);
        let lineage = act.lineage(document)?;
        let mut near = annotation::near(act.connection, document, span, lineage.reach(), &selector.exact)?;
        settle(&lineage, &mut near);
        let tags = tags::ensure_all(act, tags)?;
        let same = near.into_iter().find(|other| {
            other.stands() && other.span == span && other.style == style && is_told_by(note, &other.note)
        });
        if let Some(annotation) = same {
            return Ok(Created { annotation: complete(act, annotation, note, &tags)?, is_new: false });
        }
        let mut annotation = Annotation {
            id: id.unwrap_or_else(|| AnnotationId(act.new_id())),
            document,
            revision,
            span,
            quote: selector.exact.clone(),
            state: State::Anchored,
            made_on: revision,
            style,
            note: note.to_owned(),
            tags: Vec::new(),
            created_at: act.now(),
            modified_at: act.now(),
        };
        annotation::insert(act.connection, &annotation, &selector)?;
        give(act, &mut annotation, &tags)?;
        Ok(Created { annotation, is_new: true })
    })
}

/// Brings an annotation, as it is stored, to what is wished of it.
fn wished_again(
    act: &mut Act<'_>,
    known: Annotation,
    style: Style,
    note: &str,
    tags: &[String],
) -> Result<Annotation> {
    act.set_subject(&known.quote);
    let tags = tags::ensure_all(act, tags)?;
    let lineage = act.lineage(known.document)?;
    let mut known = [known];
    settle(&lineage, &mut known);
    let [mut known] = known;
    if known.style != style {
        (known.style, known.modified_at) = (style, act.now());
        annotation::set_style(act.connection, known.id, style, act.now())?;
    }
    complete(act, known, note, &tags)
}

/// Gives an annotation tags, and a note where it has none.
fn complete(act: &Act<'_>, annotation: Annotation, note: &str, tags: &[TagId]) -> Result<Annotation> {
    let mut annotation = fill(act, annotation, note)?;
    let is_told = tags.iter().all(|tag| annotation.tags.contains(tag));
    give(act, &mut annotation, tags)?;
    if !is_told {
        annotation.modified_at = act.now();
        touch(act, annotation.id)?;
    }
    Ok(annotation)
}

fn give(act: &Act<'_>, annotation: &mut Annotation, tags: &[TagId]) -> Result<()> {
    for tag in tags {
        if annotation_tag::insert(act.connection, annotation.id, *tag)? {
            annotation.tags.push(*tag);
        }
    }
    annotation.tags.sort_unstable();
    Ok(())
}

/// Whether an annotation with the note `existing` can stand for one with `note`.
fn is_told_by(note: &str, existing: &str) -> bool {
    note.is_empty() || existing.is_empty() || note == existing
}

fn fill(act: &Act<'_>, mut annotation: Annotation, note: &str) -> Result<Annotation> {
    if annotation.note.is_empty() && !note.is_empty() {
        note.clone_into(&mut annotation.note);
        annotation.modified_at = act.now();
        annotation::set_note(act.connection, annotation.id, note, act.now())?;
    }
    Ok(annotation)
}
