//! Projects as other programs write them: each counts in its own way, and every selection is placed where it was.

use std::fmt::Write;
use vermilion_anchor::{Span, TextIndex};
use vermilion_formats::import::qdpx::read;
use vermilion_formats::import::{Fate, ImportedAbout, Limits};

use crate::archive::pack;

/// How a program counts and names.
#[derive(Clone, Copy)]
struct Vendor {
    origin: &'static str,
    is_utf16: bool,
    /// Whether the file has CRLF, and whether that counts two.
    has_crlf: bool,
    is_crlf_two: bool,
    has_bom: bool,
    is_bom_counted: bool,
    is_end_inclusive: bool,
    names: Naming,
    /// Whether the text stands in the project itself, where a reader of XML makes LF of each line end.
    is_inline: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Naming {
    Words,
    OneLine,
    Cut,
    Nothing,
}

const STANDARD: Vendor = Vendor {
    origin: "Some program 1.0",
    is_utf16: false,
    has_crlf: false,
    is_crlf_two: false,
    has_bom: false,
    is_bom_counted: false,
    is_end_inclusive: false,
    names: Naming::Words,
    is_inline: false,
};

/// The ways that were seen in files of others, and further ones that a program may have.
fn vendors() -> Vec<(&'static str, Vendor)> {
    let nvivo = Vendor {
        origin: "NVivo 20.3.0.535 Windows",
        is_utf16: true,
        has_crlf: true,
        is_crlf_two: true,
        has_bom: true,
        ..STANDARD
    };
    vec![
        ("the standard", STANDARD),
        ("the standard, text inside", Vendor { is_inline: true, ..STANDARD }),
        ("NVivo for Windows", nvivo),
        ("NVivo for Windows, names on one line", Vendor { names: Naming::OneLine, ..nvivo }),
        ("NVivo for Windows, without names", Vendor { names: Naming::Nothing, ..nvivo }),
        ("NVivo for Windows, text inside", Vendor { is_inline: true, ..nvivo }),
        (
            "NVivo for Mac",
            Vendor { origin: "NVivo Mac 12", has_crlf: false, is_crlf_two: false, has_bom: false, ..nvivo },
        ),
        ("QualCoder", Vendor { origin: "QualCoder 3.5", has_bom: true, ..STANDARD }),
        (
            "QualCoder, without names",
            Vendor { origin: "QualCoder 3.5", has_bom: true, names: Naming::Nothing, ..STANDARD },
        ),
        ("ATLAS.ti", Vendor { origin: "ATLAS.ti 8.4.0", has_crlf: true, names: Naming::Cut, ..STANDARD }),
        ("MAXQDA", Vendor { origin: "MAXQDA 2020", has_crlf: true, is_crlf_two: true, ..STANDARD }),
        (
            "MAXQDA, names cut",
            Vendor {
                origin: "MAXQDA 2020",
                has_crlf: true,
                is_crlf_two: true,
                names: Naming::Cut,
                ..STANDARD
            },
        ),
        ("a counted byte order mark", Vendor { has_bom: true, is_bom_counted: true, ..STANDARD }),
        ("an inclusive end", Vendor { is_end_inclusive: true, ..STANDARD }),
        (
            "everything otherwise",
            Vendor { is_bom_counted: true, is_end_inclusive: true, origin: "", ..nvivo },
        ),
    ]
}

/// A small generator, so that the projects are the same every time.
struct Dice(u32);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % most
    }
}

/// An interview of sentences in two languages, with characters beyond the first plane and clusters of several.
fn text(dice: &mut Dice) -> String {
    const SAID: [&str; 8] = [
        "我小時候住在河邊。",
        "那條河叫𠮷河，𠀀字很少人認得。",
        "后來👩‍👩‍👧搬走了🙂，霧也散了。",
        "We never talked about it, not once.",
        "The cafe\u{301} was closed; I don't know why.",
        "「空白」也是一種誠實！",
        "It was 1994 or so.",
        "你說呢？",
    ];
    let mut text = String::new();
    for turn in 0..30 {
        text.push_str(["林默：", "高𠮷："][turn % 2]);
        for _ in 0..=dice.below(4) {
            text.push_str(SAID[dice.below(SAID.len())]);
            text.push(' ');
        }
        text.pop();
        text.push_str(["\n", "\n\n"][dice.below(2)]);
    }
    text
}

