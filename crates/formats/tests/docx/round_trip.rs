//! What we write, read again.

use vermilion_anchor::{Span, TextIndex, count};
use vermilion_formats::annotated::{About, Annotated, Colour, ExportedOrphan, ExportedTag, Mark, Style};
use vermilion_formats::import::{Import, ImportedAbout, ImportedAnnotation, ImportedTag};
use vermilion_formats::interview::parse;

use crate::fixture::{self, BLUE_LINE, Draft, RED, YELLOW};
use crate::packed::{export, import};

/// The paths of an annotation's tags.
fn paths(tags: &[ImportedTag], of: &ImportedAnnotation) -> Vec<String> {
    let path = |mut at: usize| {
        let mut names = vec![tags[at].name.clone()];
        while let Some(parent) = tags[at].parent {
            at = parent;
            names.insert(0, tags[at].name.clone());
        }
        names.join("/")
    };
    of.tags.iter().map(|at| path(*at)).collect()
}

fn exported(tags: &[ExportedTag]) -> Vec<String> {
    tags.iter().map(|tag| tag.path.clone()).collect()
}

/// Everything that the format holds comes back.
fn assert_comes_back(document: &Annotated) {
    let bytes = export(document, "林默");
    assert!(vermilion_formats::import::docx::looks_like(&bytes));
    let found = import(&bytes);
    assert_eq!(found.documents.len(), 1);
    let read = &found.documents[0];
    assert_eq!(read.interview.text, document.text);
    assert_eq!(read.interview.title.as_deref(), Some(document.title.as_str()));
    assert_eq!(read.interview.source, document.source);
    assert_eq!(read.interview.published, document.published);
    assert_eq!(read.interview.language, document.language);
    for speaker in &document.speakers {
        let same = read.interview.speakers.iter().find(|other| other.name == speaker.name);
        assert_eq!(same.map(|other| other.role), Some(speaker.role), "{}", speaker.name);
    }
    assert_eq!(read.interview.blocks, document.blocks);
    let standing: Vec<_> = read.annotations.iter().filter(|one| one.span.is_some()).collect();
    assert_eq!(standing.len(), document.annotations.len());
    let index = TextIndex::new(&document.text);
    for (read, one) in standing.iter().zip(&document.annotations) {
        assert_eq!(read.span, Some(one.span));
        assert_eq!(Some(read.quote.as_str()), index.slice(one.span));
        assert_eq!(read.style, Some(one.style));
        assert_eq!(read.note, document_note(document, &one.note));
        assert_eq!(paths(&found.tags, read), exported(&one.tags));
        assert_eq!(time(read.created.as_deref()), time(Some(&one.created)));
        assert_eq!(time(read.modified.as_deref()), time(Some(&one.modified)));
    }
    let orphans: Vec<_> = read.annotations.iter().filter(|one| one.span.is_none()).collect();
    assert_eq!(orphans.len(), document.orphans.len());
    for (read, one) in orphans.iter().zip(&document.orphans) {
        assert_eq!((read.quote.as_str(), read.style), (one.quote.as_str(), Some(one.style)));
        assert_eq!(read.note, document_note(document, &one.note));
        assert_eq!(paths(&found.tags, read), exported(&one.tags));
    }
    assert_eq!(read.memos.len(), document.memos.len());
    for (read, one) in read.memos.iter().zip(&document.memos) {
        assert_eq!(read.text, document_note(document, &one.text));
        match (&read.about, &one.about) {
            (ImportedAbout::Document, About::Document) => {}
            (ImportedAbout::Section(read), About::Section { title, .. }) => assert_eq!(read, title),
            (ImportedAbout::Speaker(name), About::Speaker(at)) => {
                assert_eq!(*name, document.speakers[*at].name);
            }
            (ImportedAbout::Tag(at), About::Tag(tag)) => {
                assert_eq!(Some(found.tags[*at].name.as_str()), tag.path.rsplit('/').next());
            }
            (read, one) => panic!("{read:?} is not {one:?}"),
        }
    }
}

/// A note with its links as they are in a file.
fn document_note(document: &Annotated, note: &str) -> String {
    let standing = |link: &vermilion_formats::crosslink::Crosslink| match document.names.get(link) {
        Some(name) => vermilion_formats::crosslink::Standing::There { name: name.clone(), anchor: None },
        None => vermilion_formats::crosslink::Standing::Gone,
    };
    vermilion_formats::crosslink::without(note, &standing)
}

