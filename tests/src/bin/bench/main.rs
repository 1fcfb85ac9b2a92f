//! The benchmarks: what `cargo xtask bench` runs once the release build stands.
//!
//! Speed is told as ratios measured side by side in one run: absolute times belong to one machine and one hour. What
//! is compared is started in turn, so that a slow minute hits both sides alike, and the medians are reported.
//!
//! `bench [--runs N] [--write FILE]` prints the report; with `--write` it also replaces the part of FILE between the
//! two marks.

mod commit;
mod large;
mod report;
mod window;

use report::Report;
use std::path::{Path, PathBuf};
use vermilion_api::wire::{ImportCommit, ImportSource};
use vermilion_tests::fixtures;
use window::{Launch, Started};

/// Runs of each window unless the command line says otherwise.
const RUNS: usize = 7;
/// Highlights timed against the bare commit.
const COMMITS: u32 = 500;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        arguments.iter().position(|argument| argument == name).and_then(|place| arguments.get(place + 1))
    };
    let runs = option("--runs").map_or(Ok(RUNS), |runs| runs.parse())?;
    let app = PathBuf::from(std::env::var("VERMILION_APP").map_err(|_| "run `cargo xtask bench`")?);
    let empty = PathBuf::from(std::env::var("VERMILION_EMPTY_APP").map_err(|_| "run `cargo xtask bench`")?);
    let scratch = tempfile::tempdir()?;

    let interview = prepare_interview(scratch.path())?;
    let large = prepare_large(scratch.path())?;
    let empty = Launch { program: empty, library: None, arguments: Vec::new() };
    let interview_window =
        Launch { program: app.clone(), library: Some(interview.library), arguments: vec![interview.file] };
    let large_window =
        Launch { program: app, library: Some(large.library.clone()), arguments: vec![large.file.clone()] };

    let mut starts: [Vec<Started>; 3] = Default::default();
    // The first round warms the disk cache and is not counted.
    for round in 0..=runs {
        for (launch, results) in [&empty, &interview_window, &large_window].into_iter().zip(&mut starts) {
            let started = window::start(launch, scratch.path())?;
            if round > 0 {
                results.push(started);
            }
        }
    }
    let api = fixtures::open_library(&large.library)?;
    let commits = commit::measure(&api, &large.document, COMMITS, scratch.path())?;

    let report = Report { runs, starts: &starts, commits: &commits }.to_markdown();
    print(&report)?;
    if let Some(file) = option("--write") {
        report::replace_figures(Path::new(file), &report)?;
    }
    Ok(())
}

/// A library with one document in it, and the file it came from: opening that file opens the document.
struct Prepared {
    library: PathBuf,
    file: PathBuf,
    document: String,
}

fn prepare_interview(scratch: &Path) -> Result<Prepared, Box<dyn std::error::Error>> {
    let sample = || fixtures::project().join("samples/interview.zh-Hant.txt");
    let file = fixtures::shared_interview().unwrap_or_else(sample);
    let library = scratch.join("interview.vermilion");
    let imported = fixtures::open_library(&library)?.import_commit(
        ImportCommit {
            source: ImportSource::Path { path: file.to_string_lossy().into_owned() },
            encoding: None,
            title: None,
            published_source: None,
            published: None,
            language: None,
            again: false,
        },
        "",
    )?;
    Ok(Prepared { library, file, document: imported.document })
}

fn prepare_large(scratch: &Path) -> Result<Prepared, Box<dyn std::error::Error>> {
    let library = scratch.join("large.vermilion");
    let file = scratch.join("large.txt");
    std::fs::write(&file, large::text())?;
    let document = large::import(&fixtures::open_library(&library)?)?;
    Ok(Prepared { library, file, document })
}

/// The report is what this program is for, so it goes to standard output.
#[allow(clippy::print_stdout)]
fn print(report: &str) -> Result<(), std::io::Error> {
    use std::io::Write as _;
    writeln!(std::io::stdout().lock(), "{report}")
}