/// Sentences, and sometimes several, across lines too.
fn selections(dice: &mut Dice, text: &str) -> Vec<Span> {
    let index = TextIndex::new(text);
    let sentences = vermilion_anchor::segment::units(text, vermilion_anchor::Unit::Sentence);
    let mut spans = Vec::new();
    for _ in 0..12 {
        let from = dice.below(sentences.len());
        let to = (from + dice.below(3)).min(sentences.len() - 1);
        let span = Span { start: sentences[from].start, end: sentences[to].end };
        let span = vermilion_anchor::trim(&index, span);
        if !span.is_empty() && !spans.contains(&span) {
            spans.push(span);
        }
    }
    spans.sort_by_key(|span| (span.start, span.end));
    spans
}

impl Vendor {
    /// A position as the program counts it.
    fn position(&self, text: &str, offset: u32) -> usize {
        let before = text.chars().take(offset as usize);
        let counted = before.map(|one| match one {
            '\n' if self.is_crlf_two => 2,
            one if self.is_utf16 => one.len_utf16(),
            _ => 1,
        });
        counted.sum::<usize>() + usize::from(self.is_bom_counted)
    }

    fn project(&self, text: &str, spans: &[Span]) -> Vec<u8> {
        let index = TextIndex::new(text);
        let escape = |words: &str| {
            words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\n', "&#10;")
        };
        let mut project = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"p\" origin=\"{}\">\
            <Users><User guid=\"AD68FBE7-E1EE-4A82-A279-23CC698C89EB\" name=\"Wu\"/></Users>\
            <CodeBook><Codes><Code guid=\"{{0F8A1907-7E42-4739-8610-A676B4D1B69F}}\" name=\"記憶\" isCodable=\"true\"/></Codes></CodeBook>\
            <Sources><TextSource guid=\"B2F54555-0D2D-43B2-B40C-2A1C048F5F1C\" name=\"訪談\"",
            self.origin
        );
        let file = format!(
            "{}{}",
            if self.has_bom { "\u{feff}" } else { "" },
            if self.has_crlf { text.replace('\n', "\r\n") } else { text.to_owned() }
        );
        if self.is_inline {
            write!(
                project,
                "><PlainTextContent>{}</PlainTextContent>",
                file.replace('&', "&amp;").replace('<', "&lt;")
            )
            .unwrap();
        } else {
            project.push_str(" plainTextPath=\"internal://b2f54555-0D2D-43B2-B40C-2A1C048F5F1C.TXT\">");
        }
        for (at, span) in spans.iter().enumerate() {
            let words = index.slice(*span).unwrap();
            let name = match self.names {
                Naming::Words => words.to_owned(),
                Naming::OneLine => words.split_whitespace().collect::<Vec<_>>().join(" "),
                Naming::Cut if words.chars().count() > 12 => words.chars().take(12).chain(['…']).collect(),
                Naming::Cut => words.to_owned(),
                Naming::Nothing => String::new(),
            };
            write!(
                project,
                "<PlainTextSelection guid=\"{:08X}-0000-0000-0000-000000000000\" name=\"{}\" startPosition=\"{}\" endPosition=\"{}\" \
                creatingUser=\"{{ad68fbe7-e1ee-4a82-a279-23cc698c89eb}}\" creationDateTime=\"2018-03-27T19:29:27+02:00\">\
                <Coding guid=\"{at:08x}-0000-0000-0000-000000000001\"><CodeRef targetGUID=\"0f8a1907-7e42-4739-8610-a676b4d1b69f\"/></Coding>\
                </PlainTextSelection>",
                at,
                escape(&name),
                self.position(text, span.start.0),
                self.position(text, span.end.0) - usize::from(self.is_end_inclusive),
            )
            .unwrap();
        }
        project.push_str("</TextSource></Sources><Sets/></Project>");
        let mut members: Vec<(&str, &[u8])> = vec![("Project.QDE", project.as_bytes())];
        if !self.is_inline {
            members.push(("Sources/B2F54555-0d2d-43b2-b40c-2a1c048f5f1c.txt", file.as_bytes()));
        }
        pack(&members)
    }
}

