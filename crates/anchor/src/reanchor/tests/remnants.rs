//! Paragraphs that stand elsewhere word for word, with something of them where they were.

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

/// An interview long enough that what is pasted elsewhere is not beside what it is pasted from.
fn long() -> String {
    let more = "林：河邊的房子後來都拆了，只有這一間留著，門口的樹也還在。\n\
                吳：樹是我太太種的，她說等樹長大了，字也就揀完了。\n\
                林：樹長大了嗎？\n\
                吳：比屋頂還高，夏天的時候整條巷子都有影子，隔壁的人把椅子搬到樹下來乘涼。\n";
    format!("{OLD}{more}")
}

/// The fourth paragraph, which is pasted at the end while something else becomes of it where it stands.
fn pasted(instead: &str) -> String {
    let old = long();
    let line = old.split_inclusive('\n').nth(3).unwrap();
    format!("{}{line}", old.replace(line, instead))
}

#[test]
fn it_is_asked_whatever_else_stands_beside_what_is_left() {
    let halves = "吳：後來我每天早上六點到，先掃了地，\n再把昨天用過的字一個一個放回架上。\n";
    let beside = "編者按：這裡說的架子在二樓，一共十二座，現在捐給了博物館。\n";
    for instead in [format!("{halves}{beside}"), format!("{beside}{halves}")] {
        for quote in ["後來我每天", "昨天用過的字"] {
            assert_eq!(asked(&long(), &pasted(&instead), quote).len(), 2, "{quote} in {instead}");
        }
    }
}

#[test]
fn it_is_asked_where_what_is_left_was_continued_or_cut_short_and_not_of_what_was_cut_off() {
    let continued = "吳：後來我每天早上六點到，先掃地，再把昨天用過的字一個一個放回架上。那時候架子還是木頭的，一抽屜一抽屜都\
                     要用手推，冬天的早上手都凍得發紫，師傅就叫我先去炭爐邊站一站，等手熱了再說。\n";
    for quote in ["後來我每天早上六點到", "昨天用過的字"] {
        assert_eq!(asked(&long(), &pasted(continued), quote).len(), 2, "{quote}");
    }
    let short = pasted("吳：後來我每天早上六點到，先掃地。\n");
    assert_eq!(asked(&long(), &short, "後來我每天早上六點到").len(), 2);
    assert!(matches!(outcome(&long(), &short, "再把昨天用過的字一個一個放回架上。"), Outcome::Moved(_)));
}

#[test]
fn several_that_are_nearly_alike_do_not_hide_each_other() {
    let line = |city: &str, number: &str| {
        format!(
            "吳：我們在{city}又開了第{number}家鑄字行，字架是從老店搬過去的，師傅也跟著過去住了半年才回來。\n"
        )
    };
    let cities = [("台南", "二"), ("嘉義", "三"), ("花蓮", "四"), ("屏東", "五")];
    let between = [
        "林：那裡的客人都是什麼樣的人？\n吳：多半是教書的。\n",
        "林：租金貴不貴？\n吳：比這裡便宜一半，可是漏水。\n",
        "林：你自己去看過嗎？\n吳：開張那天坐了六個小時的火車去的。\n",
        "林：現在還開著嗎？\n吳：只剩這一家，其他的都收了。\n",
    ];
    let old: String =
        cities.iter().zip(between).map(|((city, number), between)| line(city, number) + between).collect();
    let old = format!("{OLD}{old}");
    // Each is corrected where it stood to be like another one.
    let corrected = (0..4).fold(old.clone(), |text, at| {
        let (city, number) = cities[(at + 2) % 4];
        text.replace(&line(cities[at].0, cities[at].1), &format!("<{at}>")).replace(
            &format!("<{at}>"),
            &line(city, number).replace("半年", "半年多").replace(city, &format!("{city}城")),
        )
    });
    let copies: String =
        cities.iter().map(|(city, number)| line(city, number) + "林：再說一次。\n").collect();
    let new = format!("{corrected}林：最後一個問題，如果從頭再來一次的話？\n{copies}");
    for (city, number) in cities {
        let quote = format!("{city}又開了第{number}家鑄字行，字架");
        let found = outcome(&old, &new, &quote);
        assert!(matches!(found, Outcome::ToConfirm { .. }), "{city}: {found:?}");
    }
}

