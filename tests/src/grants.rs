//! What the system has to grant to tests that look at a program from outside or put it into a world of its own.
//!
//! A test that is not granted it fails, and says what to do: one that passed without having looked would be believed. Where
//! the kernel refuses and nothing can be installed, whoever runs the tests says so in [`LEAVE_OUT`]; `cargo xtask test` does
//! that, and names in its summary what was left out.

use std::io::ErrorKind;
use std::process::{Command, Stdio};

/// Names what is to be left out, with commas between: `namespaces`, `strace`.
pub const LEAVE_OUT: &str = "VERMILION_LEAVE_OUT";

/// Whether a program can be recorded with strace; false only where that is to be left out.
///
/// # Panics
/// When it cannot, with what to do.
pub fn strace() -> bool {
    is_granted("strace", "strace", &["-o", "/dev/null", "true"])
}

/// Whether there are namespaces as `flags` ask of `unshare`, and then a line of the shell can be run in them; false only
/// where that is to be left out.
///
/// # Panics
/// When there are not, with what to do.
pub fn namespaces(flags: &str, line: &str) -> bool {
    is_granted("namespaces", "unshare", &[flags, "sh", "-c", line])
}

#[allow(clippy::panic, reason = "a test that cannot look is to fail where it stands")]
fn is_granted(name: &str, program: &str, arguments: &[&str]) -> bool {
    if std::env::var(LEAVE_OUT).is_ok_and(|names| names.split(',').any(|left_out| left_out == name)) {
        return false;
    }
    match Command::new(program).args(arguments).stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => true,
        Ok(output) => panic!(
            "this machine does not let {program} do its work ({}); `cargo xtask test` says what allows it, and \
             {LEAVE_OUT}={name} leaves out the tests that need it",
            String::from_utf8_lossy(&output.stderr).trim()
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!(
                "{program} is not installed, and this test needs it: `cargo xtask setup --test` installs it"
            )
        }
        Err(error) => panic!("{program} cannot be started: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(
        expected = "vermilion-none is not installed, and this test needs it: `cargo xtask setup --test`"
    )]
    fn a_program_that_is_missing_fails_the_test_that_needs_it() {
        is_granted("none", "vermilion-none", &[]);
    }

    #[cfg(unix)]
    #[test]
    #[should_panic(expected = "does not let sh do its work (no such thing here)")]
    fn what_the_system_refuses_fails_the_test_that_needs_it_and_says_what_the_system_said() {
        is_granted("none", "sh", &["-c", "echo no such thing here >&2; false"]);
    }
}
