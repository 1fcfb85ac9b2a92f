//! Dates as articles write them, to ISO 8601. What is no full date is left to the caller, and so is `10/09/2025`, which
//! means one day in New York and another in London.

use super::numerals;
use jiff::civil::Date;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The date at the start of `text` and how many bytes it takes.
pub(super) fn at_start(text: &str) -> Option<(String, usize)> {
    numeric(text).or_else(|| chinese(text)).or_else(|| english(text))
}

/// The date that `text` is, a time of day or a weekday after it allowed.
pub(crate) fn only(text: &str) -> Option<String> {
    let text = text.trim();
    let (date, length) = at_start(text)?;
    let rest = text[length..].chars();
    let is_time = |character: char| {
        !character.is_alphabetic() || "TZUCAPM星期週周一二三四五六日天上下午時时分秒".contains(character)
    };
    (rest.clone().count() <= 24 && rest.into_iter().all(is_time)).then_some(date)
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (year >= 1000).then(|| Date::new(year, month, day).ok().map(|date| date.to_string())).flatten()
}

/// `2025-10-09`, `2025/10/9`, `2025.10.9`.
fn numeric(text: &str) -> Option<(String, usize)> {
    let (year_length, year) = numerals::arabic(text, 4).filter(|(length, _)| *length == 4)?;
    let separator = text[year_length..].chars().next().filter(|character| "-/.".contains(*character))?;
    let month_at = year_length + 1;
    let (month_length, month) = numerals::arabic(&text[month_at..], 2)?;
    let day_at = month_at + month_length + 1;
    text[month_at + month_length..].starts_with(separator).then_some(())?;
    let (day_length, day) = numerals::arabic(&text[day_at..], 2)?;
    let end = day_at + day_length;
    let goes_on = text[end..].starts_with(|next: char| next.is_ascii_digit());
    if goes_on { None } else { Some((iso(year, month, day)?, end)) }
}

/// `2025年10月9日`, `二〇二五年十月九日`, `民國114年10月9日`.
fn chinese(text: &str) -> Option<(String, usize)> {
    let republic = ["民國", "民国"].iter().find(|prefix| text.starts_with(**prefix));
    let mut at = republic.map_or(0, |prefix| prefix.len());
    let mut fields = [0; 3];
    for (field, units) in fields.iter_mut().zip([&['年'][..], &['月'], &['日', '號', '号']]) {
        at += text[at..].len() - text[at..].trim_start_matches(' ').len();
        let rest = &text[at..];
        let (length, value) = match numerals::arabic(rest, 4) {
            Some(found) => found,
            None => {
                let length = numerals::chinese_length(rest, 4);
                (length, numerals::chinese(&rest[..length])?)
            }
        };
        at += length;
        at += text[at..].len() - text[at..].trim_start_matches(' ').len();
        let unit = text[at..].chars().next().filter(|character| units.contains(character))?;
        at += unit.len_utf8();
        *field = value;
    }
    let year = if republic.is_some() { fields[0].checked_add(1911)? } else { fields[0] };
    Some((iso(year, fields[1], fields[2])?, at))
}

/// `October 9, 2025`, `9 October 2025`, `Oct. 9th, 2025`.
fn english(text: &str) -> Option<(String, usize)> {
    let mut words = Vec::with_capacity(3);
    let mut end = 0;
    for word in text.split_inclusive([' ', ',', '.']).take(8) {
        let bare = word.trim_end_matches([' ', ',', '.']);
        if !bare.is_empty() {
            words.push(bare);
            if words.len() == 3 {
                end += bare.len();
                break;
            }
        }
        end += word.len();
    }
    let [first, second, year] = words[..] else { return None };
    let (month, day) = month(first).zip(day(second)).or_else(|| month(second).zip(day(first)))?;
    (year.len() == 4).then_some(())?;
    Some((iso(year.parse().ok()?, month, day)?, end))
}

fn month(word: &str) -> Option<u32> {
    let start = word.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == start)?;
    // "Marcus" is no month: what follows the three letters must be the rest of a month's name.
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    FULL[index].starts_with(&word.to_ascii_lowercase()).then(|| u32::try_from(index + 1).ok()).flatten()
}

fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_articles_use() {
        for (text, expected) in [
            ("2016-12-21", Some("2016-12-21")),
            ("2025/10/9 12:30", Some("2025-10-09")),
            ("2025.10.09", Some("2025-10-09")),
            ("2025-10-09T08:30:00Z", Some("2025-10-09")),
            ("2025年10月9日", Some("2025-10-09")),
            ("2025 年 10 月 9 日 星期四", Some("2025-10-09")),
            ("二〇二五年十月九日", Some("2025-10-09")),
            ("民國114年10月9日", Some("2025-10-09")),
            ("October 9, 2025", Some("2025-10-09")),
            ("Oct. 9th, 2025", Some("2025-10-09")),
            ("9 October 2025", Some("2025-10-09")),
            ("2025-13-01", None),
            ("2025年10月", None),
            ("10/09/2025", None),
            ("Marcus 9, 2025", None),
            ("2025-10-09 was a day like any other", None),
            ("", None),
        ] {
            assert_eq!(only(text).as_deref(), expected, "{text}");
        }
    }
}
