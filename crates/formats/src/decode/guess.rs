//! Which encoding bytes without a label are in.
//!
//! In this order: a byte order mark; valid UTF-8; UTF-16 by its NUL bytes; UTF-8 with a few damaged characters; and
//! for the rest the best of the candidate encodings by what their characters look like ([`score`]), with chardetng's
//! opinion where no candidate convinces.

use super::{ENCODINGS, count_malformed, score};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

/// How much of a file is looked at: enough for thousands of characters.
const SAMPLE: usize = 32 * 1024;

/// The encoding and whether the bytes themselves say so; `None` for what is no text in any of them.
pub(super) fn encoding(bytes: &[u8]) -> Option<(&'static Encoding, bool)> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some((encoding, true));
    }
    if has_magic(bytes) {
        return None;
    }
    if bytes.contains(&0) {
        return utf16(bytes).map(|encoding| (encoding, false));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Some((UTF_8, true));
    }
    Some((if is_damaged_utf8(bytes) { UTF_8 } else { legacy(bytes) }, false))
}

/// Whether the bytes open as a well-known kind of file does that is no text.
pub(super) fn has_magic(bytes: &[u8]) -> bool {
    const MAGIC: &[&[u8]] = &[
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"%PDF-",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF87a",
        b"GIF89a",
        b"\x1F\x8B",
        b"7z\xBC\xAF\x27\x1C",
        b"Rar!\x1A\x07",
        b"\x7FELF",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"ID3\x03",
        b"ID3\x04",
        b"OggS\x00",
        b"fLaC\x00",
        b"SQLite format 3\x00",
        b"\xFD7zXZ\x00",
        b"\x28\xB5\x2F\xFD",
        b"\x1A\x45\xDF\xA3",
        b"\x00asm",
    ];
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
        || (bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WAVE" | b"AVI " | b"WEBP")))
        || bytes.get(4..8) == Some(b"ftyp")
}

/// UTF-16 without a mark: the byte order under which the characters are those of a text. The side on which the NUL
/// bytes lie would not do: the second most frequent character of Chinese is U+4E00.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let share = |encoding| match count_malformed(sample, encoding, 1) {
        0 => score::utf16_share(sample, encoding),
        _ => 0.0,
    };
    let (little, big) = (share(UTF_16LE), share(UTF_16BE));
    let (encoding, best) = if big > little { (UTF_16BE, big) } else { (UTF_16LE, little) };
    (best >= 0.7).then_some(encoding)
}

/// Whether the bytes are UTF-8 but for a few, as after a cut or a bad copy: other encodings hardly ever look so.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let mut good = 0;
    let mut bad = 0;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 4 && bad * 10 <= good
}

/// The best of the older encodings.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    // ASCII tells nothing: begin just before the first byte that does.
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let rest = &bytes[first.saturating_sub(1)..];
    let sample = &rest[..rest.len().min(SAMPLE)];
    let second_opinion = chardetng(bytes);
    let candidates = [BIG5, GB18030, SHIFT_JIS, EUC_JP, EUC_KR, WINDOWS_1252];
    let mut best = (WINDOWS_1252, 0.0);
    for encoding in candidates {
        // A nudge, no more: chardetng is strong on long texts, where the scores are far apart anyway.
        let nudge = if encoding == second_opinion { 0.05 } else { 0.0 };
        let score = score::plausibility(sample, encoding) + nudge;
        if score > best.1 {
            best = (encoding, score);
        }
    }
    // No candidate convinces, or only the Latin one, of which chardetng knows the relatives.
    let is_relative = best.0 == WINDOWS_1252 && !candidates.contains(&second_opinion);
    let can_overrule = is_relative && ENCODINGS.contains(&second_opinion.name());
    if best.1 < 0.3 || can_overrule { second_opinion } else { best.0 }
}

fn chardetng(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(4 * SAMPLE)], bytes.len() <= 4 * SAMPLE);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == encoding_rs::GBK {
        // The superset decodes the same bytes, and more.
        GB18030
    } else if ENCODINGS.contains(&guess.name()) {
        guess
    } else {
        WINDOWS_1252
    }
}
