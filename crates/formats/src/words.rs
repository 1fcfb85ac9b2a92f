//! The few words that exporters add to what the user wrote, in the language of the document.
//!
//! A file that leaves the app belongs to its document, so its words follow the document and not the app's window.
//! Owns no layout and no punctuation of quotations (see `attribution`).

use crate::annotated::{Colour, Mark, Style};
use crate::interview::Role;

/// The languages whose conventions differ here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    TraditionalChinese,
    SimplifiedChinese,
    Japanese,
    /// English, and every language that has no conventions of its own here.
    English,
}

impl Tongue {
    /// From a BCP 47 tag; `zh` alone is read as traditional.
    pub(crate) fn of(language: &str) -> Self {
        let tag = language.to_ascii_lowercase();
        let mut subtags = tag.split(['-', '_']);
        match subtags.next() {
            Some("zh" | "yue" | "cmn") if subtags.any(|subtag| matches!(subtag, "hans" | "cn" | "sg")) => {
                Self::SimplifiedChinese
            }
            Some("zh" | "yue" | "cmn") => Self::TraditionalChinese,
            Some("ja") => Self::Japanese,
            _ => Self::English,
        }
    }
}

/// Everything an exporter says by itself.
pub(crate) struct Words {
    pub(crate) source: &'static str,
    pub(crate) published: &'static str,
    pub(crate) exported: &'static str,
    pub(crate) annotations: &'static str,
    pub(crate) contents: &'static str,
    pub(crate) note: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) memos: &'static str,
    /// What a memo is about: all of the document, or one of its parts, which is named after the word.
    pub(crate) document: &'static str,
    pub(crate) section: &'static str,
    pub(crate) speaker: &'static str,
    pub(crate) tag: &'static str,
    /// The group of what stands before the first section.
    pub(crate) opening: &'static str,
    pub(crate) no_annotations: &'static str,
    /// The list of the colours and tags that are on the page.
    pub(crate) legend: &'static str,
    /// What is said of a passage with more annotations than can be drawn.
    pub(crate) crowded: &'static str,
    /// The group of annotations whose passage is no longer in the text.
    pub(crate) orphans: &'static str,
    /// What is said of each of them.
    pub(crate) orphaned: &'static str,
    /// Between a word and what it names.
    pub(crate) colon: &'static str,
    /// Between names of equal rank.
    pub(crate) list_comma: &'static str,
    /// The columns of a table of quotes.
    pub(crate) quote: &'static str,
    pub(crate) turn: &'static str,
    pub(crate) time: &'static str,
    /// What is said of the words that were marked, where others stand there now.
    pub(crate) original: &'static str,
    underline: &'static str,
    colours: [&'static str; 5],
    roles: [&'static str; 3],
}

impl Words {
    pub(crate) fn of(language: &str) -> &'static Self {
        match Tongue::of(language) {
            Tongue::TraditionalChinese => &TRADITIONAL,
            Tongue::SimplifiedChinese => &SIMPLIFIED,
            Tongue::Japanese | Tongue::English => &ENGLISH,
        }
    }

    /// `Yellow`, `Yellow underline`, `黃色底線`.
    pub(crate) fn style(&self, style: Style) -> String {
        let colour = match style.colour {
            Colour::Yellow => self.colours[0],
            Colour::Red => self.colours[1],
            Colour::Green => self.colours[2],
            Colour::Blue => self.colours[3],
            Colour::Purple => self.colours[4],
        };
        match style.mark {
            Mark::Fill => colour.to_owned(),
            Mark::Underline => format!("{colour}{}", self.underline),
        }
    }

    pub(crate) const fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Interviewer => self.roles[0],
            Role::Interviewee => self.roles[1],
            Role::Other => self.roles[2],
        }
    }
}

const ENGLISH: Words = Words {
    source: "Source",
    published: "Published",
    exported: "Exported",
    annotations: "Annotations",
    contents: "Contents",
    note: "Note",
    tags: "Tags",
    memos: "Memos",
    document: "The whole interview",
    section: "Section",
    speaker: "Speaker",
    tag: "Tag",
    opening: "Opening",
    no_annotations: "No annotations.",
    legend: "Legend",
    crowded: "more annotations than are drawn",
    orphans: "Orphaned: no longer in the text",
    orphaned: "orphaned",
    colon: ": ",
    list_comma: ", ",
    quote: "Quote",
    turn: "Turn",
    time: "Time",
    original: "Marked before the text was corrected",
    underline: " underline",
    colours: ["Yellow", "Red", "Green", "Blue", "Purple"],
    roles: ["interviewer", "interviewee", "other"],
};

const TRADITIONAL: Words = Words {
    source: "來源",
    published: "日期",
    exported: "匯出",
    annotations: "標註",
    contents: "目次",
    note: "註",
    tags: "標籤",
    memos: "備忘",
    document: "整篇訪談",
    section: "小節",
    speaker: "說話者",
    tag: "標籤",
    opening: "開頭",
    no_annotations: "沒有標註。",
    legend: "圖例",
    crowded: "另有未畫出的標註",
    orphans: "失聯的標註：原文已不在",
    orphaned: "失聯",
    colon: "：",
    list_comma: "、",
    quote: "引文",
    turn: "話輪",
    time: "時間",
    original: "訂正前所標的文字",
    underline: "底線",
    colours: ["黃色", "紅色", "綠色", "藍色", "紫色"],
    roles: ["訪問者", "受訪者", "其他"],
};

const SIMPLIFIED: Words = Words {
    source: "来源",
    published: "日期",
    exported: "导出",
    annotations: "标注",
    contents: "目录",
    note: "注",
    tags: "标签",
    memos: "备忘",
    document: "整篇访谈",
    section: "小节",
    speaker: "说话者",
    tag: "标签",
    opening: "开头",
    no_annotations: "没有标注。",
    legend: "图例",
    crowded: "另有未画出的标注",
    orphans: "失联的标注：原文已不在",
    orphaned: "失联",
    colon: "：",
    list_comma: "、",
    quote: "引文",
    turn: "话轮",
    time: "时间",
    original: "订正前所标的文字",
    underline: "下划线",
    colours: ["黄色", "红色", "绿色", "蓝色", "紫色"],
    roles: ["访问者", "受访者", "其他"],
};
