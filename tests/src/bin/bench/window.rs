//! Figures of the real window: the time from starting the process until its first screen is painted, and the memory
//! of all its processes. Both are taken from outside the page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What one start of a window gave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Started {
    /// From the start of the process until the page says that its first screen is painted.
    pub(crate) painted: Duration,
    /// Proportional set size of the process and all its descendants, bytes, once it has come to rest.
    pub(crate) memory: u64,
}

/// A way to start a window.
pub(crate) struct Launch {
    /// The program.
    pub(crate) program: PathBuf,
    /// The library it opens, where it opens one.
    pub(crate) library: Option<PathBuf>,
    /// Its arguments.
    pub(crate) arguments: Vec<PathBuf>,
}

/// How long a window may take to paint before the run is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts the window, waits until it is painted and at rest, measures and ends it.
pub(crate) fn start(launch: &Launch, scratch: &Path) -> Result<Started, Box<dyn std::error::Error>> {
    let mark = scratch.join("painted");
    if mark.exists() {
        fs::remove_file(&mark)?;
    }
    let home = scratch.join("home");
    fs::create_dir_all(&home)?;
    let mut command = Command::new(&launch.program);
    command
        .args(&launch.arguments)
        .env("HOME", &home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("VERMILION_MARK_READY", &mark)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Some(library) = &launch.library {
        command.env("VERMILION_LIBRARY", library);
    }
    let begun = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let mut child = Running(command.spawn()?);
    let painted = wait_for_mark(&mark, &mut child.0)?;
    let memory = settled_memory(child.0.id());
    Ok(Started { painted: painted.saturating_sub(begun), memory })
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
