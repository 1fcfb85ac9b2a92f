//! Annotations after a transcript was corrected: where ours and the usual ways put them, and how long that takes. Needs no
//! window.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::Bench;
use crate::figures::{Figure, Target, median, milliseconds};
use crate::say;
use vermilion_anchor::diff;
use vermilion_tests::anchoring::{
    RATES, Source, Tally, Trial, WORKLOADS, Way, Workload, million, samples, shared,
};

/// The part's name.
pub(crate) const PART: &str = "anchoring";

/// Annotations on each interview, and how often each workload is tried on it, every time with other edits.
const ON_INTERVIEW: usize = 1_000;
const TRIALS: u64 = 3;
/// The large document and its annotations.
const CHARACTERS: usize = 1_000_000;
const ON_MILLION: usize = 10_000;
/// The usual way looks through the whole text for each annotation: on the large document it is tried on so many of them.
const USUAL: usize = 150;
/// Timed runs, of which the median counts.
const RUNS: u64 = 5;

/// What is to hold at each rate: at most so many percent wrong, at least so many exact or correctly marked.
const TARGETS: [(f64, f64); 3] = [(0.0, 99.9), (0.0, 99.0), (0.1, 97.0)];

/// Texts of one kind.
struct Group {
    name: &'static str,
    sources: Vec<Source>,
    annotations: usize,
    trials: u64,
    usual: usize,
}

/// Tries all ways on all workloads.
pub(crate) fn measure(bench: &Bench) -> Vec<Figure> {
    let interviews: Vec<Source> = samples().into_iter().chain(shared()).collect();
    let groups = [
        Group {
            name: "interviews",
            sources: interviews,
            annotations: ON_INTERVIEW,
            trials: TRIALS,
            usual: ON_INTERVIEW,
        },
        Group {
            name: "a million characters",
            sources: vec![million(CHARACTERS)],
            annotations: ON_MILLION,
            trials: 1,
            usual: USUAL,
        },
    ];
    let mut figures = Vec::new();
    let mut table = String::new();
    for group in &groups {
        judge(group, bench.seed, &mut figures, &mut table);
    }
    figures.extend(time(&groups[1]));
    bench.show(PART, table);
    figures
}

/// A tally for every workload, rate and way: the table, and as figures the worst of each rate.
fn judge(group: &Group, seed: u64, figures: &mut Vec<Figure>, table: &mut String) {
    let texts: Vec<String> = group
        .sources
        .iter()
        .map(|source| format!("{} ({} characters)", source.name, source.text.chars().count()))
        .collect();
    // Writing to a String cannot fail.
    let _ = writeln!(
        table,
        "#### {}: {}\n\nIn percent of {} annotations on each text{}, {} times edited.\n",
        group.name,
        texts.join(", "),
        group.annotations,
        if group.usual < group.annotations { ", or of fewer where a row says so" } else { "" },
        group.trials
    );
    let _ = writeln!(
        table,
        "| what happened | way | exact | within two | changed, marked | asked | orphaned | **wrong** | right |"
    );
    let _ = writeln!(table, "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (rate, (most_wrong, least_right)) in RATES.into_iter().zip(TARGETS) {
        let (mut wrong, mut right) = (0.0_f64, 1.0_f64);
        for workload in &WORKLOADS {
            say(&format!("  {}: {}, {} %", group.name, workload.name, rate * 100.0));
            for way in Way::ALL {
                let tally = tally(group, workload, rate, way, seed);
                write_row(table, group, workload, rate, way, &tally);
                if way == Way::Vermilion {
                    wrong = wrong.max(f64::from(tally.wrong) / f64::from(tally.all));
                    right = right.min(tally.right());
                }
            }
        }
        let what = |what: &str| format!("{}, {} % edited: {what}", group.name, rate * 100.0);
        figures.push(
            Figure::new(PART, what("wrong, on the worst workload"), wrong * 100.0, "%")
                .target(Target::Most(most_wrong)),
        );
        figures.push(
            Figure::new(PART, what("exact or correctly marked, on the worst workload"), right * 100.0, "%")
                .target(Target::Least(least_right)),
        );
    }
    table.push('\n');
}

fn tally(group: &Group, workload: &Workload, rate: f64, way: Way, first: u64) -> Tally {
    let most = if way == Way::Best { group.usual } else { group.annotations };
    let mut tally = Tally::default();
    for source in &group.sources {
        for seed in first..first + group.trials {
            tally.add(way.tally(&Trial::new(&source.text, workload, rate, group.annotations, seed), most));
        }
    }
    tally
}

/// A way, with how many annotations it was tried on where those were not all.
fn called(group: &Group, way: Way) -> String {
    match way {
        Way::Best if group.usual < group.annotations => format!("{}, on {}", way.name(), group.usual),
        _ => way.name().to_owned(),
    }
}

fn write_row(table: &mut String, group: &Group, workload: &Workload, rate: f64, way: Way, tally: &Tally) {
    let percent = |count: u32| {
        let percent = f64::from(count) * 100.0 / f64::from(tally.all);
        if count == 0 { "0".to_owned() } else { format!("{percent:.2}") }
    };
    let what =
        if way == Way::Vermilion { format!("{}, {} %", workload.name, rate * 100.0) } else { String::new() };
    let _ = writeln!(
        table,
        "| {what} | {} | {} | {} | {} | {} | {} | **{}** | {:.2} |",
        called(group, way),
        percent(tally.exact),
        percent(tally.near),
        percent(tally.changed),
        percent(tally.asked),
        percent(tally.orphaned),
        percent(tally.wrong),
        tally.right() * 100.0
    );
}

/// The time for all annotations of the large document, each workload once, and of the usual way in the same run.
fn time(group: &Group) -> Vec<Figure> {
    let mut figures = Vec::new();
    let Some(source) = group.sources.first() else { return figures };
    for (workload, rate) in [(&WORKLOADS[0], RATES[2]), (&WORKLOADS[1], RATES[1]), (&WORKLOADS[10], RATES[1])]
    {
        let (mut ours, mut usual, mut diffs) = (Vec::new(), Vec::new(), Vec::new());
        for run in 0..RUNS {
            let trial = Trial::new(&source.text, workload, rate, group.annotations, 100 + run);
            diffs.push(timed(|| diff(&trial.old, &trial.new)));
            ours.push(timed(|| Way::Vermilion.answer(&trial, group.annotations)));
            let some = timed(|| Way::Best.answer(&trial, group.usual));
            usual.push(some * (group.annotations / group.usual) as u32);
        }
        let what = format!("{}, {} %", workload.name, rate * 100.0);
        let middle = |times: &[Duration]| milliseconds(median(times.iter().copied()));
        figures.push(
            Figure::new(PART, format!("a million characters compared: {what}"), middle(&diffs), "ms")
                .target(Target::Most(500.0)),
        );
        let usual_way = format!("{}, times {}", called(group, Way::Best), group.annotations / group.usual);
        let all =
            |what: &str| format!("10,000 annotations on a million characters, comparing included: {what}");
        figures.push(Figure::new(PART, all(&what), middle(&ours), "ms").target(Target::Most(1_000.0)));
        figures.push(
            Figure::new(PART, all(&format!("{what}, against the usual way")), middle(&ours), "ms")
                .beside(&usual_way, middle(&usual))
                .target(Target::Times(0.1)),
        );
    }
    figures
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let done = work();
    let time = begun.elapsed();
    drop(done);
    time
}