#[test]
fn every_selection_of_thirty_projects_of_each_program_is_placed_rightly() {
    for (what, vendor) in vendors() {
        let mut placed = 0;
        for seed in 0..32 {
            let mut dice = Dice(seed * 7919 + 1);
            let text = text(&mut dice);
            let spans = selections(&mut dice, &text);
            let import = read(&vendor.project(&text, &spans), None, Limits::default()).unwrap();
            let document = &import.documents[0];
            assert_eq!(document.interview.text, text, "{what}");
            let found: Vec<Span> = document.annotations.iter().map(|one| one.span.unwrap()).collect();
            assert_eq!(
                found,
                spans,
                "{what}, {seed}: {:#?}",
                import.report.findings.iter().find(|one| one.kind == "counting")
            );
            assert!(
                document.annotations.iter().all(|one| one.tags == [0] && one.author.as_deref() == Some("Wu"))
            );
            assert_eq!(document.annotations[0].created.as_deref(), Some("2018-03-27T17:29:27Z"));
            assert_eq!(document.name.as_deref(), Some("訪談"));
            assert!(import.report.findings.iter().any(|finding| finding.kind == "counting"));
            placed += found.len();
        }
        assert!(placed > 300, "{what}: {placed}");
    }
}

/// A project with everything that some program writes and few expect.
fn odd() -> Vec<u8> {
    let project = "<Project xmlns='urn:QDA-XML:project:0:10' name='p' origin='X'>\
        <Users><User guid='u1' id='wu'/></Users>\
        <CodeBook><Codes><Code guid='c1' name='甲' color='#0000FF'><NoteRef targetGUID='n-code'/></Code></Codes></CodeBook>\
        <Variables><Variable guid='v1' name='age' typeOfVariable='Integer'/></Variables>\
        <Cases><Case guid='k1' name='林默'><Description>記者</Description><VariableValue><VariableRef targetGUID='v1'/>\
        <IntegerValue>41</IntegerValue></VariableValue><SourceRef targetGUID='s1'/></Case><Case guid='k2' name='無人'/></Cases>\
        <Sources>\
        <TextSource guid='s1' name='一' plainTextPath='sources/s1.txt' richTextPath='internal://s1.docx'>\
        <PlainTextSelection guid='p1' name='no coding' startPosition='3' endPosition='7'><Description>說明</Description>\
        <NoteRef targetGUID='n1'/></PlainTextSelection>\
        <PlainTextSelection guid='p1' name='零' startPosition='4' endPosition='4'><Description>一點</Description></PlainTextSelection>\
        <PlainTextSelection guid='p3' name='林默' startPosition='900' endPosition='910'><Coding guid='x'><CodeRef targetGUID='C1'/></Coding></PlainTextSelection>\
        <PlainTextSelection guid='p4' name='無此語' startPosition='900' endPosition='910'><Coding guid='x'><CodeRef targetGUID='{c1}'/></Coding></PlainTextSelection>\
        <PlainTextSelection guid='p5' name='' startPosition='0' endPosition='2'><Coding guid='x'><CodeRef targetGUID='k1'/></Coding></PlainTextSelection>\
        <PlainTextSelection guid='p6' name='' startPosition='x' endPosition='2'/>\
        <Coding guid='x'><CodeRef targetGUID='c1'/></Coding><NoteRef targetGUID='n2'/><NoteRef targetGUID='n3'/>\
        <VariableValue><VariableRef targetGUID='v1'/><IntegerValue>7</IntegerValue></VariableValue></TextSource>\
        <TextSource guid='s2' name='外' plainTextPath='absolute:///etc/passwd'><PlainTextSelection guid='q' name='字' startPosition='0' endPosition='1'/></TextSource>\
        <TextSource guid='s3' name='無' plainTextPath='internal://missing.txt'/>\
        <TextSource guid='s4' name='文' richTextPath='internal://a.docx'/>\
        <PictureSource guid='s5' name='圖.jpg' path='relative:///a.jpg'><PictureSelection guid='z' firstX='1' firstY='1' secondX='1' secondY='1' name='角'/></PictureSource>\
        <PDFSource guid='s6' name='頁.pdf' path='internal://a.pdf'><PDFSelection guid='t1' page='0' firstX='1' firstY='1' secondX='1' secondY='1' name='頁'>\
        <Representation guid='r'><PlainTextContent>乙段</PlainTextContent></Representation><Coding guid='x'><CodeRef targetGUID='c1'/></Coding></PDFSelection>\
        <Representation guid='r2' name='Representation_for_頁.pdf'><PlainTextContent>甲段\n乙段\n丙段</PlainTextContent></Representation></PDFSource>\
        <AudioSource guid='s7' name='聲.m4a'><Transcript guid='t' name='稿'><PlainTextContent>林默：一\n高吉：二\n林默：三\n高吉：四</PlainTextContent>\
        <SyncPoint guid='y1' timeStamp='0' position='0'/><SyncPoint guid='y2' timeStamp='2260' position='5'/><SyncPoint guid='y3' timeStamp='3000' position='9'/>\
        <TranscriptSelection guid='w' name='高吉：二' fromSyncPoint='y2' toSyncPoint='y3'><Coding guid='x'><CodeRef targetGUID='c1'/></Coding></TranscriptSelection></Transcript>\
        <AudioSelection guid='w2' name='00:01' begin='0' end='1'/></AudioSource>\
        </Sources>\
        <Notes><Note guid='n1' name='Memo 1'><PlainTextContent>筆記</PlainTextContent></Note>\
        <Note guid='n2' name='計畫'><PlainTextContent>先讀。</PlainTextContent></Note>\
        <Note guid='n3' name='旁注'><PlainTextContent>在此</PlainTextContent><PlainTextSelection guid='m' name='' startPosition='8' endPosition='11'/></Note>\
        <Note guid='n-code' name=''><PlainTextContent>碼</PlainTextContent></Note>\
        <Note guid='n9' name='孤' plainTextPath='internal://n9.txt'/></Notes>\
        <Links><Link guid='l' name='因果'/></Links><Sets/><Graphs><Graph guid='g' name='圖'/></Graphs></Project>";
    pack(&[
        ("p.qde", project.as_bytes()),
        ("sources/s1.txt", "林默：你怕嗎？我怕黑。\n高吉：不怕黑。\n林默：是嗎？\n高吉：是。\n".as_bytes()),
        ("sources/n9.txt", "沒有人提到".as_bytes()),
        ("__MACOSX/._p.qde", b"x"),
    ])
}

