//! Worlds of a test's own: a small file system, a folder that cannot be written to. The system makes them for an
//! ordinary user too, inside a namespace, but not inside every container.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether this machine grants what `flags` ask of `unshare`, and then a mount; says why the test is left out if not.
#[allow(
    clippy::print_stderr,
    reason = "whoever reads the test's output is to know that it had nothing to do"
)]
pub(crate) fn is_granted(flags: &str, mount: &str) -> bool {
    let try_it = Command::new("unshare").args([flags, "sh", "-c", mount]).stdin(Stdio::null()).output();
    let why = match try_it {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    eprintln!("left out: this machine grants no namespace ({why})");
    false
}

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
