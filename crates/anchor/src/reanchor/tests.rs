use super::{Finder, Outcome, Reanchoring, Reason, Side, Zone, reanchor};
use crate::diff::diff;
use crate::selector::{describe, find_quote};
use crate::units::{Span, TextIndex};

/// An interview in which people repeat themselves.
const OLD: &str = "林：你第一次走進鑄字行是哪一年？\n\
                   吳：一九八二年的冬天，師傅在門口燒炭，滿屋子都是鉛的味道。\n\
                   林：後來呢？\n\
                   吳：後來我每天早上六點到，先掃地，再把昨天用過的字一個一個放回架上。\n\
                   林：那時候一天要揀多少字？\n\
                   吳：一天三千字，揀錯一個字師傅不說話，只是把那一版推回來。\n\
                   林：你恨過他嗎？\n\
                   吳：我每天早上六點到的時候，他已經在裡面了，這件事我到現在都記得。\n";

/// What became of the first place of `quote`.
fn outcome(old: &str, new: &str, quote: &str) -> Outcome {
    let (old_index, new_index) = (TextIndex::new(old), TextIndex::new(new));
    let span = find_quote(&old_index, quote, None, None)[0];
    let (old_side, new_side) = (Side { text: &old_index, zones: &[] }, Side { text: &new_index, zones: &[] });
    reanchor(&old_side, &new_side, &diff(old, new), &[span]).remove(0)
}

fn words(text: &str, span: Span) -> String {
    TextIndex::new(text).slice(span).unwrap().to_owned()
}

#[test]
fn what_was_not_touched_is_kept_wherever_it_went() {
    let new = format!("河邊的訪談\n{}", OLD.replace("師傅不說話", "師傅從不說話"));
    match outcome(OLD, &new, "滿屋子都是鉛的味道") {
        Outcome::Kept(span) => assert_eq!(words(&new, span), "滿屋子都是鉛的味道"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mended_typo_inside_leaves_the_edges_and_is_marked() {
    let new = OLD.replace("揀錯一個字師傅不說話", "撿錯一個字，師傅不說話");
    match outcome(OLD, &new, "揀錯一個字師傅") {
        Outcome::Changed { span, score } => {
            assert_eq!(words(&new, span), "撿錯一個字，師傅");
            assert!(score > 0.7, "{score}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_passage_goes_with_its_paragraph() {
    let lines: Vec<&str> = OLD.split_inclusive('\n').collect();
    let new = [lines[2], lines[3], lines[4], lines[5], lines[6], lines[7], lines[0], lines[1]].concat();
    match outcome(OLD, &new, "師傅在門口燒炭") {
        Outcome::Moved(span) => assert_eq!(words(&new, span), "師傅在門口燒炭"),
        other => panic!("{other:?}"),
    }
    let edited = new.replace("師傅在門口燒炭，滿屋子", "師傅在門口燒著炭，滿屋子");
    match outcome(OLD, &edited, "師傅在門口燒炭") {
        Outcome::Changed { span, .. } => assert_eq!(words(&edited, span), "師傅在門口燒著炭"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_deleted_is_an_orphan_and_not_moved_to_what_looks_like_it() {
    let lines: Vec<&str> = OLD.split_inclusive('\n').collect();
    let new: String = lines.iter().filter(|line| !line.starts_with("吳：後來我")).copied().collect();
    match outcome(OLD, &new, "我每天早上六點到") {
        Outcome::Orphaned { reason: Reason::LookAlike, candidates } => {
            assert_eq!(words(&new, candidates[0].span), "我每天早上六點到", "shown, not taken");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_few_words_are_never_recognised_elsewhere_by_a_part_of_them() {
    let new = OLD.replace("林：後來呢？\n", "").replace("你恨過他嗎？", "你恨過他嗎？後來又呢？");
    let found = outcome(OLD, &new, "後來呢");
    assert!(matches!(found, Outcome::Orphaned { .. } | Outcome::ToConfirm { .. }), "{found:?}");
}

#[test]
fn between_two_that_are_equally_near_somebody_is_asked() {
    let old = "林：開始。\n吳：我們那時候每個星期三晚上都來這裡打字，打到天亮。\n林：結束。\n";
    let new = "林：開始。\n吳：我們那時候每個星期四晚上都來這裡打字，打到天亮。\n\
               吳：我們那時候每個星期五晚上都來這裡打字，打到天亮。\n林：結束。\n";
    match outcome(old, new, "晚上都來這裡打字") {
        Outcome::ToConfirm { candidates } => {
            assert_eq!(candidates.len(), 2);
            assert!(candidates.iter().all(|candidate| words(new, candidate.span) == "晚上都來這裡打字"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_two_that_are_nearly_alike_the_one_that_was_there_is_it() {
    let old = "林：開始。\n吳：我們那時候每個星期三晚上都來這裡打字，打到天亮。\n林：結束。\n";
    let new = "林：開始。\n吳：我們那時候每個星期五晚上都來這裡打字，打到天亮。\n\
               吳：我們那時候每個星期三晚上都來這裡打字，打到天亮。\n林：結束。\n";
    let second = find_quote(&TextIndex::new(new), "晚上都來這裡打字", None, None)[1];
    assert_eq!(outcome(old, new, "晚上都來這裡打字"), Outcome::Kept(second));
}

#[test]
fn words_that_the_comparison_kept_by_chance_in_another_paragraph_are_no_evidence() {
    let old = "林：開始。\n吳：鉛字在架上的次序是照部首排的，常用的放在最順手的地方。\n林：結束。\n";
    let new =
        "林：開始。\n吳：那年夏天颱風來，水淹到第二層，我們把能搬的都搬到樓上的地方去了。\n林：結束。\n";
    let found = outcome(old, new, "的地方");
    assert!(!matches!(found, Outcome::Kept(_) | Outcome::Changed { .. } | Outcome::Moved(_)), "{found:?}");
}

#[test]
fn a_passage_that_was_torn_apart_is_a_question() {
    let lines: Vec<&str> = OLD.split_inclusive('\n').collect();
    let new = [lines[0], lines[1], lines[2], lines[3], lines[5], lines[6], lines[7], lines[4]].concat();
    let found = outcome(OLD, &new, "一個一個放回架上。\n林：那時候一天要揀多少字");
    assert!(matches!(found, Outcome::ToConfirm { .. }), "{found:?}");
}

#[test]
fn what_is_no_passage_has_no_place() {
    let index = TextIndex::new(OLD);
    let side = Side { text: &index, zones: &[] };
    let difference = diff(OLD, OLD);
    let work = Reanchoring::new(side, side, &difference);
    for span in [Span::new(3, 3), Span::new(0, 9_999)] {
        assert!(matches!(work.outcome(span), Outcome::Orphaned { .. }));
    }
}

#[test]
fn an_orphan_finds_its_candidates_by_words_surroundings_and_speaker() {
    let index = TextIndex::new(OLD);
    let place = find_quote(&index, "我每天早上六點到", None, None)[1];
    let mut quote = describe(&index, place).unwrap();
    quote.exact = "我每天早上七點到".to_owned();
    let zones = [Zone { span: Span::new(0, index.len().0), speaker: Some(1), section: None }];
    let finder = Finder::new(Side { text: &index, zones: &zones });
    let found = finder.candidates(&quote, Some(1), None, None, 5);
    assert_eq!(found[0].span, place, "its surroundings are the same");
    assert!(found.len() > 1 && found[0].score > found[1].score);
    assert!(finder.candidates(&quote, Some(2), None, None, 5)[0].score < found[0].score);
}
