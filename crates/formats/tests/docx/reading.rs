//! Word files as other programs write them.

use vermilion_anchor::Span;
use vermilion_formats::annotated::{Colour, Mark, Style};
use vermilion_formats::import::{Fate, Import};
use vermilion_formats::interview::BlockKind;

use crate::packed::{docx, import, p, part};

fn text(found: &Import) -> &str {
    &found.documents[0].interview.text
}

fn findings(found: &Import) -> Vec<(Fate, &str, &str, &str)> {
    let all = found.report.findings.iter();
    all.map(|one| (one.fate, one.kind.as_str(), one.reason.as_str(), one.what.as_str())).collect()
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn styles_say_what_is_a_heading_and_bold_says_what_is_a_label() {
    let styles = part(
        "styles",
        "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>\
         <w:style w:type='paragraph' w:styleId='a'><w:name w:val='Title'/></w:style>\
         <w:style w:type='character' w:styleId='b'><w:name w:val='Strong'/><w:rPr><w:b/></w:rPr></w:style>",
    );
    let heading = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{}</w:p>", run("", text))
    };
    let turn = |name: &str, said: &str| {
        format!("<w:p>{}{}</w:p>", run("<w:rStyle w:val='b'/>", name), run("", said))
    };
    let body = [
        heading("a", "霧與河"),
        heading("1", "起霧"),
        turn("林", "："),
        p("看得見嗎？"),
        turn("吳：", "看不見。"),
        turn("林：", "後來呢？"),
        turn("吳：", "散了。"),
    ];
    let found = import(&docx(&body.concat(), &[("word/styles.xml", &styles)]));
    let interview = &found.documents[0].interview;
    assert_eq!(interview.title.as_deref(), Some("霧與河"));
    assert!(matches!(interview.blocks[1].kind, BlockKind::Heading { level: 1, .. }));
    assert_eq!(interview.speakers.len(), 2);
    assert_eq!(found.report.taken, 2);
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>看</w:t></w:r><w:ins w:id='1'><w:r><w:t>不</w:t></w:r></w:ins>\
        <w:del w:id='2'><w:r><w:delText>得</w:delText></w:r></w:del><w:r><w:t>見</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>後半</w:t></w:r></w:p>\
        <w:moveFrom><w:p><w:r><w:t>搬走</w:t></w:r></w:p></w:moveFrom>\
        <w:p><w:moveFrom><w:r><w:t>也搬走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>搬來</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>還在</w:t></w:r></w:p>";
    let found = import(&docx(body, &[]));
    assert_eq!(text(&found).replace("\n\n", "\n"), "看不見\n前半後半\n搬來\n還在\n");
    let told = findings(&found);
    assert!(told.contains(&(Fate::Skipped, "tracked-deletion", "deleted-in-word", "得")), "{told:?}");
    assert!(told.contains(&(Fate::Taken, "tracked-insertion", "", "")));
    assert!(told.contains(&(Fate::Altered, "paragraph-end", "deleted-in-word", "")));
}

#[test]
fn only_results_of_fields_are_text_and_what_is_hidden_is_not() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let body = format!(
        "<w:p>{}<w:r><w:instrText>HYPERLINK \"x\"</w:instrText></w:r>{}{}{}{}</w:p><w:p>{}</w:p><w:p>{}{}</w:p>",
        field("begin"),
        field("separate"),
        run("", "結果"),
        field("end"),
        run("<w:vanish/>", "看不到"),
        field("begin"),
        run("", "還在"),
        "<w:fldSimple w:instr='PAGE'><w:r><w:t>7</w:t></w:r></w:fldSimple>",
    );
    let found = import(&docx(&body, &[]));
    assert_eq!(text(&found), "結果\n\n還在7\n");
    assert_eq!(findings(&found), [(Fate::Skipped, "hidden-text", "hidden-in-word", "看不到")]);
}

