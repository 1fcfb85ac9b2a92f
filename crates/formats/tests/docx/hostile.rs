//! Files that are broken or mean harm.

use vermilion_formats::import::docx::{looks_like, read};
use vermilion_formats::import::{ImportError, Limits};

use crate::fixture::with_memos;
use crate::packed::{docx, export, p, part, zipped};

fn error(bytes: &[u8]) -> ImportError {
    read(bytes, Some("a.docx"), Limits::default()).unwrap_err()
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let bytes = export(&with_memos(), "A");
    for piece in 0..50 {
        let cut = &bytes[..bytes.len() * piece / 50];
        assert!(!looks_like(cut));
        assert!(read(cut, None, Limits::default()).is_err(), "{piece}");
    }
}

#[test]
fn a_part_that_is_cut_off_anywhere_is_an_error_or_reported() {
    let bytes = export(&with_memos(), "A");
    let whole = crate::packed::member(&bytes, "word/document.xml");
    let comments = crate::packed::member(&bytes, "word/comments.xml");
    for piece in 0..50 {
        let at = whole.floor_char_boundary(whole.len() * piece / 50);
        error(&zipped(&[("word/document.xml", &whole[..at])]));
        let at = comments.floor_char_boundary(comments.len() * piece / 50);
        let found = crate::packed::import(&zipped(&[
            ("word/document.xml", &whole),
            ("word/comments.xml", &comments[..at]),
        ]));
        let is_said = found.report.findings.iter().any(|one| one.reason == "unreadable");
        assert!(is_said || at == 0, "{at}");
    }
}

#[test]
fn bytes_that_were_altered_never_panic() {
    let bytes = export(&with_memos(), "A");
    for at in (0..bytes.len()).step_by(23) {
        let mut altered = bytes.clone();
        altered[at] ^= 0x55;
        let _ = read(&altered, None, Limits::default());
    }
}

#[test]
fn what_no_word_file_needs_is_refused() {
    let entity = "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document>&b;</w:document>";
    assert!(matches!(error(&zipped(&[("word/document.xml", entity)])), ImportError::Hostile { .. }));
    let deep =
        format!("{}{}", "<w:sdt><w:sdtContent>".repeat(5_000), "</w:sdtContent></w:sdt>".repeat(5_000));
    assert!(matches!(error(&docx(&deep, &[])), ImportError::TooMuch { .. }));
    let path = zipped(&[("../word/document.xml", "<a/>"), ("word/document.xml", "<a/>")]);
    assert!(matches!(error(&path), ImportError::Hostile { .. }));
    assert!(matches!(error(&zipped(&[("word/document.xml", "<html/>")])), ImportError::Malformed { .. }));
    assert!(matches!(error(&zipped(&[("content.xml", "<a/>")])), ImportError::Malformed { .. }));
    assert!(matches!(error(b"no archive"), ImportError::Malformed { .. }));
    let wrong = zipped(&[("word/document.xml", "<?xml version='1.0' encoding='UTF-16'?><w:document/>")]);
    assert!(read(&wrong, None, Limits::default()).is_err());
}

#[test]
fn an_old_or_encrypted_file_says_what_to_do() {
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    assert!(error(&compound).to_string().contains(".docx"));
    let mut encrypted = compound.to_vec();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(error(&encrypted), ImportError::Protected);
}

#[test]
fn a_bomb_is_stopped_at_the_limit() {
    let body = p(&"霧".repeat(100)).repeat(10_000);
    let bytes = docx(&body, &[]);
    assert!(bytes.len() < 100_000);
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    assert!(matches!(read(&bytes, None, limits), Err(ImportError::TooMuch { .. })));
    let limits = Limits { text: 1 << 20, ..Limits::default() };
    assert!(matches!(read(&bytes, None, limits), Err(ImportError::TooMuch { .. })));
    let marks = "<w:p>".to_owned() + &"<w:commentRangeStart w:id=\"1\"/>".repeat(2_000) + "</w:p>";
    let limits = Limits { items: 1_000, ..Limits::default() };
    assert!(matches!(read(&docx(&marks, &[]), None, limits), Err(ImportError::TooMuch { .. })));
}

#[test]
fn answers_that_answer_each_other_come_to_an_end() {
    let comment = |id: u32| {
        format!(
            "<w:comment w:id=\"{id}\"><w:p w14:paraId=\"{id}\"><w:r><w:t>c{id}</w:t></w:r></w:p></w:comment>"
        )
    };
    let comments = part("comments", &format!("{}{}{}", comment(1), comment(2), comment(3)));
    let threads = "<a><b paraId='1' paraIdParent='2'/><b paraId='2' paraIdParent='1'/><b paraId='3' paraIdParent='3'/></a>";
    let bytes = docx(&p("霧"), &[("word/comments.xml", &comments), ("word/commentsExtended.xml", threads)]);
    let found = crate::packed::import(&bytes);
    assert_eq!(found.documents[0].annotations.len(), 3);
}

#[test]
fn twenty_thousand_comments_on_one_word_are_all_read() {
    let ids = 0..20_000;
    let starts: String = ids.clone().map(|id| format!("<w:commentRangeStart w:id=\"{id}\"/>")).collect();
    let ends: String = ids.clone().map(|id| format!("<w:commentRangeEnd w:id=\"{id}\"/>")).collect();
    let comments: String = ids.map(|id| format!("<w:comment w:id=\"{id}\"/>")).collect();
    let body = format!("<w:p>{starts}<w:r><w:t>霧</w:t></w:r>{ends}</w:p>");
    let found = crate::packed::import(&docx(&body, &[("word/comments.xml", &part("comments", &comments))]));
    assert_eq!(found.documents[0].annotations.len(), 20_000);
}
