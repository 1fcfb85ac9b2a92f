//! Strings that are text (ISO 32000-2, 7.9.2.2) and dates (7.9.4).

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// The characters of PDFDocEncoding from 0x80 to 0x9F, which differ from those of Windows (annex D.3).
const DOCUMENT: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";

/// A string as text: UTF-16 or UTF-8 where it says so, and PDFDocEncoding.
pub(super) fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Against the standard, but what is UTF-8 beyond ASCII is hardly anything else.
        bytes if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        bytes => bytes
            .iter()
            .map(|byte| match byte {
                0x80..0x9f => DOCUMENT.chars().nth(usize::from(byte - 0x80)).unwrap_or_default(),
                byte => {
                    let one = [*byte];
                    WINDOWS_1252.decode_without_bom_handling(&one).0.chars().next().unwrap_or_default()
                }
            })
            .collect(),
    };
    // A string may switch its language between escapes (7.9.2.2.1).
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\u{1b}').step_by(2).collect::<String>().replace('\0', "")
}

/// A date such as `D:20250309141500+08'00'` as RFC 3339 in UTC; what it does not say is the earliest it could be.
pub(super) fn moment(bytes: &[u8]) -> Option<String> {
    let text = decode(bytes);
    let text = text.trim().trim_start_matches("D:");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count().min(14);
    let (date, zone) = text.split_at(digits);
    let part = |from: usize, to: usize, otherwise: i8| match date.get(from..to) {
        Some(digits) => digits.parse().ok(),
        None => Some(otherwise),
    };
    let year: i16 = date.get(..4)?.parse().ok()?;
    let clock = (part(8, 10, 0)?, part(10, 12, 0)?, part(12, 14, 0)?.min(59));
    let local = DateTime::new(year, part(4, 6, 1)?, part(6, 8, 1)?, clock.0, clock.1, clock.2, 0).ok()?;
    let figures: Vec<i32> =
        zone.get(1..).unwrap_or_default().split('\'').filter_map(|number| number.parse().ok()).collect();
    let hours = figures.first().copied().unwrap_or_default().clamp(-23, 23);
    let seconds = hours * 3600 + figures.get(1).copied().unwrap_or_default().clamp(0, 59) * 60;
    let seconds = if zone.starts_with('-') { -seconds } else { seconds };
    let offset = Offset::from_seconds(seconds).ok()?;
    Some(local.to_zoned(TimeZone::fixed(offset)).ok()?.timestamp().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_decoded_as_they_say() {
        for (bytes, expected) in [
            (&b"\xfe\xff\x6c\xb3"[..], "河"),
            (b"\xef\xbb\xbf\xe6\xb2\xb3", "河"),
            (b"\xe6\xb2\xb3", "河"),
            (b"caf\xe9 \x84 x", "café — x"),
            (b"\xfe\xff\0\x1b\0e\0n\0\x1b\0a", "a"),
            (b"a\r\nb\rc", "a\nb\nc"),
        ] {
            assert_eq!(decode(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn dates_are_moments() {
        for (text, expected) in [
            ("D:20250309141500+08'00'", Some("2025-03-09T06:15:00Z")),
            ("D:20250309141500Z", Some("2025-03-09T14:15:00Z")),
            ("20250309", Some("2025-03-09T00:00:00Z")),
            ("D:2025", Some("2025-01-01T00:00:00Z")),
            ("D:20251309", None),
            ("yesterday", None),
            ("D:20250309141500-05'30", Some("2025-03-09T19:45:00Z")),
        ] {
            assert_eq!(moment(text.as_bytes()).as_deref(), expected, "{text}");
        }
    }
}