#[test]
fn line_ends_tabs_tables_lists_and_text_boxes_are_text() {
    let body = format!(
        "<w:p><w:r><w:t>問：</w:t><w:tab/><w:t>早</w:t><w:br/><w:t>答：好</w:t><w:br w:type='page'/></w:r></w:p>\
         <w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>\
         <w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>項</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr='框'/><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>\
         <w:p><w:r><w:drawing><wp:docPr descr='一座橋'/><a:blip/></w:drawing></w:r></w:p>\
         <w:p><w:r><w:ruby><w:rt><w:r><w:t>ㄨˋ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>霧</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        p("甲"),
        p("乙"),
        p("刪"),
        p("框內"),
        p("框內"),
        run("", "外"),
    );
    let found = import(&docx(&body, &[]));
    assert_eq!(text(&found), "問： 早\n答：好\n甲\n乙\n項\n外\n框內\n\n霧\n");
    assert_eq!(
        findings(&found),
        [
            (Fate::Altered, "table", "cells-as-paragraphs", ""),
            (Fate::Skipped, "tracked-deletion", "deleted-in-word", "刪"),
            (Fate::Altered, "list", "marks-left-out", "項"),
            (Fate::Altered, "text-box", "after-its-paragraph", "框內"),
            (Fate::Skipped, "image", "no-text", "一座橋"),
            (Fate::Skipped, "ruby", "reading-left-out", "ㄨˋ"),
        ]
    );
}

fn comment(id: u32, author: &str, inside: &str) -> String {
    format!("<w:comment w:id='{id}' w:author='{author}' w:date='2026-01-02T03:04:05Z'>{inside}</w:comment>")
}

#[test]
fn comments_are_annotations_on_their_passages() {
    let body = format!(
        "<w:p><w:commentRangeStart w:id='1'/>{}<w:commentRangeStart w:id='2'/>{}</w:p><w:commentRangeEnd w:id='1'/>\
         <w:p>{}<w:commentRangeEnd w:id='2'/><w:r><w:commentReference w:id='2'/></w:r>{}<w:r><w:commentReference w:id='3'/></w:r>{}</w:p>",
        run("", "第一"),
        run("", "段 "),
        run("", " 第二"),
        run("", "個 bridge"),
        run("", "。"),
    );
    let link = "<w:hyperlink r:id='r1'><w:r><w:t>連結</w:t></w:r></w:hyperlink>";
    let comments = part(
        "comments",
        &[
            comment(1, "吳", &format!("<w:p>{}{}{link}</w:p>", run("<w:b/>", "粗"), run("<w:i/>", " 斜"))),
            comment(2, "林", &format!("{}{}", p("記 *1*"), p("#情感/恐懼 #夜"))),
            comment(3, "林", &p("就在這裡")),
            comment(4, "林", "<w:p w14:paraId='A'><w:r><w:t>沒有地方</w:t></w:r></w:p>"),
            comment(5, "吳", "<w:p w14:paraId='B'><w:r><w:t>答覆</w:t></w:r></w:p>"),
        ]
        .concat(),
    );
    let rels = "<r><x Id='r1' Type='a/hyperlink' Target='https://example.org/' TargetMode='External'/></r>";
    let threads = "<a><b paraId='B' paraIdParent='A'/></a>";
    let found = import(&docx(
        &body,
        &[
            ("word/comments.xml", &comments),
            ("word/_rels/comments.xml.rels", rels),
            ("word/commentsExtended.xml", threads),
        ],
    ));
    assert_eq!(text(&found), "第一段 \n 第二個 bridge。\n");
    let told: Vec<_> = (found.documents[0].annotations.iter())
        .map(|one| (one.quote.as_str(), one.note.as_str(), one.author.as_deref().unwrap(), one.tags.len()))
        .collect();
    assert_eq!(
        told,
        [
            ("第一", "沒有地方\n\n**吳, 2026-01-02**\n\n答覆", "林", 0),
            ("第一段", "**粗** *斜*[連結](https://example.org/)", "吳", 0),
            ("段 \n 第二", "記 \\*1\\*", "林", 2),
            ("bridge", "就在這裡", "林", 0),
        ]
    );
    let created = found.documents[0].annotations[0].created.as_deref();
    assert_eq!(created, Some("2026-01-02T03:04:05Z"));
    let names: Vec<_> = found.tags.iter().map(|tag| (tag.name.as_str(), tag.parent)).collect();
    assert_eq!(names, [("情感", None), ("恐懼", Some(0)), ("夜", None)]);
}

