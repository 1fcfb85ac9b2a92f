//! Cost against size: the same few things in documents of growing length with growing numbers of annotations. What
//! grows with the document and not with the screen is a defect of the reading view.

use crate::Bench;
use crate::driven::Driven;
use crate::figures::{Figure, mebibytes, median, milliseconds};
use crate::highlight::{Highlights, highlight};
use crate::input::keys;
use crate::screen::Screen;
use crate::start::Launch;
use std::error::Error;
use std::time::{Duration, Instant};
use vermilion_api::wire::DocumentOpen;
use vermilion_tests::fixtures;

/// Characters and annotations.
pub(crate) type Size = (usize, u32);

/// At each length as many as a reader might make there, and few.
const SIZES: [Size; 10] = [
    (1_000, 100),
    (10_000, 100),
    (10_000, 1_000),
    (100_000, 100),
    (100_000, 1_000),
    (100_000, 10_000),
    (1_000_000, 100),
    (1_000_000, 1_000),
    (1_000_000, 10_000),
    (1_000_000, 100_000),
];
/// Starts of each; one before them warms the disk cache.
const STARTS: usize = 3;
const OPENS: usize = 5;
const STEPS: usize = 25;
const HIGHLIGHTS: usize = 7;
/// How long a step may take before it counts as the end of the document.
const PATIENCE: Duration = Duration::from_secs(1);
/// The pause after a step, in which what lies ahead is drawn.
const PAUSE: Duration = Duration::from_millis(120);

/// What is measured at every size, in the order of the figures, with the unit.
pub(crate) const MEASURES: [(&str, &str); 5] = [
    ("read from the library", "ms"),
    ("first screen painted", "ms"),
    ("a step of Page Down", "ms"),
    ("a highlight painted", "ms"),
    ("memory", "MiB"),
];

/// How a cost grows: with the length at one number of annotations, with their number at one length.
pub(crate) const GROWTHS: [(&str, Size, Size); 2] = [
    ("from 10³ to 10⁶ characters, 100 annotations", (1_000, 100), (1_000_000, 100)),
    ("from 100 to 10⁵ annotations, 10⁶ characters", (1_000_000, 100), (1_000_000, 100_000)),
];

/// The name of a size, as figures and axes say it.
pub(crate) fn name_of((characters, annotations): Size) -> String {
    format!("{characters} characters, {annotations} annotations")
}

/// All sizes.
pub(crate) fn sizes() -> &'static [Size] {
    &SIZES
}

/// Measures at every size.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let mut figures = Vec::new();
    for size in SIZES {
        let values = measure_size(bench, size).await?;
        for ((measure, unit), value) in MEASURES.iter().zip(values) {
            figures.push(Figure::new("curve", format!("{measure}, {}", name_of(size)), value, unit));
        }
    }
    Ok(figures)
}

async fn measure_size(
    bench: &Bench,
    (characters, annotations): Size,
) -> Result<[f64; MEASURES.len()], Box<dyn Error>> {
    let scene = bench.made(characters, annotations)?;
    let mut opens = Vec::new();
    let api = fixtures::open_library(&scene.library)?;
    for _ in 0..OPENS {
        let begun = Instant::now();
        api.document_open(DocumentOpen { document: scene.document.clone() })?;
        opens.push(begun.elapsed());
    }
    drop(api);
    let launch = Launch::app(bench, scene.clone());
    let mut starts = Vec::new();
    for round in 0..=STARTS {
        let started = launch.start(bench.scratch())?;
        if round > 0 {
            starts.push(started);
        }
    }
    let driven = Driven::open(&bench.app, &scene).await?;
    let steps = step(&driven).await?;
    let mut highlights = Highlights::default();
    for round in 0..HIGHLIGHTS {
        highlight(&driven, (round as f64 + 0.5) / HIGHLIGHTS as f64, &mut highlights).await?;
    }
    Ok([
        milliseconds(median(opens)),
        milliseconds(median(starts.iter().map(|start| start.painted))),
        milliseconds(median(steps)),
        milliseconds(median(highlights.painted)),
        mebibytes(median(starts.iter().map(|start| start.memory))),
    ])
}

/// Presses Page Down and waits for the screen to move, again and again.
async fn step(driven: &Driven) -> Result<Vec<Duration>, Box<dyn Error>> {
    driven.scroll_to(0.0).await?;
    let area = driven.strip().await?;
    let screen = Screen::connect()?;
    let mut times = Vec::new();
    for _ in 0..STEPS {
        let before = screen.picture(area)?.digest();
        let key = driven.input.press(&[], keys::PAGE_DOWN)?;
        let Some(seen) = screen.wait_for(area, PATIENCE, |picture| picture.digest() != before)? else {
            // The end of a short document.
            driven.scroll_to(0.0).await?;
            continue;
        };
        times.push(seen.saturating_duration_since(key));
        tokio::time::sleep(PAUSE).await;
    }
    if times.is_empty() { Err("Page Down moved nothing".into()) } else { Ok(times) }
}
