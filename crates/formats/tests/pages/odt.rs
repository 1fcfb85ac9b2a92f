use crate::shared::{archive, document, findings, headings, hurt, speakers};
use vermilion_formats::import::odt::{looks_like, read};
use vermilion_formats::import::{ImportError, Limits};

const KIND: &str = "application/vnd.oasis.opendocument.text";

const STYLES: &str = "<office:document-styles><office:styles>\
    <style:style style:name='Title' style:family='paragraph'/>\
    <style:style style:name='Loop' style:parent-style-name='Loop'/>\
    </office:styles></office:document-styles>";

const META: &str = "<office:document-meta><office:meta><dc:title>document1</dc:title>\
    <dc:language>zh-TW</dc:language></office:meta></office:document-meta>";

/// A text with one of everything.
fn content(body: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><office:document-content><office:automatic-styles>\
         <style:style style:name='P1' style:parent-style-name='Title'/>\
         <style:style style:name='T1'><style:text-properties style:font-weight-asian='bold'/></style:style>\
         <style:style style:name='T2'><style:text-properties text:display='none'/></style:style>\
         <text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1'/></text:list-style>\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn text(body: &str) -> Vec<u8> {
    let content = content(body);
    archive([("mimetype", KIND), ("styles.xml", STYLES), ("meta.xml", META), ("content.xml", &content)])
}

fn everything() -> String {
    let turns = "<text:p><text:span text:style-name='T1'>林：</text:span>去過  河邊<text:s/>嗎？</text:p>\
                 <text:p><text:span text:style-name='T1'>吳：</text:span>去過。</text:p>"
        .repeat(3);
    format!(
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>甲</dc:creator>\
         </office:change-info><text:p>刪去的字</text:p></text:deletion></text:changed-region><text:changed-region>\
         <text:insertion><office:change-info/></text:insertion></text:changed-region></text:tracked-changes>\
         <text:p text:style-name='P1'>霧與河</text:p><text:table-of-content><text:p>目錄</text:p></text:table-of-content>\
         <text:h text:outline-level='1'>起</text:h>{turns}<text:h text:outline-level='2'>又起</text:h>\
         <text:p>𠮷野<office:annotation office:name='a1'><dc:creator>柯</dc:creator><dc:date>2026-11-29T22:34:18.5</dc:date>\
         <text:p>為什麼？</text:p><text:p>再問</text:p></office:annotation>家與<text:line-break/>霧<text:span text:style-name='T2'>藏</text:span>。</text:p>\
         <text:p>河<office:annotation-end office:name='a1'/>邊<office:annotation><text:p>此處</text:p></office:annotation>\
         <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>註腳</text:p></text:note-body></text:note></text:p>\
         <text:list text:style-name='L1'><text:list-item><text:p>一</text:p></text:list-item><text:list-item><text:p>二</text:p></text:list-item></text:list>\
         <table:table><table:table-row><table:table-cell><text:p>年</text:p></table:table-cell><table:table-cell><text:p>冊</text:p></table:table-cell></table:table-row></table:table>\
         <text:p>前<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>後<draw:frame><draw:image xlink:href='Pictures/a.png'/></draw:frame></text:p>"
    )
}

#[test]
fn a_text_is_read_with_its_headings_its_comments_and_its_changes_resolved() {
    let bytes = text(&everything());
    assert!(looks_like(&bytes));
    let (found, report) = document(read, &bytes);
    let interview = &found.interview;
    assert_eq!(interview.title.as_deref(), Some("霧與河"));
    assert_eq!(interview.language, "zh-Hant");
    assert_eq!(headings(interview), [(1, "起".to_owned()), (2, "又起".to_owned())]);
    assert_eq!(speakers(interview), ["林", "吳"].repeat(3));
    insta::assert_snapshot!(interview.text);
    insta::assert_debug_snapshot!(found.annotations);
    insta::assert_debug_snapshot!(findings(&report));
}

#[test]
fn a_text_in_one_file_is_read_alike() {
    let content = content(&everything()).replace("<office:body>", &format!("{META}<office:body>"));
    let flat = content.replacen(
        "<office:document-content>",
        &format!("<office:document-content office:mimetype='{KIND}'>"),
        1,
    );
    assert!(looks_like(flat.as_bytes()));
    let (flat, _) = document(read, flat.as_bytes());
    let (packed, _) = document(read, &text(&everything()));
    assert_eq!(flat.interview.text, packed.interview.text);
    assert_eq!(flat.annotations, packed.annotations);
}

#[test]
fn hostile_texts_end_in_an_error_or_a_text() {
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let sealed = archive([("mimetype", KIND), ("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")]);
    assert_eq!(read(&sealed, None, Limits::default()), Err(ImportError::Protected));
    let loops = text("<text:p text:style-name='Loop'>霧<text:s text:c='4000000000'/>河</text:p>");
    assert_eq!(document(read, &loops).0.interview.text.chars().count(), 67);
    let deep = text(&"<text:span>".repeat(100_000));
    assert!(matches!(read(&deep, None, Limits::default()), Err(ImportError::TooMuch { .. })));
    assert!(read(&text("<text:p> </text:p>"), None, Limits::default()).is_err());
    let few = Limits { items: 1, ..Limits::default() };
    assert!(matches!(
        read(&text(&everything()), None, few),
        Err(ImportError::TooMuch { what: "comments", .. })
    ));
    hurt(read, &text(&everything()));
    hurt(read, content(&everything()).as_bytes());
}
