//! Labels and their look-alikes, turns, aliases, roles.

use crate::outline::check;
use vermilion_formats::interview::{Role, parse};

#[track_caller]
fn check_people(text: &str, expected: &[(&str, &[&str], Role)]) {
    let found = parse(text);
    let people: Vec<(&str, Vec<&str>, Role)> = found
        .speakers
        .iter()
        .map(|one| (one.name.as_str(), one.labels.iter().map(String::as_str).collect(), one.role))
        .collect();
    let expected: Vec<(&str, Vec<&str>, Role)> =
        expected.iter().map(|(name, labels, role)| (*name, labels.to_vec(), *role)).collect();
    assert_eq!(people, expected, "in:\n{text}");
}

#[test]
fn every_form_of_label_opens_a_turn() {
    for (one, other) in [
        ("林美:", "王明:"),
        ("林美：", "王明："),
        ("Anna: ", "Bo: "),
        ("**Anna:** ", "**Bo:** "),
        ("**Anna**: ", "**Bo**: "),
        ("**林美**：", "**王明**："),
        ("### 林美：\n", "### 王明：\n"),
        ("### Anna:\n\n", "### Bo:\n\n"),
        ("Anna:\n", "Bo:\n"),
        ("Q: ", "A: "),
        ("Q：", "A："),
        ("問：", "答："),
        ("问：", "答："),
        ("[00:12:34] Anna: ", "[00:12:40] Bo: "),
        ("Anna [00:12:34]: ", "Bo [00:12:40]: "),
        ("Anna (00:12): ", "Bo (00:14): "),
        ("Anna  0:12\n", "Bo  0:14\n"),
        ("Speaker 1: ", "Speaker 2: "),
    ] {
        let text = format!("{one}甲乙？\n{other}丙丁。\n\n戊己。\n{one}庚辛？\n{other}壬癸。\n");
        let found = parse(&text);
        assert_eq!(found.speakers.len(), 2, "{text}");
        let bodies: Vec<_> = crate::outline::outline(&found)
            .lines()
            .map(|line| line.split_once('|').map_or("", |(_, body)| body).to_owned())
            .collect();
        assert_eq!(bodies, ["甲乙？", "丙丁。", "戊己。", "庚辛？", "壬癸。"], "{text}");
    }
}

#[test]
fn times_are_kept_with_their_turns() {
    check(
        "[00:12:34] Anna: Why?\n[00:12:40.5] Bo: Because.\nAnna (1:02:03): Really?\nBo: Yes.\n",
        "Anna:@754000|Why?
         Bo:@760500|Because.
         Anna:@3723000|Really?
         Bo:|Yes.",
    );
}

#[test]
fn further_paragraphs_belong_to_who_was_speaking() {
    check(
        "前言。\n林美：一。\n二。\n\n三。\n王明：四。\n林美：五。\n（笑）\n六。\n",
        "|前言。
         林美:|一。
         林美|二。
         林美|三。
         王明:|四。
         林美:|五。
         |（笑）
         林美|六。",
    );
}

#[test]
fn a_label_on_its_own_line_opens_the_paragraph_below() {
    check(
        "# 談茶\n\n### 林美：\n（點頭）\n\n二。\n\n### 林美：\n三。\n\n### 王明：\n\n### 林美：\n四。\n\n### 王明：\n五。",
        "title|談茶
         林美:|（點頭）
         林美|二。
         林美:|三。
         王明:|
         林美:|四。
         王明:|五。",
    );
}

#[test]
fn labels_without_colon_count_when_they_come_again_and_again() {
    check(
        "# Tea\n\n## Anna\nWhy?\n\n## Bo\nSo.\n\n## Anna\nHow?\n\n## Bo\nThus.\n\n## Anna\nThanks.\n",
        "title|Tea
         Anna:|Why?
         Bo:|So.
         Anna:|How?
         Bo:|Thus.
         Anna:|Thanks.",
    );
}

