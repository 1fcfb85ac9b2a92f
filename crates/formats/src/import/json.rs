//! JSON, read whole within bounds: a value in memory takes many times the room that it takes in a file.

use super::{ImportError, Limits};
use encoding_rs::{Encoding, UTF_8};
use serde_json::Value;

/// Values of a file at most: some forty for each of two hundred thousand annotations.
const MOST_VALUES: u64 = 8_000_000;

/// What a file says.
///
/// # Errors
/// When it is larger than a text may be, has too many values, or is no JSON.
pub(super) fn read(bytes: &[u8], format: &'static str, limits: Limits) -> Result<Value, ImportError> {
    let most = limits.file.min(limits.text as u64);
    if bytes.len() as u64 > most {
        return Err(ImportError::TooMuch { what: "bytes", most });
    }
    let (encoding, marked) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(&bytes[marked..])
        .ok_or_else(|| ImportError::malformed(format, format!("its text is not {}", encoding.name())))?;
    if values(&text) > MOST_VALUES {
        return Err(ImportError::TooMuch { what: "values", most: MOST_VALUES });
    }
    serde_json::from_str(&text).map_err(|error| ImportError::malformed(format, error))
}

/// How many values there are at most: what follows an opening bracket, a comma or a colon outside of strings.
fn values(text: &str) -> u64 {
    let (mut count, mut is_string, mut is_escaped) = (1, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'[' | b'{' | b',' | b':' if !is_string => count += 1,
            _ => {}
        }
    }
    count
}

/// The beginning of a file as text, for looking at what it is.
pub(super) fn head(bytes: &[u8]) -> String {
    const LONGEST: usize = 64 * 1024;
    let (encoding, marked) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let head = &bytes[marked..bytes.len().min(LONGEST)];
    encoding.decode_without_bom_handling(head).0.into_owned()
}

/// One value or each of a list.
pub(super) fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// The text of a member.
pub(super) fn string<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

/// A count of a member that 32 bits hold.
pub(super) fn number(value: &Value, name: &str) -> Option<u32> {
    u32::try_from(value.get(name)?.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_or_too_much_of_it_is_refused() {
        let limits = Limits { text: 1000, ..Limits::default() };
        assert_eq!(read("\u{feff}[1]".as_bytes(), "test", limits).unwrap(), serde_json::json!([1]));
        for (text, expected) in
            [("[".repeat(900), "test file"), ("[".repeat(1001), "too much"), ("{".into(), "test file")]
        {
            assert!(read(text.as_bytes(), "test", limits).unwrap_err().to_string().contains(expected));
        }
        assert!(read(&[b'"', 0xff, b'"'], "test", limits).is_err());
        assert_eq!(values(r#"{"a,[\",":[1,2]}"#), 5);
    }
}
