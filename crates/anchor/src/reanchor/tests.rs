mod copies;
mod near;
mod remnants;

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
fn a_few_words_whose_paragraph_is_gone_were_deleted() {
    let new = OLD.replace("林：你恨過他嗎？\n", "");
    let found = outcome(OLD, &new, "恨過他");
    assert!(matches!(found, Outcome::Orphaned { reason: Reason::Deleted, .. }), "{found:?}");
    let new = OLD.replace("你恨過他嗎", "你還記得那時候的事嗎");
    let found = outcome(OLD, &new, "恨過他");
    assert!(matches!(found, Outcome::Orphaned { reason: Reason::TooShort, .. }), "{found:?}");
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
fn a_paragraph_that_was_edited_and_has_a_copy_is_the_one_that_is_nearer() {
    let old = "林：開始。\n吳：我們那時候每個星期三晚上都來這裡打字，打到天亮。\n林：結束。\n";
    let edited = "吳：我門那時候每個星期三晚上都來這裡打字，打到天亮。\n";
    let copy = edited.replace("晚上都來", "早上不來");
    for (new, place) in [
        (format!("林：開始。\n{edited}{copy}林：結束。\n"), 0),
        (format!("林：開始。\n{copy}{edited}林：結束。\n"), 1),
    ] {
        let expected = find_quote(&TextIndex::new(&new), "這裡打字", None, None)[place];
        assert_eq!(outcome(old, &new, "這裡打字"), Outcome::Kept(expected), "{new}");
    }
}

#[test]
fn of_two_that_are_equally_near_the_one_between_its_neighbours_is_it() {
    let lines: Vec<&str> = OLD.split_inclusive('\n').collect();
    let (edited, copy) = (lines[5].replace("三千字", "四千字"), lines[5].replace("三千字", "五千字"));
    let new = [&[copy.as_str()], &lines[..5], &[edited.as_str()], &lines[6..]].concat().concat();
    let expected = find_quote(&TextIndex::new(&new), "揀錯一個字", None, None)[1];
    assert_eq!(outcome(OLD, &new, "揀錯一個字"), Outcome::Kept(expected));
}

#[test]
fn a_copy_between_the_neighbours_of_a_paragraph_that_moved_and_is_nearer_is_a_question() {
    let lines: Vec<&str> = OLD.split_inclusive('\n').collect();
    let edited = lines[5].replace("三千字", "四千字");
    let copy = edited.replace("師傅不", "師父不");
    let new = [&[edited.as_str()], &lines[..5], &[copy.as_str()], &lines[6..]].concat().concat();
    let found = outcome(OLD, &new, "揀錯一個字");
    assert!(matches!(found, Outcome::ToConfirm { .. }), "{found:?}");
}

#[test]
fn of_two_beside_each_other_the_one_that_was_deleted_does_not_go_to_the_other() {
    let one = "吳：我們那時候每個星期三晚上都來這裡打字，打到天亮。\n";
    let other = one.replace("晚上都來", "早上不來");
    let old = format!("林：開始。\n{one}{other}林：結束。\n");
    for (kept, gone) in [(0, 1), (1, 0)] {
        let left = [one, &other][kept].replace("我們", "我門");
        let new = format!("林：開始。\n{left}林：結束。\n");
        let (old_index, new_index) = (TextIndex::new(&old), TextIndex::new(&new));
        let spans = find_quote(&old_index, "這裡打字", None, None);
        let (old_side, new_side) =
            (Side { text: &old_index, zones: &[] }, Side { text: &new_index, zones: &[] });
        let found = reanchor(&old_side, &new_side, &diff(&old, &new), &spans);
        assert!(matches!(found[kept], Outcome::Kept(_)), "{found:?}");
        assert!(matches!(found[gone], Outcome::Orphaned { reason: Reason::LookAlike, .. }), "{found:?}");
    }
}

#[test]
fn what_is_longer_than_the_passage_it_was_put_into_is_a_question() {
    let new = OLD.replace("門口燒炭", "門口有一隻很老的貓每天睡在那裡燒炭");
    let found = outcome(OLD, &new, "門口燒炭");
    assert!(matches!(found, Outcome::ToConfirm { .. }), "{found:?}");
    match outcome(OLD, &new, "師傅在門口燒炭，滿屋子都是鉛的味道") {
        Outcome::Changed { span, .. } => assert_eq!(span.len(), 30),
        other => panic!("{other:?}"),
    }
}

#[test]
fn words_between_mended_typos_at_an_edge_belong_to_the_passage() {
    let old = "奧：甲骨文等重量級企業達成協議，啟動建設項目，這是第一步。\n";
    let new = old.replace("重量級企業", "量少級有企極業");
    match outcome(old, &new, "量級企業達成協議") {
        Outcome::Changed { span, .. } => assert_eq!(words(&new, span), "量少級有企極業達成協議"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_few_letters_that_a_rewritten_phrase_has_in_common_are_no_evidence() {
    let old = "Wen: Then comes chapter twenty-one, where the hero’s mother dies. On that page the black ink says \
               nothing. There is only white paper.\n";
    let new = old.replace(" On that page t", "tupid: what is pr");
    let found = outcome(old, &new, "On that");
    assert!(matches!(found, Outcome::Orphaned { .. } | Outcome::ToConfirm { .. }), "{found:?}");
}

#[test]
fn a_passage_goes_where_all_but_a_tenth_of_it_went() {
    let lines: Vec<&str> = OLD.split_inclusive('\n').collect();
    let new = [lines[0], lines[1], lines[2], lines[4], lines[5], lines[6], lines[7], lines[3]].concat();
    match outcome(OLD, &new, "吳：後來我每天早上六點到，先掃地，再把昨天用過的字一個一個放回架上。\n林：")
    {
        Outcome::Changed { span, .. } => assert_eq!(words(&new, span), lines[3].trim()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_passage_whose_end_a_new_paragraph_took_away_stays_where_the_rest_is() {
    let new = OLD.replace(
        "林：那時候",
        "林：那年夏天颱風來，水淹到第二層，我們把能搬的都搬到樓上的地方去了，樓上放不下的就用繩子吊在窗外，等水退了才一件一件\
         收回來，鄰居都站在屋頂上看。\n林：那時候",
    );
    match outcome(OLD, &new, "後來我每天早上六點到，先掃地，再把昨天用過的字一個一個放回架上。\n林：")
    {
        Outcome::Changed { span, .. } => {
            assert_eq!(words(&new, span), "後來我每天早上六點到，先掃地，再把昨天用過的字一個一個放回架上。");
        }
        other => panic!("{other:?}"),
    }
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

/// What became of every place of `quote`.
fn outcomes(old: &str, new: &str, quote: &str) -> Vec<Outcome> {
    let (old_index, new_index) = (TextIndex::new(old), TextIndex::new(new));
    let spans = find_quote(&old_index, quote, None, None);
    let (old_side, new_side) = (Side { text: &old_index, zones: &[] }, Side { text: &new_index, zones: &[] });
    reanchor(&old_side, &new_side, &diff(old, new), &spans)
}

/// That all were asked about, and where they may be.
fn asked(outcomes: &[Outcome]) -> Vec<Vec<Span>> {
    let places = |outcome: &Outcome| match outcome {
        Outcome::ToConfirm { candidates } => candidates.iter().map(|one| one.span).collect(),
        other => panic!("{other:?} in {outcomes:?}"),
    };
    outcomes.iter().map(places).collect()
}

#[test]
fn of_two_equal_passages_in_a_row_nobody_can_tell_which_one_went() {
    let pair = "王：那一年的事情我真的一點也不知道。\n李：後來呢？\n";
    for (old, new, quote) in [
        // With what is asked in between, the same each time.
        (
            format!("李：好。\n{pair}{pair}王：完。\n"),
            format!("李：好。\n{pair}王：完。\n"),
            "真的一點也不知道",
        ),
        (format!("李：好。\n{pair}{pair}王：完。\n"), format!("李：好。\n{pair}王：完。\n"), "後來呢"),
        // Beside other edits.
        (
            format!("李：好的。\n{pair}{pair}王：說完了。\n"),
            format!("李：好了。\n{pair}王：都說完了。\n"),
            "真的一點也不知道",
        ),
        (
            "王：我不知道。我不知道。後來我就走了。\n".into(),
            "王：我不知道。後來我就走了。\n".into(),
            "我不知道",
        ),
        ("王：對對，我知道。\n".into(), "王：對，我知道。\n".into(), "對"),
        // With an edit right beside them.
        (
            "王：我不知道。我不知道。後來我就走了。\n".into(),
            "王：我不知道。然來我就走了。\n".into(),
            "我不知道",
        ),
    ] {
        let places = asked(&outcomes(&old, &new, quote));
        let only = find_quote(&TextIndex::new(&new), quote, None, None);
        assert_eq!(places, [only.clone(), only], "{old} → {new}");
        // The other way round there are two now.
        let places = asked(&outcomes(&new, &old, quote));
        assert_eq!(places, [find_quote(&TextIndex::new(&old), quote, None, None)], "{new} → {old}");
    }
}

#[test]
fn an_edit_beside_what_is_gone_does_not_tell_which_of_the_two_it_was() {
    let said = "我寫上去的東西，將來要能完完整整取下來。";
    let (ask, answer) = ("柯：您自己在書上寫字嗎？\n", "溫：客人的書，一個點都不會寫。\n柯：誰贏了？\n");
    for (old, new, quote) in [
        // The edit before it and the loss make one splice.
        (
            format!("溫：還有，要能拆。{said}{said}這跟漿糊一樣。\n"),
            format!("溫：還有，要能拆拆{said}這跟漿糊一樣。\n"),
            "完完整整",
        ),
        // The loss took the first character of what follows along.
        (
            format!("溫：好。\n{ask}{answer}{ask}{answer}溫：三十歲那個。\n"),
            format!("溫：好。\n{ask}{answer}：三十歲那個。\n"),
            "一個點都不會寫",
        ),
        // The end of what was said twice, and the beginning of the next that was.
        (
            format!("溫：好。\n{ask}{ask}{answer}{answer}溫：三十歲那個。\n"),
            format!("溫：好。\n{ask}{answer}溫：三十歲那個。\n"),
            "一個點都不會寫",
        ),
        // The line end between the two was edited as well.
        (format!("溫：好。\n{said}\n{said}\n\n## 完\n"), format!("溫：好。\n{said}\n## 完\n"), "完完整整"),
    ] {
        let places = asked(&outcomes(&old, &new, quote));
        let only = find_quote(&TextIndex::new(&new), quote, None, None);
        assert_eq!(places, [only.clone(), only], "{old}");
    }
}

#[test]
fn of_two_lines_in_a_row_that_begin_differently_it_is_told_which_one_went() {
    let said = "要能拆。我寫上去的東西，將來要能完完整整取下來，不傷原文。\n";
    let (old, new) =
        (format!("溫：好。\n還有，{said}還看竹{said}完。\n"), format!("溫：好。\n還看竹{said}完。\n"));
    let found = outcomes(&old, &new, "完完整整取下來");
    assert!(
        matches!(found[..], [Outcome::Orphaned { .. } | Outcome::ToConfirm { .. }, Outcome::Kept(_)]),
        "{found:?}"
    );
}

#[test]
fn of_three_in_a_row_the_middle_one_may_be_either_of_two() {
    let (old, new) = ("王：我不知道。我不知道。我不知道。完。\n", "王：我不知道。我不知道。完。\n");
    let left = find_quote(&TextIndex::new(new), "我不知道", None, None);
    let places = asked(&outcomes(old, new, "我不知道"));
    assert_eq!(places, [vec![left[0]], left.clone(), vec![left[1]]]);
}

#[test]
fn of_two_in_a_row_that_were_edited_since_nobody_can_tell_either() {
    let pair = "王：那一年的事情我真的一點也不知道，你問別人吧。\n李：後來呢？\n";
    let old = format!("李：好。\n{pair}{pair}王：完。\n");
    let new = format!("李：好。\n{}王：完。\n", pair.replace("別人", "他人"));
    let only = find_quote(&TextIndex::new(&new), "真的一點也不知道", None, None);
    assert_eq!(asked(&outcomes(&old, &new, "真的一點也不知道")), [only.clone(), only]);
}

#[test]
fn what_merely_begins_and_ends_like_its_neighbour_is_told_from_it() {
    let old = "王：那年冬天很冷。\n李：後來呢？\n王：河都結了冰。\n李：你怕嗎？\n";
    let new = "王：那年冬天很冷。\n李：你怕嗎？\n";
    assert!(matches!(outcomes(old, new, "冬天很冷。")[..], [Outcome::Kept(_)]));
    assert!(matches!(outcomes(old, new, "你怕嗎")[..], [Outcome::Kept(_)]));
    assert!(matches!(outcomes(old, new, "都結了冰。")[..], [Outcome::Orphaned { .. }]));
    let speakers = outcomes(old, new, "王：");
    assert!(matches!(speakers[..], [Outcome::Kept(_), Outcome::Orphaned { .. }]), "{speakers:?}");
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

#[test]
fn of_two_lines_that_each_come_twice_both_are_asked_about_though_they_went_in_one_piece() {
    let said = "吳：那就是我們做過的事，捐給了三個不同的團體。\n";
    let other = "林：後來你們自己也組了一個，律師都是自願來的。\n";
    let old = format!("{OLD}{said}{said}\n{other}{other}林：好。\n");
    let new = format!("{OLD}{said}\n{other}林：好了。\n");
    asked(&outcomes(&old, &new, "做過的事，捐給了三個"));
    asked(&outcomes(&old, &new, "自己也組了一個，律師"));
}
