//! Captions that roll: each cue shows again what the one before it said, and adds to it.
//!
//! People do say things twice, so a file counts as rolling only where most of it does it.

use super::{Cue, Report};

/// So long at most is a cue that only holds what was said on the screen, in milliseconds.
const MOMENT: u32 = 100;

/// Takes out what is shown again.
pub(super) fn unroll(cues: &mut Vec<Cue>, report: &mut Report) {
    drop_doubles(cues, report);
    let repeated: Vec<usize> =
        std::iter::once(0).chain(cues.windows(2).map(|pair| repeated(&pair[0], &pair[1]))).collect();
    let rolls = repeated.iter().filter(|lines| **lines > 0).count();
    if rolls < 3 || rolls * 3 < cues.len() {
        return;
    }
    for (cue, lines) in cues.iter_mut().zip(repeated).filter(|(_, lines)| *lines > 0) {
        cue.alter(report, "cue", "shown-again");
        cue.lines.drain(..lines);
    }
    cues.retain(|cue| !cue.lines.is_empty());
}

/// Cues that are the same in everything: some programs write each twice.
fn drop_doubles(cues: &mut Vec<Cue>, report: &mut Report) {
    cues.dedup_by(|later, cue| {
        let is_double = later.start.is_some()
            && (later.start, later.end, &later.speaker, &later.lines)
                == (cue.start, cue.end, &cue.speaker, &cue.lines);
        if is_double {
            report.skip("cue", later.words(), "double", later.place.clone());
        }
        is_double
    });
}

/// How many lines at the start of a cue are those at the end of the one before it, shown again.
fn repeated(before: &Cue, cue: &Cue) -> usize {
    let is_moment = cue.start.zip(cue.end).is_some_and(|(start, end)| end - start <= MOMENT);
    let overlaps = before.end.zip(cue.start).is_some_and(|(end, start)| start < end);
    let touches = before.end.zip(cue.start).is_some_and(|(end, start)| start <= end.saturating_add(MOMENT));
    let most = before.lines.len().min(cue.lines.len());
    let shown =
        (1..=most).rev().find(|lines| before.lines[before.lines.len() - lines..] == cue.lines[..*lines]);
    shown.filter(|lines| touches && (*lines < cue.lines.len() || is_moment || overlaps)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(start: u32, end: u32, lines: &[&str]) -> Cue {
        Cue {
            start: Some(start),
            end: Some(end),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            ..Cue::default()
        }
    }

    fn said(mut cues: Vec<Cue>) -> (Vec<String>, u32) {
        let mut report = Report::default();
        unroll(&mut cues, &mut report);
        (cues.into_iter().flat_map(|cue| cue.lines).collect(), report.altered + report.skipped)
    }

    #[test]
    fn rolling_captions_are_read_once() {
        let rolling = vec![
            cue(0, 2_000, &["so the river"]),
            cue(2_000, 2_010, &["so the river"]),
            cue(2_010, 4_000, &["so the river", "was always there"]),
            cue(4_000, 4_010, &["was always there"]),
            cue(4_010, 6_000, &["was always there", "and we were not"]),
        ];
        assert_eq!(
            said(rolling),
            (["so the river", "was always there", "and we were not"].map(str::to_owned).to_vec(), 4)
        );
    }

    #[test]
    fn who_says_something_twice_is_heard_twice() {
        let twice = || {
            vec![cue(0, 900, &["對。"]), cue(900, 2_000, &["對。"]), cue(2_000, 3_000, &["對。", "真的。"])]
        };
        assert_eq!(said(twice()), (["對。", "對。", "對。", "真的。"].map(str::to_owned).to_vec(), 0));
    }

    #[test]
    fn a_cue_that_is_written_twice_is_one() {
        assert_eq!(said(vec![cue(0, 900, &["a"]), cue(0, 900, &["a"])]), (vec!["a".to_owned()], 1));
    }
}
