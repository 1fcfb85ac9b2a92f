use std::collections::BTreeSet;

use proptest::prelude::*;
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::annotated::{Annotated, Colour, ExportedAnnotation, Mark, Style};
use vermilion_formats::html::export;
use vermilion_formats::interview::{BlockKind, Role};
use vermilion_formats::link::Link;

use crate::fixture::{Draft, RED, YELLOW, chinese, english};
use vermilion_tests::fixtures::injections;
use vermilion_tests::invariants::html::{Token, assert_balanced, tokens};

/// The page without its style sheet and that sheet's hash.
fn without_style(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>\n").unwrap();
    let (before, hash) = head.split_once("'sha256-").unwrap();
    let (_, after) = hash.split_once('\'').unwrap();
    format!("{before}'sha256-…'{after}{body}")
}

#[test]
fn the_page_shows_the_interview_its_highlights_its_notes_and_an_index() {
    insta::assert_snapshot!(without_style(&export(&chinese())));
}

#[test]
fn a_renamed_speaker_and_nested_sections_are_set_as_they_now_are() {
    insta::assert_snapshot!(without_style(&export(&english())));
}

#[test]
fn the_page_is_made_of_harmless_elements_and_needs_nothing_else() {
    for document in [chinese(), english()].into_iter().chain(hostile()) {
        let page = export(&document);
        let tokens = tokens(&page);
        assert_balanced(&tokens);
        for token in &tokens {
            let Token::Open { name, attributes } = token else { continue };
            assert!(ELEMENTS.contains(&name.as_str()), "<{name}>");
            for (attribute, value) in attributes {
                assert!(ATTRIBUTES.contains(&attribute.as_str()), "<{name} {attribute}>");
                if attribute == "href" {
                    assert!(value.starts_with('#') || Link::parse(value).is_ok(), "{value}");
                }
            }
        }
        let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        assert!(!style.contains('<') && !style.contains("url(") && !style.contains("@import"));
        let policy =
            page.split_once("Content-Security-Policy\" content=\"").unwrap().1.split('"').next().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(policy.ends_with("'; base-uri 'none'; form-action 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        let Token::Open { name, attributes } = &tokens[1] else { panic!("{:?}", tokens[1]) };
        let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\x0c' | '\r');
        assert_eq!(name, "html");
        assert_eq!(attributes["lang"], document.language.replace(is_control, "\u{fffd}"));
    }
}

const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "header",
    "section",
    "nav",
    "aside",
    "div",
    "span",
    "mark",
    "small",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "a",
    "br",
    "em",
    "strong",
    "h4",
    "h5",
    "h6",
    "del",
    "code",
    "pre",
    "blockquote",
    "hr",
];
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "rel",
    "aria-label",
    "data-more",
    "title",
    "start",
];

/// Every text that reaches the page tries to leave its place.
fn hostile() -> impl Iterator<Item = Annotated> {
    injections("canary.invalid").into_iter().map(|(_, attack)| {
        let attack = attack.as_str();
        let mut document = Draft::new(attack, attack)
            .published(attack, attack)
            .speaker(attack, Role::Other)
            .title(attack)
            .metadata(attack)
            .heading(1, attack, attack)
            .turn(0, "A: ", attack)
            .paragraph(attack)
            .mark(attack, YELLOW, attack)
            .carry(attack)
            .done();
        document.annotations[0].id = attack.to_owned();
        document.orphans[0].id = attack.to_owned();
        document.memos.iter_mut().for_each(|memo| memo.id = attack.to_owned());
        document.exported_at = "2026".to_owned();
        document
    })
}

#[test]
fn what_hides_in_a_name_is_shown_and_in_the_text_is_kept() {
    let name = "annex\u{202e}gpj.exe";
    let document = Draft::new("en", name)
        .published(name, "2026")
        .speaker(name, Role::Other)
        .heading(1, "1. ", name)
        .turn(0, "A: ", name)
        .mark(name, YELLOW, "")
        .done();
    let page = export(&document);
    // Title and h1, source, speaker twice, the heading, the section in the index, and who speaks in the quote.
    assert_eq!(page.matches("annex⟨RLO⟩gpj.exe").count(), 7, "{}", without_style(&page));
    // The turn alone, for the mark is on the heading.
    assert_eq!(page.matches(name).count(), 2, "{}", without_style(&page));
    assert!(
        vermilion_formats::markdown::export(&document, Default::default())
            .contains("\n# annex⟨RLO⟩gpj.exe\n")
    );
}

#[test]
fn every_link_on_the_page_leads_somewhere() {
    for document in [chinese(), english()] {
        let (mut ids, mut links) = (BTreeSet::new(), BTreeSet::new());
        for token in tokens(&export(&document)) {
            let Token::Open { mut attributes, .. } = token else { continue };
            if let Some(id) = attributes.remove("id") {
                assert!(ids.insert(id.clone()), "{id} twice");
            }
            links
                .extend(attributes.remove("href").and_then(|href| href.strip_prefix('#').map(str::to_owned)));
        }
        assert!(links.is_subset(&ids), "{:?}", links.difference(&ids));
        for annotation in &document.annotations {
            assert!(ids.contains(&format!("a-{}", annotation.id)));
        }
    }
}