#[test]
fn two_turns_are_enough_when_the_first_asks() {
    for (one, other) in [("Q", "A"), ("問", "答"), ("林美", "王明"), ("主持人", "嘉賓"), ("Anna", "Bo")]
    {
        check(&format!("{one}: Why so?\n{other}: Just so.\n"), &format!("{one}:|Why so?\n{other}:|Just so."));
    }
    check("優點：快？\n缺點：貴。\n", "title|優點：快？\n|缺點：貴。");
    check("林美：很快。\n王明：很貴。\n", "|林美：很快。\n|王明：很貴。");
}

#[test]
fn a_guest_who_speaks_once_between_turns_counts() {
    check(
        "林美：你來了？\n王明：是。\n林美：這位是？\n陳安：我是她姊姊。\n林美：請坐。\n王明：好。\n",
        "林美:|你來了？
         王明:|是。
         林美:|這位是？
         陳安:|我是她姊姊。
         林美:|請坐。
         王明:|好。",
    );
}

#[test]
fn a_council_member_who_speaks_once_counts() {
    check(
        "### 林美：\n一。\n\n### 王明：\n二。\n\n### 林美：\n三。\n\n### 陳安：\n四。\n\n### 王明：\n五。\n",
        "林美:|一。
         王明:|二。
         林美:|三。
         陳安:|四。
         王明:|五。",
    );
}

#[test]
fn look_alikes_open_no_turn() {
    for line in [
        "17:30 我們出門。",
        "https://tea.example/1",
        "注：茶會苦。",
        "註:茶會苦。",
        "Note: tea is bitter.",
        "他說：",
        "例如：紅茶",
        "首先:水要熱。",
        "其次：杯要溫。",
        "「為什麼不喝：」",
        "我想說三點：",
        "結論是：可以。",
        "更重要的是：時間。",
        "- 水溫：九十度",
        "* 水溫：九十度",
        "1. 水溫：九十度",
        "補充說明：這不容易。",
        "比例是 3:1 左右",
        "C:\\tea\\list.txt",
    ] {
        let text = format!(
            "林美：什麼茶？\n王明：紅茶。\n{line}\n林美：再來？\n王明：好。\n{line}\n林美：還有？\n王明：有。\n"
        );
        check(
            &text,
            &format!(
                "林美:|什麼茶？\n王明:|紅茶。\n王明|{line}\n林美:|再來？\n王明:|好。\n王明|{line}\n林美:|還有？\n王明:|有。"
            ),
        );
    }
}

#[test]
fn a_label_that_occurs_once_within_an_answer_is_none() {
    check(
        "林美：什麼茶？\n王明：紅茶。\n水溫：九十度。\n林美：再來？\n王明：好。\n",
        "林美:|什麼茶？
         王明:|紅茶。
         王明|水溫：九十度。
         林美:|再來？
         王明:|好。",
    );
}

#[test]
fn a_line_that_announces_the_interview_is_nobody() {
    check(
        "談茶\n這是前言。\n以下是對話的節錄:\n林美:好嗎?\n王明:好。\n林美:真的?\n王明:真的。\n",
        "title|談茶
         |這是前言。
         |以下是對話的節錄:
         林美:|好嗎?
         王明:|好。
         林美:|真的?
         王明:|真的。",
    );
}

#[test]
fn bold_questions_lose_their_marks_on_both_sides() {
    check(
        "**Q: Why?**\n\nA: So.\n\n**Q: How?**\n\nA: Thus.\n",
        "Q:|Why?
         A:|So.
         Q:|How?
         A:|Thus.",
    );
}

