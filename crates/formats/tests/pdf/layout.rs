//! Lines to paragraphs, columns and pages.

use crate::made::{Made, line, lines, text};

/// A line of Chinese that reaches from the left edge to the right one: twenty characters of 10 points.
const FULL: &str = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸";

#[test]
fn lines_of_a_paragraph_are_one_and_chinese_ones_have_no_space_between() {
    let mut made = Made::new();
    made.page(&lines("C", (50, 700), &[FULL, FULL, "天地。", FULL, "玄黃。"]), "");
    assert_eq!(text(made), format!("{FULL}{FULL}天地。\n{FULL}玄黃。\n"));

    let mut made = Made::new();
    let english = [
        "The river was high that spring and no one crossed",
        "it. We waited.",
        "Then the ice broke and the boats went out as they",
        "always had.",
    ];
    made.page(&lines("F", (50, 700), &english), "");
    assert_eq!(
        text(made),
        "The river was high that spring and no one crossed it. We waited.\n\
         Then the ice broke and the boats went out as they always had.\n"
    );
}

#[test]
fn what_cannot_be_parted_is_no_end_of_a_paragraph_where_it_did_not_fit() {
    let short: String = FULL.chars().take(14).collect();
    let mut made = Made::new();
    made.page(&lines("C", (50, 700), &[FULL, &short, "到,OpenAI天地。", FULL, &short, "到天地。"]), "");
    assert_eq!(text(made), format!("{FULL}{short}到,OpenAI天地。\n{FULL}{short}\n到天地。\n"));
}

#[test]
fn paragraphs_are_told_by_air_and_by_where_they_begin() {
    // Air.
    let mut made = Made::new();
    let first = lines("C", (50, 700), &[FULL, FULL]);
    let second = lines("C", (50, 662), &[FULL, "玄黃。"]);
    made.page(&(first + &second), "");
    assert_eq!(text(made), format!("{FULL}{FULL}\n{FULL}玄黃。\n"));

    // Set in by two characters, and a last line that happens to be full.
    let set_in = &FULL[..FULL.len() - 6];
    let mut content = String::new();
    for (at, (x, words)) in (0..).zip([
        (70, set_in),
        (50, FULL),
        (70, set_in),
        (50, "天地。"),
        (70, set_in),
        (50, "玄黃。"),
        (70, set_in),
        (50, FULL),
    ]) {
        content += &line("C", 10, (x, 700 - 14 * at), words);
    }
    let mut made = Made::new();
    made.page(&content, "");
    assert_eq!(text(made), format!("{set_in}{FULL}\n{set_in}天地。\n{set_in}玄黃。\n{set_in}{FULL}\n"));
}

#[test]
fn names_beside_what_they_say_are_no_column() {
    let said = &FULL[..FULL.len() - 9];
    let mut content = String::new();
    let rows = [
        Some("林："),
        None,
        Some("吳："),
        None,
        Some("林："),
        None,
        Some("吳："),
        None,
        None,
        Some("林："),
        None,
    ];
    for (at, name) in (0..).zip(rows) {
        let y = 700 - 14 * at;
        content += &name.map_or_else(String::new, |name| line("C", 10, (50, y), name));
        content += &line(
            "C",
            10,
            (90, y),
            if rows.get(at as usize + 1).is_none_or(Option::is_some) { "完。" } else { said },
        );
    }
    let mut made = Made::new();
    made.page(&content, "");
    let expected = format!(
        "林： {said}完。\n吳： {said}完。\n林： {said}完。\n吳： {said}{said}完。\n林： {said}完。\n"
    );
    assert_eq!(text(made), expected);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left: Vec<&str> = vec![FULL; 8];
    let mut right = vec![FULL; 7];
    right.push("終。");
    let content = line("C", 16, (60, 760), "一個橫跨兩欄而且很長的題目一個橫跨兩欄")
        + &lines("C", (50, 700), &left)
        // On other baselines than the left ones.
        + &lines("C", (280, 696), &right);
    let mut made = Made::new();
    made.page(&content, "");
    let all = text(made);
    assert!(all.starts_with("一個橫跨兩欄而且很長的題目一個橫跨兩欄\n"), "{all}");
    assert!(all.ends_with(&format!("{}終。\n", FULL.repeat(15))), "{all}");
}

#[test]
fn running_lines_and_page_numbers_are_left_out_and_paragraphs_cross_pages() {
    let mut made = Made::new();
    for page in 1..=3 {
        let content = line("F", 9, (250, 770), "River Quarterly")
            + &lines("C", (50, 700), &[FULL; 6])
            + &line("F", 9, (295, 30), &format!("{page}"));
        made.page(&content, "");
    }
    let import = made.import();
    assert_eq!(import.documents[0].interview.text, FULL.repeat(18) + "\n");
    let left_out: Vec<_> = import.report.findings.iter().map(|one| (&*one.kind, &*one.what)).collect();
    assert!(left_out.contains(&("running-line", "River Quarterly")), "{left_out:?}");
    assert!(left_out.contains(&("page-number", "1")), "{left_out:?}");
}

#[test]
fn what_runs_across_the_page_is_left_out() {
    let mut made = Made::new();
    let stamp = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET\n";
    made.page(&(lines("F", (50, 700), &["Words of the text."]) + stamp), "");
    let import = made.import();
    assert_eq!(import.documents[0].interview.text, "Words of the text.\n");
    assert!(import.report.findings.iter().any(|one| one.kind == "rotated-text" && one.what == "DRAFT"));

    // A page that is turned as a whole is turned back.
    let mut made = Made::new();
    let turned = "BT /F 10 Tf 0 1 -1 0 100 50 Tm (One line) Tj 0 -14 Td (and another) Tj ET";
    made.page(turned, "/Rotate 90");
    assert_eq!(text(made), "One line and another\n");
}
