//! What readers left on the pages.

use crate::made::{Made, line, lines};
use vermilion_formats::annotated::{Colour, Mark};
use vermilion_formats::import::Fate;

#[test]
fn highlights_are_on_the_words_in_their_boxes() {
    let mut made = Made::new();
    // Times of 10 points: a digit is 5 wide, and so is each of these letters but the space, which is a quarter.
    let content = lines("F", (50, 700), &["0123456789 0123456789", "abababab"]);
    let marks = "/Annots [\
        << /Subtype /Highlight /QuadPoints [75 710 100.2 710 75 698 100.2 698] /C [1 1 0] /Contents (A note) \
           /T (Ada) /M (D:20250309100000Z) >> \
        << /Subtype /Underline /QuadPoints [125 710 160 710 125 698 160 698 50 696 75 696 50 684 75 684] /C [1 0 0] >> \
        << /Subtype /Text /Rect [10 684 20 694] /Contents (Beside) >> \
        << /Subtype /Highlight /QuadPoints [300 310 320 310 300 298 320 298] >> \
        << /Subtype /Link /A << /URI (https://example.org) >> >> \
        << /Subtype /Widget /T (Name) /V (Wu) >> ]";
    made.page(&content, marks);
    let import = made.import();
    let document = &import.documents[0];
    let found: Vec<_> = document
        .annotations
        .iter()
        .map(|one| (&*one.quote, one.style.map(|style| (style.mark, style.colour)), &*one.note))
        .collect();
    let text = &document.interview.text;
    assert!(text.starts_with("0123456789 0123456789 abab"), "{text:?}");
    assert_eq!(found[0], ("56789", Some((Mark::Fill, Colour::Yellow)), "A note"));
    assert_eq!(found[1].1, Some((Mark::Underline, Colour::Red)));
    assert!(found[1].0.contains("456789 ab"), "{found:?}");
    assert_eq!((found[2].0, found[2].2), ("abababab", "Beside"));
    let first = &document.annotations[0];
    assert_eq!(
        (first.author.as_deref(), first.modified.as_deref()),
        (Some("Ada"), Some("2025-03-09T10:00:00Z"))
    );
    let of = |kind: &str| {
        import.report.findings.iter().filter(|one| one.kind == kind).map(|one| one.fate).collect::<Vec<_>>()
    };
    assert_eq!(of("highlight"), [Fate::Taken, Fate::Taken, Fate::Skipped]);
    assert_eq!(of("comment"), [Fate::Altered]);
    assert_eq!((of("link").len(), of("form-control").len()), (1, 1));
}

#[test]
fn places_are_right_behind_what_was_joined() {
    let mut made = Made::new();
    let content = line("F", 10, (50, 700), "0000000000 0000000000 0000000000 0000000000 the riv-")
        + &line("F", 10, (50, 686), "er rose 0000000000 0000000000");
    let marks = "/Annots [<< /Subtype /Highlight /QuadPoints [59 696 79 696 59 684 79 684] /Contents (x) >>]";
    made.page(&content, marks);
    let import = made.import();
    let document = &import.documents[0];
    assert!(document.interview.text.contains(" the river rose "), "{}", document.interview.text);
    assert_eq!(document.annotations[0].quote, "rose");
    assert!(import.report.findings.iter().any(|one| one.kind == "hyphen" && one.what == "riv-"));
}