fn time(text: Option<&str>) -> Option<i64> {
    text.map(|text| text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

/// A document whose structure is what the parser finds in its text, so that it can come back.
fn parsed(text: &str) -> Draft {
    Draft::of(parse(text))
}

const TALK: &str = "霧裡的橋\n來源：河岸月刊\n\n01.起霧\n\n林默：你看得見橋嗎？\n高𠮷：看不見。👩‍👩‍👧 都在對岸。\n\n  \
                    還有一隻貓。\n林默：後來呢？\n高𠮷：霧散了，e\u{301} 也散了。\n\n02.散霧\n\n林默：然後？\n高𠮷：然後天亮。\n";

#[test]
fn an_interview_comes_back_word_for_word() {
    assert_comes_back(&parsed(TALK).published("河岸月刊", "2026-05-01").done());
}

#[test]
fn markdown_marks_are_hidden_and_come_back() {
    let text = "# Bridge in *fog*\n\n## 1. Fog\n\n**Iris:** Do you see it?\n\n**Tom:** No. It is **over** there.\n\n\
                **Iris:** And now?\n\n**Tom:** Now I do.\n";
    let document = parsed(text).mark("over", YELLOW, "").done();
    assert_comes_back(&document);
    let part = crate::packed::member(&export(&document, "A"), "word/document.xml");
    assert!(
        part.contains("<w:rStyle w:val=\"VermilionMark\"/></w:rPr><w:t xml:space=\"preserve\">**</w:t>"),
        "{part}"
    );
}

#[test]
fn annotations_come_back_however_they_overlap() {
    let document = parsed(TALK)
        .mark("看不見。👩‍👩‍👧 都在對岸。", YELLOW, "**「重點」**很清楚")
        .tag("情感/恐懼")
        .mark("👩‍👩‍👧 都在", RED, "")
        .mark("都在對岸。\n\n  還有一隻貓。\n林默：後來", BLUE_LINE, "跨段\n第二行")
        .mark("都在對岸。\n\n  還有一隻貓。\n林默：後來", YELLOW, "同一處")
        .tag("Night & <day>")
        .tag("=1+1/*方向*")
        .mark("都在對岸。\n\n  還有一隻貓。\n林默：後來", RED, "")
        .mark("e\u{301} 也", YELLOW, "# 標題\n\n- 一\n- 二\n  1. 三\n  2. 四\n\n> 引\n\n3. 五\n4. 六\n\n```\na *b*\nc\n```\n\n`x` ~~y~~ [z](https://example.org/z)")
        .mark("霧散了", BLUE_LINE, "")
        .coloured_tag("天氣", Some(Colour::Green))
        .done();
    assert_comes_back(&document);
    let found = import(&export(&document, "A"));
    let weather = found.tags.iter().find(|tag| tag.name == "天氣").unwrap();
    assert_eq!(weather.colour, Some(Colour::Green));
    assert_eq!(found.documents[0].annotations[0].author.as_deref(), Some("A"));
}

#[test]
fn orphans_and_memos_come_back() {
    let mut document = parsed(TALK)
        .memo(About::Document, "一篇關於霧的訪談。\n\n- 甲\n- 乙")
        .memo(About::Section { heading: None, title: "散霧".to_owned() }, "結尾。")
        .memo(About::Speaker(0), "她問得**少**。")
        .memo(
            About::Tag(ExportedTag { id: "t".to_owned(), path: "情感/恐懼".to_owned(), colour: None }),
            "何時用。",
        )
        .mark("看不見。", YELLOW, "")
        .tag("情感/恐懼")
        .done();
    document.orphans.push(ExportedOrphan {
        id: "o".to_owned(),
        quote: "刪去的話。\n第二段。".to_owned(),
        reason: "deleted",
        revision: document.revision.clone(),
        style: Style { mark: Mark::Underline, colour: Colour::Purple },
        note: "還要查".to_owned(),
        tags: document.annotations[0].tags.clone(),
        created: "2026-11-23T08:30:00.250Z".to_owned(),
        modified: "2026-11-24T08:30:00Z".to_owned(),
    });
    assert_comes_back(&document);
}

#[test]
fn an_annotation_at_every_place_comes_back() {
    let mut draft = parsed(TALK);
    let (index, length) = (TextIndex::new(TALK), count(TALK));
    for start in 0..length {
        for width in [1, 2, 7, 30] {
            let span = Span::new(start, (start + width).min(length));
            let span = vermilion_anchor::trim(&index, vermilion_anchor::snap_outward(&index, span));
            if !span.is_empty() {
                let style =
                    Style { mark: Mark::ALL[width as usize % 2], colour: Colour::ALL[start as usize % 5] };
                draft = draft.mark_span(span, style, ["", "記"][start as usize % 2]);
            }
        }
    }
    assert_comes_back(&draft.done());
}

#[test]
fn a_renamed_speaker_and_memos_of_the_fixtures_come_back() {
    for document in [fixture::chinese(), fixture::english(), fixture::tagged(), fixture::with_memos()] {
        let found = import(&export(&document, "A"));
        let read = &found.documents[0];
        assert_eq!(read.interview.text, document.text);
        assert_eq!(read.interview.title.as_deref(), Some(document.title.as_str()));
        let names = |kept: &[String]| kept.to_vec();
        let expected: Vec<String> = document.speakers.iter().map(|one| one.name.clone()).collect();
        let given: Vec<String> = read.interview.speakers.iter().map(|one| one.name.clone()).collect();
        assert_eq!(names(&given), names(&expected));
        let spans: Vec<_> = read.annotations.iter().map(|one| one.span.unwrap()).collect();
        assert_eq!(spans, document.annotations.iter().map(|one| one.span).collect::<Vec<_>>());
        assert_eq!(read.memos.len(), document.memos.len());
    }
}

/// What is read from a file of ours of which one part was altered.
fn import_altered(bytes: &[u8], part: &str, alter: impl Fn(String) -> String) -> Import {
    let names = [
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/comments.xml",
        "customXml/item1.xml",
    ];
    let altered = names.map(|name| {
        let text = crate::packed::member(bytes, name);
        (name, if name == part { alter(text) } else { text })
    });
    let members: Vec<(&str, &str)> = altered.iter().map(|(name, text)| (*name, text.as_str())).collect();
    import(&crate::packed::zipped(&members))
}

#[test]
fn a_bookmark_that_libreoffice_ended_before_the_last_character_is_whole() {
    let document = parsed(TALK)
        .mark("看不見", YELLOW, "")
        .mark("天亮。", BLUE_LINE, "")
        .mark("霧散了", RED, "一則")
        .done();
    let found = import_altered(&export(&document, "A"), "word/document.xml", |text| {
        let mut text = text;
        // The first and the last of them; the comment keeps its end.
        for (before, last, id, look) in [
            ("看不", "見", 0, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FBE9A6\"/>"),
            ("天亮", "。", 2, "<w:u w:val=\"thick\" w:color=\"2F74AD\"/>"),
        ] {
            let end = format!("<w:bookmarkEnd w:id=\"{id}\"/>");
            let whole = format!("{before}{last}</w:t></w:r>{end}");
            assert!(text.contains(&whole) && text.contains(look), "{text}");
            let parted =
                format!("{before}</w:t></w:r>{end}<w:r><w:rPr>{look}</w:rPr><w:t>{last}</w:t></w:r>");
            text = text.replace(&whole, &parted);
        }
        text
    });
    let read: Vec<_> = found.documents[0].annotations.iter().map(|one| (one.span, one.style)).collect();
    let written: Vec<_> = document.annotations.iter().map(|one| (Some(one.span), Some(one.style))).collect();
    assert_eq!(read, written);
}

#[test]
fn a_comment_that_was_altered_in_word_is_what_it_says_there() {
    let document = parsed(TALK).mark("看不見。", RED, "舊的").tag("a/b").done();
    let found =
        import_altered(&export(&document, "A"), "word/comments.xml", |text| text.replace("舊的", "新的"));
    let one = &found.documents[0].annotations[0];
    assert_eq!((one.note.as_str(), one.style), ("新的", Some(RED)));
    assert_eq!(paths(&found.tags, one), ["a/b"]);
}

#[test]
fn ten_thousand_annotations_over_half_a_million_characters_come_back() {
    let turn = "林默：你看得見橋嗎？\n高𠮷：看不見。都在對岸，後來霧散了，天就亮了，橋也就在那裡。\n";
    let text = turn.repeat(10_002);
    let width = count(turn);
    let mut draft = parsed(&text);
    for at in 0..10_000 {
        let start = at * width + 14;
        let note = if at % 3 == 0 { "**註**" } else { "" };
        draft = draft.mark_span(Span::new(start, start + 20 + at % 5 * 10), YELLOW, note);
    }
    let document = draft.done();
    let found = import(&export(&document, "A"));
    let read = &found.documents[0];
    assert!(read.interview.text == document.text);
    let places: Vec<_> = read.annotations.iter().map(|one| (one.span, one.note.as_str())).collect();
    let index = TextIndex::new(&document.text);
    let trimmed = |span| Some(vermilion_anchor::trim(&index, span));
    let expected: Vec<_> =
        document.annotations.iter().map(|one| (trimmed(one.span), one.note.as_str())).collect();
    assert!(places == expected);
}
