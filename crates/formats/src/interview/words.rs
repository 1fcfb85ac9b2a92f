//! The words that stand before a colon: which name nobody, which name a part in the interview, which are no names but
//! the end of a sentence. All are folded as [`fold`] does.

/// `name` as it is compared: case, width and spacing do not tell people apart.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '．' | '・' | '‧' | '•' | '·' => folded.push('·'),
            // A dot between letters of a transcribed name is a separator, one after an initial is not.
            '.' if folded.ends_with(crate::script::is_han) => folded.push('·'),
            '’' => folded.push('\''),
            '\u{FF01}'..='\u{FF5E}' => {
                let narrow = char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character);
                folded.extend(narrow.to_lowercase());
            }
            _ if character.is_whitespace() => {
                if !folded.ends_with([' ', '·']) && !folded.is_empty() {
                    folded.push(' ');
                }
            }
            _ => folded.extend(character.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Words before a colon that never are a speaker, however often they recur.
const NOBODY: &[&str] = &[
    // Remarks of the editor.
    "注",
    "註",
    "注意",
    "注釋",
    "註釋",
    "備註",
    "备注",
    "附註",
    "附注",
    "按",
    "編按",
    "编按",
    "編者按",
    "编者按",
    "譯註",
    "译注",
    "譯者註",
    "圖",
    "图",
    "圖片",
    "图片",
    "圖說",
    "图说",
    "圖片來源",
    "图片来源",
    "資料來源",
    "资料来源",
    "延伸閱讀",
    "相關閱讀",
    "相关阅读",
    "參考資料",
    "参考资料",
    "note",
    "notes",
    "nb",
    "n.b.",
    "ps",
    "p.s.",
    "editor's note",
    "photo",
    "image",
    "caption",
    "figure",
    "table",
    "see also",
    "related",
    "update",
    "correction",
    "warning",
    "tip",
    "todo",
    // Connectives and the openings of lists.
    "首先",
    "其次",
    "再次",
    "再者",
    "然後",
    "然后",
    "最後",
    "最后",
    "接著",
    "接着",
    "此外",
    "另外",
    "例如",
    "比如",
    "譬如",
    "例",
    "比方說",
    "比方说",
    "舉例",
    "举例",
    "舉例來說",
    "举例来说",
    "換言之",
    "换言之",
    "也就是說",
    "也就是说",
    "總之",
    "总之",
    "結論",
    "结论",
    "總結",
    "总结",
    "小結",
    "小结",
    "摘要",
    "重點",
    "重点",
    "原因",
    "理由",
    "結果",
    "结果",
    "目的",
    "目標",
    "目标",
    "背景",
    "方法",
    "步驟",
    "步骤",
    "優點",
    "优点",
    "缺點",
    "缺点",
    "好處",
    "好处",
    "壞處",
    "坏处",
    "優勢",
    "优势",
    "劣勢",
    "劣势",
    "挑戰",
    "挑战",
    "機會",
    "机会",
    "建議",
    "建议",
    "補充",
    "补充",
    "說明",
    "说明",
    "提示",
    "問題",
    "问题",
    "答案",
    "解答",
    "主題",
    "主题",
    "標題",
    "标题",
    "其一",
    "其二",
    "其三",
    "一",
    "二",
    "三",
    "第一",
    "第二",
    "第三",
    "第四",
    "第五",
    "for example",
    "for instance",
    "e.g.",
    "i.e.",
    "first",
    "second",
    "third",
    "firstly",
    "secondly",
    "thirdly",
    "finally",
    "lastly",
    "next",
    "then",
    "also",
    "example",
    "examples",
    "pros",
    "cons",
    "pro",
    "con",
    "problem",
    "problems",
    "solution",
    "solutions",
    "summary",
    "conclusion",
    "result",
    "results",
    "reason",
    "reasons",
    "background",
    "method",
    "methods",
    "goal",
    "goals",
    "key point",
    "key points",
    "key takeaways",
    "takeaway",
    "takeaways",
    "in short",
    "in other words",
    "that is",
    "step 1",
    "step 2",
    "step 3",
    "http",
    "https",
    "ftp",
    "mailto",
    "file",
    "re",
    "fwd",
    "subject",
    "title",
    "topic",
];

/// Endings after which a colon announces what is said or listed: prose, not a label.
const ANNOUNCING: &[&str] = &[
    "說",
    "说",
    "說道",
    "说道",
    "問道",
    "问道",
    "答道",
    "笑道",
    "寫道",
    "写道",
    "報道",
    "报道",
    "知道",
    "難道",
    "表示",
    "說明",
    "说明",
    "指出",
    "認為",
    "认为",
    "寫",
    "写",
    "稱",
    "称",
    "回應",
    "回应",
    "強調",
    "强调",
    "解釋",
    "解释",
    "透露",
    "坦言",
    "直言",
    "笑言",
    "如下",
    "以下",
    "包括",
    "例如",
    "比如",
    "就是",
    "而言",
    "來說",
    "来说",
    "是",
    "點",
    "点",
    "內容",
    "内容",
    "問題",
    "问题",
    "提到",
    "當時",
    "当时",
    "那時",
    "那时",
    "同時",
    "同时",
    "此時",
    "此时",
    "了",
    "的",
    " said",
    " says",
    " asked",
    " asks",
    " replied",
    " replies",
    " wrote",
    " writes",
    " added",
    " explained",
    " is",
    " are",
    " was",
    " were",
    " follows",
    " following",
    " this",
    " that",
    " example",
    " include",
    " includes",
    " including",
];

/// Openings with which a clause begins and a name does not.
const CLAUSE: &[&str] = &[
    "他",
    "她",
    "它",
    "我",
    "你",
    "您",
    "這",
    "这",
    "以下",
    "以上",
    "如果",
    "因為",
    "因为",
    "所以",
    "但是",
    "而且",
    "不過",
    "不过",
    "關於",
    "关于",
    "對於",
    "对于",
    "有人",
    "有些",
    "每",
    "the answer",
    "the question",
    "the problem",
    "the point",
    "the reason",
    "the result",
    "my ",
    "our ",
    "his ",
    "her ",
    "their ",
    "this ",
    "these ",
    "those ",
    "here ",
    "here's ",
    "there ",
    "it ",
    "it's ",
    "i ",
    "we ",
    "they ",
    "what ",
    "one ",
    "another ",
    "and ",
    "but ",
    "for ",
    "if ",
];

/// Words inside a phrase of Chinese that names of people hardly hold; those of places and offices may (成都).
const INSIDE: &[char] = &[
    '的', '是', '了', '嗎', '吗', '呢', '們', '们', '這', '这', '很', '都', '就', '也', '把', '被', '讓',
    '让',
];

/// Whether a colon after `folded` announces something or opens a remark, rather than somebody's words.
pub(super) fn is_nobody(folded: &str) -> bool {
    let is_short_part = part(folded).is_some();
    !is_short_part
        && (NOBODY.contains(&folded)
            || super::metadata::names_document(folded)
            || ANNOUNCING.iter().any(|ending| folded.ends_with(ending))
            || CLAUSE.iter().any(|opening| folded.starts_with(opening)))
}

/// Whether `folded` is a phrase of Chinese rather than a name, however often it recurs.
pub(super) fn is_phrase(folded: &str) -> bool {
    folded.contains(['的', '了', '嗎', '吗'])
}

/// Whether `name`, as it stands, looks like that of a person: few characters, no phrase.
pub(super) fn is_person_like(name: &str) -> bool {
    let folded = fold(name);
    if is_nobody(&folded) || folded.contains(INSIDE) {
        return false;
    }
    let bare = without_brackets(name);
    if bare.chars().any(crate::script::is_cjk) {
        let longest = bare.split(is_separator).map(|word| word.chars().count()).max().unwrap_or(0);
        return longest <= 6;
    }
    const PARTICLES: &[&str] = &[
        "de", "da", "di", "du", "van", "von", "der", "den", "la", "le", "al", "bin", "of", "the", "and", "y",
    ];
    let words = bare.split_whitespace();
    words.clone().count() <= 4
        && words
            .into_iter()
            .all(|word| PARTICLES.contains(&word) || !word.starts_with(|first: char| first.is_lowercase()))
}

/// Whether `character` stands between the parts of a name.
pub(super) const fn is_separator(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\u{A0}' | '·' | '・' | '‧' | '•' | '．' | '.')
}

/// `name` without what stands in round brackets after it.
pub(super) fn without_brackets(name: &str) -> &str {
    name.split(['(', '（']).next().unwrap_or(name).trim_end()
}

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
