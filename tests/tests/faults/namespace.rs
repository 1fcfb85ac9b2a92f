//! Worlds of a test's own: a small file system, a folder that cannot be written to. The system makes them for an
//! ordinary user too, inside a namespace.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A command that first does `mount`, a line for the shell, in a namespace of its own, and then runs `command` there.
pub(crate) fn within(mount: &str, command: &Command) -> Command {
    let mut within = Command::new("unshare");
    within.args(["-rm", "sh", "-c", &format!("{mount} && exec \"$@\""), "sh"]);
    within.arg(command.get_program()).args(command.get_args());
    within
}

/// A path as a process sees it that lives in a namespace of its own.
pub(crate) fn seen_by(process: u32, path: &Path) -> PathBuf {
    let root = PathBuf::from(format!("/proc/{process}/root"));
    root.join(path.strip_prefix("/").unwrap_or(path))
}
