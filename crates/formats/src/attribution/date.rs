//! When something was published, in the words of a language.

use crate::words::Tongue;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `May 1, 2026`, `2026年5月1日`, as much of it as is known; what is no date of the calendar stays as it is.
pub(super) fn in_words(published: &str, tongue: Tongue) -> String {
    let numbers: Option<Vec<u16>> = published.split('-').map(|part| part.parse().ok()).collect();
    let name = |month: u16| MONTHS.get(usize::from(month).checked_sub(1)?).copied();
    match (numbers.as_deref(), tongue) {
        (Some([year, month, day]), Tongue::English) => {
            name(*month).map(|month| format!("{month} {day}, {year}"))
        }
        (Some([year, month]), Tongue::English) => name(*month).map(|month| format!("{month} {year}")),
        (Some([year, month, day]), _) => name(*month).map(|_| format!("{year}年{month}月{day}日")),
        (Some([year, month]), _) => name(*month).map(|_| format!("{year}年{month}月")),
        (Some([year]), Tongue::English) => Some(year.to_string()),
        (Some([year]), _) => Some(format!("{year}年")),
        _ => None,
    }
    .unwrap_or_else(|| published.to_owned())
}

/// The year of a date, or all of what has none.
pub(super) fn year(published: &str) -> &str {
    let digits = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    published.split(|c: char| !c.is_ascii_digit()).find(digits).unwrap_or(published)
}

/// What stands in the place of a year that is not known.
pub(super) const fn undated(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::TraditionalChinese => "無日期",
        Tongue::SimplifiedChinese => "无日期",
        Tongue::Japanese => "日付不明",
        Tongue::English => "n.d.",
    }
}