#[test]
fn highlights_beside_each_other_are_one_annotation_and_a_comment_on_the_same_words_has_its_colour() {
    let fill = |mark: &str, text: &str| run(mark, text);
    let body = format!(
        "<w:p>{}{}{}{}</w:p><w:p><w:commentRangeStart w:id='1'/>{}<w:commentRangeEnd w:id='1'/>{}{}</w:p>",
        fill("<w:highlight w:val='yellow'/>", "一"),
        fill("<w:highlight w:val='yellow'/><w:b/>", "二"),
        fill("<w:shd w:val='clear' w:fill='CFE2F2'/>", "三"),
        fill("<w:shd w:val='clear' w:fill='auto'/>", "四"),
        fill("<w:highlight w:val='magenta'/>", "五"),
        fill("<w:highlight w:val='lightGray'/>", "六"),
        fill("<w:shd w:val='clear' w:fill='EEEEEE'/>", "七"),
    );
    let comments = part("comments", &comment(1, "林", &p("記")));
    let found = import(&docx(&body, &[("word/comments.xml", &comments)]));
    let fill = |colour| Some(Style { mark: Mark::Fill, colour });
    let told: Vec<_> = found.documents[0]
        .annotations
        .iter()
        .map(|one| (one.span.unwrap(), one.style, one.note.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Span::new(0, 2), fill(Colour::Yellow), ""),
            (Span::new(2, 3), fill(Colour::Blue), ""),
            (Span::new(5, 6), fill(Colour::Purple), "記"),
            (Span::new(6, 7), None, ""),
        ]
    );
}

#[test]
fn a_footnote_is_a_note_on_the_word_before_it() {
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r>{}</w:p>",
        run("", "走過老 bridge"),
        run("", "。")
    );
    let notes = part(
        "footnotes",
        &format!(
            "<w:footnote w:type='separator' w:id='0'>{}</w:footnote><w:footnote w:id='2'>{}</w:footnote>",
            p("x"),
            p("建於一八九一年")
        ),
    );
    let found = import(&docx(&body, &[("word/footnotes.xml", &notes)]));
    let one = &found.documents[0].annotations[0];
    assert_eq!((one.quote.as_str(), one.note.as_str()), ("bridge", "建於一八九一年"));
    assert_eq!(findings(&found), [(Fate::Altered, "footnote", "became-annotation", "建於一八九一年")]);
}

#[test]
fn a_table_of_contents_and_the_margins_of_the_pages_are_no_text() {
    let styles =
        part("styles", "<w:style w:type='paragraph' w:styleId='t'><w:name w:val='toc 1'/></w:style>");
    let body =
        format!("<w:p><w:pPr><w:pStyle w:val='t'/></w:pPr>{}</w:p>{}", run("", "起霧…1"), p("一段話。"));
    let rels = "<r><x Id='1' Type='a/header' Target='header1.xml'/></r>";
    let found = import(&docx(
        &body,
        &[
            ("word/styles.xml", &styles),
            ("word/_rels/document.xml.rels", rels),
            ("word/header1.xml", &part("hdr", &p("河岸月刊"))),
        ],
    ));
    assert_eq!(text(&found), "一段話。\n");
    assert_eq!(
        findings(&found),
        [
            (Fate::Skipped, "header", "on-every-page", "河岸月刊"),
            (Fate::Skipped, "table-of-contents", "made-from-headings", "起霧…1"),
        ]
    );
}

#[test]
fn what_the_file_says_of_itself_is_a_name() {
    let core = "<c><title>夜航</title><creator>林默</creator><language>zh-TW</language></c>";
    let found = import(&docx(&p("一段話。"), &[("docProps/core.xml", core)]));
    assert_eq!(found.documents[0].name.as_deref(), Some("夜航"));
    assert_eq!(findings(&found), [(Fate::Skipped, "creator", "no-place", "林默")]);
}
