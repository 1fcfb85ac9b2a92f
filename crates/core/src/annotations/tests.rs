//! Annotations as they are made, changed and found.

use crate::{
    AnnotationId, Error,
    annotations::{self, Annotation},
    testing::{Desk, RED_LINE, TALK, YELLOW},
};
use vermilion_anchor::Span;

#[test]
fn the_same_passage_in_the_same_style_is_one_annotation() {
    let (desk, document) = Desk::with(TALK);
    let first = desk.create(document, 5, 7, "");
    assert!(first.is_new);
    let again = desk.create(document, 5, 7, "");
    assert!(!again.is_new && again.annotation == first.annotation);
    let filled = desk.create(document, 5, 7, "好");
    assert_eq!((filled.is_new, filled.annotation.id), (false, first.annotation.id));
    assert_eq!(filled.annotation.note, "好");
    assert!(!desk.create(document, 5, 7, "好").is_new);
    assert!(!desk.create(document, 5, 7, "").is_new);
    assert!(desk.create(document, 5, 7, "不").is_new, "another note is another annotation");
    let other = annotations::create(&desk.library, document, Span::new(5, 7), RED_LINE, "").unwrap();
    assert!(other.value.is_new, "another style is another annotation");
    assert_eq!(annotations::list(&desk.library, document).unwrap().len(), 3);
}

#[test]
fn a_passage_that_is_marked_again_under_the_same_id_is_one_annotation_and_as_it_was_wished_last() {
    let (desk, document) = Desk::with(TALK);
    let id = AnnotationId(uuid::Uuid::from_u128(7));
    let wish = |style, note: &str, tags: &[String]| {
        let span = Span::new(5, 7);
        annotations::create_once(&desk.library, Some(id), document, span, style, note, tags).unwrap()
    };
    let first = wish(YELLOW, "", &[]).value;
    assert_eq!((first.is_new, first.annotation.id), (true, id));
    assert_eq!(wish(YELLOW, "", &[]).change, None, "asked again it is no step");
    let restyled = wish(RED_LINE, "好", &["夜".to_owned()]).value;
    assert!(!restyled.is_new);
    assert_eq!((restyled.annotation.style, restyled.annotation.note.as_str()), (RED_LINE, "好"));
    assert_eq!(restyled.annotation.tags.len(), 1);
    // Wherever it is by now: somebody may have moved its edges, or the text.
    annotations::resize(&desk.library, id, Span::new(9, 12)).unwrap();
    assert_eq!(wish(RED_LINE, "", &[]).value.annotation.span, Span::new(9, 12));
    let listed = annotations::list(&desk.library, document).unwrap();
    assert_eq!(listed, [annotations::find(&desk.library, id).unwrap()]);
}

#[test]
fn annotations_are_listed_in_the_order_of_the_text() {
    let (desk, document) = Desk::with(TALK);
    for (start, end) in [(9, 12), (2, 8), (2, 4)] {
        desk.highlight(document, start, end);
    }
    let spans: Vec<_> = annotations::list(&desk.library, document)
        .unwrap()
        .iter()
        .map(|annotation| annotation.span)
        .collect();
    assert_eq!(spans, [Span::new(2, 4), Span::new(2, 8), Span::new(9, 12)]);
}

#[test]
fn a_changed_annotation_says_when() {
    let (desk, document) = Desk::with(TALK);
    let id = desk.highlight(document, 5, 7);
    let find = || -> Annotation { annotations::find(&desk.library, id).unwrap() };
    let made = find().created_at;
    desk.wait(10);
    annotations::set_style(&desk.library, id, RED_LINE).unwrap();
    assert_eq!((find().style, find().created_at, find().modified_at), (RED_LINE, made, made + 10));
    desk.wait(10);
    annotations::resize(&desk.library, id, Span::new(9, 14)).unwrap();
    let resized = find();
    assert_eq!(resized.modified_at, made + 20);
    let quote: String = desk
        .open(document)
        .text
        .chars()
        .skip(resized.span.start.0 as usize)
        .take(resized.span.len() as usize)
        .collect();
    assert_eq!(resized.quote, quote);
    desk.wait(10);
    annotations::set_note(&desk.library, id, "好", "").unwrap();
    assert_eq!((find().note.as_str(), find().modified_at), ("好", made + 30));
}

#[test]
fn an_annotation_is_found_by_the_beginning_of_its_id() {
    let (desk, document) = Desk::with(TALK);
    let (one, other) = (desk.highlight(document, 5, 7), desk.highlight(document, 9, 12));
    let resolve = |reference: &str| annotations::resolve(&desk.library, reference);
    assert_eq!(resolve(&one.to_string()).unwrap(), one);
    let all_but = one.to_string().bytes().zip(other.to_string().bytes()).take_while(|(a, b)| a == b).count();
    assert_eq!(resolve(&other.to_string()[..=all_but].to_uppercase()).unwrap(), other);
    match resolve("0") {
        Err(Error::AmbiguousAnnotation { candidates, .. }) => assert_eq!(candidates, [one, other]),
        result => panic!("{result:?}"),
    }
    for reference in ["f", "%%%%", "", " ", "019g"] {
        assert!(matches!(resolve(reference), Err(Error::NoSuchAnnotation { .. })), "{reference}");
    }
}

#[test]
fn what_is_not_there_cannot_be_annotated() {
    let (desk, document) = Desk::with(TALK);
    let create = |start, end| annotations::create(&desk.library, document, Span::new(start, end), YELLOW, "");
    assert!(matches!(create(0, 10_000), Err(Error::OutOfBounds { .. })));
    assert!(matches!(create(4, 5), Err(Error::EmptySelection)), "a line end");
    let absent = crate::DocumentId(uuid::Uuid::nil());
    let nowhere = annotations::create(&desk.library, absent, Span::new(0, 1), YELLOW, "");
    assert!(matches!(nowhere, Err(Error::NoSuchDocument { .. })));
    assert_eq!(desk.library.history(10).unwrap().len(), 1);
}