#[test]
fn an_annotation_on_words_that_are_not_set_is_still_reached() {
    // The mark of the heading is not text on the page.
    let document =
        Draft::new("en", "T").heading(1, "## 1. ", "One").mark_span(Span::new(0, 2), RED, "on marks").done();
    let page = export(&document);
    assert!(page.contains(&format!("id=\"a-{}\"", document.annotations[0].id)));
    assert!(page.contains("on marks"));
}

/// What the page shows of the text: each character of the bodies with the classes of its segment.
pub(crate) fn shown(page: &str) -> Vec<(char, BTreeSet<String>)> {
    let (mut shown, mut layers, mut is_body, mut is_reference) = (Vec::new(), BTreeSet::new(), false, false);
    for token in tokens(page) {
        match token {
            Token::Open { name, attributes } => {
                match (name.as_str(), attributes.get("class").map(String::as_str)) {
                    ("p", Some("text")) => is_body = true,
                    ("mark", Some(classes)) => {
                        assert!(layers.is_empty(), "a mark in a mark");
                        let is_room = |class: &str| class.starts_with('r');
                        layers =
                            classes.split(' ').filter(|class| !is_room(class)).map(str::to_owned).collect();
                    }
                    ("a", Some("ref")) => is_reference = true,
                    _ => {}
                }
            }
            Token::Close(name) => match name.as_str() {
                "p" => is_body = false,
                "mark" => layers.clear(),
                "a" => is_reference = false,
                _ => {}
            },
            Token::Text(text) if is_body && !is_reference => {
                shown.extend(text.chars().map(|c| (c, layers.clone())));
            }
            Token::Text(_) => {}
        }
    }
    shown
}

/// The same, worked out character by character.
pub(crate) fn expected(document: &Annotated) -> Vec<(char, BTreeSet<String>)> {
    let text: Vec<_> = document.text.chars().collect();
    let rows = rows(document);
    let mut expected = Vec::new();
    for block in &document.blocks {
        let body = || text[block.body.start.0 as usize..block.body.end.0 as usize].iter().collect::<String>();
        if matches!(block.kind, BlockKind::Heading { .. })
            || block.kind == BlockKind::Title && body() == document.title
        {
            continue;
        }
        // How many more there are is said where it is more than was said before in the same stretch.
        let (mut said, mut is_said) = (0, false);
        for at in block.body.start.0..block.body.end.0 {
            let (mut layers, unseen) = layers_at(&rows, CodePoint(at));
            let is_edge = rows.iter().any(|(one, _)| [one.span.start.0, one.span.end.0].contains(&at));
            if is_edge || at == block.body.start.0 {
                is_said = unseen > said;
                said = if unseen == 0 { 0 } else { unseen.max(said) };
            }
            if is_said {
                layers.insert("more".to_owned());
            }
            expected.push((text[at as usize], layers));
        }
    }
    expected
}

/// An annotation with the row of its line; the row is `None` for a fill.
type Row<'d> = (&'d ExportedAnnotation, Option<usize>);

/// Each annotation in the lowest row that no other has where it begins: the first three rows of fills are fills, all others
/// are lines.
fn rows(document: &Annotated) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for one in &document.annotations {
        let covering = || rows.iter().filter(|(other, _)| other.span.contains(one.span.start));
        let is_fill = one.style.mark == Mark::Fill && covering().filter(|(_, row)| row.is_none()).count() < 3;
        let row = (0..).find(|free| covering().all(|(_, row)| *row != Some(*free)));
        rows.push((one, row.filter(|_| !is_fill)));
    }
    rows
}

