//! Starting a window: the time from the start of its process until its first screen is painted, told by the page and
//! seen on the screen, and the memory of all its processes. No driver is connected.

use crate::Bench;
use crate::figures::{Figure, Target, mebibytes, median, milliseconds};
use crate::scenes::{self, Scene};
use crate::screen::{Area, Picture, Screen};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What one start of a window gave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Started {
    /// From the start of the process until the page says that its first screen is painted.
    pub(crate) painted: Duration,
    /// From the start of the process until the screen shows it.
    pub(crate) seen: Duration,
    /// Proportional set size of the process and all its descendants, bytes, once it has come to rest.
    pub(crate) memory: u64,
}

/// A way to start a window.
pub(crate) struct Launch {
    program: PathBuf,
    scene: Option<Scene>,
    renderer: Option<&'static str>,
}

/// How long a window may take to paint before the run is given up.
const PATIENCE: Duration = Duration::from_secs(60);
/// What WebKitGTK reads to know how to paint, and the value with which the choice is its own. The app chooses too.
const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
const ENGINES_CHOICE: &str = "0";
const UNTOUCHED: &str = "one painted as the engine chooses";
/// Part of the page in which every window that is measured shows something: text, or a colour of its own. The window
/// stands in the upper left corner of the screen, for there is no window manager to put it elsewhere.
const PAGE: Area = Area { x: 560, y: 260, width: 200, height: 400 };
/// The background of the empty window's page.
const EMPTY_PAGE: [u8; 3] = [0xD8, 0xE8, 0xD8];
/// Pixels of it that show that the page is there.
const ENOUGH: usize = 300;

/// The windows of the empty app, the interview and the large document, started in turn.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let launches = [
        Launch::empty(bench),
        Launch::untouched(bench),
        Launch::app(bench, scenes::interview(bench.scratch())?),
        Launch::app(bench, bench.worked_on()?),
    ];
    let mut starts: [Vec<Started>; 4] = Default::default();
    // The first round warms the disk cache and is not counted.
    for round in 0..=bench.runs {
        for (launch, results) in launches.iter().zip(&mut starts) {
            let started = launch.start(bench.scratch())?;
            if round > 0 {
                results.push(started);
            }
        }
    }
    Ok(figures(&starts))
}

fn figures([empty, untouched, interview, large]: &[Vec<Started>; 4]) -> Vec<Figure> {
    let painted = |starts: &[Started]| milliseconds(median(starts.iter().map(|start| start.painted)));
    let seen = |starts: &[Started]| milliseconds(median(starts.iter().map(|start| start.seen)));
    let memory = |starts: &[Started]| mebibytes(median(starts.iter().map(|start| start.memory)));
    let figure = |what: &str, value, unit| Figure::new("start", what, value, unit);
    let (start, open) = ("start, the shared interview", "open, 1,000,000 characters, 10,000 annotations");
    vec![
        figure(start, painted(interview), "ms")
            .beside("an empty window", painted(empty))
            .target(Target::Times(1.25)),
        figure(&format!("{start}, seen on the screen"), seen(interview), "ms")
            .beside("an empty window", seen(empty))
            .target(Target::Times(1.25)),
        figure(&format!("{start}, seen on the screen"), seen(interview), "ms")
            .beside(UNTOUCHED, seen(untouched)),
        figure(open, painted(large), "ms")
            .beside("the shared interview", painted(interview))
            .target(Target::Times(1.5)),
        figure(&format!("{open}, seen on the screen"), seen(large), "ms")
            .beside("the shared interview", seen(interview))
            .target(Target::Times(1.5)),
        figure("memory, the shared interview", memory(interview), "MiB")
            .beside("an empty window", memory(empty))
            .target(Target::Times(1.3)),
        figure("memory, the shared interview", memory(interview), "MiB").beside(UNTOUCHED, memory(untouched)),
        figure("memory, 1,000,000 characters, 10,000 annotations", memory(large), "MiB")
            .beside("an empty window", memory(empty))
            .target(Target::Times(2.0)),
        figure("memory, 1,000,000 characters, 10,000 annotations", memory(large), "MiB")
            .beside(UNTOUCHED, memory(untouched)),
    ]
}

