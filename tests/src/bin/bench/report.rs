//! The figures as a Markdown table, and their place in BENCHMARKS.md.

use crate::commit::Pairs;
use crate::large;
use crate::window::Started;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

const FIRST_MARK: &str = "<!-- figures -->";
const LAST_MARK: &str = "<!-- end of figures -->";

/// Everything one run measured.
pub(crate) struct Report<'r> {
    /// Counted starts of each window.
    pub(crate) runs: usize,
    /// The empty window, the interview, the large document.
    pub(crate) starts: &'r [Vec<Started>; 3],
    /// Highlights beside bare commits.
    pub(crate) commits: &'r Pairs,
}

impl Report<'_> {
    pub(crate) fn to_markdown(&self) -> String {
        let mut out = String::new();
        let [empty, interview, large] = self.starts;
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}\n", machine());
        let _ =
            writeln!(out, "Start until the first screen is painted, {} starts each, in turn:\n", self.runs);
        let _ =
            writeln!(out, "| window | median | least | most | ratio to the empty window | memory | ratio |");
        let _ = writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |");
        let large_name = format!("{} characters, {} annotations", large::CHARACTERS, large::ANNOTATIONS);
        let rows = [("empty window", empty), ("the interview", interview), (large_name.as_str(), large)];
        let base = median(empty.iter().map(|start| start.painted));
        let base_memory = median(empty.iter().map(|start| start.memory));
        for (name, starts) in rows {
            let painted = median(starts.iter().map(|start| start.painted));
            let memory = median(starts.iter().map(|start| start.memory));
            let least = starts.iter().map(|start| start.painted).min().unwrap_or_default();
            let most = starts.iter().map(|start| start.painted).max().unwrap_or_default();
            let _ = writeln!(
                out,
                "| {name} | {:.0} ms | {:.0} ms | {:.0} ms | {:.2} | {} MiB | {:.2} |",
                milliseconds(painted),
                milliseconds(least),
                milliseconds(most),
                painted.as_secs_f64() / base.as_secs_f64(),
                memory >> 20,
                memory as f64 / base_memory as f64,
            );
        }
        let ours = median(self.commits.ours.iter().copied());
        let bare = median(self.commits.bare.iter().copied());
        let _ = writeln!(
            out,
            "\nA highlight on the large document until it is on disk, {} times, each followed by a bare SQLite \
             transaction of the same rows with the same pragmas:\n",
            self.commits.ours.len()
        );
        let _ = writeln!(out, "| | median | 95th percentile |\n| --- | --- | --- |");
        for (name, times) in [("highlight", &self.commits.ours), ("bare transaction", &self.commits.bare)] {
            let _ = writeln!(
                out,
                "| {name} | {:.2} ms | {:.2} ms |",
                milliseconds(median(times.iter().copied())),
                milliseconds(percentile(times.iter().copied(), 95))
            );
        }
        let _ = writeln!(out, "| ratio of the medians | {:.2} | |", ours.as_secs_f64() / bare.as_secs_f64());
        out
    }
}

/// Puts the report between the two marks of the file.
pub(crate) fn replace_figures(path: &Path, report: &str) -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let (head, rest) = text.split_once(FIRST_MARK).ok_or("the first mark is missing")?;
    let (_, tail) = rest.split_once(LAST_MARK).ok_or("the last mark is missing")?;
    std::fs::write(path, format!("{head}{FIRST_MARK}\n{}\n{LAST_MARK}{tail}", report.trim_end()))?;
    Ok(())
}

/// The machine in a line: figures mean nothing without it.
fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = std::fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|text| text.split_whitespace().nth(1)?.parse::<u64>().ok())
        .unwrap_or_default();
    let day = std::process::Command::new("date")
        .arg("+%F")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default();
    format!(
        "{day}, {} {}, {processors} processors, {} GiB, release build, Xvfb without a graphics processor.",
        std::env::consts::OS,
        std::env::consts::ARCH,
        memory >> 20
    )
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn median<T: Ord + Copy + Default>(values: impl Iterator<Item = T>) -> T {
    percentile(values, 50)
}

fn percentile<T: Ord + Copy + Default>(values: impl Iterator<Item = T>, percent: usize) -> T {
    let mut sorted: Vec<T> = values.collect();
    sorted.sort_unstable();
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}