#[test]
fn aliases_of_one_person_are_one_speaker() {
    use Role::{Interviewee, Interviewer};
    check_people(
        "Ben Thompson: Why?\nSam Altman: So.\nThompson: How?\nAltman: Thus.\nThompson: When?\nAltman: Now.\n",
        &[
            ("Ben Thompson", &["Ben Thompson", "Thompson"], Interviewer),
            ("Sam Altman", &["Sam Altman", "Altman"], Interviewee),
        ],
    );
    check_people(
        "本.湯普森：為何？\n奧特曼：因此。\n湯普森：如何？\n奧特曼：如此。\n",
        &[("本.湯普森", &["本.湯普森", "湯普森"], Interviewer), ("奧特曼", &["奧特曼"], Interviewee)],
    );
    check_people(
        "Q1: Why?\nA1: So.\nQ2: How?\nA2: Thus.\n",
        &[("Q", &["Q1", "Q2"], Interviewer), ("A", &["A1", "A2"], Interviewee)],
    );
    check_people(
        "林美（主編）：為何？\n王明：因此。\n林美：如何？\n王明：如此。\n",
        &[("林美", &["林美（主編）", "林美"], Interviewer), ("王明", &["王明"], Interviewee)],
    );
    check_people(
        "茶農王明(Bo Wang)說茶。\n林美：為何？\n王明：因此。\n林美：如何？\nBo Wang：如此。\n林美：何時？\nBo Wang：今天。\n\n",
        &[("林美", &["林美"], Interviewer), ("Bo Wang", &["王明", "Bo Wang"], Interviewee)],
    );
}

#[test]
fn two_people_stay_two() {
    for labels in [
        ["John Smith", "Jane Smith", "Smith"],
        ["受訪者A", "受訪者B", "受訪者"],
        ["Speaker 1", "Speaker 2", "Speaker 3"],
    ] {
        let text: String = (0..12).map(|at| format!("{}: {at} words.\n", labels[at % 3])).collect();
        assert_eq!(parse(&text).speakers.len(), 3, "{text}");
    }
}

#[test]
fn roles_follow_who_asks() {
    use Role::{Interviewee, Interviewer, Other};
    check_people(
        "王明：請問茶葉的事。\n林美：哪一種？\n王明：紅茶。\n林美：多少？\n王明：一斤。\n林美：現在？\n",
        &[("王明", &["王明"], Interviewee), ("林美", &["林美"], Interviewer)],
    );
    check_people(
        "主持人：歡迎。\n王明：謝謝？\n主持人：請說。\n王明：說什麼？\n",
        &[("主持人", &["主持人"], Interviewer), ("王明", &["王明"], Interviewee)],
    );
    check_people(
        "林美：天氣好。\n王明：是。\n林美：走吧。\n王明：走。\n",
        &[("林美", &["林美"], Other), ("王明", &["王明"], Other)],
    );
}
#[test]
fn labels_as_recorders_and_newspapers_write_them() {
    check(
        "Speaker 1  0:03\nHello there.\n\nSpeaker 2  0:10\nHi.\n\nSpeaker 1  0:12\nHow are you?\n",
        "Speaker 1:@3000|Hello there.
         Speaker 2:@10000|Hi.
         Speaker 1:@12000|How are you?",
    );
    check(
        "[SPEAKER_00]: Hello?\n[SPEAKER_01]: Hi.\n[SPEAKER_00]: Well?\n[SPEAKER_01]: Well.\n",
        "SPEAKER_00:|Hello?
         SPEAKER_01:|Hi.
         SPEAKER_00:|Well?
         SPEAKER_01:|Well.",
    );
    check(
        "開店說明會\n記者問：為何？\n發言人答：因此。\n記者問：如何？\n發言人答：如此。\n",
        "title|開店說明會
         記者問:|為何？
         發言人答:|因此。
         記者問:|如何？
         發言人答:|如此。",
    );
    check(
        "Ben Ray: Why?\nAnna Lee: So.\nBR: How?\nAL: Thus.\nBR: When?\nAL: Now.\n",
        "Ben Ray:|Why?
         Anna Lee:|So.
         Ben Ray:|How?
         Anna Lee:|Thus.
         Ben Ray:|When?
         Anna Lee:|Now.",
    );
}
