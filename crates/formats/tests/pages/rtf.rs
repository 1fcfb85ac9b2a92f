use crate::shared::{document, findings, headings, hurt, speakers};
use vermilion_formats::import::rtf::{looks_like, read};
use vermilion_formats::import::{ImportError, Limits};

/// The characters as Word writes them.
fn unicode(words: &str) -> String {
    words
        .encode_utf16()
        .map(
            |unit| {
                if unit < 128 { char::from(unit as u8).to_string() } else { format!("\\u{}?", unit as i16) }
            },
        )
        .collect()
}

fn everything() -> Vec<u8> {
    let turns = format!(
        "\\pard\\plain {{\\b {}}}{}\\par\n{{\\b\\f1 \\'a7\\'64\\'a1\\'47}}\\f1\\'a5h\\'b9L\\'a1\\'43\\f0\\par\n",
        unicode("林："),
        unicode("去過河邊嗎？")
    )
    .repeat(3);
    format!(
        "{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times;}}{{\\f1\\fcharset136 {{\\*\\falt X}}MingLiU;}}\
         {{\\f2\\fcharset134 S;}}{{\\f3\\fcharset128 M;}}}}{{\\colortbl;\\red0;}}\
         {{\\stylesheet{{Normal;}}{{\\s1\\b heading 1;}}{{\\s15\\outlinelevel1 Other;}}{{\\s16 Title;}}{{\\*\\cs1 Character;}}}}\
         {{\\info{{\\title file}}{{\\author A}}}}{{\\header page 1}}{{\\*\\unknown secret}}\
         \\pard\\s16 {title}\\par\\pard\\s1 {first}\\par {turns}\\pard\\s15 {second}\\par\\pard\\plain\n\
         {astral}{{\\*\\atrfstart 1}}{ranged}\\par {{\\f2 \\'ce\\'ed}}{{\\f3 \\'89\\'cd}}{{\\*\\atrfend 1}}\
         {{\\*\\atnid K}}{{\\*\\atnauthor {author}}}\\chatn{{\\*\\annotation{{\\*\\atnref 1}}{{\\*\\atndate 132336133}}\\pard {note}\\par more}}\
         x{{\\*\\atnid LM}}\\chatn{{\\*\\annotation{{\\atntime\\yr2026\\mo3\\dy9\\hr8\\min5}}here}}\
         {{\\footnote foot}}{{\\v hidden}}{{\\deleted gone}}{{\\revised new}}\\par\n\
         \\intbl a\\cell b\\cell\\row\\pard {{\\field{{\\*\\fldinst HYPERLINK \"https://a.example\"}}{{\\fldrslt link}}}}\
         {{\\*\\shppict{{\\pict 89504e47}}}}{{\\shp{{\\*\\shpinst{{\\shptxt box\\par}}}}}}\\emdash\\~\\{{\\par}}",
        title = unicode("霧與河"),
        first = unicode("起"),
        second = unicode("又起"),
        astral = unicode("𠮷 "),
        ranged = unicode("家與"),
        author = unicode("柯"),
        note = unicode("為什麼？"),
    )
    .into_bytes()
}

#[test]
fn rich_text_is_read_with_its_code_pages_its_styles_and_its_comments() {
    let bytes = everything();
    assert!(looks_like(&bytes));
    let (found, report) = document(read, &bytes);
    let interview = &found.interview;
    assert_eq!(interview.title.as_deref(), Some("霧與河"));
    assert_eq!(headings(interview), [(1, "起".to_owned()), (2, "又起".to_owned())]);
    assert_eq!(speakers(interview), ["林", "吳"].repeat(3));
    insta::assert_snapshot!(interview.text);
    insta::assert_debug_snapshot!(found.annotations);
    insta::assert_debug_snapshot!(findings(&report));
}

#[test]
fn hostile_rich_text_ends_in_an_error_or_a_text() {
    assert!(matches!(
        read(format!("{{\\rtf1 {}", "{".repeat(1_000_000)).as_bytes(), None, Limits::default()),
        Err(ImportError::TooMuch { what: "groups within each other", .. })
    ));
    for (rtf, expected) in [
        ("{\\rtf1 a}}}}b", "ab\n"),
        ("{\\rtf1 a\\uc9999999 \\u38695 b}c", "a霧c\n"),
        ("{\\rtf1 a\\u-10180 ?\\par\\u-8281?b", "a\n\u{fffd}b\n"),
        ("{\\rtf1 a\\bin-4 b\\bin999999999 c", "ab\n"),
        ("{\\rtf1 a{\\*\\annotation b", "a\n"),
        ("{\\rtf1 a{\\*\\atrfend 9}{\\*\\atnref x}b}", "ab\n"),
    ] {
        assert_eq!(document(read, rtf.as_bytes()).0.interview.text, expected, "{rtf}");
    }
    assert!(read(b"{\\rtf1 {\\*\\x words}}", None, Limits::default()).is_err());
    assert!(read(b"words", None, Limits::default()).is_err());
    let few = Limits { items: 1, ..Limits::default() };
    assert!(matches!(read(&everything(), None, few), Err(ImportError::TooMuch { what: "comments", .. })));
    hurt(read, &everything());
}
