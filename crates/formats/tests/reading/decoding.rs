//! Encodings, line ends, and what is refused.

use encoding_rs::Encoding;
use proptest::prelude::*;
use vermilion_formats::decode::{DecodeError, Decoded, ENCODINGS, MAX_BYTES, decode};

const TRADITIONAL: &str = "主持人：您為什麼決定離開實驗室，自己開一家小書店？\n\
    受訪者：說來話長。那時候我每天看著螢幕上的數字，卻不知道它們對誰有意義。後來有一位老先生走進我朋友的店裡，\
    問有沒有一本講茶樹的書，我們找了整個下午，最後在倉庫的角落裡找到了。他翻開第一頁就笑了。\n";
const SIMPLIFIED: &str = "主持人：您为什么决定离开实验室，自己开一家小书店？\n\
    受访者：说来话长。那时候我每天看着屏幕上的数字，却不知道它们对谁有意义。后来有一位老先生走进我朋友的店里，\
    问有没有一本讲茶树的书，我们找了整个下午，最后在仓库的角落里找到了。他翻开第一页就笑了。\n";
const JAPANESE: &str = "聞き手：どうして研究所を辞めて、小さな本屋を開こうと思ったのですか。\n\
    店主：話せば長くなります。毎日画面の数字を見ていましたが、それが誰のためのものなのか分からなくなりました。\
    ある日、年配のお客様が友人の店に来て、お茶の木の本はありますかと尋ねたのです。\n";
const KOREAN: &str = "진행자: 왜 연구소를 그만두고 작은 책방을 열기로 하셨습니까?\n\
    주인: 이야기하자면 깁니다. 매일 화면의 숫자를 보고 있었지만 그것이 누구에게 의미가 있는지 알 수 없었습니다. \
    어느 날 나이 드신 손님 한 분이 친구의 가게에 와서 차나무에 관한 책이 있느냐고 물으셨습니다.\n";
const WESTERN: &str = "Q: Why did you leave the café for a bookshop — wasn’t it risky?\n\
    A: “Très risqué,” as my grandmother would have said. I remember the smell of crème brûlée, and the señor who came \
    every morning with a résumé in his coat, looking for work in Málaga or Düsseldorf.\n";

fn text_of(bytes: &[u8], encoding: Option<&str>) -> Decoded {
    decode(bytes, encoding).unwrap_or_else(|error| panic!("{error}"))
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let Some(encoding) = Encoding::for_label(encoding.as_bytes()) else { panic!("no {encoding}") };
            let (bytes, _, has_unmappable) = encoding.encode(text);
            assert!(!has_unmappable, "{} cannot say {text}", encoding.name());
            bytes.into_owned()
        }
    }
}

#[test]
fn each_encoding_is_recognised_in_a_paragraph() {
    for (text, encoding) in [
        (TRADITIONAL, "UTF-8"),
        (TRADITIONAL, "UTF-16LE"),
        (TRADITIONAL, "UTF-16BE"),
        (WESTERN, "UTF-16LE"),
        (WESTERN, "UTF-16BE"),
        (KOREAN, "UTF-16LE"),
        (TRADITIONAL, "Big5"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (JAPANESE, "Shift_JIS"),
        (JAPANESE, "EUC-JP"),
        (KOREAN, "EUC-KR"),
        (WESTERN, "windows-1252"),
    ] {
        let decoded = text_of(&encoded(text, encoding), None);
        assert_eq!(decoded.encoding, encoding, "{text}");
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.replaced, 0);
        assert_eq!(decoded.is_certain, encoding == "UTF-8");
    }
}