impl Launch {
    /// The window with nothing in it.
    pub(crate) fn empty(bench: &Bench) -> Launch {
        Launch { program: bench.empty.clone(), scene: None, renderer: None }
    }

    /// The window with nothing in it, painted as the engine would paint it unless told otherwise.
    fn untouched(bench: &Bench) -> Launch {
        Launch { renderer: Some(ENGINES_CHOICE), ..Launch::empty(bench) }
    }

    /// The app with a document.
    pub(crate) fn app(bench: &Bench, scene: Scene) -> Launch {
        Launch { program: bench.app.clone(), scene: Some(scene), renderer: None }
    }

    /// Starts the window, waits until it is painted and at rest, measures and ends it.
    pub(crate) fn start(&self, scratch: &Path) -> Result<Started, Box<dyn Error>> {
        let mark = scratch.join("painted");
        if mark.exists() {
            fs::remove_file(&mark)?;
        }
        let mut command = Command::new(&self.program);
        settle(&mut command, &scratch.join("home"))?;
        command.env("VERMILION_MARK_READY", &mark);
        if let Some(choice) = self.renderer {
            command.env(RENDERER, choice);
        }
        if let Some(scene) = &self.scene {
            command.arg(&scene.file).env("VERMILION_LIBRARY", &scene.library);
        }
        let screen = Screen::connect()?;
        let is_seen: fn(&Picture) -> bool = match self.scene {
            Some(_) => Picture::has_text,
            None => |picture| picture.count(|colour| colour == EMPTY_PAGE) > ENOUGH,
        };
        let (begun, began) = (SystemTime::now().duration_since(UNIX_EPOCH)?, Instant::now());
        let mut child = Running(command.spawn()?);
        let seen =
            screen.wait_for(PAGE, PATIENCE, is_seen)?.ok_or("nothing was to be seen within a minute")?;
        let painted = wait_for_mark(&mark, &mut child.0)?;
        let memory = settled_memory(child.0.id());
        Ok(Started {
            painted: painted.saturating_sub(begun),
            seen: seen.saturating_duration_since(began),
            memory,
        })
    }
}

/// Lets a program live in a folder of its own and print nothing.
fn settle(command: &mut Command, home: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(home)?;
    command
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Ok(())
}

/// A process that ends with its owner.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing left to do in either case.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The time the window wrote down when it was painted, since the epoch.
fn wait_for_mark(mark: &Path, child: &mut Child) -> Result<Duration, Box<dyn std::error::Error>> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if let Ok(text) = fs::read_to_string(mark)
            && let Ok(microseconds) = text.trim().parse()
        {
            return Ok(Duration::from_micros(microseconds));
        }
        if let Some(status) = child.try_wait()? {
            return Err(format!("the window ended before it was painted: {status}").into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Err("the window was not painted within a minute".into())
}

/// Memory once two readings a second apart differ by less than one percent.
fn settled_memory(root: u32) -> u64 {
    let mut last = memory_of_tree(root);
    for _ in 0..10 {
        std::thread::sleep(Duration::from_secs(1));
        let now = memory_of_tree(root);
        if now.abs_diff(last) * 100 < last {
            return now;
        }
        last = now;
    }
    last
}

/// Proportional set size of a process and its descendants, bytes.
fn memory_of_tree(root: u32) -> u64 {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|pid: u32| Some((pid, parent_of(pid)?)))
        .collect();
    let mut family = vec![root];
    let mut next = 0;
    while next < family.len() {
        let parent = family[next];
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    family.into_iter().filter_map(proportional_set_size).sum()
}

fn parent_of(pid: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field is the name in parentheses and may hold anything; the parent is the second field after it.
    status.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn proportional_set_size(pid: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}
