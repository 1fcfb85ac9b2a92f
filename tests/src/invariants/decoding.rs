//! What must hold of any bytes that are decoded.

use vermilion_formats::decode::{DecodeError, Decoded, ENCODINGS, decode};

/// Decodes `bytes` in every way there is.
///
/// # Panics
/// When what comes out is no clean text, differs when its encoding is named, or is not what valid UTF-8 says.
pub fn check(bytes: &[u8]) {
    let found = decode(bytes, None);
    match &found {
        Ok(decoded) => {
            assert_clean(decoded);
            assert!(ENCODINGS.contains(&decoded.encoding), "{} is not offered", decoded.encoding);
            let named = decode(bytes, Some(decoded.encoding));
            let named = named.unwrap_or_else(|error| panic!("named {}: {error}", decoded.encoding));
            assert_eq!(
                (&named.text, named.replaced),
                (&decoded.text, decoded.replaced),
                "guessed and named differ"
            );
            assert_plain_utf8_is_kept(bytes, decoded);
        }
        Err(DecodeError::Empty | DecodeError::Binary) => {}
        Err(other) => panic!("of bytes within bounds: {other:?}"),
    }
    for encoding in ENCODINGS {
        if let Ok(decoded) = decode(bytes, Some(encoding)) {
            assert_eq!(decoded.encoding, *encoding);
            assert!(decoded.is_certain, "named, and yet a guess");
            assert_clean(&decoded);
            assert_comes_back(&decoded);
        }
    }
}

/// A text that can be imported: line ends as LF, no NUL, something in it, every replacement in its place.
fn assert_clean(decoded: &Decoded) {
    assert!(!decoded.text.contains(['\r', '\0']), "{decoded:?}");
    assert!(decoded.text.chars().any(|c| !c.is_whitespace() && c != '\u{FEFF}'), "{decoded:?}");
    assert!(decoded.text.matches('\u{FFFD}').count() >= decoded.replaced as usize, "{decoded:?}");
}

/// Valid UTF-8 without NUL or byte order mark is that and nothing else.
fn assert_plain_utf8_is_kept(bytes: &[u8], decoded: &Decoded) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if !text.contains('\0') && !text.starts_with('\u{FEFF}') {
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!((decoded.is_certain, decoded.replaced), (true, 0));
        assert_eq!(decoded.text, text.replace("\r\n", "\n").replace('\r', "\n"));
    }
}

/// The text as a file of its own is the same text, unless its characters happen to spell another kind of file.
fn assert_comes_back(decoded: &Decoded) {
    if decoded.text.starts_with('\u{FEFF}') {
        return;
    }
    match decode(decoded.text.as_bytes(), Some("UTF-8")) {
        Ok(again) => assert_eq!(again.text, decoded.text),
        Err(error) => assert_eq!(error, DecodeError::Binary),
    }
}
