//! Whatever is written is read back and is the same, as far as the format can hold it; and what is not the same is told.

use proptest::prelude::*;
use vermilion_anchor::{Span, TextIndex, snap_outward, trim};
use vermilion_formats::annotated::{About, Annotated, Colour, ExportedTag, Mark, Style};
use vermilion_formats::codebook::CodebookTag;
use vermilion_formats::import::{Format, Import, Limits};
use vermilion_formats::interview::{Role, parse};
use vermilion_formats::qdpx::Counting;
use vermilion_formats::verify::{Of, Verdict, What, Written, compare};
use vermilion_formats::watch::Watch;
use vermilion_formats::{docx, jsonld, qdpx};

use crate::codebook::codebook;
use crate::fixture::{BLUE_LINE, Draft, RED, YELLOW};
use crate::library::documents;

/// Every way in which a document is written and read back.
fn files(document: &Annotated, codebook: &[CodebookTag]) -> Vec<(Written, Vec<u8>)> {
    let documents = std::slice::from_ref(document);
    vec![
        (Written::Json, jsonld::export(document).into_bytes()),
        (Written::Docx, docx::export(document, "林默", &Watch::nobody())),
        (Written::Qdpx, qdpx::export("計畫", documents, codebook, Counting::CodePoints, &Watch::nobody())),
        (Written::Qdpx, qdpx::export("計畫", documents, codebook, Counting::Nvivo, &Watch::nobody())),
    ]
}

/// What a file brings, found by its content.
fn read(written: Written, file: &[u8]) -> Import {
    let format = Format::detect(file, None);
    assert_eq!(Written::of(format.name()), Some(written));
    format.read(file, None, Limits::default()).unwrap().unwrap()
}

fn verdicts(document: &Annotated, codebook: &[CodebookTag]) -> Vec<(Written, Verdict)> {
    files(document, codebook)
        .into_iter()
        .map(|(written, file)| (written, compare(written, document, codebook, &read(written, &file))))
        .collect()
}

fn assert_same(document: &Annotated) {
    for (written, verdict) in verdicts(document, &codebook()) {
        assert!(verdict.is_same(), "{written:?} of {}: {:#?}", document.title, verdict.differences);
        assert_eq!(verdict.annotations as usize, document.annotations.len() + document.orphans.len());
    }
}

/// An interview with everything that makes trouble: passages across each other and across paragraphs, characters of many
/// code points, Markdown, tags under tags, what is no more.
fn sample() -> Annotated {
    let text = "# 霧裡的橋\n\n來源：河岸月刊\n日期：2026-05-01\n\n## 一、起霧\n\n林默：你看得見橋嗎？\n\n高𠮷：看不見。👩‍👩‍👧 都在對岸。\n\n\
        還有一隻貓。\n\n林默：後來呢？\n\n高𠮷：霧散了，e\u{301} 也散了。\n\n## 二、散霧\n\n林默：然後？\n\n高𠮷：然後天亮。\n";
    let fear = ExportedTag {
        id: crate::library::tag_id("情感/恐懼"),
        path: "情感/恐懼".to_owned(),
        colour: Some(Colour::Red),
    };
    let mut document = Draft::of(parse(text))
        .mark(
            "看不見。👩‍👩‍👧 都在對岸。",
            YELLOW,
            "**「重點」**很清楚\n\n- 一\n- 二\n\n> 引\n\n`x` ~~y~~ [z](https://example.org/z)",
        )
        .tag("深/更深/最深")
        .mark("👩‍👩‍👧 都在", RED, "")
        .mark("都在對岸。\n\n還有一隻貓。\n\n林默：後來", BLUE_LINE, "跨段\n第二行")
        .coloured_tag("天氣", Some(Colour::Green))
        .mark("都在對岸。\n\n還有一隻貓。\n\n林默：後來", YELLOW, "同一處")
        .mark("e\u{301} 也散了。\n\n## 二、散霧\n\n林默：然後？", RED, "    縮排的程式碼\n")
        .orphan("刪去的話。\n第二段。", "還要查")
        .memo(About::Document, "一篇關於霧的訪談。\n\n- 甲\n- 乙")
        .memo(About::Section { heading: None, title: "靠岸".to_owned() }, "這一節不在了。")
        .memo(About::Speaker(0), "她問得**少**。")
        .memo(About::Tag(fear.clone()), "何時用。")
        .speaker("從不開口的人", Role::Other)
        .done();
    for tag in document.annotations.iter_mut().flat_map(|one| &mut one.tags) {
        tag.id = crate::library::tag_id(&tag.path);
    }
    document.annotations[0].tags.push(fear);
    document.annotations[2].original = Some("都在對岸。\n\n還有兩隻貓。".to_owned());
    for tag in document.orphans.iter_mut().flat_map(|one| &mut one.tags) {
        tag.id = crate::library::tag_id(&tag.path);
    }
    document
}