#[test]
fn each_encoding_is_recognised_in_any_forty_characters() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (text, encoding) in [
        (TRADITIONAL, "Big5"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (JAPANESE, "Shift_JIS"),
        (JAPANESE, "EUC-JP"),
        (KOREAN, "EUC-KR"),
        (WESTERN, "windows-1252"),
    ] {
        let characters: Vec<char> = text.chars().collect();
        for window in characters.windows(40).step_by(7) {
            let piece: String = window.iter().collect();
            if piece.is_ascii() {
                continue;
            }
            tried += 1;
            let decoded = text_of(&encoded(&piece, encoding), None);
            if decoded.text != piece {
                wrong.push(format!("{encoding} taken for {}: {piece}", decoded.encoding));
            }
        }
    }
    assert!(tried > 80);
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_short_line_is_recognised() {
    for (text, encoding) in [
        ("問：你好嗎？\n答：我很好，謝謝。", "Big5"),
        ("问：你好吗？\n答：我很好，谢谢。", "gb18030"),
        ("質問：お元気ですか。\n答え：はい、元気です。", "Shift_JIS"),
        ("질문: 안녕하세요?\n대답: 네, 잘 지냅니다.", "EUC-KR"),
        ("Q: Un café?\nA: Bien sûr!", "windows-1252"),
    ] {
        assert_eq!(text_of(&encoded(text, encoding), None).text, text, "{encoding}");
    }
}

#[test]
fn a_byte_order_mark_is_certain_and_removed() {
    for (mark, encoding) in
        [(&b"\xEF\xBB\xBF"[..], "UTF-8"), (&b"\xFF\xFE"[..], "UTF-16LE"), (&b"\xFE\xFF"[..], "UTF-16BE")]
    {
        let bytes = [mark, &encoded(TRADITIONAL, encoding)].concat();
        let expected = Decoded { text: TRADITIONAL.to_owned(), encoding, is_certain: true, replaced: 0 };
        assert_eq!(text_of(&bytes, None), expected);
        assert_eq!(text_of(&bytes, Some(encoding)), expected);
    }
}

#[test]
fn every_encoding_offered_can_be_asked_for() {
    for encoding in ENCODINGS {
        assert_eq!(text_of(&encoded("plain", encoding), Some(encoding)).text, "plain");
        assert_eq!(text_of(&encoded("plain", encoding), Some(&encoding.to_lowercase())).encoding, *encoding);
    }
}

#[test]
fn line_ends_become_lf_and_nothing_else_changes() {
    let text = "a\r\nb\rc\n\r\nd\u{B}\u{C}\u{A0}\u{3000}\t\u{FEFF}\u{2028}e\u{301} \n";
    assert_eq!(
        text_of(text.as_bytes(), None).text,
        "a\nb\nc\n\nd\u{B}\u{C}\u{A0}\u{3000}\t\u{FEFF}\u{2028}e\u{301} \n"
    );
}

#[test]
fn a_damaged_character_does_not_change_the_encoding() {
    let mut bytes = TRADITIONAL.as_bytes().to_vec();
    bytes[31] = 0xFF;
    let cut = &TRADITIONAL.as_bytes()[..TRADITIONAL.len() - 2];
    for bytes in [&bytes[..], cut] {
        let decoded = text_of(bytes, None);
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(!decoded.is_certain);
        assert!((1..=3).contains(&decoded.replaced), "{}", decoded.replaced);
        assert_eq!(decoded.text.matches('\u{FFFD}').count() as u32, decoded.replaced);
    }
}

#[test]
fn a_wrong_encoding_asked_for_says_how_much_it_could_not_read() {
    let decoded = text_of(&encoded(KOREAN, "EUC-KR"), Some("UTF-8"));
    assert!(decoded.replaced > 20);
}

#[test]
fn other_kinds_of_files_are_refused() {
    let noise: Vec<u8> = (0..2000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for bytes in [
        b"PK\x03\x04 and the rest of a zip file".as_slice(),
        b"%PDF-1.7\nsome objects",
        b"\x89PNG\r\n\x1A\n",
        b"\xFF\xD8\xFF\xE0\x00\x10JFIF",
        b"\x1F\x8B\x08",
        b"text with a \0 in it",
        b"\x01\x02\x03\x04\x05\x06 few controls",
        &noise,
    ] {
        assert_eq!(decode(bytes, None), Err(DecodeError::Binary), "{bytes:?}");
    }
    assert_eq!(decode(b"%PDF-1.7", Some("UTF-8")), Err(DecodeError::Binary));
}

#[test]
fn files_without_characters_are_refused() {
    for bytes in [b"".as_slice(), b" \r\n\t \n", b"\xEF\xBB\xBF", b"\xFF\xFE", "\u{3000}\n".as_bytes()] {
        assert_eq!(decode(bytes, None), Err(DecodeError::Empty), "{bytes:?}");
    }
}

#[test]
fn too_large_a_file_is_refused() {
    let bytes = vec![b'a'; MAX_BYTES as usize + 1];
    assert_eq!(decode(&bytes, None), Err(DecodeError::TooLarge { bytes: MAX_BYTES + 1 }));
    assert!(decode(&bytes[1..], None).is_ok());
}

#[test]
fn every_refusal_is_one_sentence() {
    for (error, sentence) in [
        (DecodeError::Empty, "there is no text in it"),
        (DecodeError::Binary, "this is no text but binary data"),
        (
            DecodeError::TooLarge { bytes: MAX_BYTES + 1 },
            "65 MiB are too much; 64 MiB is the most that can be opened",
        ),
        (decode(b"a", Some("klingon")).unwrap_err(), "there is no encoding named “klingon”"),
    ] {
        assert_eq!(error.to_string(), sentence);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for encoding in std::iter::once(None).chain(ENCODINGS.iter().map(|name| Some(*name))) {
            if let Ok(decoded) = decode(&bytes, encoding) {
                prop_assert!(ENCODINGS.contains(&decoded.encoding));
                prop_assert!(!decoded.text.contains('\r'));
            }
        }
    }

    #[test]
    fn any_text_in_utf_8_comes_back(text in "[^\\x00-\\x1F\\x7F\u{FEFF}]*[a-z]") {
        prop_assert_eq!(text_of(text.as_bytes(), None).text, text);
    }
}