#[test]
fn what_has_a_place_is_taken_and_what_has_none_is_reported() {
    let import = read(&odd(), None, Limits::default()).unwrap();
    let report = &import.report;
    let names: Vec<_> = import.documents.iter().map(|one| one.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["一", "頁.pdf", "稿"]);
    let told: Vec<_> = (import.documents[0].annotations.iter())
        .map(|one| {
            (
                one.span.map(|span| (span.start.0, span.end.0)),
                one.quote.as_str(),
                one.note.as_str(),
                one.tags.len(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some((3, 7)), "你怕嗎？", "說明\n\n筆記", 0),
            (Some((8, 11)), "怕黑。", "在此", 0),
            (None, "林默", "", 1),
            (None, "無此語", "", 1),
            (None, "", "", 0),
        ],
        "{report:#?}"
    );
    let memos: Vec<_> =
        import.documents[0].memos.iter().map(|memo| (&memo.about, memo.text.as_str())).collect();
    assert_eq!(
        memos,
        [
            (&ImportedAbout::Document, "- age: 7\n"),
            (&ImportedAbout::Document, "一點"),
            (&ImportedAbout::Document, "**計畫**\n\n先讀。"),
            (&ImportedAbout::Speaker("林默".to_owned()), "記者\n- age: 41"),
        ]
    );
    let page = &import.documents[1].annotations[0];
    assert_eq!((page.span, page.quote.as_str()), (Some(Span::new(3, 5)), "乙段"));
    let transcript = &import.documents[2];
    assert_eq!(transcript.annotations[0].quote, "高吉：二");
    assert!(
        format!("{:?}", transcript.interview.blocks[1].kind).contains("time: Some(2260)"),
        "{transcript:#?}"
    );
    let free: Vec<_> = import.memos.iter().map(|memo| (&memo.about, memo.text.as_str())).collect();
    assert_eq!(free, [(&ImportedAbout::Tag(0), "碼"), (&ImportedAbout::Library, "**孤**\n\n沒有人提到")]);
    let left: Vec<_> = (report.findings.iter())
        .filter(|finding| finding.fate == Fate::Skipped)
        .map(|finding| (finding.kind.as_str(), finding.what.as_str(), finding.reason.as_str()))
        .collect();
    for expected in [
        ("source", "外", "outside-file"),
        ("annotation", "字", "no-text"),
        ("source", "無", "missing-file"),
        ("source", "文", "rich-text-only"),
        ("source", "圖.jpg", "no-text"),
        ("annotation", "角", "no-text"),
        ("annotation", "00:01", "not-of-text"),
        ("coding", "林默", "coded-with-case"),
        ("coding", "一", "whole-document"),
        ("case", "無人", "no-such-speaker"),
        ("link", "因果", "no-place"),
        ("graph", "圖", "no-place"),
    ] {
        assert!(left.contains(&expected), "{expected:?} in {left:#?}");
    }
}
