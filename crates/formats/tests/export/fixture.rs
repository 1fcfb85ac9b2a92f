//! Annotated documents, built one line at a time.

use std::collections::BTreeMap;
use vermilion_anchor::{CodePoint, Span, TextIndex};
use vermilion_formats::annotated::{
    About, Annotated, AnnotatedSpeaker, Colour, ExportedAnnotation, ExportedMemo, ExportedOrphan,
    ExportedTag, Mark, Style,
};
use vermilion_formats::crosslink::{Crosslink, Kind, Standing};
use vermilion_formats::interview::{Block, BlockKind, Interview, Role};

pub(crate) const YELLOW: Style = Style { mark: Mark::Fill, colour: Colour::Yellow };
pub(crate) const RED: Style = Style { mark: Mark::Fill, colour: Colour::Red };
pub(crate) const BLUE_LINE: Style = Style { mark: Mark::Underline, colour: Colour::Blue };

/// A document under construction. Lines are added in order; annotations name their passage by its words.
pub(crate) struct Draft {
    document: Annotated,
    length: u32,
}

impl Draft {
    pub(crate) fn new(language: &str, title: &str) -> Self {
        let document = Annotated {
            id: "01930000-0000-7000-8000-00000000d0c5".to_owned(),
            title: title.to_owned(),
            source: None,
            published: None,
            language: language.to_owned(),
            revision: "01930000-0000-7000-8000-000000000e01".to_owned(),
            text: String::new(),
            blocks: Vec::new(),
            speakers: Vec::new(),
            annotations: Vec::new(),
            orphans: Vec::new(),
            memos: Vec::new(),
            names: BTreeMap::new(),
            is_patterned: false,
            exported_at: "2026-11-23T08:30:00Z".to_owned(),
        };
        Self { document, length: 0 }
    }

    /// A parsed interview, ready for annotations.
    pub(crate) fn of(interview: Interview) -> Self {
        let mut draft = Self::new(&interview.language, interview.title.as_deref().unwrap_or("untitled"));
        draft.document.source = interview.source;
        draft.document.published = interview.published;
        for speaker in interview.speakers {
            draft = draft.speaker(&speaker.name, speaker.role);
        }
        draft.length = count(&interview.text);
        draft.document.text = interview.text;
        draft.document.blocks = interview.blocks;
        draft
    }

    pub(crate) fn published(mut self, source: &str, date: &str) -> Self {
        self.document.source = Some(source.to_owned());
        self.document.published = Some(date.to_owned());
        self
    }

    pub(crate) fn speaker(mut self, name: &str, role: Role) -> Self {
        let number = self.document.speakers.len();
        self.document.speakers.push(AnnotatedSpeaker {
            id: format!("01930000-0000-7000-8000-0000000005{number:02}"),
            name: name.to_owned(),
            role,
            colour: u8::try_from(number).unwrap(),
        });
        self
    }

    pub(crate) fn title(self, text: &str) -> Self {
        self.line("", text, BlockKind::Title)
    }

    pub(crate) fn metadata(self, text: &str) -> Self {
        self.line("", text, BlockKind::Metadata)
    }

    pub(crate) fn heading(self, number: u32, marker: &str, text: &str) -> Self {
        self.heading_of_level(1, number, marker, text)
    }

    pub(crate) fn heading_of_level(self, level: u8, number: u32, marker: &str, text: &str) -> Self {
        self.line(marker, text, BlockKind::Heading { level, number: Some(number) })
    }

    /// The opening of a turn: `label` with its colon.
    pub(crate) fn turn(self, speaker: usize, label: &str, text: &str) -> Self {
        let name = count(label.trim_end_matches([':', '：', ' ']));
        let label_span = Span::new(self.length, self.length + name);
        self.line(label, text, BlockKind::Turn { speaker, label: Some(label_span), time: None })
    }

    pub(crate) fn more(self, speaker: usize, text: &str) -> Self {
        self.line("", text, BlockKind::Turn { speaker, label: None, time: None })
    }

    pub(crate) fn paragraph(self, text: &str) -> Self {
        self.line("", text, BlockKind::Paragraph)
    }

