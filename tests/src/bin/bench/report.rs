//! The figures in words: tables for BENCHMARKS.md, and a file beside it from which a later run tells what moved. Measures
//! nothing.

use crate::chart;
use crate::curve;
use crate::figures::{Figure, Target};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FIRST_MARK: &str = "<!-- figures -->";
const LAST_MARK: &str = "<!-- end of figures -->";

/// Where the figures and the chart lie, seen from the page.
const FIGURES: &str = "docs/benchmarks.json";
const CHART: &str = "docs/benchmarks.svg";

/// A figure that changed by less is what one run differs from another by.
const MOVED: f64 = 0.1;

/// The parts in the order in which they are measured and told, with their headings.
pub(crate) const PARTS: [(&str, &str); 12] = [
    ("start", "Start and memory"),
    ("scroll", "Scrolling"),
    ("highlight", "A new highlight in the window"),
    ("typing", "Typing in a note"),
    ("undo", "Undo and redo of an action of 10,000 rows"),
    ("commit", "Commit of a highlight, without a window"),
    ("import", "Import"),
    ("export", "Export"),
    ("size", "Size"),
    ("curve", "Cost against size"),
    ("anchoring", "Anchoring"),
    ("search", "Search in a library of 200 MB"),
];

/// What is kept for the next run.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    machine: String,
    figures: Vec<Figure>,
    /// What a part has to show besides its figures, in Markdown.
    #[serde(default)]
    tables: BTreeMap<String, String>,
}

/// All figures known: those of this run, and of other parts those of the runs before.
pub(crate) struct Report {
    page: Option<PathBuf>,
    kept: Kept,
    before: Kept,
    measured: Vec<&'static str>,
}

impl Report {
    /// Puts figures measured just now with those that stand beside the page.
    ///
    /// # Errors
    /// When the figures beside the page cannot be read.
    pub(crate) fn new(
        figures: Vec<Figure>,
        tables: BTreeMap<String, String>,
        measured: Vec<&'static str>,
        page: Option<&Path>,
    ) -> Result<Report, Box<dyn Error>> {
        let before = match page.map(|page| beside(page, FIGURES)) {
            Some(path) if path.exists() => serde_json::from_str(&fs::read_to_string(path)?)?,
            _ => Kept::default(),
        };
        let is_old = |figure: &&Figure| !measured.contains(&figure.part.as_str());
        let mut all: Vec<Figure> = before.figures.iter().filter(is_old).cloned().chain(figures).collect();
        let order = |figure: &Figure| PARTS.iter().position(|(part, _)| *part == figure.part);
        // Stable: within a part the figures stay in the order in which they were measured.
        all.sort_by_key(order);
        let mut all_tables = before.tables.clone();
        all_tables.extend(tables);
        Ok(Report {
            page: page.map(Path::to_owned),
            kept: Kept { machine: machine(), figures: all, tables: all_tables },
            before,
            measured,
        })
    }

    /// The report.
    pub(crate) fn to_markdown(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}\n", self.kept.machine);
        self.write_summary(&mut out);
        for (part, heading) in PARTS {
            let figures: Vec<&Figure> =
                self.kept.figures.iter().filter(|figure| figure.part == part).collect();
            let Some(first) = figures.first() else { continue };
            let _ = writeln!(out, "### {heading}\n\nMeasured on {}.\n", first.day);
            if part == "curve" {
                write_curve(&mut out, &figures);
            } else {
                write_table(&mut out, &figures);
            }
            if let Some(table) = self.kept.tables.get(part) {
                let _ = writeln!(out, "{}\n", table.trim_end());
            }
        }
        self.write_moved(&mut out);
        out
    }

    /// Writes the report into the page, and figures and chart beside it; nothing where no page was named.
    ///
    /// # Errors
    /// When a file cannot be written or the page has no place for the figures.
    pub(crate) fn save(&self) -> Result<(), Box<dyn Error>> {
        let Some(page) = &self.page else { return Ok(()) };
        let text = fs::read_to_string(page)?;
        let (head, rest) = text.split_once(FIRST_MARK).ok_or("the first mark is missing")?;
        let (_, tail) = rest.split_once(LAST_MARK).ok_or("the last mark is missing")?;
        let report = self.to_markdown();
        fs::write(page, format!("{head}{FIRST_MARK}\n{}\n{LAST_MARK}{tail}", report.trim_end()))?;
        fs::write(beside(page, FIGURES), format!("{}\n", serde_json::to_string_pretty(&self.kept)?))?;
        if self.kept.figures.iter().any(|figure| figure.part == "curve") {
            fs::write(beside(page, CHART), chart::draw(&self.kept.figures))?;
        }
        Ok(())
    }

    fn write_summary(&self, out: &mut String) {
        let judged: Vec<(&Figure, bool)> =
            self.kept.figures.iter().filter_map(|figure| Some((figure, figure.is_met()?))).collect();
        let missed: Vec<&Figure> =
            judged.iter().filter(|(_, is_met)| !is_met).map(|(figure, _)| *figure).collect();
        let met = judged.len() - missed.len();
        let _ = writeln!(out, "{met} of {} targets are met.", judged.len());
        for figure in missed {
            let heading =
                PARTS.iter().find(|(part, _)| *part == figure.part).map_or("", |(_, heading)| heading);
            let against =
                figure.beside.as_ref().map(|beside| format!(" ({})", beside.what)).unwrap_or_default();
            let _ = writeln!(out, "- Missed: {heading}: {}{against}: {}.", figure.what, score_of(figure));
        }
        out.push('\n');
    }

    fn write_moved(&self, out: &mut String) {
        let mut rows = Vec::new();
        for figure in self.kept.figures.iter().filter(|figure| self.measured.contains(&figure.part.as_str()))
        {
            let Some(before) = self.before.figures.iter().find(|before| before.is_same(figure)) else {
                continue;
            };
            let (was, is) = (score(before), score(figure));
            if was > 0.0 && (is / was - 1.0).abs() > MOVED {
                rows.push(format!(
                    "| {}: {} | {} | {} | {:+.0} % |",
                    figure.part,
                    figure.what,
                    score_of(before),
                    score_of(figure),
                    (is / was - 1.0) * 100.0
                ));
            }
        }
        if self.before.figures.is_empty() {
            return;
        }
        let _ = writeln!(out, "### What moved since the figures before\n");
        if rows.is_empty() {
            let _ = writeln!(out, "Nothing by more than {:.0} %.", MOVED * 100.0);
            return;
        }
        let _ = writeln!(out, "By more than {:.0} %:\n", MOVED * 100.0);
        let _ = writeln!(out, "| what | before | now | change |\n| --- | ---: | ---: | ---: |");
        for row in rows {
            let _ = writeln!(out, "{row}");
        }
    }
}

