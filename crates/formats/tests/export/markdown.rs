use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use vermilion_anchor::{Span, TextIndex};
use vermilion_formats::annotated::Annotated;
use vermilion_formats::interview::{BlockKind, Role, parse};
use vermilion_formats::markdown::{self, TagForm};
use vermilion_formats::note::note_html;
use vermilion_tests::fixtures::injections;

use crate::fixture::{Draft, RED, YELLOW, chinese, count, english, everything, gone, with_memos};

fn export(document: &Annotated) -> String {
    markdown::export(document, markdown::Options::default())
}

#[test]
fn annotations_are_grouped_by_section() {
    insta::assert_snapshot!(export(&chinese()));
}

#[test]
fn an_outer_section_is_named_before_the_inner_one() {
    insta::assert_snapshot!(export(&english()));
}

#[test]
fn a_document_without_sections_and_annotations_says_so() {
    let empty = Draft::new("zh-Hant", "無題").paragraph("一行。");
    insta::assert_snapshot!(export(&empty.done()));
}

#[test]
fn a_document_with_everything_is_written_as_a_vault_has_it() {
    insta::assert_snapshot!(markdown::export(&everything(), markdown::Options { tags: TagForm::Wikilinks }));
}

#[test]
fn tags_are_links_or_tags_on_request_and_so_are_the_links_to_them() {
    for (tags, line, link) in [
        (TagForm::Words, "標籤：情感/恐懼", "  情感/恐懼"),
        (TagForm::Wikilinks, "標籤：[[情感/恐懼]]", "  [[情感/恐懼]]"),
        (TagForm::Hashtags, "標籤：#情感/恐懼", "  情感/恐懼"),
    ] {
        let text = markdown::export(&with_memos(), markdown::Options { tags });
        let lines: Vec<_> = text.lines().collect();
        assert!(lines.contains(&line) && lines.contains(&link), "{tags:?}: {text}");
    }
}

#[test]
fn block_ids_are_those_that_obsidian_takes_each_once_and_the_same_every_time() {
    let document = with_memos();
    let text = export(&document);
    let ids: Vec<_> = text.lines().filter_map(|line| line.strip_prefix('^')).collect();
    let all: Vec<_> = (document.memos.iter().map(|memo| memo.id.as_str()))
        .chain(document.annotations.iter().map(|annotation| annotation.id.as_str()))
        .collect();
    assert_eq!(ids, all);
    for id in ids {
        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{id}");
        assert!(
            text.contains(&format!("\n\n^{id}\n\n")) || text.contains(&format!("\n\n^{id}\n<!-- /vermilion"))
        );
    }
    let later = Annotated { exported_at: "2027-01-01T00:00:00Z".to_owned(), ..document };
    assert_eq!(export(&later), text, "a later export of the same is the same");
}

#[test]
fn front_matter_is_yaml_whatever_is_in_it() {
    let document = Draft::new("zh-Hant", "\"夜\": 航 #1\\n\u{202e}x")
        .published("- 'a': {b}", "2026-05-01")
        .speaker("高𠮷: \"阿吉\"", Role::Interviewee)
        .paragraph("一句。")
        .mark("一句", YELLOW, "")
        .tag("情感/恐懼")
        .tag("Night & <day>")
        .tag("1984")
        .done();
    let text = export(&document);
    let front = text.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
    insta::assert_snapshot!(front);
}

#[test]
fn an_export_is_read_as_a_text_about_the_same_interview() {
    for document in [chinese(), everything()] {
        let read = parse(&export(&document));
        assert_eq!(read.title.as_deref(), Some(document.title.as_str()));
        assert_eq!((read.source, read.published), (document.source, document.published));
        let index = TextIndex::new(&read.text);
        let headings = read.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. }));
        let headings: Vec<_> = headings.map(|block| index.slice(block.body).unwrap()).collect();
        assert!(!headings.contains(&document.title.as_str()), "{headings:?}");
        assert!(!headings.is_empty());
    }
}

