//! Which backups stay.
//!
//! Of those made at a start, daily and before a bulk action: all of the last 24 hours, the newest 24 of them at most;
//! of what is older the newest of each day for 30 days, and the newest of each week for a year. Those made before a
//! migration, a repair or a restore stay for a year. Those that somebody asked for stay until somebody deletes them.
//! The newest backup of all stays whatever its age: it has just been written and checked.

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

/// Those that go, of `backups` from newest to oldest.
pub(super) fn outdated(backups: &[Backup], now: i64) -> Vec<&Backup> {
    let (mut fresh, mut days, mut weeks) = (0, HashSet::new(), HashSet::new());
    let stays = |backup: &Backup| {
        let age = now.saturating_sub(backup.at);
        match backup.reason {
            Reason::Manual => true,
            Reason::Migration | Reason::Repair | Reason::Restore => age < YEAR * DAY,
            Reason::Start | Reason::Daily | Reason::Bulk => {
                // The newest of a day also counts as that of its week.
                let (is_of_day, is_of_week) =
                    (days.insert(backup.at.div_euclid(DAY)), weeks.insert(backup.at.div_euclid(WEEK)));
                if age < DAY {
                    fresh += 1;
                    fresh <= FRESH
                } else if age < DAYS * DAY {
                    is_of_day
                } else {
                    age < YEAR * DAY && is_of_week
                }
            }
        }
    };
    let stay: Vec<bool> = backups.iter().map(stays).collect();
    // A clock that went wild must not cost the newest one.
    backups.iter().zip(stay).skip(1).filter(|(_, stays)| !stays).map(|(backup, _)| backup).collect()
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
    fn what_was_asked_for_and_the_newest_stay_however_old() {
        let backups =
            [at(800 * DAY, Reason::Start), at(801 * DAY, Reason::Manual), at(802 * DAY, Reason::Migration)];
        assert_eq!(ages_kept(&backups), [800 * DAY, 801 * DAY]);
    }
}
