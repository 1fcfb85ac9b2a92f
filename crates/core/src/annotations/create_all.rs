//! Marking many passages at once, as a search found them.

use super::{Annotation, State, of_document, passage::locate, touch};
use crate::{
    documents,
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId, TagId},
    library::{Act, Acted, ActionName, Library},
    tables::{annotation, annotation_tag},
    tags::{self, Codebook},
};
use std::collections::HashMap;
use vermilion_anchor::Span;
use vermilion_formats::annotated::Style;

/// Passages of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passages {
    /// The document.
    pub document: DocumentId,
    /// The revision in whose text they count, which must be the current one.
    pub revision: RevisionId,
    /// The passages.
    pub spans: Vec<Span>,
}

/// What marking many passages gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreatedAll {
    /// How many annotations were made.
    pub created: u32,
    /// How many were there and got a tag that they had not.
    pub tagged: u32,
    /// How many were there and stayed as they were.
    pub unchanged: u32,
    /// The tags that were given.
    pub tags: Vec<TagId>,
}

/// Whether a passage has an annotation of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The number of the passage among those of its document.
    pub passage: usize,
    /// The annotation.
    pub annotation: AnnotationId,
    /// The tags that it has.
    pub tags: Vec<TagId>,
}

/// Marks passages of any number of documents in one step, each snapped outward to whole characters and without white
/// space at its ends, and gives them tags: ids, or paths, which are made where there are none.
///
/// A passage that an annotation marks exactly gets no second one, whatever the style of that is: it gets the tags. What is
/// nothing but white space is passed over.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::StaleRevision`] where a document has been corrected meanwhile,
/// [`Error::OutOfBounds`], those of [`tags::give`] about the tags, or when the library cannot be written to. Then nothing
/// is marked.
pub fn create_all(
    library: &Library,
    places: &[Passages],
    style: Style,
    tags: &[String],
) -> Result<Acted<CreatedAll>> {
    let name = if tags.is_empty() { ActionName::AnnotationCreateAll } else { ActionName::TagAll };
    library.act(name, |act| {
        let given = tags::ensure_all(act, tags)?;
        let codebook = Codebook::load(act.connection)?;
        let names: Vec<_> = given.iter().filter_map(|tag| Some(codebook.get(*tag)?.name.as_str())).collect();
        let mut done = CreatedAll::default();
        let mut first = String::new();
        for of_document in places {
            mark(act, of_document, style, &given, &mut done, &mut first)?;
        }
        let subject = if names.is_empty() { first } else { names.join(", ") };
        act.set_subject(&subject);
        done.tags = given;
        Ok(done)
    })
}

/// Which of these passages have an annotation that marks exactly them. `spans` are taken as [`create_all`] takes them.
///
/// # Errors
/// Those of [`create_all`] about the passages, or when the library cannot be read.
pub fn marked(library: &Library, places: &Passages) -> Result<Vec<Marked>> {
    library.read(|snapshot| {
        let connection = snapshot.connection;
        require_current(documents::find(connection, places.document)?.revision, places)?;
        let known = by_place(of_document(connection, snapshot.texts(), places.document)?.0);
        let text = snapshot.text(places.revision)?;
        let mut marked = Vec::new();
        for (passage, span) in places.spans.iter().enumerate() {
            let span = match locate(&text, *span) {
                Ok(found) => found.span,
                Err(Error::EmptySelection) => continue,
                Err(error) => return Err(error),
            };
            if let Some(one) = known.get(&place(span)) {
                marked.push(Marked { passage, annotation: one.id, tags: one.tags.clone() });
            }
        }
        Ok(marked)
    })
}

fn require_current(current: RevisionId, places: &Passages) -> Result<()> {
    if current == places.revision { Ok(()) } else { Err(Error::StaleRevision { document: places.document }) }
}

/// A passage as a key.
fn place(span: Span) -> (u32, u32) {
    (span.start.0, span.end.0)
}

/// Annotations by their passage; of several with the same one the first.
fn by_place(annotations: Vec<Annotation>) -> HashMap<(u32, u32), Annotation> {
    let mut known = HashMap::with_capacity(annotations.len());
    for one in annotations {
        known.entry(place(one.span)).or_insert(one);
    }
    known
}