/// What a Markdown reader with every extension sees: headings outside of lists and quotes, and the paragraphs of each
/// block quote. Fails on any markup inside a quote.
pub(crate) fn read(markdown: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let (mut headings, mut quotes): (Vec<String>, Vec<Vec<String>>) = Default::default();
    let (mut lists, mut in_quote, mut in_heading) = (0, false, false);
    for event in Parser::new_ext(markdown, Options::all() & !Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::List(_)) if !in_quote => lists += 1,
            Event::End(TagEnd::List(_)) if !in_quote => lists -= 1,
            _ if lists > 0 => {}
            Event::Start(Tag::BlockQuote(None)) => {
                assert!(!in_quote, "a quote in a quote in {markdown}");
                in_quote = true;
                quotes.push(Vec::new());
            }
            Event::End(TagEnd::BlockQuote(_)) => in_quote = false,
            Event::Start(Tag::Paragraph) if in_quote => quotes.last_mut().unwrap().push(String::new()),
            Event::End(TagEnd::Paragraph) if in_quote => {}
            Event::Text(text) if in_quote => quotes.last_mut().unwrap().last_mut().unwrap().push_str(&text),
            event if in_quote => panic!("{event:?} inside a quote in {markdown}"),
            Event::Start(Tag::Heading { level, .. }) => {
                in_heading = true;
                headings.push(match level {
                    HeadingLevel::H1 => "1 ".to_owned(),
                    _ => "2 ".to_owned(),
                });
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(text) if in_heading => headings.last_mut().unwrap().push_str(&text),
            _ => {}
        }
    }
    (headings, quotes)
}

/// One annotation over the whole of a paragraph that nobody says.
fn one(text: &str, note: &str) -> Annotated {
    Draft::new("en", text).paragraph(text).mark_span(Span::new(0, count(text)), YELLOW, note).done()
}

#[test]
fn words_of_the_interview_never_become_markup() {
    let hostile = [
        "# no heading",
        "#tag and C#",
        "## ##",
        "> no quote",
        "- no item",
        "+ no item",
        "* no item",
        "1. no item",
        "12) no item",
        "1.",
        "1.3% is a number",
        "---",
        "***",
        "___",
        "===",
        "    no code",
        "\tno code",
        "```",
        "~~~",
        "`code`",
        "*a* **b** ***c***",
        "_a_ __b__ snake_case_word",
        "~~gone~~ ~sub~",
        "^sup^",
        "==mark==",
        "$x$ $$y$$",
        "[link](javascript:alert(1))",
        "![image](x.png)",
        "[[wiki]]",
        "[^1]",
        "[^1]: note",
        "[ref]: https://example.org",
        "<script>alert(1)</script>",
        "<!-- comment",
        "<https://example.org>",
        "&amp; &lt; &#35; AT&T &c",
        "a | b",
        "|---|",
        ": definition",
        "ends in a space ",
        " starts with one",
        "two  inside  ",
        "back\\slash",
        "ends \\",
        "\\# escaped",
        "\\*not\\*",
        "%%obsidian%%",
        "{#id .class}",
        "title {#id}",
        "[!NOTE]",
        "- [ ] task",
        "+++",
        "a\u{a0}b",
        "　　縮排",
        "「引」**重**。",
        "*「重」*字",
        "Term\n: definition",
        "-",
        "+",
        "#",
        ">",
        "x\u{b}# y",
    ];
    for text in hostile {
        let (headings, quotes) = read(&export(&one(text, "")));
        let lines: Vec<_> = text.lines().map(str::to_owned).collect();
        assert_eq!(quotes, [lines], "{text:?}");
        assert_eq!(headings.len(), 2, "{text:?}");
        // A heading cannot keep a line end, nor white space at its ends (which HTML would not show either), and shows what
        // would hide in it.
        assert_eq!(
            headings[0],
            format!("1 {}", vermilion_anchor::visible(text).replace('\n', " ")),
            "{text:?}"
        );
    }
}

