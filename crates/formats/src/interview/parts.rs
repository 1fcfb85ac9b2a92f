//! The labels that name a part in the interview rather than a person: who asks, who answers. All are folded as
//! [`super::words::fold`] does.

/// What a label says its speaker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `Q`, `問`, `Interviewer`.
    Asks,
    /// `A`, `答`, `Guest`.
    Answers,
}

const ASKS: &[&str] = &[
    "q",
    "question",
    "問",
    "问",
    "提問",
    "提问",
    "提問者",
    "提问者",
    "主持",
    "主持人",
    "記者",
    "记者",
    "採訪",
    "采访",
    "採訪者",
    "采访者",
    "採訪人",
    "訪",
    "访",
    "訪問",
    "訪問者",
    "访问者",
    "訪談者",
    "访谈者",
    "訪員",
    "編輯",
    "编辑",
    "小編",
    "小编",
    "interviewer",
    "host",
    "moderator",
    "reporter",
    "anchor",
    "聞き手",
    "司会",
    "質問",
    "記者問",
    "记者问",
    "진행자",
    "기자",
    "질문",
    "문",
];

const ANSWERS: &[&str] = &[
    "a",
    "answer",
    "答",
    "回答",
    "受訪者",
    "受访者",
    "受訪人",
    "被訪者",
    "被访者",
    "被採訪者",
    "嘉賓",
    "嘉宾",
    "來賓",
    "来宾",
    "interviewee",
    "guest",
    "respondent",
    "participant",
    "話し手",
    "回答者",
    "答え",
    "대답",
    "답",
];

/// What `folded` says its speaker does, a number after it left out (`q1`, `受訪者2`).
pub(super) fn part(folded: &str) -> Option<Part> {
    let bare = without_number(folded);
    if ASKS.contains(&bare) {
        Some(Part::Asks)
    } else if ANSWERS.contains(&bare) {
        Some(Part::Answers)
    } else {
        None
    }
}

/// `q` for `q12`, `question 3` and `問三`; the numbers count questions, not people.
pub(super) fn numbered_question(folded: &str) -> Option<&'static str> {
    const QUESTIONS: &[&str] = &["q", "a", "question", "answer", "問", "问", "答"];
    let bare = without_number(folded);
    QUESTIONS.iter().find(|word| **word == bare).copied()
}

fn without_number(folded: &str) -> &str {
    let is_number =
        |character: char| character.is_ascii_digit() || "一二三四五六七八九十".contains(character);
    let bare = folded.trim_end_matches(is_number).trim_end();
    if bare.is_empty() { folded } else { bare }
}