fn mark(
    act: &Act<'_>,
    places: &Passages,
    style: Style,
    tags: &[TagId],
    done: &mut CreatedAll,
    first: &mut String,
) -> Result<()> {
    let Passages { document, revision, spans } = places;
    require_current(documents::find(act.connection, *document)?.revision, places)?;
    let mut known = by_place(of_document(act.connection, act.texts(), *document)?.0);
    let text = act.sound_text(*document, *revision)?;
    for span in spans {
        let passage = match locate(&text, *span) {
            Ok(passage) => passage,
            Err(Error::EmptySelection) => continue,
            Err(error) => return Err(error),
        };
        if first.is_empty() {
            first.clone_from(&passage.selector.exact);
        }
        if let Some(one) = known.get_mut(&place(passage.span)) {
            let mut is_new = false;
            for tag in tags {
                if annotation_tag::insert(act.connection, one.id, *tag)? {
                    one.tags.push(*tag);
                    is_new = true;
                }
            }
            if is_new {
                touch(act, one.id)?;
                done.tagged += 1;
            } else {
                done.unchanged += 1;
            }
            continue;
        }
        let one = Annotation {
            id: AnnotationId(act.new_id()),
            document: *document,
            revision: *revision,
            span: passage.span,
            quote: passage.selector.exact.clone(),
            state: State::Anchored,
            made_on: *revision,
            style,
            note: String::new(),
            tags: tags.to_vec(),
            created_at: act.now(),
            modified_at: act.now(),
        };
        annotation::insert(act.connection, &one, &passage.selector)?;
        for tag in tags {
            annotation_tag::insert(act.connection, one.id, *tag)?;
        }
        known.insert(place(one.span), one);
        done.created += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        revisions,
        testing::{Desk, RED_LINE, TALK, YELLOW},
    };
    use vermilion_anchor::Folding;

    fn places_of(desk: &Desk, document: DocumentId, words: &str) -> Passages {
        let request = crate::search::Request {
            query: words.to_owned(),
            syntax: crate::search::Syntax::Literal,
            scope: crate::search::Scope::Text,
            document: None,
            folding: Folding::USUAL,
            is_whole_word: false,
            offset: 0,
            limit: 100_000,
        };
        let found = crate::search::places(&desk.library, document, &request, &|| true).unwrap();
        Passages { document, revision: found.revision, spans: found.spans }
    }

    fn tags(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_is_marked_already_gets_the_tag_and_no_twin_and_all_is_one_step() {
        let (desk, first) = Desk::with(TALK);
        let second = desk.import(TALK);
        let places = [places_of(&desk, first, "好看"), places_of(&desk, second, "好看")];
        let span = places[0].spans[1];
        let mine =
            super::super::create(&desk.library, first, span, RED_LINE, "不錯").unwrap().value.annotation;
        let before = desk.library.history(10).unwrap().len();

        let done = create_all(&desk.library, &places, YELLOW, &tags(&["評價/好"])).unwrap().value;
        assert_eq!((done.created, done.tagged, done.unchanged), (3, 1, 0));
        assert_eq!(desk.library.history(10).unwrap().len(), before + 1);
        let all = super::super::list(&desk.library, first).unwrap();
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|one| one.tags == done.tags));
        let kept = all.iter().find(|one| one.id == mine.id).unwrap();
        assert_eq!((kept.style, kept.note.as_str()), (RED_LINE, "不錯"));

        let again = create_all(&desk.library, &places, YELLOW, &tags(&["好"])).unwrap();
        assert_eq!((again.value.created, again.value.tagged, again.value.unchanged), (0, 0, 4));
        assert!(again.change.is_none(), "nothing is left to do");
        desk.library.undo().unwrap();
        assert_eq!(super::super::list(&desk.library, first).unwrap().len(), 1);
        assert!(
            tags::codebook(&desk.library).unwrap().tags().is_empty(),
            "the tag came with it and goes with it"
        );
    }

    #[test]
    fn what_is_marked_is_told_beforehand() {
        let (desk, document) = Desk::with(TALK);
        let places = places_of(&desk, document, "好看");
        assert_eq!(marked(&desk.library, &places).unwrap(), []);
        let one = super::super::create(&desk.library, document, places.spans[1], YELLOW, "").unwrap().value;
        let known = marked(&desk.library, &places).unwrap();
        assert_eq!(known.len(), 1);
        assert_eq!((known[0].passage, known[0].annotation), (1, one.annotation.id));
    }

    #[test]
    fn a_text_that_was_corrected_meanwhile_is_not_marked() {
        let (desk, document) = Desk::with(TALK);
        let places = places_of(&desk, document, "好看");
        let open = documents::open(&desk.library, document).unwrap();
        let block = open.blocks.last().unwrap().span.start;
        revisions::edit_block(&desk.library, document, open.revision, block, "難看。").unwrap();
        let places = [places];
        let outcome = create_all(&desk.library, &places, YELLOW, &tags(&["好"]));
        assert!(matches!(outcome, Err(Error::StaleRevision { .. })), "{outcome:?}");
        assert!(matches!(marked(&desk.library, &places[0]), Err(Error::StaleRevision { .. })));
        assert!(tags::codebook(&desk.library).unwrap().tags().is_empty(), "nothing is done by halves");
    }

    #[test]
    fn thousands_of_passages_are_one_step() {
        let long = format!("甲: {}", "好，看。".repeat(5_000));
        let (desk, document) = Desk::with(&[long.as_str()]);
        let places = [places_of(&desk, document, "好")];
        let done = create_all(&desk.library, &places, YELLOW, &[]).unwrap().value;
        assert_eq!((done.created, done.unchanged), (5_000, 0));
        desk.library.undo().unwrap();
        assert_eq!(super::super::list(&desk.library, document).unwrap(), []);
        desk.library.redo().unwrap();
        assert_eq!(super::super::list(&desk.library, document).unwrap().len(), 5_000);
    }
}
