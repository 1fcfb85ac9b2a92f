//! Paragraphs that stand elsewhere word for word, with one nearly like them where they were.

use super::{OLD, outcome, outcomes, words};
use crate::reanchor::Outcome;

/// The words of all places that are asked about.
fn asked(old: &str, new: &str, quote: &str) -> Vec<String> {
    match outcome(old, new, quote) {
        Outcome::ToConfirm { candidates } => {
            candidates.iter().map(|candidate| words(new, candidate.span)).collect()
        }
        other => panic!("{quote}: {other:?}"),
    }
}

#[test]
fn a_paragraph_pasted_elsewhere_and_corrected_where_it_stood_is_asked_about() {
    let line = OLD.split_inclusive('\n').nth(5).unwrap();
    let corrected = OLD.replace("揀錯一個字師傅", "撿錯一個字師傅");
    for new in [format!("{line}{corrected}"), format!("{corrected}{line}")] {
        for (quote, now) in [("一天三千字", "一天三千字"), ("揀錯一個字", "撿錯一個字")] {
            let places = asked(OLD, &new, quote);
            assert!(places.contains(&now.to_owned()) && places.contains(&quote.to_owned()), "{places:?}");
        }
        // What stands around it is not in question.
        assert!(matches!(outcome(OLD, &new, "你恨過他嗎"), Outcome::Kept(_)));
    }
}

#[test]
fn so_are_all_lines_of_a_part_that_was_pasted_elsewhere() {
    let lines: Vec<&str> = OLD.split_inclusive('\n').collect();
    let pasted = lines[3..6].concat();
    let between = "林：河邊的房子後來都拆了，只有這一間留著，門口的樹也還在。\n".repeat(2)
        + "吳：樹是我太太種的，她說等樹長大了，字也就揀完了。\n林：樹長大了嗎？\n";
    let old = format!("{OLD}{between}");
    let corrected = old.replace("先掃地", "先掃了地").replace("推回來", "推回去");
    let new = format!("{corrected}{pasted}");
    for quote in ["每天早上六點到，先", "那時候一天要揀多少字", "揀錯一個字"] {
        assert_eq!(asked(&old, &new, quote).len(), 2, "{quote}");
    }
}

#[test]
fn of_two_nearly_alike_of_which_one_went_and_the_other_has_its_words_now_is_asked() {
    let other = "吳：一天三千字，揀錯一個字師父不說話，只是把那一版推回來。\n";
    let line = OLD.split_inclusive('\n').nth(5).unwrap();
    let old = format!("{other}{OLD}");
    let new = format!("{line}{}", OLD.replace(line, ""));
    for outcome in outcomes(&old, &new, "揀錯一個字") {
        assert!(matches!(outcome, Outcome::ToConfirm { .. } | Outcome::Orphaned { .. }), "{outcome:?}");
    }
}

#[test]
fn a_paragraph_that_was_moved_past_another_is_moved() {
    let lines: Vec<&str> = OLD.split_inclusive('\n').collect();
    let mut moved = lines.clone();
    let line = moved.remove(5);
    moved.insert(1, line);
    let new = moved.concat().replace("每天早上六點到，先掃地", "每天早上五點到，先掃地");
    assert!(matches!(outcome(OLD, &new, "揀錯一個字"), Outcome::Moved(_)));
}

#[test]
fn it_is_asked_also_where_the_one_that_was_corrected_was_split_or_joined() {
    let line = OLD.split_inclusive('\n').nth(3).unwrap();
    for instead in [
        OLD.replace("早上六點到，先掃地，再", "早上六點就到，先掃地\n再"),
        OLD.replace("早上六點到，先掃地，再", "早上六點到\n先掃地\n再"),
        OLD.replace("先掃地，", "先掃了地，").replace("放回架上。\n", "放回架上。"),
        OLD.replace("先掃地，", "先掃了地，").replace("後來呢？\n", "後來呢？"),
    ] {
        let new = format!("{line}{instead}");
        for quote in ["後來我每天", "昨天用過的字"] {
            assert_eq!(asked(OLD, &new, quote).len(), 2, "{quote} in {instead}");
        }
    }
}
