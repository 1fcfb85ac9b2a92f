//! The log: a file a day in the data folder, the last seven kept. It names commands, codes and times, never the text of
//! an interview or a note.

use std::backtrace::Backtrace;
use std::path::Path;
use std::{fs, panic, thread};
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;

/// How many days of logs are kept.
const KEPT: usize = 7;

/// Starts logging below the data folder `data`, and logs panics. Without a log the app runs all the same, so a folder
/// that cannot be written to is not an error.
pub(crate) fn start(data: &Path) -> Option<WorkerGuard> {
    let folder = data.join("vermilion").join("logs");
    fs::create_dir_all(&folder).ok()?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("vermilion")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(&folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let filter = EnvFilter::try_from_env("VERMILION_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(writer).try_init().ok()?;
    log_panics();
    Some(guard)
}

/// Where a panic happened goes to the log; what it says does not, as it may quote the text that was being handled.
fn log_panics() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let thread = thread::current().name().unwrap_or_default().to_owned();
        tracing::error!(place, thread, backtrace = %Backtrace::force_capture(), "panic");
        default(info);
    }));
}