    fn line(mut self, before: &str, body: &str, kind: BlockKind) -> Self {
        let body_start = self.length + count(before);
        let body_end = body_start + count(body);
        let end = body_end + 1;
        self.document.text.push_str(before);
        self.document.text.push_str(body);
        self.document.text.push('\n');
        self.document.blocks.push(Block {
            span: Span::new(self.length, end),
            body: Span::new(body_start, body_end),
            kind,
        });
        self.length = end;
        self
    }

    /// Marks the first occurrence of the words.
    pub(crate) fn mark(self, words: &str, style: Style, note: &str) -> Self {
        let start = self.document.text.find(words).unwrap_or_else(|| panic!("no {words:?} in the text"));
        let span = TextIndex::new(&self.document.text).span(start..start + words.len()).unwrap();
        self.mark_span(span, style, note)
    }

    pub(crate) fn mark_span(mut self, span: Span, style: Style, note: &str) -> Self {
        let number = self.document.annotations.len() + 1;
        self.document.annotations.push(ExportedAnnotation {
            id: format!("01930000-0000-7000-8000-{number:012}"),
            span,
            style,
            note: note.to_owned(),
            tags: Vec::new(),
            original: None,
            created: format!("2026-11-23T08:{:02}:00.000Z", number % 60),
            modified: format!("2026-11-23T09:{:02}:00.000Z", number % 60),
        });
        self
    }

    /// Gives the annotation that was made last a tag.
    pub(crate) fn tag(self, path: &str) -> Self {
        self.coloured_tag(path, None)
    }

    pub(crate) fn coloured_tag(mut self, path: &str, colour: Option<Colour>) -> Self {
        let annotation = self.document.annotations.last_mut().unwrap();
        let number = annotation.tags.len() + 1;
        annotation.tags.push(ExportedTag {
            id: format!("01930000-0000-7000-8000-0000000a{number:04}"),
            path: path.to_owned(),
            colour,
        });
        self
    }

    /// One whose words are gone, with the tags of the annotation that was made last.
    pub(crate) fn orphan(mut self, quote: &str, note: &str) -> Self {
        let tags = self.document.annotations.last().map(|one| one.tags.clone()).unwrap_or_default();
        let number = self.document.orphans.len() + 1;
        self.document.orphans.push(ExportedOrphan {
            id: format!("01930000-0000-7000-8000-0000000f{number:04}"),
            quote: quote.to_owned(),
            reason: "deleted",
            revision: "01930000-0000-7000-8000-000000000e00".to_owned(),
            style: YELLOW,
            note: note.to_owned(),
            tags,
            created: "2026-11-22T08:00:00.000Z".to_owned(),
            modified: "2026-11-22T09:00:00.000Z".to_owned(),
        });
        self
    }

    pub(crate) fn memo(mut self, about: About, text: &str) -> Self {
        let number = self.document.memos.len() + 1;
        self.document.memos.push(ExportedMemo {
            id: format!("01930000-0000-7000-8000-0000000e{number:04}"),
            about,
            text: text.to_owned(),
            created: format!("2026-11-24T08:{number:02}:00.000Z"),
            modified: format!("2026-11-24T09:{number:02}:00.000Z"),
        });
        self
    }

    /// Has these words wherever else words stand: as what the annotation made last was, as its tag, as an orphan's, and as
    /// memos on everything that can have one.
    pub(crate) fn carry(mut self, words: &str) -> Self {
        let heading =
            self.document.blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading { .. }));
        let heading = heading.map(|block| block.span.start);
        let speakers = self.document.speakers.len();
        let tag = ExportedTag {
            id: "01930000-0000-7000-8000-0000000a0001".to_owned(),
            path: words.to_owned(),
            colour: Some(Colour::Purple),
        };
        let annotation = self.document.annotations.last_mut().unwrap();
        annotation.original = Some(words.to_owned());
        annotation.tags.push(tag.clone());
        self.document.orphans.push(ExportedOrphan {
            id: "01930000-0000-7000-8000-0000000b0001".to_owned(),
            quote: words.to_owned(),
            reason: "deleted",
            revision: self.document.revision.clone(),
            style: RED,
            note: words.to_owned(),
            tags: vec![tag.clone()],
            created: "2026-11-24T08:00:00.000Z".to_owned(),
            modified: "2026-11-24T09:00:00.000Z".to_owned(),
        });
        let title = words.to_owned();
        let about = [
            Some(About::Document),
            heading.map(|heading| About::Section { heading: Some(heading), title: title.clone() }),
            Some(About::Section { heading: None, title }),
            (speakers > 0).then_some(About::Speaker(0)),
            Some(About::Tag(tag)),
        ];
        about.into_iter().flatten().fold(self, |draft, about| draft.memo(about, words))
    }

    /// Says that something that is linked to is there.
    pub(crate) fn named(mut self, link: &Crosslink, name: Option<&str>) -> Self {
        self.document.names.insert(link.clone(), name.map(str::to_owned));
        self
    }

    /// Colours have patterns.
    pub(crate) fn patterned(mut self) -> Self {
        self.document.is_patterned = true;
        self
    }

    pub(crate) fn done(mut self) -> Annotated {
        self.document
            .annotations
            .sort_by(|a, b| (a.span.start, a.span.end, &a.id).cmp(&(b.span.start, b.span.end, &b.id)));
        self.document
    }
}

