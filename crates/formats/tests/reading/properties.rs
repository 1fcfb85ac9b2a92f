//! What holds for every text.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use vermilion_anchor::{CodePoint, Span, TextIndex};
use vermilion_formats::interview::{BlockKind, heading_at_line, label_at_line, parse, sections};

fn check(text: &str) {
    let found = parse(text);
    assert_eq!(found.text, text);
    let index = TextIndex::new(text);
    let mut edges: Vec<u32> = Vec::new();
    let mut point = 0;
    for grapheme in text.graphemes(true) {
        edges.push(point);
        point += grapheme.chars().count() as u32;
    }
    edges.push(point);
    let splits_nothing =
        |span: Span| [span.start, span.end].iter().all(|edge| edges.binary_search(&edge.0).is_ok());
    let mut next = CodePoint(0);
    let mut heard = vec![false; found.speakers.len()];
    for block in &found.blocks {
        assert_eq!(block.span.start, next, "back to back: {text:?}");
        assert!(!block.span.is_empty(), "no empty block: {text:?}");
        let is_inside = block.span.start <= block.body.start
            && block.body.start <= block.body.end
            && block.body.end <= block.span.end;
        assert!(is_inside, "{block:?} in {text:?}");
        assert!(splits_nothing(block.body) && splits_nothing(block.span), "{block:?} in {text:?}");
        match &block.kind {
            BlockKind::Turn { speaker, label: Some(label), .. } => {
                heard[*speaker] = true;
                let name = index.slice(*label);
                assert!(found.speakers[*speaker].labels.iter().any(|one| Some(one.as_str()) == name));
                assert!(
                    block.span.start <= label.start && label.end <= block.body.start,
                    "{block:?} in {text:?}"
                );
                assert!(splits_nothing(*label));
            }
            BlockKind::Turn { speaker, .. } => {
                assert!(heard[*speaker], "a turn opens with a label: {text:?}");
            }
            BlockKind::Heading { level, .. } => assert!((1..=6).contains(level)),
            BlockKind::Title | BlockKind::Metadata | BlockKind::Paragraph => {}
        }
        next = block.span.end;
    }
    assert_eq!(next, index.len(), "the blocks cover the text: {text:?}");
    assert!(heard.iter().all(|heard| *heard), "every speaker speaks: {text:?}");
    let mut labels: Vec<&String> = found.speakers.iter().flat_map(|speaker| &speaker.labels).collect();
    let all = labels.len();
    labels.sort();
    labels.dedup();
    assert_eq!(labels.len(), all, "a label means one speaker: {text:?}");
    for section in sections(&index, &found.blocks) {
        assert!(section.heading.start == section.span.start && section.heading.end <= section.span.end);
    }
}

/// Texts made of what the rules look for.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "林美：",
        "王明:",
        "Anna: ",
        "Sam Altman: ",
        "Altman: ",
        "**Q:** ",
        "A: ",
        "Q1: ",
        "### 林美：\n",
        "### Bo",
        "[00:12:34] ",
        "(0:12)",
        "Anna [1:02:03]: ",
        "**",
        "__",
        "*",
        "_",
        "#",
        "# ",
        "## ",
        "1. ",
        "2. ",
        "3. ",
        "01.",
        "02.",
        "10.",
        "一、",
        "二、",
        "（一）",
        "（二）",
        "第三章 ",
        "第四章",
        "Chapter 1: ",
        "來源:",
        "日期：2025-10-09",
        "By Anna",
        "---\n",
        "title: x\n",
        "注：",
        "https://",
        "17:30",
        "好。",
        "為何？",
        "So it is.",
        "Why",
        " ",
        "\u{3000}",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "：",
        ":",
        "\u{301}",
        "👩‍👩‍👧",
        "\u{200D}",
        "\u{600}",
        "𠀀",
        "（笑）",
        "> ",
        "- ",
        "=",
        "\u{FEFF}",
        "民國114年",
        "\u{85}",
        "\u{2028}",
        "ﬁ",
        "İ",
    ]);
    prop::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_blocks_cover_any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn the_blocks_cover_any_text_of_fragments(text in fragments()) {
        check(&text);
    }

    #[test]
    fn any_span_can_be_asked_about(text in fragments(), start in 0u32..90, length in 0u32..40) {
        let span = Span::new(start, start + length);
        let heading = heading_at_line(&text, span);
        let index = TextIndex::new(&text);
        if index.slice(span).is_some() {
            prop_assert!(index.slice(heading.body).is_some() && heading.marker.end == heading.body.start);
            prop_assert!(span.start <= heading.body.start && heading.body.end <= span.end);
            if let Some(label) = label_at_line(&text, span) {
                prop_assert_eq!(index.slice(label.label), Some(label.name.as_str()));
                prop_assert!(label.label.end <= label.body_start && label.body_start <= span.end);
            }
        }
    }
}

/// Hostile or merely long texts of about a million characters: a quadratic rule would not come to an end here.
#[test]
fn a_million_characters_of_anything_come_through_whole() {
    let exchange = "林美：這個問題我們談了很久，後來呢？\n王明：後來才發現說的是同一件事，於是就算了。\n\n";
    let many_names: String = (0..60_000).map(|at| format!("n{}: 好。\n", at / 2)).collect();
    let many_headings: String = (0..80_000).map(|at| format!("{}. 題\n林美：好？\n", at % 900)).collect();
    let relatives: String = (0..40_000).map(|at| format!("N{} Lee: x\n", at / 2)).collect();
    let introductions = format!("{}\n{exchange}{exchange}", "林美(".repeat(200_000));
    let texts = [
        exchange.repeat(25_000),
        many_names,
        many_headings,
        relatives,
        introductions,
        "林".repeat(1_000_000),
        "*".repeat(1_000_000),
        "#".repeat(1_000_000),
        " \u{301}".repeat(500_000),
        "\n".repeat(1_000_000),
        "1.\n".repeat(300_000),
        ":\n".repeat(500_000),
        "（".repeat(1_000_000),
        "🇹🇼".repeat(250_000),
        "a: ".repeat(300_000),
    ];
    for text in texts {
        let found = parse(&text);
        assert!(found.text == text, "the text opening with {}", text.chars().take(20).collect::<String>());
        assert_eq!(found.blocks.last().map(|block| block.span.end.0 as usize), Some(text.chars().count()));
    }
}
