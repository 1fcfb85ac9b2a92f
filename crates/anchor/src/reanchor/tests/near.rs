//! Lines and sentences that come again nearly as they are, one of which is deleted.

use super::outcomes;
use crate::reanchor::{Outcome, Reason};
use crate::selector::find_quote;
use crate::units::TextIndex;

/// That of all places of `quote` in `old` the one that is left is kept where it is, and none of the others has a place.
fn only_one_is_left(old: &str, new: &str, quote: &str, left: &[usize]) {
    let found = outcomes(old, new, quote);
    let places = find_quote(&TextIndex::new(new), quote, None, None);
    assert_eq!(places.len(), left.len(), "{new}");
    for (at, outcome) in found.iter().enumerate() {
        match left.iter().position(|&one| one == at) {
            Some(one) => assert_eq!(outcome, &Outcome::Kept(places[one]), "{at} of {old} → {new}"),
            None => assert!(
                matches!(outcome, Outcome::Orphaned { .. } | Outcome::ToConfirm { .. }),
                "{at} of {old} → {new}: {outcome:?}"
            ),
        }
    }
}

const ONE: &str = "02.OpenAI的AI基礎設施「豪賭」與市場生態\n";
const OTHER: &str = "0拆.OpenAI的AI基礎設施「豪賭」與市場生態\n";
const BEFORE: &str = "湯普森:新聞稿都能轉化為具有黃金般價值的催化劑。";
const BEHIND: &str = "奧特曼:這一風險確實客觀存在,且必須高度重視。\n";

#[test]
fn a_line_that_went_with_the_line_end_before_it_is_not_its_neighbour() {
    for (first, second) in [(ONE, OTHER), (OTHER, ONE)] {
        let old = format!("{BEFORE}\n{first}{second}{BEHIND}");
        // Without a line end, with its own, with both.
        let gone = [
            (format!("{BEFORE}\n\n{second}{BEHIND}"), 1),
            (format!("{BEFORE}\n{second}{BEHIND}"), 1),
            (format!("{BEFORE}{second}{BEHIND}"), 1),
            (format!("{BEFORE}\n{first}\n{BEHIND}"), 0),
            (format!("{BEFORE}\n{first}{BEHIND}"), 0),
            (format!("{BEFORE}\n{}{BEHIND}", first.trim_end()), 0),
        ];
        for (new, left) in gone {
            only_one_is_left(&old, &new, "礎設施「豪賭」", &[left]);
        }
    }
}

#[test]
fn what_was_said_in_the_deleted_line_is_shown_where_it_is_said_in_the_other() {
    let (old, new) = (format!("{BEFORE}\n{ONE}{OTHER}{BEHIND}"), format!("{BEFORE}{OTHER}{BEHIND}"));
    match &outcomes(&old, &new, "礎設施「豪賭」")[0] {
        Outcome::Orphaned { reason: Reason::LookAlike, candidates } => assert_eq!(candidates.len(), 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_three_lines_that_are_nearly_alike_each_is_told_from_the_others() {
    let lines = [ONE.to_owned(), OTHER.to_owned(), ONE.replace("與市", "和市")];
    let old = format!("{BEFORE}\n{}{BEHIND}", lines.concat());
    for gone in 0..3 {
        let left: Vec<usize> = (0..3).filter(|&line| line != gone).collect();
        let two: String = left.iter().map(|&line| lines[line].as_str()).collect();
        only_one_is_left(&old, &format!("{BEFORE}\n{two}{BEHIND}"), "礎設施「豪賭」", &left);
        only_one_is_left(&old, &format!("{BEFORE}\n{}{BEHIND}", lines[gone]), "礎設施「豪賭」", &[gone]);
    }
}

#[test]
fn of_sentences_that_are_nearly_alike_their_ends_tell_which_one_went() {
    let said = ["我們把紙一張一張地拿到院子裡去曬乾。", "我們把紙一張一張地拿到屋子裡去曬乾。"];
    for [first, second] in [said, [said[1], said[0]]] {
        let old = format!("吳：那年的水很大。{first}{second}後來就好了。\n");
        for quote in ["把紙一張", "裡去曬乾"] {
            only_one_is_left(&old, &format!("吳：那年的水很大。{second}後來就好了。\n"), quote, &[1]);
            only_one_is_left(&old, &format!("吳：那年的水很大。{first}後來就好了。\n"), quote, &[0]);
        }
    }
}

#[test]
fn a_quotation_within_is_no_end_of_a_sentence() {
    let said = [
        "這就是「大膽行動,不因猶豫錯過機會」(字面意思是一次)的版本,或許能成為標題。",
        "這就是「大膽行動,不因猶豫錯過機會」(字面是思是一次)的版本,或許能成為標題。",
    ];
    let old = format!("奧特曼:我們定會全力把握。{}但更重要的是願景。\n", said.concat());
    let new = format!("奧特曼:我們定會全力把握。{}但更重要的是願景。\n", said[1]);
    only_one_is_left(&old, &new, "不因猶豫錯過", &[1]);
}

#[test]
fn an_edit_in_what_is_left_does_not_draw_the_other_into_it() {
    // The comparison has it cheaper when what was doubled comes from either.
    let said = [
        "即使沒有需求，我們也知道現在的訓練怎麼樣，其實跟過往有很大的差距。",
        "即使沒有需求，我們也知是現在的訓練怎麼樣，其實跟過往有很大的差距。",
    ];
    let old = format!("黃：我再解釋一次。{}你們看呢？\n", said.concat());
    let new = format!("黃：我再解釋一次。{}你們看呢？\n", said[0].replace("需求", "需求求"));
    let found = outcomes(&old, &new, "跟過往有很大");
    assert!(matches!(found[0], Outcome::Kept(_) | Outcome::ToConfirm { .. }), "{found:?}");
    assert!(matches!(found[1], Outcome::Orphaned { .. } | Outcome::ToConfirm { .. }), "{found:?}");
}

#[test]
fn short_turns_that_come_again_and_again_are_told_but_beside_what_went() {
    let turns: String = ["那年的水很大", "紙都泡壞了", "後來拿去曬", "曬了一個月", "有的救回來了"]
        .map(|said| format!("吳：{said}。\n林：對。\n林：嗯。\n"))
        .concat();
    let old = format!("林：開始。\n{turns}林：結束。\n");
    let new = old.replace("吳：後來拿去曬。\n林：對。\n林：嗯。\n", "").replace("救回來了", "救回來過");
    // Of the turns right before and right after what went either may be the one that is left.
    let is_kept =
        outcomes(&old, &new, "對。").iter().map(|one| matches!(one, Outcome::Kept(_))).collect::<Vec<_>>();
    assert_eq!(is_kept, [true, false, false, true, true]);
    for said in ["那年的水", "泡壞了。", "一個月。"] {
        assert!(matches!(outcomes(&old, &new, said)[..], [Outcome::Kept(_)]), "{said}");
    }
}
