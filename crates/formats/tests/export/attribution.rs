use vermilion_anchor::{Span, TextIndex};
use vermilion_formats::annotated::Annotated;
use vermilion_formats::attribution::{Form, quote};
use vermilion_formats::interview::Role;

use crate::fixture::{Draft, chinese, english, everything};

fn quoted_as(document: &Annotated, words: &str, form: Form, link: Option<&str>) -> String {
    let start = document.text.find(words).unwrap();
    let span = TextIndex::new(&document.text).span(start..start + words.len()).unwrap();
    quote(document, span, form, link).unwrap()
}

fn quoted(document: &Annotated, words: &str) -> String {
    quoted_as(document, words, Form::Dash, None)
}

#[test]
fn a_chinese_quotation_names_speaker_section_title_and_source() {
    assert_eq!(
        quoted(&chinese(), "你說「地圖是慢慢長出來的」"),
        "「你說『地圖是慢慢長出來的』」——林默，〈01 第一條等高線〉，《地圖上沒有的山》，山中月刊"
    );
}

#[test]
fn an_english_quotation_does_so_in_english() {
    assert_eq!(
        quoted(&english(), "You once called a map “a promise”."),
        "“You once called a map ‘a promise’.” — Iris Lund, “1.1 First ‘steps’”, *The Slow Map*, Contour Quarterly"
    );
}

#[test]
fn a_quotation_across_turns_names_everyone_who_speaks_in_it() {
    let copied = quoted(&chinese(), "這話怎麼講？\n高𠮷：先走");
    assert!(
        copied.starts_with("「這話怎麼講？\n高𠮷：先走」\n——林默、高𠮷，〈01 第一條等高線〉"),
        "{copied}"
    );
}

#[test]
fn what_the_document_does_not_have_is_left_out() {
    let document = Draft::new("zh-Hant", "").paragraph("無人說話。").done();
    assert_eq!(quote(&document, Span::new(0, 5), Form::Dash, None).unwrap(), "「無人說話。」");
    let document = Draft::new("en", "Notes").speaker("Ann", Role::Other).turn(0, "Ann: ", "Yes.").done();
    assert_eq!(quote(&document, Span::new(5, 9), Form::Dash, None).unwrap(), "“Yes.” — Ann, *Notes*");
}

#[test]
fn white_space_and_what_lies_outside_the_text_is_no_quotation() {
    let document = chinese();
    assert_eq!(quote(&document, Span::new(7, 8), Form::Full, None), None);
    assert_eq!(quote(&document, Span::new(5, 5), Form::Full, None), None);
    assert_eq!(quote(&document, Span::new(9_000, 9_001), Form::Full, None), None);
}

/// The same document without what is not known of many.
fn bare(document: &Annotated) -> Annotated {
    let mut document = document.clone();
    document.published = None;
    document.source = None;
    document
}

#[test]
fn markdown_is_a_quotation_whose_title_leads_somewhere() {
    let chinese = chinese();
    assert_eq!(
        quoted_as(
            &chinese,
            "所以我的地圖有很多空白，空白也是一種*誠實*。",
            Form::Markdown,
            Some("地圖.md#^0193")
        ),
        "> 所以我的地圖有很多空白，空白也是一種\\*誠實\\*。\n>\n> — 高𠮷，〈01 第一條等高線〉，[《地圖上沒有的山》](地圖.md#^0193)，山中月刊，2026年5月1日"
    );
    assert_eq!(
        quoted_as(&bare(&chinese), "這話怎麼講？\n高𠮷：先走", Form::Markdown, None),
        "> 這話怎麼講？\n>\n> 高𠮷：先走\n>\n> — 林默、高𠮷，〈01 第一條等高線〉，《地圖上沒有的山》"
    );
    assert_eq!(
        quoted_as(&english(), "whoever's lost", Form::Markdown, Some("The%20Slow%20Map.md#^0193")),
        "> whoever's lost\n>\n> — Tom Okafor, “1.1 First ‘steps’”, [*The Slow Map*](The%20Slow%20Map.md#^0193), Contour Quarterly, May 1, 2026"
    );
    // A source that is an address is where the title leads, and says nothing more.
    let timed = everything();
    assert_eq!(
        quoted_as(&timed, "岸是聽出來的。", Form::Markdown, None),
        "> 岸是聽出來的。\n>\n> — 高𠮷，〈01 出海〉，[《夜航》](https://example.org/night?a={b})，2026年5月1日，1:02:03"
    );
    assert!(
        quoted_as(&timed, "岸是聽出來的。", Form::Markdown, Some("夜航.md#^1"))
            .contains("https://example.org/night"),
        "where it leads to the passage, the address is named"
    );
}

