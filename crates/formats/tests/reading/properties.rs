//! What holds for every text.

use proptest::prelude::*;
use vermilion_anchor::Span;
use vermilion_formats::interview::parse;
use vermilion_tests::invariants::structure;

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
        structure::check(&text);
    }

    #[test]
    fn the_blocks_cover_any_text_of_fragments(text in fragments()) {
        structure::check(&text);
    }

    #[test]
    fn any_span_can_be_asked_about(text in fragments(), start in 0u32..90, length in 0u32..40) {
        structure::check_line(&text, Span::new(start, start + length));
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
