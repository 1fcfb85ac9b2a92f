//! Bytes to text: which encoding a file is in, and its characters.
//!
//! Line ends become LF and a byte order mark goes; nothing else is altered, so every character of the file is in the
//! text. What is not text is refused here. Guessing which encoding is [`guess`]'s business; what the text means is
//! nobody's here.

mod guess;
mod score;

use encoding_rs::{DecoderResult, Encoding};

/// The largest file that is opened: 64 MiB.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The encodings offered to the user, by their WHATWG names. A guess is always one of them.
pub const ENCODINGS: &[&str] = &[
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "Big5",
    "gb18030",
    "Shift_JIS",
    "EUC-JP",
    "EUC-KR",
    "windows-1250",
    "windows-1251",
    "windows-1252",
];

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, its line ends as LF, without byte order mark. Never only white space.
    pub text: String,
    /// The WHATWG name of the encoding it was in.
    pub encoding: &'static str,
    /// Whether the bytes themselves say so: a byte order mark, valid UTF-8, or an encoding named by the caller.
    pub is_certain: bool,
    /// How many sequences of bytes mean nothing in this encoding; each became one U+FFFD.
    pub replaced: u32,
}

/// Why bytes are no text. Each completes the sentence “… cannot be opened: ”.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// No bytes, or nothing but white space.
    #[error("there is no text in it")]
    Empty,
    /// Another kind of file.
    #[error("this is no text but binary data")]
    Binary,
    /// Larger than [`MAX_BYTES`].
    #[error("{} MiB are too much; 64 MiB is the most that can be opened", .bytes.div_ceil(1024 * 1024))]
    TooLarge {
        /// How large it is.
        bytes: u64,
    },
    /// The caller named an encoding that does not exist.
    #[error("there is no encoding named “{name}”")]
    UnknownEncoding {
        /// As the caller wrote it.
        name: String,
    },
}

/// Decodes a file, in `encoding` (any label of the WHATWG standard) or, without one, in the encoding its bytes
/// suggest.
///
/// # Errors
/// [`DecodeError`] when the bytes are no text, too many, or the encoding is not known.
pub fn decode(bytes: &[u8], encoding: Option<&str>) -> Result<Decoded, DecodeError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(DecodeError::TooLarge { bytes: bytes.len() as u64 });
    }
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    let (encoding, is_certain) = match encoding {
        Some(name) => (named(name)?, true),
        None => guess::encoding(bytes).ok_or(DecodeError::Binary)?,
    };
    let content = without_bom(bytes, encoding);
    if guess::has_magic(content) {
        return Err(DecodeError::Binary);
    }
    let (text, replaced) = characters(content, encoding);
    if text.chars().all(|character| character.is_whitespace() || character == '\u{FEFF}') {
        return Err(DecodeError::Empty);
    }
    if is_binary(&text) {
        return Err(DecodeError::Binary);
    }
    Ok(Decoded { text: with_lf(text), encoding: encoding.name(), is_certain, replaced })
}

fn named(name: &str) -> Result<&'static Encoding, DecodeError> {
    Encoding::for_label_no_replacement(name.as_bytes())
        .filter(|encoding| *encoding != encoding_rs::X_USER_DEFINED)
        .ok_or_else(|| DecodeError::UnknownEncoding { name: name.to_owned() })
}

fn without_bom<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> &'b [u8] {
    match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => &bytes[length..],
        _ => bytes,
    }
}

/// The characters, and how many sequences had to be replaced: `encoding_rs` replaces, but does not count.
fn characters(bytes: &[u8], encoding: &'static Encoding) -> (String, u32) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut replaced = 0;
    let mut rest = bytes;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        text.reserve(room.unwrap_or(rest.len()).max(16));
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return (text, replaced),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.push('\u{FFFD}');
                replaced += 1;
            }
        }
    }
}

/// How many sequences of `bytes` mean nothing in `encoding`, at most `limit`; the last character may be cut.
fn count_malformed(bytes: &[u8], encoding: &'static Encoding, limit: u32) -> u32 {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0; 4096];
    let mut malformed = 0;
    let mut rest = bytes;
    while malformed < limit {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut buffer, false);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => malformed += 1,
        }
    }
    malformed
}

/// Whether the characters are those of another kind of file: a NUL, or more than one control character in a hundred.
fn is_binary(text: &str) -> bool {
    let mut controls = 0;
    for byte in text.bytes() {
        match byte {
            0 => return true,
            // Tab, line ends, vertical tab, form feed; ^Z ends old DOS files; ESC colours terminal transcripts.
            b'\t'..=b'\r' | 0x1A | 0x1B => {}
            0x01..=0x1F | 0x7F => controls += 1,
            _ => {}
        }
    }
    controls > 2 && controls * 100 > text.len()
}

fn with_lf(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}