#[test]
fn every_file_of_the_sample_says_what_the_library_says() {
    assert_same(&sample());
}

#[test]
fn every_file_of_every_document_says_what_the_library_says() {
    for document in documents() {
        assert_same(&document);
    }
}

/// Counted in other ways the same numbers lead to words that are the same or as likely.
#[test]
fn how_a_project_of_ours_counts_is_not_guessed() {
    let text = "01.散霧\n林默：你看得見橋嗎？\n\n還有一隻貓。\n## 一、起霧\n高𠮷：看不見。👩\u{200d}👩\u{200d}👧 都在對岸。\n\
        『引』「文」\n『引』「文」\n";
    let at = |count: usize| {
        let byte = text.match_indices('『').nth(count).unwrap().0;
        vermilion_anchor::count(&text[..byte])
    };
    for count in 0..2 {
        let start = at(count);
        assert_same(&Draft::of(parse(text)).mark_span(Span::new(start, start + 1), YELLOW, "").done());
    }
}

#[test]
fn what_a_file_says_otherwise_is_told_with_its_place() {
    /// What is done to what the file holds, and what is told of it.
    type Case = (fn(&mut Annotated), What, Of);
    let document = sample();
    let first = document.annotations[0].clone();
    let of_first = || Of::Annotation { id: Some(first.id.clone()), start: Some(first.span.start) };
    let cases: Vec<Case> = vec![
        (|file| file.title = "另一題".to_owned(), What::Title, Of::Document),
        (|file| file.source = None, What::Source, Of::Document),
        (|file| file.published = Some("2027".to_owned()), What::Published, Of::Document),
        (|file| file.language = "en".to_owned(), What::Language, Of::Document),
        (|file| file.annotations[0].note = "別的".to_owned(), What::Note, of_first()),
        (|file| file.annotations[0].tags.clear(), What::Tags, of_first()),
        (|file| file.annotations[0].created = "2020-01-01T00:00:00Z".to_owned(), What::Created, of_first()),
        (|file| file.annotations[0].modified = "2020-01-01T00:00:00Z".to_owned(), What::Modified, of_first()),
        (|file| _ = file.annotations.remove(0), What::Presence, of_first()),
        (|file| file.speakers[0].role = Role::Other, What::Role, Of::Speaker("林默".to_owned())),
        (|file| _ = file.memos.remove(0), What::Presence, Of::Memo { id: Some(document_memo()) }),
    ];
    for (change, what, of) in cases {
        let mut changed = document.clone();
        change(&mut changed);
        for (written, file) in files(&changed, &codebook()) {
            let verdict = compare(written, &document, &codebook(), &read(written, &file));
            let told = verdict.differences.iter().any(|one| one.what == what && one.of == of);
            assert!(told, "{written:?}, {what:?}: {:#?}", verdict.differences);
        }
    }
}

fn document_memo() -> String {
    sample().memos[0].id.clone()
}

#[test]
fn another_look_and_another_passage_are_told_where_the_format_says_them() {
    let document = sample();
    let mut changed = document.clone();
    changed.annotations[0].style = Style { mark: Mark::Underline, colour: Colour::Purple };
    let of = Of::Annotation {
        id: Some(document.annotations[0].id.clone()),
        start: Some(document.annotations[0].span.start),
    };
    for (written, file) in files(&changed, &codebook()) {
        let verdict = compare(written, &document, &codebook(), &read(written, &file));
        let expected = match written {
            Written::Qdpx => Vec::new(),
            Written::Json | Written::Docx => vec![(What::Style, of.clone())],
        };
        let told: Vec<_> = verdict.differences.into_iter().map(|one| (one.what, one.of)).collect();
        assert_eq!(told, expected, "{written:?}");
    }
    let mut changed = document.clone();
    changed.annotations[0].span.end.0 -= 1;
    for (written, file) in files(&changed, &codebook()) {
        let verdict = compare(written, &document, &codebook(), &read(written, &file));
        let told: Vec<_> = verdict.differences.into_iter().map(|one| (one.what, one.of)).collect();
        assert_eq!(told, [(What::Passage, of.clone()), (What::Quote, of.clone())], "{written:?}");
    }
}

