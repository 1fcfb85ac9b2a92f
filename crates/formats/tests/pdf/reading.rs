//! What is read: fonts and encodings, what the file says of itself, what is left out.

use crate::made::{Made, import, line, lines, string, text};
use vermilion_formats::import::{Fate, Format, ImportError, Place};
use vermilion_formats::interview::BlockKind;

fn one(content: &str) -> String {
    let mut made = Made::new();
    made.page(content, "");
    text(made)
}

#[test]
fn a_pdf_is_known_by_its_content() {
    let mut made = Made::new();
    made.page(&line("F", 10, (50, 700), "Words."), "");
    let bytes = made.bytes();
    for name in [None, Some("a.pdf"), Some("a.docx"), Some("a")] {
        assert_eq!(Format::detect(&bytes, name).name(), "pdf");
    }
    assert_eq!(Format::detect(&[b"\xef\xbb\xbf", &bytes[..]].concat(), None).name(), "pdf");
}

#[test]
fn chinese_is_read_by_the_tables_of_adobe() {
    assert_eq!(one(&line("C", 10, (50, 700), "林：你去過河邊嗎？")), "林：你去過河邊嗎？\n");
    // Outside of the sixteen bits of that map, by a map of its own and by one in the file.
    let mut made = Made::new();
    let map = made.stream(
        "",
        b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange \
          2 beginbfchar <0001> <d842dfb7> <0002> <6cb3> endbfchar \
          1 beginbfrange <0010> <0012> <4e00> endbfrange endcmap",
    );
    let font = made.object(&format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Own /Encoding /Identity-H /ToUnicode {map} 0 R \
         /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 1000 /W [1 [500 900] 16 18 1000] >>] >>"
    ));
    let content = made.stream("", b"BT /X 10 Tf 50 700 Td <000100020011> Tj ET");
    made.page_of(&format!("/Contents {content} 0 R /Resources << /Font << /X {font} 0 R >> >>"));
    assert_eq!(text(made), "𠮷河丁\n");
}

#[test]
fn vertical_lines_are_read_from_the_top_and_from_the_right() {
    let content = ["BT /V 12 Tf 1 0 0 1 500 700 Tm ", &string("V", "霧散了河水還在流"), " Tj ET\n"].concat()
        + &["BT /V 12 Tf 1 0 0 1 480 700 Tm ", &string("V", "沒有人說話。"), " Tj ET\n"].concat();
    assert_eq!(one(&content), "霧散了河水還在流沒有人說話。\n");
}

#[test]
fn simple_fonts_say_what_they_draw_by_names() {
    let mut made = Made::new();
    let font = made.object(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /StandardEncoding \
         /Differences [1 /f_i /eacute /uni6CB3 /u20BB7 65 /Z] >> >>",
    );
    let content = made.stream("", b"BT /X 10 Tf 50 700 Td (\\001\\002\\003\\004AB'`\\320) Tj ET");
    made.page_of(&format!("/Contents {content} 0 R /Resources << /Font << /X {font} 0 R >> >>"));
    assert_eq!(text(made), "fié河𠮷ZB’‘—\n");
}

#[test]
fn spaces_are_where_gaps_are_and_nothing_is_said_twice() {
    let content = "BT /F 10 Tf 50 700 Td [(The) -400 (ri) 20 (ver) -900 (rose)] TJ ET\n\
                   BT /F 10 Tf 50 600 Td (Bold) Tj ET BT /F 10 Tf 50.3 600 Td (Bold) Tj ET\n";
    assert_eq!(one(content), "The river rose\nBold\n");
}

#[test]
fn what_stands_for_other_text_is_that_text() {
    let content = "BT /F 10 Tf 50 700 Td /Span << /ActualText <feff6cb3> >> BDC (ab) Tj EMC ( c) Tj ET\n\
                   /Artifact BMC BT /F 10 Tf 50 20 Td (furniture) Tj ET EMC";
    let mut made = Made::new();
    made.page(content, "");
    let import = made.import();
    assert_eq!(import.documents[0].interview.text, "河 c\n");
    let left_out = &import.report.findings[0];
    assert_eq!((&*left_out.kind, &*left_out.what), ("running-line", "furniture"));
}

#[test]
fn forms_are_read_where_they_are_shown() {
    let mut made = Made::new();
    let form = made.stream(
        "/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -20] /Resources << /Font << /F 3 0 R >> >>",
        b"BT /F 10 Tf 50 700 Td (second) Tj ET",
    );
    let picture = made.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /DCTDecode", b"x");
    let content = "BT /F 10 Tf 50 650 Td (third) Tj ET /A Do /P Do BT /F 10 Tf 50 700 Td (first) Tj ET \
                   BI /W 1 /H 1 /BPC 8 /CS /G ID (\x01 Tj EI ";
    let content = made.stream("", content.as_bytes());
    made.page_of(&format!(
        "/Contents [{content} 0 R] /Resources << /Font << /F 3 0 R >> /XObject << /A {form} 0 R /P {picture} 0 R >> >>"
    ));
    let import = made.import();
    assert_eq!(import.documents[0].interview.text, "first second\nthird\n");
    let image = import.report.findings.iter().find(|finding| finding.kind == "image").unwrap();
    assert_eq!((image.fate, image.place.clone()), (Fate::Skipped, Some(Place::Page(1))));
}