pub(crate) fn count(text: &str) -> u32 {
    vermilion_anchor::count(text)
}

/// A Chinese interview with what exporters must get right: quotation marks, characters beyond the BMP, an emoji with
/// joiners, overlaps, a passage across turns and sections, an annotation before the first section, hostile words.
pub(crate) fn chinese() -> Annotated {
    Draft::new("zh-Hant", "地圖上沒有的山")
        .published("山中月刊", "2026-05-01")
        .speaker("林默", Role::Interviewer)
        .speaker("高𠮷", Role::Interviewee)
        .title("地圖上沒有的山")
        .metadata("來源：山中月刊")
        .paragraph("高𠮷畫了三十年的等高線，從來不用衛星。")
        .heading(1, "01.", "第一條等高線")
        .turn(0, "林默：", "你說「地圖是慢慢長出來的」，這話怎麼講？")
        .turn(1, "高𠮷：", "先走，再畫。走過的地方👩‍👩‍👧才算數，<b>沒走過</b>的不算。")
        .more(1, "所以我的地圖有很多空白，空白也是一種*誠實*。")
        .heading(2, "02.", "空白")
        .turn(0, "林默：", "空白不會讓人迷路嗎？")
        .turn(1, "高𠮷：", "=迷路的人，才會看山。")
        .mark("從來不用衛星", YELLOW, "")
        .mark(
            "地圖是慢慢長出來的",
            YELLOW,
            "與書名呼應。\n\n# 待查\n\n- [月刊](https://example.org/1)\n- <script>alert(1)</script>",
        )
        .mark("先走，再畫。走過的地方👩‍👩‍👧才算數", RED, "")
        .mark("走過的地方👩‍👩‍👧才算數，<b>沒走過</b>的不算。", BLUE_LINE, "「算數」是全篇的關鍵詞")
        .mark("空白也是一種*誠實*。\n02.空白\n林默：空白不會讓人迷路嗎？", YELLOW, "")
        .mark("=迷路的人，才會看山。", RED, "=1+1")
        .done()
}

/// An English one, with a section inside a section and a speaker who has been renamed.
pub(crate) fn english() -> Annotated {
    Draft::new("en", "The Slow Map")
        .published("Contour Quarterly", "2026-05-01")
        .speaker("Iris Lund", Role::Interviewer)
        .speaker("Tom Okafor", Role::Interviewee)
        .heading(1, "1. ", "Walking")
        .heading_of_level(2, 2, "1.1 ", "First \"steps\"")
        .turn(0, "Iris: ", "You once called a map “a promise”. To whom?")
        .turn(1, "Okafor: ", "To whoever's lost. # Not a joke & not 1 < 2.")
        .mark("a promise", BLUE_LINE, "")
        .mark("To whoever's lost. # Not a joke & not 1 < 2.", YELLOW, "Compare *The Long Walk*.")
        .done()
}