#[test]
fn another_text_is_told_by_where_it_begins_to_differ_and_what_is_not_there_at_all_is_told() {
    let document = sample();
    let mut other = document.clone();
    other.text = other.text.replace("還有一隻貓", "還有兩隻貓");
    let at = TextIndex::new(&document.text).span(0..document.text.find("一隻").unwrap()).unwrap().end;
    for (written, file) in files(&other, &codebook()) {
        let verdict = compare(written, &document, &codebook(), &read(written, &file));
        let told = verdict.differences.iter().find(|one| one.what == What::Text).unwrap();
        assert_eq!(told.of, Of::Place(at), "{written:?}");
        assert!(told.library.as_ref().unwrap().starts_with("一隻貓"));
        assert!(told.file.as_ref().unwrap().starts_with("兩隻貓"));
    }
    let verdict = compare(Written::Json, &document, &[], &Import::default());
    assert_eq!((verdict.total, verdict.differences[0].what), (1, What::Presence));
    assert_eq!(verdict.differences[0].of, Of::Document);
}

#[test]
fn of_very_many_differences_only_the_number_is_kept() {
    let text = "林默：你看得見橋嗎？\n".repeat(1_500);
    let mut draft = Draft::of(parse(&text));
    for at in 0..1_500 {
        draft = draft.mark_span(Span::new(at * 11 + 3, at * 11 + 6), YELLOW, "");
    }
    let document = draft.done();
    let file = Draft::of(parse(&text)).done();
    let import = read(Written::Json, jsonld::export(&file).as_bytes());
    let verdict = compare(Written::Json, &document, &[], &import);
    assert_eq!((verdict.total, verdict.differences.len()), (1_500, Verdict::MOST));
    assert_eq!(verdict.annotations, 1_500);
}

/// Lines of interviews, and what breaks them.
fn texts() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "林默：你看得見橋嗎？",
        "高𠮷：看不見。👩‍👩‍👧 都在對岸。",
        "還有一隻貓。",
        "Iris: Do you see it?",
        "Tom: No. It is over there, e\u{301} <b>&amp;</b>.",
        "## 一、起霧",
        "01.散霧",
        "",
        "\u{3000}\u{3000}霧\u{200b}散了。",
        "**Q:** Why *so*?",
        "[00:01:02] 林默：幾點？",
        "『引』「文」",
    ]);
    let text = prop::collection::vec(line, 1..16).prop_map(|lines| format!("{}\n", lines.join("\n")));
    text.prop_filter("a document says something", |text| !text.trim().is_empty())
}

/// Notes as they are typed.
fn notes() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "重點",
        "**粗**",
        "*斜*",
        "~~刪~~",
        "`碼`",
        " ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "<b>",
        "&amp;",
        "\\*",
        "[連](https://example.org/a_b)",
        "👩‍👩‍👧",
        "#標籤",
        "a_b_c",
        "_",
        "*",
        "「",
        "」",
        "---",
        "```\n",
        "    ",
        "|",
        "https://example.org",
    ]);
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// An annotation to be: where it begins and how long it is, in thousandths of the text; its looks, note and tags.
type Wanted = ((u32, u32), usize, String, Vec<&'static str>);

fn wanted() -> impl Strategy<Value = Wanted> {
    let tags = prop::sample::subsequence(vec!["情感", "情感/恐懼", "其他", "天氣", "深/更 深/&<最>深"], 0..4);
    ((0..1_000_u32, 0..300_u32), 0..10_usize, notes(), tags)
}

fn drawn(text: &str, wanted: &[Wanted], memo: &str) -> Annotated {
    let length = vermilion_anchor::count(text);
    let index = TextIndex::new(text);
    let mut draft = Draft::of(parse(text));
    for ((start, size), look, note, tags) in wanted {
        let start = start * length / 1_000;
        let span = Span::new(start, (start + 1 + size * length / 1_000).min(length));
        let span = trim(&index, snap_outward(&index, span));
        if span.is_empty() {
            continue;
        }
        let style = Style { mark: Mark::ALL[look % 2], colour: Colour::ALL[look / 2] };
        draft = draft.mark_span(span, style, note);
        for tag in tags {
            draft = draft.tag(tag);
        }
    }
    let mut document = draft.memo(About::Document, memo).done();
    for tag in document.annotations.iter_mut().flat_map(|one| &mut one.tags) {
        tag.id = crate::library::tag_id(&tag.path);
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_annotated_is_in_the_file(
        text in texts(),
        wanted in prop::collection::vec(wanted(), 0..8),
        memo in notes(),
    ) {
        let document = drawn(&text, &wanted, &memo);
        for (written, verdict) in verdicts(&document, &[]) {
            prop_assert!(verdict.is_same(), "{written:?}: {:#?}", verdict.differences);
        }
    }
}
