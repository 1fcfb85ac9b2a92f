//! Times in a recording, as transcripts write them.

/// `h:mm:ss` or `mm:ss` with an optional fraction: its length in bytes, and milliseconds.
pub(crate) fn read(text: &str) -> Option<(usize, u32)> {
    let bytes = text.as_bytes();
    let mut fields = [0u32; 3];
    let mut count = 0;
    let mut at = 0;
    loop {
        let digits = bytes[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let is_width_right = if count == 0 { (1..=3).contains(&digits) } else { digits == 2 };
        if !is_width_right || count == 3 {
            return None;
        }
        fields[count] = text[at..at + digits].parse().ok()?;
        count += 1;
        at += digits;
        if bytes.get(at) != Some(&b':') {
            break;
        }
        at += 1;
    }
    let (hours, minutes, seconds) = match count {
        2 => (0, fields[0], fields[1]),
        3 => (fields[0], fields[1], fields[2]),
        _ => return None,
    };
    if seconds >= 60 || (count == 3 && minutes >= 60) {
        return None;
    }
    let mut milliseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000;
    if matches!(bytes.get(at), Some(b'.' | b',')) {
        let digits = bytes[at + 1..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 {
            let fraction: u32 = text[at + 1..=at + digits].parse().ok()?;
            milliseconds += fraction * [100, 10, 1][digits - 1];
            at += 1 + digits;
        }
    }
    Some((at, milliseconds))
}