/// One with everything that a table or a card has: times, tags, an orphan, memos, overlaps.
pub(crate) fn everything() -> Annotated {
    let tag = ExportedTag {
        id: "01930000-0000-7000-8000-0000000a0001".to_owned(),
        path: "情感/恐懼".to_owned(),
        colour: Some(Colour::Purple),
    };
    let mut document = Draft::new("zh-Hant", "夜航")
        .published("https://example.org/night?a={b}", "2026-05-01")
        .speaker("林默", Role::Interviewer)
        .speaker("高𠮷", Role::Interviewee)
        .title("夜航")
        .heading(1, "01.", "出海")
        .turn(0, "林默：", "夜裡怕不怕？看得見岸嗎？")
        .turn(1, "高𠮷：", "怕。\u{301}👩‍👩‍👧 =1+1")
        .more(1, "岸是聽出來的。")
        .mark("夜裡怕不怕？看得見岸", YELLOW, "")
        .coloured_tag("情感/恐懼", Some(Colour::Purple))
        .mark("看得見岸嗎？\n高𠮷：怕。", RED, "**岸**\n\n\"x\"\t<b>")
        .mark("=1+1\n岸是聽出來的。", BLUE_LINE, "=cmd()")
        .tag("Night & <day>")
        .orphan("=不在了的話\n第二行", "@note")
        .memo(About::Document, "一篇關於夜的訪談。")
        .memo(About::Tag(tag), "怕什麼。")
        .done();
    let times = [Some(61_500), Some(3_723_000)];
    let turns = document.blocks.iter_mut().filter_map(|block| match &mut block.kind {
        BlockKind::Turn { label: Some(_), time, .. } => Some(time),
        _ => None,
    });
    for (turn, time) in turns.zip(times) {
        *turn = time;
    }
    document
}

/// Nothing that is linked to is there.
pub(crate) fn gone(_: &Crosslink) -> Standing {
    Standing::Gone
}

/// One with a memo on everything that can have one, and links to what is in it, what is elsewhere and what is nowhere.
pub(crate) fn with_memos() -> Annotated {
    let link = |kind, id: &str| Crosslink { kind, id: format!("01930000-0000-7000-8000-{id}") };
    let first = link(Kind::Annotation, "000000000001");
    let memo = link(Kind::Memo, "0000000e0001");
    let other = link(Kind::Document, "0000000000aa");
    let tag = link(Kind::Tag, "0000000a0001");
    let lost = link(Kind::Annotation, "00000000dead");
    let draft = Draft::new("zh-Hant", "夜航")
        .speaker("林默", Role::Interviewer)
        .heading(1, "01.", "出海")
        .turn(0, "林默：", "夜裡怕不怕？看得見岸嗎？")
        .mark("夜裡怕不怕？", YELLOW, &format!("見{}。", memo.markdown("全篇的備忘")))
        .tag("情感/恐懼")
        .mark(
            "看得見岸嗎？",
            RED,
            &format!("與{}有關，又見{}。", first.markdown("夜裡怕不怕？"), other.markdown("舊題")),
        );
    let text =
        format!("=一篇關於夜的訪談。\n\n- {}\n- {}", first.markdown("怕 [夜]"), lost.markdown("刪去的"));
    let tagged = ExportedTag { id: tag.id.clone(), path: "情感/恐懼".to_owned(), colour: None };
    draft
        .memo(About::Document, &text)
        .memo(About::Section { heading: Some(CodePoint(0)), title: "出海".to_owned() }, "開頭。")
        .memo(About::Section { heading: None, title: "<靠岸>".to_owned() }, "這一節不在了。")
        .memo(About::Speaker(0), "她問得少。")
        .memo(About::Tag(tagged), &format!("# 定義\n\n{}", tag.markdown("恐懼")))
        .named(&first, None)
        .named(&memo, None)
        .named(&other, Some("新的題目"))
        .named(&tag, Some("情感/恐懼"))
        .done()
}

/// One whose annotations have tags: with a note and without, with names that are markup or formulas.
pub(crate) fn tagged() -> Annotated {
    Draft::new("zh-Hant", "夜航")
        .speaker("林默", Role::Interviewer)
        .heading(1, "01.", "出海")
        .turn(0, "林默：", "夜裡怕不怕？看得見岸嗎？")
        .mark("夜裡怕不怕？", YELLOW, "")
        .coloured_tag("情感/恐懼", Some(Colour::Purple))
        .tag("Night & <day>")
        .mark("看得見岸嗎？", RED, "岸。")
        .tag("=1+1/*方向*")
        .done()
}