#[test]
fn it_is_asked_where_what_stood_beside_it_is_gone() {
    let old = long();
    let lines: Vec<&str> = old.split_inclusive('\n').collect();
    let corrected = lines[3].replace("先掃地", "先掃了地");
    for gone in [vec![2], vec![4], vec![2, 4], vec![1, 2, 4, 5]] {
        let kept = |at: &usize| !gone.contains(at);
        let text: String =
            (0..lines.len()).filter(kept).map(|at| if at == 3 { &corrected } else { lines[at] }).collect();
        let new = text + lines[3];
        for quote in ["後來我每天早上六點到", "昨天用過的字"] {
            assert_eq!(asked(&old, &new, quote).len(), 2, "{quote} without {gone:?}");
        }
    }
}

#[test]
fn it_is_asked_of_what_stands_there_in_another_order_or_far_apart() {
    let between = "編者按：這裡說的架子在二樓，一共十二座，現在捐給了博物館，每一座都編了號，連抽屜裡的灰塵也照原樣留著。\n".repeat(3);
    for instead in [
        "吳：再把昨天用過的字一個一個放回架上。後來我每天早上六點到，先掃地。\n".to_owned(),
        format!("吳：後來我每天早上六點到，先掃地，\n{between}再把昨天用過的字一個一個放回架上。\n"),
    ] {
        for quote in ["後來我每天早上六點到", "昨天用過的字一個一個放回架上"] {
            assert_eq!(asked(&long(), &pasted(&instead), quote).len(), 2, "{quote} in {instead}");
        }
    }
}

/// An interview in an alphabet.
const ENGLISH: &str = "Ada: When did you first walk into the foundry by the river?\n\
                       Wu: In the winter of eighty-two; my teacher was burning coal at the door and the room smelled of lead.\n\
                       Ada: And what did you do there in the beginning?\n\
                       Wu: I came at six every morning, swept the floor and put back yesterday's type, letter by letter.\n\
                       Ada: How many letters did you have to set in a day?\n\
                       Wu: Three thousand, and when one of them was wrong my teacher said nothing and pushed the page back to me.\n\
                       Ada: Did you hate him for that?\n\
                       Wu: He was there before me every single morning, and that I remember to this day.\n";

#[test]
fn letters_of_an_alphabet_that_come_in_any_sentence_are_nothing_that_is_left() {
    let lines: Vec<&str> = ENGLISH.split_inclusive('\n').collect();
    // Moved to where others were deleted: of those nothing is like it.
    let new = [&lines[..3], &lines[4..5], &lines[3..4], &lines[7..]].concat().concat();
    assert!(matches!(
        outcome(ENGLISH, &new, "put back yesterday's type"),
        Outcome::Moved(_) | Outcome::Kept(_)
    ));
    let corrected = ENGLISH.replace("swept the floor", "swept the stairs").replace(lines[4], "");
    let new = format!("{corrected}{}", lines[3]);
    assert_eq!(asked(ENGLISH, &new, "put back yesterday's type").len(), 2);
}

#[test]
fn it_is_asked_where_what_is_left_was_put_in_other_words() {
    let before = "Wen: The shop was my uncle's, down by the river, and it flooded every other year.\n\
                  Ke: And you were sixteen when you went there to learn the trade?\n";
    let line = "Wen: I used to come at six, sweep the floor and put yesterday's type back in its cases.\n";
    let behind = "Ke: How long was it before they let you set a page by yourself?\n\
                  Wen: Three years, and that was a page of nothing but tide tables for the harbour.\n\
                  Ke: Were there mistakes in the tide tables, or were they right from the start?\n";
    let reworded = "Wen: I would be in by six, swept the place, then got yesterday's type into cases.\n";
    let old = format!("{before}{line}{behind}");
    for new in [
        format!("{before}{reworded}{behind}{line}"),
        format!("{before}{reworded}{}{line}", behind.split_once('\n').unwrap().1),
        format!("{reworded}{behind}{line}"),
    ] {
        let places = asked(&old, &new, "yesterday's type");
        assert_eq!(places, ["yesterday's type"; 2], "{new}");
        assert!(asked(&old, &new, "sweep the floor").len() > 1, "{new}");
    }
}

#[test]
fn it_is_asked_too_where_it_was_continued_and_what_stood_behind_it_deleted() {
    let old = "Wen: It is to let it grow old once more, nothing else, as my uncle put it.\n\
               Part two: Forty-seven pots of paste\n\
               Ke: Your colleagues say that the paste is a secret that you keep.\n\
               Wen: There is no secret. It is wheat starch and water, three hundred years old.\n\
               Ke: And the book of recipes that everybody talks about, is that locked away?\n";
    let line = old.split_inclusive('\n').nth(1).unwrap();
    let gone = old.split_inclusive('\n').nth(2).unwrap();
    let continued = old.replace(line, "Part two: Forty-seven pots of paste for keeps\n").replace(gone, "");
    let new = format!("{continued}{line}");
    assert_eq!(asked(old, &new, "Forty-seven pots").len(), 2);
}
