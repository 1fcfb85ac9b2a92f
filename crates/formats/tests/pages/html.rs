use crate::shared::{document, findings, headings, hurt, quote, speakers};
use std::collections::BTreeMap;
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::annotated::{Annotated, AnnotatedSpeaker, Colour, ExportedAnnotation, Mark, Style};
use vermilion_formats::html::export;
use vermilion_formats::import::html::{looks_like, read};
use vermilion_formats::import::{ImportError, Limits};
use vermilion_formats::interview::{Interview, parse};

/// A page as a site sends it: an article among much else.
fn site() -> String {
    let turns: String = (1..=6)
        .map(|at| {
            format!(
                "<p><b>林美：</b>第{at}個問題，您是怎麼開始修書的？後來又怎麼樣，可以說一說嗎？</p>\n\
                 <p><strong>溫若岑</strong>：第{at}個回答，我十九歲那年在舊書店，老闆給我一把刀，說慢慢來，不要急。\
                 <br>這一刀下去，我就<ruby>懂<rt>dǒng</rt></ruby>了<a href='https://elsewhere.example/{at}'>一切</a>。</p>\n"
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html><!-- saved from url=(0031)https://www.margin.example/story -->\n\
         <html lang='zh-TW'><head><meta charset='utf-8'><title>邊上的字 | 邊欄</title>\
         <meta property='og:site_name' content='邊欄'><meta property='og:title' content='邊上的字'>\
         <link rel=canonical href='https://www.margin.example/story'>\
         <script type='application/ld+json'>{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
         \"headline\":\"邊上的字\",\"author\":{{\"@type\":\"Person\",\"name\":\"柯映竹\"}},\
         \"datePublished\":\"2025-03-09T08:00:00+08:00\"}}</script>\
         <script>document.write('<p>script wrote this</p>')</script><style>p {{ color: red }}</style></head>\n\
         <body><nav><ul><li><a href='/'>首頁</a></li><li><a href='/all'>全部文章</a></li></ul></nav>\
         <article><h1>邊上的字</h1>{turns}<h2>後來</h2>{turns}\
         <p style='display: none'>看不見的字</p><img src='a.jpg' alt='書房'></article>\
         <aside><p>廣告：買一送一</p></aside>\
         <form action='/'><p>訂閱電子報</p><input name=mail><button>送出</button></form>\
         <footer><p>版權所有</p><p>這一刀下去，我就懂了一切。</p></footer></body></html>"
    )
}

#[test]
fn the_interview_of_a_site_is_found_among_what_stands_around_it() {
    let (found, report) = document(read, site().as_bytes());
    let interview = &found.interview;
    assert_eq!(interview.title.as_deref(), Some("邊上的字"));
    assert_eq!(interview.source.as_deref(), Some("邊欄, https://www.margin.example/story"));
    assert_eq!(interview.published.as_deref(), Some("2025-03-09"));
    assert_eq!(interview.language, "zh-Hant");
    assert_eq!(
        speakers(interview),
        ["林美", "溫若岑"].repeat(12).iter().map(|one| &**one).collect::<Vec<_>>()
    );
    assert_eq!(headings(interview), [(1, "後來".to_owned())]);
    insta::assert_snapshot!(interview.text);
    insta::assert_debug_snapshot!(findings(&report));
}

#[test]
fn what_has_nothing_around_it_is_taken_whole() {
    let page = "<h1>霧與河</h1><p>文／林美</p><h2>起</h2><ol><li>第一<li>第二</ol><blockquote>引用</blockquote>\
                <table><tr><th>年<th>冊<tr><td>1999<td>3</table><pre>一行\n  又一行</pre><p>𠮷 e\u{301} 👩‍👩‍👧</p>";
    let (found, _) = document(read, page.as_bytes());
    assert_eq!(
        found.interview.text,
        "霧與河\n文／林美\n起\n1. 第一\n2. 第二\n引用\n年 | 冊\n1999 | 3\n一行\n  又一行\n𠮷 e\u{301} 👩‍👩‍👧\n"
    );
    assert_eq!(found.interview.title.as_deref(), Some("霧與河"));
    assert_eq!(headings(&found.interview), [(1, "起".to_owned())]);
}

#[test]
fn the_name_of_a_file_that_pandoc_took_for_want_of_a_title_is_none() {
    let page = |title: &str| {
        format!(
            "<!DOCTYPE html><html><head><meta name='generator' content='pandoc' /><title>notes</title></head><body>\
             {title}<h1 id='x'>霧與河</h1><p>來源：河邊月刊</p><p>文／林美</p></body></html>"
        )
    };
    let (found, _) = document(read, page("").as_bytes());
    assert_eq!(found.interview.title.as_deref(), Some("霧與河"));
    assert_eq!(found.interview.source.as_deref(), Some("河邊月刊"));
    let told = page("<header id='title-block-header'><h1 class='title'>notes</h1></header>");
    assert_eq!(document(read, told.as_bytes()).0.interview.title.as_deref(), Some("notes"));
}

#[test]
fn a_table_of_who_speaks_is_a_dialogue() {
    let rows = "<tr><td>Lin</td><td>Why <i>books</i>?</td></tr><tr><td>Wen</td><td><p>Chance.</p></td></tr>"
        .repeat(3);
    let (found, report) = document(read, format!("<table>{rows}</table>").as_bytes());
    assert!(found.interview.text.starts_with("Lin: Why books?\nWen: Chance.\n"), "{}", found.interview.text);
    assert_eq!(speakers(&found.interview), ["Lin", "Wen"].repeat(3));
    assert!(findings(&report)[0].contains("speakers-labelled"));
}

#[test]
fn a_page_is_decoded_as_it_says() {
    let page = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=big5'></head><body><p>霧與河</p>";
    let (big5, _, _) = encoding_rs::BIG5.encode(page);
    assert_eq!(document(read, &big5).0.interview.text, "霧與河\n");
    // What the page says is wrong, and the bytes say what is right.
    assert_eq!(document(read, page.as_bytes()).0.interview.text, "霧與河\n");
    let utf16: Vec<u8> = format!("\u{feff}{page}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(document(read, &utf16).0.interview.text, "霧與河\n");
}

#[test]
fn nothing_of_a_page_but_words_comes_through() {
    for (_, attack) in vermilion_tests::fixtures::injections("canary.invalid") {
        let page = format!("<p>before</p>{attack}<p>after</p>");
        if let Ok(import) = read(page.as_bytes(), None, Limits::default()) {
            let text = &import.documents[0].interview.text;
            assert!(!text.chars().any(|one| one.is_control() && one != '\n'), "{attack}: {text:?}");
        }
    }
    let page = "<p>words<script>alert(1)</script><style>p{}</style><iframe src='//canary.invalid'>no</iframe></p>\
                <svg><script>alert(2)</script></svg><noscript><p>no script</p></noscript><template><p>t</p></template>";
    assert_eq!(document(read, page.as_bytes()).0.interview.text, "words\n");
}

#[test]
fn a_page_that_holds_nothing_or_too_much_is_an_error() {
    assert!(read(b"<html><body><script>alert(1)</script></body></html>", None, Limits::default()).is_err());
    assert!(read(b"", None, Limits::default()).is_err());
    assert!(read(b"%PDF-1.7\n\xff\xff", None, Limits::default()).is_err());
    let few = Limits { file: 3, ..Limits::default() };
    assert_eq!(read(b"<p>words", None, few), Err(ImportError::TooMuch { what: "bytes", most: 3 }));
    let deep = "<div>".repeat(1_000_000);
    assert!(read(deep.as_bytes(), None, Limits::default()).unwrap_err().to_string().contains("within"));
    hurt(read, site().as_bytes());
}

#[test]
fn pages_are_told_by_what_they_hold() {
    for page in
        ["\u{feff}<!DOCTYPE html>", " <!-- saved -->\n<HTML>", "<?xml version='1.0'?>\n<html>", "<p>pasted"]
    {
        assert!(looks_like(page.as_bytes()), "{page}");
    }
    for other in ["<?xml version='1.0'?><Project>", "Q: <b>?", "# <p>", "PK\u{3}\u{4}", ""] {
        assert!(!looks_like(other.as_bytes()), "{other}");
    }
}

#[test]
fn a_page_that_the_app_wrote_gives_the_interview_back() {
    for name in ["interview.zh-Hant.txt", "interview.en.txt"] {
        let path = format!("{}/../../samples/{name}", env!("CARGO_MANIFEST_DIR"));
        let sample = parse(&std::fs::read_to_string(path).unwrap());
        let (found, report) = document(read, export(&annotated(&sample)).as_bytes());
        let read = &found.interview;
        assert_eq!(
            (&read.title, &read.source, &read.published),
            (&sample.title, &sample.source, &sample.published)
        );
        assert_eq!(read.language, sample.language);
        assert_eq!(speakers(read), speakers(&sample));
        assert_eq!(headings(read), headings(&sample));
        let bodies = |interview: &Interview| -> Vec<String> {
            interview.blocks.iter().map(|block| quote(interview, block.body)).collect()
        };
        assert_eq!(bodies(read), bodies(&sample));
        assert_eq!(
            findings(&report)[0],
            "Skipped annotation: ".to_owned() + &quote(&sample, MARKED) + " 1 (page-is-for-reading)"
        );
    }
}

const MARKED: Span = Span { start: CodePoint(3), end: CodePoint(9) };

/// The interview as the app exports it, with a note on its title.
fn annotated(interview: &Interview) -> Annotated {
    let speaker = |(number, speaker): (usize, &vermilion_formats::interview::Speaker)| AnnotatedSpeaker {
        id: number.to_string(),
        name: speaker.name.clone(),
        role: speaker.role,
        colour: 0,
    };
    Annotated {
        id: "d".to_owned(),
        title: interview.title.clone().unwrap_or_default(),
        source: interview.source.clone(),
        published: interview.published.clone(),
        language: interview.language.clone(),
        revision: "r".to_owned(),
        text: interview.text.clone(),
        blocks: interview.blocks.clone(),
        speakers: interview.speakers.iter().enumerate().map(speaker).collect(),
        annotations: vec![ExportedAnnotation {
            id: "a".to_owned(),
            span: MARKED,
            style: Style { mark: Mark::Fill, colour: Colour::Yellow },
            note: "a note".to_owned(),
            tags: Vec::new(),
            original: None,
            created: "2026-11-23T08:00:00Z".to_owned(),
            modified: "2026-11-23T08:00:00Z".to_owned(),
        }],
        orphans: Vec::new(),
        memos: Vec::new(),
        names: BTreeMap::new(),
        is_patterned: false,
        exported_at: "2026-11-23T08:30:00Z".to_owned(),
    }
}
