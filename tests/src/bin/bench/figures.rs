//! One measured value with what it is compared with and what it has to hold. Owns no wording of the report.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A line of the report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Figure {
    /// The part of the benchmarks that measured it; `--only` takes these names.
    pub(crate) part: String,
    /// What was measured, in a few words. With the part it tells the figure from all others, also in a later run.
    pub(crate) what: String,
    /// The value: milliseconds, MiB and so on, see [`Figure::unit`].
    pub(crate) value: f64,
    /// The unit of the value and of what stands beside it.
    pub(crate) unit: String,
    /// What it is compared with, measured in turn in the same run.
    pub(crate) beside: Option<Beside>,
    /// What it has to hold; none where it is stated only.
    pub(crate) target: Option<Target>,
    /// The day it was measured.
    pub(crate) day: String,
}

/// The other side of a comparison.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Beside {
    /// What it is.
    pub(crate) what: String,
    /// Its value, in the unit of the figure.
    pub(crate) value: f64,
}

/// What a figure has to hold.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Target {
    /// At most so many times what stands beside it.
    Times(f64),
    /// At most so much more than what stands beside it.
    Over(f64),
    /// At most this.
    Most(f64),
    /// At least this.
    Least(f64),
}

impl Figure {
    /// A value that stands alone, measured today.
    pub(crate) fn new(part: &str, what: impl Into<String>, value: f64, unit: &str) -> Figure {
        Figure {
            part: part.to_owned(),
            what: what.into(),
            value,
            unit: unit.to_owned(),
            beside: None,
            target: None,
            day: today(),
        }
    }

    /// Compares it with a value measured in turn.
    pub(crate) fn beside(mut self, what: &str, value: f64) -> Figure {
        self.beside = Some(Beside { what: what.to_owned(), value });
        self
    }

    /// Says what it has to hold.
    pub(crate) fn target(mut self, target: Target) -> Figure {
        self.target = Some(target);
        self
    }

    /// The value as a multiple of what stands beside it.
    pub(crate) fn ratio(&self) -> Option<f64> {
        self.beside.as_ref().map(|beside| self.value / beside.value)
    }

    /// Whether it holds what it has to; none where it has to hold nothing.
    pub(crate) fn is_met(&self) -> Option<bool> {
        let beside = self.beside.as_ref().map_or(0.0, |beside| beside.value);
        Some(match self.target? {
            Target::Times(times) => self.value <= times * beside,
            Target::Over(over) => self.value <= beside + over,
            Target::Most(most) => self.value <= most,
            Target::Least(least) => self.value >= least,
        })
    }

    /// Whether both tell of the same thing.
    pub(crate) fn is_same(&self, other: &Figure) -> bool {
        let name = |figure: &Figure| figure.beside.as_ref().map(|beside| beside.what.clone());
        self.part == other.part && self.what == other.what && name(self) == name(other)
    }
}

/// A time as milliseconds.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Bytes as MiB.
pub(crate) fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// The value in the middle.
pub(crate) fn median<T: Ord + Copy + Default>(values: impl IntoIterator<Item = T>) -> T {
    percentile(values, 50)
}

/// The value that so many percent do not exceed; of few values that is the largest or close to it.
pub(crate) fn percentile<T: Ord + Copy + Default>(values: impl IntoIterator<Item = T>, percent: usize) -> T {
    let mut sorted: Vec<T> = values.into_iter().collect();
    sorted.sort_unstable();
    // The nearest rank: of twenty values the nineteenth is the 95th percentile.
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

/// The day, as the figures of one day belong together; empty where the system does not say.
fn today() -> String {
    std::process::Command::new("date")
        .arg("+%F")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default()
}
