//! Moments: for people in the zone of this machine, for programs as RFC 3339 in UTC.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// `2026-11-23 19:42`, or nothing for a moment that no calendar has.
pub(crate) fn local(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .map(|at| at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// `2026-11-23T19:42:07.123Z`.
pub(crate) fn rfc3339(milliseconds: i64) -> Option<String> {
    Timestamp::from_millisecond(milliseconds).ok().map(|at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_get_utc() {
        assert_eq!(rfc3339(1_234).as_deref(), Some("1970-01-01T00:00:01.234Z"));
        assert_eq!(rfc3339(i64::MAX), None);
    }
}