#[test]
fn the_file_says_its_title_language_and_day() {
    let mut made = Made::new();
    let info = made.object("<< /Title <feff9727> /Author (Ada) /CreationDate (D:20250309100000+08'00') >>");
    made.trailer = format!("/Info {info} 0 R");
    made.catalogue = "/Lang (de-AT)".to_owned();
    made.page(&line("F", 10, (50, 700), "..."), "");
    made.page(&line("F", 10, (50, 700), "1 2 3"), "");
    let import = made.import();
    let document = &import.documents[0];
    assert_eq!(document.name.as_deref(), Some("霧"));
    assert_eq!(document.interview.language, "de-AT");
    assert_eq!(document.interview.published.as_deref(), Some("2025-03-09"));
    let kinds: Vec<&str> = import.report.findings.iter().map(|finding| &*finding.kind).collect();
    assert_eq!(kinds, ["creator", "date", "document"]);
}

#[test]
fn bold_labels_and_large_letters_make_the_structure() {
    let mut content = line("B", 20, (50, 740), "Fog and River") + &line("B", 14, (50, 700), "At the bank");
    for (at, (name, said)) in
        (0..).zip([("Lin", "Were you there?"), ("Wu", "I was."), ("Lin", "And then?"), ("Wu", "It cleared.")])
    {
        let y = 660 - 30 * at;
        content += &format!("BT /B 10 Tf 50 {y} Td ({name}: ) Tj /F 10 Tf ({said}) Tj ET\n");
    }
    let mut made = Made::new();
    made.page(&content, "");
    let interview = made.import().documents.remove(0).interview;
    assert_eq!(interview.title.as_deref(), Some("Fog and River"));
    assert!(
        matches!(interview.blocks[1].kind, BlockKind::Heading { level: 1, .. }),
        "{:?}",
        interview.blocks[1]
    );
    assert_eq!(interview.speakers.len(), 2);
}

#[test]
fn the_outline_names_the_headings() {
    let mut made = Made::new();
    made.page(
        &(line("B", 20, (50, 740), "Fog and River")
            + &line("F", 10, (50, 700), "One bank")
            + &lines("F", (50, 660), &["It is green.", "Two"])),
        "",
    );
    let first = 10;
    let outline = made.object(&format!("<< /First {first} 0 R >>"));
    assert_eq!(outline + 1, first);
    made.object(&format!("<< /Title (One  bank) /First {} 0 R >>", first + 1));
    made.object("<< /Title (two) /Next 10 0 R >>");
    made.catalogue = format!("/Outlines {outline} 0 R");
    let interview = made.import().documents.remove(0).interview;
    let levels: Vec<u8> = interview
        .blocks
        .iter()
        .filter_map(
            |block| if let BlockKind::Heading { level, .. } = block.kind { Some(level) } else { None },
        )
        .collect();
    assert_eq!(levels, [1, 2]);
}

#[test]
fn what_is_no_text_is_refused_in_a_sentence() {
    let mut scan = Made::new();
    let picture = scan.stream("/Type /XObject /Subtype /Image", b"x");
    let content = scan.stream("", b"/P Do");
    scan.page_of(&format!("/Contents {content} 0 R /Resources << /XObject << /P {picture} 0 R >> >>"));
    assert_eq!(import(&scan.bytes()), Err(ImportError::NoText));

    let mut unlettered = Made::new();
    let font = unlettered.object(
        "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 >>] >>",
    );
    let content = unlettered.stream("", b"BT /X 10 Tf 50 700 Td <00010002> Tj ET");
    unlettered.page_of(&format!("/Contents {content} 0 R /Resources << /Font << /X {font} 0 R >> >>"));
    assert_eq!(import(&unlettered.bytes()), Err(ImportError::Unlettered));

    let mut locked = Made::new();
    locked.page(&line("F", 10, (50, 700), "Words."), "");
    locked.trailer = "/Encrypt << /Filter /Standard >>".to_owned();
    assert_eq!(import(&locked.bytes()), Err(ImportError::Protected));
    assert!(matches!(import(b"%PDF-1.7\n"), Err(ImportError::CutOff)));
    assert!(matches!(import(b"words"), Err(ImportError::Malformed { .. })));
}
