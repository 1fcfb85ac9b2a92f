//! Notes are typed by hand and pasted from anywhere: whatever they hold, the HTML holds only what is on the list.

use proptest::prelude::*;
use vermilion_formats::crosslink::{Crosslink, Kind, Standing};
use vermilion_formats::note::{note_html, note_html_for_window};
use vermilion_tests::fixtures::{self, injections};
use vermilion_tests::invariants::html::{Token, tokens};
use vermilion_tests::invariants::note;

use crate::fixture::gone;

#[test]
fn a_note_is_rendered_as_markdown() {
    let table = [
        ("硃批", "<p>硃批</p>\n"),
        ("**重**與*輕*，~~刪~~", "<p><strong>重</strong>與<em>輕</em>，<del>刪</del></p>\n"),
        ("**「重點」**很清楚", "<p><strong>「重點」</strong>很清楚</p>\n"),
        ("他說**「甲」**和**乙。**再說", "<p>他說<strong>「甲」</strong>和<strong>乙。</strong>再說</p>\n"),
        ("**重點(甲)**很", "<p><strong>重點(甲)</strong>很</p>\n"),
        ("`a。**b`", "<p><code>a。**b</code></p>\n"),
        ("三*（二）*四", "<p>三*（二）*四</p>\n"),
        ("\\**「不」**", "<p>**「不」**</p>\n"),
        ("第一行\n第二行", "<p>第一行<br>\n第二行</p>\n"),
        ("a\\\nb", "<p>a<br>\nb</p>\n"),
        ("# 大\n\n## 中\n\n#### 小", "<h4>大</h4>\n<h5>中</h5>\n<h6>小</h6>\n"),
        ("> 引", "<blockquote>\n<p>引</p>\n</blockquote>\n"),
        ("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>\n"),
        ("3. 三", "<ol start=\"3\">\n<li>三</li>\n</ol>\n"),
        ("1. 一", "<ol>\n<li>一</li>\n</ol>\n"),
        ("`a<b`", "<p><code>a&lt;b</code></p>\n"),
        ("```js\nlet a;\n```", "<pre><code>let a;\n</code></pre>\n"),
        ("---", "<hr>\n"),
        (
            "[書](https://example.org/?a=1&b=2 \"題\")",
            "<p><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\">書</a></p>\n",
        ),
        (
            "<reader@example.org>",
            "<p><a href=\"mailto:reader@example.org\" rel=\"noopener noreferrer\">reader@example.org</a></p>\n",
        ),
        (
            "![山](https://example.org/a.png)",
            "<p><a href=\"https://example.org/a.png\" rel=\"noopener noreferrer\">山</a></p>\n",
        ),
        (
            "[![山](https://example.org/a.png)](https://example.org/b)",
            "<p><a href=\"https://example.org/b\" rel=\"noopener noreferrer\">山</a></p>\n",
        ),
        ("[近](notes.html)", "<p>近</p>\n"),
        ("<b>粗</b>", "<p>&lt;b&gt;粗&lt;/b&gt;</p>\n"),
        ("<div>\n塊\n</div>", "<p>&lt;div&gt;<br>塊<br>&lt;/div&gt;</p>\n"),
        ("| a | b |\n|---|---|\n| c | d |", "<p>| a | b |<br>\n|---|---|<br>\n| c | d |</p>\n"),
        ("- [x] 做", "<ul>\n<li>[x] 做</li>\n</ul>\n"),
        ("", ""),
    ];
    for (markdown, html) in table {
        assert_eq!(note_html(markdown, &gone), html, "{markdown:?}");
    }
}

#[test]
fn nothing_outside_the_list_comes_through() {
    let vectors = injections("canary.invalid");
    assert!(vectors.len() >= 250);
    for (_, vector) in vectors {
        for note in [vector.clone(), format!("前 {vector} 後"), format!("- 一\n\n  > {vector}\n\n**二")] {
            note::check(&note);
        }
    }
}