#[test]
fn in_the_running_text_it_is_author_and_year() {
    let (chinese, english) = (chinese(), english());
    for (document, words, expected) in [
        (&chinese, "先走，再畫。", "「先走，再畫。」（高𠮷，2026）"),
        (&chinese, "這話怎麼講？\n高𠮷：先走", "「這話怎麼講？\n高𠮷：先走」（林默、高𠮷，2026）"),
        (&chinese, "高𠮷畫了三十年", "「高𠮷畫了三十年」（《地圖上沒有的山》，2026）"),
        (&english, "whoever's lost", "“whoever's lost” (Okafor, 2026)"),
        (&english, "To whom?\nOkafor: To", "“To whom?\nOkafor: To” (Lund & Okafor, 2026)"),
        (&bare(&chinese), "先走，再畫。", "「先走，再畫。」（高𠮷，無日期）"),
        (&bare(&english), "whoever's lost", "“whoever's lost” (Okafor, n.d.)"),
        (&everything(), "岸是聽出來的。", "「岸是聽出來的。」（高𠮷，2026，1:02:03）"),
    ] {
        assert_eq!(quoted_as(document, words, Form::AuthorDate, None), expected);
    }
    let several = |language: &str| {
        let draft = Draft::new(language, "Talk").speaker("Ann Lee", Role::Other).speaker("Bo", Role::Other);
        draft.speaker("Cy", Role::Other).turn(0, "A: ", "a").turn(1, "B: ", "b").turn(2, "C: ", "c").done()
    };
    assert_eq!(
        quoted_as(&several("en"), "a\nB: b\nC: c", Form::AuthorDate, None),
        "“a\nB: b\nC: c” (Lee et al., n.d.)"
    );
    assert_eq!(
        quoted_as(&several("zh-Hans"), "a\nB: b\nC: c", Form::AuthorDate, None),
        "“a\nB: b\nC: c”（Ann Lee等，无日期）"
    );
    let nothing = Draft::new("en", "").paragraph("words").done();
    for form in [Form::AuthorDate, Form::Full, Form::Dash] {
        assert_eq!(quoted_as(&nothing, "words", form, None), "“words”");
    }
    assert_eq!(quoted_as(&nothing, "words", Form::Markdown, None), "> words");
}

#[test]
fn in_full_everything_that_a_note_wants_is_on_a_line_of_its_own() {
    let (chinese, english) = (chinese(), english());
    for (document, words, expected) in [
        (
            &chinese,
            "先走，再畫。",
            "「先走，再畫。」\n高𠮷受訪，林默訪問，〈01 第一條等高線〉，《地圖上沒有的山》，山中月刊，2026年5月1日。",
        ),
        (
            &english,
            "whoever's lost",
            "“whoever's lost”\nTom Okafor, interview by Iris Lund, “1.1 First ‘steps’”, *The Slow Map*, Contour Quarterly, May 1, 2026.",
        ),
        (&bare(&chinese), "你說", "「你說」\n林默，〈01 第一條等高線〉，《地圖上沒有的山》。"),
        (&bare(&english), "You once", "“You once”\nIris Lund, “1.1 First ‘steps’”, *The Slow Map*."),
        (&bare(&chinese), "高𠮷畫了", "「高𠮷畫了」\n《地圖上沒有的山》。"),
        (
            &everything(),
            "岸是聽出來的。",
            "「岸是聽出來的。」\n高𠮷受訪，林默訪問，〈01 出海〉，《夜航》，https://example.org/night?a={b}，2026年5月1日，1:02:03。",
        ),
    ] {
        assert_eq!(quoted_as(document, words, Form::Full, None), expected);
    }
}

#[test]
fn a_date_is_said_as_far_as_it_is_known() {
    for (language, published, full, year) in [
        ("en", "2026", "2026", "2026"),
        ("en", "2026-05", "May 2026", "2026"),
        ("en", "autumn 2025", "autumn 2025", "2025"),
        ("en", "2026-13-01", "2026-13-01", "2026"),
        ("zh-Hant", "2026", "2026年", "2026"),
        ("zh-Hans", "2026-05", "2026年5月", "2026"),
        ("ja", "2026-05-01", "2026年5月1日", "2026"),
        ("zh-Hant", "民國某年", "民國某年", "民國某年"),
    ] {
        let document = Draft::new(language, "").paragraph("words").published("", published).done();
        let cited = quoted_as(&document, "words", Form::Full, None);
        let line = cited.lines().nth(1).unwrap().trim_end_matches(['.', '。']);
        assert_eq!(line, full, "{language} {published}");
        let cited = quoted_as(&document, "words", Form::AuthorDate, None);
        assert!(cited.ends_with(&format!("{year})")) || cited.ends_with(&format!("{year}）")), "{cited}");
    }
}
