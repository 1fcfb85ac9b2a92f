//! A paragraph that comes twice in the new text, each time with corrections of its own.

use super::{outcome, words};
use crate::reanchor::Outcome;

const BEFORE: &str = "林：你小時候住在哪裡？\n吳：住在河邊，每天早上船夫唱著歌經過。\n林：冬天呢？\n";
const LINE: &str = "吳：那年冬天特別冷，河面都結冰了，弟弟掉了下去，是鄰居老張把他拉上來的，母親為這件事哭了整整一個月，後來我們就\
                    不許再到河邊去玩了。\n";
const BEHIND: &str = "林：房子還在嗎？\n吳：不在了，後來那條路拓寬了，只剩下一口井。\n林：你還常回去嗎？\n\
                      吳：每年清明回去一次，看看那口井，也看看河。\n";

/// The paragraph with three corrections.
fn corrected() -> String {
    LINE.replace("特別冷", "特別的冷").replace("拉上來", "救上來").replace("不許", "不准")
}

/// Another one, a character away from it.
fn look_alike() -> String {
    LINE.replace("老張", "老李")
}

#[track_caller]
fn assert_asked(new: &str) {
    for quote in ["老張把他", "母親為這件事", "河面都結冰了，弟弟掉了下去"] {
        let outcome = outcome(&[BEFORE, LINE, BEHIND].concat(), new, quote);
        assert!(matches!(outcome, Outcome::ToConfirm { .. }), "{quote}: {outcome:?} in {new}");
    }
}

#[test]
fn which_of_two_right_beside_each_other_it_is_is_asked_however_few_corrections_one_has() {
    let (own, other) = (corrected(), look_alike());
    assert_asked(&[BEFORE, &own, &other, BEHIND].concat());
    assert_asked(&[BEFORE, &other, &own, BEHIND].concat());
}

#[test]
fn which_of_two_elsewhere_it_is_is_asked() {
    let between = "林：請你再說一次。\n";
    let (own, other) = (corrected(), look_alike());
    assert_asked(&[BEFORE, BEHIND, &other, between, &own].concat());
    assert_asked(&[BEFORE, BEHIND, &own, between, &other].concat());
}

#[test]
fn of_one_and_a_copy_with_the_same_corrections_it_is_the_one() {
    let own = corrected();
    let copy = own.replace("老張", "老李");
    for new in [[BEFORE, &own, &copy, BEHIND].concat(), [BEFORE, &copy, BEHIND, &own].concat()] {
        match outcome(&[BEFORE, LINE, BEHIND].concat(), &new, "鄰居老張把他") {
            Outcome::Kept(span) | Outcome::Changed { span, .. } => {
                assert_eq!(words(&new, span), "鄰居老張把他");
            }
            // The copy stands where the paragraph was.
            Outcome::ToConfirm { .. } => assert!(new.ends_with(&own)),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_very_words_are_the_passage_whatever_is_like_them() {
    let new = [BEFORE, LINE, &look_alike(), BEHIND].concat();
    assert!(matches!(outcome(&[BEFORE, LINE, BEHIND].concat(), &new, "老張把他"), Outcome::Kept(_)));
}

#[test]
fn the_nearer_of_two_is_the_one_when_it_alone_is_beside_what_it_stood_beside() {
    let put_in = "林：我先記一下時間。\n";
    let new = [BEFORE, put_in, &look_alike(), BEHIND, &corrected()].concat();
    match outcome(&[BEFORE, LINE, BEHIND].concat(), &new, "母親為這件事") {
        Outcome::Moved(span) | Outcome::Kept(span) => {
            assert!(span.start.0 < new[..new.find("房子還在").unwrap()].chars().count() as u32);
        }
        other => panic!("{other:?}"),
    }
}

const BOAT: &str =
    "吳：船夫每天早上唱著歌經過我們家門口，有時候會丟一條魚給我們，母親總是拿米酒跟他換，這樣過了十幾年。\n";
const LINES: [&str; 5] = [
    "林：那麼你後來怎麼回到鎮上的，是走路還是搭車？\n",
    "吳：搭運木頭的車，司機是我表哥，一路上都沒有說話。\n",
    "吳：母親在門口等，父親已經去了南部，妹妹還在學校裡。\n",
    "林：到了以後呢？家裡的人都還在嗎？\n",
    "吳：那時候的路還是石子路，腳踏車騎過去整條街都聽得見，鄰居會出來看是誰回來了，順便問有沒有帶東西。\n",
];

#[test]
fn a_copy_word_for_word_is_not_taken_for_what_stands_corrected_beside_a_neighbour_that_moved() {
    let [first, second, before, behind, last] = LINES;
    let corrected = BOAT.replace("唱著歌", "唱歌");
    let old = [first, second, before, BOAT, behind, last].concat();
    let new = [first, BOAT, second, before, last, &corrected, behind].concat();
    let outcome = outcome(&old, &new, "拿米酒跟他換");
    assert!(matches!(outcome, Outcome::ToConfirm { .. }), "{outcome:?}");
}

#[test]
fn nor_for_a_short_one_of_which_no_four_characters_are_left_together() {
    let [first, second, before, behind, _] = LINES;
    let line = "我記得那天下著大雨，沒有人帶傘，大家都淋溼了。\n";
    let corrected = "我記那天下大雨,沒人帶傘,大家淋溼了.\n";
    let old = [first, second, line, behind, before].concat();
    let new = [first, second, corrected, behind, before, line].concat();
    let outcome = outcome(&old, &new, "沒有人帶傘");
    assert!(matches!(outcome, Outcome::ToConfirm { .. }), "{outcome:?}");
}
