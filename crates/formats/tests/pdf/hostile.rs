//! Files that are broken or mean harm.

use crate::made::{Made, import, line, lines};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use std::io::Write;
use vermilion_formats::import::pdf::read;
use vermilion_formats::import::{ImportError, Limits};
use vermilion_tests::invariants::imports;

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A file with something of everything.
fn sample() -> Vec<u8> {
    let mut made = Made::new();
    let info = made.object("<< /Title (Fog) /CreationDate (D:2025) >>");
    made.trailer = format!("/Info {info} 0 R");
    made.page(&lines("C", (50, 700), &["林：你去過河邊嗎？", "吳：去過。"]), "");
    let content =
        made.stream("/Filter /FlateDecode", &deflated(line("F", 10, (50, 700), "It cleared.").as_bytes()));
    made.page_of(&format!(
        "/Contents {content} 0 R /Resources << /Font << /F 3 0 R >> >> /Annots [<< /Subtype /Highlight /Contents (n) \
         /QuadPoints [50 710 90 710 50 698 90 698] >>]"
    ));
    made.bytes()
}

/// The same objects in an object stream, and a stream for the table: as nearly all newer files are.
fn packed() -> Vec<u8> {
    let bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ];
    let (mut header, mut body) = (String::new(), String::new());
    for (object, number) in bodies.iter().zip(1..) {
        header += &format!("{number} {} ", body.len());
        body += object;
        body += "\n";
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut add = |number: u32, dict: String, plain: &[u8]| {
        let packed = deflated(plain);
        out.extend(
            format!("{number} 0 obj << {dict} /Filter /FlateDecode /Length {} >> stream\r\n", packed.len())
                .bytes(),
        );
        out.extend(packed);
        out.extend(b"\r\nendstream endobj\r\n");
    };
    add(5, String::new(), b"BT /F 10 Tf 50 700 Td (Packed words) Tj ET");
    add(6, format!("/Type /ObjStm /N 4 /First {}", header.len()), (header.clone() + &body).as_bytes());
    add(7, "/Type /XRef /Root 1 0 R /Size 8 /W [1 2 1]".to_owned(), &[0; 32]);
    out.extend(b"startxref\n0\n%%EOF");
    out
}

#[test]
fn objects_in_streams_are_found() {
    let found = import(&packed()).unwrap();
    assert_eq!(found.documents[0].interview.text, "Packed words\n");
}

#[test]
fn the_last_of_several_versions_counts() {
    let mut bytes = packed();
    let changed = b"\n5 0 obj << /Length 44 >> stream\nBT /F 10 Tf 50 700 Td (Changed words) Tj ET   \nendstream endobj\n";
    bytes.extend_from_slice(changed);
    // Without an end of its own the file is cut off within its second version.
    assert_eq!(import(&bytes), Err(ImportError::CutOff));
    bytes.extend_from_slice(b"startxref\n0\n%%EOF");
    assert_eq!(import(&bytes).unwrap().documents[0].interview.text, "Changed words\n");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    for whole in [sample(), packed()] {
        assert!(import(&whole).is_ok());
        let end = whole.windows(9).rposition(|window| window == b"startxref").unwrap();
        for at in 0..=end {
            assert!(import(&whole[..at]).is_err(), "{at} of {}", whole.len());
        }
        assert_eq!(import(&whole[..end - 8]), Err(ImportError::CutOff));
    }
}

