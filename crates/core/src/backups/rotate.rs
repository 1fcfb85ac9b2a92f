//! Which backups stay.
//!
//! Of those made at a start, daily and before a bulk action: all of the last 24 hours, the newest 24 of them at most;
//! of what is older the newest of each day for 30 days, and the newest of each week for a year. Those made before a
//! migration, a repair or a restore stay for a year. Those that somebody asked for stay until somebody deletes them.
//!
//! The clock may be wrong. So the ten newest that were made without being asked for stay whatever their age, and so does the
//! newest of each of the ten newest days that have one; and one that is dated later than now stays, and takes nobody's place.

use super::{Backup, Reason};
use std::collections::HashSet;

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// Those of the last day that stay.
const FRESH: usize = 24;
/// Days for each of which one stays.
const DAYS: i64 = 30;
/// Days after which none stays.
const YEAR: i64 = 365;
/// How many stay, and of how many days, whatever their age.
const LEAST: usize = 10;

/// Those that go, of `backups` from newest to oldest.
pub(super) fn outdated(backups: &[Backup], now: i64) -> Vec<&Backup> {
    let (mut count, mut fresh, mut days, mut weeks) = (0, 0, HashSet::new(), HashSet::new());
    let mut stays = |backup: &Backup| {
        let age = now.saturating_sub(backup.at);
        if backup.reason == Reason::Manual || age < 0 {
            return true;
        }
        count += 1;
        // The newest of a day also counts as that of its week.
        let (is_of_day, is_of_week) =
            (days.insert(backup.at.div_euclid(DAY)), weeks.insert(backup.at.div_euclid(WEEK)));
        let is_among_least = count <= LEAST || is_of_day && days.len() <= LEAST;
        let has_time = match backup.reason {
            Reason::Manual => true,
            Reason::Migration | Reason::Repair | Reason::Restore => age < YEAR * DAY,
            Reason::Start | Reason::Daily | Reason::Bulk if age < DAY => {
                fresh += 1;
                fresh <= FRESH
            }
            Reason::Start | Reason::Daily | Reason::Bulk if age < DAYS * DAY => is_of_day,
            Reason::Start | Reason::Daily | Reason::Bulk => age < YEAR * DAY && is_of_week,
        };
        has_time || is_among_least
    };
    backups.iter().filter(|backup| !stays(backup)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const NOW: i64 = 1_700_000_000_000;

    fn at(age: i64, reason: Reason) -> Backup {
        Backup { path: PathBuf::from(format!("{age}")), at: NOW - age, reason, bytes: 1, is_own: true }
    }

    fn ages_kept(backups: &[Backup]) -> Vec<i64> {
        let outdated: HashSet<_> = outdated(backups, NOW).into_iter().map(|backup| &backup.path).collect();
        backups
            .iter()
            .filter(|backup| !outdated.contains(&backup.path))
            .map(|backup| NOW - backup.at)
            .collect()
    }

    #[test]
    fn a_backup_each_hour_for_two_years_becomes_a_day_a_month_and_a_year() {
        let backups: Vec<_> = (0..2 * 365 * 24).map(|hour| at(hour * HOUR, Reason::Start)).collect();
        let kept = ages_kept(&backups);
        let among = |from: i64, to: i64| kept.iter().filter(|age| (from..to).contains(*age)).count();
        assert_eq!(among(0, DAY), 24);
        assert!((29..=30).contains(&among(DAY, 30 * DAY)), "{kept:?}");
        assert!((47..=49).contains(&among(30 * DAY, 365 * DAY)), "{kept:?}");
        assert_eq!(among(365 * DAY, i64::MAX), 0);
    }

    #[test]
    fn many_of_one_day_are_bounded() {
        let backups: Vec<_> = (0..100).map(|minute| at(minute * 60_000, Reason::Bulk)).collect();
        assert_eq!(ages_kept(&backups).len(), FRESH);
    }

    #[test]
    fn what_was_asked_for_stays_however_old() {
        let mut backups: Vec<_> = (0..20).map(|day| at(day * DAY, Reason::Start)).collect();
        backups.extend([at(801 * DAY, Reason::Manual), at(802 * DAY, Reason::Migration)]);
        let kept = ages_kept(&backups);
        assert!(kept.contains(&(801 * DAY)) && !kept.contains(&(802 * DAY)), "{kept:?}");
    }

    #[test]
    fn a_clock_that_went_ahead_costs_neither_the_newest_nor_those_of_the_last_days() {
        let ahead = 800 * DAY;
        let mut backups = vec![at(0, Reason::Start)];
        for day in 0..40 {
            backups.extend((0..3).map(|hour| at(ahead + day * DAY + hour * HOUR, Reason::Start)));
        }
        let kept = ages_kept(&backups);
        assert_eq!(kept[..LEAST], backups.iter().map(|backup| NOW - backup.at).collect::<Vec<_>>()[..LEAST]);
        let days: HashSet<_> = kept.iter().map(|age| (NOW - age).div_euclid(DAY)).collect();
        assert_eq!(days.len(), LEAST, "{kept:?}");
    }

    #[test]
    fn those_of_a_clock_that_went_ahead_take_no_place_of_those_that_come_after() {
        let mut backups: Vec<_> = (1..=50).map(|hour| at(hour * HOUR - 900 * DAY, Reason::Start)).collect();
        backups.extend((0..12).map(|hour| at(hour * HOUR, Reason::Start)));
        assert_eq!(ages_kept(&backups).len(), backups.len());
    }

    #[test]
    fn few_stay_whatever_their_age() {
        let backups: Vec<_> = (0..30).map(|number| at(900 * DAY + number * 1000, Reason::Bulk)).collect();
        assert_eq!(ages_kept(&backups).len(), LEAST);
    }
}