/// The classes of a character and how many layers of it are not drawn; the class of the room for lines is left to other tests.
fn layers_at(rows: &[Row<'_>], at: CodePoint) -> (BTreeSet<String>, usize) {
    let (fills, mut lines): (Vec<_>, Vec<_>) =
        rows.iter().filter(|(one, _)| one.span.contains(at)).partition(|(_, row)| row.is_none());
    let mut layers = BTreeSet::new();
    let colours = Colour::ALL.iter().flat_map(|colour| {
        fills.iter().filter(move |(one, _)| one.style.colour == *colour).map(move |_| format!("-{colour}"))
    });
    if !fills.is_empty() {
        layers.insert(colours.fold("f".to_owned(), |class, colour| class + &colour));
    }
    lines.sort_by_key(|(_, row)| *row);
    let seen = lines.iter().filter(|(_, row)| row.is_some_and(|row| row < 6)).take(6 - fills.len());
    layers
        .extend(seen.clone().filter_map(|(one, row)| row.map(|row| format!("l{row}-{}", one.style.colour))));
    let unseen = lines.len() - seen.count();
    (layers, unseen)
}

#[test]
fn blends_have_their_colours_and_a_seventh_layer_is_said() {
    let words = "山高路遠";
    let mut draft = Draft::new("zh-Hant", "題").paragraph(words);
    for colour in [Colour::Blue, Colour::Yellow, Colour::Red, Colour::Green] {
        draft = draft.mark(words, Style { mark: Mark::Fill, colour }, "");
    }
    let four = export(&draft.done());
    assert!(four.contains("<mark class=\"f-yellow-red-blue l0-green\">"), "{}", without_style(&four));
    assert!(four.contains(".f-yellow-red-blue { background-color: #"));

    let mut draft = Draft::new("zh-Hant", "題").paragraph(words).patterned();
    for colour in Colour::ALL.into_iter().chain([Colour::Red, Colour::Blue]) {
        draft = draft.mark(words, Style { mark: Mark::Underline, colour }, "");
    }
    let seven = without_style(&export(&draft.done()));
    let mark = "l0-yellow l1-red l2-green l3-blue l4-purple l5-red r6 more\" data-more=\"+1\" title=";
    assert!(seven.contains(mark) && seven.contains("<body class=\"patterned\">"), "{seven}");
}

#[test]
fn tags_stand_beside_their_passages_and_in_the_legend() {
    let page = without_style(&export(&crate::fixture::tagged()));
    assert!(page.contains("<span class=\"tag purple\">情感/恐懼</span> <small>1</small>"), "{page}");
    assert_eq!(page.matches("<p class=\"bracket\">").count(), 1, "the passage without a note: {page}");
    assert_eq!(page.matches("<p class=\"names\">").count(), 1, "the note: {page}");
}

#[test]
fn a_bracket_goes_from_the_line_of_its_passage_through_all_paragraphs_to_the_line_where_it_ends() {
    let page = without_style(&export(
        &Draft::new("zh-Hant", "夜航")
            .paragraph("先走。")
            .paragraph("霧很大。")
            .paragraph("回航。")
            .paragraph("靠岸。")
            .mark_span(Span::new(1, 11), YELLOW, "")
            .coloured_tag("夜", Some(Colour::Purple))
            .mark_span(Span::new(4, 7), RED, "")
            .tag("霧")
            .mark_span(Span::new(13, 15), RED, "")
            .done(),
    ));
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("<div class=\"row")).collect();
    let bracket = |class: &str| format!("<span class=\"{class}\"></span>");
    let (begin, on, end) = (bracket("b n0 purple"), bracket("b go n0 purple"), bracket("e n0 purple"));
    assert!(rows[0].starts_with("<div class=\"row bracketed\"><p"), "{}", rows[0]);
    assert!(rows[0].contains(&format!("走{begin}。</mark>")) && !rows[0].contains(&end), "{}", rows[0]);
    // The one inside has a lane of its own, and ends in its paragraph.
    assert!(rows[1].starts_with(&format!("<div class=\"row bracketed\">{on}<p")), "{}", rows[1]);
    assert!(rows[1].contains(&bracket("b n1")) && rows[1].contains(&bracket("e n1")), "{}", rows[1]);
    assert!(rows[2].contains(&format!("{on}<p")) && rows[2].contains(&end), "{}", rows[2]);
    assert!(rows[3].starts_with("<div class=\"row\"><p"), "no tag, no bracket: {}", rows[3]);
    assert_eq!(page.matches("<span class=\"e ").count(), 2, "{page}");
}

fn style() -> impl Strategy<Value = Style> {
    (proptest::sample::select(&Mark::ALL[..]), proptest::sample::select(&Colour::ALL[..]))
        .prop_map(|(mark, colour)| Style { mark, colour })
}

proptest! {
    #[test]
    fn every_character_is_shown_once_with_all_its_layers(
        lines in proptest::collection::vec(("[a<&山𠮷👩‍👧\"']{1,12}", 0..3_u8), 1..6),
        marks in proptest::collection::vec((0.0..1.0_f64, 0.0..1.0_f64, style(), "[a<]{0,1}"), 0..14),
    ) {
        let mut draft = Draft::new("zh-Hant", "題").speaker("甲", Role::Other);
        let mut length = 0;
        for (text, kind) in &lines {
            let start = length;
            length += crate::fixture::count(text) + 1;
            draft = match kind {
                0 => draft.paragraph(text),
                1 => { length += 2; draft.turn(0, "甲：", text) }
                _ => draft.more(0, text),
            };
            prop_assert!(start < length);
        }
        for (from, to, style, note) in marks {
            let place = |share: f64| (share * f64::from(length)) as u32;
            let (start, end) = (place(from.min(to)), place(from.max(to)));
            if start < end {
                draft = draft.mark_span(Span::new(start, end), style, &note);
            }
        }
        let document = draft.done();
        let page = export(&document);
        assert_balanced(&tokens(&page));
        prop_assert_eq!(shown(&page), expected(&document));
        for annotation in &document.annotations {
            prop_assert_eq!(page.matches(&format!("id=\"a-{}\"", annotation.id)).count(), 1);
            let notes = usize::from(annotation.has_note());
            prop_assert_eq!(page.matches(&format!("id=\"n-{}\"", annotation.id)).count(), notes);
        }
    }
}
