//! The benchmarks: what `cargo xtask bench` runs once the release build stands.
//!
//! Speed is told as ratios measured side by side in one run: absolute times belong to one machine and one hour. What
//! is compared is done in turn, so that a slow minute hits both sides alike, and medians are reported, and the 95th
//! percentile where a reader feels the slow ones. Where a window is involved it is the real one; what it shows is read
//! from its screen ([`screen`]) and what moves it comes from devices of the X server ([`input`]), so that a page that
//! deceives itself is found out.
//!
//! Each part is a module that gives back [`figures::Figure`]s, its targets among them; [`report`] words them.

mod anchoring;
mod chart;
mod commit;
mod curve;
mod driven;
mod figures;
mod highlight;
mod input;
mod library;
mod options;
mod report;
mod scenes;
mod screen;
mod scroll;
mod start;
mod typing;
mod undo;

use figures::Figure;
use options::Options;
use report::Report;
use scenes::Scene;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

/// What all parts share.
pub(crate) struct Bench {
    /// Counted starts of each window.
    pub(crate) runs: usize,
    /// Where the seeds of the trial of anchoring begin: its constants were chosen on those from 0, and whether they hold
    /// beyond is seen on others.
    pub(crate) seed: u64,
    /// The app, a release build.
    pub(crate) app: PathBuf,
    /// The window with nothing in it.
    pub(crate) empty: PathBuf,
    folder: tempfile::TempDir,
    scenes: RefCell<BTreeMap<String, Scene>>,
    tables: RefCell<BTreeMap<String, String>>,
}

impl Bench {
    fn new(options: &Options) -> Result<Bench, Box<dyn Error>> {
        let is_window_wanted = options.parts.iter().any(|part| *part != anchoring::PART);
        let program = |name| {
            if !is_window_wanted {
                return Ok(PathBuf::new());
            }
            std::env::var_os(name)
                .map(PathBuf::from)
                .ok_or("run `cargo xtask bench`: it builds what is measured")
        };
        Ok(Bench {
            runs: options.runs,
            seed: options.seed,
            app: program("VERMILION_APP")?,
            empty: program("VERMILION_EMPTY_APP")?,
            folder: tempfile::tempdir()?,
            scenes: RefCell::default(),
            tables: RefCell::default(),
        })
    }

    /// A folder that goes when the benchmarks end.
    pub(crate) fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// Keeps what a part has to show besides its figures, in Markdown.
    pub(crate) fn show(&self, part: &str, table: String) {
        self.tables.borrow_mut().insert(part.to_owned(), table);
    }

    /// A document of so many characters with so many annotations; made once.
    pub(crate) fn made(&self, characters: usize, annotations: u32) -> Result<Scene, Box<dyn Error>> {
        self.scene(&format!("{characters} {annotations}"), || {
            scenes::made(self.scratch(), characters, annotations)
        })
    }

    /// The large document with its annotations and their history; made once.
    pub(crate) fn worked_on(&self) -> Result<Scene, Box<dyn Error>> {
        self.scene("worked on", || scenes::worked_on(self.scratch()))
    }

    fn scene(
        &self,
        name: &str,
        make: impl FnOnce() -> Result<Scene, Box<dyn Error>>,
    ) -> Result<Scene, Box<dyn Error>> {
        if let Some(scene) = self.scenes.borrow().get(name) {
            return Ok(scene.clone());
        }
        let scene = make()?;
        self.scenes.borrow_mut().insert(name.to_owned(), scene.clone());
        Ok(scene)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse(std::env::args().skip(1))?;
    let bench = Bench::new(&options)?;
    let mut figures = Vec::new();
    for part in &options.parts {
        say(&format!("… {part}"));
        figures.extend(measure(&bench, part).await.map_err(|error| format!("{part}: {error}"))?);
    }
    let report = Report::new(figures, bench.tables.take(), options.parts, options.page.as_deref())?;
    print(&report.to_markdown())?;
    report.save()
}

async fn measure(bench: &Bench, part: &str) -> Result<Vec<Figure>, Box<dyn Error>> {
    match part {
        "start" => start::measure(bench),
        "scroll" => scroll::measure(bench).await,
        "highlight" => highlight::measure(bench).await,
        "typing" => typing::measure(bench).await,
        "undo" => undo::measure(bench).await,
        "commit" => commit::measure(bench),
        "import" => library::measure_import(bench),
        "export" => library::measure_export(bench),
        "size" => library::measure_size(bench),
        "curve" => curve::measure(bench).await,
        anchoring::PART => Ok(anchoring::measure(bench)),
        _ => Err("there is no such part".into()),
    }
}

/// A run takes minutes; whoever waits sees what it is at.
#[allow(
    clippy::print_stderr,
    reason = "progress is for whoever typed the command, the report for what comes after"
)]
fn say(words: &str) {
    eprintln!("{words}");
}

/// The report is what this program is for, so it goes to standard output.
fn print(report: &str) -> Result<(), std::io::Error> {
    use std::io::Write as _;
    writeln!(std::io::stdout().lock(), "{report}")
}
