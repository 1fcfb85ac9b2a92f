//! What a torture came to, in figures.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// The figures.
#[derive(Clone, Debug)]
pub struct Report {
    /// Where chance began.
    pub seed: u64,
    /// Operations that were acknowledged, and found again after the kill.
    pub acknowledged: u64,
    /// Kills while another process recovered what the kill before had left.
    pub recoveries: u32,
    /// How long it took.
    pub took: Duration,
    kills: BTreeMap<&'static str, Kills>,
}

/// Kills while the same thing was going on.
#[derive(Clone, Copy, Debug, Default)]
struct Kills {
    all: u32,
    /// What was under way was found there in whole, though nobody had been told.
    whole: u32,
    /// Nothing of it was there.
    absent: u32,
}

impl Report {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, acknowledged: 0, recoveries: 0, took: Duration::ZERO, kills: BTreeMap::new() }
    }

    pub(super) fn note_kill(&mut self, moment: &'static str, was_whole: Option<bool>) {
        let kills = self.kills.entry(moment).or_default();
        kills.all += 1;
        match was_whole {
            Some(true) => kills.whole += 1,
            Some(false) => kills.absent += 1,
            None => {}
        }
    }

    /// How often the worker was killed.
    pub fn rounds(&self) -> u32 {
        self.kills.values().map(|kills| kills.all).sum()
    }
}

/// As Markdown, for the page of figures.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} rounds (seed {}), {} operations acknowledged, 0 lost, {:.0} s; {} further kills during the recovery.\n",
            self.rounds(),
            self.seed,
            self.acknowledged,
            self.took.as_secs_f64(),
            self.recoveries
        )?;
        writeln!(f, "| killed during | kills | found whole | found absent |")?;
        writeln!(f, "| --- | --- | --- | --- |")?;
        for (moment, Kills { all, whole, absent }) in &self.kills {
            writeln!(f, "| {moment} | {all} | {whole} | {absent} |")?;
        }
        Ok(())
    }
}
