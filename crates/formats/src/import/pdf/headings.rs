//! Which paragraphs are headings: those that the outline names, or else those in larger letters than the text.

use super::lines::{Line, median};
use super::outline::Title;
use super::paragraphs::body_size;
use crate::interview::Given;
use std::collections::HashMap;

/// Characters of a heading.
const LONGEST: usize = 120;

/// So much larger than the text are the letters of a heading.
const LARGER: f64 = 1.12;

/// What is given of each paragraph.
pub(super) fn given(
    paragraphs: &[Vec<Line>],
    texts: &[String],
    titles: &[Title],
    title: Option<&str>,
) -> Vec<Given> {
    let all: Vec<Line> = paragraphs.iter().flatten().cloned().collect();
    let body = body_size(&all);
    let sizes: Vec<f64> =
        paragraphs.iter().map(|lines| median(lines.iter().map(|line| line.size).collect())).collect();
    let is_short = |text: &str| {
        let count = text.chars().filter(|letter| !letter.is_whitespace()).count();
        (2..=LONGEST).contains(&count) && text.chars().any(char::is_alphanumeric)
    };
    let is_large = |at: usize| sizes[at] > LARGER * body && is_short(&texts[at]);
    let mut given = vec![Given::default(); paragraphs.len()];
    let first = (0..paragraphs.len().min(12)).filter(|at| is_large(*at));
    // The largest letters of the first page, if nothing else has them, or what the file is called.
    let largest = first.max_by(|one, other| sizes[*one].total_cmp(&sizes[*other]).then(other.cmp(one)));
    let largest = largest.filter(|at| {
        let as_large =
            (0..paragraphs.len()).filter(|other| is_large(*other) && sizes[*other] > 0.95 * sizes[*at]);
        as_large.count() == 1
    });
    let named =
        title.and_then(|title| (0..texts.len().min(12)).find(|at| plain(&texts[*at]) == plain(title)));
    let title_at = named.or(largest);
    if let Some(at) = title_at {
        given[at].is_title = true;
    }
    let mut levels: HashMap<usize, u8> = HashMap::new();
    let mut next = 0;
    for entry in titles {
        // In the order of the outline, so that of equal titles each has its own.
        let words = plain(&entry.text);
        let found = (next..texts.len()).find(|at| plain(&texts[*at]) == words);
        if let Some(at) = found {
            levels.insert(at, entry.level);
            next = at + 1;
        }
    }
    if let Some(at) = title_at
        && levels.remove(&at) == Some(1)
        && levels.values().all(|level| *level > 1)
    {
        // The title was the outermost of the outline.
        levels.values_mut().for_each(|level| *level -= 1);
    }
    if levels.is_empty() {
        let mut ranks: Vec<i64> = (0..paragraphs.len())
            .filter(|at| is_large(*at) && Some(*at) != title_at)
            .map(|at| rank(sizes[at]))
            .collect();
        ranks.sort_unstable_by(|one, other| other.cmp(one));
        ranks.dedup();
        for at in (0..paragraphs.len()).filter(|at| is_large(*at) && Some(*at) != title_at) {
            let level = ranks.iter().position(|size| *size == rank(sizes[at])).unwrap_or_default() + 1;
            levels.insert(at, u8::try_from(level).unwrap_or(u8::MAX).min(5));
        }
    }
    for (at, level) in levels {
        if Some(at) != title_at {
            given[at].heading = Some(level.min(5));
        }
    }
    given
}

/// Sizes that differ by less are the same.
fn rank(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// The letters and figures of a title, whatever is between them.
pub(super) fn plain(title: &str) -> String {
    title.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
