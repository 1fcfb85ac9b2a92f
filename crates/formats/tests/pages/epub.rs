use crate::shared::{archive, document, findings, headings, hurt, speakers};
use vermilion_formats::import::epub::{looks_like, read};
use vermilion_formats::import::{ImportError, Limits};

const CONTAINER: &str =
    "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";

const PACKAGE: &str = "<?xml version='1.0'?><!DOCTYPE package>\
    <package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>霧與河</dc:title>\
    <dc:creator>林美</dc:creator><dc:date>2025-03-09T00:00:00Z</dc:date><dc:language>zh-TW</dc:language>\
    <dc:publisher>河邊書店</dc:publisher></metadata><manifest>\
    <item id='nav' href='nav.xhtml' properties='nav'/><item id='a' href='text/a%20b.xhtml'/>\
    <item id='b' href='text/b.xhtml'/><item id='c' href='text/c.xhtml'/><item id='gone' href='text/gone.xhtml'/>\
    <item id='out' href='../../../etc/passwd'/></manifest><spine><itemref idref='nav'/><itemref idref='a'/>\
    <itemref idref='b'/><itemref idref='a'/><itemref idref='gone'/><itemref idref='out'/>\
    <itemref idref='c' linear='no'/></spine></package>";

const NAV: &str = "<html><body><nav><ol><li><a href='text/a%20b.xhtml'>起</a></li>\
    <li><a href='text/b.xhtml#x'>承</a></li></ol></nav></body></html>";

fn chapter(body: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body>{body}</body></html>"
    )
}

fn book(more: &[(&str, &str)]) -> Vec<u8> {
    let turns = "<p><b>林：</b>去過河邊嗎？</p><p><b>吳：</b>去過。&nbsp;<a id='p1'/>霧散了。</p>".repeat(3);
    let first = chapter(&format!("<h3>起</h3>{turns}<h4>又起</h4>{turns}"));
    let second = chapter(&format!("<img src='x.jpg' alt='河'/>{turns}"));
    let members = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/nav.xhtml", NAV),
        ("OEBPS/text/a b.xhtml", &first),
        ("OEBPS/text/b.xhtml", &second),
        ("OEBPS/text/c.xhtml", "<p>答案</p>"),
    ];
    archive(members.into_iter().chain(more.iter().copied()))
}

#[test]
fn the_date_that_the_text_says_is_not_that_of_the_book() {
    let dated = chapter("<h1>霧與河</h1><p>日期：2024年5月1日</p><p>林：去過河邊嗎？</p><p>吳：去過。</p>");
    let members = [
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/text/a b.xhtml", dated.as_str()),
    ];
    let (found, _) = document(read, &archive(members));
    assert_eq!(found.interview.published.as_deref(), Some("2024-05-01"));
}

#[test]
fn chapters_are_sections_in_the_order_of_the_book() {
    let bytes = book(&[]);
    assert!(looks_like(&bytes));
    let (found, report) = document(read, &bytes);
    let interview = &found.interview;
    assert_eq!(interview.title.as_deref(), Some("霧與河"));
    assert_eq!(interview.published.as_deref(), Some("2025-03-09"));
    assert_eq!(interview.source.as_deref(), Some("河邊書店"));
    assert_eq!(interview.language, "zh-Hant");
    assert_eq!(headings(interview), [(1, "起".to_owned()), (2, "又起".to_owned()), (1, "承".to_owned())]);
    assert_eq!(speakers(interview), ["林", "吳"].repeat(9));
    assert!(interview.text.starts_with("霧與河\n林美\n起\n林：去過河邊嗎？\n"), "{}", interview.text);
    assert_eq!(
        findings(&report),
        [
            "Skipped contents: OEBPS/nav.xhtml (made-anew)",
            "Taken chapter: 起 ()",
            "Altered chapter: 承 (title-from-contents)",
            "Skipped image: 河 (no-place)",
            "Skipped chapter: OEBPS/text/a b.xhtml (repeated)",
            "Skipped chapter: OEBPS/text/gone.xhtml (missing)",
            "Skipped chapter: OEBPS/text/c.xhtml (beside-the-text)",
            "Taken document: 霧與河 ()",
        ]
    );
}

#[test]
fn a_book_that_is_encrypted_is_refused_and_one_with_encrypted_fonts_is_read() {
    let encryption = |algorithm: &str| {
        format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm='{algorithm}'/><CipherData>\
             <CipherReference URI='OEBPS/x'/></CipherData></EncryptedData></encryption>"
        )
    };
    let fonts = encryption("http://www.idpf.org/2008/embedding");
    assert!(read(&book(&[("META-INF/encryption.xml", &fonts)]), None, Limits::default()).is_ok());
    for algorithm in ["http://www.w3.org/2001/04/xmlenc#aes128-cbc", ""] {
        let encrypted = book(&[("META-INF/encryption.xml", &encryption(algorithm))]);
        assert_eq!(read(&encrypted, None, Limits::default()), Err(ImportError::Encrypted));
    }
}

#[test]
fn hostile_books_end_in_an_error_or_a_text() {
    let out = archive([("META-INF/container.xml", CONTAINER), ("../OEBPS/book.opf", PACKAGE)]);
    assert!(matches!(read(&out, None, Limits::default()), Err(ImportError::Hostile { .. })));
    let bomb = "<!DOCTYPE package [<!ENTITY a 'aaaa'>]><package>&a;</package>";
    let bomb = archive([("META-INF/container.xml", CONTAINER), ("OEBPS/book.opf", bomb)]);
    assert!(matches!(read(&bomb, None, Limits::default()), Err(ImportError::Hostile { .. })));
    let small = Limits { unpacked: 1000, ..Limits::default() };
    assert!(matches!(read(&book(&[]), None, small), Err(ImportError::TooMuch { .. })));
    let short = Limits { text: 100, ..Limits::default() };
    assert!(matches!(read(&book(&[]), None, short), Err(ImportError::TooMuch { .. })));
    assert!(read(&archive([("META-INF/container.xml", "<container/>")]), None, Limits::default()).is_err());
    hurt(read, &book(&[]));
}