/// One row a value; what it is compared with stands in the row one below the other.
fn write_table(out: &mut String, figures: &[&Figure]) {
    let _ = writeln!(out, "| what | measured | beside it | ratio | target | met |");
    let _ = writeln!(out, "| --- | ---: | --- | ---: | --- | --- |");
    for row in figures.chunk_by(|one, other| one.what == other.what) {
        let Some(first) = row.first() else { continue };
        let lines = |cell: fn(&Figure) -> String| {
            row.iter().map(|figure| cell(figure)).collect::<Vec<_>>().join("<br>")
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            first.what,
            amount(first.value, &first.unit),
            lines(|figure| {
                let beside = figure.beside.as_ref();
                beside
                    .map(|beside| format!("{}: {}", beside.what, amount(beside.value, &figure.unit)))
                    .unwrap_or_default()
            }),
            lines(|figure| finite_ratio(figure).map(|ratio| format!("{ratio:.2}")).unwrap_or_default()),
            lines(wording),
            lines(|figure| match figure.is_met() {
                Some(true) => "yes".to_owned(),
                Some(false) => "**no**".to_owned(),
                None => String::new(),
            }),
        );
    }
    out.push('\n');
}

/// One row a size, one column a measure, and how often the smallest of a column goes into its largest.
fn write_curve(out: &mut String, figures: &[&Figure]) {
    let value = |measure: &str, size| {
        let name = format!("{measure}, {}", curve::name_of(size));
        figures.iter().find(|figure| figure.what == name).map(|figure| figure.value)
    };
    let _ = writeln!(out, "![Cost against size]({CHART})\n");
    let _ = write!(out, "| characters | annotations |");
    for (measure, unit) in curve::MEASURES {
        let _ = write!(out, " {measure}, {unit} |");
    }
    let _ = writeln!(out, "\n| ---: | ---: |{}", " ---: |".repeat(curve::MEASURES.len()));
    for size in curve::sizes() {
        let _ = write!(out, "| {} | {} |", size.0, size.1);
        for (measure, _) in curve::MEASURES {
            let _ = write!(out, " {} |", value(measure, *size).map(number).unwrap_or_default());
        }
        out.push('\n');
    }
    for (what, small, large) in curve::GROWTHS {
        let _ = write!(out, "| {what} | |");
        for (measure, _) in curve::MEASURES {
            let times = value(measure, small).zip(value(measure, large)).map(|(small, large)| large / small);
            let _ = write!(out, " {} |", times.map(|times| format!("× {times:.2}")).unwrap_or_default());
        }
        out.push('\n');
    }
    out.push('\n');
}

/// What a later run is compared by: the ratio where there is one, for it belongs to no hour.
fn score(figure: &Figure) -> f64 {
    finite_ratio(figure).unwrap_or(figure.value)
}

/// None also where nothing stands beside the figure but a zero.
fn finite_ratio(figure: &Figure) -> Option<f64> {
    figure.ratio().filter(|ratio| ratio.is_finite())
}

fn score_of(figure: &Figure) -> String {
    match finite_ratio(figure) {
        Some(ratio) => format!("{ratio:.2} × ({})", amount(figure.value, &figure.unit)),
        None => amount(figure.value, &figure.unit),
    }
}

fn wording(figure: &Figure) -> String {
    match figure.target {
        Some(Target::Times(times)) => format!("at most {times} ×"),
        Some(Target::Over(over)) => format!("at most {} over", amount(over, &figure.unit)),
        Some(Target::Most(most)) => format!("at most {}", amount(most, &figure.unit)),
        Some(Target::Least(least)) => format!("at least {}", amount(least, &figure.unit)),
        None => String::new(),
    }
}

fn amount(value: f64, unit: &str) -> String {
    format!("{} {unit}", number(value))
}

/// Three digits or so: more would be noise.
fn number(value: f64) -> String {
    match value.abs() {
        small if small < 10.0 => format!("{value:.2}"),
        middle if middle < 100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

fn beside(page: &Path, name: &str) -> PathBuf {
    page.parent().unwrap_or(Path::new("")).join(name)
}

/// The machine in a line: figures mean nothing without it.
fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let memory = read("/proc/meminfo").split_whitespace().nth(1).and_then(|size| size.parse::<u64>().ok());
    let model = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| Some(line.strip_prefix("model name")?.split_once(':')?.1.trim().to_owned()));
    format!(
        "{} {}, {processors} processors ({}), {} GiB, release build, Xvfb without a graphics processor.",
        std::env::consts::OS,
        std::env::consts::ARCH,
        model.unwrap_or_else(|| "of unknown make".to_owned()),
        memory.unwrap_or_default() >> 20
    )
}
