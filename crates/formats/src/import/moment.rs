//! Moments as files write them, as RFC 3339 in UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;

/// A moment in UTC; what has no offset is taken to be in it. `None` where it is no moment.
pub(super) fn utc(written: &str) -> Option<String> {
    let written = written.trim();
    if let Ok(moment) = written.parse::<Timestamp>() {
        // One that is in UTC stays as it is written.
        return Some(if written.ends_with('Z') { written.to_owned() } else { moment.to_string() });
    }
    let local: DateTime = written.parse().ok()?;
    Some(local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().to_string())
}

#[cfg(test)]
mod tests {
    use super::utc;

    #[test]
    fn a_moment_is_in_utc() {
        for (written, expected) in [
            ("2026-11-23T08:01:00.000Z", Some("2026-11-23T08:01:00.000Z")),
            ("2026-11-23T08:01:00+08:00", Some("2026-11-23T00:01:00Z")),
            ("2019-02-12T07:30:05.123456+00:00", Some("2019-02-12T07:30:05.123456Z")),
            ("2026-11-23T08:01:00", Some("2026-11-23T08:01:00Z")),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(utc(written).as_deref(), expected, "{written}");
        }
    }
}