#[test]
fn what_is_said_of_the_corpus_is_so() {
    let project = fixtures::project();
    let corpus = std::fs::read_to_string(project.join("tests/fixtures/injection.json")).unwrap();
    let groups = serde_json::from_str::<serde_json::Value>(&corpus).unwrap().as_object().unwrap().len();
    let said = format!("({} vectors in {groups} groups)", injections("canary.invalid").len());
    let page = std::fs::read_to_string(project.join("SECURITY.md")).unwrap();
    assert!(page.contains(&said), "SECURITY.md does not say {said}");
}

#[test]
fn an_unsafe_link_keeps_its_text_and_loses_its_destination() {
    assert_eq!(note_html("[按](javascript:alert(1))", &gone), "<p>按</p>\n");
}

#[test]
fn in_the_window_a_link_leads_nowhere_by_itself() {
    assert_eq!(
        note_html_for_window("[書](https://example.org/?a=1&b=2) <a@example.org>", &gone),
        "<p><a data-href=\"https://example.org/?a=1&amp;b=2\" role=\"link\" tabindex=\"0\">書</a> \
         <a data-href=\"mailto:a@example.org\" role=\"link\" tabindex=\"0\">a@example.org</a></p>\n"
    );
    for (name, vector) in injections("canary.invalid") {
        let (window, file) = (note_html_for_window(&vector, &gone), note_html(&vector, &gone));
        let back = window.replace("<a data-href=", "<a href=");
        assert_eq!(
            back.replace("role=\"link\" tabindex=\"0\"", "rel=\"noopener noreferrer\""),
            file,
            "{name}"
        );
        let leads = |token: &Token| matches!(token, Token::Open { attributes, .. } if attributes.contains_key("href"));
        assert!(!tokens(&window).iter().any(leads), "{name}");
    }
}

#[test]
fn a_link_inside_the_library_says_what_it_leads_to_and_leads_nowhere_by_itself() {
    let link = |kind, number| Crosslink { kind, id: format!("01930000-0000-7000-8000-{number:012}") };
    let [passage, document, tag, lost] =
        [(Kind::Annotation, 1), (Kind::Document, 2), (Kind::Tag, 3), (Kind::Memo, 4)]
            .map(|(kind, number)| link(kind, number));
    let standing = |asked: &Crosslink| match asked.kind {
        Kind::Annotation => Standing::There { name: None, anchor: Some(format!("a-{}", asked.id)) },
        Kind::Document => Standing::There { name: Some("新<題>\u{202e}".to_owned()), anchor: None },
        Kind::Tag => Standing::There { name: Some("夜/海".to_owned()), anchor: None },
        Kind::Memo => Standing::Gone,
    };
    let note = format!(
        "[**他**的]({passage})、[舊題]({document})、[夜 ![圖]({tag})]({tag})、[不在]({lost})、[近](vermilion:tag/1)"
    );
    assert_eq!(
        note_html_for_window(&note, &standing),
        format!(
            "<p><a data-link=\"annotation/{}\" role=\"link\" tabindex=\"0\"><strong>他</strong>的</a>、\
             <a data-link=\"document/{}\" role=\"link\" tabindex=\"0\">新&lt;題&gt;⟨RLO⟩</a>、\
             <a data-link=\"tag/{}\" role=\"link\" tabindex=\"0\">夜/海</a>、\
             <a data-gone=\"memo\" role=\"link\" aria-disabled=\"true\">不在</a>、近</p>\n",
            passage.id, document.id, tag.id
        )
    );
    assert_eq!(
        note_html(&note, &standing),
        format!(
            "<p><a href=\"#a-{}\"><strong>他</strong>的</a>、新&lt;題&gt;⟨RLO⟩、夜/海、不在、近</p>\n",
            passage.id
        )
    );
}

proptest! {
    #[test]
    fn any_note_is_rendered_from_the_list_alone(
        pieces in proptest::collection::vec(
            prop_oneof![proptest::sample::select(injections("canary.invalid")).prop_map(|(_, vector)| vector), "[\\PC\n]{0,20}"],
            0..6,
        ),
    ) {
        note::check(&pieces.concat());
    }
}
