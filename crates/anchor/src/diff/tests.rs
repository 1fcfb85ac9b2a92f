use super::{Difference, Move, diff};
use crate::units::Span;

/// The new text with what was removed in `[-…-]` and what was inserted in `{+…+}`.
fn marked(old: &str, difference: &Difference) -> String {
    let mut out = String::new();
    let characters: Vec<char> = old.chars().collect();
    let mut at = 0;
    for splice in difference.readable(old).splices() {
        let start = splice.start.0 as usize;
        out.extend(&characters[at..start]);
        if !splice.removed.is_empty() {
            out.push_str(&format!("[-{}-]", splice.removed));
        }
        if !splice.inserted.is_empty() {
            out.push_str(&format!("{{+{}+}}", splice.inserted));
        }
        at = start + splice.removed.chars().count();
    }
    out.extend(&characters[at..]);
    out
}

#[track_caller]
fn check(old: &str, new: &str, expected: &str) {
    let difference = diff(old, new);
    assert_eq!(difference.edits.apply(old).as_deref(), Ok(new));
    assert_eq!(marked(old, &difference), expected);
}

#[test]
fn the_same_text_has_no_difference() {
    assert_eq!(diff("甲\n", "甲\n"), Difference::default());
}

#[test]
fn a_mended_typo_is_one_character() {
    check("他在火車佔等我。\n", "他在火車站等我。\n", "他在火車[-佔-]{+站+}等我。\n");
    check("一\n二在\n三", "一\n二再\n三", "一\n二[-在-]{+再+}\n三");
    check("colour", "color", "colo[-u-]r");
}

#[test]
fn what_was_rewritten_is_no_confetti() {
    check("他說那天下著很大的雨。", "他說當時外面下起了雨。", "他說[-那天下著很大的-]{+當時外面下起了+}雨。");
}

#[test]
fn an_insertion_is_a_thing_of_its_own() {
    check("甲說話。乙說話。", "甲說話。丙說話。乙說話。", "甲說話。{+丙說話。+}乙說話。");
    check("溫：好。\n溫：是。\n", "溫：好。\n溫：對。\n溫：是。\n", "溫：好。\n{+溫：對。\n+}溫：是。\n");
    check("one two three", "one three", "one [-two -]three");
}

#[test]
fn graphemes_stay_whole() {
    check(
        "👩\u{200D}👩\u{200D}👧好",
        "👩\u{200D}👩\u{200D}👦好",
        "[-👩\u{200D}👩\u{200D}👧-]{+👩\u{200D}👩\u{200D}👦+}好",
    );
    check("cafe", "cafe\u{301}", "caf[-e-]{+e\u{301}+}");
    check("\u{20089}\u{2A6D6}", "\u{2A6D6}", "[-\u{20089}-]\u{2A6D6}");
}

#[test]
fn a_paragraph_that_moved_is_found_with_its_neighbours() {
    let old = "第一段說的是鉛字。\n第二段說的是紙張。\n好。\n第三段說的是油墨。\n";
    let new = "第二段說的是紙張。\n好。\n第三段說的是油墨。\n第一段說的是鉛字。\n";
    let difference = diff(old, new);
    assert_eq!(difference.edits.apply(old).as_deref(), Ok(new));
    assert_eq!(difference.moves, [Move { from: Span::new(0, 10), to: Span::new(23, 33) }]);
}

#[test]
fn a_few_words_that_are_gone_here_and_new_there_have_not_moved() {
    let old = "對。\n第二段說的是紙張。\n第三段說的是油墨。\n";
    let new = "第二段說的是紙張。\n第三段說的是油墨。\n對。\n";
    assert_eq!(diff(old, new).moves, []);
}

#[test]
fn a_paragraph_that_stands_elsewhere_as_well_has_not_moved() {
    let old = "這句話到處都有人說。\n甲段。\n乙段。\n丙段。\n這句話到處都有人說。\n";
    let new = "甲段。\n乙段。\n這句話到處都有人說。\n丙段。\n這句話到處都有人說。\n";
    assert_eq!(diff(old, new).moves, []);
}

#[test]
fn texts_that_are_hard_to_compare_are_compared_in_bounded_time() {
    let long = 60_000;
    let scattered = |step: u64| -> String {
        (0..long as u64).filter_map(|at| char::from_u32(0x4E00 + (at * at * step % 20_011) as u32)).collect()
    };
    for (old, new) in [
        ("a".repeat(long), "a".repeat(long / 2)),
        ("ab".repeat(long), "ba".repeat(long)),
        ("甲乙\n".repeat(long / 3), "乙\n甲".repeat(long / 3)),
        (scattered(7), scattered(11)),
    ] {
        assert_eq!(diff(&old, &new).edits.apply(&old), Ok(new));
    }
}