#[test]
fn bytes_that_were_altered_never_panic() {
    for whole in [sample(), packed()] {
        for (at, change) in (0..whole.len()).step_by(7).zip([0x55, 0x20, 0xff].into_iter().cycle()) {
            let mut altered = whole.clone();
            altered[at] ^= change;
            check(&altered);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_pdfs_in_any_order_are_read_or_refused(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..8),
        tail in any::<bool>(),
    ) {
        let whole = [sample(), packed()].concat();
        let mut bytes = b"%PDF-1.4\n".to_vec();
        for (from, to) in cuts {
            let (from, to) = (from.index(whole.len()), to.index(whole.len()));
            bytes.extend_from_slice(&whole[from.min(to)..from.max(to)]);
        }
        if tail {
            bytes.extend_from_slice(b"\ntrailer << /Root 1 0 R >> startxref 0 %%EOF");
        }
        check(&bytes);
    }
}

#[test]
fn what_swells_is_refused() {
    let small = Limits { unpacked: 1 << 20, ..Limits::default() };
    let refused = |made: Made| {
        let error = read(&made.bytes(), None, small).unwrap_err();
        assert!(matches!(error, ImportError::TooMuch { .. }), "{error}");
    };
    // One stream, and the same packed twice.
    let bomb = deflated(&vec![b' '; 8 << 20]);
    for (filters, bytes) in [("/FlateDecode", bomb.clone()), ("[/FlateDecode /FlateDecode]", deflated(&bomb))]
    {
        let mut made = Made::new();
        let content = made.stream(&format!("/Filter {filters}"), &bytes);
        made.page_of(&format!("/Contents {content} 0 R"));
        refused(made);
    }
    // A stream that is a page's content many times.
    let mut made = Made::new();
    let content = made.stream("", &[b' '; 4096]);
    made.page_of(&format!("/Contents [{}]", format!("{content} 0 R ").repeat(1000)));
    refused(made);
    // An object stream.
    let mut made = Made::new();
    made.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb);
    made.page(&line("F", 10, (50, 700), "Words."), "");
    refused(made);
    // Forms that show forms, ten times each.
    let mut made = Made::new();
    let first = 7;
    for depth in 0..10 {
        let next = first + depth + 1;
        let number = made.stream(
            &format!("/Type /XObject /Subtype /Form /Resources << /XObject << /A {next} 0 R >> >>"),
            &b"/A Do ".repeat(10),
        );
        assert_eq!(number, first + depth);
    }
    let content = made.stream("", b"/A Do");
    made.page_of(&format!("/Contents {content} 0 R /Resources << /XObject << /A {first} 0 R >> >>"));
    refused(made);
}

#[test]
fn what_is_deep_wide_or_in_circles_comes_to_an_end() {
    let words = line("F", 10, (50, 700), "Words.");
    // Lists within each other, in the file and in the content.
    let mut made = Made::new();
    let deep = "[".repeat(200_000);
    made.object(&deep);
    made.page(&format!("{words} {deep} Tj"), "");
    assert!(import(&made.bytes()).is_ok());
    // References, pages, forms and outlines that lead to themselves.
    let mut made = Made::new();
    let outline = made.object("<< /First 7 0 R /Next 7 0 R /Title (x) >>");
    let circle = made.object("8 0 R");
    assert_eq!((outline, circle), (7, 8));
    let form = made.stream("/Subtype /Form /Resources << /XObject << /A 9 0 R >> >>", b"/A Do");
    made.catalogue = format!("/Outlines {outline} 0 R");
    let page = made.page(&words, "/Kids [2 0 R] /Kids [8 0 R] /Annots 8 0 R");
    assert!(page > form);
    made.page(&format!("/A Do {words}"), "/Resources << /XObject << /A 9 0 R >> /Font << /F 3 0 R >> >>");
    let _ = import(&made.bytes());
    // Widths of all glyphs there could be, a page as large as nothing is, numbers that are none.
    let mut made = Made::new();
    let font = made.object(
        "<< /Type /Font /Subtype /Type0 /Encoding /UniCNS-UCS2-H /DescendantFonts [<< /W [0 4294967295 500 \
         0 [1 2] 1 99999999999 7] /CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) >> >>] >>",
    );
    let simple =
        made.object("<< /Type /Font /Subtype /Type1 /FirstChar 4294967295 /LastChar 9 /Widths [1 2] >>");
    let huge = "9".repeat(300);
    let content = format!(
        "BT /X {huge} Tf {huge} 0 0 {huge} {huge} {huge} Tm <6cb3> Tj /Y 10 Tf 1 0 0 1 50 700 Tm (ok) Tj {huge} -{huge} Td \
         .-. Tz (ok) Tj ET"
    );
    let content = made.stream("", content.as_bytes());
    made.page_of(&format!(
        "/MediaBox [-{huge} -{huge} {huge} {huge}] /Contents {content} 0 R \
         /Resources << /Font << /X {font} 0 R /Y {simple} 0 R >> >>"
    ));
    assert!(import(&made.bytes()).unwrap().documents[0].interview.text.contains("ok"));
}

#[test]
fn what_is_more_than_is_read_is_refused() {
    let limits = Limits { members: 2, ..Limits::default() };
    let mut made = Made::new();
    for _ in 0..3 {
        made.page(&line("F", 10, (50, 700), "Words."), "");
    }
    let bytes = made.bytes();
    assert_eq!(read(&bytes, None, limits), Err(ImportError::TooMuch { what: "pages", most: 2 }));
    let short = Limits { text: 4, ..Limits::default() };
    assert!(matches!(read(&bytes, None, short), Err(ImportError::TooMuch { what: "bytes of text", .. })));
    let small = Limits { file: 9, ..Limits::default() };
    assert!(matches!(read(&bytes, None, small), Err(ImportError::TooMuch { what: "bytes", .. })));
}

/// What must hold of any bytes that are read as a PDF.
fn check(bytes: &[u8]) {
    imports::check("pdf".parse().unwrap(), bytes);
}
