//! The log: a file a day in the data folder, the last seven kept, for their owner alone. It names commands, codes and
//! times, never the text of an interview or a note.

use std::backtrace::Backtrace;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{fs, panic, thread};
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use vermilion_api::paths;

/// How many days of logs are kept.
const KEPT: usize = 7;

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// Starts logging below the data folder `data`, and logs panics. Without a log the app runs all the same, so a folder
/// that cannot be written to is not an error.
pub(crate) fn start(data: &Path) -> Option<WorkerGuard> {
    log_panics();
    let folder = paths::folder_in(data).join("logs");
    paths::keep_private(&folder).ok()?;
    let (writer, guard) = tracing_appender::non_blocking(Log::open(folder)?);
    let filter = EnvFilter::try_from_env("VERMILION_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(writer).try_init().ok()?;
    Some(guard)
}

/// The file of today. A new one is made as the system makes files, perhaps for others to read; the folder keeps them
/// out until it, too, is its owner's alone.
struct Log {
    folder: PathBuf,
    file: RollingFileAppender,
    day: u64,
}

impl Log {
    fn open(folder: PathBuf) -> Option<Self> {
        let file = Builder::new()
            .rotation(Rotation::DAILY)
            .filename_prefix("vermilion")
            .filename_suffix("log")
            .max_log_files(KEPT)
            .build(&folder)
            .ok()?;
        keep_files_private(&folder);
        Some(Self { folder, file, day: today() })
    }
}

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // Before the line is written: a file that was begun since then has been seen to by the next line at the latest.
        let day = today();
        let written = self.file.write(line)?;
        if day != self.day {
            self.day = day;
            keep_files_private(&self.folder);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The day, counted as the rotation counts it: in UTC.
fn today() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / DAY
}

#[cfg(unix)]
fn keep_files_private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // One that is gone meanwhile, or that is another's, stays as it is: the folder is private all the same.
        let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o600));
    }
}

/// On Windows, files are their owner's by where they lie.
#[cfg(not(unix))]
fn keep_files_private(_folder: &Path) {}

/// Where a panic happened goes to the log; what it says does not, as it may quote the text that was being handled. Nor
/// does a release build print it: what a desktop app prints ends up in the log of the session.
fn log_panics() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let thread = thread::current().name().unwrap_or_default().to_owned();
        tracing::error!(place, thread, backtrace = %Backtrace::force_capture(), "panic");
        if cfg!(debug_assertions) {
            default(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_is_logged_by_its_place_and_not_by_its_words() {
        let memory = Memory::default();
        let writer = memory.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
        log_panics();
        tracing::subscriber::with_default(subscriber, || {
            panic::catch_unwind(|| panic!("燈塔還亮著")).unwrap_err();
        });
        let log = String::from_utf8(memory.0.lock().unwrap().clone()).unwrap();
        assert!(log.contains("panic") && log.contains("logs.rs"), "{log}");
        assert!(!log.contains("燈塔"), "{log}");
    }

    #[cfg(unix)]
    #[test]
    fn logs_are_their_owners_alone_and_old_ones_go() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("vermilion-logs-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for day in 10..22 {
            fs::write(folder.join(format!("vermilion.2026-01-{day}.log")), "old").unwrap();
        }
        let mut log = Log::open(folder.clone()).unwrap();
        // As if the app had been left open over night.
        log.day -= 1;
        log.write_all(b"a line\n").unwrap();
        let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(files.len() <= KEPT, "{files:?}");
        for file in &files {
            assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