#[test]
fn no_vector_becomes_markup_of_the_export_wherever_it_stands() {
    for (name, vector) in injections("canary.invalid") {
        let document = Draft::new("en", &vector)
            .published(&vector, &vector)
            .speaker(&vector, Role::Other)
            .heading(1, "1. ", &vector)
            .turn(0, "A: ", "words")
            .mark("words", YELLOW, &vector)
            .carry(&vector)
            .done();
        let markdown = export(&document);
        // Notes and memos are in lists of one item; what is known of the document is in the first list of all.
        let (mut list, mut depth) = (0, 0);
        for event in Parser::new_ext(&markdown, Options::all() & !Options::ENABLE_SMART_PUNCTUATION) {
            match &event {
                Event::Start(Tag::List(_)) => {
                    list += usize::from(depth == 0);
                    depth += 1;
                }
                Event::End(TagEnd::List(_)) => depth -= 1,
                _ if depth > 0 && list > 1 => {}
                Event::Html(html) | Event::InlineHtml(html) => {
                    let is_ours = html.starts_with("<!-- vermilion") && html.trim_end().ends_with(" -->");
                    let is_end = html.trim_end() == "<!-- /vermilion -->";
                    assert!(is_ours || is_end, "{name}: {html:?} in {markdown}");
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                    panic!("{name}: {event:?} in {markdown}")
                }
                _ => {}
            }
        }
        assert_eq!(list, 1 + document.memos.len() + 2, "{name}: a list for each note and memo in {markdown}");
    }
}

#[test]
fn a_note_stays_below_its_quote_whatever_it_holds() {
    let notes = [
        "# heading",
        "text\n\n# heading",
        "text\n===",
        "  two spaces\n# heading",
        "    code\n# heading",
        "\tcode\n\n## heading",
        "- - -\n# heading",
        "---\n# heading",
        "-\n# heading",
        "* item\n\n# heading",
        "```\nopen fence\n# heading",
        "~~~~\n# heading",
        "<!-- open\n# heading",
        "<script>\n# heading",
        "> quote\n# heading",
        "1. one\n# heading",
        "a\r# heading",
        "a\r\n# heading",
        "\n\n\n# heading",
        "[x]: y\n# heading",
        "a\n\n\n\n# heading",
        "+++\n# heading",
        "***\n# heading",
        "| a |\n|---|\n# heading",
        "[^1]: foot\n\n# heading",
    ];
    for note in notes {
        let document = Draft::new("en", "Title")
            .heading(1, "1. ", "One")
            .paragraph("first")
            .heading(2, "2. ", "Two")
            .paragraph("second")
            .mark("first", YELLOW, note)
            .mark("second", RED, "")
            .done();
        let markdown = export(&document);
        let (headings, quotes) = read(&markdown);
        assert_eq!(headings, ["1 Title", "2 1 One", "2 2 Two"], "{markdown}");
        assert_eq!(quotes, [["first"], ["second"]], "{markdown}");
    }
}

#[test]
fn a_note_reads_in_the_export_as_it_does_alone() {
    let note = "first\n\n- a\n  - b\n\n```\n  code\n\n  more\n```\n\n> q";
    let markdown = export(&one("words", note));
    let (alone, inside) = (note_html(note, &gone), note_html(&markdown, &gone));
    assert!(inside.contains(&alone), "{alone}is not in {inside}");
}

proptest! {
    #[test]
    fn any_words_come_back_from_a_reader_of_markdown(text in "([ \\-+*_#>=.)0-9a-z`~|\\[\\]()!<&;:\\\\$^%{}\"'\t]|\\PC){1,30}") {
        prop_assume!(!text.trim().is_empty());
        let (headings, quotes) = read(&export(&one(&text, "")));
        prop_assert_eq!(quotes, [[text]]);
        prop_assert_eq!(headings.len(), 2);
    }

    #[test]
    fn no_note_breaks_the_grouping(note in "([ \\-+*_#>=.)0-9a-z`~|\\[\\]()!<&;:\\\\\n\r\t]|\\PC){0,40}") {
        let document = Draft::new("en", "Title")
            .heading(1, "1. ", "One")
            .paragraph("first")
            .heading(2, "2. ", "Two")
            .paragraph("second")
            .mark("first", YELLOW, &note)
            .mark("second", RED, "")
            .done();
        let markdown = export(&document);
        let (headings, quotes) = read(&markdown);
        prop_assert_eq!(headings, ["1 Title", "2 1 One", "2 2 Two"], "{}", markdown);
        prop_assert_eq!(quotes, [["first"], ["second"]], "{}", markdown);
    }
}
