//! What goes into a library and out of it, without a window: importing many interviews, exporting in every format, and
//! what an annotation takes on disk.

use crate::Bench;
use crate::driven::copy_library;
use crate::figures::{Figure, Target, median, milliseconds};
use crate::scenes::{self, ANNOTATIONS, CHARACTERS, commit_of};
use rusqlite::Connection;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use vermilion_api::wire::{ExportFormat, ExportSave, ImportSource};
use vermilion_tests::fixtures;

/// Interviews imported, and the characters of each.
const INTERVIEWS: u32 = 1_000;
const LENGTH: usize = 12_000;
/// So many of them are the first, and so many the last.
const HUNDRED: usize = 100;
/// Documents a second.
const LEAST_IMPORTED: f64 = 100.0;
/// A document late in the run may take so many times what an early one took: a little, for the disk is not ours alone.
const FLAT: f64 = 1.2;
/// How long an export may take, in milliseconds.
const LONGEST_EXPORT: f64 = 1_000.0;
const EXPORTS: usize = 5;
/// Bytes of a .deb, in MB.
const LARGEST_PACKAGE: f64 = 12.0;

/// Imports a thousand interviews, one after another on one thread.
pub(crate) fn measure_import(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let api = fixtures::open_library(&bench.scratch().join("import.vermilion"))?;
    let mut times = Vec::new();
    let mut worked = Duration::ZERO;
    for number in 1..=INTERVIEWS {
        let source = ImportSource::Text { name: None, text: scenes::text(LENGTH, number) };
        let (begun, worked_before) = (Instant::now(), processor_time());
        api.import_commit(commit_of(source), "")?;
        times.push(begun.elapsed());
        worked += processor_time().saturating_sub(worked_before);
    }
    let whole: Duration = times.iter().sum();
    let (first, last) = (&times[..HUNDRED], &times[times.len() - HUNDRED..]);
    let middle = |times: &[Duration]| milliseconds(median(times.iter().copied()));
    Ok(vec![
        Figure::new(
            "import",
            "1,000 interviews of 12,000 characters",
            f64::from(INTERVIEWS) / whole.as_secs_f64(),
            "documents/s",
        )
        .target(Target::Least(LEAST_IMPORTED)),
        Figure::new(
            "import",
            "the same by processor time, which does not count waiting for the disk",
            f64::from(INTERVIEWS) / worked.as_secs_f64(),
            "documents/s",
        ),
        Figure::new("import", "a document among the last hundred, median", middle(last), "ms")
            .beside("among the first hundred", middle(first))
            .target(Target::Times(FLAT)),
    ])
}

/// What this thread has worked so far; zero where the system does not say.
fn processor_time() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|number| number.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// Exports ten thousand annotations in each format.
pub(crate) fn measure_export(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let scene = bench.made(CHARACTERS, ANNOTATIONS)?;
    let api = fixtures::open_library(&scene.library)?;
    let mut figures = Vec::new();
    let formats = [
        ("Markdown", ExportFormat::Md),
        ("HTML", ExportFormat::Html),
        ("CSV", ExportFormat::Csv),
        ("JSON-LD", ExportFormat::Json),
        ("Word", ExportFormat::Docx),
        ("Word, table of quotes", ExportFormat::Quotes),
        ("REFI-QDA", ExportFormat::Qdpx),
        ("Excel", ExportFormat::Xlsx),
        ("plain text", ExportFormat::Txt),
        ("Anki cards", ExportFormat::Anki),
        ("PDF", ExportFormat::Pdf),
    ];
    for (name, format) in formats {
        let path = bench.scratch().join(format!("export.{}", format.ending()));
        let mut times = Vec::new();
        for _ in 0..EXPORTS {
            let begun = Instant::now();
            api.export_save(ExportSave {
                document: scene.document.clone(),
                format,
                annotations: None,
                tags: None,
                path: path.to_string_lossy().into_owned(),
                overwrite: true,
            })?;
            times.push(begun.elapsed());
        }
        figures.push(
            Figure::new(
                "export",
                format!("10,000 annotations as {name}, on disk"),
                milliseconds(median(times)),
                "ms",
            )
            .target(Target::Most(LONGEST_EXPORT)),
        );
    }
    Ok(figures)
}

/// Measures what an annotation takes, with its steps of the history and without, and what the package takes.
pub(crate) fn measure_size(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let per_annotation = |bytes: u64| bytes as f64 / f64::from(ANNOTATIONS);
    // Its own history has the whole text in it, as the step that imported it; that is no annotation's.
    let unmarked = size_of(&bench.made(CHARACTERS, 0)?.library, bench, true)?;
    let library = bench.worked_on()?.library;
    let with_history = size_of(&library, bench, false)?;
    let without = size_of(&library, bench, true)?;
    let mut figures = vec![
        Figure::new(
            "size",
            "an annotation with its steps of the history",
            per_annotation(with_history.saturating_sub(unmarked)),
            "bytes",
        ),
        Figure::new(
            "size",
            "an annotation without history",
            per_annotation(without.saturating_sub(unmarked)),
            "bytes",
        ),
        Figure::new("size", "the large library, with history", with_history as f64 / 1e6, "MB"),
    ];
    if let Some(bytes) = package() {
        figures.push(
            Figure::new("size", "the .deb", bytes as f64 / 1e6, "MB").target(Target::Most(LARGEST_PACKAGE)),
        );
    }
    Ok(figures)
}

/// Bytes of a copy of the library, compacted, with its history or without.
fn size_of(library: &Path, bench: &Bench, is_forgotten: bool) -> Result<u64, Box<dyn Error>> {
    let copy = bench.scratch().join("size.vermilion");
    copy_library(library, &copy)?;
    let connection = Connection::open(&copy)?;
    if is_forgotten {
        connection.execute_batch("DELETE FROM history")?;
    }
    connection.execute_batch("VACUUM")?;
    // Closing moves what stands in the log into the file.
    connection.close().map_err(|(_, error)| error)?;
    Ok(fs::metadata(&copy)?.len())
}

/// Bytes of the newest .deb that `cargo xtask bundle` has left.
fn package() -> Option<u64> {
    let folder = std::env::var_os("VERMILION_PACKAGES")?;
    let packages = fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "deb"));
    let newest =
        packages.filter_map(|entry| entry.metadata().ok()).max_by_key(|package| package.modified().ok())?;
    Some(newest.len())
}
